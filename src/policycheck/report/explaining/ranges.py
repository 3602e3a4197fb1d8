"""Where on a scale of numbers or days an outcome turns: values it may turn at are tried, then the turn is narrowed.

Two neighbours that were tried and are alike are taken to have nothing else between them. What is told holds at its
ends and, where it is told without an end, far beyond all that the rule compares with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import pairwise
from typing import Any

from policycheck.language.rulebook import FieldType
from policycheck.language.types import LIMIT, MOST_DECIMALS
from policycheck.report.explaining.landmarks import as_dates

FAR = 100
"""How many times farther than all that is compared a number is tried, to see what holds beyond."""
FAR_DAYS = 60 * 365
"""How much farther a day is tried."""
PENNIES = 2
"""Decimals of an amount that is not whole, and at least those of a number."""
MOST_RANGES = 4
"""Ranges that are told of one input that is not stated."""


@dataclass(frozen=True)
class Scale:
    """The values that a field may have, counted in its smallest steps, and those to be tried."""

    kind: str
    decimals: int
    marks: tuple[int, ...]
    """In order: what it is compared with, one between each two of these, and at either end one that is far out, or the
    field's own limit."""

    def value(self, step: int) -> Any:
        """The value at a step."""
        if self.kind == "date":
            return date.fromordinal(step)
        value = Decimal(step).scaleb(-self.decimals)
        return int(value) if value == value.to_integral_value() else value

    def step(self, value: Any) -> int:
        """The step of a value."""
        return _step(value, self.decimals)


@dataclass(frozen=True)
class Range:
    """Values that lead to an outcome, from the lowest to the highest; None where there is no end."""

    low: Any
    high: Any
    outcome: str
    tried: tuple[Any, ...]


def scale(field: FieldType, value: Any, compared: Iterable[Any]) -> Scale:
    """The scale of a field of numbers or dates: what it is compared with, and its own value if it has one."""
    kind = field.type.kind
    known = [one for one in compared if one is not None] + ([] if value is None else [value])
    if kind == "date":
        values = list[Any](as_dates(known)) or [date(2000, 1, 1)]
        decimals, lowest, highest, far = 0, date.min.toordinal(), date.max.toordinal(), FAR_DAYS
    else:
        values = list(_numbers(known, kind)) or [0]
        decimals = _decimals(kind, values)
        highest = (LIMIT - 1) * 10**decimals
        lowest, far = -highest, FAR * max(1, *(abs(_step(one, decimals)) for one in values))
    least = lowest if field.min is None else max(lowest, _step(field.min, decimals, ROUND_CEILING))
    most = highest if field.max is None else min(highest, _step(field.max, decimals))
    steps = {_step(one, decimals) for one in values} | ({0} if kind != "date" else set())
    first, last = max(least, min(steps) - far), min(most, max(steps) + far)
    marks = sorted({first, last, *(step for step in steps if least <= step <= most)})
    between = {(one + other) // 2 for one, other in pairwise(marks)}
    return Scale(kind, decimals, tuple(sorted({*marks, *between})))


def turns(on: Scale, value: Any, outcome: Callable[[Any], str], sought: Sequence[str]) -> Iterator[Range]:
    """The ranges that lead to a sought outcome: the nearest below and above a value; the first, of none."""
    became = {step: outcome(on.value(step)) for step in on.marks}
    steps = list(became)
    at = None if value is None else on.step(value)
    ranges = list(_ranges(steps, became))
    if at is not None:
        ranges = [one for wanted in sought for one in _nearest(ranges, became, wanted, at)]
    for first, last in [one for one in ranges if became[one[0]] in sought][:MOST_RANGES]:
        wanted = became[first]
        before, after = steps.index(first) - 1, steps.index(last) + 1

        def holds(step: int, wanted: str = wanted) -> bool:
            return outcome(on.value(step)) == wanted

        low = first if before < 0 else _narrowed(first, steps[before], holds)
        high = last if after == len(steps) else _narrowed(last, steps[after], holds)
        tried = tuple(on.value(step) for step in sorted({low, first, last, high}))
        alone = low == high  # a limit of the field, and nothing else
        yield Range(
            None if before < 0 and not alone else on.value(low),
            None if after == len(steps) and not alone else on.value(high),
            wanted,
            tried,
        )


def _ranges(steps: Sequence[int], became: dict[int, str]) -> Iterator[tuple[int, int]]:
    """The first and the last of neighbours that are alike."""
    first = steps[0]
    for step, after in zip(steps, [*steps[1:], None], strict=True):
        if after is None or became[after] != became[first]:
            yield first, step
            first = step if after is None else after


def _nearest(
    ranges: Sequence[tuple[int, int]], became: dict[int, str], wanted: str, at: int
) -> Iterator[tuple[int, int]]:
    fit = [one for one in ranges if became[one[0]] == wanted]
    yield from [one for one in fit if one[1] < at][-1:]
    yield from [one for one in fit if one[0] > at][:1]


def _narrowed(inside: int, outside: int, holds: Callable[[int], bool]) -> int:
    """The last step that holds on the way from one that does to one that does not."""
    while abs(outside - inside) > 1:
        middle = (inside + outside) // 2
        if holds(middle):
            inside = middle
        else:
            outside = middle
    return inside


def _numbers(values: Iterable[Any], kind: str) -> Iterator[int | Decimal]:
    for value in values:
        if isinstance(value, date):
            if kind == "integer":
                yield value.year
        elif isinstance(value, int | Decimal) and not isinstance(value, bool) and -LIMIT < value < LIMIT:
            yield value


def _decimals(kind: str, values: Iterable[int | Decimal]) -> int:
    """How many decimals the smallest step has."""
    if kind == "integer":
        return 0
    most = max(max(0, -int(Decimal(value).normalize().as_tuple().exponent)) for value in values)
    return min(MOST_DECIMALS, max(most, PENNIES) if most or kind == "number" else 0)


def _step(value: Any, decimals: int, rounding: str = ROUND_FLOOR) -> int:
    """The step of a value, or of the nearest within."""
    if isinstance(value, date):
        return value.toordinal()
    return int(Decimal(value).scaleb(decimals).to_integral_value(rounding))
