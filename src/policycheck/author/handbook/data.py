"""The data of a policy's page: its reference tables, and what is kept of each type of record."""

from __future__ import annotations

from collections.abc import Iterator

from policycheck.author.handbook.markdown import anchor, code, phrase, place, table, text
from policycheck.author.handbook.page import Page
from policycheck.author.handbook.values import choices, shown
from policycheck.language.rulebook import PORTFOLIO, FieldType, RecordType
from policycheck.language.types import Value
from policycheck.records.built_in import ASSESSMENT, WAIVER
from policycheck.report.phrases.naming import lowered
from policycheck.report.speech import label


def tables(page: Page) -> Iterator[str]:
    """The reference tables, each with its rows."""
    for at, (name, type_) in enumerate(page.rulebook.tables.items()):
        yield from [""] if at else []
        yield f"### {place(anchor('t', name))}{text(page.own(type_.label)) if type_.label else code(name)}"
        yield ""
        fields = type_.fields.values()
        rows = page.rulebook.table_rows[name]
        used = [column for column, field in enumerate(fields) if any(row[column] is not None for row in rows)]
        chosen = [(column, field) for column, field in enumerate(fields) if column in used]
        headings = [text(label(field, page.language)) for _, field in chosen]
        yield from table(headings, ([_cell(page, row[column], field) for column, field in chosen] for row in rows))


def _cell(page: Page, value: Value | None, field: FieldType) -> str:
    return "" if value is None else shown(page, value, field)


def records(page: Page) -> Iterator[str]:
    """The record types, each with its fields."""
    for at, type_ in enumerate((*page.rulebook.records.values(), WAIVER, ASSESSMENT)):
        yield from [""] if at else []
        yield f"### {text(page.own(type_.label, type_.name))}"
        yield ""
        yield page.say("in data", type_.plural)
        yield ""
        headings = [page.say(key) for key in ("field", "column", "kind", "explanation")]
        fields = [field for field in type_.fields.values() if (type_.name, field.name) != (PORTFOLIO, type_.key)]
        yield from table(headings, (_row(page, field, type_) for field in fields))


def _row(page: Page, field: FieldType, type_: RecordType) -> list[str]:
    notes = [page.say("key")] if field.name == type_.key else [page.say("required")] if field.required else []
    notes += [page.own(field.help)] if field.help else []
    inner = field.element or field
    known = [text(note) for note in (*notes, *_bounds(page, inner))]
    if inner.type.names:
        known.append(choices(page, field))
    return [text(label(field, page.language)), code(field.name), _kind(page, field), "; ".join(known)]


def _kind(page: Page, field: FieldType) -> str:
    match field.type.kind:
        case "list" if field.element:
            return page.say("list", _kind(page, field.element))
        case "ref":
            return page.say("ref", _referred(page, field.type.record))
    return page.say(field.type.kind)


def _referred(page: Page, record: str) -> str:
    """What a reference leads to."""
    if page.rulebook.types[record].table:
        return phrase((page.phrases.several(record),))
    return text(lowered(page.phrases.one(record).text))


def _bounds(page: Page, field: FieldType) -> Iterator[str]:
    low, high = (None if end is None else page.phrases.bare(end, field.type) for end in (field.min, field.max))
    if low is not None and high is not None:
        yield page.say("between", low, high)
    elif low is not None:
        yield page.say("at least", low)
    elif high is not None:
        yield page.say("at most", high)
