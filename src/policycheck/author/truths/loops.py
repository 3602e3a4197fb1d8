"""What loops can come to: over so many elements, each of which can come to what is told of one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from policycheck.author.truths.ranges import (
    LEAST,
    MOST,
    NOTHING,
    ZERO,
    Range,
    between,
    can,
    ends,
    exactly,
    long,
    perhaps,
    truth,
)
from policycheck.author.truths.values import negated


def _any(over: Range, each: Range) -> Range:
    found: set[Any] = {True} if can(each, True) and long(over) else set()
    found |= {False} if can(each, False) or over.low == ZERO else set()
    return _over(over, truth(found | ({None} if each.missing and long(over) else set())))


def _all(over: Range, each: Range) -> Range:
    return negated(_any(over, negated(each)))


def _count(over: Range, where: Range) -> Range:
    low, high = ends(over) if over.low is not None else (ZERO, MOST)
    found = between(low if not can(where, False) else ZERO, high if can(where, True) else ZERO)
    return _over(over, perhaps(found, where.missing and long(over)))


def _sum(over: Range, where: Range, value: Range) -> Range:
    if not (long(over) and value.known):
        return _over(over, perhaps(exactly(0), _unsure(over, where, value)))
    low, high = ends(value)
    found = between(ZERO if low >= ZERO else LEAST, ZERO if high <= ZERO else MOST, missing=True)
    return _over(over, found)


def _unique(over: Range, where: Range, value: Range) -> Range:
    high = ends(over)[1] if over.high is not None else MOST
    found = between(ZERO, high if value.known else ZERO)
    return _over(over, perhaps(found, _unsure(over, where, value)))


def _extreme(over: Range, where: Range, value: Range) -> Range:
    empty = over.low == ZERO or can(where, False)
    found = value if long(over) else NOTHING
    return _over(over, perhaps(found, empty or _unsure(over, where, value)))


def _unsure(over: Range, where: Range, value: Range) -> bool:
    return long(over) and (where.missing or value.missing)


def _over(over: Range, found: Range) -> Range:
    """A loop's value is missing where its list is."""
    return perhaps(found if over.known else NOTHING, over.missing)


LOOPS: Mapping[str, Callable[..., Range]] = MappingProxyType(
    {
        "any": _any,
        "all": _all,
        "count": _count,
        "sum": _sum,
        "unique": _unique,
        "min": _extreme,
        "max": _extreme,
    }
)
