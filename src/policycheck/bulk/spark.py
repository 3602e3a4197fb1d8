"""Apache Spark over the caller's session: frames, Parquet files, tables and views, in a session of its own beside it.

Nothing is collected but what is asked for: tables on the way are views, and those used more than once are kept by the
workers. Frames and tables of the caller's session are seen through global temporary views, which go with the
evaluation.
"""

from __future__ import annotations

import re
import weakref
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from glob import has_magic
from importlib import import_module
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
from policycheck.engines.sql.dialects.base import lambda_
from policycheck.engines.sql.dialects.spark import EXACT_SETTING, Spark
from policycheck.faults import EngineUnavailable, InvalidCall
from policycheck.language.rulebook import FieldType, RecordType
from policycheck.language.types import LIMIT, MOST_DECIMALS, MOST_DIGITS
from policycheck.spelling import did_you_mean

_numbers = count(1)
"""Tells apart what evaluations of the same application put there."""

_KINDS = {
    "string": ("text", "texts"),
    "boolean": ("boolean", "yes and no"),
    "tinyint": ("whole", "numbers"),
    "smallint": ("whole", "numbers"),
    "int": ("whole", "numbers"),
    "bigint": ("whole", "numbers"),
    "float": ("binary", "numbers"),
    "double": ("binary", "numbers"),
    "date": ("date", "dates"),
    "timestamp": ("time", "points in time"),
    "timestamp_ntz": ("time", "points in time"),
    "binary": ("", "bytes"),
}
_DECIMAL = re.compile(r"decimal\((\d+), ?(\d+)\)")
_FILES = (".parquet", ".csv", ".tsv", ".txt")


class Columns(Typed):
    """How columns of Spark are read."""

    dialect = Spark()

    def held(self, type_: str) -> Held:
        """What a column of a type holds."""
        if type_.startswith("array<"):
            return Held("list", "lists", self.held(type_[len("array<") : -1]))
        if decimal := _DECIMAL.fullmatch(type_):
            return Held("decimal", "numbers", digits=(int(decimal[1]), int(decimal[2])))
        if re.match(r"string |varchar\(|char\(", type_):
            return Held("text", "texts")
        if re.match(r"(struct|map|variant)\b", type_):
            return Held("", "parts with names of their own")
        kind, words = _KINDS.get(type_, ("", f"values of the type {type_}"))
        return Held(kind, words, narrow=type_ in ("tinyint", "smallint", "int", "float"))

    def text(self, column: Sql) -> Sql:
        """A text that is compared letter by letter, whatever its column's collation."""
        return sql.call("COLLATE", column, sql.text("UTF8_BINARY")) if self.collates else column

    collates = False
    """Whether this Spark knows collations, as from 4.0 on."""

    def squeezed(self, text: Sql) -> Sql:
        """A text with one blank wherever it has white space."""
        return sql.call("REGEXP_REPLACE", text, sql.text(f"[{WHITE}]+"), sql.text(" "))

    def decimal(self, column: Sql, held: Held, integer: bool) -> tuple[Sql, list[Sql]]:
        """A number from a decimal one of a known number of digits."""
        assert held.digits is not None
        digits, scale = held.digits
        behind = 0 if integer else MOST_DECIMALS
        if digits - scale <= MOST_DIGITS and scale <= behind:
            return column, []
        found = self._tried(column, self.dialect.decimal(behind))
        back = self._tried(found.copy(), self.dialect.decimal(scale, digits - scale))
        return found, [sql.binary(exp.EQ, back, column)]

    def binary(self, column: Sql, held: Held, integer: bool) -> tuple[Sql, list[Sql]]:
        """A number from a binary one: by its digits, if they lead back to it."""
        found = self._tried(
            sql.cast(column, sql.data_type("TEXT")), self.dialect.decimal(0 if integer else MOST_DECIMALS)
        )
        back = sql.cast(found.copy(), sql.data_type("FLOAT" if held.narrow else "DOUBLE"))
        small = sql.binary(exp.LT, sql.call("ABS", column), sql.cast(sql.number(LIMIT), sql.data_type("DOUBLE")))
        return found, [small, sql.binary(exp.EQ, back, column)]

    def _tried(self, value: Sql, type_: exp.DataType) -> Sql:
        return exp.TryCast(this=value, to=type_, safe=True)

    def some(self, items: Sql, of: FieldType, faulty: Callable[[Sql], Sql]) -> Sql:
        """Whether an element of a list is faulty."""
        item = self.dialect.element("element", of.type)
        return sql.coalesce(sql.call("EXISTS", items, lambda_("one_element", faulty(item))), exp.false())


