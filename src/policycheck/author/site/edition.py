"""All that the site tells of a policy, in one language."""

from __future__ import annotations

from collections.abc import Sequence

from policycheck.author.cases import Case
from policycheck.author.prose import Prose
from policycheck.author.prose.assumptions import assumptions
from policycheck.author.prose.records import records, tables
from policycheck.author.prose.terms import Term, term
from policycheck.author.site.examples import Examples
from policycheck.author.site.places import Places
from policycheck.author.site.sentences import sentences
from policycheck.language.rulebook import Rulebook


class Edition:
    """One policy in one language, and where each thing of it stands on the site."""

    def __init__(self, rulebook: Rulebook, cases: Sequence[Case], language: str, first: str) -> None:
        self.prose = prose = Prose(rulebook, language)
        self.places = Places(prose, first)
        self.text = tuple(sentences(prose))
        self.assumptions = tuple(assumptions(prose))
        self.terms = tuple((prose.phrases.one(record).text, terms) for record, terms in _terms(prose).items())
        self.records = tuple(records(prose))
        self.tables = tuple(tables(prose))
        self.examples = Examples(prose, cases)


def _terms(prose: Prose) -> dict[str, list[Term]]:
    """The names that the pack gives, by the type of record that has them."""
    found: dict[str, list[Term]] = {}
    for derivation in prose.rulebook.derivations.values():
        found.setdefault(derivation.record, []).append(term(prose, derivation))
    return found
