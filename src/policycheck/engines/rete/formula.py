"""Conditions on one fact: tests joined by *all* and *any*, as durable-rules takes them. There is no *not*.

INVARIANT: joined formulas are flat (no *all* directly in an *all*), hold two parts or more, and no part twice.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

OPPOSITE = {"eq": "ne", "ne": "eq", "lt": "ge", "ge": "lt", "le": "gt", "gt": "le"}
_SIGNS = {"ne": "$neq", "lt": "$lt", "le": "$lte", "gt": "$gt", "ge": "$gte"}

Plain: TypeAlias = str | bool | int


@dataclass(frozen=True, slots=True)
class Input:
    """What a fact holds under a name; left out where it is missing."""

    name: str
    level: int = 0
    """How many rounds of rules must have fired before it is known."""
    always: bool = False
    """Whether it is never missing."""

    @property
    def has(self) -> str:
        """The name of its presence, which is always told where a condition asks for it."""
        return f"has_{self.name}"


@dataclass(frozen=True, slots=True)
class Test:
    """A comparison of an input with a constant; false where the input is missing."""

    input: Input
    operator: str
    value: Plain


@dataclass(frozen=True, slots=True)
class Presence:
    """Whether an input is there, or whether it is not."""

    input: Input
    there: bool


@dataclass(frozen=True, slots=True)
class All:
    """Holds where every part does; of no parts, always."""

    parts: tuple[Formula, ...] = ()


@dataclass(frozen=True, slots=True)
class Any:
    """Holds where some part does; of no parts, never."""

    parts: tuple[Formula, ...] = ()


Formula: TypeAlias = Test | Presence | All | Any

ALWAYS, NEVER = All(), Any()


def all_of(parts: Iterable[Formula]) -> Formula:
    """All of some formulas."""
    kept: dict[Formula, None] = {}
    for part in parts:
        if part == NEVER:
            return NEVER
        kept.update(dict.fromkeys(part.parts if isinstance(part, All) else (part,)))
    return next(iter(kept)) if len(kept) == 1 else All(tuple(kept))


def any_of(parts: Iterable[Formula]) -> Formula:
    """Any of some formulas."""
    kept: dict[Formula, None] = {}
    for part in parts:
        if part == ALWAYS:
            return ALWAYS
        kept.update(dict.fromkeys(part.parts if isinstance(part, Any) else (part,)))
    return next(iter(kept)) if len(kept) == 1 else Any(tuple(kept))


def otherwise(formula: Formula) -> Formula:
    """What holds exactly where a formula does not: also where an input is missing."""
    match formula:
        case All():
            return any_of(otherwise(part) for part in formula.parts)
        case Any():
            return all_of(otherwise(part) for part in formula.parts)
        case Presence():
            return Presence(formula.input, not formula.there)
        case Test():
            turned = opposite(formula)
            return turned if formula.input.always else any_of((Presence(formula.input, False), turned))


def opposite(test: Test) -> Test:
    """The comparison that holds of a known input where the other does not."""
    if isinstance(test.value, bool):
        return Test(test.input, test.operator, not test.value)
    return Test(test.input, OPPOSITE[test.operator], test.value)


def tests(formula: Formula) -> Iterable[Test | Presence]:
    """The tests of a formula, each as often as it stands there."""
    if isinstance(formula, All | Any):
        for part in formula.parts:
            yield from tests(part)
    else:
        yield formula


def level(formula: Formula) -> int:
    """How many rounds of rules must have fired before it can be decided."""
    return max((test.input.level for test in tests(formula)), default=0)


def written(formula: Formula) -> dict[str, object]:
    """A formula as durable-rules takes it."""
    match formula:
        case All():
            return {"$and": [written(part) for part in formula.parts]}
        case Any():
            return {"$or": [written(part) for part in formula.parts]}
        case Presence():
            return {formula.input.has: formula.there}
        case Test():
            one: dict[str, object] = {formula.input.name: formula.value}
            return one if formula.operator == "eq" else {_SIGNS[formula.operator]: one}
