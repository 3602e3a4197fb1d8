"""The report on a year: a paper for those who decide, in Markdown and HTML, from one report and one period."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from policycheck.faults import InvalidCall
from policycheck.language.types import Interval
from policycheck.report.annual.changes import Changes, changes
from policycheck.report.annual.composition import Composition, composition
from policycheck.report.annual.coverage import Coverage, coverage
from policycheck.report.annual.gaps import Gap, gaps
from policycheck.report.annual.judged import Judged, judged
from policycheck.report.annual.paper import Paper
from policycheck.report.annual.previous import read_previous
from policycheck.report.annual.told import told
from policycheck.report.annual.totals import Total, totals
from policycheck.report.annual.waivers import Granted, waivers
from policycheck.report.kinds import QUIET
from policycheck.report.measures import Measure, measures
from policycheck.report.report import Report


@dataclass(frozen=True)
class Annual:
    """What there is to say of a period."""

    report: Report
    period: Interval
    composition: tuple[Composition, ...]
    coverage: tuple[Coverage, ...]
    measures: tuple[Measure, ...]
    totals: tuple[Total, ...]
    waivers: tuple[Granted, ...]
    judged: Judged
    gaps: tuple[Gap, ...]
    changes: Changes | None
    """What has changed since an earlier report; None where none was given."""

    def __repr__(self) -> str:
        return f"<Annual {self.report.rulebook.id} {self.period.start}/{self.period.until}: {self.report.status}>"

    def paper(self, lang: str | None = None) -> Paper:
        """All of it in one of the policy's languages, its first where none is asked for."""
        return told(self, self.report.language(lang))

    def to_markdown(self, lang: str | None = None) -> str:
        """The paper as Markdown."""
        from policycheck.report.annual.markdown import markdown

        return markdown(self.paper(lang))

    def to_html(self, lang: str | None = None) -> str:
        """The paper as one page of HTML, to be read or printed; `InvalidCall` where Jinja2 is not installed."""
        from policycheck.report.annual.html import html

        return html(self.paper(lang))

    def _repr_html_(self) -> str | None:
        if find_spec("jinja2") is None:  # a cell shows a text instead, and no traceback
            return None
        from policycheck.report.annual.html import fragment

        return fragment(self.paper())


def annual(report: Report, start: date, until: date, previous: str | Path | Mapping[str, Any] | None = None) -> Annual:
    """The report on the period from `start` until the day before `until`.

    `previous` is an earlier report on the same policy: the path of its JSON, or what its `to_dict` gives. `InvalidCall`
    for a period that ends before it begins, for what is no earlier report, and for a report on a sample of the records.
    """
    period = _period(start, until)
    _whole(report)
    return Annual(
        report,
        period,
        composition(report, period),
        coverage(report),
        measures(report),
        totals(report),
        waivers(report, period),
        judged(report, period),
        gaps(report),
        None if previous is None else changes(report, read_previous(previous, report.rulebook)),
    )


def _period(start: date, until: date) -> Interval:
    for name, day in (("start", start), ("until", until)):
        if not isinstance(day, date):
            raise InvalidCall(f"`{name}` is a date, such as date(2026, 1, 1); found `{day}`")
    start, until = (date(day.year, day.month, day.day) for day in (start, until))
    if until <= start:
        raise InvalidCall(f"the period ends before it begins: from {start}, until {until} (the first day behind it)")
    return Interval(start, until)


def _whole(report: Report) -> None:
    """Refuses a report that tells of some of the records or some of the findings: its counts are not those of all."""
    facts, counts = report.teller.facts, report.counts
    told = {name: len(facts.subjects(name)) for name in counts["records"]}
    findings = sum(count for name, count in counts["outcomes"].items() if name not in QUIET)
    if told != counts["records"] or findings != len(report.findings):
        raise InvalidCall("this report is on a sample, which is too little for a year: evaluate the records themselves")
