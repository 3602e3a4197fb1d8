"""What readers of files deliver: rows of records or whole sheets, what is wrong with the file, what was passed over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from policycheck.records.columns import Columns
from policycheck.records.faults import InputFault, Note, Place, shown
from policycheck.records.grid import Grid
from policycheck.records.tables import Book


class Unusable:
    """Stands in the place of a value that nobody can use: why, and what was found there."""

    def __init__(self, why: str, *words: str, found: object = None) -> None:
        self.why, self.words, self.found = why, words, found


TOLD = Unusable("told")
"""Of a cell that counts as missing because of a fault that is told of its whole row."""


class Repeated(Unusable):
    """A value that a file gives twice under one name; nobody can tell which one is meant."""

    def __init__(self, values: list[object]) -> None:
        super().__init__("given_twice", found=" / ".join(str(shown(value)) for value in values))
        self.values = values


@dataclass(frozen=True)
class Batch:
    """Rows of one record type as a reader of files or mappings found them."""

    plural: str
    rows: Iterable[object]
    file: str | None = None
    sheet: str | None = None
    first_row: int = 1
    loose: bool = False
    """Whether `plural` is but a file's name, which may be any word for a record type."""


@dataclass
class Input:
    """What some files hold, and what is wrong with them."""

    batches: list[Batch | Grid | Columns] = field(default_factory=list)
    faults: list[InputFault] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    workbooks: list[Book] = field(default_factory=list)

    def file_fault(self, name: str, why: str, *words: str) -> None:
        """Takes in a fault of a file as a whole."""
        self.faults.append(InputFault(None, None, None, None, why, words, Place(name)))
