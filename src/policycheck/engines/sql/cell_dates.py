"""Cells as days and periods, in SQL."""

from __future__ import annotations

from datetime import date

from sqlglot import exp

from policycheck.engines.sql import build as sql
from policycheck.engines.sql.build import Sql
from policycheck.engines.sql.cell_nodes import (
    Cell,
    cast,
    less,
    let,
    literal,
    matches,
    null,
    same,
    says_something,
    stripped,
    try_cast,
    unread,
    within,
)
from policycheck.engines.sql.dialects.base import OPEN
from policycheck.language.rulebook import FieldType

_YEAR = "(?:[1-9][0-9]{3}|0[1-9][0-9]{2}|00[1-9][0-9]|000[1-9])"
"""Year 0 is none; DuckDB takes it for one before Christ."""
_ISO = f"{_YEAR}-[0-9]{{2}}-[0-9]{{2}}"
_MIDNIGHT = r"(?:[T ]00:00(?::00(?:\.0+)?)?(?:Z|[+-]00:00)?)?"
_NORDIC = rf"[0-9]{{1,2}}\.[0-9]{{1,2}}\.{_YEAR}"


def date_of_text(field: FieldType, column: Sql) -> Cell:
    """A day from a text."""
    value = within(_day(column), field)
    return Cell(value, unread(column, value, says_something(column)))


def _day(column: Sql) -> Sql:
    """A day as ISO or people in the north write it, NULL for anything else.

    It must look like one before DuckDB may read it, which reads more: `infinity`, `2025-1-5 10:00`, `2025/01/05`.
    """
    plainly = [(matches(column, _ISO), try_cast(column, "DATE")), (matches(column, _NORDIC), _nordic(column))]
    return sql.case(plainly, let(stripped(column), "bare", _spaced_day))


def _spaced_day(text: Sql) -> Sql:
    iso = try_cast(sql.call("LEFT", text, sql.number(10)), "DATE")
    return sql.case([(matches(text, _ISO + _MIDNIGHT), iso), (matches(text, _NORDIC), _nordic(text))])


def _nordic(text: Sql) -> Sql:
    return cast(sql.call("TRY_STRPTIME", text, sql.text("%d.%m.%Y")), "DATE")


def date_of_date(field: FieldType, column: Sql) -> Cell:
    """A day that is one already, which may be of a year that no calendar has."""
    low, high = field.min or date.min, field.max or date.max
    inside = exp.Between(this=sql.operand(column), low=literal(low), high=literal(high))
    return Cell(sql.case([(inside, column)]), sql.coalesce(sql.not_(inside), exp.Boolean(this=False)))


def date_of_time(field: FieldType, column: Sql, source: str, zone: str) -> Cell:
    """A day from a point in time, which must be midnight; in a time zone, if the column's times are in one."""
    local = column
    if source == "TIMESTAMP WITH TIME ZONE":
        local = sql.call("TIMEZONE", sql.text(zone), column)
    elif source == "TIMESTAMP_NS":
        micros = sql.binary(exp.IntDiv, sql.call("EPOCH_NS", column), sql.number(1000))
        local = sql.call("MAKE_TIMESTAMP", micros)  # a cast would round
    day = cast(local, "DATE")
    midnight = same(cast(day, "TIMESTAMP"), cast(local, "TIMESTAMP"))
    low, high = field.min or date.min, field.max or date.max
    inside = exp.Between(this=day, low=literal(low), high=literal(high))
    value = sql.case([(sql.all_of([inside, midnight]), day)], null("DATE"))
    return Cell(value, unread(column, value))


def period_of_text(column: Sql, sheet: bool) -> Cell:
    """A period from a text such as `2023-10-01/2027-10-01`, as the text of fixed width that SQL knows it by.

    A text of blanks is none; only a cell of a sheet that is empty is missing.
    """
    ends = [sql.call("SPLIT_PART", column, sql.text("/"), sql.number(at)) for at in (1, 2)]
    two = matches(column, "[^/]*/[^/]*")

    def written(first: Sql, second: Sql) -> Sql:
        said = [says_something(end) for end in ends]
        days = [first, second]
        read = [sql.any_of([sql.not_(one), sql.is_not_null(day)]) for one, day in zip(said, days, strict=True)]
        ordered = sql.coalesce(less(first, second), sql.any_of(said))
        whole = [sql.coalesce(cast(day, "VARCHAR"), sql.text(OPEN)) for day in days]
        return sql.case([(sql.all_of([two, *read, ordered]), sql.call("CONCAT", whole[0], sql.text("/"), whole[1]))])

    value = let(
        _day(ends[0]), "start", lambda first: let(_day(ends[1]), "until", lambda second: written(first, second))
    )
    return Cell(value, unread(column, value, sql.binary(exp.NEQ, column, sql.text("")) if sheet else None))
