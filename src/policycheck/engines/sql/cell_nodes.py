"""What the readings of cells in SQL have in common: white space, regular expressions, casts that never fail."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

from sqlglot import exp

from policycheck.engines.exact import digits
from policycheck.engines.sql import build as sql
from policycheck.engines.sql.build import Sql
from policycheck.language.rulebook import FieldType


@dataclass(frozen=True)
class Cell:
    """How the cells of a column are read: two expressions over the column."""

    value: Sql
    """The value as the declared type; NULL where it is missing or cannot be read."""
    faulty: Sql | None
    """Whether something stands there that cannot be read, never NULL; None where that can never be."""
    there: Sql | None = None
    """Whether there is a value, and it is not empty, never NULL; where that is seen sooner than what the value is."""


class Mismatch(Exception):
    """A column whose type holds nothing that can be read as a field's; `words` say what it holds."""

    def __init__(self, words: str) -> None:
        self.words = words
        super().__init__(words)


BLANK = r"\pZ\t-\r\x{1c}-\x{1f}\x{85}"
"""White space as Python knows it, within a class of a regular expression; RE2's own is narrower."""
BLANKS = f"[{BLANK}]*"
"""White space, or none."""

_SURELY_NONE = (("!", "\x7f"), ("\u00a1", "\u1680"))
"""From the one, and before the other, no character is white space; most texts begin and end there."""


def type_of(written: str) -> exp.DataType:
    """A type of DuckDB."""
    return exp.DataType.build(written, dialect="duckdb")


def cast(value: Sql, type_: str) -> Sql:
    """A cast that cannot fail."""
    return sql.cast(value, type_of(type_))


def try_cast(value: Sql, type_: str) -> Sql:
    """A cast that gives NULL where it fails."""
    return sql.try_cast(value, type_of(type_))


def null(type_: str) -> Sql:
    """A missing value."""
    return cast(exp.Null(), type_)


def literal(value: int | Decimal | date | str) -> Sql:
    """A value that is known when the SQL is made."""
    if isinstance(value, date):
        return cast(sql.text(value.isoformat()), "DATE")
    if isinstance(value, str):
        return sql.text(value)
    written = digits(value)
    number = exp.Literal.number(written.removeprefix("-"))
    return exp.Paren(this=exp.Neg(this=number)) if written.startswith("-") else number


def bit(value: bool) -> Sql:
    """Yes or no."""
    return exp.Boolean(this=value)


def less(left: Sql, right: Sql) -> Sql:
    """Whether one is below the other."""
    return sql.binary(exp.LT, left, right)


def same(left: Sql, right: Sql) -> Sql:
    """Whether two are equal."""
    return sql.binary(exp.EQ, left, right)


def matches(column: Sql, pattern: str) -> Sql:
    """Whether the whole of a text is as a regular expression says."""
    return sql.call("REGEXP_FULL_MATCH", column, sql.text(pattern))


def among(column: Sql, words: Iterable[tuple[str, Sql]], otherwise: Sql | None) -> Sql:
    """What belongs to a text among a few."""
    branches = [(sql.text(word), meant) for word, meant in words]
    return sql.case(branches, otherwise, on=column) if branches else otherwise or exp.Null()


def let(value: Sql, word: str, body: Callable[[Sql], Sql]) -> Sql:
    """What `body` makes of a value that is computed once, however often it speaks of it."""
    it = sql.bare(word)
    if isinstance(value, exp.Column):
        return body(value)
    each = exp.Lambda(this=body(it), expressions=[sql.name(word)])
    return sql.call("LIST_EXTRACT", sql.call("LIST_TRANSFORM", sql.call("LIST_VALUE", value), each), sql.number(1))


def within(value: Sql, field: FieldType) -> Sql:
    """A value; NULL where the field's bounds leave it out."""
    if field.min is None and field.max is None:
        return value

    def kept(found: Sql) -> Sql:
        low, high = (literal(bound) if bound is not None else None for bound in (field.min, field.max))
        if low and high:
            return sql.case([(exp.Between(this=sql.operand(found), low=low, high=high), found)])
        return sql.case([(sql.binary(*((exp.GTE, found, low) if low else (exp.LTE, found, high or found))), found)])

    return let(value, "found", kept)


def unread(column: Sql, value: Sql, holds: Sql | None = None) -> Sql:
    """Whether a cell that is known, and `holds` something, has no value.

    The value stands in it as it is, so that DuckDB computes it once for both.
    """
    lacks = sql.all_of([sql.is_null(value), sql.is_not_null(column)])
    return lacks if holds is None else sql.case([(lacks, holds)], exp.false())


def stripped(column: Sql) -> Sql:
    """A text without the white space around it; most have none, which is seen sooner than anything is taken away."""
    return sql.case([(bare(column), column)], inner(column))


def inner(column: Sql) -> Sql:
    """A text from its first character that is no white space to its last."""
    return sql.call("REGEXP_EXTRACT", column, sql.text(f"(?s)[^{BLANK}](?:.*[^{BLANK}])?"))


def says_something(column: Sql) -> Sql:
    """Whether a text is more than white space."""
    return sql.call("REGEXP_MATCHES", column, sql.text(f"[^{BLANK}]"))


def ascii_within(column: Sql) -> Sql:
    """Whether a text begins with a character of ASCII that is no white space; what begins with `~` aside."""
    return exp.Between(this=column, low=sql.text("!"), high=sql.text("~"))


def last(column: Sql) -> Sql:
    """A text's last character."""
    return sql.call("ARRAY_EXTRACT", column, sql.number(-1))


def bare(column: Sql) -> Sql:
    """Whether a text surely has something in it, and no white space around: it may be false without need."""
    return sql.all_of([_surely_none(column), _surely_none(last(column))])


def _surely_none(column: Sql) -> Sql:
    """Whether a text begins with what is no white space; texts are compared by their characters' numbers."""
    return sql.any_of(
        sql.all_of([sql.binary(exp.GTE, column, sql.text(low)), less(column, sql.text(high))])
        for low, high in _SURELY_NONE
    )


def folded(column: Sql, words: Iterable[str]) -> Sql:
    """A text in small letters, to be compared with case-folded words in the small letters of `small`.

    Where folding is more than small letters (ß is ss), it is done for the letters that could lead to one of the words.
    """
    letters, unlike = frozenset("".join(words)), column
    for letter, fold in _unlike().items():
        if letters.issuperset(small(fold)) or letters.issuperset(small(letter)):
            unlike = sql.call("REPLACE", unlike, sql.text(letter), sql.text(fold))
    ascii_ = same(sql.call("STRLEN", column), sql.call("LENGTH", column))
    return sql.call("LOWER", sql.case([(ascii_, column)], unlike))


def small(text: str) -> str:
    """A text in the small letters of DuckDB, which has one for each letter."""
    return "".join(lower if len(lower) == 1 else "i" for lower in map(str.lower, text))


@cache
def _unlike() -> dict[str, str]:
    """The letters that folding makes something else of than a small letter, and what."""
    letters = map(chr, range(0x80, 0x10000))
    return {letter: fold for letter in letters if (fold := letter.casefold()) != small(letter)}
