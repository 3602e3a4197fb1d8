"""Judgements: what people decided in the period, and the questions that are open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from policycheck.language.rulebook import Judgement
from policycheck.language.types import Interval
from policycheck.records.built_in import ASSESSMENT
from policycheck.records.tables import Row
from policycheck.report.annual.paper import Block, Heading, Paragraph, Point, Points, Section
from policycheck.report.annual.voice import Voice, short
from policycheck.report.decide import holds_assessment, latest
from policycheck.report.finding import Finding
from policycheck.report.report import Report


@dataclass(frozen=True)
class Assessed:
    """An answer to a question, and how it stands."""

    judgement: str
    subject: str
    answer: bool
    by: str | None
    in_force: Interval
    reason: str | None
    state: str
    """in_force, replaced (by a later answer), lapsed, to_come, or orphan (no such question, or no such record)."""


@dataclass(frozen=True)
class Judged:
    """The answers of the period, and the questions that are open."""

    made: tuple[Assessed, ...]
    open: tuple[Finding, ...]


def judged(report: Report, period: Interval) -> Judged:
    """The assessments made in the period, by day, and every question that is open on the day of the report."""
    answers = latest(row for row in report.records.assessments if holds_assessment(row, report.today))
    made = [_assessed(row, report, answers) for row in report.records.assessments]
    chosen = [one for one in made if one.in_force.start is not None and one.in_force.start in period]
    in_order = sorted(chosen, key=lambda one: (one.in_force.start or date.min, one.judgement, one.subject))
    return Judged(tuple(in_order), tuple(one for one in report.findings if one.outcome == "needs_judgement"))


def told_judged(found: Judged, voice: Voice) -> Section | None:
    """The section on judgements; None where the policy asks for none."""
    if not voice.rulebook.judgements and not found.made:
        return None
    blocks: list[Block] = [Heading(voice.say("annual_made"))]
    made, rest = voice.listed(found.made)
    told = Points(tuple(_made(one, voice) for one in made))
    blocks += [told, *rest] if made else [Paragraph(voice.say("annual_none_made"))]
    blocks.append(Heading(voice.say("annual_open")))
    asked, rest = voice.listed(found.open)
    told = Points(tuple(_asked(one, voice) for one in asked))
    blocks += [told, *rest] if asked else [Paragraph(voice.say("annual_none_open"))]
    return Section("judged", voice.say("annual_judged"), tuple(blocks))


def _assessed(row: Row, report: Report, answers: Mapping[tuple[str, str], Row]) -> Assessed:
    said = dict(zip(ASSESSMENT.fields, row, strict=True))
    start, until = said["on"], said["valid_until"]
    assert isinstance(start, date)  # a row without one is not taken
    assert isinstance(until, date)
    judgement, key = str(said["judgement"]), str(said["subject"])
    by, reason = (None if said[name] is None else str(said[name]) for name in ("by", "reason"))
    item = report.rulebook.item.get(judgement)
    if not isinstance(item, Judgement) or key not in report.teller.facts.tables.index[item.about]:
        state = "orphan"
    elif start <= report.today < until:
        state = "in_force" if answers[judgement, key] is row else "replaced"
    else:
        state = "to_come" if report.today < start else "lapsed"
    return Assessed(judgement, key, bool(said["answer"]), by, Interval(start, until), reason, state)


def _made(one: Assessed, voice: Voice) -> Point:
    start, until = one.in_force.start, one.in_force.until
    assert start is not None
    assert until is not None
    answer = voice.say("annual_answer", voice.say("yes" if one.answer else "no"))
    by = voice.say("annual_answered_by", one.by or voice.say("somebody"), voice.day(start), voice.day(until))
    state = [] if one.state == "in_force" else [voice.say(f"annual_answer_{one.state}")]
    below = (
        answer,
        voice.say("annual_reason", one.reason or voice.say("no_reason")),
        by,
        *state,
        voice.say("annual_question", one.judgement),
    )
    return Point(short(_question(one, voice)), voice.subject(one.judgement, one.subject), tuple(map(short, below)))


def _question(one: Assessed, voice: Voice) -> str:
    """The question as it reads for the record; its id where the policy or the data have it no more."""
    for judgement in voice.rulebook.judgements:
        row = voice.report.teller.facts.tables.index[judgement.about].get(one.subject)
        if judgement.id == one.judgement and row is not None:
            return voice.speech.texts(judgement.question, row)[voice.language]
    return one.judgement


def _asked(one: Finding, voice: Voice) -> Point:
    facts = "; ".join(f"{name}: {value}" for name, value in one.fact_texts(voice.language))
    below = [voice.say("facts", facts)] if facts else []
    below.append(voice.say("annual_question", one.rule))
    return Point(short(one.message[voice.language]), voice.name(one.type, one.subject), tuple(map(short, below)))
