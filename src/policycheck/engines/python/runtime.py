"""What generated code calls: the operators that are more than a Python operator, and what is found once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from policycheck.engines.exact import absolute, add, add_days, add_months, mul, neg, sub, total
from policycheck.records.tables import Joined, Row


def if_(then: Any, condition: bool | None, otherwise: Any) -> Any:
    """The branch that a condition picks; where it is unknown, what both agree on."""
    if condition is None:
        return then if then is not None and otherwise is not None and then == otherwise else None
    return then if condition else otherwise


def and_(*conditions: bool | None) -> bool | None:
    """False if one is false, else unknown if one is unknown, else true."""
    return False if False in conditions else None if None in conditions else True


def or_(*conditions: bool | None) -> bool | None:
    """True if one is true, else unknown if one is unknown, else false."""
    return True if True in conditions else None if None in conditions else False


def not_(condition: bool | None) -> bool | None:
    """Unknown where the condition is."""
    return None if condition is None else not condition


def in_(item: Any, items: Sequence[Any] | None) -> bool | None:
    """True if found, else unknown if the item, the list or an element is missing."""
    if item is None or items is None:
        return None
    return True if item in items else None if None in items else False


def intersects(first: Sequence[Any] | None, second: Sequence[Any] | None) -> bool | None:
    """Whether some element of the first list is in the second."""
    if first is None or second is None:
        return None
    for item in first:
        if item is not None and item in second:
            return True
    return None if None in first or (first and None in second) else False


def subset(first: Sequence[Any] | None, second: Sequence[Any] | None) -> bool | None:
    """Whether every element of the first list is in the second."""
    if first is None or second is None:
        return None
    unknown = None in first
    for item in first:
        if item is not None and item not in second:
            if None not in second:
                return False
            unknown = True
    return None if unknown else True


def how_many(*conditions: bool | None) -> int | None:
    """How many conditions hold."""
    return None if None in conditions else sum(conditions)  # type: ignore[arg-type]


def once(function: Callable[[], Any]) -> Callable[[], Any]:
    """A function without arguments that is called once at most."""
    found: list[Any] = []

    def value() -> Any:
        if not found:
            found.append(function())
        return found[0]

    return value


def matching(index: Joined, value: Any, rows: Sequence[Row]) -> Sequence[Row]:
    """The rows that equal a value, or may: those that lack it, and all of them where the value is missing."""
    if value is None:
        return rows
    by_value, lacking = index
    found = by_value.get(value, ())
    return [*found, *lacking] if lacking else found


def least(values: list[Any]) -> Any:
    """The least value; missing where there is none."""
    return min(values, default=None)


def greatest(values: list[Any]) -> Any:
    """The greatest value; missing where there is none."""
    return max(values, default=None)


def different(values: list[Any]) -> int:
    """How many different values there are."""
    return len(set(values))


def starts(text: str, part: str) -> bool:
    """Whether a text begins with another."""
    return text.startswith(part)


RUNTIME: Mapping[str, Any] = MappingProxyType(
    {
        "abs_": absolute,
        "add": add,
        "add_days": add_days,
        "add_months": add_months,
        "and_": and_,
        "bool_": bool,
        "different": different,
        "greatest": greatest,
        "how_many": how_many,
        "if_": if_,
        "in_": in_,
        "intersects": intersects,
        "least": least,
        "len_": len,
        "matching": matching,
        "mul": mul,
        "neg": neg,
        "not_": not_,
        "once": once,
        "or_": or_,
        "starts": starts,
        "sub": sub,
        "subset": subset,
        "total": total,
    }
)
"""All that generated code can reach."""
