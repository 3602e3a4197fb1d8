"""What there is: how many records of each type, and how they spread over choices, answers and days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policycheck.language.ir import Field, walk
from policycheck.language.rulebook import PORTFOLIO, FieldType, RecordType, Rulebook
from policycheck.language.types import Interval, Value
from policycheck.records.tables import Row
from policycheck.report.annual.paper import Block, Heading, Paragraph, Section, Table
from policycheck.report.annual.voice import Voice, short
from policycheck.report.report import Report

MOST_FIELDS = 12
"""Fields of a type that a table has; those that rules read come first."""
MOST_VALUES = 10
"""Values of a field that are told one by one; the rest is counted."""


@dataclass(frozen=True)
class Spread:
    """How many records have each value of a field."""

    field: FieldType
    counts: tuple[tuple[Value, int], ...]
    not_stated: int


@dataclass(frozen=True)
class Days:
    """How many records have a day before, within and after the period."""

    field: FieldType
    before: int
    within: int
    after: int
    not_stated: int


@dataclass(frozen=True)
class Composition:
    """The records of one type."""

    type: RecordType
    records: int
    spreads: tuple[Spread, ...]
    days: tuple[Days, ...]
    left_out: int
    """Fields that no table has room for."""


def composition(report: Report, period: Interval) -> tuple[Composition, ...]:
    """What there is of each record type that has records, in the pack's order."""
    rulebook, facts = report.rulebook, report.teller.facts
    read = _read(rulebook)
    found = []
    for name, type_ in rulebook.records.items():
        rows = facts.subjects(name)
        if name == PORTFOLIO or not rows:
            continue
        choices = _chosen([one for one in type_.fields.values() if one.type.kind in ("choice", "boolean")], name, read)
        dates = _chosen([one for one in type_.fields.values() if one.type.kind == "date"], name, read)
        spreads = tuple(_spread(field, type_, rows) for field in choices[0])
        days = tuple(_days(field, type_, rows, period) for field in dates[0])
        found.append(Composition(type_, len(rows), spreads, days, choices[1] + dates[1]))
    return tuple(found)


def told_composition(found: Sequence[Composition], voice: Voice) -> Section:
    """The section on what there is."""
    blocks: list[Block] = []
    if found:
        rows = tuple((voice.several(one.type.name), voice.count(one.records)) for one in found)
        blocks.append(Table(voice.say("annual_records"), voice.all("annual_kind", "annual_number"), rows, (1,)))
    else:
        blocks.append(Paragraph(voice.say("annual_no_records")))
    blocks += _portfolio(voice)
    for one in found:
        blocks += _type(one, voice)
    return Section("composition", voice.say("annual_composition"), tuple(blocks))


def _portfolio(voice: Voice) -> Iterator[Block]:
    """What is stated of the portfolio itself."""
    type_ = voice.rulebook.records[PORTFOLIO]
    fields = [field for field in type_.fields.values() if field.name != type_.key]
    for row in voice.report.teller.facts.subjects(PORTFOLIO):
        if any(row[type_.column[field.name]] is not None for field in fields):
            yield Heading(voice.say("portfolio"))
            told = [(voice.field(field), short(voice.value(row[type_.column[field.name]], field))) for field in fields]
            headings = voice.all("annual_field", "annual_value")
            yield Table(voice.say("annual_stated_of_portfolio"), headings, tuple(told))


def _type(one: Composition, voice: Voice) -> Iterator[Block]:
    name = voice.several(one.type.name)
    if one.spreads or one.days:
        yield Heading(name)
    if one.spreads:
        headings = voice.all("annual_field", "annual_spread", "annual_not_stated")
        spreads = tuple((voice.field(of.field), _told(of, voice), voice.count(of.not_stated)) for of in one.spreads)
        yield Table(voice.say("annual_spread_of", name), headings, spreads, (2,))
    if one.days:
        headings = voice.all("annual_date", *(f"annual_{when}" for when in ("before", "within", "after", "not_stated")))
        days = tuple(_row(of, voice) for of in one.days)
        yield Table(voice.say("annual_days_of", name), headings, days, (1, 2, 3, 4))
    if one.left_out:
        yield Paragraph(voice.say("annual_fields_left_out", voice.count(one.left_out)))


def _row(one: Days, voice: Voice) -> tuple[str, ...]:
    return voice.field(one.field), *map(voice.count, (one.before, one.within, one.after, one.not_stated))


def _told(spread: Spread, voice: Voice) -> str:
    """`active 7, paused 1`: by the pack's order, or of many the most frequent first."""
    counts = spread.counts
    if len(counts) > MOST_VALUES:
        counts = tuple(sorted(counts, key=lambda pair: -pair[1]))
    told = [f"{voice.value(value, spread.field)} {voice.count(count)}" for value, count in counts[:MOST_VALUES]]
    rest = counts[MOST_VALUES:]
    if rest:
        told.append(voice.say("annual_other_values", len(rest), voice.count(sum(count for _, count in rest))))
    return ", ".join(told) or "–"


def _spread(field: FieldType, type_: RecordType, rows: Sequence[Row]) -> Spread:
    at = type_.column[field.name]
    counts = Counter(row[at] for row in rows)
    values: tuple[Value, ...] = (True, False) if field.type.kind == "boolean" else field.type.names
    return Spread(field, tuple((value, counts[value]) for value in values if counts[value]), counts[None])


def _days(field: FieldType, type_: RecordType, rows: Sequence[Row], period: Interval) -> Days:
    at = type_.column[field.name]
    days = [row[at] for row in rows]
    stated = [day for day in days if day is not None]
    before = sum(day < period.start for day in stated)  # type: ignore[operator]
    within = sum(day in period for day in stated)  # type: ignore[operator]
    return Days(field, before, within, len(stated) - before - within, len(days) - len(stated))


def _chosen(fields: list[FieldType], record: str, read: frozenset[tuple[str, str]]) -> tuple[list[FieldType], int]:
    """The fields that there is room for, in the pack's order, and how many are left out."""
    first = sorted(fields, key=lambda field: (record, field.name) not in read)[:MOST_FIELDS]
    names = {field.name for field in first}
    return [field for field in fields if field.name in names], len(fields) - len(first)


def _read(rulebook: Rulebook) -> frozenset[tuple[str, str]]:
    """The fields that rules, judgements and derivations read, each with its record type."""
    trees = [tree for items in rulebook.items.values() for item in items for tree in item.conditions]
    for derivation in rulebook.derivations.values():
        trees += [derivation.value] if derivation.value is not None else []
        trees += [flag.condition for flag in derivation.flags.values()]
    return frozenset(
        (part.of.type.record, part.name) for tree in trees for part in walk(tree) if isinstance(part, Field)
    )
