"""Excel workbooks, `.xlsx` and `.xlsm`, read by calamine within bounds and completed by what it does not tell."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile

from policycheck.faults import InvalidCall
from policycheck.records.faults import InputFault, Place
from policycheck.records.grid import Grid
from policycheck.records.input import Input
from policycheck.records.workbook.package import Package
from policycheck.records.workbook.survey import UNCALCULATED, Refused, Survey

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

MOST_CELLS = 10_000_000
"""Cells of a workbook, those in between that are empty counted: of a sheet, from the first to the last row and column
that hold something."""
_BROKEN = (
    BadZipFile,
    ExpatError,
    LookupError,
    NotImplementedError,
    OSError,
    OverflowError,
    EOFError,
    ValueError,
    struct.error,
    zlib.error,
)
"""What reading a damaged file may end in."""


def read_workbook(name: str, content: bytes, into: Input) -> None:
    """Adds a sheet for each of a workbook's, hidden ones too; charts and macros are passed over."""
    try:
        from python_calamine import CalamineWorkbook, SheetTypeEnum
    except ImportError:
        raise InvalidCall(f"reading `{name}` needs python-calamine: pip install 'policycheck[excel]'") from None
    with _told(Place(name), into):
        package = Package(content)  # first, for calamine would take whatever room it needs
        workbook = CalamineWorkbook.from_filelike(BytesIO(content))
        sheets = [sheet.name for sheet in workbook.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
        _add(name, sheets, workbook, package, into)


def uncalculated(content: bytes) -> dict[str, list[tuple[int, int]]]:
    """By sheet, the rows and columns of formulas without a value; raises for what is out of the bounds of reading."""
    package, found, left = Package(content), dict[str, list[tuple[int, int]]](), MOST_CELLS
    for name in package.sheets:
        try:
            survey = package.survey(name)
        except Refused:  # a chart
            continue
        left -= survey.cells
        if left < 0:
            raise Refused("sheet_too_large", str(survey.bottom), str(survey.right))
        found[name] = [
            (row, column)
            for row, errors in survey.errors.items()
            for column, error in errors.items()
            if error is UNCALCULATED
        ]
    return {name: cells for name, cells in found.items() if cells}


@contextmanager
def _told(place: Place, into: Input) -> Iterator[None]:
    """Takes in as a fault whatever goes wrong with a workbook or one of its sheets."""
    why, words = "broken_workbook", tuple[str, ...]()
    try:
        yield
        return
    except Refused as refused:
        why, words = refused.why, refused.words
    except _BROKEN:
        pass
    except BaseException as error:
        kind = type(error)  # calamine's own, one of which tells of a panic
        if not (kind.__module__.startswith("python_calamine") or kind.__name__ == "PanicException"):
            raise
    into.faults.append(InputFault(None, None, None, None, why, words, place))


def _add(name: str, sheets: list[str], workbook: CalamineWorkbook, package: Package, into: Input) -> None:
    """Adds the sheets one by one, as long as what they take is within bounds."""
    left = MOST_CELLS
    for sheet in sheets:
        place = Place(name, sheet)
        with _told(place, into):
            survey = package.survey(sheet)
            if survey.cells > left:
                raise Refused("sheet_too_large", str(survey.bottom), str(survey.right))
            left -= survey.cells
            rows = _rows(workbook, survey, place, into)
            into.batches.append(Grid(sheet, rows, name, sheet, survey.top or 1, survey.left or 1, survey.merged))


def _rows(workbook: CalamineWorkbook, survey: Survey, place: Place, into: Input) -> Iterator[Sequence[object]]:
    """The rows of a sheet as far as they can be read, with errors where calamine has nothing."""
    with _told(place, into):
        sheet = workbook.get_sheet_by_name(place.sheet or "")
        start, found = sheet.start, 0
        if start is not None and (start[0] + 1 < survey.top or start[1] + 1 < survey.left):
            raise Refused("broken_workbook")
        before = [""] * (start[1] + 1 - survey.left) if start else []
        for number, row in enumerate(sheet.iter_rows(), 1):  # from the sheet's first row on, whichever `start` is
            if number >= survey.top:
                found = number
                cells: list[object] = [*before, *row]
                yield _completed(cells, survey, number) if number in survey.errors else cells
        for number in range(max(found + 1, survey.top), max(survey.errors, default=0) + 1):
            yield _completed([], survey, number)


def _completed(cells: list[object], survey: Survey, number: int) -> list[object]:
    """A row with the errors that stand in it."""
    for column, error in survey.errors.get(number, {}).items():
        at = column - survey.left
        cells += [None] * (at + 1 - len(cells))
        cells[at] = error
    return cells
