"""What may decide a condition: an input, a derived value with what made it, records that were gone through."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from policycheck.language.ir import Collection, Derived, Quantifier
from policycheck.records.tables import Row
from policycheck.report.missing import Input

PARAMETER = "parameter"
"""Stands for the record type of an input that is a parameter."""
TODAY = Input("today", "", "")
"""The date of the evaluation, as an input."""


@dataclass(frozen=True)
class Read:
    """An input, a parameter or the date of the evaluation, and its value; None where it lacks."""

    at: Input
    value: Any


@dataclass(frozen=True)
class Computed:
    """A derived value that is no condition, and what made it."""

    node: Derived
    row: Row
    """The record whose value it is."""
    value: Any
    below: tuple[Decider, ...]


@dataclass(frozen=True)
class Chosen:
    """A record that was counted, or that bore a condition out or failed it."""

    row: Row
    below: tuple[Decider, ...]


@dataclass(frozen=True)
class Gathered:
    """What came of going through records: those that decided, and those that were passed over."""

    node: Quantifier | Collection
    about: str
    row: Row
    """The type of the record in whose condition it stands, and that record."""
    value: Any
    record: str
    """The type of the records gone through."""
    chosen: tuple[Chosen, ...]
    others: tuple[Row, ...]


Decider: TypeAlias = Read | Computed | Gathered


def reads(deciders: Iterable[Decider]) -> Iterator[Read]:
    """The inputs among some deciders, at whatever depth; those below a derived value once."""
    yield from _reads(deciders, set())


def _reads(deciders: Iterable[Decider], seen: set[int]) -> Iterator[Read]:
    for decider in deciders:
        match decider:
            case Read():
                yield decider
            case Computed() if id(decider.below) not in seen:
                seen.add(id(decider.below))
                yield from _reads(decider.below, seen)
            case Gathered():
                yield from (found for chosen in decider.chosen for found in _reads(chosen.below, seen))


def once(deciders: Iterable[Decider]) -> tuple[Decider, ...]:
    """Each decider once, where it comes first."""
    found: dict[object, Decider] = {}
    for decider in deciders:
        match decider:
            case Read():
                at: object = decider.at
            case Computed():
                at = decider.node.record, decider.node.name, decider.row[0], id(decider.row)
            case Gathered():
                at = id(decider.node), id(decider.row)
        found.setdefault(at, decider)
    return tuple(found.values())
