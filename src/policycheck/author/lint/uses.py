"""What the expressions of a policy speak of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from policycheck.language.ir import Collection, Derived, Field, Flag, Node, Op, Param, children
from policycheck.language.rulebook import Derivation, Judgement, Rule, Rulebook, Templates


@dataclass
class Uses:
    """Names that some expression speaks of."""

    fields: set[tuple[str, str]] = field(default_factory=set)
    """Record type or table, and field; a reference whose inverse is gone through among them."""
    derivations: set[tuple[str, str]] = field(default_factory=set)
    parameters: set[str] = field(default_factory=set)
    asked: set[str] = field(default_factory=set)
    """Parameters of which something asks whether they have a value."""
    collections: set[str] = field(default_factory=set)
    """Record types and tables whose records are gone through or counted."""

    def take(self, node: Node) -> None:
        """Takes in all that a tree speaks of."""
        waiting = [node]
        while waiting:
            part = waiting.pop()
            below = children(part)
            waiting += below
            match part:
                case Field():
                    self.fields.add((part.of.type.record, part.name))
                case Derived() | Flag():
                    self.derivations.add((part.record, part.name))
                case Param():
                    self.parameters.add(part.name)
                case Collection():
                    self.collections.add(part.record)
                    if part.field:
                        self.fields.add((part.record, part.field))
                case Op() if part.name in ("present", "known"):
                    self.asked.update(asked.name for asked in below if isinstance(asked, Param))


def uses(rulebook: Rulebook) -> Uses:
    """What any expression of a policy speaks of."""
    found = Uses()
    for item in rulebook.every_item:
        for tree in trees(item):
            found.take(tree)
    for derivation in rulebook.derivations.values():
        for tree in derived(derivation):
            found.take(tree)
    return found


def trees(item: Rule | Judgement) -> Iterator[Node]:
    """Every expression of a rule or a judgement, those of its texts among them."""
    if isinstance(item, Judgement):
        yield item.when
        yield from item.facts.values()
        yield from shown(item.question)
        return
    yield from item.conditions
    for exception in item.exceptions:
        yield from shown(exception.because)
    yield from shown(item.message)
    yield from shown(item.remedy)
    if item.recommend:
        yield item.recommend.source
        if item.recommend.where is not None:
            yield item.recommend.where
        yield from shown(item.recommend.say)


def derived(derivation: Derivation) -> Iterator[Node]:
    """The expressions of a derivation."""
    if derivation.value is not None:
        yield derivation.value
    for flag in derivation.flags.values():
        yield flag.condition


def shown(texts: Templates | None) -> Iterator[Node]:
    """The expressions that stand in a text."""
    for template in (texts or {}).values():
        for part in template.parts:
            if not isinstance(part, str):
                yield part
