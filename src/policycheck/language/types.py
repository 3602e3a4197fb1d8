"""The types of values, and of the things expressions speak of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias

Texts: TypeAlias = dict[str, str]
"""A text by language; the key `*` stands for every language."""

Scalar: TypeAlias = str | bool | int | Decimal | date

MOST_DIGITS = 18
"""Digits before the point that a number may have; a result with more is missing."""
MOST_DECIMALS = 6
"""Digits behind the point that an input may have."""
MOST_SCALE = 12
"""Digits behind the point that an expression's result may have."""
LIMIT = 10**MOST_DIGITS


@dataclass(frozen=True)
class Interval:
    """Half-open in time: `start` belongs to it, `until` does not; None is open."""

    start: date | None = None
    until: date | None = None

    def __contains__(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.until is None or day < self.until)


Value: TypeAlias = Scalar | Interval | tuple[Scalar | None, ...]
"""A known value; None beside it means missing."""


@dataclass(frozen=True)
class Type:
    """A type: of values (text … list, period), or of what only expressions hold (record … faulty)."""

    kind: str
    names: tuple[str, ...] = ()
    """The choices of a choice, the flags of flags, in the pack's order."""
    record: str = ""
    """The record type that a ref, a record or a collection speaks of."""
    of: Type | None = None
    """The type of a list's elements."""
    scale: int = 0
    """Digits behind the point that a number may have."""

    def __str__(self) -> str:
        match self.kind:
            case "list":
                return f"a list of {self.of.kind if self.of else 'values'}"
            case "ref":
                return f"a reference to {self.record}"
            case "record":
                return f"a record ({self.record})"
            case "collection":
                return f"a collection of {self.record}"
            case "flags":
                return "a set of flags"
            case "missing":
                return "`None`"
            case "duration":
                return "a length of time"
            case _:
                return self.kind

    @property
    def numeric(self) -> bool:
        """Whether it takes part in arithmetic."""
        return self.kind in ("integer", "number", "money")

    @property
    def textual(self) -> bool:
        """Whether its values are texts."""
        return self.kind in ("text", "choice", "ref")


TEXT = Type("text")
BOOLEAN = Type("boolean")
INTEGER = Type("integer")
NUMBER = Type("number", scale=MOST_DECIMALS)
MONEY = Type("money", scale=MOST_DECIMALS)
DATE = Type("date")
PERIOD = Type("period")
DURATION = Type("duration")
MISSING = Type("missing")
FAULTY = Type("faulty")
"""The type of a part that has a fault already; every check lets it pass."""

SIMPLE = {
    "text": TEXT,
    "boolean": BOOLEAN,
    "integer": INTEGER,
    "number": NUMBER,
    "money": MONEY,
    "date": DATE,
    "period": PERIOD,
}


def choice(names: tuple[str, ...]) -> Type:
    """One of some names."""
    return Type("choice", names=names)


def ref(record: str) -> Type:
    """The key of a record."""
    return Type("ref", record=record)


def record(name: str) -> Type:
    """A record itself."""
    return Type("record", record=name)


def collection(name: str) -> Type:
    """Records of one type."""
    return Type("collection", record=name)


def list_of(element: Type) -> Type:
    """A list of scalars."""
    return Type("list", of=element)


def flags(names: tuple[str, ...]) -> Type:
    """Named conditions."""
    return Type("flags", names=names)


def scaled(kind: str, scale: int) -> Type:
    """A number of a kind with so many digits behind the point."""
    return Type(kind, scale=scale)
