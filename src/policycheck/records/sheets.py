"""From a sheet to the rows of one record type: its headings found, and what stands beside or below the table told."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from policycheck.language.rulebook import PORTFOLIO, RecordType
from policycheck.records.cells import blank
from policycheck.records.faults import InputFault, Note, Place, shown
from policycheck.records.grid import Grid, Range, cell, letters
from policycheck.records.headings import HEADING_ROWS, Headings, heading
from policycheck.records.input import TOLD, Unusable

MOST_TITLE = 2
"""Cells of the table's columns that a title above the headings may fill; a row with more is taken for a record."""


@dataclass(frozen=True)
class Sheet:
    """The rows under a sheet's headings."""

    columns: Mapping[str, int]
    """Where each field stands in a row."""
    told: frozenset[str]
    """Fields that no cell is read of, as a fault of their heading says."""
    rows: Iterator[tuple[int, Sequence[object]]]
    """Each row that holds anything, with its number. Read once; faults are added meanwhile."""


class SheetFinder:
    """Finds the rows of one record type in a grid."""

    def __init__(
        self,
        grid: Grid,
        type_: RecordType,
        headings: Headings,
        faults: list[InputFault],
        notes: dict[Note, None],
    ) -> None:
        self.grid, self.type, self.headings, self.faults, self.notes = grid, type_, headings, faults, notes
        self.key = type_.key if type_.name != PORTFOLIO else None

    def sheet(self) -> Sheet | None:
        """The sheet; None where it holds nothing, or nothing that can be told apart."""
        rows, skipped = _begun(iter(self.grid.rows))
        above = list(islice(rows, HEADING_ROWS))
        if not above:
            return None
        at = self._heading_row(above)
        if at is None:
            words = (str(HEADING_ROWS), self.headings.expected(self.type))
            self.fault(None, None, "no_headings", words, Place(self.grid.file, self.grid.sheet))
            return None
        number = self.grid.first_row + skipped + at
        columns, strays, told = self._columns(above[at], number)
        self._above(above[:at], number, columns.values())
        if self.key is not None and self.key not in columns:
            if self.key not in told:
                key, place = self.type.fields[self.key], Place(self.grid.file, self.grid.sheet, number)
                self.fault(self.key, None, "no_key_column", (self.headings.said(key),), place)
            return None
        below = _Below(self, columns, strays, above[at], number)
        return Sheet(columns, told, below.rows(chain(above[at + 1 :], rows)))

    def place(self, row: int, at: int) -> Place:
        """The place of a cell, by its row's number and its place in the row."""
        return Place(self.grid.file, self.grid.sheet, row, self.grid.first_column + at)

    def fault(self, column: str | None, value: object, why: str, words: tuple[str, ...], place: Place) -> None:
        """Takes in a fault that is of no one record."""
        self.faults.append(InputFault(self.type.name, None, column, shown(value), why, words, place))

    def _heading_row(self, rows: Sequence[Sequence[object]]) -> int | None:
        """The first row that names the key and more, else the key alone, else at least two fields."""
        fields = [name for name in self.type.fields if name != self.type.key or self.key is not None]
        least = 1 if self.type.name == PORTFOLIO else min(2, len(fields))
        named = [self.headings.named(self.type, row) for row in rows]
        for wanted, enough in ((self.key, least), (self.key, 1), (None, least)):
            for at, found in enumerate(named):
                if len(found) >= enough and (wanted is None or wanted in found):
                    return at
        return None

    def _above(self, rows: Sequence[Sequence[object]], number: int, columns: Iterable[int]) -> None:
        """Tells of rows above the headings that are no title: a table that was sorted with its headings, say."""
        for row_number, row in enumerate(rows, number - len(rows)):
            if sum(not blank(row[column]) for column in columns if column < len(row)) > MOST_TITLE:
                first = next(column for column in range(len(row)) if not blank(row[column]))
                value = row[first]
                value = value.found if isinstance(value, Unusable) else value
                self.fault(None, value, "above_headings", (str(number),), self.place(row_number, first))

    def _columns(self, row: Sequence[object], number: int) -> tuple[dict[str, int], list[int], frozenset[str]]:
        """Where each field stands, the columns without a heading, and the fields whose headings are told as faults."""
        first: dict[str, int] = {}
        strays, unclear, twice = list[int](), set[str](), set[str]()
        for at, raw in enumerate(row):
            word = heading(raw)
            names = self.headings.find(self.type, raw)
            if not word:
                strays.append(at)
            elif not names:
                self._unknown(word)
            elif len(names) > 1:
                self.fault(None, word, "ambiguous_heading", (", ".join(names),), self.place(number, at))
                unclear.update(names)
            elif names[0] in first:
                why = "key_heading_twice" if names[0] == self.key else "heading_twice"
                other = cell(number, self.grid.first_column + first[names[0]])
                self.fault(names[0], word, why, (other,), self.place(number, at))
                twice.add(names[0])
            else:
                first[names[0]] = at
        return {name: at for name, at in first.items() if name not in twice}, strays, frozenset(twice | unclear)

    def _unknown(self, word: str) -> None:
        words = (self.grid.name[:100], word[:100])
        near = self.headings.fields(self.type).near(word)
        self.notes[Note("unknown_column_near", (*words, near)) if near else Note("unknown_column", words)] = None


