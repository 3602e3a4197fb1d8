"""The values that decided a condition, and only those: found by descending through the parts that made it what it is.

Of `a and b` that fails these are the parts that fail, and of one that holds all; `or` the other way round; of what is
unknown, the inputs that lack. With the other inputs missing, a condition that held or failed still does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from policycheck.engines.reference import Walk
from policycheck.language.ir import Collection, Derived, Field, Flag, Node, Op, Param, Quantifier, Today
from policycheck.records.tables import Row
from policycheck.report.explaining.deciders import PARAMETER, TODAY, Chosen, Computed, Decider, Gathered, Read, once
from policycheck.report.missing import Input, missing_below

MOST_OPENED = 200
"""Records of one count or sum whose values are looked up; there may be very many more."""


class Deciding:
    """Finds what decided conditions, on records of some facts."""

    def __init__(self, walk: Walk) -> None:
        self.walk = walk
        self._derived: dict[tuple[str, str, str | None, str], tuple[Decider, ...]] = {}

    def of(self, node: Node, row: Row, about: str) -> tuple[Decider, ...]:
        """What decided a condition on a record of a type, in the order of the author's words, each once."""
        return once(_Part(self, about, row).deciders(node))

    def derivation(self, node: Derived | Flag, row: Row) -> tuple[Decider, ...]:
        """What decided a derivation's value on its record, or that of one of its flags."""
        flag = node.flag if isinstance(node, Flag) else None
        at = node.record, node.name, flag, self.walk.rulebook.types[node.record].key_of(row)
        if at not in self._derived:
            derivation = self.walk.rulebook.derivations[node.record, node.name]
            inner = derivation.flags[flag].condition if flag is not None else derivation.value
            self._derived[at] = () if inner is None else once(_Part(self, node.record, row).held(inner))
        return self._derived[at]


