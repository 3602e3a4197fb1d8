"""What is wrong with data, and what was passed over: each with its place and in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from policycheck.faults import PolicyCheckError
from policycheck.records.grid import cell
from policycheck.wording import say


@dataclass(frozen=True)
class Place:
    """Where something stands: file, sheet, and the numbers (from 1) of its row and, in a sheet, of its column."""

    file: str | None = None
    sheet: str | None = None
    row: int | None = None
    column: int | None = None

    @property
    def cell(self) -> str | None:
        """The cell's name, such as F7; None outside sheets, and where no one cell is meant."""
        return cell(self.row, self.column) if self.row and self.column else None

    def told(self, language: str) -> list[str]:
        """The parts of the place as people read them: `x.xlsx`, `Projects!F7`."""
        row = say("row", language, self.row) if self.row else None
        if self.cell:
            within = [f"{self.sheet}!{self.cell}" if self.sheet else self.cell]
        else:
            within = [word for word in (self.sheet, row) if word]
        return [self.file, *within] if self.file else within


@dataclass(frozen=True)
class InputFault:
    """A cell, a row or a file that could not be used; a cell counts as missing."""

    type: str | None
    key: str | None
    column: str | None
    value: str | None
    why: str
    """A key of the texts in `wording`."""
    words: tuple[str, ...] = ()
    place: Place = Place()

    @property
    def message(self) -> str:
        """What is wrong, in English."""
        return self.text("en")

    def text(self, language: str) -> str:
        """What is wrong, in a language."""
        return say(self.why, language, *self.words)

    def told(self, language: str) -> str:
        """Where it is and what is wrong, on one line, in a language."""
        place = self.place
        standing = place.told(language) if place.file or self.key is None else [place.sheet]
        of = None if place.cell else self.type  # a sheet is of one type, and says so itself
        where = " · ".join(word for word in (*standing, of, self.key, self.column) if word)
        value = f"{say('quoted', language, self.value)} " if self.value is not None else ""
        return f"{where}: {value}{self.text(language)}" if where else f"{value}{self.text(language)}"

    def without_place(self) -> InputFault:
        """The same, of a row that stands nowhere."""
        return replace(self, place=Place())

    def to_dict(self) -> dict[str, object]:
        """As in the report's JSON."""
        return {
            "type": self.type,
            "key": self.key,
            "column": self.column,
            "value": self.value,
            "message": self.message,
            "file": self.place.file,
            "sheet": self.place.sheet,
            "row": self.place.row,
            "cell": self.place.cell,
        }

    @property
    def order(self) -> tuple[str, str, str, int, str, str, str, int]:
        """A stable order: by type, key, column and place."""
        place = self.place
        at = (place.row or 0, place.file or "", self.value or "", place.sheet or "", place.column or 0)
        return (self.type or "", self.key or "", self.column or "", *at)


MOST_LISTED = 20
"""Input faults that an exception lists in one go; the rest is counted."""


class InvalidRecords(PolicyCheckError):
    """Data with input faults, where the caller asked for none (`strict=True`)."""

    def __init__(self, faults: tuple[InputFault, ...]) -> None:
        self.faults = faults
        lines = [fault.told("en") for fault in faults[:MOST_LISTED]]
        more = [f"… and {len(faults) - MOST_LISTED} more"] if len(faults) > MOST_LISTED else []
        super().__init__("\n".join([*lines, *more]))


@dataclass(frozen=True)
class Note:
    """Something the reader of a report should know that is no fault."""

    what: str
    words: tuple[str, ...] = ()

    def text(self, language: str) -> str:
        """The note in a language."""
        return say(self.what, language, *self.words)


def shown(value: object) -> str | None:
    """A value as text, cut where it is long."""
    if value is None:
        return None
    text = getattr(value, "written", None) or (value if isinstance(value, str) else _plain(value))
    return text if len(text) <= 200 else text[:199] + "…"


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int) and abs(value) >= 10**200:
        return f"{'-' if value < 0 else ''}≈10^{int(value.bit_length() * 0.30103)}"
    if isinstance(value, Mapping):
        return "{…}"
    if isinstance(value, list | tuple):
        return "; ".join("[…]" if isinstance(one, list | tuple) else shown(one) or "" for one in value[:20])
    return str(value)
