"""Why an outcome is what it is, in a few lines: what decided it, and the values that were seen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policycheck.author.cases.run import Difference
from policycheck.language.rulebook import PORTFOLIO
from policycheck.report.explain import Condition, Explanation, explain
from policycheck.report.explaining.parts import Part
from policycheck.report.explaining.values import DecidingValue
from policycheck.report.report import Report
from policycheck.report.speech import day
from policycheck.spelling import nearest
from policycheck.wording import say

MOST_PARTS = 3
"""Parts of a long condition that are told."""
MOST_VALUES = 6
"""Values of a condition that are told; the rest is counted."""
MOST_RECORDS = 3
"""Records that are named where several decided."""
_MARKS = {True: "✓", False: "✗", None: "?"}


def because(one: Difference, report: Report, language: str) -> Iterator[str]:
    """Why a rule came out as it did for a record, line by line; parts stand two columns further in."""
    about = report.rulebook.item[one.rule].about
    if one.subject not in report.teller.facts.tables.index[about]:
        yield _no_record(one.subject, about, report, language)
        return
    found = explain(report, one.rule, one.subject, language)[0]
    if found.outcome is None:
        yield say("not_in_force", language, day(report.today, language))
        return
    yield from found.decided(language)
    for condition in found.conditions:
        yield from _condition(condition, language)
    yield from _missing(found, language)


def _no_record(subject: str, about: str, report: Report, language: str) -> str:
    known = [one.key for one in report.subjects if one.type == about]
    if not known:
        return say("cases_no_records", language, about)
    near = nearest(subject, known)
    if near is not None:
        return say("cases_no_record", language, subject, say("cases_near", language, near))
    told = _some([f"`{key}`" for key in known], MOST_VALUES, ", ", language)
    return say("cases_no_record", language, subject, say("cases_known", language, told))


def _condition(condition: Condition, language: str) -> Iterator[str]:
    """A condition, the parts of a long one that decided, and the values seen."""
    yield f"{say(condition.key, language)}: {_marked(condition.words)}"
    decided = [part for part in condition.words.parts if part.decided and part.marked]
    for part in decided[:MOST_PARTS]:
        yield f"  {_marked(part)}"
    if len(decided) > MOST_PARTS:
        yield f"  {say('why_more', language, len(decided) - MOST_PARTS)}"
    if condition.deciding:
        told = [_value(value, language) for value in condition.deciding]
        yield f"  {_some(told, MOST_VALUES, '; ', language)}"


def _marked(part: Part) -> str:
    return f"{_MARKS[part.truth]} {part.line}" if part.marked else part.line


def _value(value: DecidingValue, language: str) -> str:
    """A value under its name; of records that were gone through also their names."""
    told = f"{value.label}: {value.value}" if value.value else value.label
    records = [one.label for one in value.below if not one.value]
    return f"{told} ({_some(records, MOST_RECORDS, ', ', language)})" if records else told


def _missing(found: Explanation, language: str) -> Iterator[str]:
    """The inputs whose absence leaves it open."""
    told = []
    for one in found.missing:
        name = found.report.teller.input_name(one, language)
        other = one.type in ("parameter", PORTFOLIO) or (one.type, one.key) == (found.item.about, found.subject)
        told.append(name if other else say("field_of", language, name, one.key))
    if told:
        yield say("missing_input", language, _some(told, MOST_VALUES, "; ", language))


def _some(words: Sequence[str], most: int, between: str, language: str) -> str:
    """The first of some words, and how many more there are."""
    told = [*words[:most], *([say("why_more", language, len(words) - most)] if len(words) > most else [])]
    return between.join(told)
