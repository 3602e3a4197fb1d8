"""Apache Spark over a session: records at hand become temporary views, and so does every table on the way."""

from __future__ import annotations

from collections import Counter
from typing import Any

from sqlglot import exp

from policycheck.engines.sql.dialects.spark import EXACT_SETTING, Spark
from policycheck.engines.sql.duckdb import arrow_table
from policycheck.engines.sql.script import Script
from policycheck.language.rulebook import RecordType
from policycheck.records.tables import Row

FEW = 50_000
"""Rows in all up to which planning costs more than computing."""
_COMPILED = {
    "spark.sql.codegen.wholeStage": ("false", "true"),
    "spark.sql.codegen.factoryMode": ("NO_CODEGEN", "FALLBACK"),
}
"""Whether Spark writes and compiles Java for each query: for few rows that is most of the time; and for more."""


class Session:
    """Spark, in a session of its own beside the one given, whose views and settings stay as they are.

    Spark puts views into each other, so what is used more than once would be planned, and computed, that many times,
    and again for each that rests on it. Such a table is a local checkpoint instead: its plan ends there, it is computed
    when first needed and kept by the workers, and nothing of it comes to the driver. Few rows stay in one partition, so
    that nothing is shuffled; more are spread as the session spreads them.
    """

    dialect = Spark()

    def __init__(self, session: Any) -> None:
        self.session = session.newSession()
        self.session.conf.set(*EXACT_SETTING)
        self._few = True
        self._views: set[str] = set()

    def load(self, types: dict[str, tuple[RecordType, list[Row]]]) -> None:
        """Puts typed rows into temporary views called by the plurals of their types."""
        self._few = sum(len(rows) for _, rows in types.values()) <= FEW
        for setting, (few, many) in _COMPILED.items():
            self.session.conf.set(setting, few if self._few else many)
        for type_, rows in types.values():
            self._view(type_.plural, self._together(self.session.createDataFrame(arrow_table(type_, rows))))

    def rows(self, made: Script, final: exp.Select) -> list[tuple[Any, ...]]:
        """The rows of a query on a script's tables, each a view: one long statement takes Spark minutes to analyse."""
        uses = Counter(found.name for _, query in made.tables for found in query.find_all(exp.Table))
        for name, query in made.needed(final):
            if name not in self._views:
                crossed = any(join.args.get("kind") == "CROSS" for join in query.find_all(exp.Join))
                frame = self._frame(query)
                if uses[name] > 1 or (crossed and self._few):  # after a cross join Spark forgets that all is together
                    frame = self._together(frame).localCheckpoint(eager=False)
                self._view(name, frame)
        return [tuple(row) for row in self._frame(final).collect()]

    def drop(self, tables: list[str]) -> None:
        """Takes the views away: those of a script, and those that were loaded."""
        for name in self._views.union(tables):
            self.session.catalog.dropTempView(name)
        self._views.clear()

    def _frame(self, query: exp.Query) -> Any:
        return self.session.sql(self.dialect.write(query, pretty=False))

    def _together(self, frame: Any) -> Any:
        return frame.coalesce(1) if self._few else frame

    def _view(self, name: str, frame: Any) -> None:
        frame.createOrReplaceTempView("`" + name.replace("`", "``") + "`")
        self._views.add(name)
