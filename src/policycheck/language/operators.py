"""The one table of operators: what each takes and gives. Engines hold tables of their own with how each is done.

Unless said otherwise an operator with a missing argument is missing (unknown, where it is a condition).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True)
class Operator:
    """An operator of the typed tree."""

    does: str
    result: str
    """The kind of the result; `argument` where it is the arguments' own."""
    strict: bool = True
    """Whether one missing argument makes the result missing, whatever the others are."""


OPERATORS: Mapping[str, Operator] = MappingProxyType(
    {
        "and": Operator("Kleene's conjunction of one or more", "boolean", strict=False),
        "or": Operator("Kleene's disjunction of one or more", "boolean", strict=False),
        "not": Operator("negation", "boolean"),
        "if": Operator(
            "then-value, condition, else-value: what both agree on where the condition is unknown",
            "argument",
            strict=False,
        ),
        "eq": Operator("equal", "boolean"),
        "ne": Operator("not equal", "boolean"),
        "lt": Operator("less, or earlier", "boolean"),
        "le": Operator("less or equal", "boolean"),
        "gt": Operator("greater, or later", "boolean"),
        "ge": Operator("greater or equal", "boolean"),
        "in": Operator(
            "item, list: true if found, else unknown if the item, the list or an element is missing",
            "boolean",
            strict=False,
        ),
        "within": Operator("date, period: not before its start and before its end", "boolean"),
        "add": Operator("sum of two numbers", "argument"),
        "sub": Operator("difference of two numbers", "argument"),
        "mul": Operator("product of two numbers", "argument"),
        "neg": Operator("a number with its sign turned", "argument"),
        "abs": Operator("a number without its sign", "argument"),
        "add_days": Operator("date, whole number of days", "date"),
        "add_months": Operator("date, whole number of months; the day is clamped to the month's last", "date"),
        "days_between": Operator("first date less second, in days", "integer"),
        "year": Operator("the year of a date", "integer"),
        "month": Operator("the month of a date, 1 to 12", "integer"),
        "start": Operator("the first day of a period; missing where it is open", "date"),
        "until": Operator("the first day behind a period; missing where it is open", "date"),
        "present": Operator(
            "known, and for texts, lists and collections not empty; never unknown", "boolean", strict=False
        ),
        "known": Operator("known; never unknown", "boolean", strict=False),
        "len": Operator("how many elements a list or collection has", "integer"),
        "how_many": Operator("how many of some conditions hold", "integer"),
        "intersects": Operator(
            "whether some element of the first list is in the second; unknown if a list is missing",
            "boolean",
            strict=False,
        ),
        "subset": Operator(
            "whether every element of the first list is in the second; unknown if a list is missing",
            "boolean",
            strict=False,
        ),
        "contains": Operator("whether the first text has the second in it", "boolean"),
        "startswith": Operator("whether the first text begins with the second", "boolean"),
    }
)


@dataclass(frozen=True)
class Function:
    """A function that authors may call: which kinds its arguments take, and the operator it becomes."""

    operator: str
    takes: tuple[tuple[str, ...], ...]
    example: str


_TEXTUAL = ("text", "choice", "ref")

FUNCTIONS: Mapping[str, Function] = MappingProxyType(
    {
        "present": Function("present", ((),), "present(budget)"),
        "missing": Function("present", ((),), "missing(budget)"),
        "len": Function("len", (("list", "collection", "flags"),), "len(themes)"),
        "intersects": Function("intersects", (("list",), ("list",)), 'intersects(themes, ["art", "music"])'),
        "subset": Function("subset", (("list",), ("list",)), 'subset(goals, ["M1", "M2"])'),
        "contains": Function("contains", (_TEXTUAL, _TEXTUAL), 'contains(title, "plan")'),
        "startswith": Function("startswith", (_TEXTUAL, _TEXTUAL), 'startswith(title, "EU")'),
        "abs": Function("abs", (("integer", "number", "money"),), "abs(budget - cost)"),
        "days": Function("days", (("integer",),), "start_date + days(30)"),
        "months": Function("months", (("integer",),), "end_date + months(6)"),
        "years": Function("years", (("integer",),), "start_date + years(4)"),
        "year": Function("year", (("date",),), "year(start_date)"),
        "month": Function("month", (("date",),), "month(start_date)"),
        "start": Function("start", (("period",),), "start(param.council_period)"),
        "until": Function("until", (("period",),), "until(param.council_period)"),
    }
)

QUANTIFIERS = ("any", "all", "count", "sum", "min", "max", "unique")
