"""How many sentences there are of each kind, and what becomes of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from policycheck.author.prose.prose import TREATMENTS, Prose
from policycheck.language.rulebook import BINDING, FORCES


@dataclass(frozen=True)
class Count:
    """Some sentences: how many there are, and how many of them each treatment becomes of."""

    total: int
    treated: Mapping[str, int]
    """By treatment, all of `TREATMENTS`; a sentence that several things become of is in each."""
    several: int
    """Sentences that several things become of."""


@dataclass(frozen=True)
class Figures:
    """A policy's sentences, counted."""

    by_force: Mapping[str, Count]
    """The forces that there are, those that bind first."""
    binding: Count
    every: Count
    both: int
    """Sentences that have rules, and that a person is asked about."""
    in_force: tuple[str, ...]
    """The sentences that are enforced from or until some day only."""
    unchecked: tuple[str, ...]
    """The sentences that say why they are not checked."""


def figures(prose: Prose) -> Figures:
    """The sentences of a policy, counted."""
    clauses = prose.rulebook.clauses.values()
    found = {clause.id: prose.treatments(clause) for clause in clauses}
    by_force: dict[str, list[tuple[str, ...]]] = {force: [] for force in dict.fromkeys((*BINDING, *FORCES))}
    for clause in clauses:
        by_force[clause.force].append(found[clause.id])
    return Figures(
        {force: _count(treatments) for force, treatments in by_force.items() if treatments},
        _count([one for force in BINDING for one in by_force[force]]),
        _count(found.values()),
        sum("judged" in one and bool({"enforced", "suggested"}.intersection(one)) for one in found.values()),
        tuple(clause.id for clause in clauses if prose.only_in_force(clause)),
        tuple(id_ for id_, treatments in found.items() if "unchecked" in treatments),
    )


def _count(treatments: Iterable[tuple[str, ...]]) -> Count:
    every = list(treatments)
    return Count(
        len(every), {key: sum(key in one for one in every) for key in TREATMENTS}, sum(len(one) > 1 for one in every)
    )
