"""Derivations: each checked once, in the order they rest on each other; a circle is a fault that lists it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policycheck.faults import Faults
from policycheck.language import messages as say
from policycheck.language import schema_messages as tell
from policycheck.language import type_messages as unfit
from policycheck.language.check import check_condition, check_value
from policycheck.language.ir import Derived, Flag, Node, children
from policycheck.language.rulebook import Derivation, FlagType
from policycheck.language.scope import Names, Scope
from policycheck.language.syntax import MOST_CHARACTERS, Expression
from policycheck.language.texts import Languages
from policycheck.language.types import flags
from policycheck.pack.mend import mended
from policycheck.pack.nodes import Mapping, Scalar
from policycheck.pack.nodes import Node as FileNode
from policycheck.pack.shape import FlagShape

MOST_HEIGHT = 100
"""How deep an expression may be with all derivations it rests on; every engine can walk that far."""

_WORD = re.compile(r"[^\W\d]\w*")


class _NotYet(Exception):
    """A derivation speaks of one that is not checked yet."""

    def __init__(self, record: str, name: str) -> None:
        self.at = (record, name)


class Derivations:
    """The derivations of a pack, each checked after those it rests on."""

    def __init__(
        self, entries: dict[str, dict[str, tuple[Scalar, FileNode]]], languages: Languages, faults: Faults
    ) -> None:
        self.entries, self.languages, self.faults = entries, languages, faults
        self.names: Names | None = None
        self.done: dict[tuple[str, str], Derivation | None] = {}

    def get(self, record: str, name: str) -> Derivation | None:
        """The derivation of a record type by name; None where it is faulty."""
        if (record, name) not in self.done:
            raise _NotYet(record, name)
        return self.done[record, name]

    def check_all(self) -> None:
        """Checks every derivation. The way down is a list of its own, so a chain of any length can be walked."""
        for record, entries in self.entries.items():
            for name in entries:
                self._check_with_all_below((record, name))

    def _check_with_all_below(self, first: tuple[str, str]) -> None:
        way, circular = [first], set[tuple[str, str]]()
        waiting = {first: self._likely(first)}
        while way:
            at = way[-1]
            if at in self.done and at not in circular:
                way.pop()
                continue
            likely = next((below for below in waiting[at] if below not in self.done and below not in waiting), None)
            try:
                found = None if likely else self._check(*at)
            except _NotYet as missing:
                likely = missing.at
            if likely is None:
                way.pop()
                self.done[at] = None if at in circular else found
                circular.discard(at)
            elif likely in way:
                circle = [*way[way.index(likely) :], likely]
                self.faults.add(say.circle(self._word(likely).span, [f"{record}.{name}" for record, name in circle]))
                self.done[likely] = None
                circular.add(likely)
            else:
                way.append(likely)
                waiting.setdefault(likely, self._likely(likely))

    def _likely(self, at: tuple[str, str]) -> list[tuple[str, str]]:
        """The derivations of the same record that one speaks of, going by their names: they are checked first.

        Only the check itself knows what it rests on; this spares it from starting anew for each.
        """
        record, name = at
        scalars = _scalars(self.entries[record][name][1])
        words = dict.fromkeys(word for scalar in scalars for word in _WORD.findall(scalar.written[:MOST_CHARACTERS]))
        return [(record, word) for word in words if word in self.entries[record]]

    def _word(self, at: tuple[str, str]) -> Scalar:
        return self.entries[at[0]][at[1]][0]

    def _check(self, record: str, name: str) -> Derivation | None:
        assert self.names
        word, node = self.entries[record][name]
        scope = Scope(self.names, record, {})
        if isinstance(node, Scalar):
            value = check_value(Expression.whole(node), scope, self.faults)
            if value is None:
                return None
            if value.type.kind in ("flags", "missing", "period"):
                self.faults.add(unfit.not_a_value(node.span, value.type))
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
            read = mended(FlagShape, node, self.faults)
            if read is None or not isinstance(read[1], Mapping):
                return None
            shape, node = read[0], read[1]
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
        return Derivation(
            derivation.record, derivation.name, derivation.type, derivation.value, derivation.flags, height
        )

    def height(self, node: Node) -> int:
        """How deep a tree is, with the derivations it rests on unfolded."""
        below = 0
        if isinstance(node, Derived | Flag):
            derivation = self.done.get((node.record, node.name))
            below = derivation.height if derivation else 0
        return 1 + max((below, *(self.height(part) for part in children(node))))


def _scalars(node: FileNode) -> Iterator[Scalar]:
    """Where a derivation's expressions may stand."""
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Mapping):
        for _, entry in node.entries.values():
            condition = entry.get("if") if isinstance(entry, Mapping) else entry
            if isinstance(condition, Scalar):
                yield condition
