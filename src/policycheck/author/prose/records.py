"""The data of a policy in words: what is kept of each type of record, and the reference tables with their rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from policycheck.author.prose.prose import Prose
from policycheck.author.prose.values import Choices, choices, shown
from policycheck.language.rulebook import PORTFOLIO, FieldType, RecordType
from policycheck.records.built_in import ASSESSMENT, WAIVER
from policycheck.report.phrases.naming import lowered
from policycheck.report.phrases.statement import Flat, Name
from policycheck.report.speech import label


@dataclass(frozen=True)
class ToldField:
    """A field of a record type."""

    name: str
    """What it is in data."""
    label: str
    kind: Flat
    notes: tuple[str, ...]
    """What else there is to know of it: whether it is required, its help, its bounds."""
    choices: Choices | None


@dataclass(frozen=True)
class ToldRecord:
    """A record type with its fields."""

    name: str
    label: str
    plural: str
    """Where its records stand in data."""
    fields: tuple[ToldField, ...]


@dataclass(frozen=True)
class ToldTable:
    """A reference table: the columns in which something stands, and the rows."""

    name: str
    label: str | None
    headings: tuple[str, ...]
    rows: tuple[tuple[tuple[str, ...], ...], ...]
    """By row and column, the texts of a value: of a list several."""


def records(prose: Prose) -> Iterator[ToldRecord]:
    """The record types, in the pack's order; waivers and assessments last."""
    for type_ in (*prose.rulebook.records.values(), WAIVER, ASSESSMENT):
        fields = [field for field in type_.fields.values() if (type_.name, field.name) != (PORTFOLIO, type_.key)]
        told = tuple(_field(prose, field, type_) for field in fields)
        yield ToldRecord(type_.name, prose.own(type_.label, type_.name), type_.plural, told)


def tables(prose: Prose) -> Iterator[ToldTable]:
    """The reference tables, in the pack's order."""
    for name, type_ in prose.rulebook.tables.items():
        rows = prose.rulebook.table_rows[name]
        columns = [
            (at, field) for at, field in enumerate(type_.fields.values()) if any(row[at] is not None for row in rows)
        ]
        yield ToldTable(
            name,
            prose.own(type_.label) if type_.label else None,
            tuple(label(field, prose.language) for _, field in columns),
            tuple(
                tuple(() if row[at] is None else shown(prose, row[at], field) for at, field in columns) for row in rows
            ),
        )


def _field(prose: Prose, field: FieldType, type_: RecordType) -> ToldField:
    notes = [prose.say("key")] if field.name == type_.key else [prose.say("required")] if field.required else []
    notes += [prose.own(field.help)] if field.help else []
    inner = field.element or field
    notes += _bounds(prose, inner)
    told = choices(prose, field) if inner.type.names else None
    return ToldField(field.name, label(field, prose.language), _kind(prose, field), tuple(notes), told)


def _kind(prose: Prose, field: FieldType) -> Flat:
    match field.type.kind:
        case "list" if field.element:
            return _around(prose, "list", _kind(prose, field.element))
        case "ref":
            return _around(prose, "ref", (_referred(prose, field.type.record),))
    return (prose.say(field.type.kind),)


def _around(prose: Prose, key: str, inner: Flat) -> Flat:
    """An entry of the words with a phrase in its place."""
    before, _, after = prose.say(key, "\0").partition("\0")
    return (before, *inner, *([after] if after else []))


def _referred(prose: Prose, record: str) -> Name:
    """What a reference leads to."""
    if prose.rulebook.types[record].table:
        return prose.phrases.several(record)
    return Name(lowered(prose.phrases.one(record).text), "records", (record,))


def _bounds(prose: Prose, field: FieldType) -> Iterator[str]:
    low, high = (None if end is None else prose.phrases.bare(end, field.type) for end in (field.min, field.max))
    if low is not None and high is not None:
        yield prose.say("between", low, high)
    elif low is not None:
        yield prose.say("at least", low)
    elif high is not None:
        yield prose.say("at most", high)
