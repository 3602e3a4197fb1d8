"""PostgreSQL: numbers of any length, arrays taken apart in sub-selects, and nothing that gives NULL for an error."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlglot import exp

from policycheck.engines.sql import build as sql
from policycheck.engines.sql.build import Sql
from policycheck.engines.sql.dialects.base import FIRST_DAY, LAST_DAY, MOST_DAYS, MOST_MONTHS
from policycheck.engines.sql.dialects.subselects import Subselects
from policycheck.language.types import DATE, INTEGER, LIMIT, Type

KINDS: dict[str, type[exp.Binary]] = {"add": exp.Add, "sub": exp.Sub, "mul": exp.Mul}


class PostgreSQL(Subselects):
    """PostgreSQL 12 and later."""

    name = "postgresql"
    title = "PostgreSQL"
    writes = "postgres"

    def type(self, type_: Type) -> exp.DataType:
        """The column type that holds values of a type; exact numbers are of any length and scale."""
        if type_.kind in ("number", "money"):
            return sql.data_type("DECIMAL")
        return super().type(type_)

    def arithmetic(self, name: str, args: Sequence[Sql], types: Sequence[Type], result: Type) -> Sql:
        """A sum, difference or product, exactly; missing where it is 10^18 or more."""
        numeric = sql.data_type("DECIMAL")
        left, right = (sql.cast(arg, numeric) for arg in args)
        return self.limited(sql.binary(KINDS[name], left, right), result)

    def limited(self, value: Sql, type_: Type) -> Sql:
        """A result; missing where it is 10^18 or more. It is named, so that it is not reckoned twice."""
        found = sql.column("result", "value")
        inside = sql.binary(exp.LT, sql.call("ABS", found), sql.number(LIMIT))
        once = sql.derived(sql.select([sql.alias(value, "value")]), "result")
        limited = exp.Subquery(this=sql.select([sql.case([(inside, found)])], once))
        return sql.cast(limited, self.type(INTEGER if type_.kind == "integer" else type_))

    def later(self, day: Sql, number: Sql) -> Sql:
        """The day so many days later; missing where no calendar has it, which the database's own begins before."""
        first, last = (exp.Sub(this=self.day(end), expression=day) for end in (FIRST_DAY, LAST_DAY))
        inside = exp.Between(this=sql.operand(number), low=first, high=last)
        return sql.case([(inside, sql.binary(exp.Add, day, _clamped(number, MOST_DAYS + 1)))])

    def months_later(self, day: Sql, number: Sql) -> Sql:
        """The same day so many months later, clamped to the month's last; missing where no calendar has it."""
        years = exp.Mul(this=self.part_of_day("year", day), expression=sql.number(12))
        months = exp.Add(this=years, expression=self.part_of_day("month", day))
        reached = exp.Add(this=months, expression=sql.operand(number))
        inside = exp.Between(this=exp.Paren(this=reached), low=sql.number(13), high=sql.number(12 * 9_999 + 12))
        month = exp.Interval(this=sql.text("1"), unit=exp.Var(this="MONTH"))
        moved = sql.binary(exp.Add, day, exp.Mul(this=_clamped(number, MOST_MONTHS + 1), expression=month))
        return sql.case([(inside, sql.cast(moved, self.type(DATE)))])

    def days_between(self, later: Sql, earlier: Sql) -> Sql:
        """The days from one date to another."""
        return sql.cast(super().days_between(later, earlier), self.type(INTEGER))

    def part_of_day(self, part: str, day: Sql) -> Sql:
        """The year or the month of a date."""
        return sql.cast(super().part_of_day(part, day), self.type(INTEGER))

    def materialized(self, uses: int, copies: int) -> bool | None:
        """Always: put into each other, tables that use a column of the one before twice grow without end."""
        return True

    def barrier(self, query: exp.Select) -> exp.Select:
        """A view's query, so that it is not put into the views that use it."""
        query.set("offset", exp.Offset(expression=sql.number(0)))
        return query

    def length(self, items: Sql) -> Sql:
        """How many elements a list has."""
        return sql.call("CARDINALITY", items)

    def each(self, items: Sql, of: Type, value: Callable[[Sql], Sql]) -> Sql:
        """A list with another value in the place of each element, in their order."""
        named = exp.TableAlias(this=sql.name("each"), columns=[sql.name("value"), sql.name("at")])
        source = exp.Unnest(expressions=[items], alias=named, offset=True)
        query = sql.select([value(sql.column("each", "value"))], source)
        query.set("order", exp.Order(expressions=[exp.Ordered(this=sql.column("each", "at"), nulls_first=False)]))
        return sql.case([(sql.is_not_null(items), exp.Anonymous(this="ARRAY", expressions=[query]))])


def _clamped(number: Sql, most: int) -> Sql:
    """A number of days or months that the database can count; beyond it no calendar goes in any case."""
    inside = sql.call("GREATEST", sql.call("LEAST", number, sql.number(most)), sql.number(-most))
    known = sql.is_not_null(number)  # of nothing, the least and the greatest would be the other one
    return sql.cast(sql.case([(known, inside)]), sql.data_type("INT"))
