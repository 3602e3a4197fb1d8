"""What a cell holds, as a workbook's XML has it: texts without anything that steers, cut where they are too long."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TypeAlias
from xml.sax.saxutils import escape

from policycheck.harmless import clean
from policycheck.wording import say

Content: TypeAlias = str | int | float | Decimal | date | None

MOST_CHARACTERS = 32_767
"""Characters that a cell may have."""
FIRST_DAY = date(1900, 3, 1)
"""The first day on whose number all programs agree."""
STEERING = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a text begins with that spreadsheets may take for a formula when somebody types it."""
_EPOCH = date(1899, 12, 30)
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""What workbooks take for an escaped character."""


def fitted(text: str, language: str, most: int = MOST_CHARACTERS) -> str:
    """A text as a cell can hold it; where it is too long, its beginning and how much is left out."""
    text = clean(text)
    if len(text) <= most:
        return text
    kept = most - len(say("sheets_cut", language, len(text)))
    return text[:kept] + say("sheets_cut", language, len(text) - kept)


def cell_xml(at: str, content: Content, look: int, language: str) -> str:
    """A cell at a place: numbers and days as such, all else as text, whatever it looks like."""
    if content is None or content == "":
        return f'<c r="{at}" s="{look}"/>'
    if isinstance(content, str):
        text = _text_xml(content, language)
        return f'<c r="{at}" s="{look}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
    number = format(content, "f") if isinstance(content, Decimal) else content
    return f'<c r="{at}" s="{look}"><v>{(content - _EPOCH).days if isinstance(content, date) else number}</v></c>'


@lru_cache(maxsize=1024)
def _text_xml(text: str, language: str) -> str:
    """A text in a cell's XML; most texts of a report stand in many of its cells."""
    return escape(_ESCAPE.sub("_x005F_", fitted(text, language)))


def steers(content: Content) -> bool:
    """Whether a content is a text that a spreadsheet may take for a formula when somebody changes it."""
    return isinstance(content, str) and content.startswith(STEERING)
