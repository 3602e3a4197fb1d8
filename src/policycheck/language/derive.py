"""Derivations: each checked once, in the order they rest on each other; a circle is a fault that lists it."""

from __future__ import annotations

from policycheck.faults import Faults
from policycheck.language import messages as say
from policycheck.language import schema_messages as tell
from policycheck.language.check import check_condition, check_value
from policycheck.language.ir import Derived, Flag, Node, children
from policycheck.language.rulebook import Derivation, FlagType
from policycheck.language.scope import Names, Scope
from policycheck.language.syntax import Expression
from policycheck.language.texts import Languages
from policycheck.language.types import flags
from policycheck.pack.nodes import Mapping, Scalar
from policycheck.pack.nodes import Node as FileNode
from policycheck.pack.shape import FlagShape
from policycheck.pack.validate import validate

MOST_HEIGHT = 100
"""How deep an expression may be with all derivations it rests on; every engine can walk that far."""


class Derivations:
    """The derivations of a pack, checked when first asked for."""

    def __init__(
        self, entries: dict[str, dict[str, tuple[Scalar, FileNode]]], languages: Languages, faults: Faults
    ) -> None:
        self.entries, self.languages, self.faults = entries, languages, faults
        self.names: Names | None = None
        self.done: dict[tuple[str, str], Derivation | None] = {}
        self.under_way: list[tuple[str, str]] = []

    def get(self, record: str, name: str) -> Derivation | None:
        """The derivation of a record type by name; None where it is faulty."""
        at = (record, name)
        if at not in self.done:
            word, node = self.entries[record][name]
            if at in self.under_way:
                circle = [*self.under_way[self.under_way.index(at) :], at]
                self.faults.add(say.circle(word.span, [f"{about}.{what}" for about, what in circle]))
                return None
            if len(self.under_way) >= MOST_HEIGHT // 2:
                self.faults.add(say.derived_too_deep(word.span, MOST_HEIGHT))
                return None
            self.under_way.append(at)
            found = self._check(record, name, word, node)
            self.under_way.pop()
            self.done[at] = found
        return self.done[at]

    def _check(self, record: str, name: str, word: Scalar, node: FileNode) -> Derivation | None:
        assert self.names
        scope = Scope(self.names, record, {})
        if isinstance(node, Scalar):
            value = check_value(Expression.whole(node), scope, self.faults)
            if value is None:
                return None
            if value.type.kind in ("flags", "missing", "period"):
                self.faults.add(say.not_a_value(node.span, value.type))
                return None
            return self._low_enough(Derivation(record, name, value.type, value), word)
        if not isinstance(node, Mapping) or not node.entries:
            self.faults.add(tell.expression_or_flags(node.span))
            return None
        found = {key: self._flag(key, entry, scope) for key, (_, entry) in node.entries.items()}
        complete = {key: flag for key, flag in found.items() if flag is not None}
        if len(complete) < len(found):
            return None
        return self._low_enough(Derivation(record, name, flags(tuple(complete)), None, complete), word)

    def _flag(self, name: str, node: FileNode, scope: Scope) -> FlagType | None:
        label = None
        if isinstance(node, Mapping):
            shape = validate(FlagShape, node, self.faults)
            if shape is None:
                return None
            label = self.languages.texts(shape.label, node.get("label"))
            node = node.entries["if"][1]
        if not isinstance(node, Scalar):
            self.faults.add(tell.expression_or_flags(node.span))
            return None
        condition = check_condition(Expression.whole(node), scope, self.faults)
        return FlagType(name, condition, label) if condition else None

    def _low_enough(self, derivation: Derivation, word: Scalar) -> Derivation | None:
        parts = [derivation.value] if derivation.value else [flag.condition for flag in derivation.flags.values()]
        height = max(self.height(part) for part in parts if part)
        if height > MOST_HEIGHT:
            self.faults.add(say.derived_too_deep(word.span, MOST_HEIGHT))
            return None
        return Derivation(derivation.record, derivation.name, derivation.type, derivation.value, derivation.flags, height)

    def height(self, node: Node) -> int:
        """How deep a tree is, with the derivations it rests on unfolded."""
        below = 0
        if isinstance(node, Derived | Flag):
            derivation = self.done.get((node.record, node.name))
            below = derivation.height if derivation else 0
        return 1 + max((below, *(self.height(part) for part in children(node))))



