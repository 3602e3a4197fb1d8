"""Exact arithmetic, and dates that do not run off the calendar: None is missing, here as everywhere."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Context, Decimal

from policycheck.language.types import LIMIT

EXACT = Context(prec=100, traps=[])
"""Wide enough for every result of inputs of 18 digits before the point and scales of at most 12."""

Number = int | Decimal


def digits(value: Number) -> str:
    """A number's digits, `1000000.5`: no exponent, no zeros at the end, so that equal ones are the same."""
    if value.__class__ is int:
        return str(value)
    found = format(value, "f")
    if "." in found:
        found = found.rstrip("0").rstrip(".")
    return "0" if found == "-0" else found


def within_limit(value: Number) -> Number | None:
    """A result; missing where it is 10^18 or more."""
    return value if -LIMIT < value < LIMIT else None


def add(a: Number, b: Number) -> Number | None:
    """The exact sum."""
    if a.__class__ is int and b.__class__ is int:
        return within_limit(a + b)
    return within_limit(EXACT.add(a, b))


def sub(a: Number, b: Number) -> Number | None:
    """The exact difference."""
    if a.__class__ is int and b.__class__ is int:
        return within_limit(a - b)
    return within_limit(EXACT.subtract(a, b))


def mul(a: Number, b: Number) -> Number | None:
    """The exact product."""
    if a.__class__ is int and b.__class__ is int:
        return within_limit(a * b)
    return within_limit(EXACT.multiply(a, b) or 0)


def neg(a: Number) -> Number:
    """The number with its sign turned."""
    return -a if a.__class__ is int else EXACT.minus(a)


def absolute(a: Number) -> Number:
    """The number without its sign."""
    return abs(a) if a.__class__ is int else EXACT.abs(a)


def total(values: Iterable[Number]) -> Number | None:
    """The exact sum of any number of numbers; only the result is held to the limit."""
    found: Number = 0
    for value in values:
        found = found + value if found.__class__ is int and value.__class__ is int else EXACT.add(found, value)
    return within_limit(found)


def add_days(day: date, number: int) -> date | None:
    """The day so many days later; missing where no calendar has it."""
    try:
        return day + timedelta(number)
    except OverflowError:
        return None


def add_months(day: date, number: int) -> date | None:
    """The same day so many months later, clamped to the month's last; missing where no calendar has it."""
    year, month = divmod(day.year * 12 + day.month - 1 + number, 12)
    if not date.min.year <= year <= date.max.year:
        return None
    month += 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
