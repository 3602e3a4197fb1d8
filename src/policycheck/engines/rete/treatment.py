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
    """How a part is treated where its own parts allow it; and why it is computed where it is, a key of the wording."""

    way: Way
    computed: str | None = None
    """None of what is never computed for itself."""


_ARITHMETIC = Treatment(Way.COMPUTED, "rete_arithmetic")
_DATES = Treatment(Way.COMPUTED, "rete_dates")
_TEXTS = Treatment(Way.COMPUTED, "rete_texts")
_LISTS = Treatment(Way.COMPUTED, "rete_lists")
_MANY = Treatment(Way.COMPUTED, "rete_many")
_AGAINST = Treatment(Way.CONDITION, "rete_two_values")  # a value against a constant or a parameter's value
_JOINED = Treatment(Way.CONDITION)  # `$and`, `$or`; of what is known to be false the other one

TREATMENTS: Mapping[str, Treatment] = MappingProxyType(
    {
        "Const": Treatment(Way.CONDITION),
        "Param": Treatment(Way.CONDITION),  # its value stands in the condition
        "Field": Treatment(Way.CONDITION, "rete_other_record"),  # of the record itself
        "Derived": Treatment(Way.CHAINED, "rete_derived_value"),  # a condition on the record itself
        "Flag": Treatment(Way.CHAINED, "rete_other_record"),
        "Today": Treatment(Way.COMPUTED, "rete_today"),
        "Subject": Treatment(Way.COMPUTED, "rete_other_record"),
        "Element": Treatment(Way.COMPUTED, "rete_many"),
        "Portfolio": Treatment(Way.COMPUTED, "rete_other_record"),
        "Collection": _MANY,
        "any": _MANY,
        "all": _MANY,
        "count": _MANY,
        "sum": _MANY,
        "min": _MANY,
        "max": _MANY,
        "unique": _MANY,
        "and": _JOINED,
        "or": _JOINED,
        "not": _JOINED,  # pushed inward until it turns comparisons round
        "if": Treatment(Way.CONDITION, "rete_choice"),  # between conditions
        "eq": _AGAINST,
        "ne": _AGAINST,
        "lt": _AGAINST,
        "le": _AGAINST,
        "gt": _AGAINST,
        "ge": _AGAINST,
        "in": Treatment(Way.CONDITION, "rete_membership"),  # among a few constants, one by one
        "within": Treatment(Way.CONDITION, "rete_two_values"),  # in a parameter's period: a range of day numbers
        "present": Treatment(Way.CONDITION, "rete_presence"),  # told beside the value, since a missing one is left out
        "known": Treatment(Way.CONDITION, "rete_presence"),
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
