"""SQLite: exact numbers are texts that functions of ours reckon with, lists are JSON, dates are texts.

SQLite has whole numbers of 64 bits and binary floats, neither of which holds 18 digits before and 6 behind the point.
What is written for it rests on the functions that `functions.register` gives a connection.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal

from sqlglot import exp

from policycheck.engines.exact import digits
from policycheck.engines.sql import build as sql
from policycheck.engines.sql.build import Sql
from policycheck.engines.sql.dialects.base import COMPARISONS
from policycheck.engines.sql.dialects.subselects import Subselects
from policycheck.language.types import Type, Value


class SQLite(Subselects):
    """SQLite 3.38 and later, with the functions of `functions.register`."""

    name = "sqlite"
    title = "SQLite"
    notes = (
        "Rests on functions of policycheck's: policycheck.engines.sql.functions.register(connection).",
        "Exact numbers are texts of their digits, dates are texts as 2026-11-01, lists are JSON.",
    )
    writes = "sqlite"

    def type(self, type_: Type) -> exp.DataType:
        """The column type that holds values of a type."""
        return exp.DataType.build("BIGINT" if type_.kind in ("integer", "boolean") else "TEXT")

    def null(self, type_: Type) -> Sql:
        """A missing value."""
        return exp.Null()

    def unknown(self) -> Sql:
        """The condition that is never known."""
        return exp.Null()

    def number(self, value: int | Decimal, type_: Type) -> Sql:
        """A number: a whole one as such, any other as its digits."""
        return sql.number(int(value)) if type_.kind == "integer" else sql.text(digits(value))

    def day(self, value: date) -> Sql:
        """A date."""
        return sql.text(value.isoformat())

    def today(self) -> Sql:
        """The day on which a query is run."""
        return sql.call("DATE", sql.text("now"), sql.text("localtime"))

    def array(self, items: Sequence[Sql], type_: Type) -> Sql:
        """A list, as JSON."""
        made = [
            sql.call("JSON", sql.text("true" if item.this else "false")) if isinstance(item, exp.Boolean) else item
            for item in items
        ]
        return sql.call("JSON_ARRAY", *made)

    def like(self, value: Sql, had: Type, wanted: Type) -> Sql:
        """A whole number as digits where a decimal is wanted."""
        whole = had.kind == "integer" and wanted.numeric and wanted.kind != "integer"
        return sql.cast(value, sql.data_type("TEXT")) if whole else value

    def compare(self, name: str, left: Sql, right: Sql, a: Type, b: Type) -> Sql:
        """A comparison of two values; of exact numbers by a function."""
        if a.numeric and b.numeric and not a.kind == b.kind == "integer":
            left, right = sql.call("exact_order", left, right), sql.number(0)
        return sql.binary(COMPARISONS[name], left, right)

    def among(self, item: Sql, values: Sequence[Value], item_type: Type, type_: Type) -> Sql:
        """Whether a value is one of some known ones."""
        if not item_type.numeric or item_type.kind == type_.kind == "integer":
            return super().among(item, values, item_type, type_)
        return sql.any_of(
            [self.compare("eq", item, self.number(value, type_), item_type, type_) for value in values]  # type: ignore[arg-type]
        )

    def contains(self, whole: Sql, part: Sql) -> Sql:
        """Whether a text has another in it; byte by byte, since texts end at their first NUL here."""
        return sql.binary(exp.GT, sql.call("INSTR", _bytes(whole), _bytes(part)), sql.number(0))

    def starts(self, whole: Sql, part: Sql) -> Sql:
        """Whether a text begins with another: the first place where it stands is the first."""
        return sql.binary(exp.EQ, sql.call("INSTR", _bytes(whole), _bytes(part)), sql.number(1))

    def arithmetic(self, name: str, args: Sequence[Sql], types: Sequence[Type], result: Type) -> Sql:
        """A sum, difference or product, exactly; missing where it is 10^18 or more."""
        return self._as(sql.call(f"exact_{name}", *args), result)

    def negative(self, value: Sql, type_: Type) -> Sql:
        """A number with its sign turned."""
        return self._as(sql.call("exact_neg", value), type_)

    def absolute(self, value: Sql, type_: Type) -> Sql:
        """A number without its sign."""
        return self._as(sql.call("exact_abs", value), type_)

    def limited(self, value: Sql, type_: Type) -> Sql:
        """A total as a result; missing where it is 10^18 or more."""
        return self._as(sql.call("exact_limited", value), type_)

    def _as(self, value: Sql, type_: Type) -> Sql:
        return sql.cast(value, sql.data_type("BIGINT")) if type_.kind == "integer" else value

    def later(self, day: Sql, number: Sql) -> Sql:
        """The day so many days later; missing where no calendar has it."""
        return sql.call("days_later", day, number)

    def months_later(self, day: Sql, number: Sql) -> Sql:
        """The same day so many months later."""
        return sql.call("months_later", day, number)

    def days_between(self, later: Sql, earlier: Sql) -> Sql:
        """The days from one date to another."""
        days = exp.Sub(this=sql.call("JULIANDAY", later), expression=sql.call("JULIANDAY", earlier))
        return sql.cast(days, sql.data_type("BIGINT"))

    def part_of_day(self, part: str, day: Sql) -> Sql:
        """The year or the month of a date."""
        at, length = (1, 4) if part == "year" else (6, 2)
        return sql.cast(sql.call("SUBSTR", day, sql.number(at), sql.number(length)), sql.data_type("BIGINT"))

    def materialized(self, uses: int, copies: int) -> bool | None:
        """Always: put into each other, tables that use a column of the one before twice grow without end."""
        return True

    def barrier(self, query: exp.Select) -> exp.Select:
        """A view's query, so that it is not put into the views that use it."""
        query.set("limit", exp.Limit(expression=sql.number(-1)))
        query.set("offset", exp.Offset(expression=sql.number(0)))
        return query

    def same_lists(self, one: Sql, other: Sql) -> Sql:
        """Whether two known lists have the same elements, whatever the spaces between them."""
        return sql.binary(exp.EQ, sql.call("JSON", one), sql.call("JSON", other))

    def length(self, items: Sql) -> Sql:
        """How many elements a list has."""
        return sql.call("JSON_ARRAY_LENGTH", items)

    def unnested(self, items: Sql, of: Type, alias: str) -> Sql:
        """A list as a table with a column `value`."""
        return exp.Table(this=sql.call("JSON_EACH", items), alias=exp.TableAlias(this=sql.name(alias)))

    def each(self, items: Sql, of: Type, value: Callable[[Sql], Sql]) -> Sql:
        """A list with another value in the place of each element."""
        alias = "each element"
        made = sql.call("JSON_GROUP_ARRAY", value(self.item(alias, of)))
        found = exp.Subquery(this=sql.select([made], self.unnested(items, of, alias)))
        return sql.case([(sql.is_not_null(items), found)])

    def total(self, value: Sql, type_: Type) -> Sql:
        """The exact sum of a group's values."""
        return sql.call("exact_sum", value)

    def least(self, kind: str, value: Sql, type_: Type) -> Sql:
        """The least or the greatest of a group's values."""
        if type_.numeric and type_.kind != "integer":
            return sql.call(f"exact_{kind}", value)
        return super().least(kind, value, type_)


def _bytes(text: Sql) -> Sql:
    return sql.cast(text, sql.data_type("VARBINARY"))
