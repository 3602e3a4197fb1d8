"""What fields, parameters, lists and collections can hold, by what a pack declares of them."""

from __future__ import annotations

from dataclasses import replace

from policycheck.author.truths.ranges import (
    FIRST_DAY,
    LAST_DAY,
    LEAST,
    MOST,
    ZERO,
    Range,
    between,
    exactly,
    join,
    perhaps,
)
from policycheck.author.truths.terms import Term
from policycheck.language.rulebook import FieldType, Rulebook
from policycheck.language.types import Type

_TEXT = Range(False, None, frozenset(("",)))
"""What is read as a text is not empty."""


def declared(term: Term, rulebook: Rulebook) -> Range:
    """What a field can hold; of a table, what its rows do."""
    record, name = term.name
    type_ = rulebook.types[record]
    field = type_.fields[name]
    if record in rulebook.tables:
        column = [exactly(row[type_.column[name]]) for row in rulebook.table_rows[record]]
        return perhaps(join(column), field.type.kind in ("ref", "list"))
    return perhaps(read(field, rulebook), name != type_.key)


def read(field: FieldType, rulebook: Rulebook) -> Range:
    """What can be read as a value of a field or a parameter."""
    found = of_type(field.type, rulebook)
    if found.low is None or field.type.kind == "list":
        return found
    low = found.low if field.min is None else exactly(field.min).low
    high = found.high if field.max is None else exactly(field.max).high
    return replace(found, low=low, high=high)


def of_type(type_: Type, rulebook: Rulebook) -> Range:
    """What a value of a type can be that is not missing."""
    if type_.numeric:
        return between(LEAST, MOST)
    match type_.kind:
        case "boolean":
            return Range(False, frozenset((True, False)))
        case "choice":
            return Range(False, frozenset(type_.names))
        case "date":
            return between(FIRST_DAY, LAST_DAY)
        case "list" | "collection":
            return between(ZERO, MOST)
        case "ref" if type_.record in rulebook.tables:
            table = rulebook.tables[type_.record]
            return Range(False, frozenset(table.key_of(row) for row in rulebook.table_rows[type_.record]))
        case "text" | "ref":
            return _TEXT
    return Range(False)


def length(term: Term, rulebook: Rulebook) -> Range:
    """How many records a collection can have; of a whole table, as many as it has."""
    record, field = term.name
    rows = len(rulebook.table_rows.get(record, ()))
    if field is None and record in rulebook.tables:
        return exactly(rows)
    return between(ZERO, MOST)


def elements(over: Term, rulebook: Rulebook) -> Range:
    """What an element of a list or a collection can be."""
    if over.type.kind == "collection":
        return Range(False)
    if over.does == "const" and isinstance(over.name, tuple):
        return join(exactly(one) for one in over.name)
    if over.does == "field":
        record, name = over.name
        field = rulebook.types[record].fields[name]
        if field.element is not None:
            return perhaps(read(field.element, rulebook), True)
    of = over.type.of
    return perhaps(Range(False) if of is None or of.textual else of_type(of, rulebook), True)
