"""How often a pack's cases expect each outcome of each rule and judgement, and which outcomes none of them expects."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from policycheck.engines.facts import OUTCOMES
from policycheck.engines.python.emit import certain
from policycheck.language.ir import Const
from policycheck.language.rulebook import Judgement, Rule, Rulebook

if TYPE_CHECKING:
    from policycheck.author.cases.run import Case


def covered(cases: Iterable[Case], rulebook: Rulebook) -> Mapping[str, Counter[str]]:
    """By the id of every rule and judgement, in the pack's order: how often the cases expect each outcome of it.

    What counts is what stands under `expect`: a case of `expect_all` expects no more of a rule than that.
    """
    found: dict[str, Counter[str]] = {item.id: Counter() for item in rulebook.every_item}
    for case in cases:
        for rule, expected in case.shape.expect.items():
            if rule in found:
                found[rule].update(expected.values())
    return found


def possible(item: Rule | Judgement) -> tuple[str, ...]:
    """The outcomes that an item may have, as far as its form says, in the order of the outcomes.

    A condition is taken to be able to hold and to fail, unless it is a constant, and to be unknown, unless it only
    asks what is stated. What an author knows beyond that, such as that a demand can never be met, is not seen.
    """
    found = set() if isinstance(item.when, Const) else {"not_applicable"}
    if isinstance(item, Judgement):
        found |= {"needs_judgement", "satisfied", "violated"}
        conditions = [item.when]
    elif item.require is None:  # what is not known to fit is not recommended
        found |= {"recommended", "not_applicable"}
        conditions = []
    else:
        found |= {"satisfied", "violated", "waived", *(["excepted"] if item.exceptions else [])}
        conditions = [item.when, item.require]
    if not all(certain(condition) for condition in conditions):
        found.add("undetermined")
    return tuple(outcome for outcome in OUTCOMES if outcome in found)


def lacking(item: Rule | Judgement, counts: Mapping[str, int]) -> tuple[str, ...]:
    """The outcomes that an item may have and no case expects."""
    return tuple(outcome for outcome in possible(item) if not counts.get(outcome))
