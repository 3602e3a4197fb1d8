"""The one table of what durable-rules judges itself, what it is told, and why.

A part of an expression is a *condition* of durable-rules where its row says so and its parts allow it; *chained*, a
fact that other rules conclude; or *computed* first and told as a value, because RETE cannot do it exactly.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from policycheck.language.ir import Node, Op, Quantifier


class Way(StrEnum):
    """How durable-rules comes to know a part of an expression."""

    CONDITION = "condition"
    CHAINED = "chained"
    COMPUTED = "computed"


class Treatment(NamedTuple):
    """How a part is treated, and why, in the words of the documentation."""

    way: Way
    why: str


_ARITHMETIC = Treatment(Way.COMPUTED, "durable-rules has no exact decimals, and integers of 64 bits only")
_DATES = Treatment(Way.COMPUTED, "durable-rules knows no calendar; dates are told as day numbers")
_TEXTS = Treatment(Way.COMPUTED, "its patterns know neither all letters nor anchors")
_LISTS = Treatment(Way.COMPUTED, "its conditions on arrays are false of an empty one, and know nothing unknown")
_MANY = Treatment(Way.COMPUTED, "there is no truth maintenance, and counting needs every record at once")
_ORDER = Treatment(Way.CONDITION, "a value against a constant or parameter; two values against each other are computed")

TREATMENTS: Mapping[str, Treatment] = MappingProxyType(
    {
        "Const": Treatment(Way.CONDITION, "stands in the condition"),
        "Param": Treatment(Way.CONDITION, "its value stands in the condition"),
        "Field": Treatment(Way.CONDITION, "the record's own; another record's is computed, looked up beforehand"),
        "Derived": Treatment(
            Way.CHAINED, "a condition on the record itself; a value, or another record's, is computed"
        ),
        "Flag": Treatment(Way.CHAINED, "the record's own; another record's is computed, looked up beforehand"),
        "Today": Treatment(Way.COMPUTED, "the day changes while a case lives, and rulesets do not"),
        "Subject": Treatment(Way.COMPUTED, "a record is told as its fields"),
        "Element": Treatment(Way.COMPUTED, "stands in a loop, which is computed"),
        "Portfolio": Treatment(Way.COMPUTED, "another record, looked up beforehand"),
        "Collection": _MANY,
        "any": _MANY,
        "all": _MANY,
        "count": _MANY,
        "sum": _MANY,
        "min": _MANY,
        "max": _MANY,
        "unique": _MANY,
        "and": Treatment(Way.CONDITION, "`$and`; known to be false where a part is"),
        "or": Treatment(Way.CONDITION, "`$or`; known to be false where every part is"),
        "not": Treatment(Way.CONDITION, "pushed inward until it turns comparisons round"),
        "if": Treatment(Way.CONDITION, "between conditions: `$and` and `$or` of them; between values it is computed"),
        "eq": _ORDER,
        "ne": _ORDER,
        "lt": _ORDER,
        "le": _ORDER,
        "gt": _ORDER,
        "ge": _ORDER,
        "in": Treatment(
            Way.CONDITION, "a value among constants or a parameter's, one by one; in its own list is computed"
        ),
        "within": Treatment(Way.CONDITION, "a date in a parameter's period: a range of day numbers"),
        "present": Treatment(Way.CONDITION, "its own flag, since a missing value is left out; of lists it is computed"),
        "known": Treatment(Way.CONDITION, "its own flag, since a missing value is left out"),
        "add": _ARITHMETIC,
        "sub": _ARITHMETIC,
        "mul": _ARITHMETIC,
        "neg": _ARITHMETIC,
        "abs": _ARITHMETIC,
        "add_days": _DATES,
        "add_months": _DATES,
        "days_between": _DATES,
        "year": _DATES,
        "month": _DATES,
        "start": _DATES,
        "until": _DATES,
        "len": _LISTS,
        "how_many": _MANY,
        "intersects": _LISTS,
        "subset": _LISTS,
        "contains": _TEXTS,
        "startswith": _TEXTS,
    }
)
"""By operator, kind of quantifier, and kind of node."""


def treatment(node: Node) -> Treatment:
    """How a part of an expression is treated where its parts allow it."""
    match node:
        case Op():
            return TREATMENTS[node.name]
        case Quantifier():
            return TREATMENTS[node.kind]
    return TREATMENTS[type(node).__name__]
