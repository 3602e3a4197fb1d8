"""BigQuery: arrays taken apart in sub-selects, decimals of 76 digits, names of letters and digits and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import ClassVar

from sqlglot import exp

from policycheck.engines.exact import digits
from policycheck.engines.sql import build as sql
from policycheck.engines.sql.build import Sql
from policycheck.engines.sql.dialects.subselects import Inner, Subselects
from policycheck.engines.sql.dialects.warehouses import Warehouse
from policycheck.faults import EngineUnavailable
from policycheck.language.types import INTEGER, LIMIT, Type

_KINDS: dict[str, type[exp.Binary]] = {"add": exp.Add, "sub": exp.Sub, "mul": exp.Mul}
_RESULT = "result"
_OFFSET = "at"


class BigQuery(Warehouse, Subselects):
    """GoogleSQL as BigQuery has it."""

    name = "bigquery"
    title = "BigQuery"
    notes = (
        "Set a default data set: no name here has one. CURRENT_DATE is the day in UTC.",
        "Stored arrays hold no NULL, and none is NULL itself: a list that is missing reads as an empty one.",
    )
    writes = "bigquery"
    nulls_are_small: ClassVar[bool] = True

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._taken: dict[str, str] = {}

    # --- types and constants

    def decimal(self, scale: int, digits: int = 0) -> exp.DataType:
        """The widest decimal type: 38 digits before and 38 behind the point."""
        return exp.DataType(this=exp.DataType.Type.BIGDECIMAL)

    def number(self, value: int | Decimal, type_: Type) -> Sql:
        """A number: only whole ones are exact as they stand."""
        if type_.kind == "integer":
            return super().number(value, type_)
        return sql.cast(sql.text(digits(value)), self.decimal(type_.scale))

    # --- conditions

    def contains(self, whole: Sql, part: Sql) -> Sql:
        """Whether a text has another in it."""
        if part == sql.text(""):
            return self.starts(whole, part)
        return sql.binary(exp.GT, sql.call("INSTR", whole, part), sql.number(0))

    def starts(self, whole: Sql, part: Sql) -> Sql:
        """Whether a text begins with another."""
        return sql.call("STARTS_WITH", whole, part)

    # --- numbers

    def arithmetic(self, name: str, args: Sequence[Sql], types: Sequence[Type], result: Type) -> Sql:
        """A sum, difference or product, exactly; missing where it is 10^18 or more."""
        left, right = (sql.cast(arg, self.decimal(0)) for arg in args)
        return self.limited(sql.binary(_KINDS[name], left, right), result)

    def limited(self, value: Sql, type_: Type) -> Sql:
        """A result; missing where it is 10^18 or more. It is named, so that it is not reckoned twice."""
        found = sql.bare(_RESULT)
        inside = sql.binary(exp.LT, sql.call("ABS", found), sql.number(LIMIT))
        once = _unnest(exp.Array(expressions=[value]), _RESULT)
        limited = exp.Subquery(this=sql.select([sql.case([(inside, found)])], once))
        return sql.cast(limited, self.type(INTEGER)) if type_.kind == "integer" else limited

    # --- dates

    def later(self, day: Sql, number: Sql) -> Sql:
        """The day so many days later; missing where no calendar has it."""
        return sql.call("DATE_ADD", day, _interval(self.days_until(day, number), "DAY"))

    def months_later(self, day: Sql, number: Sql) -> Sql:
        """The same day so many months later, clamped to the month's last; missing where no calendar has it."""
        return sql.call("DATE_ADD", day, _interval(self.months_until(day, number), "MONTH"))

    def days_between(self, later: Sql, earlier: Sql) -> Sql:
        """The days from one date to another."""
        return sql.call("DATE_DIFF", later, earlier, exp.Var(this="DAY"))

    # --- lists

    def same_lists(self, one: Sql, other: Sql) -> Sql:
        """Whether two known lists have the same elements; arrays themselves are not compared here."""
        return sql.binary(exp.EQ, sql.call("TO_JSON_STRING", one), sql.call("TO_JSON_STRING", other))

    def length(self, items: Sql) -> Sql:
        """How many elements a list has."""
        return sql.call("ARRAY_LENGTH", items)

    def unnested(self, items: Sql, of: Type, alias: str) -> Sql:
        """A list as a table of one column, `value`, beside the tables before it: only structures have columns."""
        each = sql.select([sql.bare("value")], _unnest(items, "value"))
        each.set("kind", "STRUCT")
        return _unnest(sql.call("ARRAY", each), alias)

    def each(self, items: Sql, of: Type, value: Callable[[Sql], Sql]) -> Sql:
        """A list with another value in the place of each element, in their order."""
        alias = "each element"
        query = sql.select([value(sql.bare(alias))], _unnest(items, alias, _OFFSET))
        query.set("order", exp.Order(expressions=[exp.Ordered(this=sql.bare(_OFFSET))]))
        return sql.case([(sql.is_not_null(items), sql.call("ARRAY", query))])

    def _of_items(self, found: Sql, inner: Inner, items: Sql, of: Type, alias: str) -> Sql:
        each = sql.derived(sql.select([sql.bare("value")], _unnest(items, "value")), alias)
        return exp.Subquery(this=sql.select([found], sql.derived(sql.select(inner.columns, each), Inner.alias)))

    # --- groups

    def total(self, value: Sql, type_: Type) -> Sql:
        """The exact sum of a group's values."""
        return exp.Sum(this=sql.cast(value, self.decimal(type_.scale)))

    # --- statements

    def finished(self, statement: Sql) -> Sql:
        """A statement of its own, with names that columns may have here, and outer joins on what is equal."""
        super().finished(statement)
        for join in statement.find_all(exp.Join):
            _with_equal_columns(join)
        words = list(statement.find_all(exp.Identifier))
        for word in words:
            if re.fullmatch(r"\w+", word.name):
                self._keep(word.name)
        for word in words:
            word.set("this", self._plain(word.name))
        return statement

    def _keep(self, name: str) -> None:
        if self._taken.setdefault(name.casefold(), name) != name and self._taken[name.casefold()] in self._names:
            raise EngineUnavailable("sql", f"`{name}` is what another name becomes on BigQuery: call it something else")

    def _plain(self, name: str) -> str:
        """A name without blanks and signs, always the same for the same, and for no other."""
        if re.fullmatch(r"\w+", name):
            return name
        if name not in self._names:
            plain = wanted = re.sub(r"\W+", "__", name)
            while plain.casefold() in self._taken:
                plain = f"{wanted}__{len(self._names)}"
            self._names[name], self._taken[plain.casefold()] = plain, name
        return self._names[name]


def _unnest(items: Sql, word: str, offset: str | None = None) -> exp.Unnest:
    named = exp.TableAlias(columns=[sql.name(word)])
    return exp.Unnest(expressions=[items], alias=named, offset=sql.name(offset) if offset else None)


def _interval(number: Sql, unit: str) -> exp.Interval:
    return exp.Interval(this=exp.Paren(this=number), unit=exp.Var(this=unit))


def _with_equal_columns(join: exp.Join) -> None:
    """An outer join to whatever there is, as one on a column that is 1 on both sides."""
    always = sql.binary(exp.EQ, sql.number(1), sql.number(1))
    table = join.this
    if join.side != "LEFT" or join.args.get("on") != always or not isinstance(table, exp.Table):
        return
    alias = table.alias
    every: Sql = exp.Column(this=exp.Star(), table=sql.name(alias))
    source = sql.select([every, sql.alias(sql.number(1), "one row")], table.copy())
    join.set("this", sql.derived(source, alias))
    join.set("on", sql.binary(exp.EQ, sql.column("one", "one"), sql.column(alias, "one row")))
