"""Which missing inputs leave an outcome open: found by descending through the unknown parts alone.

It rests on the reference's meaning, so it is the same whichever engine judged.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

from policycheck.engines.reference import Walk
from policycheck.language.ir import (
    Collection,
    Derived,
    Element,
    Field,
    Flag,
    Node,
    Op,
    Param,
    Quantifier,
)
from policycheck.language.rulebook import Judgement, Rule
from policycheck.records.tables import Row

Input: TypeAlias = tuple[str, str, str]
"""Record type (or `parameter`), key and field of an input."""


def missing_inputs(item: Rule | Judgement, row: Row, walk: Walk) -> list[Input]:
    """The inputs whose absence leaves an undetermined outcome open, in the order of the author's words."""
    conditions = [item.when] if isinstance(item, Judgement) or item.require is None else [item.when, item.require]
    unknown = [node for node in conditions if walk.value(node, row) is None]
    return list(dict.fromkeys(found for node in unknown for found in _descend(node, row, None, walk)))


def _descend(node: Node, row: Row, element: Any, walk: Walk) -> Iterator[Input]:
    """The inputs below a node whose value is missing or unknown."""
    match node:
        case Param():
            yield ("parameter", node.name, "value")
        case Field():
            yield from _field(node, row, element, walk)
        case Derived() | Flag():
            yield from _derivation(node, row, element, walk)
        case Collection():
            yield from _record(node.of, row, element, walk)
        case Quantifier():
            yield from _quantifier(node, row, element, walk)
        case Op(name="if"):
            yield from _if(node, row, element, walk)
        case Op():
            for arg in node.args:
                yield from _open(arg, row, element, walk)


def _open(node: Node, row: Row, element: Any, walk: Walk) -> Iterator[Input]:
    """The inputs that leave a part open; for a list also those that lack an element."""
    value = walk.value(node, row, element)
    if value is None:
        yield from _descend(node, row, element, walk)
    elif node.type.kind == "list" and None in value:
        yield from _list(node, row, element, walk)


def _list(node: Node, row: Row, element: Any, walk: Walk) -> Iterator[Input]:
    """The field that holds a list with a missing element."""
    match node:
        case Field():
            yield _named(node, walk.row(node.of, row, element), walk)
        case Param():
            yield ("parameter", node.name, "value")
        case Derived():
            found = walk.row(node.of, row, element)
            value = walk.rulebook.derivations[node.record, node.name].value
            if found is not None and value is not None:
                yield from _open(value, found, None, walk)
        case Op():
            for arg in node.args:
                if arg.type.kind == "list":
                    yield from _open(arg, row, element, walk)


def _field(node: Field, row: Row, element: Any, walk: Walk) -> Iterator[Input]:
    found = walk.row(node.of, row, element)
    if found is None:
        yield from _record(node.of, row, element, walk)
    else:
        yield _named(node, found, walk)


def _named(node: Field, row: Row | None, walk: Walk) -> Input:
    type_ = walk.rulebook.types[node.of.type.record]
    assert row is not None
    return (type_.name, str(row[type_.column[type_.key or ""]]), node.name)


def _record(of: Node, row: Row, element: Any, walk: Walk) -> Iterator[Input]:
    """Why a record is not there: its reference is missing."""
    if not isinstance(of, Element) and walk.value(of, row, element) is None:
        yield from _descend(of, row, element, walk)


def _derivation(node: Derived | Flag, row: Row, element: Any, walk: Walk) -> Iterator[Input]:
    found = walk.row(node.of, row, element)
    if found is None:
        yield from _record(node.of, row, element, walk)
        return
    derivation = walk.rulebook.derivations[node.record, node.name]
    condition = derivation.flags[node.flag].condition if isinstance(node, Flag) else derivation.value
    if condition is not None:
        yield from _descend(condition, found, None, walk)


def _if(node: Op, row: Row, element: Any, walk: Walk) -> Iterator[Input]:
    then, condition, otherwise = node.args
    known = walk.value(condition, row, element)
    if known is None:
        yield from _descend(condition, row, element, walk)
    for part, excluded in ((then, False), (otherwise, True)):
        if known is not excluded:
            yield from _open(part, row, element, walk)


def _quantifier(node: Quantifier, row: Row, element: Any, walk: Walk) -> Iterator[Input]:
    items = walk.value(node.over, row, element)
    if items is None:
        yield from _descend(node.over, row, element, walk)
        return
    if not items and node.kind in ("min", "max"):
        yield from _nothing(node.over, row, element, walk)
    for item in items:
        where = True if node.where is None else walk.value(node.where, row, item)
        if where is False:
            continue
        value = None if node.value is None else walk.value(node.value, row, item)
        if node.kind in ("any", "all") and value is (node.kind == "all"):
            continue  # false for `any`, true for `all`: this element decides nothing
        parts = [node.where] if where is None and node.where is not None else []
        if node.value is not None and value is None and (node.kind in ("any", "all") or where):
            parts.append(node.value)
        for part in parts:
            found = list(_descend(part, row, item, walk))
            yield from found
            if not found and node.over.type.kind == "list":
                yield from _list(node.over, row, element, walk)


def _nothing(over: Node, row: Row, element: Any, walk: Walk) -> Iterator[Input]:
    """Of nothing there is no least: the collection itself is what lacks."""
    if isinstance(over, Collection | Field):
        found = walk.row(over.of, row, element)
        type_ = walk.rulebook.types[over.of.type.record]
        if found is not None:
            yield (type_.name, str(found[type_.column[type_.key or ""]]), over.name)
