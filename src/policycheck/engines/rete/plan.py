"""From a rulebook and the parameters' values to productions: conditions on facts, and what each concludes.

Rules fire in rounds. What a round concludes, derivations and flags and parts of large conditions, is told in the facts
of the next; rules conclude outcomes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from policycheck.engines import facts as outcome
from policycheck.engines.facts import Facts
from policycheck.engines.reference import Walk
from policycheck.engines.rete.conditions import Conditions, own
from policycheck.engines.rete.formula import (
    ALWAYS,
    NEVER,
    Formula,
    Input,
    Test,
    all_of,
    any_of,
    level,
    otherwise,
)
from policycheck.engines.rete.inputs import Names, Told
from policycheck.engines.rete.sizes import MOST_CONDITIONS, fitted, weight
from policycheck.engines.rete.treatment import Way
from policycheck.language.ir import Derived, Field, Flag, Node, likeness
from policycheck.language.rulebook import Judgement, RecordType, Rule, Rulebook
from policycheck.language.types import BOOLEAN, Value
from policycheck.records.tables import Tables

SMALL = 4
"""Tests of a part of a condition that may stand there more than once."""
PRECEDENCE = (outcome.NOT_APPLICABLE, outcome.SATISFIED, outcome.EXCEPTED, outcome.VIOLATED)
"""Of the outcomes that are concluded for a rule, the first one counts: the language's own order."""


RECORD = Input("record", always=True)
"""The record type, which every fact tells."""
_PLAIN = re.compile(r"[A-Za-z0-9_.\[\]-]+")
"""What may stand in the name of a rule, since durable-rules gives names back as they were written."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a rule concludes: an outcome of an item, by its place among the items of its record type."""

    at: int
    code: int


@dataclass(frozen=True, slots=True)
class Truth:
    """What a derivation, a flag or a part of a condition concludes."""

    input: Input
    holds: bool


Conclusion: TypeAlias = Outcome | Truth


@dataclass(frozen=True, slots=True)
class Production:
    """A rule of durable-rules: where its condition holds, it concludes."""

    name: str
    condition: Formula
    concludes: Conclusion


@dataclass
class TypePlan:
    """How records of one type are judged: what their facts hold, and the productions, round by round."""

    about: str
    told: dict[Input, Told] = field(default_factory=dict)
    rounds: list[list[list[Production]]] = field(default_factory=list)
    """Of each round the rulesets, each with its productions."""

    @property
    def computed(self) -> list[Told]:
        """What is computed before the first round."""
        return [told for told in self.told.values() if told.way is Way.COMPUTED]


def plan(rulebook: Rulebook, parameters: Mapping[str, Value | None]) -> Mapping[str, TypePlan]:
    """The plan of each record type that has rules or judgements."""
    constants = Walk(rulebook, Facts(Tables({}, {}, {}), date.min, parameters))
    return {about: _Planning(rulebook, about, constants).plan() for about in rulebook.items}


