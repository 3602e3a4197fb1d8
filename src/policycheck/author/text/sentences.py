"""A paragraph's sentences, in Norwegian, Danish, Swedish and English."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policycheck.author.text.abbreviations import CLOSING, INNER, MONTHS

_STOP = re.compile(r"(?P<stop>(?<![.!?])[.!?]++|…)(?P<close>[\"”’»)\]]*+)\s+")
_OPENING = "\"“„”'‘«»([–—-•* "
_BEFORE = re.compile(r"[^\s(\[\"“„«/]*$")
_NUMBER = re.compile(r"\d{1,2}")
_SECTION = re.compile(r"(§+|[Nn]r\.?|[Pp]kt\.?|[Aa]rt\.?|[Pp]unkt|[Kk]ap\.?)\s*$")
_INITIAL = re.compile(r"[^\W\d_]|([^\W\d_]\.)+[^\W\d_]")

NEAR = 60
"""Letters on either side of a stop that tell what it is."""


def sentences(paragraph: str) -> Iterator[str]:
    """The sentences in order; joined by spaces they are the paragraph, its runs of spaces aside."""
    text, start = " ".join(paragraph.split()), 0
    for found in _STOP.finditer(text):
        if _ends(text, start, found):
            yield text[start : found.end("close")]
            start = found.end()
    if text[start:]:
        yield text[start:]


def _ends(text: str, start: int, found: re.Match[str]) -> bool:
    """Whether a stop ends the sentence that begins at `start`."""
    after = text[found.end() : found.end() + NEAR].lstrip(_OPENING)
    if not after or after[0].islower():
        return False
    if found["stop"] != ".":
        return True
    near = max(start, found.start() - NEAR)
    match = _BEFORE.search(text, near, found.start())
    before = match[0] if match else ""
    if before.isdigit():
        return _number_ends(before, text[near : found.start() - len(before)], after)
    word = before.casefold()
    if word in CLOSING and not found["close"]:
        return after[0].isupper()
    if word in INNER:
        return bool(found["close"])
    return not _INITIAL.fullmatch(before) or bool(found["close"])


def _number_ends(number: str, lead: str, after: str) -> bool:
    """Whether a number with a stop is a sentence's last word: it is none in `§ 4. Formål`, `1. Mai` and `2. 3.`."""
    if not lead.strip():
        return False
    if _SECTION.fullmatch(lead.lstrip(_OPENING)):
        return False
    if not _NUMBER.fullmatch(number):
        return True
    word = re.split(r"\W", after, maxsplit=1)[0]
    return word.casefold() not in MONTHS and not re.match(r"\d{1,2}\.", after)
