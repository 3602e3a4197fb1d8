"""SQLite through the standard library, in memory: the engine `sqlite`."""

from __future__ import annotations

import json
import sqlite3
import weakref
from datetime import date
from decimal import Decimal
from typing import Any

from sqlglot import exp

from policycheck.engines.exact import digits
from policycheck.engines.sql.dialects.sqlite import SQLite
from policycheck.engines.sql.functions import register
from policycheck.engines.sql.names import columns_of
from policycheck.engines.sql.script import Script
from policycheck.language.rulebook import RecordType
from policycheck.language.types import Type, Value
from policycheck.records.tables import Row


class InMemory:
    """A database of SQLite for small sets of records."""

    dialect = SQLite()

    def __init__(self) -> None:
        self.connection = sqlite3.connect(":memory:", check_same_thread=False)
        register(self.connection)
        weakref.finalize(self, self.connection.close)  # an engine has no end of its own: it goes with its policy

    def load(self, types: dict[str, tuple[RecordType, list[Row]]]) -> None:
        """Puts typed rows into tables of their own."""
        for type_, rows in types.values():
            names = columns_of(type_, SQLite.name_limit).values()
            self.connection.execute(f"CREATE TABLE {_quoted(type_.plural)} ({', '.join(map(_quoted, names))})")
            kinds = [field.type for field in type_.fields.values()]
            held = ([_held(cell, kind) for cell, kind in zip(row, kinds, strict=True)] for row in rows)
            marks = ", ".join("?" * len(kinds))
            self.connection.executemany(f"INSERT INTO {_quoted(type_.plural)} VALUES ({marks})", held)  # noqa: S608

    def rows(self, made: Script, final: exp.Select) -> list[tuple[Any, ...]]:
        """The rows of a query on a script's tables, each of which is made in turn: as common table expressions SQLite
        would write out each of them anew wherever it is named, and the names double from stage to stage."""
        tables = made.needed(final)
        try:
            for name, query in tables:
                self.connection.execute(
                    f"CREATE TEMP TABLE {_quoted(name)} AS {self.dialect.write(query, pretty=False)}"
                )
            return self.connection.execute(self.dialect.write(final, pretty=False)).fetchall()
        finally:
            self.drop([name for name, _ in tables])

    def drop(self, tables: list[str]) -> None:
        """Takes the tables away."""
        for table in tables:
            self.connection.execute(f"DROP TABLE IF EXISTS {_quoted(table)}")


def _quoted(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'


def _held(cell: Value | None, type_: Type) -> int | str | None:
    """A value as SQLite holds it."""
    match cell:
        case None:
            return None
        case tuple():
            assert type_.of is not None
            of = type_.of
            return json.dumps([one if isinstance(one, bool) else _held(one, of) for one in cell], ensure_ascii=False)
        case bool() | int() if type_.kind in ("boolean", "integer"):
            return int(cell)
        case int() | Decimal():
            return digits(cell)
        case date():
            return cell.isoformat()
    return str(cell)