@dataclass(frozen=True)
class _Part:
    """Where a part stands: its record, and within a loop the element and what it stands in."""

    deciding: Deciding
    about: str
    row: Row
    element: Any = None
    over: Node | None = None

    def value(self, node: Node) -> Any:
        """The value of a node here."""
        return self.deciding.walk.value(node, self.row, self.element)

    def deciders(self, node: Node) -> Iterator[Decider]:
        """What made a node's value what it is."""
        if self.value(node) is None:
            below = missing_below(node, self.row, self.deciding.walk, self.element, self.over)
            yield from (Read(at, None) for at in below)
            return
        match node:
            case Param():
                yield Read(Input(PARAMETER, node.name, "value"), self.value(node))
            case Today():
                yield Read(TODAY, self.value(node))
            case Field():
                yield from self._field(node)
            case Derived() | Flag():
                yield from self._derivation(node)
            case Collection():
                yield from self._path(node.of)
                chosen = tuple(Chosen(row, ()) for row in self.value(node))
                yield Gathered(node, self.about, self.row, self.value(node), node.type.record, chosen, ())
            case Quantifier():
                yield from self._quantifier(node)
            case Op():
                yield from self._operation(node)

    def _record(self, of: Node) -> Row:
        found = self.deciding.walk.row(of, self.row, self.element)
        assert found is not None  # of a missing record every value is missing
        return found

    def _path(self, of: Node) -> Iterator[Decider]:
        """The references that lead to the record that something is read on."""
        if of.type.kind == "ref":
            yield from self.deciders(of)

    def _field(self, node: Field) -> Iterator[Decider]:
        yield from self._path(node.of)
        type_ = self.deciding.walk.rulebook.types[node.of.type.record]
        yield Read(Input(type_.name, type_.key_of(self._record(node.of)), node.name), self.value(node))

    def _derivation(self, node: Derived | Flag) -> Iterator[Decider]:
        yield from self._path(node.of)
        row = self._record(node.of)
        below = self.deciding.derivation(node, row)
        if isinstance(node, Flag) or node.type.kind == "boolean" or len(below) == 1 == sum(1 for _ in _plain(below)):
            yield from below
        else:
            yield Computed(node, row, self.value(node), below)

    def _operation(self, node: Op) -> Iterator[Decider]:
        value = self.value(node)
        match node.name:
            case "and" | "or":
                parts = [arg for arg in node.args if self.value(arg) is value]
            case "if":
                then, condition, otherwise = node.args
                known = self.value(condition)
                parts = [then, otherwise] if known is None else [condition, then if known else otherwise]
            case "present" | "known":
                yield from self.held(node.args[0])
                return
            case _:
                parts = list(node.args)
        for part in parts:
            yield from self.deciders(part)

    def held(self, node: Node) -> Iterator[Decider]:
        """What made a value what it is, also where it is asked whether it is known and it is not."""
        if self.value(node) is not None:
            yield from self.deciders(node)
            return
        match node:
            case Param():
                yield Read(Input(PARAMETER, node.name, "value"), None)
            case Field() | Derived() | Flag() | Collection():
                row = self.deciding.walk.row(node.of, self.row, self.element)
                if row is None:
                    yield from self.held(node.of)
                else:
                    yield from self._path(node.of)
                    yield from self._lacking(node, row)
            case Op(name="if") if (known := self.value(node.args[1])) is not None:
                yield from self.deciders(node.args[1])
                yield from self.held(node.args[0 if known else 2])
            case Op():
                for part in _asked(node, [arg for arg in node.args if self.value(arg) is None]):
                    yield from self.held(part)
            case Quantifier():
                yield from self.held(node.over)
                for item in self.value(node.over) or ():
                    for asked in (node.where, node.value):
                        if asked is not None:
                            yield from replace(self, element=item, over=node.over).held(asked)

    def _lacking(self, node: Node, row: Row) -> Iterator[Decider]:
        """Why something that is read on a record is not known."""
        match node:
            case Field():
                type_ = self.deciding.walk.rulebook.types[node.of.type.record]
                yield Read(Input(type_.name, type_.key_of(row), node.name), None)
            case Derived() | Flag():
                yield from self.deciding.derivation(node, row)

    def _quantifier(self, node: Quantifier) -> Iterator[Decider]:
        found = self.value(node)
        chosen, others = list[tuple[Any, tuple[Node, ...]]](), list[tuple[Any, tuple[Node, ...]]]()
        sought = (node.kind, found) in (("any", True), ("all", False))
        for item in self.value(node.over):
            bears, parts = self._bearing(node, found, item)
            if bears:
                chosen.append((item, parts))
            elif not sought:
                others.append((item, parts))
        if node.over.type.kind != "collection":
            yield from self.deciders(node.over)
            yield from (decider for item, parts in (*chosen, *others) for decider in self._within(node, item, parts))
            return
        if isinstance(node.over, Collection):
            yield from self._path(node.over.of)
        within = [
            (item, list(self._within(node, item, parts)) if at < MOST_OPENED else [])
            for at, (item, parts) in enumerate(chosen)
        ]
        rows = tuple(Chosen(item, once(d for d in below if not self._is_own(d, item))) for item, below in within)
        yield Gathered(
            node, self.about, self.row, found, node.over.type.record, rows, tuple(item for item, _ in others)
        )
        yield from (decider for item, below in within for decider in below if self._is_own(decider, item))

    def _within(self, node: Quantifier, item: Any, parts: Iterable[Node]) -> Iterator[Decider]:
        inner = replace(self, element=item, over=node.over)
        for part in parts:
            yield from inner.deciders(part)

    def _bearing(self, node: Quantifier, found: Any, item: Any) -> tuple[bool, tuple[Node, ...]]:
        """Whether an element bears on a quantifier's value or is passed over, and the parts by which it does."""
        inner = replace(self, element=item, over=node.over)
        asked = () if node.where is None else (node.where,)
        valued = () if node.value is None else (node.value,)
        where = True if node.where is None else inner.value(node.where)
        value = None if node.value is None else inner.value(node.value)
        if node.kind in ("any", "all") and found is (node.kind == "all"):
            return (False, asked) if where is False else (True, valued)
        if not where:
            return False, asked
        bears = node.kind not in ("any", "all", "min", "max") or value == found
        return bears, (*asked, *valued)

    def _is_own(self, decider: Decider, item: Row) -> bool:
        """Whether something read for an element is read on the record itself, or is the same for every element."""
        if isinstance(decider, Computed):
            return item is not self.row and decider.row is self.row
        if isinstance(decider, Gathered):
            return False
        if decider.at == TODAY or decider.at.type == PARAMETER:
            return True
        known = self.deciding.walk.facts.tables.index[decider.at.type]
        return item is not self.row and known.get(decider.at.key) is self.row


def _asked(node: Op, lacking: Sequence[Node]) -> Sequence[Node]:
    """The parts that leave an operator's value unknown: one that lacks, of those that need every part."""
    return node.args if node.name in ("and", "or", "if", "in", "intersects", "subset") else lacking[:1]


def _plain(deciders: Sequence[Decider]) -> Iterator[Read]:
    return (decider for decider in deciders if isinstance(decider, Read))
