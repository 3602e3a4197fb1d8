"""What a rule rests on, over derivations too: parameters, derivations and their flags, fields, tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from policycheck.author.diff.change import Thing
from policycheck.author.diff.shape import Shapes
from policycheck.language.ir import Collection, Derived, Field, Flag, Node, Op, Param, children
from policycheck.language.rulebook import Judgement, Rule

Ways = Mapping[Thing, tuple[str, ...]]
"""Things, each with the derivations over which one comes to it."""


class Rests:
    """What the rules of one version rest on."""

    def __init__(self, shapes: Shapes) -> None:
        self.rulebook, self.shapes = shapes.rulebook, shapes
        self._of: dict[Thing, Ways] = {}

    def of(self, item: Rule | Judgement) -> Ways:
        """All that decides an item's outcome."""
        return self.nodes(item.conditions)

    def nodes(self, roots: Iterable[Node]) -> Ways:
        """All that some expressions rest on."""
        found: dict[Thing, tuple[str, ...]] = {}
        todo = list(reversed(list(roots)))
        while todo:
            node = todo.pop()
            match node:
                case Param():
                    found.setdefault(Thing("parameter", node.name), ())
                case Field():
                    self._type(node.of.type.record, found)
                    found.setdefault(Thing("field", f"{node.of.type.record}.{node.name}"), ())
                case Collection():
                    self._type(node.record, found)
                    if node.field is not None:
                        found.setdefault(Thing("field", f"{node.record}.{node.field}"), ())
                case Derived():
                    self._over(Thing("derivation", f"{node.record}.{node.name}"), node, found)
                case Flag():
                    self._over(Thing("flag", f"{node.record}.{node.name}.{node.flag}"), node, found)
                case Op():
                    flag = self.shapes.flags_of(node)
                    if flag is not None:
                        self._over(Thing("derivation", f"{flag.record}.{flag.name}"), flag, found)
                        todo.append(flag.of)
                        continue
            todo += reversed(children(node))
        return found

    def _type(self, record: str, found: dict[Thing, tuple[str, ...]]) -> None:
        if record in self.rulebook.tables:
            found.setdefault(Thing("table", record), ())

    def _over(self, thing: Thing, node: Derived | Flag, found: dict[Thing, tuple[str, ...]]) -> None:
        """Takes in a derivation and all that it rests on."""
        found.setdefault(thing, ())
        if thing not in self._of:
            derivation = self.rulebook.derivations[node.record, node.name]
            if derivation.value is not None:
                roots = [derivation.value]
            elif thing.kind == "flag" and isinstance(node, Flag):
                roots = [derivation.flags[node.flag].condition]
            else:
                roots = [flag.condition for flag in derivation.flags.values()]
            self._of[thing] = self.nodes(roots)
        for other, way in self._of[thing].items():
            found.setdefault(other, (node.name, *way))
