"""What people write from habit, and what the language has in its place: told where an expression cannot be read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from keyword import iskeyword
from typing import TypeAlias

from policycheck.faults import Fault
from policycheck.language import syntax_messages as say
from policycheck.source import Span

Told: TypeAlias = Callable[[Span], Fault]
"""What is said of a habit, once its place is known."""

_OURS = frozenset({"and", "or", "not", "in", "is", "if", "else", "for", "async", "True", "False", "None"})
"""Python's words that expressions have as well, or that a fault of their own speaks of."""
_TRANSLATED = {"og": "and", "eller": "or", "ikke": "not", "och": "and", "inte": "not"}
_WORD = re.compile(r"[^\W\d]\w*")
_ISO = re.compile(r"(?<![\w.])([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?![\w.])")
_NORDIC = re.compile(r"(?<![\w.])([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})(?![\w.])")
_NUMBER = r"(?<![\w.])([0-9]{1,3}(?:[ \u00a0\u2009\u202f][0-9]{3})+|[0-9]+)((?:[.,][0-9]+)?)"
_GROUPED = re.compile(_NUMBER + r"(?![\w.])")
_UNIT = re.compile(_NUMBER + r"[ \u00a0\u2009\u202f]*(kr\b\.?|nok\b|sek\b|dkk\b|eur\b|usd\b|€|,-)", re.IGNORECASE)
_COMMA = re.compile(r"(?<![\w.,])([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+,[0-9]{1,2})(?![\w.,])")
_NO_LEFT = re.compile(r"\b(and|or)\s+(==|!=|<=|>=|<|>)")
_LEFT = re.compile(r"([^\W\d][\w.]*)\s*(?:==|!=|<=|>=|<|>)")


def outside_quotes(text: str) -> Iterator[tuple[int, str]]:
    """The characters of a text that stand outside quoted parts, with their index."""
    quote, skip = "", False
    for at, character in enumerate(text):
        if skip:
            skip = False
        elif quote:
            skip = character == "\\"
            quote = "" if character == quote else quote
        elif character in "\"'":
            quote = character
        else:
            yield at, character


def bare(text: str) -> str:
    """A text with each quoted part blanked out; every other character keeps its index."""
    found = ["\0"] * len(text)
    for at, character in outside_quotes(text):
        found[at] = character
    return "".join(found)


def habit(text: str) -> tuple[int, int, Told] | None:
    """The first habit that a text that cannot be read shows: its first and last character, and what is said of it."""
    plain = bare(text)
    if match := re.match(r"if\b", plain):
        return match.start(), match.end(), say.begins_with_if
    number = _date(plain) or _amount(plain)
    if number:
        return number
    if match := _NO_LEFT.search(plain):
        compared, joined = _LEFT.findall(plain[: match.start()]), match[1]
        name = compared[-1] if compared else ""
        return match.start(2), match.end(2), partial(say.no_left_side, left=name, joined=joined)
    return _word(plain)


def tuple_habit(text: str) -> tuple[int, int, Told] | None:
    """A number with a comma in it, which Python reads as two."""
    match = _COMMA.search(bare(text))
    if not match:
        return None
    word = match[1]
    whole, _, behind = word.rpartition(",")
    ours = word.replace(",", "") if len(behind) == 3 else f"{whole}.{behind}"
    return match.start(), match.end(), partial(say.written_otherwise, word=word, ours=ours)


def iso_date(text: str) -> str | None:
    """The day that a text such as `2024-10-10` is, which Python reads as arithmetic."""
    match = _ISO.fullmatch(text)
    return _day(match[1], match[2], match[3]) if match else None


def ours(word: str) -> str | None:
    """The language's word for `AND`, `Not` or `og`."""
    low = word.casefold()
    if low in _TRANSLATED:
        return _TRANSLATED[low]
    return low if low in _OURS and word not in _OURS else None


def _date(plain: str) -> tuple[int, int, Told] | None:
    for pattern, order in ((_ISO, (1, 2, 3)), (_NORDIC, (3, 2, 1))):
        if match := pattern.search(plain):
            word, day = match[0], _day(*(match[part] for part in order))
            if day:
                return match.start(), match.end(), partial(say.date_without_quotes, word=word, ours=day)
    return None


def _day(year: str, month: str, day: str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def _amount(plain: str) -> tuple[int, int, Told] | None:
    match = _UNIT.search(plain)
    if not match:
        match = next((found for found in _GROUPED.finditer(plain) if not found[1].isdigit()), None)
    if not match:
        return None
    word, digits = match[0], re.sub(r"\D", "", match[1]) + match[2].replace(",", ".")
    return match.start(), match.end(), partial(say.written_otherwise, word=word, ours=digits)


def _word(plain: str) -> tuple[int, int, Told] | None:
    for match in _WORD.finditer(plain):
        word, meant = match[0], ours(match[0])
        if meant:
            return match.start(), match.end(), partial(say.other_tongue, word=word, ours=f"`{meant}`")
        if iskeyword(word) and word not in _OURS:
            return match.start(), match.end(), partial(say.word_of_its_own, word=word)
    return None
