"""What belongs in a column, in words: for the note on its heading, and for who writes something else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from policycheck.author.template.plan import Column, Plan, tidy
from policycheck.language.rulebook import FieldType, RecordType
from policycheck.report.speech import number
from policycheck.wording import say, spoken

MOST_CHOICES = 30
"""Choices that a note lists; the rest is counted."""
EXAMPLE_DAY = date(2025, 12, 31)
DOTTED = "dd.mm.yyyy"


def note(column: Column, type_: RecordType, plan: Plan) -> str:
    """What the heading of a column says of it when pointed at; empty where there is nothing to say."""
    lines = [plan.label(column.field.help, "")]
    if column.key:
        lines.append(say("hint_key", plan.language))
    elif column.must:
        lines.append(say("hint_must", plan.language))
    lines.extend(_built_in(column, type_, plan))
    lines.extend(kind(column.field, plan))
    return "\n".join(line for line in lines if line)


def kind(field: FieldType, plan: Plan) -> Iterator[str]:
    """The kind of value that a field takes, in sentences."""
    language = plan.language
    match field.type.kind:
        case "list":
            assert field.element is not None
            yield from kind(field.element, plan)
            yield say("hint_list", language)
        case "money" if plan.rulebook.currency:
            yield say("hint_money_in", language, plan.rulebook.currency, bounds(field, language))
        case "boolean" | "integer" | "number" | "money":
            yield say(f"hint_{field.type.kind}", language, bounds(field, language))
        case "date":
            yield say("hint_date", language, written_day(EXAMPLE_DAY, language), bounds(field, language))
        case "ref":
            sheet = plan.sheet.get(field.type.record)
            if sheet is not None:
                yield say("hint_ref", language, sheet.name)
            else:
                table = plan.rulebook.types[field.type.record]
                yield say("hint_table", language, plan.label(table.label, table.name))
        case "choice":
            yield say("hint_choice", language)
            words = list(plan.choices(field).values())
            yield from (f"• {tidy(word)}" for word in words[:MOST_CHOICES])
            if len(words) > MOST_CHOICES:
                yield f"… {say('and_more', language, len(words) - MOST_CHOICES)}"


def bounds(field: FieldType, language: str) -> str:
    """` from 1 to 17`, or nothing."""
    low, high = (None if end is None else _end(end, language) for end in (field.min, field.max))
    if low is not None and high is not None:
        return say("hint_between", language, low, high)
    timed = field.type.kind == "date"
    if low is not None:
        return say("hint_earliest" if timed else "hint_least", language, low)
    return say("hint_latest" if timed else "hint_most", language, high) if high is not None else ""


def _end(value: int | Decimal | date, language: str) -> str:
    return written_day(value, language) if isinstance(value, date) else number(value, language)


def written_day(value: date, language: str) -> str:
    """A day as it is written in a cell."""
    dotted = f"{value.day:02}.{value.month:02}.{value.year:04}"
    return dotted if date_format(language) == DOTTED else value.isoformat()


def date_format(language: str) -> str:
    """How cells show dates."""
    return DOTTED if spoken(language) == "nb" else "yyyy-mm-dd"


def _built_in(column: Column, type_: RecordType, plan: Plan) -> Iterator[str]:
    """What waivers and assessments, which no pack describes, expect in their columns."""
    if (key := f"hint_{type_.name}_{column.field.name}") in _BUILT_IN:
        yield say(key, plan.language)


_BUILT_IN = (
    "hint_waiver_rule",
    "hint_waiver_subject",
    "hint_waiver_granted_on",
    "hint_waiver_expires_on",
    "hint_assessment_judgement",
    "hint_assessment_subject",
    "hint_assessment_on",
    "hint_assessment_valid_until",
)