class _Planning:
    """Plans one record type."""

    def __init__(self, rulebook: Rulebook, about: str, constants: Walk) -> None:
        self.rulebook, self.about = rulebook, about
        self.type: RecordType = rulebook.types[about]
        self.conditions = Conditions(self, constants)
        self.found = TypePlan(about)
        self._names, self._rules = Names(), set[str]()
        self._inputs: dict[tuple[object, ...], Input] = {}
        self._parts: dict[Formula, Input] = {}
        self._productions: list[Production] = []

    def plan(self) -> TypePlan:
        """The plan."""
        for at, item in enumerate(self.rulebook.items[self.about]):
            for code, condition in self._outcomes(item):
                self._produce(outcome.OUTCOMES[code], item.id, condition, Outcome(at, code))
        rounds: dict[int, list[Production]] = {}
        for production in self._productions:
            rounds.setdefault(level(production.condition), []).append(production)
        self.found.rounds = [_split(rounds[at]) for at in sorted(rounds)]
        return self.found

    def value(self, node: Node) -> Input:
        """The input that tells a value; what concludes it is planned when it is first asked for."""
        alike = likeness(node)
        if alike not in self._inputs:
            self._inputs[alike] = self._input(node)
        return self._inputs[alike]

    def _input(self, node: Node) -> Input:
        if own(node) and isinstance(node, Field) and node.type.kind not in ("list", "collection"):
            column = self.type.column[node.name]
            return self._told(Input(self._names.name("field", node.name)), Way.CONDITION, node, column)
        if own(node) and isinstance(node, Derived) and node.type == BOOLEAN:
            return self._concluded(node, self._names.name("derived", node.name), self._derived(node))
        if own(node) and isinstance(node, Flag):
            word = self._names.name("flag", node.name, node.flag)
            return self._concluded(node, word, self._derived(node))
        return self._told(Input(self._names.name("value")), Way.COMPUTED, node)

    def small(self, formula: Formula) -> Formula:
        """A formula that may stand in a condition more than once: a larger one is concluded on its own."""
        return formula if weight(formula) <= SMALL else self._part(self._fitted(formula))

    def _derived(self, node: Derived | Flag) -> Node:
        derivation = self.rulebook.derivations[node.record, node.name]
        condition = derivation.flags[node.flag].condition if isinstance(node, Flag) else derivation.value
        assert condition is not None
        return condition

    def _concluded(self, node: Node, name: str, condition: Node) -> Input:
        """An input that rules conclude, and the rules: one for true, one for false."""
        pair = [(holds, self._fitted(self.conditions.known(condition, holds))) for holds in (True, False)]
        found = Input(name, 1 + max(level(formula) for _, formula in pair))
        for holds, formula in pair:
            self._produce(str(holds).lower(), name, formula, Truth(found, holds))
        return self._told(found, Way.CHAINED, node)

    def _part(self, formula: Formula) -> Formula:
        """A part of a large condition, concluded on its own; where it is not concluded, it does not hold."""
        if formula not in self._parts:
            found = Input(self._names.name("part"), level(formula) + 1, always=True)
            self._parts[formula] = self._told(found, Way.CHAINED, None)
            self._produce("true", found.name, formula, Truth(found, True))
        return Test(self._parts[formula], "eq", True)

    def _told(self, found: Input, way: Way, node: Node | Rule | None, column: int | None = None) -> Input:
        type_ = node.type if isinstance(node, Node) else BOOLEAN
        self.found.told[found] = Told(found, way, type_, node, column)
        return found

    def _fitted(self, formula: Formula) -> Formula:
        return fitted(formula, self._part)

    def _produce(self, what: str, of: str, condition: Formula, concludes: Conclusion) -> None:
        condition = self._fitted(condition)
        if condition == ALWAYS:
            condition = Test(RECORD, "eq", self.about)
        if condition != NEVER:
            name, number = f"{what} {of}" if _PLAIN.fullmatch(of) else what, 0
            while name in self._rules:
                number += 1
                name = f"{what} {number}"
            self._rules.add(name)
            self._productions.append(Production(name, condition, concludes))

    def _outcomes(self, item: Rule | Judgement) -> Iterator[tuple[int, Formula]]:
        """The outcomes that can be concluded for an item; where none is, it is undetermined, or no option fits."""
        known = self.conditions.known
        if isinstance(item, Judgement):
            yield outcome.NEEDS_JUDGEMENT, known(item.when, True)
            yield outcome.NOT_APPLICABLE, known(item.when, False)
        elif item.require is None:
            option = self._told(Input(self._names.name("option")), Way.COMPUTED, item)
            yield outcome.RECOMMENDED, all_of([known(item.when, True), Test(option, "eq", True)])
        else:
            excepted = any_of(known(exception.condition, True) for exception in item.exceptions)
            broken = all_of([known(item.when, True), known(item.require, False)])
            yield outcome.VIOLATED, all_of([broken, otherwise(excepted)])
            yield outcome.NOT_APPLICABLE, known(item.when, False)
            yield outcome.SATISFIED, known(item.require, True)
            yield outcome.EXCEPTED, excepted


def _split(productions: Sequence[Production]) -> list[list[Production]]:
    """Rulesets in which no fact can match more than durable-rules takes."""
    found: list[list[Production]] = []
    room = 0
    for production in productions:
        need = weight(production.condition)
        if need > room:
            found.append([])
            room = MOST_CONDITIONS - 1  # of which the first fact's rule has one
        found[-1].append(production)
        room -= need
    return found
