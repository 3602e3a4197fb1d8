"""Rows of one record type, read value by value: mappings of fields to values, rows of sheets, columns."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from policycheck.language.rulebook import RecordType
from policycheck.language.types import Value
from policycheck.language.unreadable import Unreadable
from policycheck.language.values import Reader, reader
from policycheck.records.cells import cell_reader
from policycheck.records.input import Unusable
from policycheck.records.sheets import Sheet
from policycheck.records.tables import Row


class RowReader:
    """Reads rows of one record type: mappings of fields to values."""

    of_mappings = True

    def __init__(self, type_: RecordType) -> None:
        self.type = type_
        self.columns: list[tuple[str, Reader]] = [(name, reader(field)) for name, field in type_.fields.items()]
        self.known = frozenset(type_.fields)
        self.key = type_.column[type_.key] if type_.key else None
        self.required = [at for at, field in enumerate(type_.fields.values()) if field.required and at != self.key]

    def values(self, row: Any) -> Row:
        """The values of a row; raises `Unreadable` for the first that cannot be read."""
        get = row.get
        return tuple([None if (value := get(name)) is None else read(value) for name, read in self.columns])

    def raw(self, row: Any) -> Iterator[tuple[str, object, Reader]]:
        """What stands in a row for each field, and how it is read."""
        return ((name, row.get(name), read) for name, read in self.columns)

    def repaired(self, row: Any) -> tuple[Row, list[tuple[str, object, Unreadable]]]:
        """The values of a row, those that cannot be read as missing, and why."""
        found: list[Value | None] = []
        faults = []
        for name, raw, read in self.raw(row):
            try:
                if isinstance(raw, Unusable):
                    raise Unreadable(raw.why, *raw.words)
                found.append(None if raw is None else read(raw))
            except Unreadable as fault:
                faults.append((name, raw.found if isinstance(raw, Unusable) else raw, fault))
                found.append(fault.instead)
        return tuple(found), faults


class SheetRowReader(RowReader):
    """Reads rows of a sheet: cells in the order of its columns."""

    of_mappings = False

    def __init__(self, type_: RecordType, sheet: Sheet) -> None:
        super().__init__(type_)
        self.cells: list[tuple[int | None, Reader]] = [
            (sheet.columns.get(name), cell_reader(field)) for name, field in type_.fields.items()
        ]
        told = {type_.column[name] for name in sheet.told}
        self.required = [at for at in self.required if at not in told]

    def values(self, row: Any) -> Row:
        """The values of a row; raises `Unreadable` for the first that cannot be read."""
        return tuple(
            [None if at is None or (cell := row[at]) is None or cell == "" else read(cell) for at, read in self.cells]
        )

    def raw(self, row: Any) -> Iterator[tuple[str, object, Reader]]:
        """What stands in a row for each field, and how it is read."""
        for name, (at, read) in zip(self.type.fields, self.cells, strict=True):
            cell = None if at is None else row[at]
            yield name, None if cell == "" else cell, read


class ColumnRowReader(RowReader):
    """Reads rows of a table by columns, a column in one go; a row is its number from 0, and its values as read."""

    of_mappings = False

    def __init__(self, type_: RecordType, fields: Mapping[str, Sequence[object]]) -> None:
        super().__init__(type_)
        self.fields = fields
        self._faulty: set[int] = set()
        self.height = max(map(len, fields.values()), default=0)

    def rows(self) -> Iterator[tuple[int, Row]]:
        """Every row."""
        columns = [self._column(self.fields.get(name), read) for name, read in self.columns]
        return enumerate(zip(*columns, strict=True))

    def _column(self, cells: Sequence[object] | None, read: Reader) -> Sequence[Value | None]:
        if cells is None:
            return [None] * self.height
        try:
            return [None if cell is None else read(cell) for cell in cells]
        except Unreadable:
            return [self._cell(at, cell, read) for at, cell in enumerate(cells)]

    def _cell(self, at: int, cell: object, read: Reader) -> Value | None:
        try:
            return None if cell is None else read(cell)
        except Unreadable:
            self._faulty.add(at)
            return None

    def values(self, row: Any) -> Row:
        """The values of a row; raises `Unreadable` if one cannot be read."""
        at, found = row
        if at in self._faulty:
            raise Unreadable("told")
        return found  # type: ignore[no-any-return]

    def raw(self, row: Any) -> Iterator[tuple[str, object, Reader]]:
        """What stands in a row for each field, and how it is read."""
        at, _ = row
        for name, read in self.columns:
            yield name, self.fields[name][at] if name in self.fields else None, read


def mapping(row: object) -> Mapping[str, object] | None:
    """A row as a mapping: mappings as they are, dataclasses and pydantic models by their fields."""
    if isinstance(row, Mapping):
        return row
    if dataclasses.is_dataclass(row) and not isinstance(row, type):
        return {field.name: getattr(row, field.name) for field in dataclasses.fields(row)}
    fields: Any = getattr(type(row), "model_fields", None)
    if isinstance(fields, Mapping):
        extra = getattr(row, "model_extra", None) or {}
        return {**{name: getattr(row, name) for name in fields}, **extra}
    return None
