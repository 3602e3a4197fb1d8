"""Loops over records as aggregates of groups: counters for true and for unknown, never the database's own quantifiers.

Those skip NULL, and of nothing they are NULL; here an unknown element leaves open what the language says it does.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlglot import exp

from policycheck.engines.sql import build as sql
from policycheck.engines.sql.build import Sql
from policycheck.engines.sql.dialects.base import FALSE, NONE, TRUE
from policycheck.engines.sql.emit import Emitter
from policycheck.engines.sql.tree import certain
from policycheck.language.ir import Node, Quantifier

EACH, KEY = "each", "key"
"""The alias of the elements, and the column of the record whose group they are in."""


class Group:
    """What is computed of each element of a group, and what is aggregated of it; for all loops over one collection."""

    def __init__(self) -> None:
        self._each: list[Sql] = []
        self._aggregates: list[Sql] = []
        self._matters: list[Sql | None] = []

    def each(self, value: Sql, word: str) -> Sql:
        """A value of each element."""
        name = f"{word}{len(self._each) + 1}"
        self._each.append(sql.alias(value, name))
        return sql.column(EACH, name)

    def aggregate(self, value: Sql, word: str) -> str:
        """The name of an aggregate of elements' values."""
        name = f"{word}{len(self._aggregates) + 1}"
        self._aggregates.append(sql.alias(value, name))
        return name

    def matters(self, condition: Sql | None) -> None:
        """Which elements make a difference to a loop; None for all."""
        self._matters.append(condition)

    def query(self, alias: str, key: Sql | None, source: Sql, joins: Sequence[exp.Join] = ()) -> Sql:
        """A table with a row for each group, or with one row where there is no key."""
        keyed = [] if key is None else [sql.alias(key, KEY)]
        each = sql.select([*keyed, *self._each] or [sql.alias(sql.number(1), "one")], source, joins)
        wanted = [one for one in self._matters if one is not None]
        where = [sql.any_of(wanted)] if len(wanted) == len(self._matters) else []
        group = None if key is None else sql.column(EACH, KEY)
        columns = [*([] if group is None else [sql.column(EACH, KEY)]), *self._aggregates]
        found = sql.select(columns, sql.derived(each, EACH), where=sql.all_of(where) if where else None, group=group)
        return sql.derived(found, alias)


class Gathering:
    """One loop: what is asked of each element, and what is made of it for the record whose group it is in."""

    def __init__(self, node: Quantifier, emitter: Emitter, move: Callable[[Node], Node]) -> None:
        self.node, self.dialect = node, emitter.dialect
        where = None if node.where is None else move(node.where)
        value = None if node.value is None else move(node.value)
        self.type = node.type if value is None else value.type
        self.certain = where is None or certain(where)
        self.chosen = None if where is None else emitter.condition(where)
        self.value: Sql | None = None
        if value is not None:
            self.value = emitter.condition(value) if node.kind in ("any", "all") else emitter.value(value)

    def result(self, alias: str, group: Group) -> Sql:
        """The loop's value, from the table of its group, to which what it needs is added."""
        if self.node.kind in ("any", "all"):
            return self._truth(alias, group)
        return self._number(alias, group)

    def _truth(self, alias: str, group: Group) -> Sql:
        kind = self.node.kind
        assert self.value is not None
        asked = group.each(self.dialect.truth(self.dialect.asked(kind, self.chosen, self.value)), kind)
        holds = self.dialect.holds(asked)
        code = self.dialect.switch(holds, *(sql.number(one) for one in (TRUE, FALSE, NONE)))
        decisive = holds if kind == "any" else sql.not_(holds)
        group.matters(sql.any_of([sql.is_null(asked), decisive]))
        most = group.aggregate(exp.Max(this=code) if kind == "any" else exp.Min(this=code), kind)
        return self.dialect.decoded(kind, sql.column(alias, most), None)

    def _number(self, alias: str, group: Group) -> Sql:
        kind, dialect = self.node.kind, self.dialect
        chosen = None if self.chosen is None else group.each(dialect.truth(self.chosen), "if")
        holds = None if chosen is None else dialect.holds(chosen)
        value = None if self.value is None else group.each(self.value, kind)
        group.matters(None if chosen is None or holds is None else sql.any_of([sql.is_null(chosen), holds]))
        if kind == "count":
            found = exp.Count(this=exp.Star()) if holds is None else dialect.how_often(holds)
        else:
            assert value is not None
            found = self._aggregate(value if holds is None else sql.case([(holds, value)]))
        result = self._of_group(sql.column(alias, group.aggregate(found, kind)))
        open_ = self._open(chosen, holds, value)
        if open_ is None:
            return result
        left_open = sql.coalesce(sql.column(alias, group.aggregate(open_, "open")), sql.number(0))
        return sql.case([(sql.binary(exp.EQ, left_open, sql.number(0)), result)])

    def _open(self, chosen: Sql | None, holds: Sql | None, value: Sql | None) -> Sql | None:
        """How many elements leave the loop open; None where none can."""
        every = exp.Count(this=exp.Star())
        if value is None:
            return None if chosen is None or self.certain else exp.Sub(this=every, expression=exp.Count(this=chosen))
        if holds is None or chosen is None:
            return exp.Sub(this=every, expression=exp.Count(this=value))
        lacks = sql.all_of([holds, sql.is_null(value)])
        return self.dialect.how_often(lacks if self.certain else sql.any_of([sql.is_null(chosen), lacks]))

    def _aggregate(self, value: Sql) -> Sql:
        match self.node.kind:
            case "unique":
                return self.dialect.different(value, self.type)
            case "sum":
                return self.dialect.total(value, self.type)
        return self.dialect.least(self.node.kind, value, self.type)

    def _of_group(self, found: Sql) -> Sql:
        """The value for a record, whose group may have no element."""
        if self.node.kind in ("count", "unique"):
            return sql.cast(sql.coalesce(found, sql.number(0)), self.dialect.type(self.node.type))
        if self.node.kind == "sum":
            return self.dialect.limited(sql.coalesce(found, self.dialect.number(0, self.type)), self.node.type)
        return found
