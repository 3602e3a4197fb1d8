"""What a change can reach: the records whose rules, and the quantifiers whose elements, rest on what has changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from policycheck.language.ir import Node
from policycheck.language.rulebook import PORTFOLIO, Judgement, Rule, Rulebook, Templates
from policycheck.records.tables import Row, Tables
from policycheck.session.reads import EXISTENCE, Hop, Path, Reader, Reads


class Item(NamedTuple):
    """A rule or a judgement: its outcome, or only what a finding of it shows."""

    id: str
    outcome: bool


Root: TypeAlias = Item | tuple[object, ...]
"""What rests on what is read: an item, or a quantifier that is kept, by its likeness."""


@dataclass(frozen=True)
class Edit:
    """A record before and after a change; None where it is not there."""

    type: str
    key: str
    old: Row | None
    new: Row | None


@dataclass
class Reached:
    """What rests on a change: by root, the keys of the records that it is about."""

    roots: dict[Root, set[str]] = field(default_factory=dict)
    everywhere: set[Root] = field(default_factory=set)
    """The roots that are reached for every record there is, besides those that are named."""

    def add(self, root: Root, keys: Iterable[str] | None) -> None:
        """Takes in what a root is reached for; None stands for every record."""
        self.roots.setdefault(root, set()).update(keys or ())
        if keys is None:
            self.everywhere.add(root)


class Reach:
    """What each rule and judgement of a rulebook reads, and so what a change can reach."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self._reads: dict[Root, Reads] = {}
        self._watching: dict[tuple[str, str], dict[Path, dict[Root, None]]] = {}
        for item in rulebook.item.values():
            self.watch(Item(item.id, True), _decides(item, rulebook))
            self.watch(Item(item.id, False), _shows(item, rulebook))

    def watch(self, root: Root, found: Reads) -> None:
        """From now on a change of what is read reaches a root."""
        self._reads[root] = found
        for read in sorted(found.reads):
            self._watching.setdefault((read.record, read.field), {}).setdefault(read.path, {})[root] = None

    def of_time(self, changed: set[str]) -> Iterator[Root]:
        """The roots that a new day reaches, or new values of parameters; for all records that they are about."""
        return (root for root, found in self._reads.items() if found.today or found.parameters & changed)

    def of(self, edits: Mapping[tuple[str, str], Edit], tables: Tables) -> Reached:
        """What some edits reach, found on the tables before them."""
        found, back = Reached(), _Back(edits, tables)
        for edit in edits.values():
            paths: dict[Path, dict[Root, None]] = {}
            for name in self._changed(edit):
                for path, roots in self._watching.get((edit.type, name), {}).items():
                    paths.setdefault(path, {}).update(roots)
            for path, reached in paths.items():
                keys = back.subjects(path, edit.key)
                for root in reached:
                    found.add(root, keys)
            if edit.old is None or edit.new is None:
                for item in self.rulebook.items.get(edit.type, ()):
                    found.add(Item(item.id, True), {edit.key})
        return found

    def _changed(self, edit: Edit) -> list[str]:
        names = self.rulebook.types[edit.type].fields
        if edit.old is None or edit.new is None:
            return [EXISTENCE, *names]
        return [name for name, old, new in zip(names, edit.old, edit.new, strict=True) if old != new]


class _Back:
    """Goes paths back, from what is read to what reads it; over each edited record both as it was and as it will be."""

    def __init__(self, edits: Mapping[tuple[str, str], Edit], tables: Tables) -> None:
        self.edits, self.tables = edits, tables

    def subjects(self, path: Path, key: str) -> set[str] | None:
        """The records from which a path leads to a record; None stands for all of their type."""
        keys = {key}
        for hop in reversed(path):
            found = self._before(hop, keys)
            if found is None:
                return None
            keys = found
        return keys

    def _before(self, hop: Hop, keys: set[str]) -> set[str] | None:
        if hop.kind in ("portfolio", "all"):
            return {PORTFOLIO} if hop.start == PORTFOLIO else None
        if hop.kind == "inverse":
            column = self.tables.types[hop.end].column[hop.field]
            return {str(row[column]) for key in keys for row in self._rows(hop.end, key) if row[column] is not None}
        return self._referring(hop, keys)

    def _referring(self, hop: Hop, keys: set[str]) -> set[str]:
        type_ = self.tables.types[hop.start]
        column = type_.column[hop.field]
        if hop.kind == "ref":
            referring = self.tables.referring(hop.start, hop.field)
            rows = [row for key in keys for row in referring.get(key, ())]
        else:
            rows = [row for row in self.tables.rows[hop.start] if keys & set(_listed(row[column]))]
        for edit in self.edits.values():
            if edit.type == hop.start:
                rows += [row for row in (edit.old, edit.new) if row is not None and keys & set(_listed(row[column]))]
        return {type_.key_of(row) for row in rows}

    def _rows(self, record: str, key: str) -> list[Row]:
        edit = self.edits.get((record, key))
        if edit is not None:
            return [row for row in (edit.old, edit.new) if row is not None]
        row = self.tables.index[record].get(key)
        return [] if row is None else [row]


def _listed(value: object) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else (value,)


def _decides(item: Rule | Judgement, rulebook: Rulebook) -> Reads:
    """All that decides an item's outcome."""
    reader = Reader(rulebook)
    reader.all_of([item.when], item.about)
    if isinstance(item, Rule):
        reader.all_of([] if item.require is None else [item.require], item.about)
        reader.all_of([exception.condition for exception in item.exceptions], item.about)
        if item.require is None:
            _options(item, reader)
    return reader.found


def _shows(item: Rule | Judgement, rulebook: Rulebook) -> Reads:
    """All that a finding of an item shows: what decides it stands in its evidence, and is named where it is missing."""
    reader = Reader(rulebook)
    reader.found = _decides(item, rulebook)
    if isinstance(item, Judgement):
        reader.all_of([*_shown(item.question), *item.facts.values()], item.about)
    else:
        templates = [item.message, item.remedy, *(exception.because for exception in item.exceptions)]
        reader.all_of([node for one in templates for node in _shown(one)], item.about)
        _options(item, reader)
    reader.titles()
    return reader.found


def _options(rule: Rule, reader: Reader) -> None:
    """Takes in what is read to recommend something."""
    if rule.recommend is not None:
        reader.all_of([rule.recommend.source], rule.about)
        where = [] if rule.recommend.where is None else [rule.recommend.where]
        options = reader.elements(rule.recommend.source, rule.about)
        reader.all_of([*where, *_shown(rule.recommend.say)], rule.about, options)


def _shown(templates: Templates | None) -> Iterator[Node]:
    for template in (templates or {}).values():
        yield from (part for part in template.parts if isinstance(part, Node))
