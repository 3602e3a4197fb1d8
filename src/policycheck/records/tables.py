"""Typed tables: the records an engine judges, found by key and by what refers to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TypeAlias

from policycheck.language.rulebook import PORTFOLIO, RecordType, Rulebook
from policycheck.language.types import Value
from policycheck.records.faults import InputFault, Note, Place

Row: TypeAlias = tuple[Value | None, ...]
"""A record's values in the order of its type's fields; None is missing."""
Joined: TypeAlias = tuple[dict[Value, list[Row]], list[Row]]
"""Rows by a field's value, and those that lack it."""


@dataclass(frozen=True)
class Tables:
    """Rows by record type and table, sorted by key; every reference leads to a row or is missing."""

    types: Mapping[str, RecordType]
    rows: Mapping[str, Sequence[Row]]
    index: Mapping[str, Mapping[str, Row]]
    _inverses: dict[tuple[str, str], dict[str, list[Row]]] = field(default_factory=dict)
    _joins: dict[tuple[str, str], Joined] = field(default_factory=dict)

    @property
    def portfolio(self) -> Row:
        """The one record that holds every collection."""
        return self.rows[PORTFOLIO][0]

    def with_row(self, record: str, key: str, row: Row) -> Tables:
        """The same tables with one row replaced; what was found of rows of other types is kept."""
        before = self.index[record][key]
        rows = tuple(row if one is before else one for one in self.rows[record])
        return Tables(
            self.types,
            {**self.rows, record: rows},
            {**self.index, record: {**self.index[record], key: row}},
            {at: found for at, found in self._inverses.items() if at[0] != record},
        )

    def referring(self, record: str, name: str) -> Mapping[str, list[Row]]:
        """The records of a type by the key that their field `name` refers to; found once, then kept."""
        found = self._inverses.get((record, name))
        if found is None:
            found = {}
            column = self.types[record].column[name]
            for row in self.rows.get(record, ()):
                key = row[column]
                if key is not None:
                    found.setdefault(key, []).append(row)  # type: ignore[arg-type]
            self._inverses[record, name] = found
        return found

    def joined(self, record: str, name: str) -> Joined:
        """The records of a type by the value of their field `name`, and those that lack it; found once, then kept."""
        found = self._joins.get((record, name))
        if found is None:
            found = {}, []
            column = self.types[record].column[name]
            for row in self.rows[record]:
                value = row[column]
                if value is None:
                    found[1].append(row)
                else:
                    found[0].setdefault(value, []).append(row)
            self._joins[record, name] = found
        return found


@dataclass(frozen=True)
class Origin:
    """Where rows of one type came from: the place of the first, and their keys in order (None for a row not taken)."""

    first: Place
    keys: list[str | None]
    rows: Sequence[int] | None = None
    """The rows' numbers, of a sheet, in which they may have gaps."""
    columns: Mapping[str, int] = field(default_factory=dict)
    """The number of each field's column, of a sheet."""

    def place(self, at: int, column: str | None = None) -> Place:
        """The place of a row, counted from 0, or of one of its cells."""
        row = self.first.row + at if self.first.row else None
        return self.place_of(self.rows[at] if self.rows is not None else row, column)

    def place_of(self, row: int | None, column: str | None = None) -> Place:
        """The place of a row by its number, or of one of its cells."""
        return replace(self.first, row=row, column=self.columns.get(column) if column else None)


@dataclass(frozen=True)
class Book:
    """A workbook that was read: what places call it, where it lies, and the SHA-256 of what it held."""

    name: str
    path: Path
    digest: str


