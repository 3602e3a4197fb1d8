"""Why an outcome, as a page, and as a notebook's cell shows it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from policycheck.report.explain import Explanation
from policycheck.report.explaining.told import change_words
from policycheck.report.html.page import environment, own, page
from policycheck.report.kinds import MARKS, kind_of
from policycheck.report.page.parts import Branch, Section
from policycheck.report.page.reasons import branches
from policycheck.report.page.speaker import Speaker
from policycheck.report.speech import day

MOST_STEPS = 2_000
"""Steps of one condition that a page shows."""


class Why(NamedTuple):
    """An explanation in one language, ready to be put in."""

    rule: str
    record: str
    kind: str
    mark: str
    outcome: str
    sentences: Sequence[tuple[str, str]]
    decided: Sequence[str]
    """What a person decided, or is asked."""
    conditions: Sequence[tuple[Section, Sequence[Branch]]]
    """Each condition in words, and the values that decided it."""
    changes: Sequence[tuple[str, str, str]]
    """What each change is of, to what, and the outcome it leads to."""
    changes_none: str
    changes_capped: str
    trees: Sequence[Section]
    """All of it in the author's own words."""


def explanation_page(explanations: Sequence[Explanation]) -> str:
    """A page of some explanations in one language: those of each rule of a family."""
    first = explanations[0]
    speaker = Speaker(first.report, first.language, 1)
    title = speaker.rulebook.title
    return page(
        "explanation.html",
        language=first.language,
        policy=title.get(first.language) or next(iter(title.values())),
        as_of=day(first.report.today, first.language),
        version=speaker.rulebook.version,
        whys=[_why(one, speaker) for one in explanations],
    )


def explanation_part(explanation: Explanation) -> str:
    """A piece of a page with a style of its own, for a notebook."""
    speaker = Speaker(explanation.report, explanation.language, 1)
    found = environment().get_template("explanation_fragment.html")
    why = _why(explanation, speaker)
    return found.render(language=explanation.language, why=why, style=own("explanation.css"))


def _why(one: Explanation, speaker: Speaker) -> Why:
    outcome, changes, about = one.outcome, one.changes, (one.item.about, one.subject)
    kind = "" if outcome is None else kind_of(outcome, one.item.modality)
    return Why(
        one.item.id,
        speaker.record(*about),
        kind,
        MARKS.get(kind, ""),
        speaker.say("not_in_force", day(one.report.today, one.language)) if outcome is None else speaker.word(kind),
        one.sentences,
        [speaker.cut(words) for words in one.decided(one.language)],
        [
            (
                Section(speaker.say(condition.key), list(branches([condition.words], speaker, MOST_STEPS))),
                list(branches(condition.deciding, speaker, MOST_STEPS)),
            )
            for condition in one.conditions
        ],
        [
            (
                speaker.cut(one.values.name(change.at, about)),
                speaker.cut(change_words(change, one.values)),
                speaker.outcome(change.outcome),
            )
            for change in changes.found
        ],
        speaker.say("change_none") if changes.tried and not changes.found else "",
        speaker.say("change_capped", speaker.number(changes.tried)) if changes.capped else "",
        [Section(speaker.say(key), list(branches([step], speaker, MOST_STEPS))) for key, step in one.sections],
    )
