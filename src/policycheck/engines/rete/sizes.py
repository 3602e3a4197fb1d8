"""How large a condition may be: durable-rules has limits, some of which end the process instead of telling.

A condition has at most 15 groups. A fact that matches more than 64 conditions at once is refused; each of an *or* that
holds fires anew, and all that stands behind it with it.
"""

from __future__ import annotations

from collections.abc import Callable
from math import prod

from policycheck.engines.rete.formula import All, Any, Formula, all_of, any_of

MOST_TESTS = 12
MOST_GROUPS = 8
MOST_PATHS = 12
"""Ways in which one condition may hold at once."""
MOST_CONDITIONS = 60
"""Tests and branchings in one ruleset, so that no fact can match more."""


def fits(formula: Formula) -> bool:
    """Whether a condition is small enough for durable-rules."""
    return weight(formula) <= MOST_TESTS and groups(formula) <= MOST_GROUPS and paths(formula) <= MOST_PATHS


def weight(formula: Formula) -> int:
    """How many tests and branchings a condition has."""
    if isinstance(formula, All | Any):
        return isinstance(formula, Any) + sum(weight(part) for part in formula.parts)
    return 1


def groups(formula: Formula) -> int:
    """How often a condition joins."""
    return 1 + sum(groups(part) for part in formula.parts) if isinstance(formula, All | Any) else 0


def paths(formula: Formula) -> int:
    """In how many ways a condition may hold."""
    match formula:
        case All():
            return prod(paths(part) for part in formula.parts)
        case Any():
            return sum(paths(part) for part in formula.parts)
    return 1


def fitted(formula: Formula, part: Callable[[Formula], Formula]) -> Formula:
    """A condition that is small enough: what is too large in it is concluded on its own, and asked for by `part`."""
    if not isinstance(formula, All | Any):
        return formula
    join = all_of if isinstance(formula, All) else any_of
    found: Formula = join(fitted(one, part) for one in formula.parts)
    while not fits(found):
        assert isinstance(found, All | Any)
        joined = [one for one in found.parts if isinstance(one, All | Any)]
        if joined:
            largest: Formula = max(joined, key=weight)
            rest = [one for one in found.parts if one is not largest]
        else:
            largest = join(found.parts[: MOST_TESTS - 1])
            rest = list(found.parts[MOST_TESTS - 1 :])
        found = join([part(largest), *rest])
    return found
