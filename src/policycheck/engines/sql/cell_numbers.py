"""Cells as numbers, in SQL: from texts as people write them, and from numbers of every type.

Whatever is not written plainly is looked at by regular expressions, which say the same as `language/numbers.py`: DuckDB
itself would read `1e5` and `1_000` as well, and would round.
"""

from __future__ import annotations

from sqlglot import exp

from policycheck.engines.sql import build as sql
from policycheck.engines.sql.build import Sql
from policycheck.engines.sql.cell_nodes import (
    BLANK,
    BLANKS,
    Cell,
    cast,
    less,
    matches,
    null,
    same,
    says_something,
    stripped,
    try_cast,
    unread,
    within,
)
from policycheck.language.rulebook import FieldType
from policycheck.language.types import LIMIT, MOST_DECIMALS, MOST_DIGITS

EXACT = f"DECIMAL({MOST_DIGITS + MOST_DECIMALS}, {MOST_DECIMALS})"
"""Holds every number that an input may be."""
_WHOLE = f"DECIMAL({MOST_DIGITS}, 0)"
_SMALL = f"DECIMAL(15, {MOST_DECIMALS})"
"""Numbers of so few digits that no two are the same binary float."""
_MOST_WRITTEN = 100

_MINUS = "\N{MINUS SIGN}"
_SIGN = f"{BLANKS}[-+{_MINUS}]?{BLANKS}"
_GROUPED = f"[0-9]{{1,3}}(?:[{BLANK}][0-9]{{3}})+"
_DIGIT_OR_BLANK = f"[0-9{BLANK}]"

_PLAINLY = "-?[0-9]{{1,18}}(?:{}(?:[0-9]{{1,2}}|[0-9]{{4,6}}))?"
"""A number as most are written, with a mark before its decimals."""
_SIX, _FOUR, _NONE = ("[0-9]{4,6}0*", "[0-9]{1,6}0*"), ("[0-9]{4}0*", "[0-9]{1,4}0*"), ("0{4,}", "0+")
"""More decimals than three, or any: behind digits that are not grouped, three are taken for thousands by many."""


def number_of_text(field: FieldType, column: Sql) -> Cell:
    """A number from a text."""
    if field.type.kind == "integer":
        type_, written = "BIGINT", _written(column, _NONE, "0{1,2}", "", _WHOLE)
    else:
        type_, written = EXACT, _written(column, _SIX, "[0-9]{1,2}", "", EXACT)
    if field.type.kind == "number":
        percentage = _written(column, _FOUR, "[0-9]{1,2}", f"%{BLANKS}", EXACT)
        percent = sql.call("CONTAINS", column, sql.text("%"))
        written = sql.case([(percent, _hundredth(percentage))], written)
    long = sql.all_of(
        [
            sql.binary(exp.GT, sql.call("LENGTH", column), sql.number(_MOST_WRITTEN)),
            sql.binary(exp.GT, sql.call("LENGTH", _without_sign_of_percent(column)), sql.number(_MOST_WRITTEN)),
        ]
    )
    usual = [(matches(column, _PLAINLY.format("[.]")), try_cast(column, type_))]
    if field.type.kind == "integer":
        usual = [(matches(column, "-?[0-9]{1,18}"), try_cast(column, type_))]
    else:
        pointed = sql.call("REPLACE", column, sql.text(","), sql.text("."))
        usual.append((matches(column, _PLAINLY.format(",")), try_cast(pointed, type_)))
    value = within(sql.case([*usual, (long, null(type_))], cast(written, type_)), field)
    return Cell(value, unread(column, value, says_something(column)))


def _without_sign_of_percent(column: Sql) -> Sql:
    return stripped(sql.call("REPLACE", column, sql.text("%"), sql.text("")))


def _hundredth(number: Sql) -> Sql:
    return cast(sql.binary(exp.Mul, number, cast(exp.Literal.number("0.01"), "DECIMAL(3, 2)")), EXACT)


