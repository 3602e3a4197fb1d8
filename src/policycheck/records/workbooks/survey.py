"""A look through a sheet before it is read: where its cells lie, which hold an error, which are merged."""

from __future__ import annotations

from dataclasses import dataclass, field

from policycheck.records.grid import Range
from policycheck.records.input import Unusable

MOST_UNPACKED = 500_000_000
"""Bytes that the parts of a workbook may have when they are unpacked."""
MOST_CELLS = 10_000_000
"""Cells of a workbook, those in between that are empty counted: of a sheet, from the first to the last row and column
that hold something."""
MOST_ERRORS = 200_000
"""Cells of a sheet that hold an error."""
MOST_MERGED = 100_000
"""Merged ranges of a sheet."""

UNCALCULATED = Unusable("formula_without_value")
"""Stands for a formula whose result is not in the file."""
ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}
"""Errors by their number in binary workbooks."""


class Refused(Exception):
    """A workbook, or a sheet, that is not read; `why` is a key of the texts in `wording`."""

    def __init__(self, why: str, *words: str) -> None:
        self.why, self.words = why, words
        super().__init__(why, *words)


@dataclass
class Survey:
    """What is known of a sheet before it is read; rows and columns from 1."""

    top: int = 0
    left: int = 0
    bottom: int = 0
    right: int = 0
    errors: dict[int, dict[int, object]] = field(default_factory=dict)
    """By row and column, what stands in the place of a value: an error's name, or an `Unusable`."""
    merged: list[Range] = field(default_factory=list)
    count: int = 0
    """How many errors there are."""

    def take(self, row: int, first: int, last: int | None = None) -> None:
        """Takes in that a row has something from a column to another."""
        last = first if last is None else last
        self.top = min(self.top, row) if self.bottom else row
        self.left = min(self.left, first) if self.bottom else first
        self.bottom, self.right = max(self.bottom, row), max(self.right, last)

    def error(self, row: int, column: int, found: object) -> None:
        """Takes in a cell that holds something other than a value."""
        self.count += 1
        if self.count > MOST_ERRORS:
            raise Refused("too_many_errors", str(MOST_ERRORS))
        self.errors.setdefault(row, {})[column] = found
        self.take(row, column)

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        """Takes in cells that are merged into one."""
        if len(self.merged) >= MOST_MERGED:
            raise Refused("too_many_merged", str(MOST_MERGED))
        self.merged.append(Range(top, left, bottom, right))

    @property
    def cells(self) -> int:
        """The cells that reading the sheet takes memory for."""
        return (self.bottom - self.top + 1) * (self.right - self.left + 1) if self.bottom else 0
