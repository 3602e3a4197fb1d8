"""What is otherwise in a good state of a pack than in the one before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from policycheck.author.watch.state import State
from policycheck.author.watch.trial import Trial

At: TypeAlias = tuple[str, str, int]
"""A case by file, name, and which it is of those of that name."""


@dataclass(frozen=True, order=True)
class Changed:
    """An outcome that is another than before."""

    rule: str
    case: str
    subject: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """What is otherwise than before."""

    failing: tuple[Trial, ...]
    """Cases that fail and did not, or were not there."""
    passing: tuple[Trial, ...]
    """Cases that pass and did not."""
    added: int
    """Cases that were not there."""
    removed: int
    """Cases that are no longer there."""
    outcomes: tuple[Changed, ...]
    """Of cases that were there before and rules that were, by rule."""
    new_rules: dict[str, Counter[str]]
    """Rules that were not there, with how often each outcome comes of them."""
    removed_rules: tuple[str, ...]
    """Rules that are no longer there."""


def change(before: State, after: State) -> Change:
    """What is otherwise in a state than in one before."""
    old, new = _by_name(before), _by_name(after)
    rules = (set(state.basis.items) if state.basis else set() for state in (before, after))
    old_rules, new_rules = rules
    both = [(old[at], trial) for at, trial in new.items() if at in old]
    return Change(
        tuple(one for at, one in new.items() if not one.passed and (at not in old or old[at].passed)),
        tuple(one for was, one in both if one.passed and not was.passed),
        len(new.keys() - old.keys()),
        len(old.keys() - new.keys()),
        tuple(sorted(one for was, trial in both for one in _changed(was, trial, old_rules & new_rules))),
        {rule: _counted(rule, after) for rule in sorted(new_rules - old_rules)},
        tuple(sorted(old_rules - new_rules)),
    )


def _by_name(state: State) -> dict[At, Trial]:
    times: Counter[tuple[str, str]] = Counter()
    found: dict[At, Trial] = {}
    for trial in state.trials:
        at = trial.case.file, trial.case.name
        found[(*at, times[at])] = trial
        times[at] += 1
    return found


def _changed(before: Trial, after: Trial, rules: set[str]) -> Iterator[Changed]:
    if before.outcomes == after.outcomes:
        return
    for rule, subject in {**before.outcomes, **after.outcomes}:
        was, now = (trial.outcomes.get((rule, subject), "no outcome") for trial in (before, after))
        if was != now and rule in rules:
            yield Changed(rule, after.case.name, subject, was, now)


def _counted(rule: str, state: State) -> Counter[str]:
    return Counter(one for trial in state.trials for (name, _), one in trial.outcomes.items() if name == rule)
