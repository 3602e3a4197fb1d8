"""Questions about parts of expressions, and parts moved from one record's point of view to another's."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from policycheck.language.ir import (
    Collection,
    Const,
    Derived,
    Element,
    Field,
    Flag,
    Node,
    Op,
    Quantifier,
    Subject,
    walk,
)
from policycheck.language.types import INTEGER, record

HEAVY = 20
"""Parts of an expression from which on it is not written twice."""

N = TypeVar("N", bound=Node)


def certain(node: Node) -> bool:
    """Whether a condition is never unknown."""
    match node:
        case Const():
            return node.value is not None
        case Op(name="present" | "known"):
            return True
        case Op(name="and" | "or" | "not"):
            return all(certain(arg) for arg in node.args)
    return False


def heavy(node: Node) -> bool:
    """Whether a part is too large to be written twice, or too slow: a loop over a list."""
    parts = list(walk(node))
    return len(parts) > HEAVY or any(_goes_through_a_list(part) for part in parts)


def _goes_through_a_list(node: Node) -> bool:
    if isinstance(node, Quantifier):
        return node.over.type.kind == "list"
    return isinstance(node, Op) and node.name in ("intersects", "subset")


def speaks_of_subject(node: Node | None) -> bool:
    """Whether a part rests on the record that is judged."""
    return node is not None and any(isinstance(part, Subject) for part in walk(node))


def speaks_of_element(node: Node | None) -> bool:
    """Whether a part rests on a loop's element."""
    return node is not None and any(isinstance(part, Element) for part in walk(node))


def of_element(node: Node) -> Node:
    """A part that rests on a loop's record, as that record itself would say it."""
    if isinstance(node, Element) and node.type.kind == "record":
        return Subject(type=node.type, span=node.span)
    if isinstance(node, Element) and node.type.kind == "ref":
        return Subject(type=record(node.type.record), span=node.span)
    return _rebuilt(node)


def _rebuilt(node: Node) -> Node:
    match node:
        case Field() | Derived() | Flag() | Collection():
            return replace(node, of=of_element(node.of))
        case Op():
            return replace(node, args=tuple(of_element(arg) for arg in node.args))
        case Quantifier():  # a whole loop is the record's own; what it speaks of is not this element
            return replace(node, over=of_element(node.over))
    return node


def seen_from(node: N, of: Node, type_: str) -> N:
    """What is asked of the record that `of` leads to, as that record would say it of itself."""
    itself = Subject(type=record(type_), span=of.span)
    match node:
        case Field() | Derived() | Flag():
            return replace(node, of=itself)
        case Quantifier():
            assert isinstance(node.over, Collection)
            return replace(node, over=replace(node.over, of=itself))
    raise AssertionError(node)


def how_many(collection: Node) -> Quantifier:
    """The number of a collection's records, as a count."""
    return Quantifier(
        kind="count", over=collection, value=None, where=None, variable="", type=INTEGER, span=collection.span
    )


def whole(node: Node) -> bool:
    """Whether a collection is all records of its type."""
    return isinstance(node, Collection) and node.field is None