class OnSpark:
    """Spark, in a session beside the caller's, with its settings but for the one that keeps decimals exact."""

    name = "spark"
    dialect = Spark()

    def __init__(self, session: Any) -> None:
        self.caller = session
        self._columns = Columns()
        self._views: list[str] = []
        self._made: dict[str, tuple[exp.Query, bool]] = {}
        """The tables on the way that are views by now: their queries, and whether the workers keep them."""
        try:
            self.session = session.newSession()
            settings = {row["key"]: row["value"] for row in session.sql("SET").collect()}
            for key, value in settings.items():
                if key.startswith("spark.sql.") and self.session.conf.isModifiable(key):
                    self.session.conf.set(key, value)
            self.session.conf.set(*EXACT_SETTING)
            self._columns.collates = int(session.version.split(".")[0]) >= 4
            self._global = session.conf.get("spark.sql.globalTempDatabase", "global_temp")
        except Exception as error:  # of a session that has ended: Py4J's, Spark's, or an attribute of None
            raise EngineUnavailable(self.name, f"the session cannot be used: {_first_line(error)}") from None
        weakref.finalize(self, _forget, session, self._views)

    @contextmanager
    def _telling(self, *but: type[Exception]) -> Iterator[None]:
        """Turns what Spark raises into what a caller is told, some errors aside: nothing of it is a result."""
        from pyspark.errors import PySparkException

        try:
            yield
        except but:
            raise
        except (PySparkException, import_module("py4j.protocol").Py4JError, ConnectionError, AttributeError) as error:
            if isinstance(error, AttributeError) and self.session.sparkContext._jsc is not None:
                raise  # else the session has ended, and has no parts any more
            raise EngineUnavailable(self.name, f"it broke off, and nothing was judged: {_first_line(error)}") from None

    def given(self, type_: RecordType, table: object) -> Given:
        """A frame of Spark, Parquet files, or a table or view by its name; `InvalidCall` for anything else."""
        from pyspark.errors import AnalysisException
        from pyspark.sql import DataFrame

        place, name = None, table if isinstance(table, str) else ""
        try:
            with self._telling(AnalysisException):
                if isinstance(table, DataFrame):
                    frame: Any = table
                elif isinstance(table, Path) or _is_file(name):
                    frame, place = self._file(type_, str(table)), str(table)
                elif name:
                    frame = self.caller.table(name)
                else:
                    raise InvalidCall(
                        f"`{type_.plural}`: a table is a DataFrame of Spark, the path of Parquet files, or the name of"
                        f" a table or a view; found {type(table).__name__}"
                    )
                view = f"policycheck_{next(_numbers)}"
                frame.createGlobalTempView(view)
                self._views.append(view)
                columns = [Column(word, kind) for word, kind in frame.dtypes]
        except AnalysisException as error:
            if not name or place is not None or "TABLE_OR_VIEW_NOT_FOUND" not in str(error):
                raise InvalidCall(f"`{type_.plural}` cannot be read: {_first_line(error)}") from None
            known = [one.name for one in self.caller.catalog.listTables()]
            hint = did_you_mean(name, known, "the session has no tables")
            raise InvalidCall(f"`{type_.plural}`: there is no table `{name}`: {hint}") from None

        def under(alias: str) -> Sql:
            named = exp.TableAlias(this=sql.name(alias))
            return exp.Table(this=sql.name(view), db=sql.name(self._global), alias=named)

        return Given(under, columns, place=place)

    def _file(self, type_: RecordType, path: str) -> Any:
        if Path(path).suffix.lower() in _FILES[1:]:
            raise InvalidCall(
                f'`{type_.plural}`: Spark is given Parquet files; texts such as `{path}` are read by engine="duckdb"'
            )
        reader = self.caller.read
        return (reader.option("mergeSchema", "true") if has_magic(path) else reader).parquet(path)

    def cell(self, field: FieldType, column: Sql, of: Column, written: bool) -> Cell:
        """How the cells of a column are read."""
        return read_column(self._columns, field, column, of.type)

    def rows(self, query: exp.Query) -> list[tuple[Any, ...]]:
        """The rows of a small result; days that Python has none of as texts."""
        with self._telling():
            frame = self._frame(query)
            try:
                return [tuple(row) for row in frame.collect()]
            except (ValueError, OverflowError):
                cells = [frame[name].cast("string") if kind == "date" else frame[name] for name, kind in frame.dtypes]
                return [tuple(row) for row in frame.select(cells).collect()]

    def batches(self, query: exp.Query, size: int) -> Iterator[Any]:
        """The rows of a result, as batches of Arrow's, fetched partition by partition."""
        return record_batches(self._streamed(query), size)

    def _streamed(self, query: exp.Query) -> Iterator[tuple[Any, ...]]:
        with self._telling():
            rows = iter(self._frame(query).toLocalIterator())
        while True:
            with self._telling():
                row = next(rows, None)
            if row is None:
                return
            yield tuple(row)

    def hold(self, name: str, columns: Mapping[str, Sequence[str]]) -> None:
        """Keeps a small table of texts as a view of its own session."""
        import pyarrow

        table = pyarrow.table({key: pyarrow.array(cells, pyarrow.string()) for key, cells in columns.items()})
        with self._telling():
            self._view(name, self.session.createDataFrame(table))

    def write(self, query: exp.Query, path: Path, said: Mapping[str, str]) -> None:
        """Writes a result as one Parquet file of this machine, batch by batch."""
        write_batches(self.batches(query, 100_000), path, said)

    def _frame(self, query: exp.Query) -> Any:
        """A query's rows to be: each table on the way is a view, since one long statement takes minutes to analyse."""
        on_the_way = query.args.get("with_")
        if on_the_way is None:
            return self._said(query)
        query.set("with_", None)
        steps = {one.alias: one.this for one in on_the_way.expressions}
        uses = Counter(
            found.name for one in (*steps.values(), query) for found in one.find_all(exp.Table) if not found.db
        )
        for name, step in steps.items():
            made, kept = self._made.get(name, (None, False))
            if made is not step or (uses[name] > 1 and not kept):
                frame = self._said(step)
                kept = uses[name] > 1
                self._view(name, frame.localCheckpoint(eager=False) if kept else frame)
                self._made[name] = step, kept
        return self._said(query)

    def _said(self, query: exp.Query) -> Any:
        return self.session.sql(self.dialect.write(query.copy(), pretty=False))

    def _view(self, name: str, frame: Any) -> None:
        frame.createOrReplaceTempView("`" + name.replace("`", "``") + "`")


def _forget(session: Any, views: list[str]) -> None:
    """Takes the global views away, if the session is still there."""
    for view in views:
        with suppress(Exception):
            session.catalog.dropGlobalTempView(view)


def _is_file(name: str) -> bool:
    return "/" in name or has_magic(name) or Path(name).suffix.lower() in _FILES


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0] or type(error).__name__
