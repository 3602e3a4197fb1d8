"""Snowflake: arrays of variants with lambdas, decimals of 38 digits, nothing that gives NULL for a result too large."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from sqlglot import exp

from policycheck.engines.sql import build as sql
from policycheck.engines.sql.build import Sql
from policycheck.engines.sql.dialects.base import FALSE, NONE, TRUE, lambda_
from policycheck.engines.sql.dialects.warehouses import Warehouse
from policycheck.language.ir import QuantifierKind
from policycheck.language.types import INTEGER, LIMIT, Type

_KINDS: dict[str, type[exp.Binary]] = {"add": exp.Add, "sub": exp.Sub, "mul": exp.Mul}


class Snowflake(Warehouse):
    """Snowflake with the functions that take lambdas, FILTER, TRANSFORM and REDUCE."""

    name = "snowflake"
    title = "Snowflake"
    notes = (
        'Names stand in quotes, so tables and columns are called as here, in small letters: CREATE TABLE "name" (...).',
        "Lists are semi-structured arrays. CURRENT_DATE is the day in the session's time zone.",
    )
    writes = "snowflake"
    nulls_are_small: ClassVar[bool] = False

    # --- types and constants

    def type(self, type_: Type) -> exp.DataType:
        """The column type that holds values of a type; arrays hold anything."""
        return sql.data_type("ARRAY") if type_.kind == "list" else super().type(type_)

    def array(self, items: Sequence[Sql], type_: Type) -> Sql:
        """A list."""
        return exp.Array(expressions=list(items))

    # --- conditions

    def contains(self, whole: Sql, part: Sql) -> Sql:
        """Whether a text has another in it."""
        return sql.call("CONTAINS", whole, part)

    def starts(self, whole: Sql, part: Sql) -> Sql:
        """Whether a text begins with another."""
        return sql.call("STARTSWITH", whole, part)

    # --- numbers

    def arithmetic(self, name: str, args: Sequence[Sql], types: Sequence[Type], result: Type) -> Sql:
        """A sum, difference or product, exactly; missing where it is 10^18 or more. A product far too large would end
        the query, so that there is nothing to multiply."""
        scales = [0 if result.kind == "integer" else type_.scale if name == "mul" else result.scale for type_ in types]
        left, right = (sql.cast(arg, self.decimal(scale)) for arg, scale in zip(args, scales, strict=True))
        if name == "mul":
            about = [sql.cast(arg, sql.data_type("DOUBLE")) for arg in args]
            size = sql.call("ABS", exp.Mul(this=about[0], expression=about[1]))
            left = sql.cast(sql.case([(sql.binary(exp.LT, size, sql.number(2 * LIMIT)), args[0])]), left.to)
        return self.limited(sql.binary(_KINDS[name], left, right), result)

    def limited(self, value: Sql, type_: Type) -> Sql:
        """A result; missing where it is 10^18 or more: only texts are tried to be cast here."""
        digits = sql.cast(value, sql.data_type("VARCHAR"))
        found = sql.try_cast(digits, self.decimal(type_.scale))
        return sql.cast(found, self.type(INTEGER)) if type_.kind == "integer" else found

    # --- dates

    def later(self, day: Sql, number: Sql) -> Sql:
        """The day so many days later; missing where no calendar has it."""
        return sql.call("DATEADD", exp.Var(this="DAY"), self.days_until(day, number), day)

    def months_later(self, day: Sql, number: Sql) -> Sql:
        """The same day so many months later, clamped to the month's last; missing where no calendar has it."""
        return sql.call("DATEADD", exp.Var(this="MONTH"), self.months_until(day, number), day)

    def days_between(self, later: Sql, earlier: Sql) -> Sql:
        """The days from one date to another."""
        return sql.call("DATEDIFF", exp.Var(this="DAY"), earlier, later)

    def part_of_day(self, part: str, day: Sql) -> Sql:
        """The year or the month of a date."""
        return sql.call(part.upper(), day)

    # --- lists

    def same_lists(self, one: Sql, other: Sql) -> Sql:
        """Whether two known lists have the same elements, missing ones included."""
        return sql.binary(exp.EQ, sql.call("TO_JSON", one), sql.call("TO_JSON", other))

    def length(self, items: Sql) -> Sql:
        """How many elements a list has."""
        return sql.call("ARRAY_SIZE", items)

    def element(self, word: str, of: Type) -> Sql:
        """A loop's element: a variant as what it is declared to be; NULL of JSON is NULL."""
        return sql.cast(exp.Column(this=exp.to_identifier(_plain(word))), self.type(of))

    def item(self, alias: str, of: Type) -> Sql:
        """The element of a list that is taken apart under an alias."""
        return sql.cast(sql.column(alias, "value"), self.type(of))

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
        if kind in ("any", "all"):
            assert value is not None
            return self._decided(kind, items, self.asked(kind, where, value), word, sql.is_not_null(items))
        chosen, open_ = items, list[Sql]()
        if where is not None:
            open_.append(self._none(items, sql.is_null(where), word))
            chosen = sql.call("FILTER", items, lambda_(_plain(word), where))
        if kind == "count":
            return sql.case([(open_[0], self.length(chosen))]) if open_ else self.length(chosen)
        assert value is not None
        known = sql.all_of([*open_, self._none(chosen, sql.is_null(value), word)])
        values = sql.call("TRANSFORM", chosen, lambda_(_plain(word), value))
        match kind:
            case "sum":
                found = self.limited(self._sum(values, types[1]), types[1])
            case "unique":
                found = self.length(sql.call("ARRAY_DISTINCT", values))
            case _:
                found = sql.cast(sql.call(f"ARRAY_{kind.upper()}", values), self.type(types[1]))
        return sql.case([(known, found)])

    def _decided(self, kind: QuantifierKind, items: Sql, asked: Sql, word: str, known: Sql) -> Sql:
        code = self.switch(asked, *(sql.number(one) for one in (TRUE, FALSE, NONE)))
        codes = sql.call("TRANSFORM", items, lambda_(_plain(word), code))
        most = sql.call("ARRAY_MAX" if kind == "any" else "ARRAY_MIN", codes)
        return self.decoded(kind, sql.cast(most, sql.data_type("INT")), known)

    def _none(self, items: Sql, condition: Sql, word: str) -> Sql:
        such = sql.call("FILTER", items, lambda_(_plain(word), condition))
        return sql.binary(exp.EQ, self.length(such), sql.number(0))

    def _sum(self, values: Sql, type_: Type) -> Sql:
        wide = self.decimal(type_.scale, 38 - type_.scale)
        so_far, more = exp.to_identifier("so_far"), exp.to_identifier("more")
        added = exp.Add(this=exp.Column(this=so_far), expression=sql.cast(exp.Column(this=more), wide))
        merge = exp.Lambda(this=sql.cast(added, wide), expressions=[so_far, more])
        return sql.call("REDUCE", values, sql.cast(sql.number(0), wide), merge)

    def member(self, item: Sql, items: Sql, item_type: Type, of: Type) -> Sql:
        """Whether a value is in a list: true if found, else unknown if it, the list or an element is missing."""
        word = "of the list"
        equal = self.compare("eq", self.element(word, of), item, of, item_type)
        known = sql.all_of([sql.is_not_null(items), sql.is_not_null(item)])
        return self._decided("any", items, equal, word, known)

    def each(self, items: Sql, of: Type, value: Callable[[Sql], Sql]) -> Sql:
        """A list with another value in the place of each element."""
        word = "element"
        return sql.call("TRANSFORM", items, lambda_(_plain(word), value(self.element(word, of))))

    # --- groups

    def total(self, value: Sql, type_: Type) -> Sql:
        """The exact sum of a group's values."""
        return exp.Sum(this=sql.cast(value, self.decimal(type_.scale, 38 - type_.scale)))


def _plain(word: str) -> str:
    """A parameter's name: a plain word that is no column's."""
    letters = "".join(letter if letter.isascii() and letter.isalnum() else f"_{ord(letter):x}_" for letter in word)
    return f"one_{letters}"
