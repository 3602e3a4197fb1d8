"""What the report rests on: what the policy leaves open and is assumed, which policy judged, and what else to know."""

from __future__ import annotations

from policycheck.report.annual.paper import Block, Heading, Paragraph, Point, Points, Section, Table
from policycheck.report.annual.voice import Voice, short
from policycheck.report.report import Report
from policycheck.version import __version__


def told_basis(report: Report, voice: Voice) -> Section:
    """The section on what the report rests on."""
    book, blocks = report.rulebook, list[Block]()
    if book.parameters:
        keys = ("annual_left_open", "annual_value", "annual_assumed", "annual_sentence")
        rows = tuple(_parameter(name, voice) for name in book.parameters)
        blocks.append(Table(voice.say("annual_parameters"), voice.all(*keys), rows))
    shown, rest = voice.listed(report.notes)
    if shown:
        notes = Points(tuple(Point(short(one.text(voice.language))) for one in shown))
        blocks += [Heading(voice.say("notes")), notes, *rest]
    judged = voice.say("annual_judged_by", book.id, book.version, book.digest, __version__, report.engine)
    blocks += [Heading(voice.say("annual_origin")), Paragraph(judged)]
    return Section("basis", voice.say("annual_basis"), tuple(blocks))


def _parameter(name: str, voice: Voice) -> tuple[str, ...]:
    one = voice.assumption(name)
    value = one.value if one.own is None else f"{one.value} ({voice.say('set_here', one.own)})"
    return one.label, short(value), short(one.text) or "–", one.clause or "–"
