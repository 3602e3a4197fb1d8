"""The findings that a page tells: by record, the worst record first and in it the worst finding."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from policycheck.report.finding import Finding
from policycheck.report.kinds import MARKS, RANK, kind
from policycheck.report.page.cards import card
from policycheck.report.page.parts import Card, Count, Group, Told
from policycheck.report.page.selection import Selection
from policycheck.report.page.speaker import Speaker
from policycheck.report.subject import worst_first


def told(chosen: Selection, speaker: Speaker) -> Told:
    """The findings other than questions."""
    kinds = Counter(kind(finding) for finding in chosen.told)
    rules = {finding.rule for finding in chosen.told}
    return Told(
        list(_groups(chosen, speaker)),
        [
            Count(name, mark, speaker.word(name), speaker.number(kinds[name]), "")
            for name, mark in MARKS.items()
            if kinds[name]
        ],
        [item.id for item in speaker.rulebook.every_item if item.id in rules],
        list(_left_out(chosen, speaker)),
    )


def questions(chosen: Selection, speaker: Speaker) -> list[Card]:
    """The findings that are questions to a person."""
    return [_card(one, chosen, speaker) for one in chosen.told if one.outcome == "needs_judgement"]


def _groups(chosen: Selection, speaker: Speaker) -> Iterator[Group]:
    of: dict[tuple[str, str], list[Finding]] = {}
    for finding in chosen.told:
        if finding.outcome != "needs_judgement":
            of.setdefault((finding.type, finding.subject), []).append(finding)
    for subject in worst_first(speaker.report.subjects):
        findings = of.get((subject.type, subject.key))
        if findings:
            yield Group(
                speaker.record(subject.type, subject.key),
                subject.status,
                speaker.say(subject.status),
                [_card(one, chosen, speaker) for one in sorted(findings, key=lambda one: (RANK[kind(one)], one.rule))],
            )


def _card(finding: Finding, chosen: Selection, speaker: Speaker) -> Card:
    return card(finding, speaker, chosen.explained.get(finding.id))


def _left_out(chosen: Selection, speaker: Speaker) -> Iterator[str]:
    """What is said of findings that are not told."""
    number, known = speaker.number, len(speaker.report.findings)
    all_ = sum(count for name, count in chosen.counts.items() if name in MARKS)
    if known < all_:
        yield speaker.say("page_sample", number(known), number(all_))
    if chosen.left_out:
        left = ", ".join(f"{number(count)} {speaker.word(name)}" for name, count in chosen.left_out.items())
        yield speaker.say("page_left_out", number(len(chosen.told)), number(known), left)
