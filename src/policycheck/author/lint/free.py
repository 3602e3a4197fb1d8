"""Whether a condition can plainly be both true and false: told in one walk, and so for most; the others are looked at
closely.

That is so where each part can be both, and no two parts rest on the same input.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from policycheck.author.lint.uses import derived
from policycheck.author.truths import truths
from policycheck.language.ir import (
    Collection,
    Const,
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
    walk,
)
from policycheck.language.rulebook import FieldType, Rulebook

Inputs: TypeAlias = frozenset[tuple[str, str]]
"""Fields by record type, those of two records of a type taken for one; and `EVERY`, where it counts which there are."""

EVERY = "*"
_ORDERED = ("integer", "number", "money", "date")
_SIGNS = ("eq", "ne", "lt", "le", "gt", "ge")


class Free:
    """Tells of the conditions of one rulebook."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self._derived: dict[tuple[str, str, str], Inputs | None] = {}

    def inputs(self, node: Node) -> Inputs | None:
        """What a condition rests on that can be true and false whatever all else is; None where that is not plain."""
        match node:
            case Field():
                return self._field(node)
            case Derived() | Flag() if isinstance(node.of, Subject | Element):
                return self._of_derivation(node)
            case Quantifier() if node.kind in ("any", "all") and isinstance(node.over, Collection):
                return self._of_loop(node, node.over)
            case Op():
                return self._of_operation(node)
        return None

    def _of_operation(self, node: Op) -> Inputs | None:
        left, right = node.args[0], node.args[-1]
        match node.name:
            case "not":
                return self.inputs(left)
            case "and" | "or":
                return apart([self.inputs(part) for part in node.args])
            case "present" | "known" if isinstance(left, Field):
                return self._field(left)
            case "in":
                return self._among(left, right)
            case "intersects" if isinstance(left, Field) and isinstance(right, Const):
                return self._field(left) if right.value else None
        if node.name in _SIGNS:
            field, other = (left, right) if isinstance(left, Field) else (right, left)
            return self._compared(field, other, node.name) if isinstance(field, Field) else None
        return None

    def _of_loop(self, node: Quantifier, over: Collection) -> Inputs | None:
        """Over no record it is one, and over one record the other."""
        parts = [part for part in (node.where, node.value) if part is not None]
        inside = None if self.rulebook.types[over.record].table else apart([self.inputs(part) for part in parts])
        return None if inside is None else inside | {(over.record, EVERY)}

    def _field(self, node: Field) -> Inputs | None:
        """A field, with the references that lead to it."""
        type_ = self.rulebook.types[node.of.type.record]
        own = frozenset({(type_.name, node.name)})
        if node.name == type_.key or type_.table:
            return None
        if isinstance(node.of, Subject | Portfolio | Element):
            return own
        before = self._field(node.of) if isinstance(node.of, Field) else None
        return None if before is None else before | own

    def _compared(self, field: Field, other: Node, sign: str) -> Inputs | None:
        """A field beside a constant, a parameter or the day."""
        declared = self.rulebook.types[field.of.type.record].fields[field.name]
        found, kind = self._field(field), field.type.kind
        if kind in _ORDERED and (sign in ("lt", "le", "gt", "ge") or kind != "integer"):
            if isinstance(other, Const):
                return found if _around(declared, other.value) else None
            if isinstance(other, Field):
                beside = self.rulebook.types[other.of.type.record].fields[other.name]
                return apart([found, self._field(other)]) if _overlap(declared, beside) else None
            return found if isinstance(other, Param | Today) and declared.min is None and declared.max is None else None
        if sign in ("eq", "ne") and isinstance(other, Const):
            several = kind == "choice" and len(field.type.names) > 1 and other.value in field.type.names
            return found if several or (kind == "text" and not declared.lower and other.value) else None
        return None

    def _among(self, item: Node, among: Node) -> Inputs | None:
        """A choice that is one of some and not of all, or a constant that a list may have."""
        if isinstance(item, Const):
            return self._field(among) if isinstance(among, Field) and item.value is not None else None
        names = set(item.type.names) if isinstance(item, Field) else set()
        listed = set(among.value) if isinstance(among, Const) and isinstance(among.value, tuple) else set()
        return self._field(item) if isinstance(item, Field) and listed & names and names - listed else None

    def _of_derivation(self, node: Derived | Flag) -> Inputs | None:
        """What a derivation rests on; where it is not plain, it is looked at closely once."""
        flag = node.flag if isinstance(node, Flag) else ""
        at = node.record, node.name, flag
        if at not in self._derived:
            derivation = self.rulebook.derivations[node.record, node.name]
            value = derivation.flags[flag].condition if flag else derivation.value
            found = None
            if value is not None and node.type.kind == "boolean":
                found = self.inputs(value)
                if found is None and {True, False} <= truths(value, self.rulebook):
                    found = frozenset(self._reads(value))
            self._derived[at] = found
        return self._derived[at]

    def _reads(self, value: Node) -> Iterator[tuple[str, str]]:
        """All that a value may change with."""
        for part in walk(value):
            match part:
                case Field():
                    yield part.of.type.record, part.name
                case Collection():
                    yield part.record, EVERY
                case Param():
                    yield "param", part.name
                case Today():
                    yield "today", ""
                case Derived() | Flag():
                    for tree in derived(self.rulebook.derivations[part.record, part.name]):
                        yield from self._reads(tree)


def apart(parts: list[Inputs | None]) -> Inputs | None:
    """What some parts rest on together; None where two share an input."""
    found: Inputs = frozenset()
    for part in parts:
        if part is None or found & part or _counted(found) & _spoken(part) or _counted(part) & _spoken(found):
            return None
        found |= part
    return found


def _counted(inputs: Inputs) -> set[str]:
    return {record for record, field in inputs if field == EVERY}


def _spoken(inputs: Inputs) -> set[str]:
    return {record for record, _ in inputs}


def _overlap(one: FieldType, other: FieldType) -> bool:
    """Whether each of two fields can be the greater: both are open upwards, or both downwards."""
    return (one.max is None and other.max is None) or (one.min is None and other.min is None)


def _around(field: FieldType, value: object) -> bool:
    """Whether a field can be less than a constant, and more."""
    if value is None or isinstance(value, str | bool | tuple):
        return False
    return (field.min is None or field.min < value) and (field.max is None or value < field.max)  # type: ignore[operator]
