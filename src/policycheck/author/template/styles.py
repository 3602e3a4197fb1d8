"""How the cells of a workbook look."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Any

from policycheck.author.template.hints import date_format
from policycheck.language.rulebook import FieldType

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

DARK, LIGHT, EDGE, LINK = "#1F4E79", "#DDE8F3", "#9DB2C8", "#0563C1"
LINE = 15
"""Points of a line."""
_ALIGNED: dict[str, dict[str, Any]] = {
    "text": {"text_wrap": True},
    "list": {"text_wrap": True},
    "date": {"align": "left"},
}


class Styles:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Workbook, language: str) -> None:
        self._book, self._language = book, language
        self._cells: dict[str, Format] = {}
        self.title = self._new(bold=True, font_size=18, font_color=DARK, text_wrap=True)
        self.heading = self._new(bold=True, font_size=13, font_color=DARK, bottom=1, bottom_color=EDGE)
        self.text = self._new(text_wrap=True)
        self.number = self._new(bold=True, font_color=DARK, align="right")
        self.command = self._new(font_name="Consolas", bg_color="#F2F2F2", text_wrap=True, indent=1)
        self.optional = self._new(
            bold=True, text_wrap=True, bg_color=LIGHT, font_color=DARK, border=1, border_color=EDGE
        )
        self.must = self._new(
            bold=True, text_wrap=True, bg_color=DARK, font_color="#FFFFFF", border=1, border_color=EDGE
        )
        self.row = self._new(text_wrap=True, bottom=4, bottom_color=EDGE, num_format="@")
        self.link = self._new(text_wrap=True, bottom=4, bottom_color=EDGE, font_color=LINK, underline=1)

    def cell(self, field: FieldType) -> Format:
        """The format of a field's cells: texts stay as they are typed, whatever they look like."""
        kind = field.type.kind
        if kind not in self._cells:
            formats = {
                "money": "#,##0.00",
                "date": date_format(self._language),
                "integer": "General",
                "number": "General",
            }
            self._cells[kind] = self._new(num_format=formats.get(kind, "@"), **_ALIGNED.get(kind, {}))
        return self._cells[kind]

    def _new(self, **properties: Any) -> Format:
        return self._book.add_format({"valign": "top", **properties})


def lines_of(text: str, width: int) -> int:
    """How many lines a text takes at so many characters a line, broken between words."""
    return sum(_broken(line, round(width * NARROWER)) for line in text.split("\n"))


NARROWER = 1.06
"""How much narrower letters are than the digits in which the widths of columns are counted."""


def _broken(line: str, width: int) -> int:
    lines, left = 1, width
    for word in line.split():
        if len(word) > left and left < width:
            lines, left = lines + 1, width
        lines += max(0, ceil(len(word) / width) - 1)
        left -= len(word) % width + 1
    return lines
