"""From a directory (or one file) to a pack: files merged, each item in its shape, an id defined twice a fault."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import BaseModel

from policycheck.faults import Faults, file_fault
from policycheck.pack import messages as say
from policycheck.pack.files import read_source
from policycheck.pack.nodes import Mapping, Node, Scalar, Sequence
from policycheck.pack.profile import read
from policycheck.pack.shape import (
    ClauseShape,
    JudgementShape,
    ParameterShape,
    PolicyShape,
    RecordShape,
    RuleShape,
    TableShape,
)
from policycheck.pack.validate import validate
from policycheck.source import Source, Span

ShapeType = TypeVar("ShapeType", bound=BaseModel)
MOST_FILES = 2_000
CASES = "cases"
"""The directory of a pack that holds its tests, not its rules."""


@dataclass(frozen=True)
class Item(Generic[ShapeType]):
    """One item of a pack with the node it was read from."""

    name: str
    word: Scalar
    """Where its name stands."""
    shape: ShapeType
    node: Mapping


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
    broken: dict[str, Span] = field(default_factory=dict)
    """Names of items whose shape is faulty, by `section.name`: others may speak of them."""

    def is_broken(self, section: str, name: str) -> bool:
        """Whether an item of that name stands there but could not be read."""
        return f"{section}.{name}" in self.broken


def load_pack(path: Path, faults: Faults) -> Pack | None:
    """The pack at a path; None where a file cannot be read at all (then only those faults are worth showing)."""
    sources = [source for file, name in _files(path, faults) if (source := read_source(file, name, faults))]
    nodes = [(source, read(source, faults)) for source in sources]
    if faults:
        return None
    merging = _Merging(Pack(), faults)
    for source, node in nodes:
        if isinstance(node, Mapping):
            merging.file(node)
        elif node is not None:
            faults.add(say.not_a_mapping(node.span))
    if merging.pack.policy is None and not merging.pack.is_broken("policy", "") and not faults:
        faults.add(say.no_policy(Span(sources[0] if sources else Source(str(path), ""), 0, 0)))
    return merging.pack


def _files(path: Path, faults: Faults) -> list[tuple[Path, str]]:
    """The files of a pack with the names they are known by, `policy.yaml` first."""
    if not path.is_dir():
        return [(path, path.name)]
    found = []
    for file in sorted(path.rglob("*.y*ml")):
        inner = file.relative_to(path)
        if inner.parts[0] == CASES or any(part.startswith(".") for part in inner.parts):
            continue
        if file.suffix == ".yml":
            faults.add(say.other_ending(file_fault(inner.as_posix(), "").span))
        elif file.suffix == ".yaml":
            found.append((file, inner.as_posix()))
    if len(found) > MOST_FILES:
        faults.add(say.too_many_files(file_fault(str(path), "").span, MOST_FILES))
        return []
    if not found:
        faults.add(say.no_files(file_fault(str(path), "").span))
    return sorted(found, key=lambda entry: (entry[1] != "policy.yaml", entry[1]))


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
        }

    def file(self, node: Mapping) -> None:
        """Merges one file's top-level keys."""
        for name, (key, value) in node.entries.items():
            if name not in self.sections:
                self.faults.add(say.unknown_key(key.span, name, self.sections))
            elif not (isinstance(value, Scalar) and value.value is None):
                self.sections[name](value, key)

    def _policy(self, node: Node, key: Scalar) -> None:
        if self.pack.policy is not None or self.pack.is_broken("policy", ""):
            first = self.pack.policy.word.span if self.pack.policy else self.pack.broken["policy."]
            self.faults.add(say.twice(key.span, "the", "policy", first))
            return
        shape = validate(PolicyShape, node, self.faults)
        if shape is None or not isinstance(node, Mapping):
            self.pack.broken["policy."] = key.span
        else:
            self.pack.policy = Item(shape.id, key, shape, node)

    def _listed(
        self, section: str, model: type[ShapeType], node: Node, into: dict[str, Item[ShapeType]]
    ) -> None:
        """Items in a list, each with its `id`."""
        if not isinstance(node, Sequence):
            self.faults.add(say.wrong_shape(node.span, "a list: each item begins with `- `"))
            return
        for item in node.items:
            word = item.get("id") if isinstance(item, Mapping) else None
            self._item(section, model, item, word if isinstance(word, Scalar) else None, into)

    def _named(
        self, section: str, model: type[ShapeType], node: Node, into: dict[str, Item[ShapeType]]
    ) -> None:
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
        shape = validate(model, node, self.faults)
        if word is None:
            return
        name = word.written
        earlier = into[name].word.span if name in into else self.pack.broken.get(f"{section}.{name}")
        if earlier is not None:
            self.faults.add(say.twice(word.span, _KINDS[section], name, earlier))
        elif shape is None or not isinstance(node, Mapping):
            self.pack.broken[f"{section}.{name}"] = word.span
        else:
            into[name] = Item(name, word, shape, node)

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
