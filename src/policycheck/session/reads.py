"""What expressions read, and by which way: from the record they are judged on, hop by hop, to the record that is read.

Found from the policy's own references, once; `reach` goes the same ways back.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeAlias

from policycheck.language.ir import (
    Collection,
    Derived,
    Element,
    Field,
    Flag,
    Node,
    Op,
    Param,
    Portfolio,
    Quantifier,
    Subject,
    Today,
    children,
)
from policycheck.language.rulebook import PORTFOLIO, Rulebook

EXISTENCE = ""
"""In the place of a field: whether a record is there at all."""


class Hop(NamedTuple):
    """A step from a record to others."""

    kind: Literal["ref", "refs", "inverse", "all", "portfolio"]
    """By its reference, by its list of references, to those that refer to it, to all of a type, to the portfolio."""
    start: str
    """The record type it begins at."""
    end: str
    """The record type it leads to."""
    field: str = ""
    """Of the record that refers."""


Path: TypeAlias = tuple[Hop, ...]
Paths: TypeAlias = frozenset[Path]

HERE: Paths = frozenset({()})
NOWHERE: Paths = frozenset()


class Read(NamedTuple):
    """A field that is read, of the records at the end of a path."""

    path: Path
    record: str
    field: str


@dataclass
class Reads:
    """All that some expressions read."""

    reads: set[Read] = field(default_factory=set)
    parameters: set[str] = field(default_factory=set)
    today: bool = False


class Reader:
    """Collects what expressions read."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self.found = Reads()
        self._seen: set[tuple[str, str, str, Paths]] = set()

    def all_of(self, nodes: Iterable[Node], about: str, element: Paths = NOWHERE) -> None:
        """Takes in what some expressions on a record type read; `element` is where a loop's variable leads."""
        for node in nodes:
            self._node(node, about, HERE, element)

    def titles(self) -> None:
        """Takes in what every record that is read, or referred to, is called: findings name them."""
        ways = {(read.path, read.record) for read in self.found.reads}
        for read in list(self.found.reads):
            type_ = self.rulebook.types[read.record].fields.get(read.field)
            target = None if type_ is None else (type_.element.type if type_.element else type_.type)
            if target is not None and target.kind == "ref":
                kind: Literal["ref", "refs"] = "refs" if type_ is not None and type_.element else "ref"
                ways.add(((*read.path, Hop(kind, read.record, target.record, read.field)), target.record))
        for path, record in ways:
            title = self.rulebook.types[record].title
            if title:
                self.found.reads.add(Read(path, record, title))

    def _node(self, node: Node, about: str, subject: Paths, element: Paths) -> None:
        match node:
            case Today():
                self.found.today = True
            case Param():
                self.found.parameters.add(node.name)
            case Field():
                self._read(self.records(node.of, about, subject, element), node.of.type.record, node.name)
            case Derived() | Flag():
                self._derivation(node, self.records(node.of, about, subject, element))
            case Collection():
                self._collection(node, about, subject, element)
            case Quantifier():
                inner = self.elements(node.over, about, subject, element)
                self._node(node.over, about, subject, element)
                for part in (node.where, node.value):
                    if part is not None:
                        self._node(part, about, subject, inner)
                return
        for part in children(node):
            self._node(part, about, subject, element)

    def records(self, node: Node, about: str, subject: Paths, element: Paths) -> Paths:
        """The ways to the record that a node is or refers to."""
        match node:
            case Subject():
                return subject
            case Element() if element:
                return element
            case Portfolio():
                return frozenset((*path, Hop("portfolio", _end(path, about), PORTFOLIO)) for path in subject)
            case Field() if node.type.kind == "ref":
                hop = Hop("ref", node.of.type.record, node.type.record, node.name)
                return _onward(self.records(node.of, about, subject, element), hop)
            case Derived():
                value = self.rulebook.derivations[node.record, node.name].value
                inner = self.records(node.of, about, subject, element)
                return NOWHERE if value is None else self.records(value, node.record, inner, NOWHERE)
            case Op(name="if"):
                then, _, other = node.args
                one, both = (self.records(part, about, subject, element) for part in (then, other))
                return one | both
        return self._anywhere(node.type.record, about, subject)

    def _anywhere(self, record: str, about: str, subject: Paths) -> Paths:
        """Every record of a type, where it cannot be told beforehand which one is meant."""
        return frozenset((*path, Hop("all", _end(path, about), record)) for path in subject) if record else NOWHERE

    def _read(self, paths: Paths, record: str, name: str) -> None:
        self.found.reads.update(Read(path, record, name) for path in paths)

    def _derivation(self, node: Derived | Flag, paths: Paths) -> None:
        derivation = self.rulebook.derivations[node.record, node.name]
        flags = [node.flag] if isinstance(node, Flag) else list(derivation.flags)
        for flag in flags or [""]:
            at = (node.record, node.name, flag, paths)
            if at not in self._seen:
                self._seen.add(at)
                condition = derivation.flags[flag].condition if flag else derivation.value
                assert condition is not None
                self._node(condition, node.record, paths, NOWHERE)

    def _collection(self, node: Collection, about: str, subject: Paths, element: Paths) -> None:
        paths = self.elements(node, about, subject, element)
        self._read(paths, node.record, node.field or EXISTENCE)

    def elements(self, over: Node, about: str, subject: Paths = HERE, element: Paths = NOWHERE) -> Paths:
        """The ways to the records that a loop goes through."""
        match over:
            case Collection():
                kind: Literal["inverse", "all"] = "inverse" if over.field else "all"
                hop = Hop(kind, over.of.type.record, over.record, over.field or "")
                return _onward(self.records(over.of, about, subject, element), hop)
            case Field() if over.type.of is not None and over.type.of.kind == "ref":
                hop = Hop("refs", over.of.type.record, over.type.of.record, over.name)
                return _onward(self.records(over.of, about, subject, element), hop)
            case Derived():
                value = self.rulebook.derivations[over.record, over.name].value
                inner = self.records(over.of, about, subject, element)
                return NOWHERE if value is None else self.elements(value, over.record, inner, NOWHERE)
            case Op(name="if"):
                then, _, other = over.args
                one, both = (self.elements(part, about, subject, element) for part in (then, other))
                return one | both
        return self._anywhere(over.type.of.record, about, subject) if over.type.of else NOWHERE


def _end(path: Path, about: str) -> str:
    """The record type that a path from a record of a type leads to."""
    return path[-1].end if path else about


def _onward(paths: Paths, hop: Hop) -> Paths:
    return frozenset((*path, hop) for path in paths)
