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


def value_xml(content: int | float | Decimal | date | None) -> str:
    """A number or a day as such, as it ends a cell's XML; nothing leaves the cell empty."""
    if content is None:
        return "/>"
    number = format(content, "f") if isinstance(content, Decimal) else content
    return f"><v>{(content - _EPOCH).days if isinstance(content, date) else number}</v></c>"


@lru_cache(maxsize=4096)
def text_xml(text: str, language: str) -> tuple[str, bool]:
    """A text, whatever it looks like, as it ends a cell's XML; and whether a spreadsheet may take it for a formula.

    Most texts of a report stand in many of its cells.
    """
    if not text:
        return "/>", False
    inside = escape(_ESCAPE.sub("_x005F_", fitted(text, language)))
    return f' t="inlineStr"><is><t xml:space="preserve">{inside}</t></is></c>', text.startswith(STEERING)
