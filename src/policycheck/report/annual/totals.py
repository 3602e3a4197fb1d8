"""Money: what the amounts that are stated come to, and how many records state none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from policycheck.engines.exact import total
from policycheck.language.rulebook import PORTFOLIO, FieldType, RecordType
from policycheck.report.annual.paper import Block, Paragraph, Section, Table
from policycheck.report.annual.voice import Voice
from policycheck.report.report import Report


@dataclass(frozen=True)
class Total:
    """The amounts of one field."""

    type: RecordType
    field: FieldType
    amount: int | Decimal | None
    """The sum of those stated; None where none is, and where it is too large to be said."""
    stated: int
    not_stated: int


def totals(report: Report) -> tuple[Total, ...]:
    """The amounts of every field of money, in the pack's order."""
    found = []
    for name, type_ in report.rulebook.records.items():
        rows = report.teller.facts.subjects(name)
        for field in type_.fields.values():
            if field.type.kind == "money" and name != PORTFOLIO and rows:
                stated = [value for row in rows if (value := row[type_.column[field.name]]) is not None]
                amount = total(stated) if stated else None  # type: ignore[arg-type]
                found.append(Total(type_, field, amount, len(stated), len(rows) - len(stated)))
    return tuple(found)


def told_totals(found: Sequence[Total], voice: Voice) -> Section | None:
    """The section on amounts; None where nothing is counted in money."""
    if not found:
        return None
    blocks: list[Block] = []
    if any(one.not_stated for one in found):
        blocks.append(Paragraph(voice.say("annual_totals_lack")))
    for name in dict.fromkeys(one.type.name for one in found):
        rows = tuple(
            (
                voice.field(one.field),
                _amount(one, voice),
                voice.count(one.stated),
                voice.count(one.not_stated),
            )
            for one in found
            if one.type.name == name
        )
        headings = voice.all("annual_amount", "annual_sum_stated", "annual_stated_in", "annual_not_stated_in")
        blocks.append(Table(voice.say("annual_totals_of", voice.several(name)), headings, rows, (1, 2, 3)))
    return Section("totals", voice.say("annual_totals"), tuple(blocks))


def _amount(one: Total, voice: Voice) -> str:
    if not one.stated:
        return "–"
    return voice.say("annual_too_large") if one.amount is None else voice.value(one.amount, one.field)
