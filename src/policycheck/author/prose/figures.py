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
    """By treatment, all of `TREATMENTS`; a sentence that rules enforce may be put to a person as well."""


@dataclass(frozen=True)
class Figures:
    """A policy's sentences, counted."""

    by_force: Mapping[str, Count]
    """The forces that there are, those that bind first."""
    binding: Count
    every: Count
    both: int
    """Sentences that rules enforce and a person is asked about."""
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
        sum(len(treatments) > 1 for treatments in found.values()),
        tuple(id_ for id_, treatments in found.items() if "unchecked" in treatments),
    )


def _count(treatments: Iterable[tuple[str, ...]]) -> Count:
    every = list(treatments)
    return Count(len(every), {key: sum(key in one for one in every) for key in TREATMENTS})
