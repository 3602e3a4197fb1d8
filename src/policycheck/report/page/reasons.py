"""Why a finding is one: its conditions in words, the values that decided, what would change it; each as steps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from policycheck.report.explain import Explanation, Step
from policycheck.report.explaining.parts import Part
from policycheck.report.explaining.told import change_words
from policycheck.report.explaining.values import DecidingValue
from policycheck.report.page.parts import Branch, Section
from policycheck.report.page.speaker import MOST_VALUE, Speaker

MOST_STEPS = 60
"""Steps of a condition that are shown; the rest is counted."""
MOST_RECORDS = 500
"""Records of a report in which changes are tried: each is judged with all the records it is counted among."""
TRUTHS = {True: ("yes", "holds"), False: ("no", "fails"), None: ("unknown", "unknown")}

Told: TypeAlias = Part | DecidingValue | Step
"""What is told as a step: a part of a condition in words, a value that decided, a part in the author's words."""


def reasons(explanation: Explanation, speaker: Speaker) -> list[Section]:
    """What a reader is told of an explanation, which may be in another language."""
    own = explanation.told_in(speaker.language)
    found = [*_conditions(own, speaker), *_changes(explanation, own, speaker)]
    return found or [Section(speaker.say(key), list(branches([step], speaker))) for key, step in own.sections]


def branches(roots: Sequence[Told], speaker: Speaker, most: int = MOST_STEPS) -> Iterator[Branch]:
    """So many steps and what is below them, each followed by what stands below it and a mark where that ends."""
    waiting: list[Told | None] = [*reversed(roots)]
    shown = left = 0
    while waiting:
        one = waiting.pop()
        if one is None:
            yield Branch(closes=True)
            continue
        below = one.below if isinstance(one, DecidingValue) else one.parts
        if shown < most:
            shown += 1
            yield _branch(one, speaker)._replace(opens=bool(below))
            waiting += [None] if below else []
        else:
            left += 1
        waiting += reversed(below)
    if left:
        yield Branch(speaker.say("page_steps_more", speaker.number(left)))


def _conditions(own: Explanation, speaker: Speaker) -> Iterator[Section]:
    """Each condition that made the outcome what it is, and the values that decided it."""
    for condition in own.conditions:
        yield Section(speaker.say(condition.key), list(branches([condition.words], speaker)))
    if own.deciding:
        yield Section(speaker.say("why_values"), list(branches(own.deciding, speaker)))


def _changes(explanation: Explanation, own: Explanation, speaker: Speaker) -> Iterator[Section]:
    """What would change the outcome by itself; not tried among many records, for which it takes long."""
    if sum(speaker.report.counts["records"].values()) > MOST_RECORDS or not explanation.changes.tried:
        return
    found, about = explanation.changes, (own.item.about, own.subject)
    told = [
        Branch(
            speaker.cut(own.values.name(change.at, about), MOST_VALUE),
            speaker.cut(change_words(change, own.values), MOST_VALUE),
            word=speaker.outcome(change.outcome),
        )
        for change in found.found
    ]
    said = [] if told else [speaker.say("change_none")]
    said += [speaker.say("change_capped", speaker.number(found.tried))] if found.capped else []
    yield Section(speaker.say("change_title"), [*told, *map(Branch, said)])


def _branch(one: Told, speaker: Speaker) -> Branch:
    match one:
        case Part():
            truth, word = TRUTHS[one.truth] if one.marked else ("", "")
            return _told(one.line, "", speaker)._replace(truth=truth, word=_said(word, speaker), aside=not one.decided)
        case DecidingValue():
            more = [("why_more", one.more), ("why_others", one.others)]
            counted = ", ".join(speaker.say(key, speaker.number(count)) for key, count in more if count)
            value = " ".join(part for part in (one.value, f"({counted})" if counted else "") if part)
            missing = one.at is not None and one.plain is None and bool(one.value)
            return _told(one.label, value, speaker)._replace(missing=missing)
        case Step():
            truth, word = TRUTHS[one.truth] if one.condition else ("", "")
            told = _told(one.text, "" if one.condition else one.value, speaker)
            return told._replace(truth=truth, word=_said(word, speaker), missing=one.missing)


def _told(text: str, value: str, speaker: Speaker) -> Branch:
    return Branch(speaker.cut(text, MOST_VALUE), speaker.cut(value, MOST_VALUE))


def _said(word: str, speaker: Speaker) -> str:
    return speaker.say(word) if word else ""