class _Below:
    """The rows below the headings."""

    def __init__(
        self, finder: SheetFinder, columns: Mapping[str, int], strays: list[int], head: Sequence[object], number: int
    ) -> None:
        self.finder, self.columns, self.strays = finder, columns, strays
        self.width, self.number = len(head), number
        key = finder.key
        self.probe = columns[key] if key is not None else min(columns.values(), default=0)
        words = finder.headings.fields(finder.type).of(key) if key is not None else frozenset[str]()
        self.again = words | {head[self.probe]} if isinstance(head[self.probe], str) else words
        self.merged = deque(sorted(one for one in finder.grid.merged if one.bottom > number))
        self.covering: list[Range] = []

    def rows(self, rows: Iterator[Sequence[object]]) -> Iterator[tuple[int, Sequence[object]]]:
        """The rows that hold anything, as far as the table goes, each as wide as the headings."""
        gap = False
        held: list[tuple[int, Sequence[object]]] = []
        for number, row in enumerate(rows, self.number + 1):
            if len(row) != self.width:
                row = self._fitted(row, number)
            probe = row[self.probe]
            if blank(probe) and all(blank(one) for one in row):
                gap = True
                continue
            if gap or (probe.__class__ is str and probe in self.again):
                if self.finder.headings.begins_table(row):
                    self._second(*(held[0] if held else (number, row)))
                    return
                if sum(not blank(one) for one in row) == 1:  # perhaps the title of a second table
                    held.append((number, row))
                    continue
                gap = False
            for one in held:
                yield self._told(*one)
            held.clear()
            yield self._told(number, row)
        for one in held:
            yield self._told(*one)

    def _second(self, number: int, row: Sequence[object]) -> None:
        at = next(at for at, value in enumerate(row) if not blank(value))
        self.finder.fault(None, row[at], "second_table", (), self.finder.place(number, at))

    def _told(self, number: int, row: Sequence[object]) -> tuple[int, Sequence[object]]:
        """A row, with what is wrong with it as a row of a sheet."""
        if self.strays:
            self._stray(row, number)
        while self.merged and self.merged[0].top <= number:
            self.covering.append(self.merged.popleft())
        if self.covering:
            self.covering = [one for one in self.covering if one.bottom >= number]
            row = self._uncovered(row, number)
        return number, row

    def _fitted(self, row: Sequence[object], number: int) -> Sequence[object]:
        """A row as wide as the headings; what stands behind them has no heading."""
        if len(row) > self.width and self.finder.grid.separated and not all(blank(one) for one in row):
            return self._out_of_order(row, number)
        for at, value in enumerate(row[self.width :], self.width):
            if not blank(value):
                self._no_heading(value, number, at)
                break
        return [*row[: self.width], *[None] * (self.width - len(row))]

    def _out_of_order(self, row: Sequence[object], number: int) -> Sequence[object]:
        """A row in which a cell has become two: nobody can tell which, so nothing but its key is read."""
        grid, key = self.finder.grid, None
        found: list[object] = [TOLD] * self.width
        if self.finder.key is not None:
            found[self.probe] = row[self.probe]
            key = str(row[self.probe]).strip() or None
        words, place = (str(len(row)), str(self.width)), Place(grid.file, grid.sheet, number)
        value = shown(list(row))
        self.finder.faults.append(InputFault(self.finder.type.name, key, None, value, "too_many_cells", words, place))
        return found

    def _stray(self, row: Sequence[object], number: int) -> None:
        for at in [at for at in self.strays if not blank(row[at])]:
            self._no_heading(row[at], number, at)
            self.strays.remove(at)

    def _no_heading(self, value: object, number: int, at: int) -> None:
        column = letters(self.finder.grid.first_column + at)
        value = value.found if isinstance(value, Unusable) else value
        self.finder.fault(None, value, "no_heading", (column,), self.finder.place(number, at))

    def _uncovered(self, row: Sequence[object], number: int) -> Sequence[object]:
        """The row with each cell that another covers marked: it holds nothing that anyone has written there."""
        found = list(row)
        for at in self.columns.values():
            column = self.finder.grid.first_column + at
            for one in self.covering:
                if one.left <= column <= one.right and (number, column) != (one.top, one.left):
                    found[at] = Unusable("merged_cell", cell(one.top, one.left))
        return found


def empty(grid: Grid) -> bool:
    """Whether a grid that nobody reads holds nothing."""
    return not any(not blank(one) for row in grid.rows for one in row)


def _begun(rows: Iterator[Sequence[object]]) -> tuple[Iterator[Sequence[object]], int]:
    """The rows from the first that holds anything, and how many are before it."""
    skipped = 0
    for row in rows:
        if not all(blank(one) for one in row):
            return chain([row], rows), skipped
        skipped += 1
    return rows, skipped
