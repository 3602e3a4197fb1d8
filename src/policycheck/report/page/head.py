"""The head of the page: the status in words, and the counts that make it up."""

from __future__ import annotations

from collections.abc import Iterator

from policycheck.language.texts import in_language
from policycheck.report.kinds import MARKS
from policycheck.report.page.parts import Count, Head
from policycheck.report.page.selection import Selection
from policycheck.report.page.speaker import Speaker
from policycheck.report.speech import day


def head(chosen: Selection, speaker: Speaker) -> Head:
    """The title, the status and its counts."""
    report, rulebook, say = speaker.report, speaker.rulebook, speaker.say
    return Head(
        title=speaker.cut(in_language(rulebook.title, speaker.language)),
        as_of=say("page_as_of", day(report.today, speaker.language), speaker.cut(rulebook.version)),
        status=report.status,
        word=say(report.status),
        meaning=say(f"page_status_{report.status}"),
        counts=list(_counts(chosen, speaker)),
        quiet=_quiet(chosen, speaker),
        records=_records(speaker),
    )


def _counts(chosen: Selection, speaker: Speaker) -> Iterator[Count]:
    """How many findings there are of each kind, and how many faults."""
    for name, number in chosen.counts.items():
        if name in MARKS:
            word = speaker.say("page_violated_mixed") if name == "violated" and chosen.mixed else speaker.word(name)
            place = "judgements" if name == "needs_judgement" else "findings"
            yield Count(name, MARKS[name], word, speaker.number(number), speaker.anchor(place))
    if speaker.report.input_faults:
        number = len(speaker.report.input_faults)
        yield Count("fault", "⚠", speaker.say("page_faults"), speaker.number(number), speaker.anchor("faults"))


def _quiet(chosen: Selection, speaker: Speaker) -> str:
    """What is in order or does not apply."""
    found = [
        f"{speaker.number(number)} {speaker.word(name)}" for name, number in chosen.counts.items() if name not in MARKS
    ]
    return speaker.say("page_quiet", ", ".join(found)) if found else ""


def _records(speaker: Speaker) -> str:
    """How many records there are of each type."""
    found = [
        f"{speaker.type(name)} {speaker.number(number)}" for name, number in speaker.report.counts["records"].items()
    ]
    return speaker.say("records_judged", ", ".join(found)) if found else ""
