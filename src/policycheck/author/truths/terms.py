"""Expressions as shared terms: derivations written out, and what means the same a term of its own, once.

A derivation stands for its value, so that a rule and a derivation that speak of one field speak of one term. Each
loop's element is a term of the loop's depth: nothing that is told of one element is taken to hold of another.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

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
)
from policycheck.language.rulebook import Rulebook
from policycheck.language.types import Type

_TURNED = {
    "ne": ("eq", False, True),
    "gt": ("lt", True, False),
    "le": ("lt", True, True),
    "ge": ("lt", False, True),
}
"""Comparisons said by others, so that opposites are seen: by which, whether turned round, and whether denied."""


class Term:
    """What one or more nodes mean. Terms that are equal are one object."""

    __slots__ = ("args", "depth", "does", "loop", "name", "type")

    def __init__(self, does: str, args: tuple[Term, ...], name: Any, type: Type, loop: int, depth: int) -> None:
        self.does, self.args, self.name, self.type = does, args, name, type
        self.loop = loop
        """Of a loop, and of its element: how deep it stands, from 1."""
        self.depth = depth
        """The deepest loop whose element it speaks of; 0 where it speaks of none."""


class Terms:
    """The terms of some conditions of a rulebook."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self._terms: dict[tuple[object, ...], Term] = {}
        self._free: dict[Term, frozenset[int]] = {}
        self._found: dict[tuple[int, Term, Term | None], Term] = {}

    def condition(self, node: Node) -> Term:
        """The term of a condition on the record judged, and on a record to recommend where it speaks of one."""
        return self._of(node, self._term("record", (), "", Type("record")), None)

    def _term(self, does: str, args: tuple[Term, ...], name: object, type: Type, loop: int = 0) -> Term:
        at = (does, args, type_of(name), name, loop)
        found = self._terms.get(at)
        if found is None:
            free = frozenset[int]().union(*(self._free[arg] for arg in args))
            if does == "element":
                free |= {loop}
            elif loop:
                free -= {loop}
            found = self._terms[at] = Term(does, args, name, type, loop, max(free, default=0))
            self._free[found] = free
        return found

    def _of(self, node: Node, record: Term, element: Term | None) -> Term:
        at = (id(node), record, element)
        found = self._found.get(at)
        if found is None:
            found = self._found[at] = self._made(node, record, element)
        return found

    def _made(self, node: Node, record: Term, element: Term | None) -> Term:
        match node:
            case Const():
                return self._term("const", (), node.value, node.type)
            case Subject():
                return record
            case Element():
                return element or self._term("record", (), node.name, node.type)
            case Param():
                return self._term("param", (), node.name, node.type)
            case Portfolio():
                return self._term("record", (), "portfolio", node.type)
            case Field():
                of = self._of(node.of, record, element)
                return self._term("field", (of,), (node.of.type.record, node.name), node.type)
            case Collection():
                of = self._of(node.of, record, element)
                return self._term("collection", (of,), (node.record, node.field), node.type)
            case Derived() | Flag():
                return self._derived(node, self._of(node.of, record, element))
            case Op():
                return self._operation(node, tuple(self._of(arg, record, element) for arg in node.args))
            case Quantifier():
                return self._loop(node, record, element)
        return self._term("today", (), "", node.type)

    def _derived(self, node: Derived | Flag, of: Term) -> Term:
        """What a derivation comes to, for the record that it is asked of; missing where that is."""
        derivation = self.rulebook.derivations[node.record, node.name]
        value = derivation.flags[node.flag].condition if isinstance(node, Flag) else derivation.value
        if value is None:
            return self._term("flags", (of,), (node.record, node.name), node.type)
        found = self._of(value, of, None)
        return found if of.type.kind == "record" else self._term("of", (of, found), "", node.type)

    def _operation(self, node: Op, args: tuple[Term, ...]) -> Term:
        item, over = args[0], args[-1]
        if node.name == "in" and over.does == "const" and isinstance(over.name, tuple) and over.name:
            element = over.type.of or over.type
            equal = [
                self._term("eq", (item, self._term("const", (), one, element)), "", node.type) for one in over.name
            ]
            return self._term("or", tuple(equal), "", node.type)
        turned = _TURNED.get(node.name)
        if turned is None:
            return self._term(node.name, args, "", node.type)
        name, swapped, negated = turned
        found = self._term(name, (over, item) if swapped else args, "", node.type)
        return self._term("not", (found,), "", node.type) if negated else found

    def _loop(self, node: Quantifier, record: Term, element: Term | None) -> Term:
        over = self._of(node.over, record, element)
        around = [record, over] if element is None else [record, over, element]
        depth = 1 + max(term.depth for term in around)
        type_ = Type("record", record=over.type.record) if over.type.kind == "collection" else over.type.of
        assert type_ is not None
        own = self._term("element", (over,), "", type_, depth)
        where = self._term("const", (), True, node.type)
        if node.where is not None:
            where = self._of(node.where, record, own)
        parts = [over, where]
        if node.value is not None:
            value = self._of(node.value, record, own)
            if node.kind == "any":
                parts = [over, self._term("and", (where, value), "", node.type)]
            elif node.kind == "all":
                parts = [over, self._term("or", (self._term("not", (where,), "", node.type), value), "", node.type)]
            else:
                parts.append(self._term("kept", (where, value), "", value.type))
        return self._term(node.kind, tuple(parts), "", node.type, depth)


def type_of(value: object) -> object:
    """What tells values apart that Python takes for equal, such as 1 and True; of a tuple, of each in it."""
    return tuple(type_of(one) for one in value) if isinstance(value, tuple) else type(value)


def below(term: Term) -> Iterator[tuple[Term, Term]]:
    """Each term below one with the term that it is a part of; parts of what is shared once."""
    seen, waiting = {term}, [term]
    while waiting:
        parent = waiting.pop()
        for part in parent.args:
            yield part, parent
            if part not in seen:
                seen.add(part)
                waiting.append(part)
