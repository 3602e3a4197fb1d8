"""What the draft of a pack's text says."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    # at the head of the file
    "draft_head": (
        "Et utkast fra {0}, laget av policycheck draft. Gå gjennom hver setning og rett den.",
        "A draft from {0}, made by policycheck draft. Go through every sentence and correct it.",
    ),
    "draft_detected": (
        "Språk: {0}, gjenkjent på vanlige ord; --lang velger et annet.",
        "Language: {0}, told by frequent words; --lang picks another.",
    ),
    "draft_named": ("Språk: {0}, som oppgitt med --lang.", "Language: {0}, as named with --lang."),
    "draft_windows_1252": (
        "Filen er ikke UTF-8 og er lest som Windows-1252. Se etter at æ, ø og å er riktige.",
        "The file is not UTF-8 and was read as Windows-1252. See that its letters are right.",
    ),
    "draft_forces": (
        "`force` er foreslått etter ordlyden; ordet som avgjorde, står bak. Den er en av {0}.",
        "`force` is proposed by the wording; the word that decided stands behind it. It is one of {0}.",
    ),
    "draft_numbers": (
        "`id` er det reglene viser til. Sett den gjerne lik tekstens egne numre, men endre den ikke senere.",
        "`id` is what rules cite. Make it the text's own numbers if you like, but do not change it later.",
    ),
    "draft_rest": (
        "Setninger som binder (must, should, default, discretionary), må ha en regel, et spørsmål eller `not_checked` "
        "med en grunn før pakken er uten feil.",
        "Sentences that bind (must, should, default, discretionary) need a rule, a question, or `not_checked` with a "
        "reason before the pack is without faults.",
    ),
    # behind a force
    "draft_permission": ("{0}: en tillatelse", "{0}: a permission"),
    "draft_release": ("{0}: binder ingen", "{0}: binds nobody"),
    "draft_question": ("et spørsmål", "a question"),
    "draft_split": ("flere krav ({0}), bør kanskje deles", "several demands ({0}), perhaps to be split"),
    # when it is written
    "draft_written": (
        "{0}: {1} setninger, språk {2}. Gå gjennom dem.",
        "{0}: {1} sentences, language {2}. Go through them.",
    ),
}
