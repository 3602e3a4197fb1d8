"""Quantifiers over collections, kept up to date element by element, so that a change costs the same among many records.

A quantifier is kept from when its value is first asked for. Before a change, what the elements that it reaches have
added is taken out; behind it, what they add now is put in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any, TypeAlias

from policycheck.engines.facts import Facts
from policycheck.engines.python.loops import can_be_kept
from policycheck.engines.python.values import Values, values
from policycheck.language.ir import (
    Collection,
    Const,
    Derived,
    Element,
    Field,
    Flag,
    Node,
    Op,
    Portfolio,
    Quantifier,
    Subject,
    likeness,
    walk,
)
from policycheck.language.rulebook import Rulebook
from policycheck.language.types import BOOLEAN
from policycheck.records.tables import Row
from policycheck.session.reach import Reach, Reached, Root
from policycheck.session.reads import EXISTENCE, HERE, Read, Reader, Reads
from policycheck.session.tally import TALLIES, Tally

Added: TypeAlias = tuple["KeptQuantifier", str, str, bool | None, Any]
"""What an element adds: to which quantifier and which collection; its key, whether it is chosen, and its value."""


class KeptQuantifier:
    """One quantifier, for every record whose collection it goes through."""

    def __init__(self, rulebook: Rulebook, node: Quantifier, over: Collection, owner: LiveAggregates) -> None:
        self.kind, self.root, self.record = node.kind, likeness(node), over.record
        self._rulebook, self._owner = rulebook, owner
        type_ = rulebook.types[over.record]
        self._column = None if over.field is None else type_.column[over.field]
        self._field = over.field or EXISTENCE
        self._key_of, self._group_of = type_.key_of, rulebook.types[over.of.type.record].key_of
        self._nothing = TALLIES[node.kind]().result()
        true = Const(True, type=BOOLEAN, span=node.span)
        self._parts = [rebased(part or true) for part in (node.where, node.value)]
        self._program: Callable[[Facts], dict[str, Values]] | None = None
        self._tallies: dict[str, Tally] | None = None

    @property
    def is_built(self) -> bool:
        """Whether its value has been asked for."""
        return self._tallies is not None

    @cached_property
    def rank(self) -> int:
        """How many quantifiers rest on each other within it."""
        return rank(self._parts, self._rulebook, self._owner.ranks)

    def value(self, of: Row | None) -> Any:
        """The value for the record whose collection is gone through; None where there is none."""
        if of is None:
            return None
        tally = self._tally(of)
        return self._nothing if tally is None else tally.result()

    def undecided(self, of: Row) -> Sequence[Row]:
        """The elements that leave it open, in the order of the collection."""
        tally = self._tally(of)
        index = self._owner.facts.tables.index[self.record]
        return [] if tally is None else [index[key] for key in sorted(tally.open)]

    def chosen(self, of: Row) -> bool:
        """Whether any element is chosen, or may be."""
        tally = self._tally(of)
        return tally is not None and bool(tally.chosen or tally.open)

    def forget(self) -> None:
        """Lets its values be found anew when they are next asked for."""
        self._tallies = None

    def added(self, rows: Iterable[Row]) -> Iterator[Added]:
        """What some elements add as things are."""
        if self._program is None:
            self._program = values(self._rulebook, {"element": self._parts})
        element = self._program(self._owner.facts)["element"]
        for row in rows:
            group = "" if self._column is None else row[self._column]
            if group is not None:
                where, value = element(row)
                yield self, str(group), self._key_of(row), where, value

    def put(self, group: str, key: str, where: bool | None, value: Any) -> None:
        """An element comes."""
        assert self._tallies is not None
        _put(self._tallies, self.kind, group, key, where, value)

    def take(self, group: str, key: str, where: bool | None, value: Any) -> None:
        """An element goes, with what it added."""
        assert self._tallies is not None
        self._tallies[group].take(key, where, value)

    def reads(self) -> Reads:
        """What decides what an element adds, and to what."""
        reader = Reader(self._rulebook)
        reader.all_of(self._parts, self.record)
        reader.found.reads |= {Read(path, self.record, self._field) for path in HERE}
        return reader.found

    def _tally(self, of: Row) -> Tally | None:
        if self._tallies is None:
            tallies: dict[str, Tally] = {}
            for _, group, key, where, value in self.added(self._owner.facts.tables.rows[self.record]):
                _put(tallies, self.kind, group, key, where, value)
            self._owner.built(self)
            self._tallies = tallies
        group = "" if self._column is None else self._group_of(of)
        return self._tallies.get(group)


def _put(tallies: dict[str, Tally], kind: str, group: str, key: str, where: bool | None, value: Any) -> None:
    if group not in tallies:
        tallies[group] = TALLIES[kind]()
    tallies[group].add(key, where, value)


class LiveAggregates:
    """The quantifiers that are kept for records that come and go."""

    def __init__(self, rulebook: Rulebook, reach: Reach, facts: Facts) -> None:
        self.rulebook, self.reach = rulebook, reach
        self.facts = replace(facts, aggregates=self)
        """What they are kept for; its tables change."""
        self._kept: dict[Root, KeptQuantifier] = {}
        self._of: dict[Quantifier, KeptQuantifier | None] = {}
        self._new: list[KeptQuantifier] = []
        self.ranks: dict[tuple[str, str], int] = {}
        """How many quantifiers rest on each other in each derivation."""

    def of(self, node: Quantifier) -> KeptQuantifier | None:
        """What keeps a quantifier; None where it must be gone through."""
        if node not in self._of:
            self._of[node] = self._found(node)
        return self._of[node]

    def built(self, kept: KeptQuantifier) -> None:
        """From now on a quantifier is kept right."""
        self.reach.watch(kept.root, kept.reads())
        self._new.append(kept)

    def before(self, reached: Reached) -> list[Added]:
        """What the elements that a change reaches have added; to be asked just before the change."""
        self._new.clear()
        found: list[Added] = []
        for kept, keys in self._reached(reached):
            if kept.root in reached.everywhere:
                kept.forget()
            else:
                found += kept.added(self._rows(kept, keys))
        for kept in self._new:  # built on the way, from what is about to change
            kept.forget()
        return found

    def after(self, reached: Reached, added: Sequence[Added]) -> None:
        """Takes out what elements had added before a change, and puts in what they add now."""
        for kept, group, key, where, value in added:
            if kept.is_built:
                kept.take(group, key, where, value)
        for kept, keys in self._reached(reached):
            if kept.root not in reached.everywhere:
                for _, group, key, where, value in list(kept.added(self._rows(kept, keys))):
                    kept.put(group, key, where, value)

    def forget(self, roots: Iterable[Root] | None = None) -> None:
        """Lets some quantifiers, by default all, be found anew when they are next asked for."""
        for root in list(self._kept) if roots is None else roots:
            if root in self._kept:
                self._kept[root].forget()

    def _reached(self, reached: Reached) -> list[tuple[KeptQuantifier, set[str]]]:
        """The quantifiers that a change reaches and the keys of their elements; those that others rest on first."""
        found = [
            (self._kept[root], keys)
            for root, keys in reached.roots.items()
            if root in self._kept and self._kept[root].is_built
        ]
        return sorted(found, key=lambda pair: pair[0].rank)

    def _rows(self, kept: KeptQuantifier, keys: set[str]) -> list[Row]:
        index = self.facts.tables.index[kept.record]
        return [index[key] for key in keys if key in index]

    def _found(self, node: Quantifier) -> KeptQuantifier | None:
        over = node.over
        if not isinstance(over, Collection) or over.record not in self.rulebook.records or not can_be_kept(node):
            return None
        root = likeness(node)
        if root not in self._kept:
            self._kept[root] = KeptQuantifier(self.rulebook, node, over, self)
        return self._kept[root]


def rebased(node: Node) -> Node:
    """An expression in a loop as one on its element; what belongs to the portfolio stands for itself."""
    match node:
        case Element():
            return Subject(type=node.type, span=node.span)
        case Subject():
            return Portfolio(type=node.type, span=node.span)
        case Field() | Derived() | Flag() | Collection():
            return replace(node, of=rebased(node.of))
        case Op():
            return replace(node, args=tuple(map(rebased, node.args)))
    return node


def rank(nodes: Iterable[Node], rulebook: Rulebook, known: dict[tuple[str, str], int]) -> int:
    """How many quantifiers rest on each other in some expressions; `known` is what was found of derivations."""
    found = 0
    for root in nodes:
        for node in walk(root):
            if isinstance(node, Quantifier):
                parts = [part for part in (node.where, node.value) if part is not None]
                found = max(found, 1 + rank(parts, rulebook, known))
            elif isinstance(node, Derived | Flag):
                at = (node.record, node.name)
                if at not in known:
                    derivation = rulebook.derivations[at]
                    conditions = [] if derivation.value is None else [derivation.value]
                    conditions += [flag.condition for flag in derivation.flags.values()]
                    known[at] = rank(conditions, rulebook, known)
                found = max(found, known[at])
    return found
