"""What databases share that no test runs: what they write twice is a column first, what they default to is written."""

from __future__ import annotations

from typing import ClassVar

from sqlglot import exp

from policycheck.engines.sql import build as sql
from policycheck.engines.sql.build import Sql
from policycheck.engines.sql.dialects.base import FIRST_DAY, MOST_DAYS, OPEN, Dialect
from policycheck.language.types import DATE

FIRST_MONTH, LAST_MONTH = 12, 12 * 9_999 + 11
"""Months since the year 0, of the first and the last month of the calendar."""
SPREAD = "each"
"""The alias of a query below aggregates."""


class Warehouse(Dialect):
    """A database that scripts are written for, and read back, but that is not here to run them."""

    executed: ClassVar[bool] = False
    repeated: ClassVar[frozenset[str]] = frozenset(("mul", "add_days", "add_months"))
    nulls_are_small: ClassVar[bool] = True
    """Whether NULL comes first where the least comes first."""

    # --- dates: nothing here gives NULL for a day beyond the calendar, so it is not asked for one

    def days_until(self, day: Sql, number: Sql) -> Sql:
        """A number of days; missing where no calendar has the day so many days later."""
        since = sql.binary(exp.Add, self.days_between(day, self.day(FIRST_DAY)), number)
        inside = exp.Between(this=sql.operand(since), low=sql.number(0), high=sql.number(MOST_DAYS))
        return sql.case([(inside, number)])

    def months_until(self, day: Sql, number: Sql) -> Sql:
        """A number of months; missing where no calendar has the day so many months later."""
        years = exp.Mul(this=self.part_of_day("year", day), expression=sql.number(12))
        first = exp.Sub(this=exp.Add(this=years, expression=self.part_of_day("month", day)), expression=sql.number(1))
        since = exp.Add(this=first, expression=sql.operand(number))
        inside = exp.Between(this=sql.operand(since), low=sql.number(FIRST_MONTH), high=sql.number(LAST_MONTH))
        return sql.case([(inside, number)])

    def end_of_period(self, period: Sql, name: str) -> Sql:
        """The start of a period, or the day behind it; missing where it is open."""
        at = sql.number(1 if name == "start" else 12)
        part = exp.Substring(this=period, start=at, length=sql.number(10))
        return sql.cast(exp.Nullif(this=part, expression=sql.text(OPEN)), self.type(DATE))

    # --- statements

    def write(self, node: Sql, pretty: bool = True) -> str:
        """A statement as text."""
        return super().write(self.finished(node.copy()), pretty)

    def finished(self, statement: Sql) -> Sql:
        """A statement of its own, with what only shows when it is whole."""
        for ordered in statement.find_all(exp.Ordered):  # where there is no NULL; else it would be spelled out
            ordered.set("nulls_first", self.nulls_are_small != bool(ordered.args.get("desc")))
        for query in list(statement.find_all(exp.Select)):
            spread(query)
        return statement


def spread(query: exp.Select) -> None:
    """Puts what is aggregated into a query of its own, if it holds a sub-select: few databases aggregate those."""
    aggregates = [found for found in query.find_all(exp.AggFunc) if _of(found, query)]
    operands = [_operand(found) for found in aggregates]
    if not any(operand.find(exp.Select) for operand in operands):
        return
    columns: list[Sql] = []
    for operand in operands:
        if not isinstance(operand, exp.Star):
            word = f"value{len(columns) + 1}"
            operand.replace(sql.column(SPREAD, word))
            columns.append(sql.alias(operand, word))
    group = query.args.get("group")
    for key in group.expressions if group else []:
        columns.insert(0, sql.alias(key.copy(), "key"))
        for item in query.expressions:
            if item.unalias() == key:
                item.unalias().replace(sql.column(SPREAD, "key"))
        key.replace(sql.column(SPREAD, "key"))
    below = exp.Select(expressions=columns)
    for part in ("from_", "joins", "where"):
        below.set(part, query.args.get(part))
        query.set(part, None)
    query.set("from_", exp.From(this=sql.derived(below, SPREAD)))


def _of(found: exp.AggFunc, query: exp.Select) -> bool:
    return found.parent_select is query and found.find_ancestor(exp.Window) is None and isinstance(found.this, Sql)


def _operand(aggregate: exp.AggFunc) -> Sql:
    operand: Sql = aggregate.this
    value: Sql = operand.expressions[0] if isinstance(operand, exp.Distinct) else operand
    return value
