"""What is wrong with cells, as colours and comments on them; and how a report takes its own marks away again."""

from __future__ import annotations

from math import ceil
from typing import Final

from openpyxl.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from policycheck.report.formats.xlsx.cells import fitted
from policycheck.report.formats.xlsx.draft import Draft
from policycheck.report.formats.xlsx.looks import COLOURS, NOTHING

AUTHOR: Final = "policycheck"
RULE: Final = "— policycheck —"
"""The line between somebody else's comment and what is added to it."""
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

    def fault(self, sheet: str, row: int, column: int, text: str) -> None:
        """Marks a cell at fault."""
        self._faulty.add((sheet, row, column))
        self.lack(sheet, row, column, text)

    def lack(self, sheet: str, row: int, column: int, text: str) -> None:
        """Marks a cell that lacks what a rule needs."""
        self._texts.setdefault((sheet, row, column), {})[text] = None

    def write(self) -> None:
        """Puts the marks on the sheets."""
        for at, texts in self._texts.items():
            name, row, column = at
            colour = "faulty" if at in self._faulty else "lacking"
            text = fitted("\n".join(texts), self._draft.language, MOST_COMMENT)
            page = self._draft.pages.get(name)
            if page is not None:
                page.colour(row, column, colour)
                page.comment(row, column, _sized(text, AUTHOR))
            else:
                sheet = self._draft.book[name]
                cell = sheet.cell(row, column)
                cell.fill = COLOURS[colour]
                _comment(_standing(sheet, cell), text)


def unmark(book: Workbook) -> None:
    """Takes the marks away that an earlier report has left, and gives other comments room for what they say."""
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.comment is None or isinstance(cell, MergedCell):
                    continue
                theirs, rule, _ = cell.comment.text.partition(f"\n{RULE}\n")
                own = cell.comment.author == AUTHOR
                if (own or rule) and any(cell.fill == colour for colour in COLOURS.values()):
                    cell.fill = NOTHING
                cell.comment = None if own else _sized(theirs, cell.comment.author)


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
