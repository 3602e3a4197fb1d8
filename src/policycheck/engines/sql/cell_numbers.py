"""Cells as numbers, in SQL, from numbers of every type; and as texts, yes and no, where such are stored as numbers."""

from __future__ import annotations

from sqlglot import exp

from policycheck.engines.sql import build as sql
from policycheck.engines.sql.build import Sql
from policycheck.engines.sql.cell_nodes import Cell, cast, less, let, matches, null, same, try_cast, unread, within
from policycheck.engines.sql.cell_numerals import EXACT, WHOLE
from policycheck.language.rulebook import FieldType
from policycheck.language.types import LIMIT, MOST_DECIMALS, MOST_DIGITS

_SMALL = f"DECIMAL(15, {MOST_DECIMALS})"
"""Numbers of so few digits that no two are the same binary float."""
_SMALL_WHOLES = frozenset({"TINYINT", "SMALLINT", "INTEGER", "UTINYINT", "USMALLINT", "UINTEGER"})
_LARGE_WHOLES = frozenset({"BIGINT", "UBIGINT", "HUGEINT", "UHUGEINT", "BIGNUM"})
WHOLES = _SMALL_WHOLES | _LARGE_WHOLES


def number_of_whole(field: FieldType, column: Sql, source: str) -> Cell:
    """A number from a whole one: of 64 bits, or of its own type if that is smaller."""
    integer = field.type.kind == "integer"
    if source in _SMALL_WHOLES:
        found = cast(column, "BIGINT") if integer and source[0] == "U" else column
        return bounded(field, column, found)
    if source != "BIGINT":
        column_ = try_cast(column, "BIGINT")
        return bounded(field, column, sql.case([(_below_limit(column_), column_)]), True)
    value = sql.case([(_below_limit(column), within(column, field))])
    return Cell(value, unread(column, value))


def bounded(field: FieldType, column: Sql, value: Sql, may_fail: bool = False) -> Cell:
    """A value within the field's bounds; without any, and where it cannot fail, there is no fault."""
    found = within(value, field)
    if found is value and not may_fail:
        return Cell(value, None)
    return Cell(found, unread(column, found))


def _below_limit(number: Sql) -> Sql:
    low, high = (sql.number(end) for end in (1 - LIMIT, LIMIT - 1))
    return exp.Between(this=sql.operand(number), low=low, high=high)


def number_of_decimal(field: FieldType, column: Sql, digits: int, scale: int) -> Cell:
    """A number from a decimal one of `digits` digits, `scale` of them behind the point."""
    value, may_fail = exact_decimal(column, digits, scale)
    if field.type.kind == "integer":
        whole = try_cast(column, WHOLE)
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
    if source == "FLOAT":
        value = let(_wide(column), "wide", lambda wide: within(_number_of_double(field, wide), field))
    else:
        value = within(_number_of_double(field, column), field)
    return Cell(value, unread(column, value, is_number(column)))


def _number_of_double(field: FieldType, wide: Sql) -> Sql:
    near = try_cast(wide, _SMALL)
    few = sql.all_of([less(sql.call("ABS", wide), cast(sql.number(10**9), "DOUBLE")), same(cast(near, "DOUBLE"), wide)])
    digits = cast(wide, "VARCHAR")
    sound = matches(digits, r"-?[0-9]+\.[0-9]{1,6}|-?[0-9](?:\.[0-9]+)?e\+[0-9]+")
    if field.type.kind == "integer":
        whole = same(wide, sql.call("TRUNC", wide))
        few = sql.all_of([whole, less(sql.call("ABS", wide), cast(sql.number(2**53), "DOUBLE"))])
        return sql.case([(few, try_cast(wide, "BIGINT")), (whole, cast(try_cast(digits, WHOLE), "BIGINT"))])
    return sql.case([(few, cast(near, EXACT)), (sound, try_cast(digits, EXACT))])


def _wide(column: Sql) -> Sql:
    """A float of 32 bits by the fewest digits that tell it apart, as one of 64; six at least, which come to the same.

    DuckDB itself sometimes writes more digits than are needed.
    """
    double = cast(column, "DOUBLE")

    def rounded(digits: int) -> Sql:
        return cast(sql.call("FORMAT", sql.text(f"{{:.{digits}g}}"), double), "DOUBLE")

    branches = [(same(try_cast(rounded(digits), "FLOAT"), column), rounded(digits)) for digits in (6, 7, 8)]
    return sql.case(branches, rounded(9))


def is_number(column: Sql) -> Sql:
    """Whether a binary number is one: of those that are not, pandas makes its blanks."""
    return sql.not_(sql.call("ISNAN", column))


def text_of_number(column: Sql, source: str, digits: int, scale: int) -> Cell:
    """A text from a number, since keys and codes are often stored as such."""
    if source in WHOLES:
        if source in _SMALL_WHOLES:
            return Cell(cast(column, "VARCHAR"), None)
        whole = column if source == "BIGINT" else try_cast(column, "BIGINT")
        value: Sql = sql.case([(_below_limit(whole), cast(whole, "VARCHAR"))])
        return Cell(value, unread(column, value))
    if digits:
        return _text_of_decimal(column, digits, scale)
    wide = column
    if source == "FLOAT":
        as_it_is = cast(column, "DOUBLE")
        wide = sql.case([(less(sql.call("ABS", as_it_is), cast(sql.number(LIMIT), "DOUBLE")), _wide(column))], as_it_is)
    value = let(wide, "wide", _text_of_double)
    return Cell(value, unread(column, value, is_number(column)))


def _text_of_double(wide: Sql) -> Sql:
    small = less(sql.call("ABS", wide), cast(sql.number(LIMIT), "DOUBLE"))
    whole = sql.all_of([same(wide, sql.call("TRUNC", wide)), small])
    return sql.case(
        [(whole, cast(try_cast(wide, "BIGINT"), "VARCHAR")), (sql.call("ISFINITE", wide), cast(wide, "VARCHAR"))]
    )


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


def bit_of_number(column: Sql, source: str, binary: bool) -> Cell:
    """Yes and no from 1 and 0; a decimal type that has no digit before the point cannot be 1."""
    one, zero = (try_cast(sql.number(bit), source) for bit in (1, 0))
    branches = [(same(column, one), exp.true()), (same(column, zero), exp.false())]
    value = sql.case(branches, null("BOOLEAN"))
    return Cell(value, unread(column, value, is_number(column) if binary else None))
