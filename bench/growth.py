"""Section `scaling`: ten times the records must not take much more than ten times as long, mappings → report."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from bench import data, joins, library
from bench.clock import best
from bench.table import Line, at_most, not_measured

SMALL, LARGE = 10_000, 100_000
LIMIT = 11.0
"""The larger portfolio may take this many times what the smaller takes."""

REPEATS = 5
_TARGET = f"≤ {LIMIT:.0f} x the time"


def lines() -> Iterator[Line]:
    """Two packs: 12 rules on each record alone; totals over the whole portfolio and joins both ways."""
    yield from _pack("12 rules", "twelve", lambda n: {"projects": data.projects(n)})
    yield from _pack("totals and joins", "scaling", data.portfolio)


def _pack(what: str, name: str, make: Callable[[int], data.Tables]) -> Iterator[Line]:
    """Seconds for the small and the large portfolio, and their ratio."""
    try:
        policy = library.pack(name)
    except library.UnmeasurableError as why:
        yield not_measured(what, str(why), _TARGET)
        return
    tables = {n: make(n) for n in (SMALL, LARGE)}
    if name == "scaling":
        _same_outcomes(policy, tables[SMALL])
    small, large = _seconds(partial(library.listed, policy), tables)
    yield Line(f"{what}, {SMALL:,} records", f"{small:.3f} s")
    yield Line(
        f"{what}, {LARGE:,} records", f"{large:.3f} s", f"{large / small:.1f} x", _TARGET, at_most(large / small, LIMIT)
    )
    if name == "scaling":
        small, large = _seconds(joins.outcomes, tables)
        yield Line(f"{what} by hand, {SMALL:,} records", f"{small:.3f} s")
        yield Line(f"{what} by hand, {LARGE:,} records", f"{large:.3f} s", f"{large / small:.1f} x")


def _seconds(judge: Callable[[data.Tables], object], tables: dict[int, data.Tables]) -> tuple[float, float]:
    """Seconds for the small and the large portfolio."""
    seconds = best({str(n): partial(judge, tables[n]) for n in tables}, REPEATS)
    return seconds[str(SMALL)], seconds[str(LARGE)]


def _same_outcomes(policy: Any, tables: data.Tables) -> None:
    """Check the numbers of outcomes against those worked out by hand."""
    got, expected = library.outcome_counts(library.counted(policy, tables)), dict(joins.outcomes(tables))
    if got != expected:
        raise AssertionError(f"totals and joins: policycheck counts {got}; by hand there are {expected}")
