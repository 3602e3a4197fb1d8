"""How strongly a sentence binds, as far as its wording tells: a proposal, which a person corrects.

Words decide, and of several words the first of these kinds that is there:

1. A definition (`med … menes`): it says what a word means, whatever else it says.
2. Discretion (`der dette er hensiktsmessig`), where the sentence binds: a person judges when it is to be done.
3. A general rule (`som hovedregel`; `normalt` where the sentence binds): with exceptions.
4. A wish (`ønsker at`) with nothing stronger before it: advised, though what is wished for `shall` be.
5. What must be (`skal`, `må ikke`, `may only`), before what should be: the stronger word is the safer to propose.
6. What should be (`bør`).
7. Examples (`for eksempel`), then a permission (`kan`): indicative, as what rules that make suggestions cite.
8. Nothing of it: a description.

A negation does not weaken: `skal ikke` binds as `skal` does, and `kan ikke` forbids. `trenger ikke` releases, and binds
nobody; nor does a question.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from policycheck.author.draft import phrases

_RULE = re.compile("regel|rule", re.IGNORECASE)
Reason = Literal["word", "permission", "release", "question", "none"]


@dataclass(frozen=True)
class Proposal:
    """A force, and why."""

    force: str
    word: str = ""
    """The word or phrase that decided it, as it stands in the sentence."""
    reason: Reason = "word"
    binding: tuple[str, ...] = ()
    """The words that bind, in their order: of several, the sentence may need to be split."""


def proposed(sentence: str, language: str) -> Proposal:
    """The force of a sentence in one of the languages whose wording is understood."""
    if sentence.rstrip('"”’»)] ').endswith("?"):
        return Proposal("descriptive", "?", "question")
    if definition := _find(phrases.DEFINITION, sentence, language):
        return Proposal("definition", definition[0])
    releases = _pattern(phrases.RELEASES[language])
    rest = releases.sub(lambda found: "·" * len(found[0]), sentence)
    must, should = (_find(kind, rest, language) for kind in (phrases.MUST, phrases.SHOULD))
    wish = _find(phrases.WISH, rest, language)
    default = _find(phrases.DEFAULT, rest, language)
    if must or should:
        return _binding(sentence, rest, language, must, should, wish)
    if default and _RULE.search(default[0]):
        return Proposal("default", default[0])
    if wish:
        return Proposal("should", wish[0])
    if examples := _find(phrases.EXAMPLES, rest, language):
        return Proposal("indicative", examples[0])
    if may := _find(phrases.MAY, rest, language):
        return Proposal("indicative", may[0], "permission")
    released = releases.search(sentence)
    return Proposal("descriptive", released[0], "release") if released else Proposal("descriptive", "", "none")


def _binding(
    sentence: str,
    rest: str,
    language: str,
    must: re.Match[str] | None,
    should: re.Match[str] | None,
    wish: re.Match[str] | None,
) -> Proposal:
    """The force of a sentence that has a word that binds."""
    either = f"{phrases.MUST[language]}|{phrases.SHOULD[language]}"
    words = tuple(found[0] for found in _pattern(either).finditer(rest))
    if found := _find(phrases.DISCRETION, sentence, language):
        return Proposal("discretionary", found[0], binding=words)
    if found := _find(phrases.DEFAULT, sentence, language):
        return Proposal("default", found[0], binding=words)
    if wish and not (must and must.start() < wish.start()):
        return Proposal("should", wish[0], binding=words)
    decided = must or should
    assert decided
    return Proposal("must" if must else "should", decided[0], binding=words)


def _find(kind: dict[str, str], sentence: str, language: str) -> re.Match[str] | None:
    return _pattern(kind[language]).search(sentence)


@cache
def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)
