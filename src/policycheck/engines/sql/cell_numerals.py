"""Cells as numbers, in SQL, from texts as people write them.

Regular expressions say what `language/numbers.py` says: DuckDB itself would read `1e5` and `1_000` as well, and round.
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
    matches,
    null,
    says_something,
    stripped,
    try_cast,
    unread,
    within,
)
from policycheck.language.rulebook import FieldType
from policycheck.language.types import MOST_DECIMALS, MOST_DIGITS

EXACT = f"DECIMAL({MOST_DIGITS + MOST_DECIMALS}, {MOST_DECIMALS})"
"""Holds every number that an input may be."""
WHOLE = f"DECIMAL({MOST_DIGITS}, 0)"
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
        type_, written = "BIGINT", _written(column, _NONE, "0{1,2}", "", WHOLE)
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
