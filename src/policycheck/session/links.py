"""References of records that come and go: one that leads nowhere is missing until what it names is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from policycheck.language.rulebook import Rulebook
from policycheck.records.faults import InputFault
from policycheck.records.tables import Row, Tables
from policycheck.session.reach import Edit
from policycheck.session.step import At


class Links:
    """Which references lead nowhere, and what a change does to them."""

    def __init__(self, rulebook: Rulebook, tables: Tables, rows: Mapping[str, Mapping[str, Row]]) -> None:
        self.tables, self.rows = tables, rows
        self.references: dict[str, list[tuple[str, int, str]]] = {}
        """Of each record type: the fields that refer, where they stand, and the record type that they lead to."""
        for name, type_ in rulebook.records.items():
            for field in type_.fields.values():
                reference = field.element.type if field.element is not None else field.type
                if reference.kind == "ref" and reference.record in tables.index:
                    found = (field.name, type_.column[field.name], reference.record)
                    self.references.setdefault(name, []).append(found)
        self._waiting: dict[At, set[At]] = {}
        """By what is not there: the records that refer to it."""
        self._lost: dict[At, set[At]] = {}
        for name in self.references:
            for key, row in rows[name].items():
                self.hold((name, key), row)

    def edits(self, type_: str, key: str, row: Row | None) -> dict[At, Edit]:
        """What becomes of the linked rows when a record is new, changed or gone: of its own, and of those waiting."""
        at, index = (type_, key), self.tables.index
        old = index[type_].get(key)
        found = {at: Edit(type_, key, old, None if row is None else self._linked(type_, row, at))}
        if old is None:
            for other in sorted(self._waiting.get(at, ())):
                if other != at:
                    linked = self._linked(other[0], self.rows[other[0]][other[1]], at)
                    found[other] = Edit(*other, index[other[0]][other[1]], linked)
        return found

    def hold(self, at: At, row: Row | None) -> None:
        """Notes where the references of a row lead, in place of where they led."""
        for target in self._lost.pop(at, ()):
            self._waiting[target].discard(at)
            if not self._waiting[target]:
                del self._waiting[target]
        lost = set() if row is None else {target for _, _, target in self._dangling(at, row)}
        if lost:
            self._lost[at] = lost
        for target in lost:
            self._waiting.setdefault(target, set()).add(at)

    def faults(self, at: At, row: Row) -> list[InputFault]:
        """The references of a record that lead nowhere."""
        return [
            InputFault(*at, name, value, "dangling", (target[0],)) for name, value, target in self._dangling(at, row)
        ]

    def referring(self, at: At) -> list[At]:
        """The other records that refer to a record."""
        found: dict[At, None] = {}
        for name, references in self.references.items():
            for field, column, record in references:
                if record == at[0]:
                    for row in self._rows(name, field, column, at[1]):
                        found[name, self.tables.types[name].key_of(row)] = None
        found.pop(at, None)
        return list(found)

    def _rows(self, name: str, field: str, column: int, key: str) -> Iterable[Row]:
        if self.tables.types[name].fields[field].element is None:
            return self.tables.referring(name, field).get(key, ())
        return [row for row in self.tables.rows[name] if key in (row[column] or ())]  # type: ignore[operator]

    def _linked(self, type_: str, row: Row, new: At) -> Row:
        """A row with references that lead nowhere taken as missing; `new` counts as there."""
        values = list(row)
        for _, column, record in self.references.get(type_, ()):
            value = row[column]
            if isinstance(value, tuple):
                values[column] = tuple(one if self._is_there((record, str(one)), new) else None for one in value)
            elif value is not None and not self._is_there((record, str(value)), new):
                values[column] = None
        return tuple(values)

    def _is_there(self, at: At, new: At | None = None) -> bool:
        return at == new or at[1] in self.tables.index[at[0]]

    def _dangling(self, at: At, row: Row) -> Iterator[tuple[str, str, At]]:
        """The fields and values that lead nowhere, and what they would lead to."""
        for field, column, record in self.references.get(at[0], ()):
            value = row[column]
            for one in value if isinstance(value, tuple) else (value,):
                if one is not None and not self._is_there((record, str(one))):
                    yield field, str(one), (record, str(one))
