"""A text that is the same for all of several languages because only one was written."""

from __future__ import annotations

from collections.abc import Iterator

from policycheck.author.lint import messages as say
from policycheck.author.lint.matter import Matter
from policycheck.author.lint.weakness import Weakness
from policycheck.author.lint.wordings import is_name, words

ID = "translation-missing"


def find(matter: Matter) -> Iterator[Weakness]:
    """Texts that stand once for all languages and have words of their own; a choice may be labelled by a name."""
    if len(matter.languages) < 2:
        return
    for wording in matter.wordings:
        text = wording.texts.get("*")
        if text is None or not words(text.written) or (wording.key == "choice" and is_name(text.written)):
            continue
        yield Weakness(ID, wording.of, text.span, *say.translation_missing(wording.key, matter.languages))
