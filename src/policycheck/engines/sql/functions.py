"""What SQLite lacks: exact numbers, and months. Each is what the reference engine does, under a name of SQL's.

Exact numbers are texts of their digits, `1000000.5`: no exponent, no zeros at the end, so that equal ones are the same.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from sqlite3 import Connection
from typing import Any, TypeAlias

from policycheck.engines.exact import EXACT, add, add_days, add_months, digits, mul, sub, within_limit

Held: TypeAlias = int | str | None


def register(connection: Connection) -> None:
    """Gives a connection the functions that policies written for SQLite call."""
    for name, function in {"exact_add": add, "exact_sub": sub, "exact_mul": mul}.items():
        connection.create_function(name, 2, _two(function), deterministic=True)
    connection.create_function("exact_neg", 1, _one(EXACT.minus), deterministic=True)
    connection.create_function("exact_abs", 1, _one(EXACT.abs), deterministic=True)
    connection.create_function("exact_limited", 1, _one(within_limit), deterministic=True)
    connection.create_function("exact_order", 2, _order, deterministic=True)
    connection.create_function("days_later", 2, _moved(add_days), deterministic=True)
    connection.create_function("months_later", 2, _moved(add_months), deterministic=True)
    for name, aggregate in {"exact_sum": _Sum, "exact_min": _Least, "exact_max": _Greatest}.items():
        connection.create_aggregate(name, 1, aggregate)  # type: ignore[arg-type]


def _two(function: Callable[[Any, Any], Any]) -> Callable[[Held, Held], Held]:
    def held(a: Held, b: Held) -> Held:
        if a is None or b is None:
            return None
        found = function(Decimal(a), Decimal(b))
        return None if found is None else digits(found)

    return held


def _one(function: Callable[[Any], Any]) -> Callable[[Held], Held]:
    def held(a: Held) -> Held:
        found = None if a is None else function(Decimal(a))
        return None if found is None else digits(found)

    return held


def _order(a: Held, b: Held) -> int | None:
    """Below 0, 0 or above 0: how two numbers compare."""
    if a is None or b is None:
        return None
    one, other = Decimal(a), Decimal(b)
    return (one > other) - (one < other)


def _moved(function: Callable[[date, int], date | None]) -> Callable[[str | None, int | None], str | None]:
    def moved(day: str | None, number: int | None) -> str | None:
        if day is None or number is None:
            return None
        found = function(date.fromisoformat(day), number)
        return None if found is None else found.isoformat()

    return moved


class _Sum:
    """The exact sum of a group; the limit is for whoever uses it."""

    def __init__(self) -> None:
        self.found = Decimal(0)

    def step(self, value: Held) -> None:
        """Takes one more value in."""
        if value is not None:
            self.found = EXACT.add(self.found, Decimal(value))

    def finalize(self) -> str:
        """The sum of all."""
        return digits(self.found)


class _Least:
    """The least of a group; None of nothing."""

    wanted = -1

    def __init__(self) -> None:
        self.found: Held = None

    def step(self, value: Held) -> None:
        """Takes one more value in."""
        if value is not None and (self.found is None or _order(value, self.found) == self.wanted):
            self.found = value

    def finalize(self) -> Held:
        """The one that is left."""
        return self.found


class _Greatest(_Least):
    """The greatest of a group; None of nothing."""

    wanted = 1
