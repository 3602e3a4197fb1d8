"""DuckDB: Parquet and CSV files, frames, Arrow's tables, tables of a connection; larger than memory if need be."""

from __future__ import annotations

import tempfile
import weakref
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from glob import escape, has_magic
from os.path import exists, isdir
from pathlib import Path
from typing import Any

from sqlglot import exp

from policycheck.bulk.delimited import Layout, layout
from policycheck.bulk.source import Column, Given
from policycheck.engines.sql import build as sql
from policycheck.engines.sql.build import Sql
from policycheck.engines.sql.cells import Cell, cell
from policycheck.engines.sql.dialects.duckdb import DuckDB
from policycheck.faults import EngineUnavailable, InvalidCall
from policycheck.language.rulebook import FieldType, RecordType

READERS = {".parquet": "READ_PARQUET", ".csv": "READ_CSV", ".tsv": "READ_CSV", ".txt": "READ_CSV"}
"""How files are read, by their endings."""


class OnDuckDB:
    """A database of DuckDB: the caller's connection, or one of its own in memory that spills to a temporary folder."""

    name = "duckdb"
    dialect = DuckDB()

    def __init__(self, connection: Any = None, memory_limit: str | None = None) -> None:
        import duckdb

        self._spill: tempfile.TemporaryDirectory[str] | None = None
        if connection is None:
            self._spill = tempfile.TemporaryDirectory(prefix="policycheck-")
            weakref.finalize(self, self._spill.cleanup)
            connection = duckdb.connect(":memory:", config={"temp_directory": self._spill.name})
        elif not isinstance(connection, duckdb.DuckDBPyConnection):
            found = type(connection).__name__
            raise InvalidCall(f"the engine `duckdb` takes a connection of DuckDB as `connection`; found {found}")
        self.own = self._spill is not None
        self._error: type[Exception] = duckdb.Error
        try:
            self.connection = connection.cursor() if not self.own else connection
        except duckdb.ConnectionException:
            raise EngineUnavailable(self.name, "its connection is closed: give one that is open") from None
        if self.own:
            self.connection.execute("SET preserve_insertion_order = false")
            self.connection.execute("SET enable_progress_bar = false")
        if memory_limit is not None:
            try:
                self.connection.execute("SET memory_limit = ?", [memory_limit])
            except duckdb.Error as error:
                raise InvalidCall(f"memory_limit: `{memory_limit}`: {_first_line(error)}") from None

    @contextmanager
    def _telling(self) -> Iterator[None]:
        """Turns what DuckDB raises while it judges into what a caller is told: nothing of it is a result."""
        try:
            yield
        except self._error as error:
            advice = ""
            if type(error).__name__ == "OutOfMemoryException":
                advice = ": give it more memory (memory_limit), or more room to spill (its temp_directory)"
            why = f"it broke off, and nothing was judged: {_first_line(error)}{advice}"
            raise EngineUnavailable(self.name, why) from None

    def given(self, type_: RecordType, table: object) -> Given:
        """A table that a caller gives."""
        if isinstance(table, str | Path):
            return self._named(type_, str(table))
        return self._frame(type_, table)

    def _named(self, type_: RecordType, name: str) -> Given:
        """A file, a glob, a folder of Parquet files, or a table of the caller's connection."""
        ending = Path(name).suffix.lower()
        if isdir(name):
            if not any(Path(name).rglob("*.parquet")):
                raise InvalidCall(f"`{type_.plural}`: there are no Parquet files in the folder `{name}`")
            return self._file(f"{escape(name.rstrip('/'))}/**/*.parquet", "READ_PARQUET", name)
        if ending in READERS and (exists(name) or has_magic(name)):
            return self._file(escape(name) if exists(name) else name, READERS[ending], name)
        if ending in READERS or "/" in name:
            raise InvalidCall(f"`{type_.plural}`: there is no file `{name}`")
        if self.own:
            raise InvalidCall(
                f"`{type_.plural}`: `{name}` is no file of a kind that is read ({', '.join(READERS)}),"
                " and for a table of a database its `connection` is needed"
            )

        parts = self._qualified(name.split("."))

        def under(alias: str) -> Sql:
            words = [sql.name(part) for part in parts]
            named = exp.TableAlias(this=sql.name(alias))
            return exp.Table(
                this=words.pop(), **dict(zip(("db", "catalog"), reversed(words), strict=False)), alias=named
            )

        try:
            return self._described(type_.plural, under, False, None)
        except InvalidCall as fault:
            raise InvalidCall(
                f"{fault} (a temporary table, or a frame that was registered, is its own connection's: give the frame)"
            ) from None

    def _qualified(self, parts: list[str]) -> list[str]:
        """A table's whole name, so that no table of a script's own hides it."""
        if len(parts) > 1:
            return parts
        tables = (("table_name", "DUCKDB_TABLES"), ("view_name", "DUCKDB_VIEWS"))
        found: list[tuple[str, ...]] = []
        for column, function in tables:
            words = [sql.bare(word) for word in ("database_name", "schema_name", column)]
            same = sql.binary(exp.EQ, sql.call("LOWER", sql.bare(column)), sql.text(parts[0].lower()))
            found += self.rows(sql.select(words, exp.Table(this=sql.call(function)), where=same))
        here = sql.select([sql.call("CURRENT_DATABASE"), sql.call("CURRENT_SCHEMA")])
        wanted = [("temp", "main"), *self.rows(here)]
        known = {(database, schema): [database, schema, table] for database, schema, table in found}
        return next((known[at] for at in wanted if at in known), parts)

    def _file(self, path: str, reader: str, place: str) -> Given:
        settings = []
        if reader == "READ_CSV":
            settings += _as_laid_out(layout(path))
        elif has_magic(path):
            settings.append(exp.EQ(this=exp.column("union_by_name"), expression=exp.true()))
        call = sql.call(reader, sql.text(path), *settings)

        def under(alias: str) -> Sql:
            return exp.Table(this=call.copy(), alias=exp.TableAlias(this=sql.name(alias)))

        found = self._described(place, under, reader == "READ_CSV", place)
        return found if reader == "READ_CSV" else replace(found, extent=self._extents(path))

    def _extents(self, path: str) -> Callable[[Column], tuple[object, object] | None]:
        """The least and greatest dates and numbers of Parquet's columns, by what their files say of themselves."""

        @cache
        def said() -> dict[str, list[tuple[str | None, str | None, int | None, int | None]]]:
            words = ("path_in_schema", "stats_min_value", "stats_max_value", "stats_null_count", "num_values")
            source = exp.Table(this=sql.call("PARQUET_METADATA", sql.text(path)))
            query = sql.select([sql.bare(word) for word in words], source)
            found: dict[str, list[Any]] = {}
            for name, *extent in self.rows(query):
                found.setdefault(name, []).append(extent)
            return found

        def extent(column: Column) -> tuple[object, object] | None:
            read = _READ.get(column.type.partition("(")[0])
            groups = said().get(column.name)
            if read is None or not groups:
                return None
            ends = []
            for low, high, missing, values in groups:
                if low is not None and high is not None:
                    ends += [low, high]
                elif missing is None or missing != values:
                    return None
            try:
                known = [read(end) for end in ends]
            except (ValueError, ArithmeticError):
                return None
            return (min(known), max(known)) if known else None

        return extent

    def _frame(self, type_: RecordType, table: object) -> Given:
        import pyarrow

        frame: Any = table
        try:
            if hasattr(frame, "collect") and not hasattr(frame, "to_arrow") and not hasattr(frame, "schema_arrow"):
                frame = frame.collect()
            if type(frame).__module__.startswith("polars"):
                frame = frame.to_arrow()
            elif type(frame).__module__.startswith("pandas"):
                frame = pyarrow.Table.from_pandas(frame, preserve_index=False)
        except (pyarrow.ArrowInvalid, pyarrow.ArrowTypeError) as error:
            why = "; ".join(str(part) for part in error.args)
            raise InvalidCall(f"`{type_.plural}`: a column of the frame holds values of several kinds: {why}") from None
        if not isinstance(frame, pyarrow.Table | pyarrow.RecordBatchReader):
            raise InvalidCall(
                f"`{type_.plural}`: a table is the path of a Parquet or CSV file, a frame of pandas or polars, a table"
                f" of Arrow, or the name of a table of `connection`; found {type(table).__name__}"
            )
        name = f"policycheck {type_.plural}"
        self.connection.register(name, frame)
        return self._described(type_.plural, lambda alias: sql.table(name, alias), False, None)

    def _described(self, what: str, under: Any, written: bool, place: str | None) -> Given:
        query = sql.select([exp.Star()], under("t"))
        try:
            found = self.connection.execute(f"DESCRIBE {self.dialect.write(query, pretty=False)}").fetchall()
        except self._error as error:
            raise InvalidCall(f"`{what}` cannot be read: {_first_line(error)}") from None
        columns = [Column(name, type_) for name, type_, *_ in found]
        return Given(under, columns, written, place)

    def cell(self, field: FieldType, column: Sql, of: Column, written: bool) -> Cell:
        """How the cells of a column are read."""
        return cell(field, column, of.type, sheet=written, zone=self._zone)

    @property
    def _zone(self) -> str:
        with self._telling():
            found: str = self.connection.execute("SELECT current_setting('TimeZone')").fetchall()[0][0]
        return found

    def rows(self, query: exp.Query) -> list[tuple[Any, ...]]:
        """The rows of a small result."""
        with self._telling():
            found: list[tuple[Any, ...]] = self.connection.execute(self.dialect.write(query, pretty=False)).fetchall()
        return found

    def batches(self, query: exp.Query, size: int) -> Iterator[Any]:
        """The rows of a result, as batches of Arrow's."""
        with self._telling():
            yield from self.connection.sql(self.dialect.write(query, pretty=False)).to_arrow_reader(size)

    def hold(self, name: str, columns: Mapping[str, Sequence[str]]) -> None:
        """Keeps a small table of texts under a name."""
        import pyarrow

        self.connection.register(
            name, pyarrow.table({key: pyarrow.array(cells, pyarrow.string()) for key, cells in columns.items()})
        )

    def write(self, query: exp.Query, path: Path, said: Mapping[str, str]) -> None:
        """Writes a result as a Parquet file."""
        metadata = exp.Struct(
            expressions=[exp.PropertyEQ(this=sql.name(key), expression=sql.text(value)) for key, value in said.items()]
        )
        copy = exp.Copy(
            this=exp.Paren(this=query),
            kind=False,
            files=[sql.text(str(path))],
            params=[
                exp.CopyParameter(this=exp.var("FORMAT"), expression=exp.var("PARQUET")),
                exp.CopyParameter(this=exp.var("KV_METADATA"), expression=metadata),
            ],
        )
        with self._telling():
            self.connection.execute(self.dialect.write(copy, pretty=False))


