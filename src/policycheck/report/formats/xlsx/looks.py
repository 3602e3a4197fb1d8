"""How the cells look that a report adds to a workbook, or marks in it."""

from __future__ import annotations

from functools import cached_property
from typing import Any, Final

from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

from policycheck.wording import spoken

DARK, EDGE, LINK = "FF1F4E79", "FF9DB2C8", "FF0563C1"
COLOURS: Final = {
    "faulty": PatternFill("solid", "FFFFC7CE"),
    "lacking": PatternFill("solid", "FFFFEB9C"),
    "listed": PatternFill("solid", "FFFFF1C4"),
}
"""The colours of cells at fault, and of those that lack what a rule needs: with a comment, and without one. The last is
a shade that nobody else's cells have: without a comment, it is what such a cell is known by."""
NOTHING: Final = PatternFill()
_ANSWER = PatternFill("solid", "FFDDEBF7")
_OF_KINDS: Final = {
    "violated": "FFFFC7CE",
    "advised": "FFFFEB9C",
    "undetermined": "FFE4D3F0",
    "needs_judgement": "FFDDEBF7",
    "waived": "FFEDEDED",
    "excepted": "FFEDEDED",
    "option": "FFD9F0E3",
    "non_compliant": "FFFFC7CE",
    "incomplete": "FFE4D3F0",
    "compliant": "FFC6EFCE",
    "nothing_judged": "FFE4D3F0",
}
"""By kind of finding and by status; a word always stands beside the colour."""


class Looks:
    """The styles of a workbook's added cells, each made once, by their numbers in the workbook."""

    def __init__(self, sheet: Worksheet, language: str) -> None:
        self._sheet, self._language = sheet, language
        self._kinds: dict[str, int] = {}
        self._variants: dict[tuple[int, str], int] = {}

    @cached_property
    def about(self) -> int:
        """Of the first line of a sheet."""
        return self._made(font=Font(italic=True, color=DARK))

    @cached_property
    def heading(self) -> int:
        """Of headings."""
        return self._made(
            font=Font(bold=True, color="FFFFFFFF"),
            fill=PatternFill("solid", DARK),
            border=Border(bottom=Side("thin", EDGE)),
            alignment=Alignment(wrap_text=True, vertical="center"),
        )

    @cached_property
    def section(self) -> int:
        """Of the title of a part of a sheet."""
        return self._made(font=Font(bold=True, size=13, color=DARK))

    @cached_property
    def bold(self) -> int:
        """Of what a line is about."""
        return self._made(font=Font(bold=True), alignment=Alignment(vertical="top", wrap_text=True))

    @cached_property
    def text(self) -> int:
        """Of texts: they stay as they are, whatever they look like."""
        return self._made(number_format="@", alignment=Alignment(wrap_text=True, vertical="top"))

    @cached_property
    def number(self) -> int:
        """Of numbers."""
        return self._made(alignment=Alignment(vertical="top", horizontal="left"))

    @cached_property
    def day(self) -> int:
        """Of days."""
        return self._made(number_format=self._days, alignment=Alignment(vertical="top", horizontal="left"))

    @cached_property
    def link(self) -> int:
        """Of links to cells."""
        return self._made(
            font=Font(color=LINK, underline="single"), alignment=Alignment(wrap_text=True, vertical="top")
        )

    @cached_property
    def answer(self) -> int:
        """Of cells that somebody answers in."""
        return self._answered("@")

    @cached_property
    def answer_day(self) -> int:
        """Of cells that somebody answers in with a day."""
        return self._answered(self._days)

    def kind(self, name: str) -> int:
        """Of the word for a kind of finding, or for a status."""
        if name not in self._kinds:
            self._kinds[name] = self._made(
                font=Font(bold=True),
                fill=PatternFill("solid", _OF_KINDS[name]) if name in _OF_KINDS else NOTHING,
                alignment=Alignment(wrap_text=True, vertical="top"),
            )
        return self._kinds[name]

    @property
    def _days(self) -> str:
        return "dd.mm.yyyy" if spoken(self._language) == "nb" else "yyyy-mm-dd"

    def _answered(self, number_format: str) -> int:
        edge = Side("thin", EDGE)
        return self._made(
            fill=_ANSWER,
            border=Border(edge, edge, edge, edge),
            number_format=number_format,
            alignment=Alignment(wrap_text=True, vertical="top"),
        )

    def coloured(self, look: int, colour: str) -> int:
        """A look with a colour of `COLOURS`."""
        return self._varied(look, colour, fill=COLOURS[colour])

    def quoted(self, look: int) -> int:
        """A look that has a text remain one, whatever it begins with, when somebody changes it."""
        return self._varied(look, "quoted", quotePrefix=True)

    def _varied(self, look: int, how: str, **properties: Any) -> int:
        if (look, how) not in self._variants:
            self._variants[look, how] = self._made(look, **properties)
        return self._variants[look, how]

    def _made(self, like: int | None = None, **properties: Any) -> int:
        style = None if like is None else self._sheet.parent._cell_styles[like]  # type: ignore[union-attr]
        cell = Cell(self._sheet, 1, 1, style_array=style)
        for name, value in properties.items():
            setattr(cell, name, value)
        return cell.style_id
