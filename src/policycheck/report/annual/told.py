"""The report on a year in one language, from its title to its last section."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from policycheck.language.texts import in_language
from policycheck.report.annual.basis import told_basis
from policycheck.report.annual.changes import told_changes
from policycheck.report.annual.composition import told_composition
from policycheck.report.annual.coverage import told_coverage
from policycheck.report.annual.findings import told_advice, told_breaches, told_exceptions
from policycheck.report.annual.gaps import told_faults, told_gaps
from policycheck.report.annual.held import told_counts, told_frames
from policycheck.report.annual.judged import told_judged
from policycheck.report.annual.paper import Paper, Section, Table
from policycheck.report.annual.totals import told_totals
from policycheck.report.annual.voice import Voice
from policycheck.report.annual.waivers import told_waivers
from policycheck.report.kinds import MARKS, QUIET, kind

if TYPE_CHECKING:
    from policycheck.report.annual import Annual


def told(annual: Annual, language: str) -> Paper:
    """The paper."""
    report, voice = annual.report, Voice(annual.report, language)
    book = report.rulebook
    title = voice.say("annual_title", in_language(book.title, language, book.id))
    facts = [(voice.say("annual_issuer"), in_language(book.issuer, language))] if book.issuer else []
    facts += [
        (voice.say("annual_period"), voice.period(annual.period)),
        (voice.say("annual_as_of"), voice.day(report.today)),
        (voice.say("annual_version"), book.version),
        (voice.say("status"), voice.say(report.status)),
    ]
    sections = (
        _summary(annual, voice),
        told_composition(annual.composition, voice),
        told_coverage(annual.coverage, voice),
        told_counts(annual.measures, voice),
        told_frames(annual.measures, voice),
        told_totals(annual.totals, voice),
        told_breaches(report, voice),
        told_advice(report, voice),
        told_waivers(annual.waivers, voice),
        told_exceptions(report, voice),
        told_judged(annual.judged, voice),
        told_gaps(annual.gaps, voice),
        told_faults(report, voice),
        None if annual.changes is None else told_changes(annual.changes, voice),
        told_basis(report, voice),
    )
    there = tuple(section for section in sections if section is not None)
    return Paper(language, title, tuple(facts), tuple(_notices(annual, voice)), there)


def _summary(annual: Annual, voice: Voice) -> Section:
    """The section with every outcome and how often it is found."""
    report = annual.report
    kinds = Counter(kind(one) for one in report.findings)
    counts = {name: kinds[name] for name in MARKS if kinds[name]}
    counts |= {name: count for name, count in report.counts["outcomes"].items() if name in QUIET}
    rows = [(voice.kind(name), voice.count(count), voice.say(f"annual_means_{name}")) for name, count in counts.items()]
    headings = voice.all("outcome", "annual_number", "annual_meaning")
    table = Table(voice.say("annual_outcomes"), headings, tuple(rows), (1,))
    return Section("summary", voice.say("annual_summary"), (table,))


def _notices(annual: Annual, voice: Voice) -> Iterator[str]:
    """What must be known before anything else is read."""
    report, period = annual.report, annual.period
    assert period.start is not None
    assert period.until is not None
    if report.status == "nothing_judged":
        yield voice.say("annual_nothing_judged")
    if report.input_faults:
        yield voice.say("annual_has_faults", voice.count(len(report.input_faults)))
    if report.today < period.start:
        yield voice.say("annual_not_begun", voice.day(report.today))
    elif report.today < period.until - timedelta(1):
        yield voice.say("annual_not_over", voice.day(report.today))
    elif report.today >= period.until:
        yield voice.say("annual_judged_later", voice.day(report.today))
