"""Words that tell how strongly a sentence binds, by language: one pattern a kind."""

from __future__ import annotations

MUST = {
    "nb": r"skal|skulle|må|plikter|er pliktige?|kreves|påkreves|pålegges|(?:er|blir) pålagt|forutsettes|er forpliktet"
    r"|kan (?:ikke|bare|kun|høyst|maksimalt|maks)|er ikke (?:tillatt|lov)|er forbudt|tillates ikke",
    "nn": r"skal|skulle|må|pliktar|pliktige?|krevst|vert kravd|er pålagde?|er påkravd|føreset"
    r"|kan (?:ikkje|berre|høgst|maksimalt|maks)|er ikkje (?:tillate|lov)|er forbode",
    "da": r"skal|må (?:ikke|kun|alene)|er forpligtet|forpligtes|kræves|er påkrævet|pålægges|er pålagt|påhviler"
    r"|kan (?:ikke|kun|højst|maksimalt|maks)|er ikke tilladt|er forbudt",
    "sv": r"ska|skall|måste|får (?:inte|ej|endast|bara|högst|maximalt)|är skyldiga?|krävs|åligger"
    r"|är förbjud(?:en|et|na)|är inte tillåt(?:en|et|na)"
    r"|kan (?:inte|endast|bara|högst|maximalt)",
    "en": r"must|shall|(?:is|are) (?:required|obliged|obligated) to|(?:is|are) required|has to|have to"
    r"|may (?:not|only|at most)|can ?not|can only|(?:is|are) (?:prohibited|forbidden|not (?:allowed|permitted))",
}
SHOULD = {
    "nb": r"bør|burde|anbefales|oppfordres|er ønskelig|tilstrebes",
    "nn": r"bør|burde|er tilrådd|vert tilrådd|vert oppmoda|er ønskeleg",
    "da": r"bør|burde|anbefales|opfordres|er ønskeligt|tilstræbes",
    "sv": r"bör|borde|rekommenderas|uppmanas|är önskvärt|eftersträvas",
    "en": r"should|ought to|(?:is|are) (?:recommended|encouraged|advised)|(?:is|are) desirable",
}
WISH = {
    "nb": r"ønsker (?:å|at)|har som mål å|har til hensikt å|tar sikte på",
    "nn": r"ønskjer (?:å|at)|har som mål å|tek sikte på",
    "da": r"ønsker,? (?:at|om)|har som mål at|har til hensigt at|tilstræber",
    "sv": r"önskar|har som mål att|har för avsikt att|strävar efter",
    "en": r"wish(?:es)? (?:to|that)|aims? (?:to|at)|intends? to|endeavou?rs? to|seeks? to",
}
"""What somebody wants: advised, even where it goes on to say that something shall be."""
DEFAULT = {
    "nb": r"som (?:en )?(?:hovedregel|regel)|hovedregelen er|normalt|i utgangspunktet|vanligvis|i hovedsak"
    r"|til vanlig",
    "nn": r"som (?:ein )?(?:hovudregel|regel)|hovudregelen er|normalt|i utgangspunktet|vanlegvis|til vanleg",
    "da": r"som (?:en )?(?:hovedregel|udgangspunkt|regel)|normalt|i udgangspunktet|sædvanligvis|almindeligvis",
    "sv": r"som (?:huvudregel|regel)|huvudregeln är|normalt|i normalfallet|i regel|vanligtvis|i utgångspunkten",
    "en": r"as a (?:general |main )?rule|as a general principle|normally|in principle|by default|ordinarily"
    r"|generally",
}
DISCRETION = {
    "nb": r"(?:der|når|hvis|dersom|hvor) (?:det|dette) (?:er|anses|vurderes(?: som)?|finnes) (?:\w+ ){0,2}"
    r"(?:hensiktsmessig|mulig|nødvendig|naturlig|relevant|aktuelt|formålstjenlig|ønskelig|behov)"
    r"|etter (?:en |nærmere |konkret |faglig )*(?:vurdering|skjønn)|ved behov|etter behov|så langt (?:det er "
    r"|som )?mulig"
    r"|så langt det lar seg gjøre|i rimelig grad|i størst mulig grad|i nødvendig utstrekning|om nødvendig|om mulig",
    "nn": r"(?:der|når|viss|dersom) (?:det|dette) (?:er|vert rekna som) (?:\w+ ){0,2}"
    r"(?:føremålstenleg|mogleg|nødvendig|naudsynt|naturleg|relevant|aktuelt|behov)"
    r"|etter (?:ei |nærare |konkret |fagleg )*(?:vurdering|skjønn)|ved behov|så langt (?:det er |som )?mogleg"
    r"|i rimeleg grad|i størst mogleg grad|om nødvendig|om mogleg",
    "da": r"(?:hvor|når|hvis|såfremt) (?:det|dette) (?:er|skønnes) (?:\w+ ){0,2}"
    r"(?:hensigtsmæssigt|muligt|nødvendigt|naturligt|relevant|behov)"
    r"|efter (?:en |nærmere |konkret |faglig )*(?:vurdering|skøn)|ved behov|efter behov|så vidt (?:det er )?muligt"
    r"|i (?:rimeligt|videst muligt|nødvendigt) omfang|om nødvendigt|om muligt",
    "sv": r"(?:där|när|om) (?:det|detta) (?:är|bedöms(?: vara)?) (?:\w+ ){0,2}"
    r"(?:lämpligt|möjligt|nödvändigt|relevant|ändamålsenligt|behov)"
    r"|efter (?:en |närmare |konkret )*(?:bedömning|prövning)|vid behov|så långt (?:det är |som )?möjligt"
    r"|i (?:rimlig|skälig|möjligaste) (?:grad|mån|utsträckning)|om möjligt|om nödvändigt",
    "en": r"(?:where|when|if|wherever|whenever) (?:it is |this is )?(?:\w+ )?(?:appropriate|possible"
    r"|practicable|necessary"
    r"|relevant|suitable|reasonable|feasible|needed|expedient)|as (?:far|much"
    r"|soon) as (?:is )?(?:reasonably )?(?:possible"
    r"|practicable)|as (?:appropriate|necessary|needed)|at (?:its|the|their) discretion|to a reasonable extent"
    r"|after (?:an |a )?(?:individual |specific |concrete )?assessment|reasonable efforts",
}
DEFINITION = {
    "nb": r"med .{1,60}? (?:menes|forstås|mener vi|siktes det til)|(?:menes|forstås) (?:her )?med"
    r"|defineres som|er definert som"
    r"|forstås som|i (?:dette dokumentet|denne retningslinjen|denne forskriften|denne loven) (?:menes|forstås|betyr)",
    "nn": r"med .{1,60}? (?:er meint|meiner vi|forstår vi|vert (?:det )?(?:meint|forstått))|(?:er meint"
    r"|vert meint) med"
    r"|(?:er|vert) definert som|vert forstått som",
    "da": r"ved .{1,60}? forstås|(?:menes|forstås) ved|med .{1,60}? menes|defineres som|er defineret som|forstås som",
    "sv": r"med .{1,60}? (?:avses|menas|förstås)|(?:avses|menas|förstås) med|definieras som|är definierad som",
    "en": r"(?:is|are) defined as|(?:shall )?means?\b(?! that)|refers? to|(?:is|are) understood (?:as|to mean)"
    r"|for the purposes? of this",
}
EXAMPLES = {
    "nb": r"for eksempel|f\. ?eks\.|blant annet|bl\. ?a\.|gjerne|eksempler på|eksempelvis|ikke uttømmende"
    r"|retningsgivende"
    r"|veiledende|er særlig aktuelle|er aktuelle",
    "nn": r"til dømes|t\. ?d\.|mellom anna|m\. ?a\.|gjerne|døme på|ikkje uttømmande|rettleiande",
    "da": r"for eksempel|f\. ?eks\.|fx|blandt andet|bl\. ?a\.|(?<!må )gerne|eksempler på|eksempelvis|ikke udtømmende"
    r"|vejledende",
    "sv": r"till exempel|t\. ?ex\.|exempelvis|bland annat|bl\. ?a\.|gärna|exempel på|inte uttömmande|vägledande",
    "en": r"for example|for instance|e\.g\.|such as|among other things|examples? of|examples? (?:is|are)|inter alia"
    r"|not exhaustive|indicative",
}
MAY = {
    "nb": r"kan|har (?:rett|adgang|anledning) til|står fritt|(?:er|blir) tillatt|tillates",
    "nn": r"kan|har (?:rett|høve|tilgjenge) til|står fritt|er tillate",
    "da": r"kan|må gerne|må|har (?:ret|adgang) til|er tilladt|tillades",
    "sv": r"får|kan|har rätt att|är tillåt(?:en|et|na)|medges",
    "en": r"may|can|(?:is|are) (?:allowed|permitted|entitled|free) to",
}
RELEASES = {
    "nb": r"(?:skal|må) ikke være til hinder|behøver ikke|trenger ikke|er ikke (?:pålagt|pliktig|forpliktet)"
    r"|plikter ikke|kreves ikke",
    "nn": r"(?:skal|må) ikkje vere til hinder|treng ikkje|er ikkje (?:pålagd|pliktig)|krevst ikkje",
    "da": r"behøver ikke|er ikke forpligtet|kræves ikke|skal ikke nødvendigvis",
    "sv": r"behöver inte|är inte skyldiga?|krävs inte|måste inte",
    "en": r"need not|(?:do|does) not (?:have|need) to|(?:is|are) not (?:required|obliged|obligated)",
}
"""Words that bind nobody, though they look like others that do."""
