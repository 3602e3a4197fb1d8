"""One rule for one record judged anew, with one input changed: by the reference, on the changed records."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from policycheck.engines.facts import OUTCOMES, Facts
from policycheck.engines.reference import Reference
from policycheck.language.rulebook import Rule, Rulebook
from policycheck.report.missing import Input

MOST = 300
"""Judgements for one outcome."""
FEWEST = 5
"""However many inputs a rule reads, so many are made."""
READ = 60_000
"""Inputs that all judgements for one outcome may read: where each reads many, fewer are made."""


class Spent(Exception):
    """No more judgements are to be made for an outcome."""


class Trial:
    """Judges one rule for one record, with other values; `read` is how many inputs it reads."""

    def __init__(self, rulebook: Rulebook, facts: Facts, rule: Rule, key: str, read: int) -> None:
        self.rule, self.key, self.facts = rule, key, facts
        self.types = rulebook.types
        self.made = 0
        self.most = max(FEWEST, min(MOST, READ // max(read, 1)))
        self._reference = Reference(replace(rulebook, rules=(rule,), judgements=()))
        self._known: dict[tuple[Input, Any], str] = {}

    def value(self, at: Input) -> Any:
        """The value of an input as it is."""
        return self.facts.tables.index[at.type][at.key][self.types[at.type].column[at.field]]

    def outcome(self, at: Input, value: Any) -> str:
        """The outcome if an input had a value; `Spent` where too many have been asked for."""
        asked = at, (type(value).__name__, value)
        if asked not in self._known:
            if self.made >= self.most:
                raise Spent
            self.made += 1
            row, column = self.facts.tables.index[at.type][at.key], self.types[at.type].column[at.field]
            tables = self.facts.tables.with_row(at.type, at.key, (*row[:column], value, *row[column + 1 :]))
            only = {self.rule.about: (tables.index[self.rule.about][self.key],)}
            facts = replace(self.facts, tables=tables, only=only, aggregates=None)
            (code,) = self._reference.judge(facts)[self.rule.about]
            self._known[asked] = OUTCOMES[code]
        return self._known[asked]
