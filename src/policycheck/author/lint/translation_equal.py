"""A translation that is the source text itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policycheck.author.lint import messages as say
from policycheck.author.lint.matter import Matter
from policycheck.author.lint.weakness import Weakness
from policycheck.author.lint.wordings import is_name, words

ID = "translation-equal"

_ALIKE = ({"nb", "nn", "no", "da", "sv"}, {"hr", "bs", "sr"}, {"id", "ms"})
"""Languages so near each other that a short text may well be the same in both."""
_SHORT = 5


def find(matter: Matter) -> Iterator[Weakness]:
    """Texts of more than one word, no names, that are letter by letter what the source language's are."""
    source, *others = matter.languages or ("",)
    for wording in matter.wordings:
        said = wording.texts.get(source)
        for language in others if said is not None else ():
            text = wording.texts.get(language)
            assert said is not None
            if text is None or text.written.strip() != said.written.strip():
                continue
            if _needs_translation(text.written, source, language):
                yield Weakness(ID, wording.of, text.span, *say.translation_equal(language, source))


def _needs_translation(text: str, source: str, language: str) -> bool:
    found = words(text)
    if len(found) < 2 or is_name(text):
        return False
    near = any(_main(source) in family and _main(language) in family for family in _ALIKE)
    return not near or len(found) > _SHORT


def _main(language: str) -> str:
    """A language without its country: `nb` of `nb-NO`."""
    return re.split("[-_]", language)[0]
