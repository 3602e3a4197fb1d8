"""Where a record type's rows come from: a table of a database, and which of its columns is which field."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from policycheck.engines.sql.build import Sql
from policycheck.language.rulebook import FieldType, RecordType
from policycheck.records.columns import Columns
from policycheck.records.faults import InputFault, Note
from policycheck.records.fields import ColumnFinder
from policycheck.records.headings import Headings


@dataclass(frozen=True)
class Column:
    """A column of a table: its name there, and its type as the database says it."""

    name: str
    type: str


@dataclass(frozen=True)
class Given:
    """A table as a database has it, before anyone knows which of its columns is which field."""

    table: Callable[[str], Sql]
    """The table under an alias."""
    columns: Sequence[Column]
    written: bool = False
    """Whether cells are texts that people wrote, as in CSV."""
    place: str | None = None
    """The file, for people."""
    extent: Callable[[Column], tuple[Any, Any] | None] | None = None
    """The least and the greatest value of a column, where the database knows them without looking at every row."""
    plain: Callable[[FieldType, object], object] = lambda field, cell: cell
    """A cell as the reader of its field takes it, where the database holds it otherwise."""


@dataclass(frozen=True)
class Source:
    """The rows of a record type; `given` is None where there are none."""

    type: RecordType
    given: Given | None
    fields: Mapping[str, Column] = field(default_factory=dict)
    """The column of each field that has one."""
    notes: tuple[Note, ...] = ()
    faults: tuple[InputFault, ...] = ()


def source(type_: RecordType, given: Given | None, headings: Headings) -> Source:
    """The rows of a record type: columns are found by a field's name or label, as in files."""
    if given is None:
        return Source(type_, None)
    marks = {column.name: [at] for at, column in enumerate(given.columns)}
    faults, notes = list[InputFault](), dict[Note, None]()
    table = Columns(type_.plural, list(marks.items()), given.place)
    found = ColumnFinder(table, type_, headings, faults, notes).fields() or {}
    fields = {name: given.columns[cells[0]] for name, cells in found.items()}  # type: ignore[call-overload]
    lacking = [name for name in type_.fields if name not in fields]
    missing = [Note("missing_columns", (type_.plural, ", ".join(lacking)))] if lacking else []
    return Source(type_, given, fields, (*notes, *missing), tuple(faults))
