"""The rulesets of a policy as plain data, for those who host durable-rules themselves and for those who ask why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from policycheck.engines.facts import OUTCOMES
from policycheck.engines.rete.formula import Input, tests, written
from policycheck.engines.rete.inputs import Told
from policycheck.engines.rete.judge import conditions, longest_texts, named_rulesets, outcome_where_open
from policycheck.engines.rete.plan import PRECEDENCE, RECORD, Outcome, Production, TypePlan, plan
from policycheck.engines.rete.ruleset import definition
from policycheck.engines.rete.treatment import Way, treatment
from policycheck.language.ir import Flag, Node
from policycheck.language.rulebook import Judgement, Rule, Rulebook
from policycheck.language.types import Type, Value

SCHEMA = "policycheck/ruleset/1"


def rulesets(rulebook: Rulebook, parameters: Mapping[str, Value | None]) -> dict[str, Any]:
    """Every ruleset with what its facts hold and its rules conclude, as JSON holds it."""
    plans = plan(rulebook, parameters)
    return {
        "rulesets": {
            name: _runnable(definition(conditions(productions)))
            for found in plans.values()
            for named in named_rulesets(found)
            for name, productions in named
        },
        "records": {about: _record(found, rulebook.items[about]) for about, found in plans.items()},
        "precedence": [OUTCOMES[code] for code in PRECEDENCE],
    }


def _runnable(definition: Mapping[str, Mapping[str, object]]) -> dict[str, dict[str, object]]:
    """A ruleset in which every rule runs an action of its own name, since an action is not told which rule it is."""
    return {rule: {**shape, "run": rule} for rule, shape in definition.items()}


def _record(found: TypePlan, items: Sequence[Rule | Judgement]) -> dict[str, Any]:
    longest = longest_texts(found)
    return {
        "rounds": [[name for name, _ in named] for named in named_rulesets(found)],
        "facts": {
            RECORD.name: {"way": "condition", "of": None, "kind": "text", "always": found.about},
            **{told.input.name: _fact(told, longest.get(told.input.name)) for told in found.told.values()},
        },
        "conclusions": {
            production.name: _concluded(production, items)
            for named in named_rulesets(found)
            for _, productions in named
            for production in productions
        },
        "otherwise": {item.id: OUTCOMES[outcome_where_open(item)] for item in items},
    }


def _fact(told: Told, longest: int | None) -> dict[str, Any]:
    """What a fact holds under a name, and how: see `Policy.ruleset`."""
    found: dict[str, Any] = {"way": told.way.value, "of": words(told), "kind": _kind(told.type)}
    if told.type.numeric:
        found["times"] = 10**told.type.scale
    elif longest is not None:
        found["letters"] = longest + 1
    if told.input.always:
        return {**found, "until_concluded": False}
    return {**found, "presence": told.input.has}


def _kind(type_: Type) -> str:
    if type_.kind == "boolean":
        return "truth"
    return "number" if type_.numeric else "day" if type_.kind == "date" else "text"


def _concluded(production: Production, items: Sequence[Rule | Judgement]) -> dict[str, Any]:
    concludes = production.concludes
    if isinstance(concludes, Outcome):
        return {"rule": items[concludes.at].id, "outcome": OUTCOMES[concludes.code]}
    return {"fact": concludes.input.name, "is": concludes.holds}


def words(told: Told) -> str | None:
    """The author's words for what an input tells; None for a part of a condition that has none."""
    if isinstance(told.node, Flag):
        return f'"{told.node.flag}" in {told.node.name}'
    if isinstance(told.node, Node):
        return " ".join(told.node.span.text.split())
    return None if told.node is None else f"an option of `{told.node.id}` fits"


class TracedInput(NamedTuple):
    """What facts hold under a name."""

    name: str
    way: str
    words: str
    """The author's."""
    why: str | None
    """Why it is not the record's own value: a key of the wording."""


@dataclass(frozen=True)
class Trace:
    """How durable-rules judges one rule: the rules of its own that do, and what they are told."""

    productions: tuple[tuple[str, dict[str, object]], ...]
    """The name and condition of each, those first that others rest on."""
    inputs: tuple[TracedInput, ...]
    """What facts hold for them."""


def trace(rulebook: Rulebook, parameters: Mapping[str, Value | None], item: Rule | Judgement) -> Trace:
    """How durable-rules judges a rule or a judgement, with all that it rests on."""
    found = plan(rulebook, parameters)[item.about]
    at = rulebook.items[item.about].index(item)
    every = [production for rounds in found.rounds for ruleset in rounds for production in ruleset]
    concluding: dict[Input, list[Production]] = {}
    for production in every:
        if not isinstance(production.concludes, Outcome):
            concluding.setdefault(production.concludes.input, []).append(production)
    needed = [one for one in every if isinstance(one.concludes, Outcome) and one.concludes.at == at]
    asked: dict[Input, None] = {}
    for production in needed:  # which grows on the way
        for test in tests(production.condition):
            if test.input not in asked and test.input != RECORD:
                asked[test.input] = None
                needed += concluding.get(test.input, [])
    return Trace(
        tuple((production.name, written(production.condition)) for production in every if production in needed),
        tuple(_input(found.told[one]) for one in found.told if one in asked),
    )


def _input(told: Told) -> TracedInput:
    why = None
    if told.node is None:
        why = "rete_part"
    elif told.way is Way.COMPUTED:
        why = treatment(told.node).computed if isinstance(told.node, Node) else "rete_many"
    return TracedInput(told.input.name, told.way.value, words(told) or "", why)
