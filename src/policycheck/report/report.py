"""The report: a status, the findings, and everything an auditor asks for; told lazily, the same for the same input."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policycheck.collector import collector_at_rest
from policycheck.engines.facts import Facts
from policycheck.faults import InvalidCall
from policycheck.language.rulebook import Judgement, Rule, Rulebook
from policycheck.records.faults import InputFault, Note, Place
from policycheck.records.tables import Records, Row
from policycheck.report.decide import Decisions
from policycheck.report.document import document, written
from policycheck.report.finding import Finding
from policycheck.report.outcomes import Outcome, Outcomes, status_of, worst
from policycheck.report.parameters_set import parameters_set
from policycheck.report.subject import SubjectReport, SubjectStatus, subjects
from policycheck.report.teller import Teller
from policycheck.spelling import did_you_mean

if TYPE_CHECKING:
    from policycheck.report.annual import Annual
    from policycheck.report.charts import Chart
    from policycheck.report.explain import Explanation
    from policycheck.report.frame import Frame


class Report:
    """What came of judging some records by a policy."""

    def __init__(
        self,
        rulebook: Rulebook,
        records: Records,
        facts: Facts,
        decisions: Decisions,
        engine: str,
        faults: tuple[InputFault, ...],
    ) -> None:
        self.rulebook, self.engine = rulebook, engine
        self.input_faults = faults
        """What could not be read or used, by type, key and column."""
        self.teller = Teller(rulebook, facts)
        """What renderers look values up with."""
        self._records, self._facts, self._decisions = records, facts, decisions

    def __repr__(self) -> str:
        return f"<Report {self.rulebook.id} {self.today}: {self.status}, {self._outcome_counts}>"

    @property
    def today(self) -> date:
        """The date of the evaluation."""
        return self._facts.today

    @property
    def records(self) -> Records:
        """The records as they were read."""
        return self._records

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        """How many records there are of each type (`records`), and how often each outcome occurs (`outcomes`)."""
        return {"records": dict(self._record_counts), "outcomes": dict(self._outcome_counts)}

    @cached_property
    def status(self) -> str:
        """non_compliant, incomplete, needs_judgement or compliant; nothing_judged where there was nothing to judge."""
        if not self._record_counts or not self._outcome_counts:
            return "nothing_judged"
        found = [status_of(decided, decided.codes) for decided in self._decisions.of.values()]
        return worst([*found, "incomplete" if self.input_faults else "compliant"])

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Every outcome other than satisfied and not_applicable, by record type, key and rule."""
        with collector_at_rest():
            return tuple(Finding(*one, self.teller, decision) for one, decision in self._decisions.findings())

    @property
    def outcomes(self) -> Outcomes:
        """Every outcome, by record type, key and rule."""
        return Outcomes(self._decisions.of)

    @property
    def subjects(self) -> tuple[SubjectStatus, ...]:
        """Every record with its status, by type and key."""
        return tuple(self._subjects.values())

    @cached_property
    def notes(self) -> tuple[Note, ...]:
        """What else the reader should know: waivers that do not count, unknown fields, a policy not in force."""
        found = [*parameters_set(self._facts, self.rulebook), *self._records.notes, *self._decisions.notes]
        if not self._record_counts:
            found.append(Note("no_records"))
        elif not self._outcome_counts:
            found.append(Note("no_outcomes"))
        if self.today not in self.rulebook.in_force:
            found.append(Note("policy_not_in_force", (self.today.isoformat(),)))
        return tuple(dict.fromkeys(found))

    @cached_property
    def breached(self) -> frozenset[str]:
        """The modalities of what is violated."""
        if "violated" not in self._outcome_counts:
            return frozenset()
        return frozenset(one.modality for one in self.findings if one.outcome == "violated")

    def place(self, type: str, key: str) -> Place:
        """Where a record stands in the data."""
        return self._records.place(type, key)

    def explain(self, finding: Finding | Outcome, lang: str | None = None) -> Explanation:
        """Why a finding or an outcome is what it is, and what would change it; printable, by default in its language.

        `finding` is one of `findings` or `outcomes`, of the report or of one of its records. `InvalidCall` for one of
        another report, and for a language that the policy does not have.
        """
        from policycheck.report.explain import explain_outcome

        return explain_outcome(self, finding, lang)

    def for_(self, type: str, key: str) -> SubjectReport:
        """What the report says of one record; `InvalidCall` where there is no such record."""
        subject = self._subjects.get((type, key))
        if subject is None:
            known = [name for about, name in self._subjects if about == type]
            hint = did_you_mean(key, known) if known else f"it has no records of the type `{type}`"
            raise InvalidCall(f"the report has no {type} `{key}`: {hint}")
        return SubjectReport(self, subject)

    def annual(self, start: date, until: date, previous: str | Path | Mapping[str, Any] | None = None) -> Annual:
        """The report on the period from `start` until the day before `until`, for those who decide.

        `previous` is an earlier report on the same policy: the path of its JSON, or what its `to_dict` gives.
        `InvalidCall` for a period that ends before it begins, and for what is no such report.
        """
        from policycheck.report.annual import annual

        return annual(self, start, until, previous)

    def to_dict(self, all: bool = False) -> dict[str, Any]:
        """The report as JSON holds it; `all` adds every outcome."""
        return document(self, all)

    def to_json(self, all: bool = False, indent: int | None = 2) -> str:
        """The report as JSON text; the same input gives the same bytes."""
        return written(document(self, all), indent)

    def render(self, format: str, lang: str | None = None, all: bool = False) -> str | bytes:
        """The report in one of `report.formats.FORMATS`, as `check --format` writes it; bytes of a workbook, else text.

        `all` adds every outcome. `InvalidCall` for an unknown format, or where what it is built on is not installed.
        """
        from policycheck.report.formats import renderer

        return renderer(format)(self, self.language(lang), all)

    def to_xlsx(self, path: str | Path, lang: str | None = None, all: bool = False) -> None:
        """Writes the report as an Excel workbook: the sheets that were judged with what is wrong marked, and more.

        Answers on its sheet of judgements count as assessments when it is checked again. `all` adds every outcome.
        """
        from policycheck.report.formats import installed

        installed("a workbook", "excel", "openpyxl", "python_calamine")
        from policycheck.report.formats.xlsx import save

        save(self, path, self.language(lang), all)

    def to_html(self, lang: str | None = None, all: bool = False) -> str:
        """The report as one page of HTML, opened in a language; `all` shows every record in its overview."""
        from policycheck.report.html.report_page import render

        return render(self, self.language(lang), all)

    def _repr_html_(self) -> str:
        from policycheck.report.html.fragment import fragment

        return fragment(self, self.language())

    def to_frame(self, lang: str | None = None, wide: bool = False, all: bool = False) -> Frame:
        """The findings as a pandas or polars frame, whichever is there: a row a finding; `all` gives every outcome one.

        `wide` gives a row a record and a column a rule: after type, key, title and status, the names of the outcomes.
        """
        from policycheck.report.frame import long_frame, wide_frame

        language = self.language(lang)
        return wide_frame(self) if wide else long_frame(self, language, all)

    def plot(
        self, kind: str = "matrix", lang: str | None = None, *, rule: str | None = None, type: str | None = None
    ) -> Chart:
        """A chart of Altair: `matrix`, `clauses` or `quota` (see `report.charts`); `InvalidCall` for what is not there.

        `rule` names the rule or family whose quota is drawn; `type` the record type that a matrix is of.
        """
        from policycheck.report.charts import chart

        return chart(self, kind, self.language(lang), rule, type)

    def language(self, lang: str | None = None) -> str:
        """A language of the policy, its first where none is asked for; `InvalidCall` for one that it lacks."""
        languages = self.rulebook.languages
        if lang is not None and lang not in languages:
            raise InvalidCall(f"the policy has no language `{lang}`: it has {', '.join(languages)}")
        return lang or languages[0]

    def outcomes_of(self, item: Rule | Judgement) -> dict[str, str]:
        """What became of one item for each record that was judged, by key; nothing where the item is not in force."""
        return self._decisions.outcomes_of(item)

    def outcome_of(self, item: Rule | Judgement, key: str) -> str | None:
        """What became of one item for a record; None where the item is not in force."""
        return self._decisions.outcome_of(item, key)

    def decision_on(self, item: Rule | Judgement, key: str) -> Row | None:
        """The waiver in force or the assessment that made the outcome of an item for a record, if one did."""
        return self._decisions.recorded_on(item, key)

    @cached_property
    def findings_of(self) -> Mapping[tuple[str, str], tuple[Finding, ...]]:
        """The findings by the type and key of their record."""
        found: dict[tuple[str, str], list[Finding]] = {}
        for finding in self.findings:
            found.setdefault((finding.type, finding.subject), []).append(finding)
        return {at: tuple(findings) for at, findings in found.items()}

    @cached_property
    def _subjects(self) -> dict[tuple[str, str], SubjectStatus]:
        known = subjects(self.rulebook, self._facts, self._decisions, self._record_counts, self.input_faults)
        return {at: SubjectStatus(*at, self.teller.speech.title(*at), status) for at, status in known}

    @cached_property
    def _outcome_counts(self) -> dict[str, int]:
        return self._decisions.counts()

    @cached_property
    def _record_counts(self) -> dict[str, int]:
        only = self._facts.only
        return self._records.counts if only is None else {about: len(rows) for about, rows in only.items() if rows}
