"""What is wrong with cells, as colours and comments on them; and how a report takes its own marks away again."""

from __future__ import annotations

from math import ceil
from typing import Final

from openpyxl.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from policycheck.report.formats.xlsx.cells import fitted
from policycheck.report.formats.xlsx.draft import Draft
from policycheck.report.formats.xlsx.looks import COLOURS, NOTHING

AUTHOR: Final = "policycheck"
RULE: Final = "— policycheck —"
"""The line between somebody else's comment and what is added to it."""
MOST_LACKING = 1_000
"""Cells with a comment on what they lack: many more take long to write and to open. Those at fault all have one."""
MOST_COMMENT = 2_000
"""Characters that are added to a comment."""
WIDTH, LINE, ACROSS, MOST_HEIGHT = 300, 17, 44, 500
"""Of a comment: pixels across, pixels a line, characters a line, most pixels down."""


class Marks:
    """The marks of a workbook: several of one cell become one comment, and a fault outweighs what is missing."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._texts: dict[tuple[str, int, int], dict[str, None]] = {}
        self._faulty: set[tuple[str, int, int]] = set()
        self._fills: dict[str, int] = {}

    def fault(self, sheet: str, row: int, column: int, text: str) -> None:
        """Marks a cell at fault."""
        self._faulty.add((sheet, row, column))
        self.lack(sheet, row, column, text)

    def lack(self, sheet: str, row: int, column: int, text: str) -> None:
        """Marks a cell that lacks what a rule needs."""
        self._texts.setdefault((sheet, row, column), {})[text] = None

    def write(self) -> int:
        """Puts the marks on the sheets; how many cells lack something without a comment that says so."""
        lacking = 0
        for at, texts in self._texts.items():
            if at in self._faulty:
                self._mark(at, "faulty", "\n".join(texts))
                continue
            lacking += 1
            if lacking <= MOST_LACKING:
                self._mark(at, "lacking", "\n".join(texts))
            else:
                self._mark(at, "listed", None)
        return max(lacking - MOST_LACKING, 0)

    def _mark(self, at: tuple[str, int, int], colour: str, text: str | None) -> None:
        """Colours a cell, and puts a comment on it if there is a text."""
        name, row, column = at
        said = None if text is None else fitted(text, self._draft.language, MOST_COMMENT)
        page = self._draft.pages.get(name)
        if page is not None:
            page.colour(row, column, colour)
            if said is not None:
                page.comment(row, column, _sized(said, AUTHOR))
            return
        sheet = self._draft.book[name]
        cell = sheet.cell(row, column)
        self._fill(cell, colour)
        if said is not None:
            _comment(_standing(sheet, cell), said)

    def _fill(self, cell: Cell | MergedCell, colour: str) -> None:
        """Fills a cell; a workbook looks a fill up slowly, so that each is looked up once."""
        if colour not in self._fills:
            self._fills[colour] = self._draft.book._fills.add(COLOURS[colour])  # type: ignore[attr-defined]
        if cell.has_style:
            cell._style.fillId = self._fills[colour]  # type: ignore[union-attr]
        else:
            cell.fill = COLOURS[colour]


def unmark(book: Workbook) -> None:
    """Takes the marks away that an earlier report has left, and gives other comments room for what they say."""
    listed, marks = _fills(book, "listed"), _fills(book, *COLOURS)
    for sheet in book.worksheets:
        for cell in sheet._cells.values():  # those that there are: going through rows would make all others
            if isinstance(cell, MergedCell):
                continue
            if cell.comment is None:
                if _fill(cell) in listed:
                    cell.fill = NOTHING
                continue
            theirs, rule, _ = cell.comment.text.partition(f"\n{RULE}\n")
            own = cell.comment.author == AUTHOR
            if (own or rule) and _fill(cell) in marks:
                cell.fill = NOTHING
            cell.comment = None if own else _sized(theirs, cell.comment.author)


def _fill(cell: Cell) -> int | None:
    """The number of a cell's fill in its workbook."""
    return cell._style.fillId if cell.has_style else None  # type: ignore[attr-defined]


def _fills(book: Workbook, *colours: str) -> set[int]:
    """The numbers that a workbook has for some of the marks' colours, whichever program has saved it."""
    wanted = {COLOURS[name].fgColor.rgb for name in colours}
    return {
        number
        for number, fill in enumerate(book._fills)  # type: ignore[attr-defined]
        if isinstance(fill, PatternFill) and fill.fill_type == "solid" and fill.fgColor.rgb in wanted
    }


def _comment(cell: Cell, text: str) -> None:
    """Puts a comment on a cell, below one that is there already."""
    own = cell.comment
    if own is not None and own.author == AUTHOR:  # of another cell of the same merged range
        text = f"{own.text}\n{text}"
    elif own is not None:
        text = f"{own.text}\n{RULE}\n{text}"
    cell.comment = _sized(text, AUTHOR if own is None else own.author or "")


def _standing(sheet: Worksheet, cell: Cell | MergedCell) -> Cell:
    """The cell that a comment can stand on: the first of a merged range."""
    if isinstance(cell, Cell):
        return cell
    found = next(one for one in sheet.merged_cells.ranges if cell.coordinate in one)
    first = sheet.cell(found.min_row, found.min_col)
    assert isinstance(first, Cell)
    return first


def _sized(text: str, author: str) -> Comment:
    lines = sum(max(1, ceil(len(line) / ACROSS)) for line in text.split("\n"))
    return Comment(text, author, height=min(LINE * (lines + 1), MOST_HEIGHT), width=WIDTH)
