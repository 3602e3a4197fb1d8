"""Findings as cards: all that a reader needs to see what is the matter, and why."""

from __future__ import annotations

from itertools import islice

from policycheck.language.texts import in_language
from policycheck.report.explain import Explanation
from policycheck.report.finding import Finding
from policycheck.report.kinds import MARKS, kind
from policycheck.report.page.parts import Card, Seen
from policycheck.report.page.reasons import reasons
from policycheck.report.page.speaker import MOST_NAME, MOST_VALUE, Speaker
from policycheck.report.page.values import values_seen

MOST_OPTIONS = 10
MOST_VALUES = 40


def card(finding: Finding, speaker: Speaker, explanation: Explanation | None) -> Card:
    """A finding in a page's language, with its explanation if that is told."""
    of, language = kind(finding), speaker.language
    remedy = finding.remedy if finding.outcome != "waived" else None
    values = _values(finding, speaker)
    options = [speaker.cut(texts[language]) for _, texts in islice(finding.recommendations, MOST_OPTIONS)]
    if len(finding.recommendations) > MOST_OPTIONS:
        options.append(speaker.say("page_options_more", speaker.number(len(finding.recommendations) - MOST_OPTIONS)))
    more = len(values) - MOST_VALUES
    waiver = finding.decision if finding.outcome == "waived" else None
    return Card(
        anchor=anchor(finding, speaker),
        kind=of,
        mark=MARKS[of],
        word=speaker.word(of),
        rule=finding.rule,
        modality=speaker.say(f"page_{finding.modality}"),
        record=speaker.record(finding.type, finding.subject),
        message=speaker.cut(finding.message[language]),
        remedy=speaker.cut(remedy[language]) if remedy else "",
        options=options,
        clauses=[
            (name, speaker.cut(in_language(speaker.rulebook.clauses[name].text, language))) for name in finding.clauses
        ],
        waiver="" if waiver is None else speaker.cut(speaker.waiver(waiver)),
        values=values[:MOST_VALUES],
        values_more=speaker.say("more_elements", speaker.number(more)) if more > 0 else "",
        assumptions=[speaker.rests_on(name) for name in finding.assumptions],
        why=reasons(explanation, speaker) if explanation else (),
        why_not_told=""
        if explanation
        else speaker.say("page_why_not_told", finding.rule, speaker.cut(finding.subject, MOST_NAME)),
    )


def anchor(finding: Finding, speaker: Speaker) -> str:
    """Where a finding stands on the page."""
    return speaker.anchor(f"f{finding.id}")


def _values(finding: Finding, speaker: Speaker) -> list[Seen]:
    """Of a judgement its facts, of a rule what it read."""
    if finding.outcome != "needs_judgement":
        return list(values_seen(finding, speaker))
    unstated = speaker.say("not_stated")
    return [
        Seen(speaker.cut(name, MOST_NAME), speaker.cut(value, MOST_VALUE), value == unstated)
        for name, value in finding.fact_texts(speaker.language)
    ]
