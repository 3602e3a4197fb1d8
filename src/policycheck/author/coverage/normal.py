"""Sentences as they are compared: what printing, scanning and typing change about them left out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_MARK = re.compile(r"^\s*(?:[-•*–—▪◦‣·●■]|\(?[^\W\d_]\)|\(?\d{1,2}\)|\(?[ivx]{1,5}\))\s+")
_NUMBER = re.compile(
    r"\s*(?:§+\s*\d+(?:[-.–]\d+)*\s?[a-z]?(?![^\W\d_])|\d{1,2}(?:[.-]\d{1,2})*)[.:]?\s+(?=[\"“„«(]?[A-ZÆØÅÄÖ])"
)
_THOUSANDS = re.compile(r"(?<!\d)\d{1,3}(?:\s\d{3})+(?!\d)")
_BETWEEN = r"(?<=\d)[\W_]+(?=\d)"
_KEPT = re.compile(rf"{_BETWEEN}|[^\W_]+|(?<![^\s(])-(?=\d)|[§%‰<>=≤≥+±×÷⁄&€$£¥]")
"""Words, numbers, what stands between the digits of two numbers, the sign of a number, and other signs that count."""
STOP = ". "
"""What stands between a number that a sentence ends with and one that the next begins with."""
_DASHES = str.maketrans("–—‐‑−", "-----")
_CONFUSED = str.maketrans(
    {
        "å": "a",
        "ä": "a",
        "á": "a",
        "à": "a",
        "ø": "o",
        "ö": "o",
        "ó": "o",
        "0": "o",
        "æ": "ae",
        "é": "e",
        "è": "e",
        "ü": "u",
    }
    | {"1": "l", "i": "l", "t": "l", "c": "e", "|": "l", "!": "l", "5": "s", "8": "b", "6": "b", "9": "g", "q": "g"}
)
_PAIRS = (("rn", "m"), ("vv", "w"), ("el", "d"), ("ll", "u"), ("ri", "n"))


def number_of(heading: str) -> tuple[str, str]:
    """The number that a heading or a numbered paragraph begins with, and the rest."""
    found = _NUMBER.match(heading)
    return ("".join(found[0].split()).rstrip(".:"), heading[found.end() :]) if found else ("", heading)


def words(sentence: str) -> list[str]:
    """The words and numbers in small letters, and the signs that mean something; without a number or a list's mark."""
    text = unicodedata.normalize("NFKC", sentence.replace("\xad", "")).translate(_DASHES)
    text = number_of(_MARK.sub("", text, count=1))[1]
    text = _THOUSANDS.sub(lambda found: "".join(found[0].split()), text.casefold())
    return [found if found[0].isalnum() else _sign(found) for found in _KEPT.findall(text)]


def _sign(found: str) -> str:
    """What stands between two numbers, so that they are two: a space, a dash, the end of a sentence, a comma."""
    bare = "".join(found.split())
    if not bare or bare == found or bare in "-/×":
        return bare or " "
    return STOP if any(stop in bare for stop in ".!?…") else f"{bare} "


def joined(keys: Iterable[str]) -> str:
    """The key of sentences that follow on each other."""
    found = ""
    for one in keys:
        found += STOP + one if found[-1:].isdigit() and one[:1].isdigit() else one
    return found


def key(sentence: str) -> str:
    """What two sentences have in common that are the same but for spaces, case, hyphens, quotes and stops."""
    found = "".join(words(sentence))
    return found or "".join(sentence.split())


def likeness(word: str) -> str:
    """What words have in common that a scanner takes for each other. A number is taken for nothing but itself."""
    if not any(letter.isalpha() for letter in word):
        return word
    found = word.translate(_CONFUSED)
    for pair, letter in _PAIRS:
        found = found.replace(pair, letter)
    return found
