"""A look through a sheet's XML before it is read: where its cells lie, which hold an error, which are merged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import IO
from xml.parsers import expat

from policycheck.records.grid import Range, letters
from policycheck.records.input import Unusable

CHUNK = 1 << 20
"""Bytes that are unpacked at a time."""
MOST_ERRORS = 200_000
"""Cells of a sheet that hold an error."""
MOST_MERGED = 100_000
"""Merged ranges of a sheet."""
UNCALCULATED = Unusable("formula_without_value")
"""Stands for a formula whose result is not in the file."""
_DIGITS = "0123456789"
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_CELLS = ("c", "v", "is")
"""What makes a cell; calamine takes it for one whichever its prefix is."""


class Refused(Exception):
    """A workbook, or a sheet, that is not read; `why` is a key of the texts in `wording`."""

    def __init__(self, why: str, *words: str) -> None:
        self.why, self.words = why, words
        super().__init__(why, *words)


@dataclass(frozen=True)
class Survey:
    """What is known of a sheet before it is read; rows and columns from 1, all 0 where no cell holds anything."""

    top: int
    left: int
    bottom: int
    right: int
    errors: dict[int, dict[int, object]]
    """By row and column, what stands in the place of a value: an error's name, or an `Unusable`."""
    merged: tuple[Range, ...]

    @property
    def cells(self) -> int:
        """The cells that reading the sheet takes memory for, those in between that are empty counted."""
        return (self.bottom - self.top + 1) * (self.right - self.left + 1) if self.bottom else 0


def survey(stream: IO[bytes]) -> Survey:
    """What a sheet's XML holds; `Refused` or `expat.ExpatError` where it is not what it should be."""
    parser = expat.ParserCreate()
    parser.ordered_attributes = True
    parser.buffer_text = True
    reading = _Reading(parser)
    while chunk := stream.read(CHUNK):
        parser.Parse(chunk, False)
    parser.Parse(b"", True)
    return reading.done()


class _Reading:
    """One sheet under way."""

    def __init__(self, parser: expat.XMLParserType) -> None:
        self.parser = parser
        self.columns: set[str] = set()
        self.top = self.bottom = 0
        self.errors: dict[int, dict[int, object]] = {}
        self.count = 0
        self.merged: list[Range] = []
        self.settle: Callable[[], None] = lambda: None
        parser.StartElementHandler = self._root

    def done(self) -> Survey:
        """The survey, at the sheet's end."""
        self.settle()
        columns = [_column(one) for one in self.columns] or [0]
        return Survey(self.top, min(columns), self.bottom, max(columns), self.errors, tuple(self.merged))

    def _root(self, name: str, attributes: list[str]) -> None:
        """The first element; the names of all others have its prefix."""
        if name.rpartition(":")[2] != "worksheet":
            raise Refused("broken_workbook")
        self.parser.StartElementHandler = self._handler(name[: name.find(":") + 1])

    def _handler(self, prefix: str) -> Callable[[str, list[str]], None]:
        """What is called for each element, and so most of what a survey costs: hence no attribute that need not be."""
        c, v, f, text, row, merged = (prefix + name for name in ("c", "v", "f", "is", "row", "mergeCell"))
        add, values, last = self.columns.add, (v, text), ""
        cell: list[str] = []
        ref = ""  # the cell that is being read; in a row without any as yet, the row's number
        formula = False  # whether the cell has a formula, whose value is to come

        def settle() -> None:
            """At a cell's end."""
            nonlocal formula
            if formula:
                formula = False
                self._error(ref, UNCALCULATED)

        def calculated(value: str) -> None:
            if not value:
                self._error(ref, UNCALCULATED)

        def failed(value: str) -> None:
            self._error(ref, value or "#N/A")

        def start(name: str, attributes: list[str]) -> None:
            nonlocal cell, last, ref, formula
            if name == c:
                if formula:
                    settle()
                cell = attributes
                ref = cell[1] if cell and cell[0] == "r" else _next(ref, cell)
            elif name in values:
                column = ref.rstrip(_DIGITS)
                add(column)
                if (digits := ref[len(column) :]) != last:
                    last = digits
                    self._row(digits)
                if "e" in cell and _attribute(cell, "t") == "e":
                    self._hand_text(failed)
                elif formula and _attribute(cell, "t") != "str":  # a text may be empty
                    self._hand_text(calculated)
                formula = False
            elif name == f:
                formula = True
            elif name == row:
                settle()
                ref = _attribute(attributes, "r") or str(int(ref.lstrip(_LETTERS) or 0) + 1)
            elif name == merged:
                self._merge(_attribute(attributes, "ref"))
            elif (local := name.rpartition(":")[2]) in _CELLS or (local == "row" and attributes):
                raise Refused("broken_workbook")

        self.settle = settle
        return start

    def _row(self, digits: str) -> None:
        row = _number(digits)
        self.top = min(self.top or row, row)
        self.bottom = max(self.bottom, row)

    def _hand_text(self, to: Callable[[str], None]) -> None:
        """Hands on the text up to the next element's end; listening may end only there, or expat hands it on anew."""
        found: list[str] = []

        def end(_: str) -> None:
            self.parser.CharacterDataHandler = self.parser.EndElementHandler = None
            to("".join(found).strip())

        self.parser.CharacterDataHandler = found.append
        self.parser.EndElementHandler = end

    def _error(self, ref: str, found: object) -> None:
        """Takes in a cell that holds something other than a value."""
        self.count += 1
        if self.count > MOST_ERRORS:
            raise Refused("too_many_errors", str(MOST_ERRORS))
        column, digits = _parts(ref)
        self.columns.add(column)
        self._row(digits)
        self.errors.setdefault(int(digits), {})[_column(column)] = found

    def _merge(self, ref: str) -> None:
        """Takes in cells that are merged into one."""
        if len(self.merged) >= MOST_MERGED:
            raise Refused("too_many_merged", str(MOST_MERGED))
        first, _, last = ref.partition(":")
        self.merged.append(Range(*_place(first), *_place(last or first)))


def _next(ref: str, cell: list[str]) -> str:
    """The cell's name where it is not the first thing said of it: it may go without, and is then the next one."""
    column, digits = _parts(ref)
    return _attribute(cell, "r") or f"{letters(_column(column) + 1 if column else 1)}{digits}"


def _attribute(attributes: list[str], name: str) -> str:
    for at in range(0, len(attributes), 2):
        if attributes[at] == name:
            return attributes[at + 1]
    return ""


def _place(ref: str) -> tuple[int, int]:
    """A cell's row and column."""
    column, digits = _parts(ref)
    return _number(digits), _column(column)


def _parts(ref: str) -> tuple[str, str]:
    """The letters and the digits of a cell's name."""
    digits = ref.lstrip(_LETTERS)
    return ref[: len(ref) - len(digits)], digits


def _number(digits: str) -> int:
    if not digits.isdecimal() or len(digits) > 9:
        raise Refused("broken_workbook")
    return int(digits)


def _column(column: str) -> int:
    if not column or len(column) > 5 or column.strip(_LETTERS):
        raise Refused("broken_workbook")
    found = 0
    for letter in column:
        found = 26 * found + _LETTERS.index(letter) + 1
    return found
