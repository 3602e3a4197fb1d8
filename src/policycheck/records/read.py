"""From rows of any kind to typed records: every cell read as its field's type, every fault kept with its place."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from policycheck.collector import collector_at_rest
from policycheck.language.rulebook import PORTFOLIO, FieldType, RecordType, Rulebook
from policycheck.language.types import BOOLEAN, DATE, TEXT, Value
from policycheck.language.values import Reader, Unreadable, reader
from policycheck.records.faults import InputFault, Note, Place, shown
from policycheck.records.tables import Origin, Records, Row
from policycheck.spelling import nearest


class Repeated:
    """A value that a file gives twice under one name; nobody can tell which one is meant."""

    def __init__(self, values: list[object]) -> None:
        self.values = values

    def __str__(self) -> str:
        return " / ".join(str(shown(value)) for value in self.values)


WAIVER = RecordType(
    "waiver",
    "waivers",
    {
        "rule": FieldType("rule", TEXT, required=True),
        "subject": FieldType("subject", TEXT, required=True),
        "reason": FieldType("reason", TEXT),
        "granted_by": FieldType("granted_by", TEXT),
        "granted_on": FieldType("granted_on", DATE, required=True),
        "expires_on": FieldType("expires_on", DATE, required=True),
        "case_number": FieldType("case_number", TEXT),
    },
    None,
)
ASSESSMENT = RecordType(
    "assessment",
    "assessments",
    {
        "judgement": FieldType("judgement", TEXT, required=True),
        "subject": FieldType("subject", TEXT, required=True),
        "answer": FieldType("answer", BOOLEAN, required=True),
        "by": FieldType("by", TEXT),
        "on": FieldType("on", DATE, required=True),
        "valid_until": FieldType("valid_until", DATE, required=True),
        "reason": FieldType("reason", TEXT),
    },
    None,
)


@dataclasses.dataclass(frozen=True)
class Batch:
    """Rows of one record type as a reader of files or mappings found them."""

    plural: str
    rows: Iterable[object]
    file: str | None = None
    sheet: str | None = None
    first_row: int = 1


class RowReader:
    """Reads rows of one record type."""

    def __init__(self, type_: RecordType) -> None:
        self.type = type_
        self.columns: list[tuple[str, Reader]] = [(name, reader(field)) for name, field in type_.fields.items()]
        self.known = frozenset(type_.fields)
        self.key = type_.column[type_.key] if type_.key else None
        self.required = [at for at, field in enumerate(type_.fields.values()) if field.required and at != self.key]

    def values(self, row: Mapping[str, object]) -> Row:
        """The values of a row; raises `Unreadable` for the first that cannot be read."""
        get = row.get
        return tuple([None if (value := get(name)) is None else read(value) for name, read in self.columns])

    def repaired(self, row: Mapping[str, object]) -> tuple[Row, list[tuple[str, object, Unreadable]]]:
        """The values of a row, those that cannot be read as missing, and why."""
        found: list[Value | None] = []
        faults = []
        for name, read in self.columns:
            raw = row.get(name)
            try:
                if isinstance(raw, Repeated):
                    raise Unreadable("given_twice")
                found.append(None if raw is None else read(raw))
            except Unreadable as fault:
                faults.append((name, raw, fault))
                found.append(fault.instead)
        return tuple(found), faults


class RecordReader:
    """Reads batches of rows into records."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        types = [type_ for type_ in rulebook.records.values() if type_.name != PORTFOLIO]
        self.readers = {type_.plural: RowReader(type_) for type_ in (*types, WAIVER, ASSESSMENT)}
        self.portfolio = RowReader(rulebook.records[PORTFOLIO])

    def read(self, batches: Iterable[Batch], faults: Iterable[InputFault] = (), notes: Iterable[Note] = ()) -> Records:
        """The records of some batches; what a file's reader found wrong or passed over is added to."""
        reading = _Reading(self, list(faults), dict.fromkeys(notes))
        with collector_at_rest():
            for batch in batches:
                reading.batch(batch)
            return reading.done()


