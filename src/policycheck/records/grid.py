"""A sheet as it stands in a file, before anyone knows which of its rows holds the headings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Range(NamedTuple):
    """Cells that are merged into one; rows and columns from 1, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Grid:
    """A sheet's cells, row by row; which record type it holds and what its columns mean is found out by `headings`.

    A cell is a text, a number, a boolean, a date or a datetime; an empty one is None or "". A cell that is known to be
    of no use is an `Unusable`. Rows may be of unequal length, and are read once.
    """

    name: str
    """What the sheet is called, or a file that is one table: its name without the ending."""
    rows: Iterable[Sequence[object]]
    file: str | None = None
    sheet: str | None = None
    """As `name`, where the file has sheets; None where it is one table."""
    first_row: int = 1
    """The number in the file of the first of `rows`."""
    first_column: int = 1
    """The number in the file of the first cell of each row."""
    merged: tuple[Range, ...] = ()
    separated: bool = False
    """Whether cells stand between separators: a row with more of them than there are headings is out of order."""


def letters(column: int) -> str:
    """A column's letters: A for 1, AA for 27."""
    found = ""
    while column:
        column, at = divmod(column - 1, 26)
        found = chr(ord("A") + at) + found
    return found


def cell(row: int, column: int) -> str:
    """A cell's name, such as F7."""
    return f"{letters(column)}{row}"
