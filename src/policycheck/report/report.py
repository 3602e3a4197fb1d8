"""The report: a status, the findings, and everything an auditor asks for; told lazily, the same bytes for the same input."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, overload

from policycheck.collector import collector_at_rest
from policycheck.engines import facts as outcome
from policycheck.engines.facts import OUTCOMES, Facts
from policycheck.faults import InvalidCall
from policycheck.language.rulebook import PORTFOLIO, Judgement, Rule, Rulebook
from policycheck.records.faults import InputFault, Note
from policycheck.records.tables import Records
from policycheck.report.decide import Decided, Decisions
from policycheck.report.finding import Finding
from policycheck.report.plain import every_language, plain
from policycheck.report.teller import Teller

if TYPE_CHECKING:
    from policycheck.report.frame import Frame

SCHEMA = "policycheck/report/1"
STATUSES = ("non_compliant", "incomplete", "needs_judgement", "compliant", "nothing_judged")
_LOUD = re.compile(rb"[^\x00\x01\x08]")
"""Outcomes that are findings: not satisfied, not applicable, or of a rule that is not in force."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one rule for one record."""

    rule: str
    type: str
    subject: str
    outcome: str


@dataclass(frozen=True, slots=True)
class SubjectStatus:
    """A record and how it stands."""

    type: str
    key: str
    title: str
    status: str


class Outcomes(Sequence[Outcome]):
    """Every outcome, by record type, key and rule; built as they are read."""

    def __init__(self, of: Mapping[str, Decided]) -> None:
        self._of = of

    def __len__(self) -> int:
        return sum(len(decided.codes) - decided.codes.count(outcome.NOT_IN_FORCE) for decided in self._of.values())

    def __iter__(self) -> Iterator[Outcome]:
        for about, decided in sorted(self._of.items()):
            at = 0
            for row in decided.rows:
                key = str(row[decided.key])
                for item in decided.items:
                    code = decided.codes[at]
                    at += 1
                    if code != outcome.NOT_IN_FORCE:
                        yield Outcome(item.id, about, key, OUTCOMES[code])

    @overload
    def __getitem__(self, at: int) -> Outcome: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Outcome]: ...
    def __getitem__(self, at: int | slice) -> Outcome | Sequence[Outcome]:
        return list(self)[at]


