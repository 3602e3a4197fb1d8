"""The value of a quantifier over one collection, kept while elements come and go; in the reference's own meaning."""

from __future__ import annotations

from abc import ABC, abstractmethod
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from policycheck.engines.exact import EXACT, within_limit
from policycheck.engines.reference import conjunction, disjunction, negation


class Tally(ABC):
    """What elements add up to: those that leave it open by key, and the rest counted in."""

    def __init__(self) -> None:
        self.open: set[str] = set()
        """Keys of elements for which a condition or a used value is unknown."""
        self.chosen = 0
        """Elements that count."""

    def add(self, key: str, where: bool | None, value: Any) -> None:
        """An element comes."""
        self._turn(key, where, value, 1)

    def take(self, key: str, where: bool | None, value: Any) -> None:
        """An element goes; with the condition and the value that it came with."""
        self._turn(key, where, value, -1)

    def _turn(self, key: str, where: bool | None, value: Any, by: int) -> None:
        counts = self.counts(where, value)
        if counts is None and by > 0:
            self.open.add(key)
        elif counts is None:
            self.open.remove(key)
        elif counts:
            self.chosen += by
            self.turn(value, by)

    @abstractmethod
    def counts(self, where: bool | None, value: Any) -> bool | None:
        """Whether an element counts; None where that, or what it counts for, is unknown."""

    def turn(self, value: Any, by: int) -> None:  # noqa: B027  # most count elements alone
        """Counts the value of an element in, or out."""

    @abstractmethod
    def result(self) -> Any:
        """The quantifier's value; None where it is missing or unknown."""


class _Any(Tally):
    def counts(self, where: bool | None, value: Any) -> bool | None:
        return conjunction((where, value))

    def result(self) -> bool | None:
        return True if self.chosen else None if self.open else False


class _All(Tally):
    """Counts the elements that speak against it."""

    def counts(self, where: bool | None, value: Any) -> bool | None:
        return negation(disjunction((negation(where), value)))

    def result(self) -> bool | None:
        return False if self.chosen else None if self.open else True


class _Count(Tally):
    def counts(self, where: bool | None, value: Any) -> bool | None:
        return where

    def result(self) -> int | None:
        return None if self.open else self.chosen


class _Gathered(Tally):
    def counts(self, where: bool | None, value: Any) -> bool | None:
        return None if where and value is None else where


class _Sum(_Gathered):
    def __init__(self) -> None:
        super().__init__()
        self.total: int | Decimal = 0

    def turn(self, value: int | Decimal, by: int) -> None:
        if isinstance(self.total, int) and isinstance(value, int):
            self.total += by * value  # a whole number stays one: lengths of time are made of them
        else:
            self.total = (EXACT.add if by > 0 else EXACT.subtract)(Decimal(self.total), Decimal(value))

    def result(self) -> int | Decimal | None:
        return None if self.open else within_limit(self.total)


class _Unique(_Gathered):
    def __init__(self) -> None:
        super().__init__()
        self.values: Counter[Any] = Counter()

    def turn(self, value: Any, by: int) -> None:
        self.values[value] += by
        if not self.values[value]:
            del self.values[value]

    def result(self) -> int | None:
        return None if self.open else len(self.values)


class _Ordered(_Gathered):
    def __init__(self) -> None:
        super().__init__()
        self.values: list[Any] = []

    def turn(self, value: Any, by: int) -> None:
        if by > 0:
            insort(self.values, value)
        else:
            del self.values[bisect_left(self.values, value)]


class _Min(_Ordered):
    def result(self) -> Any:
        return None if self.open or not self.values else self.values[0]


class _Max(_Ordered):
    def result(self) -> Any:
        return None if self.open or not self.values else self.values[-1]


TALLIES: Mapping[str, Callable[[], Tally]] = {
    "any": _Any,
    "all": _All,
    "count": _Count,
    "sum": _Sum,
    "unique": _Unique,
    "min": _Min,
    "max": _Max,
}
"""How each kind of quantifier is kept."""
