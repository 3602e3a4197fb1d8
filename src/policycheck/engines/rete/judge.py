"""Judges the records of one type: facts out of records, round by round, and outcomes out of the rules that fire."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from json.encoder import encode_basestring_ascii as quoted
from typing import Any, NamedTuple

from policycheck.engines import facts as outcome
from policycheck.engines.rete.formula import Presence, Test, tests, written
from policycheck.engines.rete.inputs import Told, encode
from policycheck.engines.rete.plan import PRECEDENCE, RECORD, Outcome, Production, TypePlan
from policycheck.engines.rete.ruleset import Ruleset
from policycheck.engines.rete.treatment import Way
from policycheck.language.rulebook import Judgement, Rule, Rulebook
from policycheck.records.tables import Row

_RANK = {code: rank for rank, code in enumerate((*PRECEDENCE, outcome.NEEDS_JUDGEMENT, outcome.RECOMMENDED))}


class _Source(NamedTuple):
    """A value that is told: where it stands, and the pieces of a fact that tell it, or tell that it is missing."""

    position: int
    """Among the record's own values and those that are computed."""
    at: int
    """Where its two pieces stand among those of a fact."""
    value: str
    encode: Callable[[Any], str]
    there: str
    missing: str


class _Concluded(NamedTuple):
    """What a rule that fired says: the outcome of an item, or the two pieces of a fact that tell a truth."""

    item: int | None
    code: int
    rank: int
    at: int
    value: str
    there: str


class TypeJudge:
    """Judges records of one type by a plan."""

    def __init__(self, rulebook: Rulebook, plan: TypePlan) -> None:
        self.plan = plan
        self._head = f',"{RECORD.name}":{quoted(plan.about)}'
        self._told = list(plan.told.values())
        self._places = {told.input: 2 * at for at, told in enumerate(self._told)}
        self._sources = list(self._source(len(rulebook.types[plan.about].fields)))
        self._blank = [piece for told in self._told for piece in _unknown(told)]
        self._rounds = [
            [self._ruleset(name, productions) for name, productions in named] for named in named_rulesets(plan)
        ]
        self._open = [outcome_where_open(item) for item in rulebook.items[plan.about]]

    def judge(self, rows: Sequence[Row], computed: Callable[[Row], tuple[Any, ...]]) -> bytearray:
        """The outcomes of every item, row by row."""
        found = bytearray()
        for row in rows:
            found.extend(self._outcomes((*row, *computed(row))))
        return found

    def _outcomes(self, values: Sequence[Any]) -> list[int]:
        pieces, found = self._blank.copy(), self._open.copy()
        ranks = [len(_RANK)] * len(found)
        for position, at, value, encoded, there, missing in self._sources:
            known = values[position]
            if known is None:
                pieces[at + 1] = missing
            else:
                pieces[at] = value + encoded(known)
                pieces[at + 1] = there
        for rulesets in self._rounds:
            for ruleset, asked, conclusions in rulesets:
                fact = "".join([pieces[at] for at in asked])
                for name in ruleset.fired(self._head + fact):
                    item, code, rank, at, value, there = conclusions[name]
                    if item is None:
                        pieces[at], pieces[at + 1] = value, there
                    elif rank < ranks[item]:
                        found[item], ranks[item] = code, rank
        return found

    def _source(self, width: int) -> Iterator[_Source]:
        longest = longest_texts(self.plan)
        computed = 0
        for at, told in enumerate(self._told):
            if told.way is Way.CHAINED:
                continue
            position = told.column
            if position is None:
                position, computed = width + computed, computed + 1
            name, has = told.input.name, told.input.has
            encoded = encode(told.type, longest.get(told.input.name))
            yield _Source(position, 2 * at, f',"{name}":', encoded, f',"{has}":true', f',"{has}":false')

    def _ruleset(
        self, name: str, productions: Sequence[Production]
    ) -> tuple[Ruleset, list[int], dict[str, _Concluded]]:
        """A ruleset, the pieces of the facts that it is told, and what its rules conclude."""
        asked = {
            self._places[test.input] + isinstance(test, Presence): None
            for production in productions
            for test in tests(production.condition)
            if test.input != RECORD
        }
        conclusions = {production.name: self._concluded(production) for production in productions}
        return Ruleset(name, conditions(productions)), list(asked), conclusions

    def _concluded(self, production: Production) -> _Concluded:
        concludes = production.concludes
        if isinstance(concludes, Outcome):
            return _Concluded(concludes.at, concludes.code, _RANK[concludes.code], 0, "", "")
        known = concludes.input
        value = f',"{known.name}":{str(concludes.holds).lower()}'
        return _Concluded(None, 0, 0, self._places[known], value, f',"{known.has}":true')


def conditions(productions: Sequence[Production]) -> dict[str, object]:
    """The conditions of some productions by name, as durable-rules takes them."""
    return {production.name: written(production.condition) for production in productions}


def named_rulesets(plan: TypePlan) -> list[list[tuple[str, list[Production]]]]:
    """The rulesets of a plan, round by round, each with its name."""
    return [
        [(f"{plan.about} {number}.{part}", productions) for part, productions in enumerate(rulesets, 1)]
        for number, rulesets in enumerate(plan.rounds, 1)
    ]


def longest_texts(plan: TypePlan) -> dict[str, int]:
    """How long the longest text is that each input is compared with, by its name."""
    found: dict[str, int] = {}
    for rulesets in plan.rounds:
        for productions in rulesets:
            for production in productions:
                for test in tests(production.condition):
                    if isinstance(test, Test) and isinstance(test.value, str):
                        found[test.input.name] = max(found.get(test.input.name, 0), len(test.value))
    return found


def _unknown(told: Told) -> tuple[str, str]:
    """The pieces of a fact that tell nothing of an input yet."""
    known = told.input
    return (f',"{known.name}":false', "") if known.always else ("", f',"{known.has}":false')


def outcome_where_open(item: Rule | Judgement) -> int:
    """The outcome where no rule concludes one."""
    recommends = isinstance(item, Rule) and item.require is None
    return outcome.NOT_APPLICABLE if recommends else outcome.UNDETERMINED
