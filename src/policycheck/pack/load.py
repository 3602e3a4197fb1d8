"""From a directory (or one file) to a pack: files merged, each item in its shape, an id defined twice a fault."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeAlias, TypeVar

from pydantic import BaseModel

from policycheck.faults import Faults
from policycheck.pack import messages as say
from policycheck.pack.files import read_source
from policycheck.pack.mend import mended
from policycheck.pack.nodes import Mapping, Node, Scalar, Sequence
from policycheck.pack.profile import read
from policycheck.pack.search import CASES as CASES
from policycheck.pack.search import pack_files
from policycheck.pack.shape import (
    ClauseShape,
    JudgementShape,
    ParameterShape,
    PolicyShape,
    RecordShape,
    RuleShape,
    SilenceShape,
    TableShape,
)
from policycheck.source import Source, Span
from policycheck.spelling import nearest

ShapeType = TypeVar("ShapeType", bound=BaseModel)
Reading: TypeAlias = Callable[[Source, Faults], Node | None]
"""How a file's text becomes nodes: `read`, or what remembers what it said of a text."""


@dataclass(frozen=True)
class Item(Generic[ShapeType]):
    """One item of a pack with the node it was read from."""

    name: str
    word: Scalar
    """Where its name stands."""
    shape: ShapeType
    node: Mapping
    """What it was read from, without the parts whose shape is faulty."""
    given: Mapping
    """What stands in the file."""

    @property
    def whole(self) -> bool:
        """Whether its shape has no fault; where it has, nothing is concluded from what it lacks."""
        return self.node is self.given


@dataclass
class Pack:
    """All items of a pack, merged; what they mean is not checked yet."""

    policy: Item[PolicyShape] | None = None
    clauses: dict[str, Item[ClauseShape]] = field(default_factory=dict)
    records: dict[str, Item[RecordShape]] = field(default_factory=dict)
    tables: dict[str, Item[TableShape]] = field(default_factory=dict)
    parameters: dict[str, Item[ParameterShape]] = field(default_factory=dict)
    derive: dict[str, dict[str, tuple[Scalar, Node]]] = field(default_factory=dict)
    derive_words: dict[str, Scalar] = field(default_factory=dict)
    rules: dict[str, Item[RuleShape]] = field(default_factory=dict)
    judgements: dict[str, Item[JudgementShape]] = field(default_factory=dict)
    silences: list[Item[SilenceShape]] = field(default_factory=list)
    """The weaknesses that are known and stay: no part of what the policy means."""
    whole: bool = True
    """Whether every file could be read to its end; where not, what some items say of others is not judged."""
    broken: dict[str, Span] = field(default_factory=dict)
    """Names of items whose shape is faulty, by `section.name`: others may speak of them."""

    def is_broken(self, section: str, name: str) -> bool:
        """Whether an item of that name stands there but could not be read."""
        return f"{section}.{name}" in self.broken


def load_pack(path: Path, faults: Faults, read: Reading = read) -> Pack:
    """The pack at a path, or as much of it as can be read."""
    files, complete = pack_files(path, faults)
    merging, root = _Merging(Pack(), Faults()), Source(str(path), "")
    for at, (file, name) in enumerate(files):
        source = read_source(file, name, faults)
        if source is None:
            complete = False
            continue
        refused = Faults()
        node = read(source, refused)
        _take_in(refused, faults)
        complete = complete and not (node is None and refused)
        root = source if at == 0 else root
        if isinstance(node, Mapping):
            merging.file(node)
        elif node is not None:
            merging.faults.add(say.not_a_mapping(node.span))
    _take_in(merging.faults, faults)
    merging.pack.whole = complete
    if complete and merging.pack.policy is None and not merging.pack.is_broken("policy", ""):
        faults.add(say.no_policy(Span(root, 0, 0)))
    return merging.pack


def _take_in(found: Faults, faults: Faults) -> None:
    """Adds faults of shape, except where YAML was refused at the same place: one thing wrong is told once."""
    told = {(fault.span.source.name, fault.span.start) for fault in faults}
    for fault in found:
        if (fault.span.source.name, fault.span.start) not in told:
            faults.add(fault)


