"""Sentences as they are compared: what printing, scanning and typing change about them left out."""

from __future__ import annotations

import re
import unicodedata

_MARK = re.compile(r"\s*(?:[-•*–—▪◦‣·●■]|\(?[^\W\d_]\)|\(?\d{1,2}\)|\(?[ivx]{1,5}\))\s+")
_NUMBER = re.compile(
    r"\s*(?:§+\s*\d+(?:[-.–]\d+)*\s?[a-z]?(?![^\W\d_])|\d{1,2}(?:[.-]\d{1,2})+\.?(?=\s)|\d{1,2}[.:]?(?=\s+[A-ZÆØÅÄÖ]))[.:]?\s+"
)
_KEPT = re.compile(r"(?<=\d)[.,:/–—-](?=\d)|[^\W_]+|[§%<>=≤≥+€$£½¼¾±]")
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
    return _KEPT.findall(text.casefold())


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
