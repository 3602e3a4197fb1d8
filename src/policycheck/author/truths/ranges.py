"""What a value can be: missing or not, one of some values, or between two bounds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeAlias

from policycheck.language.types import LIMIT, Value

Bound: TypeAlias = tuple[Any, int]
"""A number or a date, and 1 (just above it), 0 (itself) or -1 (just below)."""

FEW = 6
"""Values that are looked at one by one; of more, those that the condition names."""


@dataclass(frozen=True, slots=True)
class Range:
    """What a value can be. Numbers and dates have bounds, and so have lists: those of their length."""

    missing: bool
    values: frozenset[Any] | None = None
    """The only known ones; None where they are not listed."""
    without: frozenset[Any] = frozenset()
    """Texts that it is not, where values are not listed."""
    low: Bound | None = None
    high: Bound | None = None

    @property
    def known(self) -> bool:
        """Whether it can be anything but missing."""
        return self.values is None or bool(self.values)

    @property
    def single(self) -> Any:
        """The one value that it has where it is known; None where it can have several."""
        if self.low is not None:
            return self.low[0] if self.low == self.high else None
        return next(iter(self.values)) if self.values is not None and len(self.values) == 1 else None


NOTHING, MISSING = Range(False, frozenset()), Range(True, frozenset())
FIRST_DAY, LAST_DAY = (date.min, 0), (date.max, 0)
LEAST, MOST = (Fraction(-LIMIT), 1), (Fraction(LIMIT), -1)
ZERO = (Fraction(0), 0)


def truth(values: Iterable[bool | None]) -> Range:
    """Of a condition."""
    found = frozenset(values)
    return Range(None in found, found - {None})


def between(low: Bound, high: Bound, missing: bool = False) -> Range:
    """Of a number, a date, or a list by its length."""
    return Range(missing, None, frozenset(), low, high)


def exactly(value: Value | None) -> Range:
    """Of a value that is known."""
    if value is None:
        return MISSING
    if isinstance(value, tuple):
        value = len(value)
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        at: Bound = (Fraction(value), 0)
        return between(at, at)
    return between((value, 0), (value, 0)) if isinstance(value, date) else Range(False, frozenset((value,)))


def perhaps(found: Range, missing: bool) -> Range:
    """The same, or missing."""
    return replace(found, missing=True) if missing else found


def join(ranges: Iterable[Range]) -> Range:
    """What one or the other can be."""
    found = NOTHING
    for one in ranges:
        found = _join(found, one)
    return found


def _join(a: Range, b: Range) -> Range:
    missing = a.missing or b.missing
    if not (a.known and b.known):
        return perhaps(a if a.known else b, missing)
    if a.low is not None and b.low is not None and a.high is not None and b.high is not None:
        return between(min(a.low, b.low), max(a.high, b.high), missing)
    if a.values is not None and b.values is not None:
        return Range(missing, a.values | b.values)
    return Range(missing, None, _left_out(a, b) & _left_out(b, a))


def _left_out(a: Range, b: Range) -> frozenset[Any]:
    """Which of the values that either is not, the first is not."""
    return (a.without | b.without) - a.values if a.values is not None else a.without


def overlap(a: Range, b: Range) -> bool:
    """Whether both can be known and the same."""
    if not (a.known and b.known):
        return False
    if a.low is not None and b.low is not None and a.high is not None and b.high is not None:
        return a.low <= b.high and b.low <= a.high
    if a.values is not None and b.values is not None:
        return bool(a.values & b.values)
    return (a.values is None or bool(a.values - b.without)) and (b.values is None or bool(b.values - a.without))


def agree(a: Range, b: Range) -> bool:
    """Whether one value can be in both."""
    return (a.missing and b.missing) or overlap(a, b)


def can(part: Range, value: bool) -> bool:
    """Whether a condition can be true, or false."""
    return part.values is None or value in part.values


def long(part: Range) -> bool:
    """Whether a list can have an element."""
    return part.high is None or part.high > ZERO


def ends(part: Range) -> tuple[Bound, Bound]:
    """The bounds of a number, a date or a length."""
    assert part.low is not None
    assert part.high is not None
    return part.low, part.high


def regions(whole: Range, cuts: frozenset[Any]) -> list[Range]:
    """A range in parts: missing, each value that is named, and what lies between."""
    found = [MISSING] if whole.missing else []
    if whole.low is not None and whole.high is not None:
        return found + list(_stretches(whole.low, whole.high, cuts))
    if whole.values is None:
        return (
            found
            + [Range(False, frozenset((cut,))) for cut in sorted(cuts - whole.without)]
            + [Range(False, None, whole.without | cuts)]
        )
    alone = whole.values if len(whole.values) <= FEW else whole.values & cuts
    rest = whole.values - alone
    return found + [Range(False, frozenset((one,))) for one in sorted(alone)] + ([Range(False, rest)] if rest else [])


def _stretches(low: Bound, high: Bound, cuts: frozenset[Any]) -> Iterator[Range]:
    """Between two bounds, each of some points and the stretches between them."""
    for cut in sorted(cut for cut in cuts if low <= (cut, 0) <= high):
        if low < (cut, 0):
            yield between(low, (cut, -1))
        yield between((cut, 0), (cut, 0))
        low = (cut, 1)
    if low <= high:
        yield between(low, high)


def whole_steps(found: Range) -> Range:
    """Of whole numbers and days: just above 3 is 4; nothing where none is left."""
    if found.low is None or found.high is None:
        return found
    low, high = _step(found.low, up=True), _step(found.high, up=False)
    return between(low, high, found.missing) if low <= high else perhaps(NOTHING, found.missing)


def _step(bound: Bound, up: bool) -> Bound:
    at, beyond = bound
    if isinstance(at, date):
        return (at + timedelta(beyond), 0) if beyond and date.min < at < date.max else bound
    number = -(-at.numerator // at.denominator) if up else at.numerator // at.denominator
    return Fraction(number + (beyond if number == at else 0)), 0
