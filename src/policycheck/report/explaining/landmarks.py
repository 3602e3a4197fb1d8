"""The values that a field is compared with in a rule: where an outcome may turn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, TypeAlias

from policycheck.language.ir import Const, Derived, Field, Flag, Node, Op, Param, Quantifier, children
from policycheck.language.rulebook import Rulebook
from policycheck.language.types import Interval, Value

Landmarks: TypeAlias = dict[tuple[str, str], list[Any]]
"""By record type and field."""
YEARS = range(1900, 2200)
"""Whole numbers that may be years, of which a date's is compared with."""


def landmarks(conditions: Iterable[Node], rulebook: Rulebook, parameters: Mapping[str, Value | None]) -> Landmarks:
    """The constants and parameters that stand in one comparison with a field, each once, in the author's order."""
    found: Landmarks = {}
    for comparison in _comparisons(conditions, rulebook):
        parts = list(_opened(comparison, rulebook, set()))
        values = [value for part in parts for value in _values(part, parameters)]
        for part in parts:
            if isinstance(part, Field):
                known = found.setdefault((part.of.type.record, part.name), [])
                known += [value for value in values if not any(_same(value, one) for one in known)]
    return found


def as_dates(values: Iterable[Any]) -> Iterator[date]:
    """The days among some values; of what may be a year, its first and last."""
    for value in values:
        if isinstance(value, date):
            yield value
        elif isinstance(value, int) and not isinstance(value, bool) and value in YEARS:
            yield from (date(value, 1, 1), date(value, 12, 31))


def _comparisons(conditions: Iterable[Node], rulebook: Rulebook) -> Iterator[Node]:
    """The conditions that have no other conditions in them but those on the elements of a loop."""
    waiting, seen = list(conditions)[::-1], set[tuple[str, str, str | None]]()
    while waiting:
        node = waiting.pop()
        if isinstance(node, Derived | Flag):
            at = node.record, node.name, node.flag if isinstance(node, Flag) else None
            derivation = rulebook.derivations[node.record, node.name]
            if at not in seen:
                seen.add(at)
                flags = [flag.condition for flag in derivation.flags.values() if at[2] in (None, flag.name)]
                waiting += [derivation.value] if derivation.value is not None else flags[::-1]
        elif isinstance(node, Op) and node.type.kind == "boolean" and node.name not in ("and", "or", "not", "if"):
            yield node
        waiting += children(node)[::-1]


def _opened(node: Node, rulebook: Rulebook, seen: set[tuple[str, str]]) -> Iterator[Node]:
    """A comparison's parts, through derived values, but not into conditions within it."""
    yield node
    parts = children(node)
    if isinstance(node, Quantifier):
        parts = tuple(part for part in (node.value, node.over) if part is not None)
    elif isinstance(node, Derived) and node.type.kind != "boolean" and (node.record, node.name) not in seen:
        seen.add((node.record, node.name))
        value = rulebook.derivations[node.record, node.name].value
        parts = (*parts, value) if value is not None else parts
    for part in parts:
        yield from _opened(part, rulebook, seen)


def _values(node: Node, parameters: Mapping[str, Value | None]) -> Iterator[Any]:
    value = node.value if isinstance(node, Const) else parameters[node.name] if isinstance(node, Param) else None
    if isinstance(value, Interval):
        yield from (end for end in (value.start, value.until) if end is not None)
    elif isinstance(value, tuple):
        yield from (one for one in value if one is not None)
    elif value is not None:
        yield value


def _same(one: Any, other: Any) -> bool:
    return isinstance(one, bool) is isinstance(other, bool) and bool(one == other)
