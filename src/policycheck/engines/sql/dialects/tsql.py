"""T-SQL: conditions are no values, texts are told apart only if asked to be, lists are JSON, products lose digits."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import ClassVar

from sqlglot import exp

from policycheck.engines.sql import build as sql
from policycheck.engines.sql.build import Sql
from policycheck.engines.sql.dialects.subselects import Subselects
from policycheck.engines.sql.dialects.warehouses import Warehouse
from policycheck.language.types import DATE, INTEGER, MOST_DIGITS, Type, Value

COLLATION = "Latin1_General_100_BIN2"
_KINDS: dict[str, type[exp.Binary]] = {"add": exp.Add, "sub": exp.Sub}
_BIT = "answer"
"""The mark of a condition that is a bit's."""
_SURE = "sure"
"""The mark of a condition that is never unknown."""


class TSQL(Warehouse, Subselects):
    """SQL Server 2017 and later, and Azure SQL."""

    name = "tsql"
    title = "SQL Server (T-SQL)"
    notes = (
        "Lists are JSON texts, true and false are bits. Blanks at the end of a text do not tell it from another.",
        "Tables on the way are computed wherever they are used: with many rules, keep them in tables of your own.",
    )
    writes = "tsql"
    between: ClassVar[str] = ";\nGO\n\n"
    nulls_are_small: ClassVar[bool] = True

    # --- types and constants

    def type(self, type_: Type) -> exp.DataType:
        """The column type that holds values of a type."""
        match type_.kind:
            case "boolean":
                return sql.data_type("BIT")
            case "integer" | "number" | "money" | "date":
                return super().type(type_)
        size = exp.DataTypeParam(this=exp.Var(this="MAX"))
        return exp.DataType(this=exp.DataType.Type.NVARCHAR, expressions=[size])

    def constant(self, value: Value | None, type_: Type) -> Sql:
        """A value known when the SQL is written."""
        if isinstance(value, tuple):
            return sql.text(f"[{', '.join(_json(one) for one in value)}]")
        return super().constant(value, type_)

    def boolean(self, value: bool) -> Sql:
        """A truth value."""
        return sql.cast(sql.number(int(value)), sql.data_type("BIT"))

    def number(self, value: int | Decimal, type_: Type) -> Sql:
        """A number, digit by digit; whole ones that are long would else be decimals."""
        written = super().number(value, type_)
        short = type_.kind != "integer" or -(2**31) < value < 2**31
        return written if short else sql.cast(written, self.type(type_))

    def today(self) -> Sql:
        """The day on which a query is run."""
        return sql.cast(sql.call("GETDATE"), self.type(DATE))

    def as_written(self, text: Sql) -> Sql:
        """A text whose letters are all told apart."""
        if isinstance(text, exp.Collate):
            return text
        return exp.Collate(this=sql.operand(text), expression=exp.Var(this=COLLATION))

    # --- conditions and values

    def holds(self, value: Sql) -> Sql:
        """A bit as a condition."""
        found = sql.binary(exp.EQ, value, sql.number(1))
        found.meta[_BIT] = True
        return found

    def truth(self, condition: Sql) -> Sql:
        """A condition as a bit."""
        if _BIT in condition.meta:
            value: Sql = condition.this
            return value
        return self.switch(condition, self.boolean(True), self.boolean(False), None)

    def switch(self, condition: Sql, true: Sql, false: Sql, unknown: Sql | None) -> Sql:
        """One of three values, by a condition's truth."""
        if _SURE in condition.meta or isinstance(
            condition.this if isinstance(condition, exp.Not) else condition, exp.Is
        ):
            return sql.case([(condition, true)], false)
        return sql.case([(condition, true), (sql.not_(condition), false)], unknown)

    def unknown(self) -> Sql:
        """The condition that is never known."""
        return self.holds(self.null_truth())

    def null_truth(self) -> Sql:
        """A missing bit."""
        return sql.cast(exp.Null(), sql.data_type("BIT"))

    def surely(self, condition: Sql) -> Sql:
        """Whether a condition is known to hold: false where it is unknown."""
        found = sql.binary(exp.EQ, sql.case([(condition, sql.number(1))], sql.number(0)), sql.number(1))
        found.meta[_SURE] = True
        return found

    def compare(self, name: str, left: Sql, right: Sql, a: Type, b: Type) -> Sql:
        """A comparison of two values; of texts, letter by letter."""
        return super().compare(name, self.as_written(left) if a.textual else left, right, a, b)

    def among(self, item: Sql, values: Sequence[Value], item_type: Type, type_: Type) -> Sql:
        """Whether a value is one of some known ones, of which there is at least one."""
        return super().among(self.as_written(item) if item_type.textual else item, values, item_type, type_)

    def contains(self, whole: Sql, part: Sql) -> Sql:
        """Whether a text has another in it."""
        if part == sql.text(""):  # which is nowhere here
            return sql.binary(exp.EQ, whole, whole)
        return sql.binary(exp.GT, sql.call("CHARINDEX", part, self.as_written(whole)), sql.number(0))

    def starts(self, whole: Sql, part: Sql) -> Sql:
        """Whether a text begins with another."""
        if part == sql.text(""):
            return sql.binary(exp.EQ, whole, whole)
        return sql.binary(exp.EQ, sql.call("CHARINDEX", part, self.as_written(whole)), sql.number(1))

    # --- numbers

    def arithmetic(self, name: str, args: Sequence[Sql], types: Sequence[Type], result: Type) -> Sql:
        """A sum, difference or product, exactly; missing where it is 10^18 or more."""
        whole = result.kind == "integer"
        if name == "mul":
            left, right = (_Factor(arg, 0 if whole else type_.scale) for arg, type_ in zip(args, types, strict=True))
            return self.limited(left.times(right, self), result)
        wide = self.decimal(0 if whole else result.scale)
        return self.limited(sql.binary(_KINDS[name], *(sql.cast(arg, wide) for arg in args)), result)

    def limited(self, value: Sql, type_: Type) -> Sql:
        """A result; missing where it is 10^18 or more."""
        found = sql.try_cast(value, self.decimal(type_.scale))
        return sql.cast(found, self.type(INTEGER)) if type_.kind == "integer" else found

    # --- dates

    def later(self, day: Sql, number: Sql) -> Sql:
        """The day so many days later; missing where no calendar has it."""
        days = sql.cast(self.days_until(day, number), sql.data_type("INT"))
        return sql.call("DATEADD", exp.Var(this="DAY"), days, day)

    def months_later(self, day: Sql, number: Sql) -> Sql:
        """The same day so many months later, clamped to the month's last; missing where no calendar has it."""
        months = sql.cast(self.months_until(day, number), sql.data_type("INT"))
        return sql.call("DATEADD", exp.Var(this="MONTH"), months, day)

    def days_between(self, later: Sql, earlier: Sql) -> Sql:
        """The days from one date to another."""
        ends = [sql.cast(day, sql.data_type("DATETIME2")) for day in (earlier, later)]
        return sql.cast(sql.call("DATEDIFF", exp.Var(this="DAY"), *ends), self.type(INTEGER))

    def part_of_day(self, part: str, day: Sql) -> Sql:
        """The year or the month of a date."""
        return sql.cast(sql.call("DATEPART", exp.Var(this=part.upper()), day), self.type(INTEGER))

    # --- lists

    def length(self, items: Sql) -> Sql:
        """How many elements a list has."""
        many = exp.Subquery(this=sql.select([exp.Count(this=exp.Star())], _keyed(items)))
        return sql.case([(sql.is_not_null(items), sql.cast(many, self.type(INTEGER)))])

    def unnested(self, items: Sql, of: Type, alias: str) -> Sql:
        """A list as a table with a column `value`."""
        shape = exp.OpenJSONColumnDef(this=sql.name("value"), kind=self.type(of), path=sql.text("$"))
        value = self.as_written(sql.bare("value")) if of.textual else sql.bare("value")
        source = exp.OpenJSON(this=items, expressions=[shape])
        return sql.derived(sql.select([sql.alias(value, "value")], source), alias)

    def same_lists(self, one: Sql, other: Sql) -> Sql:
        """Whether two known lists have the same elements, missing ones included."""

        def beyond(a: Sql, b: Sql) -> Sql:
            sides = [
                sql.select([sql.bare("key"), sql.alias(self.as_written(sql.bare("value")), "value")], _keyed(items))
                for items in (a, b)
            ]
            return exp.Exists(this=exp.Except(this=sides[0], expression=sides[1], distinct=True))

        known = [sql.is_not_null(one), sql.is_not_null(other)]
        return sql.all_of([*known, sql.not_(beyond(one, other)), sql.not_(beyond(other, one))])

    def each(self, items: Sql, of: Type, value: Callable[[Sql], Sql]) -> Sql:
        """A list with another value in the place of each element, in their order."""
        element: Sql = sql.bare("value")
        element = self.as_written(element) if of.textual else sql.cast(element, self.type(of))
        at = exp.Ordered(this=sql.cast(sql.bare("key"), sql.data_type("INT")))
        joined = exp.WithinGroup(
            this=sql.call("STRING_AGG", self._as_json(value(element), of), sql.text(",")),
            expression=exp.Order(expressions=[at]),
        )
        found = sql.coalesce(exp.Subquery(this=sql.select([joined], _keyed(items))), sql.text(""))
        listed = exp.Add(this=exp.Add(this=sql.text("["), expression=found), expression=sql.text("]"))
        return sql.case([(sql.is_not_null(items), listed)])

    def _as_json(self, value: Sql, of: Type) -> Sql:
        """A value as JSON has it."""
        long = self.type(Type("text"))
        if of.kind == "boolean":
            found: Sql = sql.case([(self.holds(value), sql.text("true"))], sql.text("false"))
            found = sql.case([(sql.is_not_null(value), sql.cast(found, long))])
        elif of.numeric:
            found = sql.cast(value, long)
        else:
            plain = sql.call("STRING_ESCAPE", sql.cast(value, long), sql.text("json"))
            found = exp.Add(this=exp.Add(this=sql.text('"'), expression=plain), expression=sql.text('"'))
        return sql.coalesce(found, sql.text("null"))

    # --- groups

    def total(self, value: Sql, type_: Type) -> Sql:
        """The exact sum of a group's values."""
        return exp.Sum(this=sql.cast(value, self.decimal(type_.scale, 38 - type_.scale)))

    # --- statements

    def finished(self, statement: Sql) -> Sql:
        """A statement of its own: lists beside their records, and texts that keep every letter."""
        super().finished(statement)
        for join in statement.find_all(exp.Join):
            if join.kind == "CROSS" and join.this.find(exp.OpenJSON):
                table, alias = join.this, join.this.args["alias"]
                table.set("alias", None)
                join.replace(exp.Join(this=exp.Lateral(this=table, alias=alias, cross_apply=True)))
        for text in list(statement.find_all(exp.Literal)):
            if text.is_string and not isinstance(text.parent, exp.OpenJSONColumnDef):
                text.replace(exp.National(this=text.name))
        return statement


