"""What the page of a policy's coverage says: every sentence and what becomes of it."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    # the head
    "coverage_kicker": ("Hva som blir av teksten", "What becomes of the text"),
    "coverage_title": ("{0}: dekning", "{0}: coverage"),
    "coverage_skip": ("Hopp til teksten", "Skip to the text"),
    "coverage_about": (
        "Hver setning i retningslinjen, i rekkefølge, og hva som blir av den: om regler håndhever den, om et menneske "
        "blir spurt, eller om den ikke kontrolleres, og hvorfor. Resten er bakgrunn.",
        "Every sentence of the policy, in order, and what becomes of it: whether rules enforce it, a person is asked, "
        "or it is not checked, and why. The rest is background.",
    ),
    # figures
    "coverage_figures": ("I tall", "In figures"),
    "coverage_binding": (
        "Setninger som binder: {0}. Av dem håndheves {1} av regler, {2} legges fram for et menneske, og {3} "
        "kontrolleres ikke.",
        "Sentences that bind: {0}. Of these, {1} are enforced by rules, {2} are put to a person, and {3} are not "
        "checked.",
    ),
    "coverage_suggestions": (
        "Av dem som binder, gir reglene bare forslag til {0}; det håndhever dem ikke.",
        "Of those that bind, {0} have only rules that make suggestions; that does not enforce them.",
    ),
    "coverage_in_force": (
        "Håndheves bare fra eller til en dag: {0}.",
        "Enforced from or until a day only: {0}.",
    ),
    "coverage_several": (
        "Av dem som binder, telles {0} flere steder, fordi deler av setningen behandles ulikt.",
        "Of those that bind, {0} are counted in more than one place, as parts of the sentence are treated differently.",
    ),
    "coverage_items": (
        "Regler: {0}. Spørsmål til et menneske: {1}. Forutsetninger: {2}.",
        "Rules: {0}. Questions to a person: {1}. Assumptions: {2}.",
    ),
    "coverage_binds": ("binder, i alt", "binding, in all"),
    # what becomes of a sentence
    "coverage_enforced": ("håndheves", "enforced"),
    "coverage_suggested": ("gir bare forslag", "only suggestions"),
    "coverage_judged": ("legges fram for et menneske", "put to a person"),
    "coverage_unchecked": ("kontrolleres ikke", "not checked"),
    "coverage_background": ("bakgrunn", "background"),
    "coverage_text": ("Teksten", "The text"),
    "coverage_contents": ("Innhold", "Contents"),
    "coverage_why_not": ("Hvorfor ikke: {0}", "Why not: {0}"),
    "coverage_rules_one": ("Regel", "Rule"),
    "coverage_rules_more": ("{0} regler", "{0} rules"),
    "coverage_questions_one": ("Spørsmål", "Question"),
    "coverage_questions_more": ("{0} spørsmål", "{0} questions"),
    "coverage_at": ("{0}, ved {1}", "{0}, at {1}"),
    "coverage_see": ("Se {0}.", "See {0}."),
    "coverage_made": (
        "Laget av regelpakken {0} {1} (avtrykk {2}) med policycheck {3}.",
        "Made from the pack {0} {1} (digest {2}) by policycheck {3}.",
    ),
    # against a text
    "coverage_against": ("Sammenlignet med {0}", "Compared with {0}"),
    "coverage_nothing": (
        "Ingen ord og tall er endret: alle de {0} setningene står i {1}. Tegnsetting og store bokstaver er ikke "
        "sammenlignet.",
        "No word and no number has changed: all {0} sentences stand in {1}. Punctuation and capital letters were not "
        "compared.",
    ),
    "coverage_summary": (
        "Like: {0}. Endret: {1}. Nye: {2}. Borte: {3}. Flyttet: {4}. Nytt nummer: {5}. Mulige lesefeil: {6}.",
        "The same: {0}. Changed: {1}. New: {2}. Gone: {3}. Moved: {4}. Renumbered: {5}. Possible reading errors: {6}.",
    ),
    "coverage_compared_in": ("Sammenlignet i språket {0}.", "Compared in the language {0}."),
    "coverage_windows_1252": (
        "{0} er ikke UTF-8 og er lest som Windows-1252. Se etter at æ, ø og å er riktige.",
        "{0} is not UTF-8 and was read as Windows-1252. See that its letters are right.",
    ),
    "coverage_stale": ("Må ses over: {0}", "To be looked over: {0}"),
    "coverage_stale_about": (
        "Det som bygger på setninger som er endret eller borte, må ses over. Det er {0}.",
        "What rests on sentences that have changed or are gone is to be looked over. That is {0}.",
    ),
    "coverage_stale_none": (
        "Ingen regler, spørsmål eller forutsetninger bygger på noe som er endret eller borte.",
        "No rule, question or assumption rests on anything that has changed or is gone.",
    ),
    "coverage_stale_rule": ("regel {0}", "rule {0}"),
    "coverage_stale_rules": ("regler {0}", "rules {0}"),
    "coverage_stale_question": ("spørsmål {0}", "question {0}"),
    "coverage_stale_questions": ("spørsmål {0}", "questions {0}"),
    "coverage_stale_parameter": ("forutsetning {0}", "assumption {0}"),
    "coverage_stale_parameters": ("forutsetninger {0}", "assumptions {0}"),
    "coverage_count_rule": ("1 regel", "1 rule"),
    "coverage_count_rules": ("{0} regler", "{0} rules"),
    "coverage_count_question": ("1 spørsmål", "1 question"),
    "coverage_count_questions": ("{0} spørsmål", "{0} questions"),
    "coverage_count_parameter": ("1 forutsetning", "1 assumption"),
    "coverage_count_parameters": ("{0} forutsetninger", "{0} assumptions"),
    "coverage_stale_mark": ("må ses over", "look over"),
    "coverage_changed": ("Endrede setninger", "Changed sentences"),
    "coverage_slight": ("Mulige lesefeil", "Possible reading errors"),
    "coverage_slight_about": (
        "Disse skiller seg bare i bokstaver som ofte leses feil i skannet tekst. Regler regnes ikke som "
        "utdatert for det.",
        "These differ only in letters that are often misread in scanned text. No rule is taken to be "
        "out of date for that.",
    ),
    "coverage_added": ("Nye setninger", "New sentences"),
    "coverage_removed": ("Setninger som er borte", "Sentences that are gone"),
    "coverage_moved": ("Flyttede setninger", "Moved sentences"),
    "coverage_renumbered": ("Nye numre", "New numbers"),
    "coverage_after": ("etter {0}", "after {0}"),
    "coverage_first": ("først", "at the beginning"),
    "coverage_moved_to": ("fulgte {0}, følger nå {1}", "followed {0}, now follows {1}"),
    "coverage_was_first": ("ingenting", "nothing"),
    "coverage_number": ("{0} er blitt {1}", "{0} has become {1}"),
    "coverage_numbers": ("Tall: {0} → {1}", "Numbers: {0} → {1}"),
    "coverage_no_number": ("ingen", "none"),
    "coverage_gone_word": ("borte:", "gone:"),
    "coverage_new_word": ("nytt:", "new:"),
    "coverage_fate_changed": ("endret i {0}", "changed in {0}"),
    "coverage_fate_slight": ("mulig lesefeil i {0}", "possible reading error in {0}"),
    "coverage_fate_removed": ("borte i {0}", "gone in {0}"),
    "coverage_fate_moved": ("flyttet i {0}", "moved in {0}"),
    "coverage_fate_renumbered": ("nytt nummer i {0}", "renumbered in {0}"),
}
