"""What is covered: how many records have each value of a list with known values, or of a reference to a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from policycheck.language.ir import Const, Element, Field, Node, Op, Quantifier, walk
from policycheck.language.rulebook import FieldType, RecordType, Rule, Rulebook
from policycheck.language.types import Value
from policycheck.report.annual.paper import Block, Paragraph, Section, Table
from policycheck.report.annual.voice import Voice
from policycheck.report.kinds import RANK, kind_of
from policycheck.report.report import Report

MOST_VALUES = 40
"""Values of a field that are told one by one; of more, those that records have."""


@dataclass(frozen=True)
class Covered:
    """A value, how many records have it, and what became of the rules that ask for it."""

    value: Value
    records: int
    kinds: tuple[str, ...]
    """The worst first."""


@dataclass(frozen=True)
class Coverage:
    """How the records of a type cover the values of one of its fields."""

    type: RecordType
    field: FieldType
    values: tuple[Covered, ...]
    records: int
    none: int
    """Records that state that they have none."""
    not_stated: int


def coverage(report: Report) -> tuple[Coverage, ...]:
    """How the values of every list and reference with a closed vocabulary are covered, in the pack's order."""
    rulebook, facts = report.rulebook, report.teller.facts
    asked = _asked(rulebook)
    found = []
    for name, type_ in rulebook.records.items():
        rows = facts.subjects(name)
        for field in type_.fields.values():
            values = _vocabulary(field, rulebook)
            if not rows or not values:
                continue
            at = type_.column[field.name]
            given = [row[at] for row in rows]
            lists = [one if isinstance(one, tuple) else (one,) for one in given if one is not None]
            counts = Counter[Value](value for one in lists for value in dict.fromkeys(one) if value is not None)
            covered = tuple(
                Covered(value, counts[value], _kinds(asked.get((name, field.name, value), ()), report))
                for value in values
            )
            none = sum(not one for one in lists)
            found.append(Coverage(type_, field, covered, len(rows), none, len(given) - len(lists)))
    return tuple(found)


def told_coverage(found: Sequence[Coverage], voice: Voice) -> Section | None:
    """The section on what is covered; None where no field has a closed vocabulary."""
    if not found:
        return None
    blocks: list[Block] = [Paragraph(voice.say("annual_coverage_counts_all"))]
    for one in found:
        blocks += _field(one, voice)
    return Section("coverage", voice.say("annual_coverage"), tuple(blocks))


def _field(one: Coverage, voice: Voice) -> Iterator[Block]:
    several = voice.several(one.type.name)
    shown = [value for value in one.values if value.records] if len(one.values) > MOST_VALUES else list(one.values)
    asked = any(value.kinds for value in shown)
    element = one.field.element or one.field
    headings = [voice.field(one.field), several, *([voice.say("annual_demand")] if asked else [])]
    rows = []
    for value in shown:
        records = voice.count(value.records) if value.records else voice.say("none")
        kinds = ", ".join(voice.kind(kind) for kind in value.kinds) or "–"
        labels = one.field.labels or element.labels
        words = voice.speech.value(value.value, element.type, voice.language, labels)
        rows.append((words, records, *([kinds] if asked else [])))
    caption = voice.say("annual_coverage_of", voice.field(one.field), voice.within(several), voice.count(one.records))
    yield Table(caption, tuple(headings), tuple(rows), (1,))
    told = []
    if len(shown) < len(one.values):
        told.append(voice.say("annual_values_without", voice.count(len(one.values) - len(shown)), len(one.values)))
    if one.none:
        told.append(voice.say("annual_state_none", voice.count(one.none)))
    if one.not_stated:
        told.append(voice.say("annual_do_not_state", voice.count(one.not_stated)))
    if told:
        yield Paragraph(" ".join(told))


def _vocabulary(field: FieldType, rulebook: Rulebook) -> tuple[Value, ...]:
    """Every value that an element of a list may have, or a reference to a table; nothing where it may be anything."""
    element = field.element if field.type.kind == "list" and field.element is not None else field
    kind = element.type.kind
    if kind == "ref" and element.type.record in rulebook.tables:
        table = rulebook.tables[element.type.record]
        return tuple(table.key_of(row) for row in rulebook.table_rows[table.name])
    if field.type.kind != "list":
        return ()
    if kind == "choice":
        return element.type.names
    if kind == "integer" and isinstance(element.min, int) and isinstance(element.max, int):
        return tuple(range(element.min, element.max + 1)) if element.max - element.min < MOST_VALUES else ()
    return ()


def _asked(rulebook: Rulebook) -> Mapping[tuple[str, str, Value], tuple[Rule, ...]]:
    """The rules that ask whether any record has a value in a field: by record type, field and value."""
    found: dict[tuple[str, str, Value], dict[str, Rule]] = {}
    for rule in rulebook.rules:
        for node in walk(rule.require) if rule.require is not None else ():
            if isinstance(node, Quantifier) and node.kind == "any":
                for at in _wanted(node):
                    found.setdefault(at, {})[rule.id] = rule
    return {at: tuple(rules.values()) for at, rules in found.items()}


def _wanted(node: Quantifier) -> Iterator[tuple[str, str, Value]]:
    """The values that an element has in a field where a loop finds it: those that it must have, not those it may."""
    left: list[Node] = [part for part in (node.value, node.where) if part is not None]
    while left:
        part = left.pop()
        match part:
            case Op(name="and"):
                left += part.args
            case (
                Op(name="in", args=(Const() as value, Field(of=Element()) as field))
                | Op(name="eq", args=(Field(of=Element()) as field, Const() as value))
            ) if value.value is not None:
                yield field.of.type.record, field.name, value.value


def _kinds(rules: Sequence[Rule], report: Report) -> tuple[str, ...]:
    """What became of some rules, the worst first."""
    kinds = {kind_of(outcome, rule.modality) for rule in rules for outcome in report.outcomes_of(rule).values()}
    return tuple(sorted(kinds, key=lambda kind: (RANK.get(kind, len(RANK)), kind)))
