"""PostgreSQL over the caller's connection of psycopg, whose transaction stays as it was: one begun here ends here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Any

from sqlglot import exp

from policycheck.bulk.arrow import record_batches, write_batches
from policycheck.bulk.source import Column, Given
from policycheck.bulk.typed import WHITE, Held, Typed, read_column
from policycheck.engines.sql import build as sql
from policycheck.engines.sql.build import Sql
from policycheck.engines.sql.cells import Cell
from policycheck.engines.sql.dialects.postgresql import PostgreSQL
from policycheck.faults import EngineUnavailable, InvalidCall
from policycheck.language.rulebook import FieldType, RecordType
from policycheck.language.types import LIMIT, MOST_DECIMALS
from policycheck.spelling import did_you_mean

_numbers = count(1)
"""Tells apart what evaluations on the same connection put there."""

_KINDS = {
    "text": ("text", "texts"),
    "character varying": ("text", "texts"),
    "character": ("text", "texts"),
    "citext": ("text", "texts"),
    "name": ("text", "texts"),
    "boolean": ("boolean", "yes and no"),
    "smallint": ("whole", "numbers"),
    "integer": ("whole", "numbers"),
    "bigint": ("whole", "numbers"),
    "numeric": ("decimal", "numbers"),
    "real": ("binary", "numbers"),
    "double precision": ("binary", "numbers"),
    "date": ("date", "dates"),
    "timestamp without time zone": ("time", "points in time"),
    "timestamp with time zone": ("", "points in time"),
    "uuid": ("id", "UUIDs"),
    "bytea": ("", "bytes"),
    "json": ("", "JSON"),
    "jsonb": ("", "JSON"),
}
_TABLES = """
    SELECT n.nspname, c.relname
    FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'v', 'm', 'f', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
"""
_NAMED = """
    SELECT n.nspname, c.relname
    FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    WHERE c.oid = pg_catalog.to_regclass(%s) AND c.relkind IN ('r', 'v', 'm', 'f', 'p')
"""
_TYPES = """
    SELECT t.oid, CASE WHEN t.typtype = 'e' THEN 'text' WHEN e.typtype = 'e' THEN 'text[]'
        ELSE pg_catalog.format_type(t.oid, NULL) END
    FROM pg_catalog.pg_type AS t LEFT JOIN pg_catalog.pg_type AS e ON e.oid = t.typelem AND t.typcategory = 'A'
    WHERE t.oid = ANY(%s)
"""


class Columns(Typed):
    """How columns of PostgreSQL are read."""

    dialect = PostgreSQL()

    def held(self, type_: str) -> Held:
        """What a column of a type holds."""
        if type_.endswith("[]"):
            return Held("list", "lists", self.held(type_[:-2]))
        kind, words = _KINDS.get(type_, ("", f"values of the type {type_}"))
        return Held(kind, words, narrow=type_ in ("smallint", "integer", "real"))

    def text(self, column: Sql) -> Sql:
        """A text that is compared letter by letter, whatever its column's collation."""
        written = sql.cast(column, sql.data_type("TEXT"))
        return exp.Paren(this=exp.Collate(this=written, expression=exp.Identifier(this="C", quoted=True)))

    def squeezed(self, text: Sql) -> Sql:
        """A text with one blank wherever it has white space."""
        return sql.call("REGEXP_REPLACE", text, sql.text(f"[{WHITE}]+"), sql.text(" "), sql.text("g"))

    def decimal(self, column: Sql, held: Held, integer: bool) -> tuple[Sql, list[Sql]]:
        """A number from a decimal one, which may have any digits, or be none or infinite."""
        rounded = sql.call("TRUNC", column, sql.number(0 if integer else MOST_DECIMALS))
        return column, [self.below_limit(column), sql.binary(exp.EQ, column, rounded)]

    def binary(self, column: Sql, held: Held, integer: bool) -> tuple[Sql, list[Sql]]:
        """A number from a binary one: by the fewest digits that tell it apart, as it is written."""
        digits = sql.cast(sql.cast(column, sql.data_type("TEXT")), sql.data_type("DECIMAL"))
        small = sql.binary(exp.LTE, sql.call("ABS", column), sql.cast(sql.number(LIMIT), sql.data_type("DOUBLE")))
        value = sql.case([(small, digits)])
        return value, self.decimal(value, held, integer)[1]

    def is_number(self, column: Sql, held: Held) -> Sql | None:
        """Whether a number is one, and not NaN, which says nothing."""
        if held.kind == "whole":
            return None
        type_ = sql.data_type("DECIMAL" if held.kind == "decimal" else "DOUBLE")
        return sql.binary(exp.NEQ, column, sql.cast(sql.text("NaN"), type_))

    def some(self, items: Sql, of: FieldType, faulty: Callable[[Sql], Sql]) -> Sql:
        """Whether an element of a list is faulty."""
        item = self.dialect.item("one of all", of.type)
        source = self.dialect.unnested(items, of.type, "one of all")
        return exp.Exists(this=sql.select([sql.number(1)], source, where=faulty(item)))

    def flat(self, items: Sql) -> Sql | None:
        """Whether a list has no lists in it: its type does not say."""
        deep = sql.binary(exp.GT, sql.call("ARRAY_NDIMS", items), sql.number(1))
        return sql.not_(sql.coalesce(deep, exp.false()))


