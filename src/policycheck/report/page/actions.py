"""What to do first: what is wrong in the data, then the breaches that most records share, then what is open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policycheck.report.finding import Finding
from policycheck.report.kinds import kind
from policycheck.report.page.cards import anchor
from policycheck.report.page.parts import Action, Link
from policycheck.report.page.selection import Selection
from policycheck.report.page.speaker import Speaker

MOST_BREACHES = 5
MOST_LINKS = 3
"""Records that an action names; the rest is counted."""


def actions(selection: Selection, speaker: Speaker) -> list[Action]:
    """What to do, in the order in which to do it."""
    return [*_faults(speaker), *_breaches(selection, speaker), *_open(selection, speaker)] or [
        Action(
            "none", speaker.say("page_do_give" if speaker.report.status == "nothing_judged" else "page_do_nothing"), ()
        )
    ]


def _faults(speaker: Speaker) -> Iterator[Action]:
    if speaker.report.input_faults:
        number = speaker.number(len(speaker.report.input_faults))
        text = speaker.say("page_do_faults", number)
        yield Action("fault", text, [Link(speaker.say("input_faults"), speaker.anchor("faults"))])


def _breaches(selection: Selection, speaker: Speaker) -> Iterator[Action]:
    """What puts right the breaches of a rule, the rules that most records breach first, and a must before the rest."""
    found: dict[tuple[str, str], list[Finding]] = {}
    for finding in selection.told:
        if kind(finding) == "violated":
            said = (finding.remedy or finding.message)[speaker.language]
            found.setdefault((finding.rule, said), []).append(finding)
    order = sorted(found.items(), key=lambda one: (one[1][0].modality != "must", -len(one[1])))
    partly = sum(map(len, found.values())) < selection.counts.get("violated", 0)
    for (_, said), findings in order[:MOST_BREACHES]:
        yield Action("violated", speaker.cut(said), *_records(findings, partly, speaker))
    if len(order) > MOST_BREACHES:
        rest = [one for _, findings in order[MOST_BREACHES:] for one in findings]
        yield Action(
            "violated",
            speaker.say("page_do_more", _counted(len(rest), partly, speaker)),
            *_records(rest, partly, speaker),
        )


def _open(selection: Selection, speaker: Speaker) -> Iterator[Action]:
    """What is missing, what a person must judge, and what may be done better."""
    if selection.lacks:
        partly = selection.searched < selection.counts.get("undetermined", 0)
        text = speaker.say("page_do_missing", _counted(len(selection.lacks), partly, speaker))
        yield Action("undetermined", text, [Link(speaker.say("what_is_missing"), speaker.anchor("missing"))])
    for name, key, heading, place in (
        ("needs_judgement", "page_do_judge", "page_judgements", "judgements"),
        ("advised", "page_do_advised", "page_findings", "findings"),
    ):
        if name in selection.counts:
            text = speaker.say(key, speaker.number(selection.counts[name]))
            yield Action(name, text, [Link(speaker.say(heading), speaker.anchor(place))])


def _records(findings: Sequence[Finding], partly: bool, speaker: Speaker) -> tuple[list[Link], str]:
    """Links to the first findings, named by their records, and how many more there are, so far as is known."""
    links = [Link(speaker.record(one.type, one.subject), anchor(one, speaker)) for one in findings[:MOST_LINKS]]
    more = len(findings) - MOST_LINKS
    if more > 0:
        return links, speaker.say("page_and_more", _counted(more, partly, speaker))
    return links, speaker.say("page_and_others") if partly and not more else ""


def _counted(number: int, partly: bool, speaker: Speaker) -> str:
    """A count; of what is only partly known, the least that it may be."""
    return speaker.say("page_at_least", speaker.number(number)) if partly else speaker.number(number)
