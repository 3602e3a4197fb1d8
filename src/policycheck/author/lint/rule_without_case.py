"""A rule or a judgement with an outcome that no case of the pack expects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from policycheck.author.lint import messages as say
from policycheck.author.lint.matter import Meaning
from policycheck.author.lint.weakness import Weakness
from policycheck.author.truths import can_be_unknown, truths
from policycheck.language.ir import Node, Op
from policycheck.language.rulebook import Judgement, Rule
from policycheck.language.types import BOOLEAN

ID = "rule-without-case"


def find(meaning: Meaning) -> Iterator[Weakness]:
    """Rules and judgements, each with the outcomes that are lacking; a pack without any case is told once."""
    policy = meaning.pack.policy
    if not meaning.has_cases or policy is None:
        return
    if not meaning.cases:
        yield Weakness(ID, policy.shape.id, policy.word.span, *say.no_cases(meaning.directory))
        return
    expected: dict[str, set[str]] = {}
    for case in meaning.cases:
        for id_, subjects in case.shape.expect.items():
            expected.setdefault(id_, set()).update(subjects.values())
    families: dict[str, list[Rule]] = {}
    for rule in meaning.rulebook.rules:
        families.setdefault(rule.family, []).append(rule)
    for name, rules in families.items():
        found = set[str]().union(*(expected.get(rule.id, ()) for rule in rules))
        lacking = [one for one in _wanted(rules[0]) if one not in found and _can(one, rules, meaning)]
        yield from _told(meaning, name, lacking)
    for judgement in meaning.rulebook.judgements:
        yield from _told(meaning, judgement.id, _unanswered(judgement, expected))


def _told(meaning: Meaning, name: str, lacking: list[str]) -> Iterator[Weakness]:
    if lacking:
        item = meaning.pack.rules.get(name) or meaning.pack.judgements[name]
        yield Weakness(ID, name, item.word.span, *say.rule_without_case(name, lacking))


def _wanted(rule: Rule) -> tuple[str, ...]:
    return ("recommended", "not_applicable") if rule.require is None else ("satisfied", "violated", "undetermined")


def _can(outcome: str, rules: list[Rule], meaning: Meaning) -> bool:
    """Whether one of the rules of a family can have an outcome at all."""
    return any(_possible(outcome, rule, meaning) for rule in rules)


def _possible(outcome: str, rule: Rule, meaning: Meaning) -> bool:
    if rule.require is None:
        return True
    if outcome == "undetermined":
        return can_be_unknown(rule, meaning.rulebook)
    parts = [rule.when, rule.require if outcome == "satisfied" else _op("not", rule.require)]
    if outcome == "violated":  # no exception is known to hold
        held = [exception.condition for exception in rule.exceptions]
        parts += [_op("not", _op("and", _op("known", one), one)) for one in held]
    return True in truths(_op("and", *parts), meaning.rulebook)


def _op(name: str, *args: Node) -> Op:
    return Op(name, args, type=BOOLEAN, span=args[0].span)


def _unanswered(judgement: Judgement, expected: Mapping[str, set[str]]) -> list[str]:
    found = expected.get(judgement.id, set())
    lacking = [] if "needs_judgement" in found else ["needs_judgement"]
    return lacking if found & {"satisfied", "violated"} else [*lacking, "satisfied", "violated"]
