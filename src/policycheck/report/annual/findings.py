"""Breaches, recommendations and exceptions: the findings, each under the sentence that it rests on."""

from __future__ import annotations

from collections.abc import Sequence

from policycheck.report.annual.paper import Block, Paragraph, Point, Points, Section
from policycheck.report.annual.voice import Voice, short
from policycheck.report.finding import Finding
from policycheck.report.kinds import kind
from policycheck.report.report import Report


def told_breaches(report: Report, voice: Voice) -> Section:
    """The section on breaches; that there is none is said, and that there may be some all the same."""
    found = [one for one in report.findings if kind(one) == "violated"]
    blocks = by_sentence(found, voice) if found else [Paragraph(voice.say("annual_no_breaches"))]
    open_ = report.counts["outcomes"].get("undetermined", 0)
    if report.status == "nothing_judged":
        blocks = [Paragraph(voice.say("annual_nothing_judged"))]
    elif open_:
        blocks.append(Paragraph(voice.say("annual_may_be_breaches", voice.count(open_))))
    return Section("breaches", voice.say("annual_breaches"), tuple(blocks))


def told_advice(report: Report, voice: Voice) -> Section | None:
    """The section on recommendations: breaches of what should be, and options that fit."""
    found = [one for one in report.findings if kind(one) in ("advised", "option")]
    return Section("advice", voice.say("annual_advice"), tuple(by_sentence(found, voice))) if found else None


def told_exceptions(report: Report, voice: Voice) -> Section | None:
    """The section on recorded exceptions, with their reasons."""
    found = [one for one in report.findings if one.outcome == "excepted"]
    return Section("exceptions", voice.say("annual_exceptions"), tuple(by_sentence(found, voice))) if found else None


def by_sentence(found: Sequence[Finding], voice: Voice) -> list[Block]:
    """Findings under the sentences that they rest on, in the pack's order."""
    order = {name: at for at, name in enumerate(voice.rulebook.clauses)}
    in_order = sorted(found, key=lambda one: ([order[name] for name in one.clauses], one.item.id))
    shown, rest = voice.listed(in_order)
    groups: dict[tuple[str, ...], list[Finding]] = {}
    for one in shown:
        groups.setdefault(one.clauses, []).append(one)
    blocks: list[Block] = []
    for clauses, findings in groups.items():
        blocks += voice.sentences(clauses)
        blocks.append(Points(tuple(_point(one, voice) for one in findings)))
    return [*blocks, *rest]


def _point(one: Finding, voice: Voice) -> Point:
    below = [voice.say("annual_remedy", one.remedy[voice.language])] if one.remedy and one.outcome != "waived" else []
    below += [texts[voice.language] for _, texts in one.recommendations]
    told = [*below, voice.say("annual_rule", one.rule)]
    return Point(short(one.message[voice.language]), voice.name(one.type, one.subject), tuple(map(short, told)))