class _Factor:
    """A number as its whole part and the rest: no product of the parts has more than the 38 digits that are kept."""

    def __init__(self, value: Sql, scale: int) -> None:
        self.scale = scale
        cut = sql.call("ROUND", value, sql.number(0), sql.number(1))
        self.parts: list[Sql] = [sql.cast(cut if scale else value, _digits(MOST_DIGITS, 0))]
        if scale:
            self.parts.append(sql.cast(exp.Sub(this=sql.operand(value), expression=cut), _digits(scale, scale)))

    def times(self, other: _Factor, dialect: TSQL) -> Sql:
        """The product; missing where it is 10^19 or more."""
        whole = exp.Mul(this=self.parts[0], expression=other.parts[0])
        found: Sql = sql.try_cast(whole, _digits(MOST_DIGITS + 1, 0))
        for at, part in enumerate(self.parts):
            for number, one in enumerate(other.parts):
                if at or number:
                    found = exp.Add(this=found, expression=exp.Mul(this=part, expression=one))
        return found


def _digits(all_: int, behind: int) -> exp.DataType:
    parameters = [exp.DataTypeParam(this=sql.number(one)) for one in (all_, behind)]
    return exp.DataType(this=exp.DataType.Type.DECIMAL, expressions=parameters)


def _keyed(items: Sql) -> exp.OpenJSON:
    """A list as a table of keys and values."""
    return exp.OpenJSON(this=items)


def _json(value: object) -> str:
    match value:
        case bool() | None:
            return json.dumps(value)
        case int() | Decimal():
            return format(value, "f") if isinstance(value, Decimal) else str(value)
        case date():
            return json.dumps(value.isoformat())
    return json.dumps(str(value), ensure_ascii=False)
