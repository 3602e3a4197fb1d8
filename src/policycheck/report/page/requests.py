"""What is missing, by record: a list that somebody can send to whoever has it."""

from __future__ import annotations

from collections.abc import Iterable

from policycheck.report.page.parts import Lacking, Request, Requests
from policycheck.report.page.selection import Selection
from policycheck.report.page.speaker import MOST_VALUE, Speaker
from policycheck.report.telling import Lack

MOST_LACKS = 1_000
"""Missing inputs that are listed."""


def requests(chosen: Selection, speaker: Speaker) -> Requests:
    """What to ask for."""
    of: dict[str, list[Lacking]] = {}
    for lack in chosen.lacks[:MOST_LACKS]:
        found = lack.input
        parameter = found.type == "parameter"
        record = speaker.say("page_missing_policy") if parameter else speaker.record(found.type, found.key)
        of.setdefault(record, []).append(_lacking(lack, speaker))
    return Requests([Request(record, lacks) for record, lacks in of.items()], " ".join(_more(chosen, speaker)))


def _lacking(lack: Lack, speaker: Speaker) -> Lacking:
    teller, language = speaker.report.teller, speaker.language
    return Lacking(
        speaker.cut(teller.input_name(lack.input, language), MOST_VALUE),
        speaker.cut(teller.input_help(lack.input, language)),
        speaker.cut(speaker.say("needed_for", ", ".join(lack.rules)), MOST_VALUE),
    )


def _more(chosen: Selection, speaker: Speaker) -> Iterable[str]:
    """What is said of what is not listed."""
    if len(chosen.lacks) > MOST_LACKS:
        yield speaker.say("page_missing_left", speaker.number(len(chosen.lacks) - MOST_LACKS))
    undetermined = chosen.counts.get("undetermined", 0)
    if chosen.searched < undetermined:
        yield speaker.say("page_missing_more", speaker.number(chosen.searched), speaker.number(undetermined))
