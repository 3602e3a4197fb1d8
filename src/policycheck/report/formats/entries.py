"""What the formats of other tools hold: the findings, or every outcome with the finding that it is."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Final, NamedTuple

from policycheck.language.rulebook import Judgement, Rule
from policycheck.report.finding import Finding
from policycheck.report.kinds import kind_of
from policycheck.report.report import Report

NAMESPACE: Final = uuid.UUID("5f6f1c0e-58f5-5d0e-9b52-7c3d1a0b6a51")
"""What the identities that formats ask for are made in; it never changes."""


class Entry(NamedTuple):
    """What became of one rule or judgement for one record; with the finding, where it is one."""

    item: Rule | Judgement
    subject: str
    outcome: str
    finding: Finding | None

    @property
    def type(self) -> str:
        """The record type of the subject."""
        return self.item.about

    @property
    def kind(self) -> str:
        """Its heading: the outcome, where a breach of a should is `advised` and an option of a may rule `option`."""
        return kind_of(self.outcome, self.item.modality)


def entries(report: Report, every: bool) -> Iterator[Entry]:
    """The findings; with `every` every outcome; by record type, key and rule."""
    if not every:
        yield from (Entry(one.item, one.subject, one.outcome, one) for one in report.findings)
        return
    items, findings = report.rulebook.item, iter(report.findings)
    finding = next(findings, None)
    for outcome in report.outcomes:
        here = outcome.rule, outcome.type, outcome.subject
        found = None
        if finding is not None and here == (finding.rule, finding.type, finding.subject):
            found, finding = finding, next(findings, None)
        yield Entry(items[outcome.rule], outcome.subject, outcome.outcome, found)


def identity(*names: str) -> str:
    """A UUID that is the same wherever the names are."""
    words = "\x00".join(names).encode(errors="backslashreplace").decode()
    return str(uuid.uuid5(NAMESPACE, words))


def identity_of(entry: Entry, report: Report, what: str) -> str:
    """The UUID of something about an entry, the same from run to run while policy, rule and record are."""
    return identity(what, report.rulebook.id, entry.item.id, entry.type, entry.subject)
