"""What views of a policy say around the pack's own words, in Norwegian (bokmål) and English: one entry a sentence."""

from __future__ import annotations

from policycheck.wording import spoken


def page_word(key: str, language: str, *words: object) -> str:
    """An entry in a language, with its words put in."""
    nb, en = WORDS[key]
    return (nb if spoken(language) == "nb" else en).format(*words)


WORDS: dict[str, tuple[str, str]] = {
    # the head
    "version": ("Versjon {0}", "Version {0}"),
    "in force": ("gjelder {0}", "in force {0}"),
    "from day only": ("fra {0}", "from {0}"),
    "until day only": ("til og med {0}", "through {0}"),
    "digest": ("avtrykk `{0}`", "digest `{0}`"),
    "about": (
        "Denne siden viser, setning for setning, hvordan retningslinjen er gjort om til regler: hva hver regel "
        "gjelder, hva den krever, og hva som er antatt der teksten lar noe stå åpent. Den er laget av regelpakken, "
        "med kommandoen under. Rett i pakken, ikke her.",
        "This page shows, sentence by sentence, how the policy is turned into rules: what each rule applies to, what "
        "it requires, and what is assumed where the text leaves something open. It is made from the pack, by the "
        "command below. Make changes in the pack, not here.",
    ),
    "legend": ("Slik leses siden:", "How to read it:"),
    "legend fields": (
        "*Kursiv* er opplysninger som føres, slik de er satt opp under [{0}](#{1}).",
        "*Italics* are the data that are kept, as set out under [{0}](#{1}).",
    ),
    "legend parameters": (
        "‹Vinkler› er [forutsetninger](#{0}) som kan endres. I meldinger står de rundt det som settes inn.",
        "‹Angles› are [assumptions](#{0}) that can be changed. In messages they stand around what is put in.",
    ),
    "legend terms": (
        "`Slik skrift` er navn på regler og på [begreper](#{0}) som er forklart lenger ned.",
        "`This script` is for the names of rules and of [terms](#{0}) that are explained further down.",
    ),
    "legend words": (
        "«Det finnes» betyr minst én, og «i dag» er dagen det vurderes etter.",
        "“There are” means at least one, and “today” is the day by which it is judged.",
    ),
    "legend missing": (
        "En opplysning som mangler, er aldri i orden av seg selv: da sier rapporten hva som mangler for å avgjøre "
        "regelen.",
        "What is not stated never passes: the report then says what is missing to decide the rule.",
    ),
    # sections
    "figures": ("I tall", "In figures"),
    "sentences": ("Setning for setning", "Sentence by sentence"),
    "assumptions": ("Forutsetninger å ta stilling til", "Assumptions to decide"),
    "terms": ("Begreper", "Terms"),
    "tables": ("Tabeller", "Tables"),
    "records": ("Opplysninger som føres", "Data that are kept"),
    # in figures
    "force": ("Type setning", "Kind of sentence"),
    "enforced": ("Håndheves av regler", "Enforced by rules"),
    "suggested": ("Gir bare forslag", "Only suggestions"),
    "judged": ("Legges fram for et menneske", "Put to a person"),
    "unchecked": ("Kontrolleres ikke", "Not checked"),
    "background": ("Bakgrunn", "Background"),
    "total": ("I alt", "Total"),
    "counts": (
        "Regler: {0}. Spørsmål til et menneske: {1}. Forutsetninger: {2}.",
        "Rules: {0}. Questions to a person: {1}. Assumptions: {2}.",
    ),
    "both": (
        "Setninger som både har regler og legges fram for et menneske: {0}.",
        "Sentences that have rules and are put to a person as well: {0}.",
    ),
    "which in force": (
        "Disse håndheves bare fra eller til en dag: {0}. Hvilken står ved regelen.",
        "Enforced from or until a day only: {0}. The rule says which.",
    ),
    "which unchecked": (
        "Disse kontrolleres ikke: {0}. Hvorfor står ved setningen.",
        "Not checked: {0}. The sentence says why.",
    ),
    "heading": ("overskrift", "heading"),
    "descriptive": ("beskrivelse", "description"),
    "definition": ("definisjon", "definition"),
    "must": ("skal", "must"),
    "should": ("bør", "should"),
    "default": ("hovedregel", "general rule"),
    "indicative": ("veiledende", "indicative"),
    "discretionary": ("skjønn", "discretion"),
    # rules and questions
    "rule": ("Regel", "Rule"),
    "question": ("Spørsmål", "Question"),
    "breach must": ("avvik er brudd", "a departure is a breach"),
    "breach default": (
        "avvik er brudd, om ikke et unntak er registrert",
        "a departure is a breach, unless an exception is recorded",
    ),
    "breach should": ("avvik gir en anbefaling", "a departure gives a recommendation"),
    "breach may": ("gir bare forslag", "only makes suggestions"),
    "no must": ("nei er brudd", "no is a breach"),
    "no default": ("nei er brudd", "no is a breach"),
    "no should": ("nei gir en anbefaling", "no gives a recommendation"),
    "for each": ("Én regel for hver", "One rule for each"),
    "applies": ("Gjelder", "Applies to"),
    "every": ("alle", "all"),
    "when": ("når", "when"),
    "requires": ("Krever", "Requires"),
    "that": ("at", "that"),
    "exception": ("Unntak", "Excepted"),
    "because": ("Begrunnelse for unntaket:", "Reason for the exception:"),
    "message": ("Melding:", "Message:"),
    "remedy": ("Tiltak:", "What to do:"),
    "suggests": ("Foreslår", "Suggests"),
    "at most options": ("høyst {0}:", "at most {0}:"),
    "option": ("Slik lyder forslaget:", "What it suggests:"),
    "asks": ("Spør:", "Asks:"),
    "facts": ("Opplysninger som vises:", "Facts shown:"),
    "rests on": ("Bygger på:", "Rests on:"),
    "rule in force": ("I kraft:", "In force:"),
    "see": ("Se {0}.", "See {0}."),
    "see also": ("Se også {0}.", "See also {0}."),
    "described at": ("{0}, ved setning {1}", "{0}, at sentence {1}"),
    "also for": ("Hjemmel:", "Cites:"),
    "not checked": ("**Kontrolleres ikke.** {0}", "**Not checked.** {0}"),
    # assumptions
    "about assumptions": (
        "Dette lar teksten stå åpent. Verdiene er antatt til noen har tatt stilling til dem. En verdi endres for godt "
        "under `parameters` i pakken, og for én kjøring med `--set`, som vist ved hver.",
        "This is what the text leaves open. The values are assumed until somebody decides. A value is changed for good "
        "under `parameters` in the pack, and for a single run by `--set`, as shown with each.",
    ),
    "assumption": ("Forutsetning", "Assumption"),
    "value now": ("Verdi nå", "Value now"),
    "sentence": ("Setning", "Sentence"),
    "from day": ("fra {0}: {1}", "from {0}: {1}"),
    "by date": ("etter datoen, se tabellen", "by the date, see the table"),
    "from": ("Fra", "From"),
    "value": ("Verdi", "Value"),
    "no value": ("ikke satt", "not set"),
    "choices": ("**Valg:** {0}", "**Choices:** {0}"),
    "used by": ("**Brukes av:** {0}", "**Used by:** {0}"),
    "set by": ("**Endres med:** {0}", "**Changed by:** {0}"),
    "bold value": ("**Verdi nå:** {0}", "**Value now:** {0}"),
    "bold sentence": ("**Setning:** {0}", "**Sentence:** {0}"),
    # terms
    "about terms": (
        "Navn som flere regler bruker, eller som står for noe som er for langt til å gjentas.",
        "Names that several rules use, or that stand for what is too long to repeat.",
    ),
    "is met": ("er oppfylt når", "is met when"),
    "stands for": ("er", "is"),
    "features": ("er disse forholdene:", "are these features:"),
    "feature": ("{0} gjelder når", "{0} holds when"),
    # tables and records
    "field": ("Felt", "Field"),
    "column": ("Navn i data", "Name in data"),
    "kind": ("Type", "Type"),
    "explanation": ("Forklaring", "Explanation"),
    "in data": ("I data: `{0}`.", "In data: `{0}`."),
    "text": ("tekst", "text"),
    "boolean": ("ja/nei", "yes/no"),
    "integer": ("heltall", "whole number"),
    "number": ("tall", "number"),
    "money": ("beløp", "amount"),
    "date": ("dato", "date"),
    "choice": ("valg", "choice"),
    "list": ("liste av {0}", "list of {0}"),
    "ref": ("henvisning til {0}", "reference to {0}"),
    "required": ("må oppgis", "required"),
    "key": ("nøkkel", "key"),
    "at least": ("minst {0}", "at least {0}"),
    "at most": ("høyst {0}", "at most {0}"),
    "between": ("{0} til {1}", "{0} to {1}"),
}
