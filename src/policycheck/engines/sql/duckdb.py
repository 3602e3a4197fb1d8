"""DuckDB, in memory: the engine `sql`."""

from __future__ import annotations

from typing import Any

from sqlglot import exp

from policycheck.engines.sql.dialects.duckdb import DuckDB
from policycheck.engines.sql.names import columns_of
from policycheck.engines.sql.script import Script
from policycheck.language.rulebook import RecordType
from policycheck.language.types import Type
from policycheck.records.tables import Row


def connect() -> Any:
    """A database in memory."""
    import duckdb

    return duckdb.connect(":memory:", config={"autoinstall_known_extensions": False})


class InMemory:
    """A database of DuckDB for small sets of records."""

    dialect = DuckDB()

    def __init__(self) -> None:
        self.connection = connect()

    def load(self, types: dict[str, tuple[RecordType, list[Row]]]) -> None:
        """Puts typed rows into tables of their own, as Arrow's columns."""
        for type_, rows in types.values():
            self.connection.register(type_.plural, arrow_table(type_, rows))

    def rows(self, made: Script, final: exp.Select) -> list[tuple[Any, ...]]:
        """The rows of a query on a script's tables."""
        query = self.dialect.write(made.query(final), pretty=False)
        found: list[tuple[Any, ...]] = self.connection.execute(query).fetchall()
        return found

    def drop(self, tables: list[str]) -> None:
        """Forgets the tables."""
        for table in tables:
            self.connection.unregister(table)


def arrow_table(type_: RecordType, rows: list[Row]) -> Any:
    """Rows of a record type as a table of Arrow."""
    import pyarrow

    names = columns_of(type_, DuckDB.name_limit)
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(names)
    arrays = [
        pyarrow.array([list(cell) if isinstance(cell, tuple) else cell for cell in column], _arrow_type(field.type))
        for field, column in zip(type_.fields.values(), columns, strict=True)
    ]
    return pyarrow.table(arrays, list(names.values()))


def _arrow_type(type_: Type) -> Any:
    import pyarrow

    match type_.kind:
        case "boolean":
            return pyarrow.bool_()
        case "integer":
            return pyarrow.int64()
        case "number" | "money":
            return pyarrow.decimal128(24, 6)
        case "date":
            return pyarrow.date32()
        case "list":
            assert type_.of is not None
            return pyarrow.list_(_arrow_type(type_.of))
    return pyarrow.string()
