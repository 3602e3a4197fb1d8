"""The engine: a policy's script on a database in memory, for records that are at hand."""

from __future__ import annotations

from threading import Lock
from typing import Any, Protocol

from sqlglot import exp

from policycheck.engines.facts import Facts, Verdicts
from policycheck.engines.sql import build as sql
from policycheck.engines.sql.dialects.base import Dialect
from policycheck.engines.sql.given import Given
from policycheck.engines.sql.plan import Plan, Relation
from policycheck.engines.sql.script import SUBJECT, Script, script
from policycheck.language.rulebook import RecordType, Rulebook
from policycheck.records.tables import Row


class Database(Protocol):
    """A database that takes rows in and answers queries."""

    @property
    def dialect(self) -> Dialect:
        """How it says things."""

    def load(self, types: dict[str, tuple[RecordType, list[Row]]]) -> None:
        """Puts typed rows into tables called by the plurals of their types."""

    def rows(self, made: Script, final: exp.Select) -> list[tuple[Any, ...]]:
        """The rows of a query on a script's tables."""

    def drop(self, tables: list[str]) -> None:
        """Takes tables away again, those that are there."""


class SqlEngine:
    """One rulebook on one database."""

    def __init__(self, rulebook: Rulebook, database: Database) -> None:
        self.rulebook, self.database = rulebook, database
        self._lock = Lock()
        """One set of records at a time is in the database."""

    def judge(self, facts: Facts) -> Verdicts:
        """The outcomes of every rule and judgement for every subject."""
        made = script(self.rulebook, self.database.dialect, Given(facts.today, facts.parameters), self._read)
        types = self.rulebook.types
        with self._lock:
            try:
                self.database.load({name: (type_, list(facts.tables.rows[name])) for name, type_ in types.items()})
                return self._verdicts(made, facts)
            finally:
                self.database.drop([type_.plural for type_ in types.values()])

    def _read(self, plan: Plan, relation: Relation) -> exp.Query:
        """A base table of the columns that are used."""
        used = [name for name in relation.type.fields if name in relation.used]
        columns = [sql.alias(sql.column("t", name), relation.fields[name]) for name in used]
        return sql.select(columns or [sql.number(1)], sql.table(relation.type.plural, "t"))

    def _verdicts(self, made: Script, facts: Facts) -> Verdicts:
        found = {}
        for judged in made.judged:
            columns = [sql.bare(SUBJECT), *(sql.bare(word) for word in judged.columns.values())]
            rows = self.database.rows(made, sql.select(columns, sql.table(judged.table)))
            codes = {row[0]: row[1:] for row in rows}
            key_of = self.rulebook.records[judged.about].key_of
            found[judged.about] = bytearray(code for row in facts.subjects(judged.about) for code in codes[key_of(row)])
        return found
