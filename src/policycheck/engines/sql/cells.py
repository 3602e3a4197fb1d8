"""Cells read in bulk: for a field and a column of DuckDB, the SQL that says each cell's value, or that it has none.

It says what `language/values.py` says of the same cell, and of one in a sheet what `records/cells.py` says.
"""

from __future__ import annotations

import re

from sqlglot import exp

from policycheck.engines.sql import build as sql
from policycheck.engines.sql.build import Sql
from policycheck.engines.sql.cell_dates import date_of_date, date_of_text, date_of_time, period_of_text
from policycheck.engines.sql.cell_nodes import BLANK, Cell, Mismatch, cast, null, says_something, unread
from policycheck.engines.sql.cell_numbers import (
    WHOLES,
    bit_of_number,
    is_number,
    number_of_decimal,
    number_of_float,
    number_of_whole,
    text_of_number,
)
from policycheck.engines.sql.cell_numerals import EXACT, number_of_text
from policycheck.engines.sql.cell_texts import boolean_cell, choice_cell, formula_error, text_cell
from policycheck.language.rulebook import FieldType
from policycheck.language.values import MOST_TEXT

__all__ = ["Cell", "Mismatch", "cell"]

_TYPES = {"boolean": "BOOLEAN", "integer": "BIGINT", "number": EXACT, "money": EXACT, "date": "DATE"}
_DECIMAL = re.compile(r"DECIMAL\((\d+), ?(\d+)\)")
_LIST = re.compile(r"(.+)\[(\d*)\]", re.DOTALL)
_TIMES = ("TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS", "TIMESTAMP WITH TIME ZONE")
_FLOATS = ("DOUBLE", "FLOAT")
_NOTHING = ('"NULL"', "NULL")

_WORDS = (
    (r".+\[\d*\]", "lists"),
    ("BOOLEAN", "yes and no"),
    ("DATE", "dates"),
    ("TIMESTAMP.*", "points in time"),
    ("TIME.*", "times of day"),
    ("INTERVAL", "lengths of time"),
    ("BLOB", "bytes"),
    ("BIT", "bits"),
    ("UUID", "UUIDs"),
    (r"(STRUCT|MAP|UNION|VARIANT)\b.*", "parts with names of their own"),
    ("GEOMETRY.*", "shapes on a map"),
    (r"(DECIMAL\b.*|DOUBLE|FLOAT|U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|BIGNUM)", "numbers"),
    (r"(VARCHAR|JSON|ENUM\(.*)", "texts"),
)


def cell(field: FieldType, column: Sql, source: str, *, sheet: bool = False, zone: str = "UTC") -> Cell:
    """How the cells of a column are read for a field; `Mismatch` where none of them could be.

    `source` is the column's type as DESCRIBE tells it. `sheet`: the texts are cells of a CSV file, so that spaces of
    spreadsheets are spaces, and `#N/A` is an error. `zone`: where a point in time is midnight, if it has a time zone.
    """
    found = _cell(field, sql.operand(column), source, sheet, zone)
    faulty, there = (part and part.copy() for part in (found.faulty, found.there))
    return Cell(found.value.copy(), faulty, there)


def _cell(field: FieldType, column: Sql, source: str, sheet: bool, zone: str) -> Cell:
    if source in _NOTHING:
        return Cell(null(_type(field)), None)
    if source.startswith("ENUM("):
        column = cast(column, "VARCHAR")
    if source in ("VARCHAR", "JSON") or source.startswith("ENUM("):
        return _of_text(field, column, sheet)
    if field.element is not None:
        return _of_list(field.element, column, source, zone)
    found = _of_number(field, column, source)
    if found is None and source == "BOOLEAN" and field.type.kind == "boolean":
        found = Cell(column, None)
    if found is None and source == "UUID" and field.type.kind in ("text", "ref"):
        found = Cell(cast(column, "VARCHAR"), None)
    if found is None and field.type.kind == "date":
        if source == "DATE":
            found = date_of_date(field, column)
        elif source in _TIMES:
            found = date_of_time(field, column, source, zone)
    if found is None:
        raise Mismatch(_in_words(source))
    return found


def _type(field: FieldType) -> str:
    """The type of a field's values."""
    return f"{_type(field.element)}[]" if field.element is not None else _TYPES.get(field.type.kind, "VARCHAR")


def _in_words(source: str) -> str:
    """What a column of a type holds."""
    for pattern, words in _WORDS:
        if re.fullmatch(pattern, source, re.DOTALL):
            return words
    return f"values of the type {source}"


