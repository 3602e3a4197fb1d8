"""The data of a policy's page: its reference tables, and what is kept of each type of record."""

from __future__ import annotations

from collections.abc import Iterator

from policycheck.author.handbook.markdown import anchor, code, phrase, place, table, text
from policycheck.author.handbook.page import Page
from policycheck.author.handbook.values import choices, shown
from policycheck.author.prose import records as told
from policycheck.author.prose.records import ToldField


def tables(page: Page) -> Iterator[str]:
    """The reference tables, each with its rows."""
    for at, one in enumerate(told.tables(page)):
        yield from [""] if at else []
        yield f"### {place(anchor('t', one.name))}{code(one.name) if one.label is None else text(one.label)}"
        yield ""
        yield from table([text(words) for words in one.headings], ([shown(cell) for cell in row] for row in one.rows))


def records(page: Page) -> Iterator[str]:
    """The record types, each with its fields."""
    for at, one in enumerate(told.records(page)):
        yield from [""] if at else []
        yield f"### {text(one.label)}"
        yield ""
        yield page.say("in data", one.plural)
        yield ""
        headings = [page.say(key) for key in ("field", "column", "kind", "explanation")]
        yield from table(headings, (_row(field) for field in one.fields))


def _row(field: ToldField) -> list[str]:
    known = [text(note) for note in field.notes]
    if field.choices:
        known.append(choices(field.choices))
    return [text(field.label), code(field.name), phrase(field.kind), "; ".join(known)]
