"""The typed tree that every engine runs: a node is its fields and a type; behaviour lives in the engines.

INVARIANT: a tree holds no name that is not resolved, no quantifier inside a quantifier (so there is one `Element` at
most), and no derivation that leads back to itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from policycheck.language.types import Type, Value
from policycheck.source import Span

QuantifierKind: TypeAlias = Literal["any", "all", "count", "sum", "min", "max", "unique"]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Node:
    """A part of an expression: its type, and the author's words for it."""

    type: Type
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Const(Node):
    """A value known when the pack is loaded; None is missing."""

    value: Value | None
    written: str | None = None
    """The digits of a number or date that stood unquoted where a text may be meant."""
    places: tuple[Span, ...] = ()
    """Where the elements of a list stand, one for each."""


@dataclass(frozen=True, slots=True, eq=False)
class Param(Node):
    """A parameter's value at `today`."""

    name: str


@dataclass(frozen=True, slots=True, eq=False)
class Today(Node):
    """The date of the evaluation."""


@dataclass(frozen=True, slots=True, eq=False)
class Subject(Node):
    """The record that is judged, or whose value is derived."""


@dataclass(frozen=True, slots=True, eq=False)
class Element(Node):
    """What a quantifier's variable stands for: a record, or a list's element."""

    name: str


@dataclass(frozen=True, slots=True, eq=False)
class Portfolio(Node):
    """The one record that holds every collection."""


@dataclass(frozen=True, slots=True, eq=False)
class Field(Node):
    """An input of the record that `of` is (a record) or leads to (a reference)."""

    of: Node
    name: str


@dataclass(frozen=True, slots=True, eq=False)
class Derived(Node):
    """A derivation of the record that `of` is or leads to."""

    of: Node
    name: str
    record: str


@dataclass(frozen=True, slots=True, eq=False)
class Flag(Node):
    """One named condition of a set of flags of the record that `of` is or leads to."""

    of: Node
    name: str
    record: str
    flag: str


@dataclass(frozen=True, slots=True, eq=False)
class Collection(Node):
    """The records of type `record` whose `field` refers to what `of` is or leads to; all where `field` is None."""

    of: Node
    name: str
    record: str
    field: str | None


@dataclass(frozen=True, slots=True, eq=False)
class Op(Node):
    """An operator of the table in `operators` on its arguments."""

    name: str
    args: tuple[Node, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Quantifier(Node):
    """A value over the elements of `over` for which `where` holds; `value` is None for a count."""

    kind: QuantifierKind
    over: Node
    value: Node | None
    where: Node | None
    variable: str


def children(node: Node) -> tuple[Node, ...]:
    """The parts of a node, in the author's order."""
    match node:
        case Op():
            return node.args
        case Field() | Derived() | Flag() | Collection():
            return (node.of,)
        case Quantifier():
            return tuple(part for part in (node.value, node.over, node.where) if part is not None)
        case _:
            return ()


def walk(node: Node) -> Iterator[Node]:
    """A node and all below it, parents first."""
    yield node
    for part in children(node):
        yield from walk(part)


def likeness(node: Node) -> tuple[object, ...]:
    """What two nodes share that mean the same wherever they stand: all but their places in files."""
    match node:
        case Const():
            return "Const", type(node.value).__name__, node.value
        case Param() | Element():
            return type(node).__name__, node.name
        case Field():
            return "Field", node.name, likeness(node.of)
        case Derived():
            return "Derived", node.record, node.name, likeness(node.of)
        case Flag():
            return "Flag", node.record, node.name, node.flag, likeness(node.of)
        case Collection():
            return "Collection", node.record, node.field, likeness(node.of)
        case Op():
            return ("Op", node.name, *map(likeness, node.args))
        case Quantifier():
            parts = [part and likeness(part) for part in (node.over, node.value, node.where)]
            return ("Quantifier", node.kind, *parts)
    return (type(node).__name__,)
