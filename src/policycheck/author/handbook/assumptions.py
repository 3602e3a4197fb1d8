"""The assumptions of a policy's page: what the text leaves open, for somebody to decide."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from policycheck.author.handbook.markdown import anchor, code, place, table, text
from policycheck.author.handbook.page import Page
from policycheck.author.handbook.values import choices, shown
from policycheck.language.rulebook import Parameter
from policycheck.language.types import Interval, Value
from policycheck.report.plain import exact
from policycheck.report.speech import day


def assumptions(page: Page) -> Iterator[str]:
    """What the text leaves open: an overview, then each with all there is to know of it."""
    parameters = page.rulebook.parameters.values()
    yield from (page.say("about assumptions"), "")
    headings = [page.say(key) for key in ("assumption", "value now", "sentence")]
    yield from table(
        headings, ([page.parameter_link(one.name), _now(page, one), _sentence(page, one)] for one in parameters)
    )
    for parameter in parameters:
        yield ""
        yield from _assumption(page, parameter)


def _assumption(page: Page, parameter: Parameter) -> Iterator[str]:
    name = parameter.name
    yield f"### {place(anchor('p', name))}{text(page.own(parameter.label, name))}"
    yield ""
    if parameter.assumption:
        yield from (text(page.own(parameter.assumption)), "")
    yield "- " + page.say("bold value", page.say("by date") if _dated(parameter) else _now(page, parameter))
    if parameter.clause:
        yield "- " + page.say("bold sentence", _sentence(page, parameter))
    if parameter.kind.labels or parameter.type.names:
        yield "- " + page.say("choices", choices(page, parameter.kind))
    if page.used_by[name]:
        yield "- " + page.say("used by", ", ".join(page.item_link(one) for one in page.used_by[name]))
    yield "- " + page.say("set by", code(_setting(parameter)))
    if _dated(parameter):
        yield ""
        rows = ([_start(page, start), shown(page, value, parameter.kind)] for start, value in parameter.values)
        yield from table([page.say("from"), page.say("value")], rows)


def _setting(parameter: Parameter) -> str:
    """What is typed to set it to the last value that it has."""
    known = [value for _, value in parameter.values if value is not None]
    words = f"{parameter.name}={_typed(known[-1]) if known else '…'}"
    return f"--set {words}" if _PLAIN.fullmatch(words) else f'--set "{words}"'


_PLAIN = re.compile(r"[\w=./…-]+")


def _dated(parameter: Parameter) -> bool:
    return any(start != date.min for start, _ in parameter.values)


def _start(page: Page, start: date) -> str:
    return "" if start == date.min else day(start, page.language)


def _now(page: Page, parameter: Parameter) -> str:
    """A parameter's value, or its values by the day from which each is in force."""
    if not parameter.values:
        return page.say("no value")
    if not _dated(parameter):
        return shown(page, parameter.values[0][1], parameter.kind)
    told = [(_start(page, start), shown(page, value, parameter.kind)) for start, value in parameter.values]
    return "; ".join(page.say("from day", *one) if one[0] else one[1] for one in told)


def _sentence(page: Page, parameter: Parameter) -> str:
    return page.sentence_link(parameter.clause) if parameter.clause else ""


def _typed(value: Value) -> str:
    """A value as it is written on the command line."""
    match value:
        case bool():
            return "true" if value else "false"
        case int() | Decimal():
            return exact(value)
        case date():
            return value.isoformat()
        case Interval():
            return "/".join("" if end is None else end.isoformat() for end in (value.start, value.until))
        case tuple():
            return ";".join(_typed(part) for part in value if part is not None)
    return value