class _Reading:
    """One reading under way."""

    def __init__(self, readers: RecordReader, faults: list[InputFault], notes: dict[Note, None]) -> None:
        self.readers, self.faults, self.notes = readers, faults, notes
        self.rows: dict[str, dict[str, Row]] = {}
        self.unkeyed: dict[str, list[Row]] = {"waiver": [], "assessment": []}
        self.origins: dict[str, list[Origin]] = {}
        self.portfolio: Row | None = None

    def batch(self, batch: Batch) -> None:
        """Takes the rows of one record type in."""
        if batch.plural == PORTFOLIO:
            self._portfolio(batch)
            return
        row_reader = self.readers.readers.get(batch.plural)
        if row_reader is None:
            self._unknown_type(batch)
        else:
            self._rows(batch, row_reader, self._listed(batch, row_reader.type.name))

    def _unknown_type(self, batch: Batch) -> None:
        known = [*self.readers.readers, PORTFOLIO]
        by_name = {reader.type.name: plural for plural, reader in self.readers.readers.items()}
        near = by_name.get(batch.plural) or nearest(batch.plural, known)
        name = batch.plural[:100]
        self.notes[Note("unknown_type_near", (name, near)) if near else Note("unknown_type", (name,))] = None
        if near and not _blank(
            batch.rows
        ):  # most likely misspelt: what is not read must not count as nothing to object to
            place = Place(batch.file, batch.sheet)
            self.faults.append(InputFault(None, None, None, name, "unread_type", (near,), place))

    def _listed(self, batch: Batch, type_: str) -> Iterable[object]:
        rows = batch.rows
        if rows is None:
            return ()
        if isinstance(rows, str | bytes | Mapping) or not isinstance(rows, Iterable) or hasattr(rows, "columns"):
            self.faults.append(
                InputFault(type_, None, None, shown(rows), "not_rows", (), Place(batch.file, batch.sheet))
            )
            return ()
        return rows

    def _rows(self, batch: Batch, reader: RowReader, rows: Iterable[object]) -> None:
        name, known, values = reader.type.name, reader.known, reader.values
        into = self.rows.setdefault(name, {})
        keys: list[str | None] = []
        self.origins.setdefault(name, []).append(Origin(Place(batch.file, batch.sheet, batch.first_row), keys))
        taken = keys.append
        key_column = reader.key
        for number, raw in enumerate(rows, batch.first_row):
            row = raw if raw.__class__ is dict else _mapping(raw)
            if row is None:
                self.faults.append(
                    InputFault(name, None, None, shown(raw), "not_a_row", (), Place(batch.file, batch.sheet, number))
                )
                taken(None)
                continue
            if not row.keys() <= known:
                self._unknown_columns(reader, row)
            try:
                found, faults = values(row), None
            except Unreadable:
                found, faults = reader.repaired(row)
            key = found[key_column] if key_column is not None else None
            if faults or reader.required:
                self._cell_faults(reader, found, faults or [], key, Place(batch.file, batch.sheet, number))
            if key_column is None:
                if all(found[at] is not None for at in reader.required):
                    self.unkeyed[name].append(found)
                continue
            if key is None or key in into:
                self._no_row(reader, row, key, Place(batch.file, batch.sheet, number))
                taken(None)
                continue
            into[key] = found  # type: ignore[index]
            taken(key)  # type: ignore[arg-type]

    def _no_row(self, reader: RowReader, row: Mapping[str, object], key: object, place: Place) -> None:
        """A row that cannot be judged: it has no key, or the key of an earlier one."""
        name, column = reader.type.name, reader.type.key or ""
        if key is not None:
            self.faults.append(InputFault(name, str(key), column, str(key), "duplicate_key", (), place))
        else:
            self.faults.append(InputFault(name, None, column, shown(row.get(column)), "no_key", (column,), place))

    def _cell_faults(
        self,
        reader: RowReader,
        row: Row,
        faults: list[tuple[str, object, Unreadable]],
        key: object,
        place: Place,
    ) -> None:
        name, faulty = reader.type.name, set()
        for column, raw, fault in faults:
            faulty.add(column)
            self.faults.append(
                InputFault(name, None if key is None else str(key), column, shown(raw), fault.why, fault.words, place)
            )
        fields = list(reader.type.fields)
        for at in reader.required:
            if row[at] is None and fields[at] not in faulty:
                self.faults.append(
                    InputFault(name, None if key is None else str(key), fields[at], None, "required", (), place)
                )

    def _unknown_columns(self, reader: RowReader, row: Mapping[str, object]) -> None:
        for column in row:
            if column not in reader.known:
                words = (reader.type.plural, str(column)[:100])
                near = nearest(str(column), reader.known)
                self.notes[Note("unknown_column_near", (*words, near)) if near else Note("unknown_column", words)] = (
                    None
                )

    def _portfolio(self, batch: Batch) -> None:
        rows = batch.rows
        listed = [rows] if isinstance(rows, Mapping) or not isinstance(rows, list | tuple) else list(rows)
        listed = [row for row in listed if row is not None]
        if not listed:
            return
        place = Place(batch.file, batch.sheet, batch.first_row if isinstance(rows, list | tuple) else None)
        row = _mapping(listed[0])
        if row is None or len(listed) > 1 or self.portfolio is not None:
            why = "not_a_row" if row is None else "many_portfolios"
            self.faults.append(InputFault(PORTFOLIO, PORTFOLIO, None, shown(rows), why, (), place))
        if row is None or self.portfolio is not None:
            return
        reader = self.readers.portfolio
        own = {name: value for name, value in row.items() if name != "id"}
        if not own.keys() <= reader.known:
            self._unknown_columns(reader, own)
        found, faults = reader.repaired(own)
        found = (PORTFOLIO, *found[1:])
        self._cell_faults(reader, found, faults, PORTFOLIO, place)
        self.portfolio = found
        self.origins[PORTFOLIO] = [Origin(place, [PORTFOLIO])]

    def done(self) -> Records:
        """All that was read, in a stable order."""
        blank = (PORTFOLIO, *[None] * (len(self.readers.portfolio.columns) - 1))
        if self.portfolio is None:
            self._cell_faults(self.readers.portfolio, blank, [], PORTFOLIO, Place())
        return Records(
            self.readers.rulebook,
            {name: _sorted(rows) for name, rows in sorted(self.rows.items())},
            self.portfolio or blank,
            tuple(sorted(self.unkeyed["waiver"], key=_order)),
            tuple(sorted(self.unkeyed["assessment"], key=_order)),
            tuple(self.faults),
            tuple(self.notes),
            self.origins,
        )


def _blank(rows: object) -> bool:
    """Whether nothing is given in place of rows."""
    return rows is None or (isinstance(rows, list | tuple | dict | str) and not rows)


def _sorted(rows: dict[str, Row]) -> dict[str, Row]:
    keys = list(rows)
    in_order = sorted(keys)
    return rows if in_order == keys else {key: rows[key] for key in in_order}


def _order(row: Row) -> tuple[str, ...]:
    return tuple("" if value is None else str(value) for value in row)


def _mapping(row: object) -> Mapping[str, object] | None:
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


def batches(data: Mapping[str, object]) -> Iterator[Batch]:
    """The batches of a mapping of plural names to rows."""
    for plural, rows in data.items():
        yield Batch(str(plural), rows)  # type: ignore[arg-type]
