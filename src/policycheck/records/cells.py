"""Cells of sheets as values of a field: what spreadsheets do to numbers, dates and spaces, undone or told."""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from decimal import Decimal

from policycheck.language.rulebook import FieldType
from policycheck.language.types import Value
from policycheck.language.unreadable import Unreadable
from policycheck.language.values import Reader, reader

SHOWN_DIGITS = 15
"""The digits of a number that spreadsheets show; a binary float has more, which nobody has written."""
SHEET_SPACES = dict.fromkeys(map(ord, "\u00a0\u2007\u202f"), " ")
FORMULA_ERROR = re.compile(
    r"#(NULL!|DIV/0!|VALUE!|REF!|NAME\?|NUM!|N/A|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|BUSY!|UNKNOWN!|GETTING_DATA"
    r"|TOM!|VERDI!|NAVN\?|I/T|OVERFLYT!|#+)|Err:[0-9]{3}"
)
"""What stands in the place of a value: as stored, as Norwegian Excel exports it, in a column that is too narrow."""


def cell_reader(field: FieldType) -> Reader:
    """How cells of a field's column are read."""
    kind, read = field.type.kind, reader(field)
    if field.element is not None:
        return _lists(read, cell_reader(field.element))
    if kind == "date":
        return _dates(read)
    return _numbers(read) if field.type.numeric else _texts(read)


def blank(cell: object) -> bool:
    """Whether a cell holds nothing."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _dates(read: Reader) -> Reader:
    def cell(value: object) -> Value | None:
        if value.__class__ is str:
            return read(_text(value))
        if value.__class__ is float or value.__class__ is int:
            raise Unreadable("number_not_date")
        return read(value)

    return cell


def _numbers(read: Reader) -> Reader:
    def cell(value: object) -> Value | None:
        if value.__class__ is str:
            return read(_text(value))
        if value.__class__ is float:
            return read(_shown(value))
        if isinstance(value, date | time | timedelta):
            raise Unreadable("date_not_number")
        return read(value)

    return cell


def _texts(read: Reader) -> Reader:
    def cell(value: object) -> Value | None:
        if value.__class__ is str:
            return read(_text(value))
        if isinstance(value, date | time | timedelta):
            raise Unreadable("date_not_text")
        if value.__class__ is float:
            if abs(value) >= 10**SHOWN_DIGITS:
                raise Unreadable("rounded_number", str(SHOWN_DIGITS))
            return read(_shown(value))
        return read(value)

    return cell


def _lists(read: Reader, one: Reader) -> Reader:
    def cell(value: object) -> Value | None:
        if value.__class__ is str:
            return read(_text(value))
        found = one(value)
        return None if found is None else (found,)  # type: ignore[return-value]

    return cell


def _text(cell: str) -> str:
    if cell.isascii():
        if (cell[:1] == "#" or cell[:4] == "Err:") and FORMULA_ERROR.fullmatch(cell.strip()):
            raise Unreadable("formula_error")
        return cell
    return cell.translate(SHEET_SPACES)


def _shown(number: float) -> int | Decimal | float:
    """The number that a spreadsheet shows: 0.1 + 0.2 is 0.3 there."""
    if number.is_integer() and abs(number) < 10**SHOWN_DIGITS:
        return int(number)
    found = Decimal(format(number, f".{SHOWN_DIGITS}g"))
    return found if found.is_finite() else number