def _written(column: Sql, decimals: tuple[str, str], few: str, behind: str, type_: str) -> Sql:
    """A number as people write it, NULL for anything else; `decimals` and `few` are those it may have."""
    many, any_ = decimals
    end = f"{BLANKS}{behind}"
    one_mark = f"{_SIGN}(?:[0-9]+(?:[.,](?:{few}|{many}))?|{_GROUPED}(?:[.,]{any_})?){end}"
    branches = [(matches(column, one_mark), try_cast(_plain(column, ",", "."), type_))]
    for mark, other in (".,", ",."):
        # the digits between marks may themselves be grouped by blanks: so it is in Python
        groups = f"[0-9]{_DIGIT_OR_BLANK}{{0,2}}(?:[{mark}]{_DIGIT_OR_BLANK}{{3}})"
        last = f"[{mark}]{_DIGIT_OR_BLANK}{{2}}[0-9]"
        marks = f"{_SIGN}(?:{groups}*{last}[{other}]{any_}|{groups}+{last}){end}"
        whole = sql.call("SPLIT_PART", column, sql.text(other), sql.number(1))
        joined = sql.call("REPLACE", whole, sql.text(mark), sql.text(""))
        proper = matches(joined, f"{_SIGN}(?:[0-9]+|{_GROUPED}){end if behind == '' else f'{BLANKS}(?:{behind})?'}")
        both = sql.all_of([matches(column, marks), proper])
        branches.append((both, try_cast(_plain(column, mark, ""), type_)))
    return sql.case(branches, null(type_))


def _plain(column: Sql, mark: str, instead: str) -> Sql:
    """A written number as DuckDB reads it: no blanks, no `+`, a point before the decimals."""
    found = sql.call("REPLACE", column, sql.text(_MINUS), sql.text("-"))
    found = sql.call("REPLACE", found, sql.text(mark), sql.text(instead))
    found = sql.call("REPLACE", found, sql.text(","), sql.text("."))
    return sql.call("REGEXP_REPLACE", found, sql.text(f"[+%{BLANK}]"), sql.text(""), sql.text("g"))


# --- from numbers


def number_of_whole(field: FieldType, column: Sql, source: str) -> Cell:
    """A number from a whole one: of 64 bits, or of its own type if that is smaller."""
    integer = field.type.kind == "integer"
    if source in _SMALL_WHOLES:
        found = cast(column, "BIGINT") if integer and source != "BIGINT" else column
        return bounded(field, column, found)
    if source != "BIGINT":
        column_ = try_cast(column, "BIGINT")
        return bounded(field, column, sql.case([(_below_limit(column_), column_)]), True)
    return bounded(field, column, sql.case([(_below_limit(column), column)]), True)


def bounded(field: FieldType, column: Sql, value: Sql, may_fail: bool = False) -> Cell:
    """A value within the field's bounds; without any, and where it cannot fail, there is no fault."""
    found = within(value, field)
    if found is value and not may_fail:
        return Cell(value, None)
    return Cell(found, unread(column, found))


_SMALL_WHOLES = frozenset({"TINYINT", "SMALLINT", "INTEGER", "UTINYINT", "USMALLINT", "UINTEGER"})
_LARGE_WHOLES = frozenset({"BIGINT", "UBIGINT", "HUGEINT", "UHUGEINT", "BIGNUM"})
WHOLES = _SMALL_WHOLES | _LARGE_WHOLES


def _below_limit(number: Sql) -> Sql:
    low, high = (sql.number(end) for end in (1 - LIMIT, LIMIT - 1))
    return exp.Between(this=sql.operand(number), low=low, high=high)


def number_of_decimal(field: FieldType, column: Sql, digits: int, scale: int) -> Cell:
    """A number from a decimal one of `digits` digits, `scale` of them behind the point."""
    value, may_fail = exact_decimal(column, digits, scale)
    if field.type.kind == "integer":
        whole = try_cast(column, _WHOLE)
        if scale:
            value = sql.case([(same(try_cast(whole, f"DECIMAL({digits}, {scale})"), column), cast(whole, "BIGINT"))])
        else:
            value = cast(whole, "BIGINT")
        may_fail = True
    return bounded(field, column, value, may_fail)


def exact_decimal(column: Sql, digits: int, scale: int) -> tuple[Sql, bool]:
    """A decimal number of no more digits than an input may have, and whether it may have more."""
    before, behind = min(digits - scale, MOST_DIGITS), min(scale, MOST_DECIMALS)
    if (before, behind) == (digits - scale, scale):
        return column, False
    found = try_cast(column, f"DECIMAL({max(before + behind, 1)}, {behind})")
    if scale == behind:
        return found, True
    return sql.case([(same(try_cast(found, f"DECIMAL({digits}, {scale})"), column), found)]), True


