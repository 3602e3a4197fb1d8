"""A clause that says something of what is done, and that no rule or judgement cites."""

from __future__ import annotations

from collections.abc import Iterator

from policycheck.author.lint import messages as say
from policycheck.author.lint.matter import Matter
from policycheck.author.lint.weakness import Weakness

ID = "clause-not-cited"

_TOLD = ("indicative",)
"""Forces of the clauses that are told: one that binds is a fault already, one that defines works through fields and
derivations, which cite nothing, and headings and descriptions are background."""


def find(matter: Matter) -> Iterator[Weakness]:
    """Clauses that stand open; one that a parameter rests on is cited."""
    cited = {clause for item in matter.items for clause in item.shape.clauses}
    cited.update(item.shape.clause for item in matter.pack.parameters.values() if item.shape.clause)
    for name, item in matter.pack.clauses.items():
        if item.shape.force in _TOLD and name not in cited and item.shape.not_checked is None:
            yield Weakness(ID, name, item.word.span, *say.clause_not_cited(name, item.shape.force))
