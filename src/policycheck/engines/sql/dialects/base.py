"""How a database says things: one class with how most say it, which each dialect changes where its own way differs.

Everything takes and gives sqlglot's nodes. A *condition* is what may stand behind WHERE; a *value* what may stand in a
column. They are one and the same but in dialects without boolean values.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import ClassVar

from sqlglot import exp
from sqlglot.dialects.dialect import Dialect as Writer

from policycheck.engines.exact import digits
from policycheck.engines.sql import build as sql
from policycheck.engines.sql.build import Sql
from policycheck.language.ir import QuantifierKind
from policycheck.language.types import DATE, INTEGER, MOST_DIGITS, Interval, Type, Value

TRUE, NONE, FALSE = 2, 1, 0
"""The truth of an element, as a number: the greatest of all is `any`'s, the least `all`'s."""
FIRST_DAY, LAST_DAY = date.min, date.max
MOST_DAYS = 3_652_058
"""Days from the first day of the calendar to the last."""
MOST_MONTHS = 12 * 9_998 + 11
OPEN = " " * 10
"""The open end of a period."""

COMPARISONS: dict[str, type[exp.Binary]] = {
    "eq": exp.EQ,
    "ne": exp.NEQ,
    "lt": exp.LT,
    "le": exp.LTE,
    "gt": exp.GT,
    "ge": exp.GTE,
}


class Dialect:
    """A database's way of saying things, with arrays that lambdas go through."""

    name: ClassVar[str]
    writes: ClassVar[str]
    """What sqlglot calls it."""
    title: ClassVar[str]
    """What people call it."""
    notes: ClassVar[tuple[str, ...]] = ()
    """What whoever runs a script must know."""
    executed: ClassVar[bool] = True
    """Whether the project's tests run what is written, or only read it back."""
    name_limit: ClassVar[int] = 60
    """Bytes of a name that are surely kept."""
    repeated: ClassVar[frozenset[str]] = frozenset()
    """Operators whose arguments are written more than once: they become columns first, where there is a place."""
    between: ClassVar[str] = ";\n\n"
    """What stands between two statements."""

    # --- types and constants

    def type(self, type_: Type) -> exp.DataType:
        """The column type that holds values of a type."""
        match type_.kind:
            case "boolean":
                return sql.data_type("BOOLEAN")
            case "integer":
                return sql.data_type("BIGINT")
            case "number" | "money":
                return self.decimal(type_.scale)
            case "date":
                return sql.data_type("DATE")
            case "list":
                assert type_.of is not None
                return exp.DataType(this=exp.DataType.Type.ARRAY, expressions=[self.type(type_.of)], nested=True)
        return sql.data_type("TEXT")

    def decimal(self, scale: int, digits: int = MOST_DIGITS) -> exp.DataType:
        """A decimal type of so many digits before and behind the point."""
        return exp.DataType(
            this=exp.DataType.Type.DECIMAL,
            expressions=[exp.DataTypeParam(this=sql.number(one)) for one in (digits + scale, scale)],
        )

    def null(self, type_: Type) -> Sql:
        """A missing value of a type."""
        return sql.cast(exp.Null(), self.type(type_))

    def constant(self, value: Value | None, type_: Type) -> Sql:
        """A value known when the SQL is written."""
        match value:
            case None:
                return self.null(type_)
            case bool():
                return self.boolean(value)
            case int() | Decimal():
                return self.number(value, type_)
            case date():
                return self.day(value)
            case Interval():
                ends = [end.isoformat() if end else OPEN for end in (value.start, value.until)]
                return sql.text("/".join(ends))
            case tuple():
                assert type_.of is not None
                return self.array([self.constant(one, type_.of) for one in value], type_)
        return sql.text(value)

    def boolean(self, value: bool) -> Sql:
        """A truth value."""
        return exp.Boolean(this=value)

    def number(self, value: int | Decimal, type_: Type) -> Sql:
        """A number, digit by digit."""
        written = digits(value)
        found: Sql = exp.Literal.number(written.removeprefix("-"))
        return exp.Neg(this=found) if written.startswith("-") else found

    def day(self, value: date) -> Sql:
        """A date."""
        return sql.cast(sql.text(value.isoformat()), self.type(DATE))

    def today(self) -> Sql:
        """The day on which a query is run."""
        return exp.CurrentDate()

    def array(self, items: Sequence[Sql], type_: Type) -> Sql:
        """A list."""
        return sql.cast(exp.Array(expressions=list(items)), self.type(type_))

    def like(self, value: Sql, had: Type, wanted: Type) -> Sql:
        """A value as another type of its kin: a whole number where a decimal is wanted."""
        same = had.kind == wanted.kind and had.scale == wanted.scale
        return value if same or not wanted.numeric else sql.cast(value, self.type(wanted))

    def as_written(self, text: Sql) -> Sql:
        """A text that is read, so that all its letters are told apart in comparisons, groups and joins."""
        return text

    # --- conditions

    def holds(self, value: Sql) -> Sql:
        """A boolean value as a condition."""
        return value

    def truth(self, condition: Sql) -> Sql:
        """A condition as a boolean value."""
        return condition

    def switch(self, condition: Sql, true: Sql, false: Sql, unknown: Sql | None) -> Sql:
        """One of three values, by a condition's truth."""
        return sql.case([(exp.true(), true), (exp.false(), false)], unknown, on=condition)

    def unknown(self) -> Sql:
        """The condition that is never known."""
        return sql.cast(exp.Null(), sql.data_type("BOOLEAN"))

    def surely(self, condition: Sql) -> Sql:
        """Whether a condition is known to hold: false where it is unknown."""
        return sql.coalesce(condition, exp.false())

    def compare(self, name: str, left: Sql, right: Sql, a: Type, b: Type) -> Sql:
        """A comparison of two values."""
        return sql.binary(COMPARISONS[name], left, right)

    def among(self, item: Sql, values: Sequence[Value], item_type: Type, type_: Type) -> Sql:
        """Whether a value is one of some known ones, of which there is at least one."""
        return exp.In(this=sql.operand(item), expressions=[self.constant(value, type_) for value in values])

    def contains(self, whole: Sql, part: Sql) -> Sql:
        """Whether a text has another in it."""
        return sql.binary(exp.GT, sql.call("STRPOS", whole, part), sql.number(0))

    def starts(self, whole: Sql, part: Sql) -> Sql:
        """Whether a text begins with another."""
        return sql.binary(exp.EQ, sql.call("LEFT", whole, sql.call("LENGTH", part)), part)

    # --- numbers

    def arithmetic(self, name: str, args: Sequence[Sql], types: Sequence[Type], result: Type) -> Sql:
        """A sum, difference or product, exactly; missing where it is 10^18 or more."""
        kinds: dict[str, type[exp.Binary]] = {"add": exp.Add, "sub": exp.Sub, "mul": exp.Mul}
        if result.kind == "integer":
            wide = sql.data_type("INT128")
            left, right = (sql.cast(arg, wide if name == "mul" else self.type(INTEGER)) for arg in args)
            found = sql.binary(kinds[name], left, right)
            return sql.cast(sql.try_cast(found, self.decimal(0)), self.type(INTEGER))
        scales = [type_.scale if name == "mul" else result.scale for type_ in types]
        left, right = (sql.cast(arg, self.decimal(scale, 38 - scale)) for arg, scale in zip(args, scales, strict=True))
        found = sql.binary(kinds[name], left, right)
        if name == "mul":
            found = sql.call("TRY", found)
        return sql.try_cast(found, self.decimal(result.scale))

    def negative(self, value: Sql, type_: Type) -> Sql:
        """A number with its sign turned."""
        return exp.Neg(this=sql.cast(value, self.type(type_)))

    def absolute(self, value: Sql, type_: Type) -> Sql:
        """A number without its sign."""
        return sql.call("ABS", sql.cast(value, self.type(type_)))

    def limited(self, value: Sql, type_: Type) -> Sql:
        """A total as a result of a type; missing where it is 10^18 or more."""
        if type_.kind == "integer":
            return sql.cast(sql.try_cast(value, self.decimal(0)), self.type(INTEGER))
        return sql.try_cast(value, self.type(type_))

    # --- dates

    def later(self, day: Sql, number: Sql) -> Sql:
        """The day so many days later; missing where no calendar has it."""
        moved = sql.call("TRY", sql.binary(exp.Add, day, sql.try_cast(number, sql.data_type("INT"))))
        return self.on_calendar(moved)

    def months_later(self, day: Sql, number: Sql) -> Sql:
        """The same day so many months later, clamped to the month's last; missing where no calendar has it."""
        months = sql.call("TO_MONTHS", sql.try_cast(number, sql.data_type("INT")))
        moved = sql.call("TRY", sql.binary(exp.Add, day, months))
        return self.on_calendar(sql.cast(moved, self.type(DATE)))

    def on_calendar(self, day: Sql) -> Sql:
        """A day; missing where no calendar of years 1 to 9999 has it."""
        inside = exp.Between(this=sql.operand(day), low=self.day(FIRST_DAY), high=self.day(LAST_DAY))
        return sql.case([(inside, day)])

    def days_between(self, later: Sql, earlier: Sql) -> Sql:
        """The days from one date to another."""
        return sql.binary(exp.Sub, later, earlier)

    def part_of_day(self, part: str, day: Sql) -> Sql:
        """The year or the month of a date."""
        return exp.Extract(this=exp.Var(this=part.upper()), expression=day)

    def end_of_period(self, period: Sql, name: str) -> Sql:
        """The start of a period, or the day behind it; missing where it is open."""
        at = sql.number(1 if name == "start" else 12)
        part = exp.Nullif(this=sql.call("SUBSTR", period, at, sql.number(10)), expression=sql.text(OPEN))
        return sql.cast(part, self.type(DATE))

    # --- lists

    def same_lists(self, one: Sql, other: Sql) -> Sql:
        """Whether two known lists have the same elements, missing ones included."""
        return sql.binary(exp.EQ, one, other)

    def length(self, items: Sql) -> Sql:
        """How many elements a list has."""
        return sql.call("LEN", items)

    def element(self, word: str, of: Type) -> Sql:
        """A loop's element, by the author's name for it."""
        return sql.bare(_own(word))

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
        """A quantifier over a list; `where` and `value` speak of the element.

        `types` are the value's and the result's. A `plain` value is unknown only where an element is missing. `keep`,
        where there is place for a column, makes one of what is found of each element.
        """
        if kind in ("any", "all"):
            assert value is not None
            truths: Sql = self._each(items, word, self.truth(self.asked(kind, where, value)))
            if keep is not None and not plain:  # asked of twice
                truths = keep(truths)
            decisive = self.boolean(kind == "any")
            decided = sql.call("LIST_CONTAINS", truths, decisive)
            known = self._all_known(items if plain else truths)
            return sql.case([(decided, decisive), (known, self.boolean(kind == "all"))])
        chosen, open_ = items, list[Sql]()
        if where is not None:
            truths = self._each(items, word, self.truth(where))
            open_.append(self._all_known(truths))
            chosen = sql.call("LIST_FILTER", items, _lambda(word, where))
        if kind == "count":
            return sql.case([(open_[0], self.length(chosen))]) if open_ else self.length(chosen)
        assert value is not None
        values = self._each(chosen, word, value)
        known = sql.all_of([*open_, self._all_known(values)])
        found: Sql
        match kind:
            case "sum":
                found = self.limited(sql.coalesce(sql.call("LIST_SUM", values), sql.number(0)), types[1])
            case "unique":
                found = sql.call("LIST_UNIQUE", values)
            case _:
                found = sql.call(f"LIST_{kind.upper()}", values)
        return sql.case([(known, found)])

    def _each(self, items: Sql, word: str, value: Sql) -> Sql:
        return sql.call("LIST_TRANSFORM", items, _lambda(word, value))

    def _all_known(self, values: Sql) -> Sql:
        return sql.binary(exp.EQ, sql.call("LIST_COUNT", values), self.length(values))

    def asked(self, kind: QuantifierKind, where: Sql | None, value: Sql) -> Sql:
        """What `any` and `all` ask of each element: an `if` narrows."""
        if where is None:
            return value
        return sql.all_of([where, value]) if kind == "any" else sql.any_of([sql.not_(where), value])

    def decoded(self, kind: QuantifierKind, most: Sql, known: Sql | None) -> Sql:
        """The truth that the greatest or least of all elements' stands for; of no elements, where it is `known`, `any`
        is false and `all` true."""
        nothing = self.boolean(kind == "all")
        branches = [(sql.number(TRUE), self.boolean(True)), (sql.number(FALSE), self.boolean(False))]
        undecided = (sql.number(NONE), self.null_truth())
        return sql.case([*branches, undecided], nothing if known is None else sql.case([(known, nothing)]), on=most)

    def null_truth(self) -> Sql:
        """A missing truth value."""
        return self.unknown()

    def each(self, items: Sql, of: Type, value: Callable[[Sql], Sql]) -> Sql:
        """A list with another value in the place of each element."""
        word = "element"
        return self._each(items, word, value(self.element(word, of)))

    def member(self, item: Sql, items: Sql, item_type: Type, of: Type) -> Sql:
        """Whether a value is in a list: true if found, else unknown if it, the list or an element is missing."""
        found = sql.call("LIST_CONTAINS", items, item)
        known = sql.binary(exp.EQ, sql.call("LIST_COUNT", items), self.length(items))
        return sql.case([(found, exp.true()), (sql.all_of([sql.is_not_null(item), known]), exp.false())])

    def unnested(self, items: Sql, of: Type, alias: str) -> Sql:
        """A list as a table of one column, `value`, beside the tables before it."""
        named = exp.TableAlias(this=sql.name(alias), columns=[sql.name("value")])
        return exp.Unnest(expressions=[items], alias=named)

    # --- groups

    def how_often(self, condition: Sql) -> Sql:
        """How often a condition holds in a group."""
        return exp.Count(this=sql.case([(condition, sql.number(1))]))

    def total(self, value: Sql, type_: Type) -> Sql:
        """The exact sum of a group's values."""
        return exp.Sum(this=value)

    def least(self, kind: str, value: Sql, type_: Type) -> Sql:
        """The least or the greatest of a group's values."""
        return exp.Min(this=value) if kind == "min" else exp.Max(this=value)

    def different(self, value: Sql, type_: Type) -> Sql:
        """How many different values a group has."""
        return exp.Count(this=exp.Distinct(expressions=[value]))

    def unpivoted(self, about: str, table: str, columns: Mapping[str, str], kinds: Sequence[int]) -> exp.Query:
        """Outcomes that stand side by side one below the other, those of some kinds: type, subject, rule, outcome."""
        queries = [self._one_rule(about, table, rule, column, kinds) for rule, column in columns.items()]
        found: exp.Query = queries[0]
        for query in queries[1:]:
            found = exp.Union(this=found, expression=query, distinct=False)
        return found

    def _one_rule(self, about: str, table: str, rule: str, column: str, kinds: Sequence[int]) -> exp.Select:
        code = sql.bare(column)
        wanted = exp.In(this=code, expressions=[sql.number(kind) for kind in kinds])
        fixed = [sql.alias(sql.text(word), name) for word, name in ((rule, "rule"), (about, "type"))]
        return sql.select([*fixed, sql.bare("subject"), sql.alias(code, "outcome")], sql.table(table), where=wanted)

    def materialized(self, uses: int, copies: int) -> bool | None:
        """Whether a table on the way is to be computed first, or not; None leaves it to the database. It is used so
        often, and there would be so many copies of it if every table were put into those that use it."""
        return None

    def barrier(self, query: exp.Select) -> exp.Select:
        """A view's query, so that it is not put into the views that use it."""
        return query

    # --- statements

    def write(self, node: Sql, pretty: bool = True) -> str:
        """A statement as text."""
        return Writer.get_or_raise(self.writes).generate(node, copy=False, pretty=pretty)


def _lambda(word: str, body: Sql) -> exp.Lambda:
    return exp.Lambda(this=body, expressions=[sql.name(_own(word))])


def lambda_(word: str, body: Sql) -> exp.Lambda:
    """A function of one parameter, whose name stands unquoted."""
    return exp.Lambda(this=body, expressions=[exp.to_identifier(word)])


def _own(word: str) -> str:
    """A parameter's name that no table has: else what is asked of the table would be asked of the element."""
    return f"one {word}"