def _of_text(field: FieldType, column: Sql, sheet: bool) -> Cell:
    match field.type.kind:
        case "choice":
            return choice_cell(field, column)
        case "boolean":
            return boolean_cell(column)
        case "integer" | "number" | "money":
            return number_of_text(field, column)
        case "date":
            return date_of_text(field, column)
        case "period":
            return period_of_text(column, sheet)
        case "list":
            assert field.element is not None
            return _without_errors(_split(field.element, column, sheet), column, sheet)
    return _without_errors(text_cell(field, column, sheet), column, sheet)


def _without_errors(found: Cell, column: Sql, sheet: bool) -> Cell:
    """The same; a fault where a spreadsheet could not tell a value."""
    if not sheet or found.faulty is None:
        return found
    error = formula_error(column)
    value = sql.case([(sql.not_(sql.coalesce(error, exp.false())), found.value)])
    return Cell(value, sql.any_of([found.faulty, sql.coalesce(error, exp.false())]))


def _of_number(field: FieldType, column: Sql, source: str) -> Cell | None:
    """How numbers are read; None where a column holds none, or a field could not be one."""
    decimal = _DECIMAL.fullmatch(source)
    if not (decimal or source in WHOLES or source in _FLOATS):
        return None
    digits, scale = (int(decimal[1]), int(decimal[2])) if decimal else (0, 0)
    kind = field.type.kind
    if kind == "boolean":
        return bit_of_number(column, source, source in _FLOATS)
    if field.type.textual:
        found = text_of_number(column, source, digits, scale)
        if kind != "choice":
            return found
        value = choice_cell(field, found.value).value
        return Cell(value, unread(column, value, is_number(column) if source in _FLOATS else None))
    if not field.type.numeric:
        return None
    if decimal:
        return number_of_decimal(field, column, digits, scale)
    return number_of_whole(field, column, source) if source in WHOLES else number_of_float(field, column, source)


_ONE = "cell"
"""An element of a list."""


def _split(element: FieldType, column: Sql, sheet: bool) -> Cell:
    """A list from a text with `;` between its elements."""
    parts = sql.call("STRING_SPLIT", column, sql.text(";"))
    parts = sql.call("LIST_FILTER", parts, _lambda(says_something(sql.bare(_ONE))))
    one = _cell(element, sql.bare(_ONE), "VARCHAR", sheet=False, zone="") if not sheet else _of_part(element)
    any_ = sql.call("REGEXP_MATCHES", column, sql.text(f"[^;{BLANK}]"))
    value = sql.case([(any_, _each(parts, one.value))])
    return Cell(value, _any(column, parts, one.faulty, element))


def _of_part(element: FieldType) -> Cell:
    """How a part of a sheet's cell is read, which is no cell by itself."""
    if element.type.textual and element.type.kind != "choice":
        return text_cell(element, sql.bare(_ONE), sheet=True)
    return _of_text(element, sql.bare(_ONE), sheet=True)


def _of_list(element: FieldType, column: Sql, source: str, zone: str) -> Cell:
    """A list from one."""
    found = _LIST.fullmatch(source)
    if not found or _LIST.fullmatch(found[1]):
        raise Mismatch(_in_words(source))
    try:
        one = _cell(element, sql.bare(_ONE), found[1], False, zone)
    except Mismatch as mismatch:
        raise Mismatch(f"lists of {mismatch.words}") from None
    items = cast(column, f"{found[1]}[]") if found[2] else column
    if found[1] in _NOTHING:
        return Cell(cast(items, f"{_type(element)}[]"), None)
    there = sql.coalesce(sql.binary(exp.GT, sql.call("LEN", items), sql.number(0)), exp.false())
    if one.faulty is None and one.value == sql.bare(_ONE):
        return Cell(items, None, there)

    return Cell(_each(items, one.value), _any(column, items, one.faulty, None), there)


def _each(items: Sql, value: Sql) -> Sql:
    return sql.call("LIST_TRANSFORM", items, _lambda(value))


def _any(column: Sql, items: Sql, faulty: Sql | None, short: FieldType | None) -> Sql | None:
    """Whether an element is a fault; texts are none that are `short`, which is told of the whole."""
    if faulty is None:
        return None
    found = sql.coalesce(sql.call("LIST_CONTAINS", _each(items, faulty), exp.true()), exp.false())
    if short is None or not short.type.textual or short.type.kind == "choice" or short.lower:
        return found
    long = sql.binary(exp.GT, sql.call("STRLEN", column), sql.number(MOST_TEXT))
    return sql.case([(long, found)], exp.false())


def _lambda(body: Sql) -> Sql:
    return exp.Lambda(this=body, expressions=[sql.name(_ONE)])
