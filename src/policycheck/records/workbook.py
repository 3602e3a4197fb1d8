"""Workbooks of spreadsheets, `.xlsx`, `.xlsm`, `.xls`, `.xlsb` and `.ods`: each sheet as it stands there."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile

from policycheck.faults import InvalidCall
from policycheck.records.faults import InputFault, Place
from policycheck.records.grid import Grid
from policycheck.records.input import Input
from policycheck.records.workbooks.compound import MAGIC
from policycheck.records.workbooks.legacy import legacy
from policycheck.records.workbooks.packed import Surveys, packed
from policycheck.records.workbooks.survey import MOST_CELLS, Refused, Survey

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

_BROKEN = (
    BadZipFile,
    ExpatError,
    LookupError,
    NotImplementedError,
    OSError,
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
        surveys, at_once = _surveys(content)
        if at_once and sum(survey().cells for survey in surveys.values()) > MOST_CELLS:
            largest = max((survey() for survey in surveys.values()), key=lambda survey: survey.cells)
            raise Refused("workbook_too_wide", str(largest.bottom), str(largest.right))
        workbook = CalamineWorkbook.from_filelike(BytesIO(content))
        sheets = [sheet.name for sheet in workbook.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
        if not surveys.keys() >= set(sheets):
            raise Refused("broken_workbook")
        _add(name, sheets, workbook, surveys, into)


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
        if not (kind.__module__.startswith("python_calamine") or kind.__name__ in ("PanicException", "PasswordError")):
            raise
        why = "locked_workbook" if kind.__name__ == "PasswordError" else why
    into.faults.append(InputFault(None, None, None, None, why, words, place))


def _surveys(content: bytes) -> tuple[Surveys, bool]:
    """What is to be known of a workbook before it is opened, and whether calamine then takes all its sheets in.

    It would take whatever room it needs; and it tells no errors.
    """
    if content.startswith(MAGIC):
        return {name: partial(_same, survey) for name, survey in legacy(content).items()}, True
    if content.startswith(b"PK"):
        try:
            return packed(content)
        except RuntimeError as error:
            if isinstance(error, NotImplementedError | RecursionError):
                raise
            raise Refused("locked_workbook") from None  # how zipfile says that a password is needed
    raise Refused("not_a_workbook")


def _same(survey: Survey) -> Survey:
    return survey


def _add(name: str, sheets: list[str], workbook: CalamineWorkbook, surveys: Surveys, into: Input) -> None:
    """Adds the sheets one by one, as long as what they take is within bounds."""
    left = MOST_CELLS
    for sheet in sheets:
        place = Place(name, sheet)
        with _told(place, into):
            survey = surveys[sheet]()
            if survey.cells > left:
                raise Refused("sheet_too_large", str(survey.bottom), str(survey.right))
            left -= survey.cells
            top, column = survey.top or 1, survey.left or 1
            rows = _rows(workbook, survey, place, into)
            into.batches.append(Grid(sheet, rows, name, sheet, top, column, tuple(survey.merged)))


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