@dataclass(frozen=True, repr=False)
class Records:
    """Data as read: rows by record type, with what could not be read and what was passed over."""

    rulebook: Rulebook
    rows: Mapping[str, Mapping[str, Row]]
    """By record type, then by key, sorted."""
    portfolio: Row
    waivers: tuple[Row, ...] = ()
    assessments: tuple[Row, ...] = ()
    faults: tuple[InputFault, ...] = ()
    notes: tuple[Note, ...] = ()
    origins: Mapping[str, Sequence[Origin]] = field(default_factory=dict)
    """Where rows came from, by record type."""
    workbooks: tuple[Book, ...] = ()
    """The workbooks that were read."""

    def __repr__(self) -> str:
        return f"<Records {self.rulebook.id}: {self.counts}, {len(self.all_faults)} input faults>"

    @cached_property
    def _linked(self) -> tuple[Tables, tuple[InputFault, ...]]:
        return _link(self)

    @property
    def tables(self) -> Tables:
        """The rows with every reference resolved; one that leads nowhere is missing."""
        return self._linked[0]

    @property
    def all_faults(self) -> tuple[InputFault, ...]:
        """Every input fault: of cells and rows, and of references that lead nowhere."""
        return self.faults + self._linked[1]

    @property
    def counts(self) -> dict[str, int]:
        """How many records there are of each type that has any; the portfolio counts where it says something."""
        found = {name: len(rows) for name, rows in sorted(self.rows.items()) if rows}
        if any(value is not None for value in self.portfolio[1:]):
            found[PORTFOLIO] = 1
        return dict(sorted(found.items()))

    def place(self, record: str, key: str, column: str | None = None) -> Place:
        """Where a row stands, or one of its cells."""
        origin, at = self._places.get((record, key), (None, 0))
        return origin.place(at, column) if origin else Place()

    @cached_property
    def _places(self) -> dict[tuple[str, str], tuple[Origin, int]]:
        """Every row's origin, and which of its rows it is; made when first asked for, since few are."""
        return {
            (name, key): (origin, at)
            for name, origins in self.origins.items()
            for origin in origins
            for at, key in enumerate(origin.keys)
            if key is not None
        }

    def with_row(self, record: str, key: str, row: Row) -> Records:
        """The same records with one row new or replaced."""
        rows = dict(sorted({**self.rows.get(record, {}), key: row}.items()))
        return replace(self, rows={**self.rows, record: rows}, origins={**self.origins, record: ()})


def _link(records: Records) -> tuple[Tables, tuple[InputFault, ...]]:
    rulebook, faults = records.rulebook, list[InputFault]()
    index: dict[str, Mapping[str, Row]] = {
        name: {type_.key_of(row): row for row in rulebook.table_rows[name]} for name, type_ in rulebook.tables.items()
    }
    for name in rulebook.records:
        index[name] = records.rows.get(name, {})
    index[PORTFOLIO] = {PORTFOLIO: records.portfolio}
    for name, type_ in rulebook.types.items():
        repaired = _repaired(type_, index, records, faults)
        if repaired:
            index[name] = {**index[name], **repaired}
    rows = {name: tuple(found.values()) for name, found in index.items()}
    return Tables(rulebook.types, rows, index), tuple(faults)


def _repaired(
    type_: RecordType, index: Mapping[str, Mapping[str, Row]], records: Records, faults: list[InputFault]
) -> dict[str, Row]:
    """The rows of a type whose references lead nowhere, with those taken as missing."""
    found: dict[str, Row] = {}
    for name, field_ in type_.fields.items():
        reference = field_.element.type if field_.element is not None else field_.type
        if reference.kind != "ref" or reference.record not in index:
            continue
        target, column = index[reference.record], type_.column[name]
        for key, row in index[type_.name].items():
            value = row[column]
            if value is None or value in target:
                continue
            kept, lost = _resolved(value, target)
            if not lost:
                continue
            place = records.place(type_.name, key, name)
            faults += [InputFault(type_.name, key, name, one, "dangling", (reference.record,), place) for one in lost]
            known = found.get(key, row)
            found[key] = (*known[:column], kept, *known[column + 1 :])
    return found


def _resolved(value: Value, target: Mapping[str, Row]) -> tuple[Value | None, list[str]]:
    """A reference, or a list of them, with those that lead nowhere as missing; and those."""
    if not isinstance(value, tuple):
        return None, [str(value)]
    lost = [str(one) for one in value if one is not None and one not in target]
    return tuple(None if one in lost else one for one in value), lost
