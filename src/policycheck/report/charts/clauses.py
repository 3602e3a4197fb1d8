"""Outcomes by the sentence that they rest on: a bar a cited clause, in the policy's order, the worst outcomes first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Final

from policycheck.language.rulebook import Clause
from policycheck.language.texts import in_language
from policycheck.report.charts.appearance import LIGHT, MARK, RANK, colours, given, labels, outcome, text, titled
from policycheck.report.kinds import kind_of
from policycheck.report.report import Report
from policycheck.report.speech import day
from policycheck.wording import say

MOST_CLAUSES: Final = 80
"""Clauses that are shown, those with the worst outcomes; the rest is counted."""
MOST_LABEL: Final = 60
MOST_SENTENCE: Final = 500
WIDTH: Final = 480
STEP: Final = 18
"""The height of a bar with the space around it."""

Counts = Mapping[str, Counter[str]]
"""How often each kind of outcome occurs, by the clause that it rests on."""


def clauses(report: Report, language: str) -> Any:
    """The bars of every clause that a rule in force rests on."""
    import altair

    every = _counts(report)
    chosen = sorted(every, key=lambda name: min(map(RANK.__getitem__, every[name])))[:MOST_CLAUSES]
    counts = {name: found for name, found in every.items() if name in chosen}
    named = [f"{name} {in_language(report.rulebook.clauses[name].text, language)}" for name in counts]
    bars = labels(named, MOST_LABEL)
    longest = max(found.total() for found in counts.values())
    parts = [
        part
        for (name, found), bar in zip(counts.items(), bars, strict=True)
        for part in _parts(report.rulebook.clauses[name], found, bar, language)
    ]
    count_axis = altair.Axis(orient="top", format="d", tickMinStep=1)
    base = altair.Chart().encode(
        y=altair.Y("clause:N", sort=bars, title=None, axis=altair.Axis(labelLimit=0)),
        tooltip=[
            altair.Tooltip("clause:N", title=say("chart_clause", language)),
            altair.Tooltip("sentence:N", title=say("chart_sentence", language)),
            altair.Tooltip("outcome:N", title=say("chart_outcome", language)),
            altair.Tooltip("count:Q", title=say("chart_count", language), format="d"),
        ],
    )
    scale = altair.Scale(domain=[0, longest], nice=False)
    segments = base.mark_bar(stroke=LIGHT).encode(
        x=altair.X("start:Q", title=say("chart_outcomes", language), scale=scale, axis=count_axis),
        x2="end:Q",
        color=colours((kind for found in counts.values() for kind in found), language),
    )
    ends = [
        {"clause": bar, "end": found.total(), "told": _told(found)}
        for found, bar in zip(counts.values(), bars, strict=True)
    ]
    told = (
        altair.Chart()
        .mark_text(align="left", dx=6)
        .encode(y=altair.Y("clause:N", sort=bars), x=altair.X("end:Q"), text="told:N")
    )
    lines = [say("chart_as_of", language, day(report.today, language)), say("chart_counted_at_each", language)]
    if len(every) > len(counts):
        lines.append(say("chart_more_clauses", language, len(every) - len(counts)))
    drawn = (segments + told).properties(width=WIDTH, height=altair.Step(STEP))
    whole = titled(drawn, say("chart_by_clause", language), lines)
    for layer, rows in zip(whole.layer, (parts, ends), strict=True):
        given(layer, rows)
    return whole


def _counts(report: Report) -> Counts:
    """Kinds of outcomes by clause, in the policy's order."""
    found: dict[str, Counter[str]] = {name: Counter() for name in report.rulebook.clauses}
    for item in report.rulebook.every_item:
        kinds = Counter(kind_of(one, item.modality) for one in report.outcomes_of(item).values())
        for name in dict.fromkeys(item.clauses):
            found[name].update(kinds)
    return {name: kinds for name, kinds in found.items() if kinds}


def _parts(clause: Clause, counts: Counter[str], bar: str, language: str) -> Iterator[dict[str, Any]]:
    """The parts of a bar, worst first."""
    start = 0
    for kind in sorted(counts, key=RANK.__getitem__):
        yield {
            "clause": bar,
            "sentence": text(in_language(clause.text, language), MOST_SENTENCE),
            "outcome": outcome(kind, language),
            "count": counts[kind],
            "start": start,
            "end": start + counts[kind],
        }
        start += counts[kind]


def _told(counts: Counter[str]) -> str:
    """What a bar tells, in numbers and marks."""
    return ", ".join(f"{counts[kind]} {MARK[kind]}" for kind in sorted(counts, key=RANK.__getitem__))
