"""What comes of a case, with its records as they were read, so that it can be judged again for less."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from policycheck.author.cases.run import Case, Difference, differences
from policycheck.engines.facts import Engine, Facts
from policycheck.engines.registry import DEFAULT, engine
from policycheck.faults import InvalidCall
from policycheck.language.rulebook import Rulebook
from policycheck.language.settings import values_on
from policycheck.policy import Policy
from policycheck.records.tables import Records
from policycheck.report.decide import decide
from policycheck.report.outcomes import Outcomes

Found: TypeAlias = Mapping[tuple[str, str], str]
"""Outcomes by rule and subject."""


@dataclass(frozen=True, eq=False)
class Trial:
    """What came of a case."""

    case: Case
    records: Records
    outcomes: Found

    @cached_property
    def differences(self) -> tuple[Difference, ...]:
        """Where outcomes are not as expected."""
        return tuple(differences(self.case.shape, self.outcomes))

    @property
    def passed(self) -> bool:
        """Whether every outcome was as expected."""
        return not self.differences


def records_of(case: Case, policy: Policy) -> Records:
    """A case's records; `InvalidCall` where it has none that can be judged."""
    try:
        return policy.read(case.shape.given)
    except InvalidCall as error:
        raise _of(case, error) from None


class Judging:
    """Judges cases by a rulebook, or by a part of it."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook

    @cached_property
    def _engine(self) -> Engine:
        return engine(DEFAULT)(self.rulebook)

    def outcomes(self, case: Case, records: Records) -> Found:
        """The outcomes of a case's records; nothing is judged where there is no record that the rules are about."""
        if not any(records.tables.rows.get(about) for about in self.rulebook.items):
            return {}
        try:
            parameters = values_on(case.shape.today, self.rulebook, case.shape.parameters)
        except InvalidCall as error:
            raise _of(case, error) from None
        facts = Facts(records.tables, case.shape.today, parameters)
        decisions = decide(self.rulebook, records, facts, self._engine.judge(facts))
        return {(one.rule, one.subject): one.outcome for one in Outcomes(decisions.of)}


def _of(case: Case, error: InvalidCall) -> InvalidCall:
    return InvalidCall(f"{case.file}: case `{case.name}`: {error}")
