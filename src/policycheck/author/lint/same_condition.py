"""Two rules that ask the same of the same records."""

from __future__ import annotations

from collections.abc import Iterator

from policycheck.author.lint import messages as say
from policycheck.author.lint.matter import Meaning
from policycheck.author.lint.weakness import Weakness
from policycheck.language.ir import likeness
from policycheck.language.rulebook import Rule
from policycheck.language.types import Interval

ID = "same-condition"


def find(meaning: Meaning) -> Iterator[Weakness]:
    """Rules with the `when` and the demand of an earlier one, where a day is that both are in force."""
    earlier: dict[tuple[object, ...], list[Rule]] = {}
    told = set[tuple[str, str]]()
    for rule in meaning.rulebook.rules:
        if rule.require is None:
            continue
        asked = rule.about, likeness(rule.when), likeness(rule.require)
        for other in earlier.setdefault(asked, []):
            pair = rule.family, other.family
            if rule.family != other.family and pair not in told and _meet(rule.in_force, other.in_force):
                told.add(pair)
                item, first = meaning.pack.rules[rule.family], meaning.pack.rules[other.family]
                said = say.same_condition(rule.family, other.family, first.word.span)
                yield Weakness(ID, rule.family, item.word.span, *said)
        earlier[asked].append(rule)


def _meet(one: Interval, other: Interval) -> bool:
    """Whether a day is in both: a rule that takes another's place in time is none too many."""
    return (one.start is None or other.until is None or one.start < other.until) and (
        other.start is None or one.until is None or other.start < one.until
    )
