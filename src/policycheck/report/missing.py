"""Which missing inputs leave an outcome open: found by descending through the unknown parts alone.

It rests on the reference's meaning, so it is the same whichever engine judged.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from policycheck.engines.facts import Kept
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


class Input(NamedTuple):
    """An input that is missing."""

    type: str
    """Its record type, or `parameter`."""
    key: str
    field: str


def missing_inputs(item: Rule | Judgement, row: Row, walk: Walk) -> list[Input]:
    """The inputs whose absence leaves an undetermined outcome open, in the order of the author's words."""
    conditions = [item.when] if isinstance(item, Judgement) or item.require is None else [item.when, item.require]
    at = _Place(walk, row)
    unknown = [node for node in conditions if at.value(node) is None]
    return list(dict.fromkeys(found for node in unknown for found in at.below(node)))


def missing_below(node: Node, row: Row, walk: Walk, element: Any = None, over: Node | None = None) -> Iterator[Input]:
    """The inputs whose absence leaves a part unknown, on a record or for an element of what is gone through."""
    yield from _Place(walk, row, element, over).below(node)


@dataclass(frozen=True, slots=True)
class _Place:
    """A record, and within a loop the element and what it stands in."""

    walk: Walk
    row: Row
    element: Any = None
    over: Node | None = None
    seen: set[object] = field(default_factory=set)
    """The derivations on records that were descended into: each is once, however often it is used."""

    def value(self, node: Node) -> Any:
        """The value of a node here."""
        return self.walk.value(node, self.row, self.element)

    def below(self, node: Node) -> Iterator[Input]:
        """The inputs below a node whose value is missing or unknown."""
        match node:
            case Param():
                yield Input("parameter", node.name, "value")
            case Field():
                found = self.walk.row(node.of, self.row, self.element)
                yield from self._record(node.of) if found is None else [self._named(node.of, found, node.name)]
            case Derived() | Flag():
                yield from self._derivation(node)
            case Collection():
                yield from self._record(node.of)
            case Element():
                yield from self._element()
            case Quantifier():
                yield from self._quantifier(node)
            case Op(name="if"):
                yield from self._if(node)
            case Op():
                for arg in node.args:
                    yield from self._open(arg)

    def _open(self, node: Node) -> Iterator[Input]:
        """The inputs that leave a part open; for a list also those that lack an element."""
        value = self.value(node)
        if value is None:
            yield from self.below(node)
        elif node.type.kind == "list" and None in value:
            yield from self._list(node)

    def _list(self, node: Node) -> Iterator[Input]:
        """The field that holds a list with a missing element."""
        match node:
            case Field():
                row = self.walk.row(node.of, self.row, self.element)
                yield from [] if row is None else [self._named(node.of, row, node.name)]
            case Param():
                yield Input("parameter", node.name, "value")
            case Derived():
                found = self.walk.row(node.of, self.row, self.element)
                value = self.walk.rulebook.derivations[node.record, node.name].value
                if found is not None and value is not None and self._is_new("list", node, found):
                    yield from self._on(found)._open(value)
            case Op(name="if"):
                yield from self._if(node)

    def _element(self) -> Iterator[Input]:
        """An element that is missing: the list that has it lacks it."""
        if self.over is not None:
            yield from replace(self, element=None, over=None)._list(self.over)

    def _named(self, of: Node, row: Row, name: str) -> Input:
        type_ = self.walk.rulebook.types[of.type.record]
        return Input(type_.name, type_.key_of(row), name)

    def _record(self, of: Node) -> Iterator[Input]:
        """Why a record is not there: its reference is missing."""
        if self.value(of) is None:
            yield from self.below(of)

    def _derivation(self, node: Derived | Flag) -> Iterator[Input]:
        found = self.walk.row(node.of, self.row, self.element)
        if found is None:
            yield from self._record(node.of)
            return
        derivation = self.walk.rulebook.derivations[node.record, node.name]
        condition = derivation.flags[node.flag].condition if isinstance(node, Flag) else derivation.value
        if condition is not None and self._is_new("below", node, found):
            yield from self._on(found).below(condition)

    def _on(self, row: Row) -> _Place:
        return replace(self, row=row, element=None, over=None)

    def _is_new(self, how: str, node: Derived | Flag, row: Row) -> bool:
        """Whether a derivation on a record was not descended into before."""
        flag = node.flag if isinstance(node, Flag) else None
        at = how, node.record, node.name, flag, self.walk.rulebook.types[node.record].key_of(row)
        new = at not in self.seen
        self.seen.add(at)
        return new

    def _if(self, node: Op) -> Iterator[Input]:
        then, condition, otherwise = node.args
        known = self.value(condition)
        if known is None:
            yield from self.below(condition)
        for part, excluded in ((then, False), (otherwise, True)):
            if known is not excluded:
                yield from self._open(part)

    def _quantifier(self, node: Quantifier) -> Iterator[Input]:
        items = self.value(node.over)
        if items is None:
            yield from self.below(node.over)
            return
        chosen = False
        kept, of = self._kept(node)
        if kept is not None and of is not None:
            items, chosen = kept.undecided(of), kept.chosen(of)
        for item in items:
            inner = replace(self, element=item, over=node.over)
            where = True if node.where is None else inner.value(node.where)
            if where is False:
                continue
            chosen = True
            value = None if node.value is None else inner.value(node.value)
            if node.kind in ("any", "all") and value is (node.kind == "all"):
                continue  # false for `any`, true for `all`: this element decides nothing
            if where is None and node.where is not None:
                yield from inner.below(node.where)
            if node.value is not None and value is None and (node.kind in ("any", "all") or where):
                yield from inner.below(node.value)
        if not chosen and node.kind in ("min", "max"):
            yield from self._nothing(node.over)

    def _kept(self, node: Quantifier) -> tuple[Kept | None, Row | None]:
        """What keeps a quantifier, if anything does, and the record whose collection it goes through."""
        kept = self.walk.facts.kept(node)
        if kept is None or not isinstance(node.over, Collection):
            return None, None
        return kept, self.walk.row(node.over.of, self.row, self.element)

    def _nothing(self, over: Node) -> Iterator[Input]:
        """Of nothing there is no least: the collection itself is what lacks."""
        if isinstance(over, Collection | Field):
            found = self.walk.row(over.of, self.row, self.element)
            if found is not None:
                yield self._named(over.of, found, over.name)