class _Merging:
    """Takes the sections of each file into the pack."""

    def __init__(self, pack: Pack, faults: Faults) -> None:
        self.pack, self.faults = pack, faults
        self.sections: dict[str, Callable[[Node, Scalar], None]] = {
            "policy": self._policy,
            "text": lambda node, _: self._listed("text", ClauseShape, node, pack.clauses),
            "records": lambda node, _: self._named("records", RecordShape, node, pack.records),
            "tables": lambda node, _: self._named("tables", TableShape, node, pack.tables),
            "parameters": lambda node, _: self._named("parameters", ParameterShape, node, pack.parameters),
            "derive": lambda node, _: self._derive(node),
            "rules": lambda node, _: self._listed("rules", RuleShape, node, pack.rules),
            "judgements": lambda node, _: self._listed("judgements", JudgementShape, node, pack.judgements),
            "lint": lambda node, _: self._silences(node),
        }

    def file(self, node: Mapping) -> None:
        """Merges one file's top-level keys."""
        for name, (key, value) in node.entries.items():
            if name not in self.sections:
                self.faults.add(say.unknown_key(key.span, name, self.sections))
                self.pack.broken[f"{nearest(name, self.sections)}. (all of them)"] = key.span
            elif not (isinstance(value, Scalar) and value.value is None):
                self.sections[name](value, key)

    def _policy(self, node: Node, key: Scalar) -> None:
        if self.pack.policy is not None or self.pack.is_broken("policy", ""):
            first = self.pack.policy.word.span if self.pack.policy else self.pack.broken["policy."]
            self.faults.add(say.twice(key.span, "the", "policy", first))
            return
        item = self._read(PolicyShape, node, key)
        if item is None:
            self.pack.broken["policy."] = key.span
        else:
            self.pack.policy = item

    def _listed(self, section: str, model: type[ShapeType], node: Node, into: dict[str, Item[ShapeType]]) -> None:
        """Items in a list, each with its `id`."""
        if not isinstance(node, Sequence):
            self.faults.add(say.wrong_shape(node.span, "a list: each item begins with `- `"))
            return
        for item in node.items:
            word = item.get("id") if isinstance(item, Mapping) else None
            self._item(section, model, item, word if isinstance(word, Scalar) else None, into)

    def _silences(self, node: Node) -> None:
        """Which weakness of which item is to stay, and why; a weakness may be named many times."""
        if not isinstance(node, Sequence):
            self.faults.add(say.wrong_shape(node.span, "a list: each item begins with `- `"))
            return
        for item in node.items:
            word = item.get("id") if isinstance(item, Mapping) else None
            found = self._read(SilenceShape, item, word if isinstance(word, Scalar) else None)
            self.pack.silences += [found] if found else []

    def _named(self, section: str, model: type[ShapeType], node: Node, into: dict[str, Item[ShapeType]]) -> None:
        """Items under their names."""
        for key, value in self._entries(node):
            self._item(section, model, value, key, into)

    def _item(
        self,
        section: str,
        model: type[ShapeType],
        node: Node,
        word: Scalar | None,
        into: dict[str, Item[ShapeType]],
    ) -> None:
        item = self._read(model, node, word)
        if word is None:
            return
        name = word.written
        earlier = into[name].word.span if name in into else self.pack.broken.get(f"{section}.{name}")
        if earlier is not None:
            self.faults.add(say.twice(word.span, _KINDS[section], name, earlier))
            self.pack.broken[f"{section}.{name} (again)"] = word.span
        elif item is None:
            self.pack.broken[f"{section}.{name}"] = word.span
        else:
            into[name] = item

    def _read(self, model: type[ShapeType], node: Node, word: Scalar | None) -> Item[ShapeType] | None:
        """The item that a node holds; None where it has no name, or too much is wrong with its shape."""
        found = mended(model, node, self.faults)
        if found is None or word is None or not isinstance(node, Mapping) or not isinstance(found[1], Mapping):
            return None
        return Item(word.written, word, found[0], found[1], node)

    def _derive(self, node: Node) -> None:
        for key, value in self._entries(node):
            self.pack.derive_words.setdefault(key.written, key)
            into = self.pack.derive.setdefault(key.written, {})
            for name, entry in self._entries(value):
                if name.written in into:
                    first = into[name.written][0].span
                    self.faults.add(say.twice(name.span, _KINDS["derive"], f"{key.written}.{name.written}", first))
                else:
                    into[name.written] = (name, entry)

    def _entries(self, node: Node) -> Iterator[tuple[Scalar, Node]]:
        if isinstance(node, Mapping):
            yield from node.entries.values()
        else:
            self.faults.add(say.wrong_shape(node.span, "keys with values (`key: …`)"))


_KINDS = {
    "text": "the clause",
    "records": "the record type",
    "tables": "the table",
    "parameters": "the parameter",
    "derive": "the derivation",
    "rules": "the rule",
    "judgements": "the judgement",
}
