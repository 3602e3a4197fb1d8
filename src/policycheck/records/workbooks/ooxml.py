"""Survey of the sheets of `.xlsx` and `.xlsm`: their XML, cell by cell."""

from __future__ import annotations

from collections.abc import Callable
from typing import IO
from xml.parsers import expat

from policycheck.records.workbooks.survey import UNCALCULATED, Refused, Survey

CHUNK = 1 << 20
"""Bytes that are unpacked at a time."""
_DIGITS = "0123456789"
_FORMULA, _ERROR = "formula", "error"


def survey_xml(stream: IO[bytes]) -> Survey:
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
        self.parser, self.survey = parser, Survey()
        self.columns: set[str] = set()
        self.top = self.bottom = 0
        self.text: list[str] = []
        self.end: Callable[[], None] = lambda: None
        parser.StartElementHandler = self._root

    def done(self) -> Survey:
        """The survey, at the sheet's end."""
        self.end()
        if self.columns:
            columns = [_column(letters) for letters in self.columns]
            self.survey.take(self.top, min(columns), max(columns))
            self.survey.take(self.bottom, min(columns))
        return self.survey

    def _root(self, name: str, attributes: list[str]) -> None:
        """The first element; the names of all others have its prefix."""
        self.parser.StartElementHandler = self._handler(name[: name.find(":") + 1])

    def _handler(self, prefix: str) -> Callable[[str, list[str]], None]:
        """What is called for each element, and so most of what a survey costs: hence no attribute that need not be."""
        c, v, f, text, row, merged = (prefix + name for name in ("c", "v", "f", "is", "row", "mergeCell"))
        add, values, last = self.columns.add, (v, text), ""
        cell: list[str] = []
        ref = ""  # the cell that is being read; in a row without any as yet, the row's number
        pending = ""  # whether the cell has a formula or an error, of which the rest is to come

        def settle() -> None:
            """At a cell's end."""
            nonlocal pending
            if pending:
                self._settle(pending, ref)
                pending = ""

        def start(name: str, attributes: list[str]) -> None:
            nonlocal cell, last, ref, pending
            if name == c:
                if pending:
                    settle()
                cell = attributes
                ref = cell[1] if cell and cell[0] == "r" else _next(ref, cell)
            elif name in values:
                pending = ""
                letters = ref.rstrip(_DIGITS)
                add(letters)
                if (digits := ref[len(letters) :]) != last:
                    last = digits
                    self._row(digits)
                if "e" in cell and _attribute(cell, "t") == "e":
                    pending = _ERROR
                    self.text.clear()
                    self.parser.CharacterDataHandler = self.text.append
            elif name == f:
                pending = _FORMULA
            elif name == row:
                settle()
                ref = _attribute(attributes, "r") or str(int(ref.lstrip(_LETTERS) or 0) + 1)
            elif name == merged:
                self._merged(_attribute(attributes, "ref"))

        self.end = settle
        return start

    def _row(self, digits: str) -> None:
        row = _number(digits)
        self.top = min(self.top or row, row)
        self.bottom = max(self.bottom, row)

    def _settle(self, pending: str, ref: str) -> None:
        """Takes in an error with its name, or a formula that no value followed."""
        row, column = _cell(ref)
        if pending == _ERROR:
            self.parser.CharacterDataHandler = None
            self.survey.error(row, column, "".join(self.text).strip() or "#N/A")
        else:
            self.survey.error(row, column, UNCALCULATED)

    def _merged(self, ref: str) -> None:
        first, _, last = ref.partition(":")
        self.survey.merge(*_cell(first), *_cell(last or first))


def _next(ref: str, cell: list[str]) -> str:
    """The cell's name where it is not the first thing said of it: it may go without, and is then the next one."""
    digits = ref.lstrip(_LETTERS)
    letters = ref[: len(ref) - len(digits)]
    return _attribute(cell, "r") or f"{_letters(_column(letters) + 1 if letters else 1)}{digits}"


_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def _attribute(attributes: list[str], name: str) -> str:
    for at in range(0, len(attributes), 2):
        if attributes[at] == name:
            return attributes[at + 1]
    return ""


def _cell(ref: str) -> tuple[int, int]:
    digits = ref.lstrip(_LETTERS)
    return _number(digits), _column(ref[: len(ref) - len(digits)])


def _number(digits: str) -> int:
    if not digits.isdecimal() or len(digits) > 9:
        raise Refused("broken_workbook")
    return int(digits)


def _column(letters: str) -> int:
    found = 0
    for letter in letters:
        at = _LETTERS.find(letter)
        if at < 0 or len(letters) > 5:
            raise Refused("broken_workbook")
        found = 26 * found + at + 1
    return found


def _letters(column: int) -> str:
    found = ""
    while column:
        column, at = divmod(column - 1, 26)
        found = _LETTERS[at] + found
    return found