class Report:
    """What came of judging some records by a policy."""

    def __init__(
        self, rulebook: Rulebook, records: Records, facts: Facts, decisions: Decisions, engine: str
    ) -> None:
        self.rulebook, self.engine = rulebook, engine
        self._records, self._facts, self._decisions = records, facts, decisions
        self._teller = Teller(rulebook, facts)

    def __repr__(self) -> str:
        return f"<Report {self.rulebook.id} {self.today}: {self.status}, {self.counts['outcomes']}>"

    @property
    def today(self) -> date:
        """The date of the evaluation."""
        return self._facts.today

    @cached_property
    def counts(self) -> dict[str, dict[str, int]]:
        """How many records there are of each type, and how often each outcome occurs."""
        return {"records": self._record_counts, "outcomes": self._decisions.counts()}

    @cached_property
    def status(self) -> str:
        """non_compliant, incomplete, needs_judgement or compliant; nothing_judged where there was nothing to judge."""
        if not self.counts["records"] or not self.counts["outcomes"]:
            return "nothing_judged"
        found = [_status(decided, 0, len(decided.codes)) for decided in self._decisions.of.values()]
        return _worst([*found, "incomplete" if self.input_faults else "compliant"])

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Every outcome other than satisfied and not_applicable, by record type, key and rule."""
        with collector_at_rest():
            return tuple(self._findings())

    @property
    def outcomes(self) -> Outcomes:
        """Every outcome, by record type, key and rule."""
        return Outcomes(self._decisions.of)

    @cached_property
    def subjects(self) -> tuple[SubjectStatus, ...]:
        """Every record with its status, by type and key."""
        faulty = {(fault.type, fault.key) for fault in self.input_faults}
        return tuple(
            SubjectStatus(type_, key, self._teller.speech.title(type_, key), self._subject_status(type_, key, faulty))
            for type_, key in self._subject_keys()
        )

    @cached_property
    def input_faults(self) -> tuple[InputFault, ...]:
        """What could not be read or used, by type, key and column."""
        return tuple(sorted(self._records.all_faults, key=lambda fault: fault.order))

    @cached_property
    def notes(self) -> tuple[Note, ...]:
        """What else the reader should know: waivers that do not count, unknown fields, a policy not in force."""
        found = [*self._records.notes, *self._decisions.notes]
        if not self.counts["records"]:
            found.append(Note("no_records"))
        elif not self.counts["outcomes"]:
            found.append(Note("no_outcomes"))
        if self.today not in self.rulebook.in_force:
            found.append(Note("policy_not_in_force", (self.today.isoformat(),)))
        return tuple(dict.fromkeys(found))

    def for_(self, type: str, key: str) -> SubjectReport:
        """What the report says of one record; `InvalidCall` where there is no such record."""
        if (type, key) not in {(subject.type, subject.key) for subject in self.subjects}:
            raise InvalidCall(f"the report has no {type} `{key}`")
        return SubjectReport(self, type, key)

    def to_dict(self, all: bool = False) -> dict[str, Any]:
        """The report as JSON holds it; `all` adds every outcome."""
        languages = self.rulebook.languages
        found: dict[str, Any] = {
            "schema": SCHEMA,
            "policy": {
                "id": self.rulebook.id,
                "version": self.rulebook.version,
                "title": every_language(self.rulebook.title, languages),
                "digest": self.rulebook.digest,
            },
            "today": self.today.isoformat(),
            "engine": self.engine,
            "parameters": {
                name: {
                    "value": plain(self._facts.parameters[name], parameter.type),
                    "assumption": every_language(parameter.assumption, languages),
                }
                for name, parameter in self.rulebook.parameters.items()
            },
            "status": self.status,
            "counts": self.counts,
            "subjects": [
                {"type": subject.type, "key": subject.key, "title": subject.title, "status": subject.status}
                for subject in self.subjects
            ],
            "findings": [finding.to_dict() for finding in self.findings],
        }
        if all:
            found["outcomes"] = [
                {"rule": one.rule, "type": one.type, "subject": one.subject, "outcome": one.outcome}
                for one in self.outcomes
            ]
        found["input_faults"] = [fault.to_dict() for fault in self.input_faults]
        found["notes"] = [note.text("en") for note in self.notes]
        return found

    def to_json(self, all: bool = False, indent: int | None = 2) -> str:
        """The report as JSON text; the same input gives the same bytes."""
        return json.dumps(self.to_dict(all), ensure_ascii=False, indent=indent) + "\n"

    def to_frame(self, language: str | None = None) -> Frame:
        """The findings as a pandas or polars frame, whichever is there: a row a finding."""
        from policycheck.report.frame import to_frame

        return to_frame(self.findings, language or self.rulebook.languages[0])

    def outcome_of(self, item: Rule | Judgement, key: str) -> str | None:
        """What became of one item for a record; None where the item is not in force."""
        decided = self._decisions.of[item.about]
        code = decided.codes[decided.position[key] + decided.items.index(item)]
        return None if code == outcome.NOT_IN_FORCE else OUTCOMES[code]

    @property
    def teller(self) -> Teller:
        """What renderers look values up with."""
        return self._teller

    @cached_property
    def _record_counts(self) -> dict[str, int]:
        only = self._facts.only
        return self._records.counts if only is None else {about: len(rows) for about, rows in only.items() if rows}

    def _findings(self) -> Iterator[Finding]:
        teller, decisions = self._teller, self._decisions
        for about, decided in sorted(decisions.of.items()):
            items, width, rows, codes, key = decided.items, len(decided.items), decided.rows, decided.codes, decided.key
            for match in _LOUD.finditer(codes):
                at = match.start()
                place, column = divmod(at, width)
                row = rows[place]
                waiver = decisions.waivers.get((about, at)) if decisions.waivers else None
                yield Finding(items[column], OUTCOMES[codes[at]], row[key], row, teller, waiver)  # type: ignore[arg-type]

    def _subject_keys(self) -> Iterator[tuple[str, str]]:
        for name in sorted(self.rulebook.records):
            if name == PORTFOLIO and PORTFOLIO not in self._decisions.of and PORTFOLIO not in self._record_counts:
                continue
            keys = self._facts.tables.index[name] if self._facts.only is None else self._decisions.of[name].position if name in self._facts.only else ()
            for key in keys:
                yield name, key

    def _subject_status(self, type_: str, key: str, faulty: set[tuple[str | None, str | None]]) -> str:
        decided = self._decisions.of.get(type_)
        start = decided.position.get(key) if decided else None
        found = "nothing_judged"
        if decided is not None and start is not None:
            found = _status(decided, start, start + len(decided.items))
        return _worst([found, "incomplete"]) if (type_, key) in faulty else found


class SubjectReport:
    """What a report says of one record."""

    def __init__(self, report: Report, type_: str, key: str) -> None:
        self._report, self.type, self.key = report, type_, key

    @property
    def status(self) -> str:
        """How the record stands."""
        return next(one.status for one in self._report.subjects if (one.type, one.key) == (self.type, self.key))

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings on the record, by rule."""
        return tuple(one for one in self._report.findings if (one.type, one.subject) == (self.type, self.key))

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """The outcomes for the record, by rule."""
        return tuple(one for one in self._report.outcomes if (one.type, one.subject) == (self.type, self.key))

    @property
    def input_faults(self) -> tuple[InputFault, ...]:
        """The input faults that touch the record."""
        return tuple(one for one in self._report.input_faults if (one.type, one.key) == (self.type, self.key))


def _status(decided: Decided, start: int, end: int) -> str:
    """The status that a stretch of outcomes gives; the stretch begins with a record's first."""
    codes, width = decided.codes[start:end], len(decided.items)
    if outcome.VIOLATED in codes:
        for column, item in enumerate(decided.items):
            if item.modality in ("must", "default") and outcome.VIOLATED in codes[column::width]:
                return "non_compliant"
    if outcome.UNDETERMINED in codes:
        return "incomplete"
    if outcome.NEEDS_JUDGEMENT in codes:
        return "needs_judgement"
    return "nothing_judged" if codes.count(outcome.NOT_IN_FORCE) == len(codes) else "compliant"


def _worst(statuses: Sequence[str]) -> str:
    return min(statuses, key=STATUSES.index)
