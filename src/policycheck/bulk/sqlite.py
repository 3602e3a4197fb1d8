"""SQLite through the standard library: tables and views of an open connection.

Any cell may hold anything, so each is read by a function of ours that the connection is given, as cells of files are.
"""

from __future__ import annotations

import json
import sqlite3
import weakref
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any

from sqlglot import exp

from policycheck.bulk.arrow import record_batches, write_batches
from policycheck.bulk.source import Column, Given
from policycheck.engines.sql import build as sql
from policycheck.engines.sql.build import Sql
from policycheck.engines.sql.cells import Cell
from policycheck.engines.sql.dialects.sqlite import SQLite
from policycheck.engines.sql.functions import register
from policycheck.engines.sql.sqlite import _held
from policycheck.faults import EngineUnavailable, InvalidCall
from policycheck.language.rulebook import FieldType, RecordType
from policycheck.language.types import Type, Value
from policycheck.language.unreadable import Unreadable
from policycheck.language.values import Reader, reader
from policycheck.spelling import did_you_mean

_AT_ONCE = 1_000
_numbers = count(1)
"""Tells apart what evaluations on the same connection put there."""


class OnSQLite:
    """A database of SQLite, on the caller's connection; what it is given beside tables goes with the evaluation."""

    name = "sqlite"
    dialect = SQLite()

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self._functions: dict[int, tuple[FieldType, int]] = {}
        self._tables: dict[str, str] = {}
        self._ours: list[str] = []
        with self._telling():
            register(connection)
        weakref.finalize(self, _forget, connection, self._ours, self._tables)

    @contextmanager
    def _telling(self) -> Iterator[None]:
        """Turns what SQLite raises into what a caller is told: nothing of it is a result."""
        try:
            yield
        except (sqlite3.Error, MemoryError) as error:
            why = str(error) or "it ran out of memory"
            raise EngineUnavailable(self.name, f"it broke off, and nothing was judged: {why}") from None

    def given(self, type_: RecordType, table: object) -> Given:
        """A table or a view, by its name; `InvalidCall` for anything else."""
        if not isinstance(table, str):
            raise InvalidCall(
                f"`{type_.plural}`: a table is the name of a table or a view of `connection`; found"
                f' {type(table).__name__}, and files and frames are read by engine="duckdb"'
            )
        schema, name = self._found(type_, table)
        columns = "SELECT name, type FROM pragma_table_xinfo(?, ?) WHERE hidden <> 1"
        try:
            described = self._fetched(columns, (name, schema))
        except EngineUnavailable as error:
            raise InvalidCall(f"`{type_.plural}`: `{table}` cannot be read: {error.why}") from None

        def under(alias: str) -> Sql:
            named = exp.TableAlias(this=sql.name(alias))
            return exp.Table(this=sql.name(name), db=sql.name(schema), alias=named)

        return Given(under, [Column(*one) for one in described], plain=_plain)

    def _found(self, type_: RecordType, table: str) -> tuple[str, str]:
        """The database, as attached, and the name of a table; a temporary one comes first, as in SQL."""
        known = self._fetched("SELECT schema, name FROM pragma_table_list WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")
        attached = [name for _, name, *_ in self._fetched("PRAGMA database_list")]
        order = ["temp", *(name for name in attached if name != "temp")]
        wanted = table.casefold()
        for schema, name in sorted(known, key=lambda one: order.index(one[0])):
            if wanted in (name.casefold(), f"{schema}.{name}".casefold()):
                return schema, name
        hint = did_you_mean(table, [name for _, name in known], "the database has no tables")
        more = "" if Path(table).suffix == "" else '; files are read by engine="duckdb"'
        raise InvalidCall(f"`{type_.plural}`: there is no table `{table}`: {hint}{more}")

    def cell(self, field: FieldType, column: Sql, of: Column, written: bool) -> Cell:
        """How the cells of a column are read: by functions of the field's own."""
        if id(field) not in self._functions:
            number = next(_numbers)
            read = _reading(field)
            names = [f"policycheck_{word}_{number}" for word in ("read", "fault")]
            with self._telling():
                for name, function in zip(names, (_value(read, field.type), _fault(read)), strict=True):
                    self.connection.create_function(name, 1, function, deterministic=True)
            self._ours += names
            self._functions[id(field)] = field, number
        number = self._functions[id(field)][1]
        fault = sql.binary(exp.EQ, sql.call(f"policycheck_fault_{number}", column.copy()), sql.number(1))
        return Cell(sql.call(f"policycheck_read_{number}", column.copy()), fault)

    def rows(self, query: exp.Query) -> list[tuple[Any, ...]]:
        """The rows of a small result."""
        return self._fetched(self._written(query))

    def batches(self, query: exp.Query, size: int) -> Iterator[Any]:
        """The rows of a result, as batches of Arrow's."""
        return record_batches(self._streamed(self._written(query)), size)

    def hold(self, name: str, columns: Mapping[str, Sequence[str]]) -> None:
        """Keeps a small table of texts in a temporary table, in no transaction of its own."""
        held = f"policycheck held {next(_numbers)}"
        parts = ", ".join(f"json_extract(value, '$[{at}]') AS {_quoted(word)}" for at, word in enumerate(columns))
        made = f"CREATE TEMP TABLE {_quoted(held)} AS SELECT {parts} FROM json_each(?)"  # noqa: S608
        rows = json.dumps(list(zip(*columns.values(), strict=True)))
        with self._telling():
            self.connection.execute(made, (rows,)).close()
        self._tables[name] = held

    def write(self, query: exp.Query, path: Path, said: Mapping[str, str]) -> None:
        """Writes a result as a Parquet file, batch by batch."""
        write_batches(self.batches(query, 100_000), path, said)

    def _written(self, query: exp.Query) -> str:
        for table in query.find_all(exp.Table):
            if table.name in self._tables and not table.db:
                table.set("this", sql.name(self._tables[table.name]))
        return self.dialect.write(query, pretty=False)

    def _fetched(self, statement: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        return list(self._streamed(statement, values))

    def _streamed(self, statement: str, values: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows of a statement, whatever the caller's connection makes of rows and texts."""
        cursor = None
        try:
            with self._telling():
                cursor = self.connection.cursor()
                cursor.row_factory = None
                cursor.execute(statement, values)
            while True:
                with self._telling(), self._plain_texts():
                    rows = cursor.fetchmany(_AT_ONCE)
                if not rows:
                    return
                yield from rows
        finally:
            if cursor is not None:
                with suppress(sqlite3.Error):
                    cursor.close()

    @contextmanager
    def _plain_texts(self) -> Iterator[None]:
        before = self.connection.text_factory
        self.connection.text_factory = str
        try:
            yield
        finally:
            self.connection.text_factory = before


def _forget(connection: sqlite3.Connection, functions: list[str], tables: dict[str, str]) -> None:
    """Takes away what an evaluation put on a connection, as far as that is still to be had."""
    for name in functions:
        with suppress(sqlite3.Error):
            connection.create_function(name, 1, None)
    for name in tables.values():
        with suppress(sqlite3.Error):
            connection.execute(f"DROP TABLE IF EXISTS temp.{_quoted(name)}").close()


def _quoted(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'


def _plain(field: FieldType, cell: object) -> object:
    """A cell as its field's reader takes it: lists are JSON, unless they are texts with `;` between their elements."""
    if field.element is None or not isinstance(cell, str) or not cell.lstrip().startswith("["):
        return cell
    try:
        found = json.loads(cell, parse_float=Decimal)
    except (ValueError, RecursionError):
        return cell
    return found if isinstance(found, list) else cell


def _reading(field: FieldType) -> Reader:
    read = reader(field)
    return read if field.element is None else lambda cell: read(_plain(field, cell))


def _value(read: Reader, type_: Type) -> Callable[[object], int | str | None]:
    """Reads a cell as SQLite is to hold it: missing where it cannot be read; of a list, the elements that cannot."""

    def value(cell: object) -> int | str | None:
        found: Value | None = None
        try:
            if cell is not None:
                found = read(cell)
        except Unreadable as fault:
            found = fault.instead
        return _held(found, type_)

    return value


def _fault(read: Reader) -> Callable[[object], int]:
    def fault(cell: object) -> int:
        try:
            if cell is not None:
                read(cell)
        except Unreadable:
            return 1
        return 0

    return fault
