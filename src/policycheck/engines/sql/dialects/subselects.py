"""Lists without lambdas: each is gone through in a sub-select of its own, as a group is."""

from __future__ import annotations

from collections.abc import Callable

from sqlglot import exp

from policycheck.engines.sql import build as sql
from policycheck.engines.sql.build import Sql
from policycheck.engines.sql.dialects.base import FALSE, NONE, TRUE, Dialect
from policycheck.language.ir import QuantifierKind
from policycheck.language.types import Type

MEMBER = "one of"
"""The alias of a list that is searched for a value."""


class Subselects(Dialect):
    """A dialect that takes a list apart as a table."""

    def element(self, word: str, of: Type) -> Sql:
        """A loop's element, by the author's name for it."""
        return self.item(f"each {word}", of)

    def item(self, alias: str, of: Type) -> Sql:
        """The element of a list that is taken apart under an alias."""
        return sql.column(alias, "value")

    def over_list(
        self,
        kind: QuantifierKind,
        items: Sql,
        of: Type,
        where: Sql | None,
        value: Sql | None,
        types: tuple[Type | None, Type],
        word: str,
        plain: bool = False,
        keep: Callable[[Sql], Sql] | None = None,
    ) -> Sql:
        """A quantifier over a list; `where` and `value` speak of the element."""
        alias = f"each {word}"
        given = sql.is_not_null(items)
        inner = Inner()
        if kind in ("any", "all"):
            assert value is not None
            truth = self.switch(self.asked(kind, where, value), *(sql.number(one) for one in (TRUE, FALSE, NONE)))
            codes = inner.column(truth)
            most = exp.Max(this=codes) if kind == "any" else exp.Min(this=codes)
            return self.decoded(kind, self._of_items(most, inner, items, of, alias), given)
        chosen = sql.number(1) if value is None else value
        if where is not None:
            chosen = sql.case([(where, chosen)])
        chosen = inner.column(chosen)
        type_ = types[0] or types[1]
        match kind:
            case "count":
                found: Sql = self.counted(exp.Count(this=chosen))
            case "unique":
                found = self.counted(self.different(chosen, type_))
            case "sum":
                found = sql.coalesce(self.total(chosen, type_), self.number(0, type_))
            case _:
                found = self.least(kind, chosen, type_)
        open_ = list[Sql]()
        if where is not None:
            open_.append(sql.is_null(self.truth(where)))
        if value is not None:
            missing = sql.is_null(value)
            open_.append(missing if where is None else sql.all_of([where, missing]))
        if open_:
            unknown = sql.case([(sql.any_of(open_), sql.number(1))], sql.number(0))
            most = exp.Max(this=inner.column(unknown))
            known = sql.binary(exp.EQ, sql.coalesce(most, sql.number(0)), sql.number(0))
            found = sql.case([(known, found)])
        found = sql.case([(given, self._of_items(found, inner, items, of, alias))])
        return self.limited(found, types[1]) if kind == "sum" else found

    def member(self, item: Sql, items: Sql, item_type: Type, of: Type) -> Sql:
        """Whether a value is in a list: true if found, else unknown if it, the list or an element is missing."""
        equal = self.compare("eq", self.item(MEMBER, of), item, of, item_type)
        truth = self.switch(equal, *(sql.number(one) for one in (TRUE, FALSE, NONE)))
        inner = Inner()
        most = self._of_items(exp.Max(this=inner.column(truth)), inner, items, of, MEMBER)
        known = sql.all_of([sql.is_not_null(items), sql.is_not_null(item)])
        return self.holds(self.decoded("any", most, known))

    def counted(self, number: Sql) -> Sql:
        """A count as a whole number."""
        return number

    def _of_items(self, found: Sql, inner: Inner, items: Sql, of: Type, alias: str) -> Sql:
        each = sql.select(inner.columns, self.unnested(items, of, alias))
        return exp.Subquery(this=sql.select([found], sql.derived(each, Inner.alias)))


class Inner:
    """What is computed of each element, in a query of its own below the aggregates.

    An aggregate of nothing but the columns of an outer query would, as SQL has it, be that query's.
    """

    alias = "each"

    def __init__(self) -> None:
        self.columns: list[Sql] = []

    def column(self, value: Sql) -> Sql:
        """A value of each element, to be aggregated."""
        word = f"value{len(self.columns) + 1}"
        self.columns.append(sql.alias(value, word))
        return sql.column(self.alias, word)
