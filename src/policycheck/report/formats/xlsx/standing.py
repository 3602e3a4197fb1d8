"""Where records stand on a workbook's sheets, whatever they were read from; and what does not stand there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from policycheck.language.rulebook import PORTFOLIO, RecordType, Rulebook
from policycheck.records.faults import InputFault
from policycheck.records.tables import Records


class Spot(NamedTuple):
    """A cell of a workbook."""

    sheet: str
    row: int
    column: int


class Missed(NamedTuple):
    """Something that does not stand on the sheets as it was given: where it was, and why."""

    where: str
    why: str


def of_key(fault: InputFault, rulebook: Rulebook) -> bool:
    """Whether a fault is of a row's key, so that the row was not taken."""
    type_ = rulebook.records.get(fault.type or "")
    return type_ is not None and type_.name != PORTFOLIO and fault.column == type_.key


@dataclass(frozen=True)
class Written:
    """Where rows were written: a sheet for each type, a row for each key, a column for each field."""

    rulebook: Rulebook
    sheets: Mapping[str, str]
    rows: Mapping[tuple[str, str], int]
    columns: Mapping[tuple[str, str], int]
    kept: frozenset[InputFault]
    """Faults that reading the sheets again tells of again."""
    missed: tuple[Missed, ...]

    def spot(self, type_: str, key: str, column: str) -> Spot | None:
        """The cell of a record's field, or its first where it has none."""
        row = self.rows.get((type_, key))
        return None if row is None else Spot(self.sheets[type_], row, self.columns.get((type_, column), 1))

    def spot_of(self, fault: InputFault) -> Spot | None:
        """The cell at fault; nowhere for a row that has another's key, and is not there."""
        if of_key(fault, self.rulebook):
            return None
        return self.spot(fault.type or "", fault.key or "", fault.column or "")

    def keeps(self, fault: InputFault) -> bool:
        """Whether reading the sheets again tells of a fault."""
        return fault in self.kept


@dataclass(frozen=True)
class Kept:
    """Where rows stand on the sheets that they were read from."""

    records: Records
    file: str
    types: Mapping[str, RecordType]

    def spot(self, type_: str, key: str, column: str) -> Spot | None:
        """The cell of a record's field; where it has no column, that of its key."""
        place = self.records.place(type_, key, column)
        if place.row and not place.column and type_ != PORTFOLIO:
            place = self.records.place(type_, key, self.types[type_].key)
        if place.file != self.file or not place.sheet or not place.row:
            return None
        return Spot(place.sheet, place.row, place.column or 1)

    def spot_of(self, fault: InputFault) -> Spot | None:
        """The cell at fault; of a row as a whole the first."""
        place = fault.place
        if place.file == self.file and place.sheet and place.row:
            return Spot(place.sheet, place.row, place.column or 1)
        return None

    def keeps(self, fault: InputFault) -> bool:
        """Whether reading the sheets again tells of a fault; so it is of what nobody has stated."""
        return fault.place.file == self.file or (fault.type, fault.why) == (PORTFOLIO, "required")

    @property
    def missed(self) -> tuple[Missed, ...]:
        """Nothing: the sheets are those that were read."""
        return ()