def _as_laid_out(found: Layout) -> list[Sql]:
    """How DuckDB is told to read CSV files: strictly, and every cell as the text that it is."""
    kept = exp.Struct(
        expressions=[exp.PropertyEQ(this=sql.name(word), expression=sql.text("VARCHAR")) for word in found.headings]
    )
    said: dict[str, Sql] = {
        "auto_detect": exp.false(),
        "header": exp.true(),
        "skip": sql.number(found.above),
        "delim": sql.text(found.separator),
        "quote": sql.text('"'),
        "escape": sql.text('"'),
        "strict_mode": exp.true(),
        "columns": kept,
    }
    return [exp.EQ(this=exp.column(word), expression=value) for word, value in said.items()]


_READ: dict[str, Callable[[str], Any]] = {
    "DATE": date.fromisoformat,
    **dict.fromkeys(("TINYINT", "SMALLINT", "INTEGER", "BIGINT"), int),
    "DECIMAL": Decimal,
}
"""How what Parquet says of a column's values is read, by the column's type."""


def _first_line(error: Exception) -> str:
    """What DuckDB says first; of a line of CSV that it cannot read also why and of which file, which stand below it."""
    first, *rest = [line.strip() for line in str(error).strip().splitlines()] or [""]
    if "CSV Error on Line" in first:
        why = [line for line in rest if line.startswith(("Expected Number", "Invalid", "Value with", "Maximum line"))]
        file = [f"`{line[7:]}`" for line in rest if line.startswith("file = ")]
        return ": ".join([*file[:1], first, *why[:1]])
    return first
