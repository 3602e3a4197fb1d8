"""Comparisons, membership, and what else an operator asks of values, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policycheck.language.ir import Collection, Const, Element, Field, Node, Op, Param, Quantifier, Today
from policycheck.report.phrases.dates import since
from policycheck.report.phrases.loops import exists
from policycheck.report.phrases.naming import Place, variable
from policycheck.report.phrases.statement import Statement, Under
from policycheck.report.speech import labels_of

if TYPE_CHECKING:
    from policycheck.report.phrases.conditions import Phrases

_OPPOSITE = {"eq": "ne", "ne": "eq", "lt": "ge", "ge": "lt", "gt": "le", "le": "gt"}
_TURNED = {"eq": "eq", "ne": "ne", "lt": "gt", "gt": "lt", "le": "ge", "ge": "le"}
_EXISTS = {("gt", 0): True, ("ge", 1): True, ("ne", 0): True, ("eq", 0): False, ("lt", 1): False, ("le", 0): False}
"""Comparisons of a count that ask whether there is anything at all."""


def compared(phrases: Phrases, node: Op, place: Place, holds: bool) -> Statement:
    """An operator that gives a condition."""
    match node.name:
        case "eq" | "ne" | "lt" | "le" | "gt" | "ge":
            return _comparison(phrases, node, place, holds)
        case "in":
            return _membership(phrases, node, place, holds)
        case "present" | "known":
            return _presence(phrases, node, place, holds)
        case "intersects" if _is_list(node.args[1]):
            return _among_constants(phrases, node, "intersects", place, holds)
    first, *others = node.args
    rest = [phrases.value(other, place, first) for other in others]
    return phrases.fact(node.name, holds, phrases.value(first, place), *rest)


def _comparison(phrases: Phrases, node: Op, place: Place, holds: bool) -> Statement:
    left, right = node.args
    name = node.name if holds else _OPPOSITE[node.name]
    if isinstance(left, Const | Param | Today) and not isinstance(right, Const | Param | Today):
        left, right, name = right, left, _TURNED[name]
    if isinstance(right, Const) and isinstance(right.value, bool):
        return phrases.condition(left, place, right.value is (name == "eq"))
    elapsed = since(phrases, left, right, name, place)
    if elapsed is not None:
        return elapsed
    counted = _counted(left)
    if counted is not None and isinstance(right, Const) and isinstance(right.value, int) and not variable(right):
        found = _EXISTS.get((name, right.value))
        if found is not None:
            return exists(phrases, counted, place, found)
    one, other = phrases.value(left, place, right), phrases.value(right, place, left)
    return phrases.fact(_key(name, left, right), True, one, other)


def _key(name: str, left: Node, right: Node) -> str:
    if name not in ("eq", "ne"):
        return f"{name} date" if left.type.kind == "date" else name
    if isinstance(right, Const | Param | Today) or (isinstance(right, Op) and right.type.kind == "date"):
        return name
    return f"{name} number" if left.type.numeric else f"{name} value"


def _counted(node: Node) -> Quantifier | Collection | None:
    """What a count counts, of records."""
    if isinstance(node, Quantifier) and node.kind == "count":
        return node
    if isinstance(node, Op) and node.name == "len" and isinstance(node.args[0], Collection):
        return node.args[0]
    return None


def _membership(phrases: Phrases, node: Op, place: Place, holds: bool) -> Statement:
    item, items = node.args
    if _is_list(items):
        return _among_constants(phrases, node, "in", place, holds)
    one, many = phrases.value(item, place, items), phrases.value(items, place, item)
    if isinstance(item, Const):
        return phrases.fact("has", holds, many, one)
    return phrases.fact("in", holds, one, many)


def _among_constants(phrases: Phrases, node: Op, key: str, place: Place, holds: bool) -> Statement:
    """`kind in ["a", "b"]`: the kind is a or b."""
    first, items = node.args
    assert isinstance(items, Const)
    assert isinstance(items.value, tuple)
    topic, type_ = phrases.value(first, place), items.type.of or items.type
    labels = {**place.labels, **labels_of(first, phrases.rulebook)}
    if len(items.value) == 1 and key == "in":
        return phrases.fact("eq" if holds else "ne", True, topic, phrases.values(items.value, type_, labels, "or"))
    if len(items.value) == 1:
        return phrases.fact("has", holds, topic, phrases.values(items.value, type_, labels, "or"))
    words = phrases.values(
        items.value, first.type.of or first.type if type_.numeric else type_, labels, "or" if holds else "nor"
    )
    return phrases.fact(f"{key} constants", holds, topic, words)


def _presence(phrases: Phrases, node: Op, place: Place, holds: bool) -> Statement:
    (asked,) = node.args
    if isinstance(asked, Collection):
        return exists(phrases, asked, place, holds)
    if asked.type.kind == "boolean" and not isinstance(asked, Field | Param | Element):
        return phrases.fact("present condition", holds, (Under(phrases.condition(asked, place)),))
    return phrases.fact(node.name, holds, phrases.value(asked, place))


def _is_list(node: Node) -> bool:
    return isinstance(node, Const) and isinstance(node.value, tuple) and bool(node.value)
