"""Waivers: those in force and those of the period, what each sets aside, by whom, why and how long."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from policycheck.language.types import Interval
from policycheck.records.built_in import WAIVER
from policycheck.records.tables import Row
from policycheck.report.annual.paper import Paragraph, Point, Points, Section
from policycheck.report.annual.voice import Voice, short
from policycheck.report.finding import Finding
from policycheck.report.report import Report


@dataclass(frozen=True)
class Granted:
    """A waiver, and how it stands."""

    rule: str
    subject: str
    reason: str | None
    granted_by: str | None
    in_force: Interval
    case_number: str | None
    state: str
    """in_force, expires (in force, and ends within the period), expired or to_come."""
    sets_aside: tuple[Finding, ...]
    """The breaches that it sets aside; none where there is no such breach, or it is not in force."""


def waivers(report: Report, period: Interval) -> tuple[Granted, ...]:
    """The waivers in force on the day, and those in force at any time in the period, by rule and subject."""
    waived = [one for one in report.findings if one.outcome == "waived"]
    found = [_granted(row, waived, report.today, period) for row in report.records.waivers]
    chosen = [one for one in found if one.state in ("in_force", "expires") or _meets(one.in_force, period)]
    return tuple(sorted(chosen, key=lambda one: (one.rule, one.subject, one.in_force.start or date.min)))


def told_waivers(found: Sequence[Granted], voice: Voice) -> Section:
    """The section on waivers; that there is none is said."""
    if not found:
        blocks = [Paragraph(voice.say("annual_no_waivers"))]
        return Section("waivers", voice.say("annual_waivers"), tuple(blocks))
    shown, rest = voice.listed(found)
    points = Points(tuple(_point(one, voice) for one in shown))
    return Section("waivers", voice.say("annual_waivers"), (points, *rest))


def _granted(row: Row, waived: Sequence[Finding], today: date, period: Interval) -> Granted:
    said = dict(zip(WAIVER.fields, row, strict=True))
    start, until = said["granted_on"], said["expires_on"]
    assert isinstance(start, date)  # a row without one is not taken
    assert isinstance(until, date)
    if today < start:
        state = "to_come"
    elif today >= until:
        state = "expired"
    else:
        state = "expires" if until in period else "in_force"
    reason, by, number = (
        None if said[name] is None else str(said[name]) for name in ("reason", "granted_by", "case_number")
    )
    aside = tuple(one for one in waived if one.decision is row)
    return Granted(str(said["rule"]), str(said["subject"]), reason, by, Interval(start, until), number, state, aside)


def _meets(one: Interval, other: Interval) -> bool:
    """Whether two intervals have a day in common."""
    first, last = max(filter(None, (one.start, other.start))), min(filter(None, (one.until, other.until)))
    return first < last


def _point(one: Granted, voice: Voice) -> Point:
    start, until = one.in_force.start, one.in_force.until
    assert start is not None
    assert until is not None
    by = one.granted_by or voice.say("somebody")
    granted = voice.say("annual_granted", by, voice.day(start), voice.day(until))
    if one.case_number:
        granted = f"{granted} {voice.say('annual_case_number', one.case_number)}"
    aside = [short(finding.message[voice.language]) for finding in one.sets_aside]
    if not aside and one.state in ("in_force", "expires"):
        aside = [voice.say("annual_nothing_set_aside")]
    below = (
        short(voice.say("annual_reason", one.reason or voice.say("no_reason"))),
        short(granted),
        *(voice.say("annual_set_aside", told) if one.sets_aside else told for told in aside),
        _rule(one, voice),
    )
    return Point(voice.say(f"annual_waiver_{one.state}"), voice.subject(one.rule, one.subject), below)


def _rule(one: Granted, voice: Voice) -> str:
    """The rule that is waived, and the sentences that it cites."""
    items = [item for item in voice.rulebook.rules if one.rule in (item.id, item.family)]
    clauses = dict.fromkeys(name for item in items for name in item.clauses)
    words = voice.say("annual_rule", one.rule)
    return f"{words} ({', '.join(clauses)})" if clauses else words
