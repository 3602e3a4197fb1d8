"""The terms of a policy in words: what the names mean that its conditions use."""

from __future__ import annotations

from dataclasses import dataclass

from policycheck.author.prose.prose import Prose
from policycheck.language.rulebook import Derivation
from policycheck.report.phrases.statement import Point, laid_out


@dataclass(frozen=True)
class Term:
    """A name, and what it is met by, stands for, or is made up of."""

    record: str
    name: str
    lead: str
    point: Point | None
    """What it means; None of a set of features."""
    features: tuple[tuple[str, Point], ...]
    """Of such a set: each feature by its name, and what it holds by."""


def term(prose: Prose, derivation: Derivation) -> Term:
    """A derivation of the pack."""
    record, name, phrases = derivation.record, derivation.name, prose.phrases
    if derivation.value is None:
        features = tuple(
            (
                prose.say("feature", phrases.quoted(prose.own(flag.label, flag.name))),
                laid_out(phrases.condition(flag.condition), prose.language, True),
            )
            for flag in derivation.flags.values()
        )
        return Term(record, name, prose.say("features"), None, features)
    condition = derivation.type.kind == "boolean"
    lead = prose.say("is met" if condition else "stands for")
    return Term(record, name, lead, laid_out(phrases.meaning(derivation), prose.language, condition), ())
