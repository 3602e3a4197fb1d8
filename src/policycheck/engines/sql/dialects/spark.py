"""Apache Spark: arrays with lambdas that are three-valued by themselves; decimals that must not be rounded."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlglot import exp

from policycheck.engines.sql import build as sql
from policycheck.engines.sql.build import Sql
from policycheck.engines.sql.dialects.base import MOST_DAYS, MOST_MONTHS, Dialect, lambda_
from policycheck.language.ir import QuantifierKind
from policycheck.language.types import INTEGER, Type

EXACT_SETTING = ("spark.sql.decimalOperations.allowPrecisionLoss", "false")
"""Without it Spark rounds the product of two long decimals."""


class Spark(Dialect):
    """Spark 3.4 and later."""

    name = "spark"
    title = "Apache Spark"
    notes = (
        "Set spark.sql.decimalOperations.allowPrecisionLoss to false first: else products of decimals are rounded.",
    )
    writes = "spark"

    def element(self, word: str, of: Type) -> Sql:
        """A loop's element: lambdas' parameters are plain words here."""
        return exp.Column(this=exp.to_identifier(f"one_{_plain(word)}"))

    def contains(self, whole: Sql, part: Sql) -> Sql:
        """Whether a text has another in it."""
        return sql.call("CONTAINS", whole, part)

    def starts(self, whole: Sql, part: Sql) -> Sql:
        """Whether a text begins with another."""
        return sql.call("STARTSWITH", whole, part)

    def arithmetic(self, name: str, args: Sequence[Sql], types: Sequence[Type], result: Type) -> Sql:
        """A sum, difference or product, exactly; missing where it is 10^18 or more."""
        scales = [0 if result.kind == "integer" else type_.scale if name == "mul" else result.scale for type_ in types]
        wide = [sql.cast(arg, self.decimal(scale)) for arg, scale in zip(args, scales, strict=True)]
        words = {"add": "TRY_ADD", "sub": "TRY_SUBTRACT", "mul": "TRY_MULTIPLY"}
        return self.limited(sql.call(words[name], *wide), result)

    def limited(self, value: Sql, type_: Type) -> Sql:
        """A result; missing where it is 10^18 or more."""
        found = exp.TryCast(this=value, to=self.decimal(type_.scale), safe=True)
        return sql.cast(found, self.type(INTEGER)) if type_.kind == "integer" else found

    def later(self, day: Sql, number: Sql) -> Sql:
        """The day so many days later; missing where no calendar has it."""
        return self.on_calendar(sql.call("DATE_ADD", day, _clamped(number, MOST_DAYS + 1)))

    def months_later(self, day: Sql, number: Sql) -> Sql:
        """The same day so many months later, clamped to the month's last; missing where no calendar has it."""
        return self.on_calendar(sql.call("ADD_MONTHS", day, _clamped(number, MOST_MONTHS + 1)))

    def days_between(self, later: Sql, earlier: Sql) -> Sql:
        """The days from one date to another."""
        return sql.cast(sql.call("DATEDIFF", later, earlier), self.type(INTEGER))

    def part_of_day(self, part: str, day: Sql) -> Sql:
        """The year or the month of a date."""
        return sql.cast(sql.call(part.upper(), day), self.type(INTEGER))

    def length(self, items: Sql) -> Sql:
        """How many elements a list has."""
        return sql.cast(sql.call("ARRAY_SIZE", items), self.type(INTEGER))

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
        """A quantifier over a list; Spark's own `exists` and `forall` are Kleene's."""
        name = f"one_{_plain(word)}"
        if kind in ("any", "all"):
            assert value is not None
            asked = lambda_(name, self.asked(kind, where, value))
            return sql.call("EXISTS" if kind == "any" else "FORALL", items, asked)
        chosen, open_ = items, list[Sql]()
        if where is not None:
            open_.append(self._known_of_each(items, name, where))
            chosen = sql.call("FILTER", items, lambda_(name, where))
        if kind == "count":
            return sql.case([(open_[0], self.length(chosen))]) if open_ else self.length(chosen)
        assert value is not None
        known = sql.all_of([*open_, self._known_of_each(chosen, name, value)])
        values = sql.call("TRANSFORM", chosen, lambda_(name, value))
        match kind:
            case "sum":
                found = self.limited(self._sum(values, types[1]), types[1])
            case "unique":
                found = self.length(sql.call("ARRAY_DISTINCT", values))
            case _:
                found = sql.call(f"ARRAY_{kind.upper()}", values)
        return sql.case([(known, found)])

    def _known_of_each(self, items: Sql, name: str, value: Sql) -> Sql:
        return sql.call("FORALL", items, lambda_(name, sql.is_not_null(value)))

    def total(self, value: Sql, type_: Type) -> Sql:
        """The exact sum of a group's values: of whole numbers as decimals, since theirs wraps around."""
        return sql.call("TRY_SUM", sql.cast(value, self.decimal(type_.scale)))

    def _sum(self, values: Sql, type_: Type) -> Sql:
        wide = self.decimal(type_.scale, 38 - type_.scale)
        so_far, more = exp.to_identifier("so_far"), exp.to_identifier("more")
        added = exp.Add(this=exp.Column(this=so_far), expression=sql.cast(exp.Column(this=more), wide))
        merge = exp.Lambda(this=sql.cast(added, wide), expressions=[so_far, more])
        return sql.call("AGGREGATE", values, sql.cast(sql.number(0), wide), merge)

    def member(self, item: Sql, items: Sql, item_type: Type, of: Type) -> Sql:
        """Whether a value is in a list: true if found, else unknown if it, the list or an element is missing."""
        equal = sql.binary(exp.EQ, exp.Column(this=exp.to_identifier("one_of")), item)
        return sql.case([(sql.is_not_null(item), sql.call("EXISTS", items, lambda_("one_of", equal)))])

    def unnested(self, items: Sql, of: Type, alias: str) -> Sql:
        """A list as a table of one column, `value`, beside the tables before it."""
        named = exp.TableAlias(this=sql.name(alias), columns=[sql.name("value")])
        return exp.Lateral(this=sql.call("EXPLODE", items), alias=named)

    def each(self, items: Sql, of: Type, value: Callable[[Sql], Sql]) -> Sql:
        """A list with another value in the place of each element."""
        word = "element"
        return sql.call("TRANSFORM", items, lambda_(f"one_{word}", value(self.element(word, of))))

    def same_lists(self, one: Sql, other: Sql) -> Sql:
        """Whether two known lists have the same elements, missing ones included."""
        known = [sql.is_not_null(one), sql.is_not_null(other)]
        return sql.all_of([*known, sql.binary(exp.NullSafeEQ, one, other)])


def _plain(word: str) -> str:
    return "".join(letter if letter.isascii() and letter.isalnum() else f"_{ord(letter):x}_" for letter in word)


def _clamped(number: Sql, most: int) -> Sql:
    """A number of days or months that the database can count; beyond it no calendar goes in any case."""
    inside = sql.call("GREATEST", sql.call("LEAST", number, sql.number(most)), sql.number(-most))
    known = sql.is_not_null(number)  # of nothing, the least and the greatest would be the other one
    return sql.cast(sql.case([(known, inside)]), sql.data_type("INT"))
