"""Records as a report tells of them: how each stands, and what there is to say of one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policycheck.engines.facts import Facts
from policycheck.language.rulebook import PORTFOLIO, Rulebook
from policycheck.records.faults import InputFault
from policycheck.report.decide import Decisions
from policycheck.report.finding import Finding
from policycheck.report.outcomes import STATUSES, Outcome, status_of, worst

if TYPE_CHECKING:
    from policycheck.report.report import Report


@dataclass(frozen=True, slots=True)
class SubjectStatus:
    """A record and how it stands."""

    type: str
    key: str
    title: str
    status: str


def subjects(
    rulebook: Rulebook, facts: Facts, decisions: Decisions, counts: Mapping[str, int], faults: Iterable[InputFault]
) -> Iterator[tuple[tuple[str, str], str]]:
    """The type and key of every record, by these, and its status; `counts` is how many there are of each type."""
    faulty = {(fault.type, fault.key) for fault in faults}
    for type_, key in _keys(rulebook, facts, decisions, counts):
        decided = decisions.of.get(type_)
        found = status_of(decided, decided.codes_of(key)) if decided else "nothing_judged"
        yield (type_, key), worst([found, "incomplete"]) if (type_, key) in faulty else found


def worst_first(subjects: Iterable[SubjectStatus]) -> list[SubjectStatus]:
    """Records by how they stand, those that stand alike in the order they have."""
    return sorted(subjects, key=lambda one: STATUSES.index(one.status))


class SubjectReport:
    """What a report says of one record."""

    def __init__(self, report: Report, subject: SubjectStatus) -> None:
        self._report = report
        self.type, self.key, self.title, self.status = subject.type, subject.key, subject.title, subject.status

    def __repr__(self) -> str:
        return f"<SubjectReport {self.type} {self.key}: {self.status}>"

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings on the record, by rule."""
        return self._report.findings_of.get((self.type, self.key), ())

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """The outcomes for the record, by rule."""
        return tuple(self._report.outcomes.of(self.type, self.key))

    @property
    def input_faults(self) -> tuple[InputFault, ...]:
        """The input faults that touch the record."""
        return tuple(one for one in self._report.input_faults if (one.type, one.key) == (self.type, self.key))


def _keys(
    rulebook: Rulebook, facts: Facts, decisions: Decisions, counts: Mapping[str, int]
) -> Iterator[tuple[str, str]]:
    for name, type_ in sorted(rulebook.records.items()):
        if facts.only is not None:
            yield from ((name, type_.key_of(row)) for row in facts.only.get(name, ()))
        elif name != PORTFOLIO or name in decisions.of or name in counts:
            yield from ((name, key) for key in facts.tables.index[name])