class OnPostgreSQL:
    """A database of PostgreSQL, on the caller's connection; it keeps nothing there but a temporary table, if any."""

    name = "postgresql"
    dialect = PostgreSQL()

    def __init__(self, connection: Any) -> None:
        import psycopg
        from psycopg.types.datetime import DateLoader, TimestampLoader

        self.connection = connection
        self._error = psycopg.Error
        self._loaders = {"date": _or_text(DateLoader), "timestamp": _or_text(TimestampLoader)}
        self._columns = Columns()
        self._tables: dict[str, str] = {}

    @contextmanager
    def _telling(self) -> Iterator[None]:
        """Turns what psycopg raises into what a caller is told; a transaction is begun or gone back in as needed."""
        try:
            with self.connection.transaction():
                yield
        except self._error as error:
            raise EngineUnavailable(self.name, f"it broke off, and nothing was judged: {_first_line(error)}") from None

    def given(self, type_: RecordType, table: object) -> Given:
        """A table or a view, by its name or `schema.table`; `InvalidCall` for anything else."""
        if not isinstance(table, str):
            raise InvalidCall(
                f"`{type_.plural}`: a table is the name of a table or a view of `connection`, or `schema.table`; found"
                f' {type(table).__name__}, and files and frames are read by engine="duckdb"'
            )
        schema, name = self._found(type_, table)

        def under(alias: str) -> Sql:
            return exp.Table(this=sql.name(name), db=sql.name(schema), alias=exp.TableAlias(this=sql.name(alias)))

        query = sql.select([exp.Star()], under("t"))
        query.set("limit", exp.Limit(expression=sql.number(0)))
        try:
            with self._telling(), self._cursor() as cursor:
                cursor.execute(self._written(query))
                described = [(column.name, column.type_code) for column in cursor.description]
        except EngineUnavailable as error:
            raise InvalidCall(f"`{type_.plural}`: `{table}` cannot be read: {error.why.rpartition(': ')[2]}") from None
        types = dict(self._fetched(_TYPES, ([code for _, code in described],)))
        return Given(under, [Column(word, types.get(code, "unknown")) for word, code in described])

    def _found(self, type_: RecordType, table: str) -> tuple[str, str]:
        """The schema and the name of a table: of one name, as the search path has it."""
        for parts in ([table], table.split(".", 1)):
            named = ".".join('"' + part.replace('"', '""') + '"' for part in parts)
            for schema, name in self._fetched(_NAMED, (named,)):
                return schema, name
        known = [part for schema, name in self._fetched(_TABLES) for part in (name, f"{schema}.{name}")]
        if "." not in table:
            known = [name for name in known if "." not in name] or known
        more = "" if Path(table).suffix.lower() not in _FILES else '; files are read by engine="duckdb"'
        hint = did_you_mean(table, known, "the database has no tables")
        raise InvalidCall(f"`{type_.plural}`: there is no table `{table}`: {hint}{more}")

    def cell(self, field: FieldType, column: Sql, of: Column, written: bool) -> Cell:
        """How the cells of a column are read."""
        return read_column(self._columns, field, column, of.type)

    def rows(self, query: exp.Query) -> list[tuple[Any, ...]]:
        """The rows of a small result."""
        return self._fetched(self._written(query))

    def batches(self, query: exp.Query, size: int) -> Iterator[Any]:
        """The rows of a result, as batches of Arrow's, from a cursor that the server holds."""
        return record_batches(self._streamed(query, size), size)

    def hold(self, name: str, columns: Mapping[str, Sequence[str]]) -> None:
        """Keeps a small table of texts in a temporary table."""
        from psycopg.sql import SQL, Identifier

        held = f"policycheck held {next(_numbers)}"
        words = SQL(", ").join(SQL("{} TEXT").format(Identifier(word)) for word in columns)
        made = SQL("CREATE TEMPORARY TABLE {} ({}) ON COMMIT PRESERVE ROWS").format(Identifier(held), words)
        with self._telling(), self._cursor() as cursor:
            cursor.execute(made)
            with cursor.copy(SQL("COPY {} FROM STDIN").format(Identifier(held))) as copy:
                for row in zip(*columns.values(), strict=True):
                    copy.write_row(row)
        self._tables[name] = held

    def write(self, query: exp.Query, path: Path, said: Mapping[str, str]) -> None:
        """Writes a result as a Parquet file, batch by batch."""
        write_batches(self.batches(query, 100_000), path, said)

    def _written(self, query: exp.Query) -> bytes:
        for table in query.find_all(exp.Table):
            if table.name in self._tables and not table.db:
                table.set("this", sql.name(self._tables[table.name]))
        return self.dialect.write(query, pretty=False).encode()

    def _cursor(self, name: str | None = None) -> Any:
        """A cursor of plain tuples, whatever the caller's connection gives; a named one outlives transactions."""
        from psycopg.rows import tuple_row

        if name is None:
            cursor = self.connection.cursor(row_factory=tuple_row)
        else:
            cursor = self.connection.cursor(name, row_factory=tuple_row, withhold=True)
        for type_, loader in self._loaders.items():
            cursor.adapters.register_loader(type_, loader)
        return cursor

    def _fetched(self, statement: str | bytes, values: tuple[Any, ...] | None = None) -> list[tuple[Any, ...]]:
        with self._telling(), self._cursor() as cursor:
            cursor.execute(statement, values)
            found: list[tuple[Any, ...]] = cursor.fetchall()
            return found

    def _streamed(self, query: exp.Query, size: int) -> Iterator[tuple[Any, ...]]:
        """The rows of a query; between two fetches the connection is the caller's."""
        statement = self._written(query)
        with self._telling():
            cursor = self._cursor(f"policycheck rows {next(_numbers)}")
            whole = "SELECT pg_catalog.set_config('cursor_tuple_fraction', %s, TRUE)"  # all rows are asked for
            with self._cursor() as settings:
                ((before,),) = settings.execute("SHOW cursor_tuple_fraction").fetchall()
                settings.execute(whole, ("1",))
                cursor.execute(statement)
                settings.execute(whole, (before,))
        try:
            while True:
                with self._telling():
                    rows = cursor.fetchmany(size)
                if not rows:
                    return
                yield from rows
        finally:
            with suppress(EngineUnavailable), self._telling():
                cursor.close()


def _or_text(loader: Any) -> Any:
    """A loader of days or times that gives the text of those that Python has none of."""
    from psycopg import DataError

    class Loader(loader):  # type: ignore[misc]
        """The same, without an error."""

        def load(self, data: Any) -> Any:
            """What is told of a day."""
            try:
                return super().load(data)
            except DataError:
                return bytes(data).decode()

    return Loader


_FILES = (".parquet", ".csv", ".tsv", ".txt")


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0] or type(error).__name__
