"""Texts made harmless for whoever shows them: no character that steers a terminal, turns a line round or breaks XML."""

from __future__ import annotations

NARROW = "\u00a0\u202f\u2009"
"""The spaces that stand between the digits of a number."""
_HARMLESS = "\n" + NARROW
_PRINTED = str.maketrans(dict.fromkeys(_HARMLESS, " "))


def clean(text: str) -> str:
    """A text with a mark in the place of each character that is not seen; a tab becomes a space."""
    if text.isprintable():
        return text
    text = text.replace("\r\n", "\n").replace("\t", " ")
    if text.translate(_PRINTED).isprintable():
        return text
    return "".join(c if c.isprintable() or c in _HARMLESS else "\N{REPLACEMENT CHARACTER}" for c in text)
