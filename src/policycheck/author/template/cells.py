"""A value as it stands in a cell: of a workbook, for people, or of a CSV file, for programs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TypeAlias

from policycheck.author.template.plan import Plan
from policycheck.language.rulebook import FieldType
from policycheck.language.types import Scalar, Value
from policycheck.wording import say

Cell: TypeAlias = str | int | Decimal | date

MOST_CHARACTERS = 32_767
"""Characters that a cell of a workbook may have."""
MOST_EXACT = 15
"""Digits of a number that a workbook keeps; one with more is kept as text."""
FIRST_DAY = date(1900, 3, 1)
"""The first day on whose number all programs agree; an earlier one is kept as text."""


class Unwritable(Exception):
    """A value that no cell can hold, and why."""


def workbook_cell(value: Value, field: FieldType, plan: Plan) -> Cell:
    """A value for a cell of a workbook: numbers and dates as such, choices by their labels, lists joined."""
    if isinstance(value, tuple):
        return _fitting(_joined(value, [str(_shown(one, _element(field), plan)) for one in value if one is not None]))
    found = _shown(value, field, plan)  # type: ignore[arg-type]
    return _fitting(found) if isinstance(found, str) else found


def csv_cell(value: Value, field: FieldType) -> str:
    """A value for a cell of a CSV file: dates as 2025-12-31, numbers with a point, choices by their names."""
    if isinstance(value, tuple):
        return _joined(value, [_plain(one) for one in value if one is not None])
    return _plain(value)  # type: ignore[arg-type]


def number_text(value: int | Decimal) -> str:
    """A number as short as it can be, yet read in one way only: three decimals become four, lest they be thousands."""
    whole, point, decimals = format(value, "f").partition(".")
    decimals = decimals.rstrip("0")
    return f"{whole}{point if decimals else ''}{decimals}{'0' if len(decimals) == 3 else ''}"


def _element(field: FieldType) -> FieldType:
    assert field.element is not None
    return field.element


def _shown(value: Scalar, field: FieldType, plan: Plan) -> Cell:
    if isinstance(value, bool):
        return say("yes" if value else "no", plan.language)
    if isinstance(value, int | Decimal):
        return value if field.type.numeric and _exact(value) else number_text(value)
    if isinstance(value, date):
        return value if value >= FIRST_DAY else value.isoformat()
    return plan.choices(field)[value] if field.type.kind == "choice" else value


def _plain(value: Scalar) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, str) else number_text(value)


def _exact(value: int | Decimal) -> bool:
    """Whether a workbook, which keeps numbers as floats of fifteen digits, keeps this one as it is."""
    return Decimal(f"{float(value):.{MOST_EXACT}G}") == value


def _joined(value: tuple[object, ...], parts: list[str]) -> str:
    if not value:
        raise Unwritable("an empty list cannot be told from one that is not stated: leave the field out")
    if len(parts) < len(value):
        raise Unwritable("a list with a missing element cannot be written in a cell")
    for part in parts:
        if ";" in part:
            raise Unwritable(f"`{part}` has a semicolon, which separates the elements of a list")
    return "; ".join(parts)


def _fitting(text: str) -> str:
    if len(text) > MOST_CHARACTERS:
        raise Unwritable(f"a cell holds at most {MOST_CHARACTERS:,} characters")
    return text
