"""What a report was judged by: the policy, its version and digest, the day, the software, the parameters."""

from __future__ import annotations

from collections.abc import Iterator

from policycheck.language.texts import in_language
from policycheck.report.page.parts import About, Setting
from policycheck.report.page.speaker import MOST_NAME, MOST_VALUE, Speaker
from policycheck.report.speech import day
from policycheck.version import __version__


def about(speaker: Speaker) -> About:
    """What an auditor asks for."""
    return About(list(_facts(speaker)), [_setting(name, speaker) for name in speaker.rulebook.parameters])


def _facts(speaker: Speaker) -> Iterator[tuple[str, str]]:
    rulebook, report, say = speaker.rulebook, speaker.report, speaker.say
    title = in_language(rulebook.title, speaker.language)
    yield say("page_policy"), f"{speaker.cut(title)} ({rulebook.id})"
    if rulebook.issuer:
        yield say("page_issuer"), speaker.cut(in_language(rulebook.issuer, speaker.language))
    yield say("page_version"), speaker.cut(rulebook.version)
    yield say("page_digest"), rulebook.digest
    yield say("page_today"), day(report.today, speaker.language)
    yield say("page_software"), say("page_engine", __version__, report.engine)


def _setting(name: str, speaker: Speaker) -> Setting:
    one = speaker.assumption(name)
    own = "" if one.own is None else speaker.say("set_here", speaker.cut(one.own, MOST_VALUE))
    return Setting(
        one.name,
        "" if one.label == one.name else speaker.cut(one.label, MOST_NAME),
        speaker.cut(one.value, MOST_VALUE),
        own,
        speaker.cut(one.text),
        one.clause or "",
    )
