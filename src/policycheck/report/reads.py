"""What an item reads: the inputs and derivations of its subject, and the parameters it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from policycheck.language.ir import Derived, Field, Flag, Node, Param, Subject, walk
from policycheck.language.rulebook import Judgement, Rule, Rulebook


@dataclass(frozen=True)
class Reads:
    """The names an item reads, each in the pack's order."""

    fields: tuple[str, ...]
    derivations: tuple[tuple[str, tuple[str, ...]], ...]
    """Derivations of the subject with the flags read of each."""
    parameters: tuple[str, ...]


def reads(item: Rule | Judgement, rulebook: Rulebook) -> Reads:
    """What decides an item's outcome, through derivations too."""
    collector = _Collector(rulebook)
    collector.all_of(item.conditions, own=True)
    record = rulebook.records[item.about]
    return Reads(
        tuple(name for name in record.fields if name in collector.fields),
        tuple(
            (
                name,
                tuple(flag for flag in rulebook.derivations[item.about, name].flags if flag in collector.derived[name]),
            )
            for name in rulebook.derivation_names(item.about)
            if name in collector.derived
        ),
        tuple(name for name in rulebook.parameters if name in collector.parameters),
    )


class _Collector:
    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self.fields: set[str] = set()
        self.derived: dict[str, set[str]] = {}
        self.parameters: set[str] = set()
        self._seen: set[tuple[str, str, str, bool]] = set()

    def all_of(self, nodes: Iterable[Node], own: bool) -> None:
        """Takes in what trees read; `own` where their subject is the item's own."""
        for root in nodes:
            for node in walk(root):
                if isinstance(node, Param):
                    self.parameters.add(node.name)
                elif isinstance(node, Field) and own and isinstance(node.of, Subject):
                    self.fields.add(node.name)
                elif isinstance(node, Derived | Flag):
                    self._derivation(node, own and isinstance(node.of, Subject))

    def _derivation(self, node: Derived | Flag, own: bool) -> None:
        derivation = self.rulebook.derivations[node.record, node.name]
        flags = [node.flag] if isinstance(node, Flag) else list(derivation.flags)
        if own:
            self.derived.setdefault(node.name, set()).update(flags)
        for flag in flags or [""]:
            at = (node.record, node.name, flag, own)
            if at not in self._seen:
                self._seen.add(at)
                condition = derivation.flags[flag].condition if flag else derivation.value
                self.all_of([condition] if condition else [], own)
