"""Loops over records as aggregates of groups: counters for true, false and unknown, never the database's own quantifiers.

Those skip NULL, and of nothing they are NULL; here an unknown element leaves open what the language says it leaves open.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlglot import exp

from policycheck.engines.sql import build as sql
from policycheck.engines.sql.build import Sql
from policycheck.engines.sql.dialects.base import FALSE, NONE, TRUE
from policycheck.engines.sql.emit import Emitter
from policycheck.engines.sql.tree import certain, heavy
from policycheck.language.ir import Node, Quantifier


class Gathering:
    """One loop: what is aggregated of each group, and what is made of it for the record whose group it is."""

    def __init__(self, node: Quantifier, emitter: Emitter, move: Callable[[Node], Node]) -> None:
        self.node, self.dialect = node, emitter.dialect
        where = None if node.where is None else move(node.where)
        value = None if node.value is None else move(node.value)
        self._value_type = None if value is None else value.type
        if node.kind in ("any", "all"):
            assert value is not None
            asked = self.dialect.asked(
                node.kind, None if where is None else emitter.condition(where), emitter.condition(value)
            )
            truth = self.dialect.switch(asked, *(sql.number(one) for one in (TRUE, FALSE, NONE)))
            self.parts = [exp.Max(this=truth) if node.kind == "any" else exp.Min(this=truth)]
        else:
            self.parts = self._number(emitter, where, value)

    def _number(self, emitter: Emitter, where: Node | None, value: Node | None) -> list[Sql]:
        """The value of the chosen, and whether something leaves it open (1, else 0)."""
        chosen = None
        if where is not None:
            bound = emitter.scope.bound(where) if heavy(where) and not certain(where) else None
            chosen = emitter.condition(where) if bound is None else emitter.dialect.holds(bound)
        found = None if value is None else emitter.light(value)
        open_ = None
        if found is not None:
            open_ = sql.is_null(found)
        if chosen is not None and where is not None:
            asked = chosen if open_ is None else sql.all_of([chosen, open_])
            if certain(where):
                open_ = None if open_ is None else asked
            else:
                unknown = self.dialect.switch(chosen, sql.number(0), sql.number(0), sql.number(1))
                if open_ is not None:
                    missing = sql.case([(open_, sql.number(1))], sql.number(0))
                    unknown = self.dialect.switch(chosen, missing, sql.number(0), sql.number(1))
                return [self._aggregate(self._where(chosen, found)), exp.Max(this=unknown)]
        parts = [self._aggregate(self._where(chosen, found))]
        if open_ is not None:
            parts.append(exp.Max(this=sql.case([(open_, sql.number(1))], sql.number(0))))
        return parts

    def _where(self, chosen: Sql | None, found: Sql | None) -> Sql:
        value = sql.number(1) if found is None else found
        return value if chosen is None else sql.case([(chosen, value)])

    def _aggregate(self, value: Sql) -> Sql:
        type_ = self._value_type or self.node.type
        match self.node.kind:
            case "count":
                return exp.Count(this=value)
            case "unique":
                return self.dialect.different(value, type_)
            case "sum":
                return self.dialect.total(value, type_)
        return self.dialect.least(self.node.kind, value, type_)

    def result(self, alias: str, columns: list[tuple[str, Sql]]) -> Sql:
        """The loop's value, from the columns of a group's table, to which its own are added."""
        words = []
        for part in self.parts:
            words.append(f"{self.node.kind}{len(columns) + 1}")
            columns.append((words[-1], part))
        found: Sql = sql.column(alias, words[0])
        if self.node.kind in ("any", "all"):
            return self.dialect.decoded(self.node.kind, found, None)
        if self.node.kind in ("count", "unique"):
            found = sql.cast(sql.coalesce(found, sql.number(0)), self.dialect.type(self.node.type))
        elif self.node.kind == "sum":
            found = self.dialect.limited(sql.coalesce(found, sql.number(0)), self.node.type)
        if len(words) == 1:
            return found
        known = sql.binary(exp.EQ, sql.coalesce(sql.column(alias, words[1]), sql.number(0)), sql.number(0))
        return sql.case([(known, found)])
