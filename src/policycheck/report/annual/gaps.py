"""What is missing: the inputs whose absence leaves rules open, counted by field; and what could not be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from policycheck.report.annual.paper import Block, Paragraph, Point, Points, Section, Table
from policycheck.report.annual.voice import Voice, short
from policycheck.report.missing import Input
from policycheck.report.report import Report
from policycheck.report.telling import lacking

MOST_EXAMPLES = 3
"""Records that are named of those that lack a field."""


@dataclass(frozen=True)
class Gap:
    """A field that some records lack, and the sentences that cannot be judged without it."""

    inputs: tuple[Input, ...]
    clauses: tuple[str, ...]


def gaps(report: Report) -> tuple[Gap, ...]:
    """What is missing, by record type and field; what the most records lack first."""
    found: dict[tuple[str, str], tuple[list[Input], dict[str, None]]] = {}
    for lack in lacking(report.findings):
        named = lack.input
        at = (named.type, named.key if named.type == "parameter" else named.field)
        inputs, clauses = found.setdefault(at, ([], {}))
        inputs.append(named)
        clauses.update((name, None) for rule in lack.rules for name in report.rulebook.item[rule].clauses)
    told = [Gap(tuple(inputs), tuple(clauses)) for inputs, clauses in found.values()]
    return tuple(sorted(told, key=lambda gap: (-len(gap.inputs), gap.inputs)))


def told_gaps(found: Sequence[Gap], voice: Voice) -> Section:
    """The section on what cannot be decided; that nothing is missing is said, where anything was judged."""
    outcomes = voice.report.counts["outcomes"]
    open_ = outcomes.get("undetermined", 0)
    said = "annual_undetermined" if open_ else "annual_all_decided" if outcomes else "annual_nothing_judged"
    blocks: list[Block] = [Paragraph(voice.say(said, open_))]
    shown, rest = voice.listed(found)
    if shown:
        keys = ("annual_field", "annual_about", "annual_lacking", "annual_for_example", "annual_needed_for")
        rows = tuple(_row(gap, voice) for gap in shown)
        blocks += [Table(voice.say("annual_missing_inputs"), voice.all(*keys), rows, (2,)), *rest]
    stuck = [one for one in voice.report.findings if one.outcome == "undetermined" and not one.missing]
    told, rest = voice.listed(stuck)
    if told:
        points = (Point(one.message[voice.language], voice.name(one.type, one.subject)) for one in told)
        blocks += [Points(tuple(points)), *rest]
    return Section("gaps", voice.say("what_is_missing"), tuple(blocks))


def told_faults(report: Report, voice: Voice) -> Section | None:
    """The section on data that could not be read or used; None where there is none."""
    shown, rest = voice.listed(report.input_faults)
    if not shown:
        return None
    points = Points(tuple(Point(short(report.teller.input_fault(one, voice.language))) for one in shown))
    return Section("faults", voice.say("input_faults"), (Paragraph(voice.say("annual_faults")), points, *rest))


def _row(gap: Gap, voice: Voice) -> tuple[str, ...]:
    first = gap.inputs[0]
    words = voice.report.teller.input_name(first, voice.language)
    if first.type == "parameter":
        return words, voice.say("annual_policy"), voice.count(1), "–", ", ".join(gap.clauses)
    named = [voice.name(one.type, one.key) for one in gap.inputs[:MOST_EXAMPLES]]
    if len(gap.inputs) > MOST_EXAMPLES:
        named.append(voice.say("and_more", len(gap.inputs) - MOST_EXAMPLES))
    count = voice.count(len(gap.inputs))
    return words, voice.several(first.type), count, ", ".join(named), ", ".join(gap.clauses)
