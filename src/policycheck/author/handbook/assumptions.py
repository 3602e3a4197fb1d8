"""The assumptions of a policy's page: what the text leaves open, for somebody to decide."""

from __future__ import annotations

from collections.abc import Iterator

from policycheck.author.handbook.markdown import anchor, code, place, table, text
from policycheck.author.handbook.page import Page
from policycheck.author.handbook.values import choices, shown
from policycheck.author.prose import assumptions as told
from policycheck.author.prose.assumptions import Assumption


def assumptions(page: Page) -> Iterator[str]:
    """What the text leaves open: an overview, then each with all there is to know of it."""
    found = list(told.assumptions(page))
    yield from (page.say("about assumptions"), "")
    headings = [page.say(key) for key in ("assumption", "value now", "sentence")]
    yield from table(
        headings, ([page.parameter_link(one.name), one.now(page, shown), _sentence(page, one)] for one in found)
    )
    for one in found:
        yield ""
        yield from _assumption(page, one)


def _assumption(page: Page, one: Assumption) -> Iterator[str]:
    yield f"### {place(anchor('p', one.name))}{text(one.label)}"
    yield ""
    if one.text:
        yield from (text(one.text), "")
    yield "- " + page.say("bold value", page.say("by date") if one.dated else one.now(page, shown))
    if one.clause:
        yield "- " + page.say("bold sentence", _sentence(page, one))
    if one.choices:
        yield "- " + page.say("choices", choices(one.choices))
    if one.used_by:
        yield "- " + page.say("used by", ", ".join(page.item_link(name) for name in one.used_by))
    yield "- " + page.say("set by", code(one.setting))
    if one.dated:
        yield ""
        rows = ([start, shown(value)] for start, value in one.values)
        yield from table([page.say("from"), page.say("value")], rows)


def _sentence(page: Page, one: Assumption) -> str:
    return page.sentence_link(one.clause) if one.clause else ""
