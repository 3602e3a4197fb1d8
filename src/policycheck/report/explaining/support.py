"""Every input that a condition reads on a record, whether it decided or not: what might decide, were it otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from policycheck.engines.reference import Walk
from policycheck.language.ir import Collection, Derived, Field, Flag, Node, Op, Quantifier
from policycheck.records.tables import Row
from policycheck.report.missing import Input


class Support:
    """Goes through conditions of one subject; each derivation of a record once."""

    def __init__(self, walk: Walk) -> None:
        self.walk = walk
        self._seen: set[tuple[str, str, str | None, str]] = set()

    def of(self, node: Node, row: Row, element: Any = None) -> Iterator[Input]:
        """The fields of records that a node reads; one may come more than once."""
        match node:
            case Field():
                yield from self.of(node.of, row, element)
                found = self.walk.row(node.of, row, element)
                if found is not None:
                    type_ = self.walk.rulebook.types[node.of.type.record]
                    yield Input(type_.name, type_.key_of(found), node.name)
            case Derived() | Flag():
                yield from self.of(node.of, row, element)
                found = self.walk.row(node.of, row, element)
                if found is not None:
                    yield from self._derivation(node, found)
            case Collection():
                yield from self.of(node.of, row, element)
            case Op():
                for arg in node.args:
                    yield from self.of(arg, row, element)
            case Quantifier():
                yield from self.of(node.over, row, element)
                for item in self.walk.value(node.over, row, element) or ():
                    for part in (node.where, node.value):
                        if part is not None:
                            yield from self.of(part, row, item)

    def _derivation(self, node: Derived | Flag, row: Row) -> Iterator[Input]:
        derivation = self.walk.rulebook.derivations[node.record, node.name]
        only = node.flag if isinstance(node, Flag) else None
        at = node.record, node.name, only, self.walk.rulebook.types[node.record].key_of(row)
        if at in self._seen:
            return
        self._seen.add(at)
        if derivation.value is not None:
            yield from self.of(derivation.value, row)
        for flag in derivation.flags.values():
            if only in (None, flag.name):
                yield from self.of(flag.condition, row)
