"""The rows that have been read, and what is wrong with each; whatever they were read from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from policycheck.language.rulebook import PORTFOLIO, Rulebook
from policycheck.language.unreadable import Unreadable
from policycheck.records.faults import InputFault, Note, Place, shown
from policycheck.records.input import TOLD, Unusable
from policycheck.records.rows import RowReader, mapping
from policycheck.records.tables import Origin, Records, Row
from policycheck.spelling import nearest


class Ledger:
    """One reading under way: rows by record type and key, with the faults and notes so far."""

    def __init__(self, rulebook: Rulebook, portfolio: RowReader) -> None:
        self.rulebook = rulebook
        self.faults, self.notes = list[InputFault](), dict[Note, None]()
        self.portfolio: Row | None = None
        self._portfolio_reader = portfolio
        self._rows: dict[str, dict[str, Row]] = {}
        self._unkeyed: dict[str, list[Row]] = {"waiver": [], "assessment": []}
        self._origins: dict[str, list[Origin]] = {}
        self._keys_of_files: dict[str, list[tuple[str | None, frozenset[str | None]]]] = {}

    def take(self, reader: RowReader, rows: Iterable[tuple[int, Any]], origin: Origin) -> None:
        """Takes rows in, each with its number."""
        name, known, values = reader.type.name, reader.known, reader.values
        into = self._rows.setdefault(name, {})
        self._origins.setdefault(name, []).append(origin)
        taken = origin.keys.append
        key_column, of_mappings = reader.key, reader.of_mappings
        for number, raw in rows:
            if not of_mappings:
                row = raw
            else:
                row = raw if raw.__class__ is dict else mapping(raw)
                if row is None:
                    place = origin.place_of(number)
                    self.faults.append(InputFault(name, None, None, shown(raw), "not_a_row", (), place))
                    taken(None)
                    continue
                if not row.keys() <= known:
                    self.unknown_columns(reader, row)
            try:
                found, faults = values(row), None
            except Unreadable:
                found, faults = reader.repaired(row)
            key = found[key_column] if key_column is not None else None
            if faults or reader.required:
                self._cell_faults(reader, found, faults or [], key, origin, number)
            if key_column is None:
                if all(found[at] is not None for at in reader.required):
                    self._unkeyed[name].append(found)
                continue
            if key is None or key in into:
                self._no_row(reader, row, key, origin.place_of(number, reader.type.key))
                taken(None)
                continue
            into[key] = found  # type: ignore[index]
            taken(key)  # type: ignore[arg-type]

    def _no_row(self, reader: RowReader, row: Any, key: object, place: Place) -> None:
        """A row that cannot be judged: it has no key, or the key of an earlier one."""
        name, column = reader.type.name, reader.type.key or ""
        if key is not None:
            file = self._earlier_file(name, str(key))
            why, words = ("duplicate_key_in", (file,)) if file and file != place.file else ("duplicate_key", ())
            self.faults.append(InputFault(name, str(key), column, str(key), why, words, place))
        else:
            found = next(raw for field, raw, _ in reader.raw(row) if field == column)
            value = shown(found.found if isinstance(found, Unusable) else found)
            self.faults.append(InputFault(name, None, column, value, "no_key", (column,), place))

    def _earlier_file(self, type_: str, key: str) -> str | None:
        """The file of an earlier table that has a key; None where the same table has it, or no file."""
        known = self._keys_of_files.setdefault(type_, [])
        for origin in self._origins[type_][len(known) : -1]:
            known.append((origin.first.file, frozenset(origin.keys)))
        return next((file for file, keys in known if key in keys), None)

    def _cell_faults(
        self,
        reader: RowReader,
        row: Row,
        faults: list[tuple[str, object, Unreadable]],
        key: object,
        origin: Origin,
        number: int | None,
    ) -> None:
        name, faulty = reader.type.name, set()
        for column, raw, fault in faults:
            faulty.add(column)
            if fault.why == TOLD.why:
                continue
            self._cell_fault(name, key, column, shown(raw), fault, origin.place_of(number, column))
        fields = list(reader.type.fields)
        for at in reader.required:
            if row[at] is None and fields[at] not in faulty:
                place = origin.place_of(number, fields[at])
                self._cell_fault(name, key, fields[at], None, Unreadable("required"), place)

    def _cell_fault(
        self, type_: str, key: object, column: str, value: str | None, fault: Unreadable, place: Place
    ) -> None:
        key = None if key is None else str(key)
        self.faults.append(InputFault(type_, key, column, value, fault.why, fault.words, place))

    def unknown_columns(self, reader: RowReader, row: Mapping[str, object]) -> None:
        """Notes the names in a row that are no field."""
        for column in row:
            if column not in reader.known:
                words = (reader.type.plural, str(column)[:100])
                near = nearest(str(column), reader.known)
                self.notes[Note("unknown_column_near", (*words, near)) if near else Note("unknown_column", words)] = (
                    None
                )

    def take_portfolio(self, reader: RowReader, row: Any, origin: Origin, number: int | None) -> None:
        """Takes the portfolio's one row in."""
        found, faults = reader.repaired(row)
        found = (PORTFOLIO, *found[1:])
        self._cell_faults(reader, found, faults, PORTFOLIO, origin, number)
        self.portfolio = found
        self._origins[PORTFOLIO] = [replace(origin, keys=[PORTFOLIO])]

    def done(self, faults: Iterable[InputFault], notes: Iterable[Note]) -> Records:
        """All that was read, in a stable order; what readers of files told, some of them while their rows were read."""
        blank = (PORTFOLIO, *[None] * (len(self._portfolio_reader.columns) - 1))
        if self.portfolio is None:
            self._cell_faults(self._portfolio_reader, blank, [], PORTFOLIO, Origin(Place(), []), None)
        return Records(
            self.rulebook,
            {name: _sorted(rows) for name, rows in sorted(self._rows.items())},
            self.portfolio or blank,
            tuple(sorted(self._unkeyed["waiver"], key=decision_order)),
            tuple(sorted(self._unkeyed["assessment"], key=decision_order)),
            (*faults, *self.faults),
            tuple(dict.fromkeys((*notes, *self.notes))),
            self._origins,
        )


def _sorted(rows: dict[str, Row]) -> dict[str, Row]:
    keys = list(rows)
    in_order = sorted(keys)
    return rows if in_order == keys else {key: rows[key] for key in in_order}


def decision_order(row: Row) -> tuple[str, ...]:
    """A stable order of waivers and of assessments."""
    return tuple("" if value is None else str(value) for value in row)