def number_of_float(field: FieldType, column: Sql, source: str) -> Cell:
    """A number from a binary one, by the fewest digits that tell it apart; what is no number is missing.

    Of no more than 15 digits, a number with six decimals is told by arithmetic, which is faster.
    """
    wide = _wide(column) if source == "FLOAT" else column
    near = try_cast(wide, _SMALL)
    few = sql.all_of([less(sql.call("ABS", wide), cast(sql.number(10**9), "DOUBLE")), same(cast(near, "DOUBLE"), wide)])
    digits = cast(wide, "VARCHAR")
    sound = matches(digits, r"-?[0-9]+\.[0-9]{1,6}|-?[0-9](?:\.[0-9]+)?e\+[0-9]+")
    if field.type.kind == "integer":
        whole = same(wide, sql.call("TRUNC", wide))
        few = sql.all_of([whole, less(sql.call("ABS", wide), cast(sql.number(2**53), "DOUBLE"))])
        number = sql.case([(few, try_cast(wide, "BIGINT")), (whole, cast(try_cast(digits, _WHOLE), "BIGINT"))])
    else:
        number = sql.case([(few, cast(near, EXACT)), (sound, try_cast(digits, EXACT))])
    value = within(number, field)
    return Cell(value, unread(column, value, is_number(column)))


def _wide(column: Sql) -> Sql:
    """A float of 32 bits as the one of 64 that is written the same."""
    return cast(cast(column, "VARCHAR"), "DOUBLE")


def is_number(column: Sql) -> Sql:
    """Whether a binary number is one: of those that are not, pandas makes its blanks."""
    return sql.not_(sql.call("ISNAN", column))


# --- texts and truths from numbers


def text_of_number(column: Sql, source: str, digits: int, scale: int) -> Cell:
    """A text from a number, since keys and codes are often stored as such."""
    if source in WHOLES:
        if source in _SMALL_WHOLES:
            return Cell(cast(column, "VARCHAR"), None)
        wide = column if source == "BIGINT" else try_cast(column, "BIGINT")
        value = sql.case([(_below_limit(wide), cast(wide, "VARCHAR"))])
        return Cell(value, unread(column, value))
    if source == "DECIMAL":
        return _text_of_decimal(column, digits, scale)
    wide = column
    if source == "FLOAT":
        far = sql.binary(exp.GTE, sql.call("ABS", column), cast(sql.number(LIMIT), "FLOAT"))
        wide = sql.case([(far, cast(column, "DOUBLE"))], _wide(column))
    whole = sql.all_of(
        [same(wide, sql.call("TRUNC", wide)), less(sql.call("ABS", wide), cast(sql.number(LIMIT), "DOUBLE"))]
    )
    value = sql.case(
        [(whole, cast(try_cast(wide, "BIGINT"), "VARCHAR")), (sql.call("ISFINITE", wide), cast(wide, "VARCHAR"))]
    )
    return Cell(value, unread(column, value, is_number(column)))


def _text_of_decimal(column: Sql, digits: int, scale: int) -> Cell:
    exact, may_fail = exact_decimal(column, digits, scale)
    written = cast(exact, "VARCHAR")
    if digits == scale:  # else nothing stands before the point
        behind = min(scale, MOST_DECIMALS)
        written = cast(cast(exact, f"DECIMAL({behind + 1}, {behind})"), "VARCHAR")
    if scale > MOST_DECIMALS:
        for ending in "0", ".":
            written = sql.call("RTRIM", written, sql.text(ending))
    value = sql.case([(same(exact, cast(sql.number(0), "TINYINT")), sql.text("0"))], written) if scale else written
    return Cell(value, unread(column, value) if may_fail else None)


def bit_of_number(column: Sql, binary: bool) -> Cell:
    """Yes and no from 1 and 0."""
    branches = [
        (same(column, sql.number(1)), exp.Boolean(this=True)),
        (same(column, sql.number(0)), exp.Boolean(this=False)),
    ]
    value = sql.case(branches, null("BOOLEAN"))
    return Cell(value, unread(column, value, is_number(column) if binary else None))
