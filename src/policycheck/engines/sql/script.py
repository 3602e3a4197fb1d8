"""The whole policy as one list of common table expressions: what is read, what is derived, what comes of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlglot import exp

from policycheck.engines.sql import build as sql
from policycheck.engines.sql.build import Sql
from policycheck.engines.sql.dialects.base import Dialect
from policycheck.engines.sql.emit import Emitter
from policycheck.engines.sql.given import Given
from policycheck.engines.sql.names import Names
from policycheck.engines.sql.outcome import Decision, decision
from policycheck.engines.sql.plan import SELF, Hints, Plan, RecordScope, Relation
from policycheck.language.rulebook import Judgement, Rule, Rulebook
from policycheck.records.built_in import ASSESSMENT, WAIVER

OUTCOMES = "outcomes"
"""The view of every outcome."""
SUBJECT = "subject"
"""The column of a record's key beside its outcomes."""


@dataclass(frozen=True)
class Judged:
    """The table of a record type's outcomes: a row a record, a column an item."""

    about: str
    table: str
    columns: Mapping[str, str]
    """The column of each item, by its id, in the order of `Rulebook.items`."""
    before: str
    """The table that has the conditions that decide them."""
    decisions: Mapping[str, Decision]


@dataclass
class Script:
    """The tables of a policy, each a query on those before it."""

    dialect: Dialect
    tables: list[tuple[str, exp.Query]] = field(default_factory=list)
    judged: list[Judged] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    """The record types that are read."""

    def query(self, final: exp.Query) -> exp.Query:
        """A statement: the tables that a last query rests on, and that query."""
        return statement(self.needed(final), final, self.dialect)

    def needed(self, final: exp.Query) -> list[tuple[str, exp.Query]]:
        """The tables that a query rests on, in order."""
        named = self._needed(final)
        return [(name, query) for name, query in self.tables if name in named]

    def _needed(self, final: exp.Query) -> set[str]:
        """The tables that a query rests on."""
        found = _named(final)
        for name, query in reversed(self.tables):
            if name in found:
                found |= _named(query)
        return found


def statement(tables: Sequence[tuple[str, exp.Query]], final: exp.Query, dialect: Dialect) -> exp.Query:
    """Tables, each a query on those before it, and a last query on them."""
    queries = [*(query for _, query in tables), final]
    named = [Counter(found.name for found in query.find_all(exp.Table)) for query in queries]
    uses, copies = sum(named, Counter[str]()), Counter(named[-1])
    for (name, _), within in zip(reversed(tables), reversed(named[:-1]), strict=True):
        copies.update({below: copies[name] * often for below, often in within.items()})
    ctes = [
        exp.CTE(
            this=query,
            alias=exp.TableAlias(this=sql.name(name)),
            materialized=dialect.materialized(uses[name], copies[name]),
        )
        for name, query in tables
    ]
    final.set("with_", exp.With(expressions=ctes))
    return final


Read = Callable[[Plan, Relation], exp.Query]
"""How a record type's base table is read: a query with a column for each field that is used."""


def script(rulebook: Rulebook, dialect: Dialect, given: Given, read: Read, hints: Hints | None = None) -> Script:
    """The tables of a policy on a database."""
    plan = Plan(rulebook, dialect, given, hints)
    outcomes = [(plan.relation(about), _outcomes(plan, about, items)) for about, items in rulebook.items.items()]
    names, found = Names(dialect.name_limit), Script(dialect)
    for type_ in (*rulebook.types.values(), WAIVER, ASSESSMENT):  # what is read: nothing may hide it
        names.take(type_.plural)
    names.take(OUTCOMES)
    for relation in plan.relations:
        relation.tables[0] = names.take(relation.type.name)
    derived: list[tuple[str, exp.Query]] = []
    for number in sorted({number for relation in plan.relations for number in relation.stages}):
        for relation in plan.relations:
            if number in relation.stages:
                derived.append(_stage(plan, relation, number, names))
    for relation, columns in outcomes:
        before = relation.tables[max(relation.tables)]
        table = names.take(f"{relation.type.name}: outcomes")
        key = sql.alias(sql.column(SELF, relation.key), SUBJECT)
        values = [
            _commented(sql.alias(decided.outcome(dialect), word), _cited(item)) for item, word, decided in columns
        ]
        derived.append((table, sql.select([key, *values], sql.table(before, SELF))))
        words = {item.id: word for item, word, _ in columns}
        decisions = {item.id: decided for item, _, decided in columns}
        found.judged.append(Judged(relation.type.name, table, words, before, decisions))
    found.tables = [(relation.tables[0], read(plan, relation)) for relation in plan.relations] + derived
    found.relations = plan.relations
    return found


def _outcomes(
    plan: Plan, about: str, items: Sequence[Rule | Judgement]
) -> list[tuple[Rule | Judgement, str, Decision]]:
    relation, names = plan.relation(about), Names(plan.dialect.name_limit)
    names.take(SUBJECT)
    found = []
    for item in items:
        scope = RecordScope(relation, SELF)
        written = decision(item, Emitter(plan.dialect, plan.given, scope), scope)
        found.append((item, names.take(item.id), written))
    return found


def _stage(plan: Plan, relation: Relation, number: int, names: Names) -> tuple[str, exp.Query]:
    """A record's table with the columns of one more stage, named after them."""
    stage = relation.stages[number]
    in_order = sorted(stage.joins.values(), key=lambda joined: joined.on is not None)  # what is there for all, first
    joins = [sql.join(joined.source(), joined.on) for joined in in_order]
    columns: list[Sql] = [exp.Column(this=exp.Star(), table=sql.name(SELF))]
    columns += [_commented(sql.alias(value, name), note) for name, value, note in stage.values]
    query = sql.select(columns, plan.table(relation, number - 1, SELF), joins)
    name = names.take(f"{relation.type.name}: {', '.join(name for name, _, _ in stage.values)}")
    relation.tables[number] = name
    return name, query


def _named(query: Sql) -> set[str]:
    """The tables that a query names."""
    return {found.name for found in query.find_all(exp.Table)}


def _commented(value: Sql, note: str) -> Sql:
    if note:
        value.add_comments([note])
    return value


def _cited(item: Rule | Judgement) -> str:
    """The sentences that an item rests on."""
    return sql.comment(" ".join(item.clauses))
