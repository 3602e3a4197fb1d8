"""What the outcomes of each rule rest on, so that only those are judged again whose basis is another.

INVARIANT: two rulebooks that share `common` and an item's own basis give that item the same outcomes on the same data.
An outcome rests on its conditions, on the derivations and parameters that these lead to, and on how data is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from policycheck.language.ir import Derived, Flag, Node, Param, likeness, walk
from policycheck.language.rulebook import Derivation, Judgement, Rule, Rulebook


@dataclass(frozen=True, eq=False)
class Basis:
    """What the outcomes of a policy rest on."""

    rulebook: Rulebook

    @cached_property
    def common(self) -> tuple[object, ...]:
        """What every outcome rests on."""
        book = self.rulebook
        kinds = {name: parameter.kind for name, parameter in book.parameters.items()}
        return book.records, book.tables, book.table_rows, book.in_force, kinds

    @cached_property
    def items(self) -> dict[str, tuple[object, ...]]:
        """What the outcomes of each rule and judgement rest on besides."""
        return {item.id: self._of(item) for item in self.rulebook.every_item}

    def others(self, before: Basis) -> frozenset[str]:
        """The rules and judgements whose outcomes may differ from those by another policy of the same `common`."""
        return frozenset(name for name, own in self.items.items() if before.items.get(name) != own)

    def _of(self, item: Rule | Judgement) -> tuple[object, ...]:
        own: tuple[object, ...] = (type(item), item.about, item.modality, item.in_force)
        if isinstance(item, Rule):
            own = (*own, item.family, item.require is None, item.recommend and item.recommend.at_most)
        return (*own, *map(likeness, item.conditions), self._rests_on(item.conditions))

    def _rests_on(self, conditions: Iterable[Node]) -> dict[object, object]:
        """The derivations and parameters that some conditions lead to, with what each is."""
        found: dict[object, object] = {}
        waiting = list(conditions)
        while waiting:
            for node in walk(waiting.pop()):
                if isinstance(node, Param):
                    found[node.name] = self.rulebook.parameters[node.name].values
                elif isinstance(node, Derived | Flag) and (node.record, node.name) not in found:
                    parts = dict(_parts(self.rulebook.derivations[node.record, node.name]))
                    found[node.record, node.name] = {name: likeness(part) for name, part in parts.items()}
                    waiting += parts.values()
        return found


def _parts(derivation: Derivation) -> Iterator[tuple[str, Node]]:
    if derivation.value is not None:
        yield "", derivation.value
    for name, flag in derivation.flags.items():
        yield name, flag.condition


def narrowed(book: Rulebook, names: frozenset[str]) -> Rulebook:
    """A rulebook with some of its rules and judgements only."""
    rules = tuple(rule for rule in book.rules if rule.id in names)
    return replace(book, rules=rules, judgements=tuple(one for one in book.judgements if one.id in names))
