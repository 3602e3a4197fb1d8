"""Survey of `.xls`: the records of each sheet."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from struct import unpack_from

from policycheck.records.workbooks.compound import Compound
from policycheck.records.workbooks.survey import ERRORS, Refused, Survey

_BEGIN, _END, _LOCKED, _SHEET, _TEXTS, _CODE_PAGE = 0x809, 0x0A, 0x2F, 0x85, 0xFC, 0x42
_EXTENT, _FORMULA, _BOOLEAN_OR_ERROR, _SEVERAL, _MERGED = 0x200, 0x06, 0x205, 0xBD, 0xE5
_OTHERS = frozenset((0x203, 0x204, 0x27E, 0xFD, 0xD6))
"""Cells with a number or a text."""
_NOT_A_NUMBER, _IS_ERROR = 0xFFFF, 2
_VERSION_8 = 0x600
MOST_ROWS, MOST_COLUMNS = 1 << 16, 1 << 8
"""As many as a sheet of such a workbook has."""


def legacy(content: bytes) -> dict[str, Survey]:
    """The sheets of a workbook by name; `Refused` for one that is locked, or none."""
    compound = Compound(content)
    if "EncryptedPackage" in compound:
        raise Refused("locked_workbook")
    name = next((name for name in ("Workbook", "Book") if name in compound), None)
    if name is None:
        raise Refused("not_a_workbook")
    stream = compound.stream(name)
    return {name: _survey(stream, start) for name, start in list(_sheets(stream))}


def _sheets(stream: bytes) -> Iterator[tuple[str, int]]:
    """The name of each sheet, and where its records begin."""
    version, code_page = _VERSION_8, "cp1252"
    for kind, record in _records(stream, 0):
        if kind == _LOCKED:
            raise Refused("locked_workbook")
        if kind == _BEGIN:
            version = unpack_from("<H", record)[0]
        elif kind == _TEXTS and unpack_from("<I", record, 4)[0] > len(stream):  # calamine makes room for as many
            raise Refused("broken_workbook")
        elif kind == _CODE_PAGE:
            code_page = _codec(unpack_from("<H", record)[0])
        elif kind == _SHEET:
            start, length = unpack_from("<I2xB", record)
            if version < _VERSION_8:
                yield record[7 : 7 + length].decode(code_page, "replace"), start
            else:
                wide = record[7] & 1
                name = record[8 : 8 + length * (1 + wide)]
                yield name.decode("utf-16-le" if wide else "latin-1", "replace"), start


def _codec(number: int) -> str:
    try:
        return codecs.lookup(f"cp{number}").name
    except LookupError:
        return "cp1252"


def _survey(stream: bytes, start: int) -> Survey:
    survey = Survey()
    for kind, record in _records(stream, start):
        if kind in _OTHERS:
            row, column = unpack_from("<HH", record)
            survey.take(row + 1, column + 1)
        elif kind == _SEVERAL:
            row, column = unpack_from("<HH", record)
            survey.take(row + 1, column + 1, unpack_from("<H", record, len(record) - 2)[0] + 1)
        elif kind == _FORMULA:
            row, column, what, code, other = unpack_from("<HH2xBxBx2xH", record)
            _cell(survey, row + 1, column + 1, code if other == _NOT_A_NUMBER and what == _IS_ERROR else None)
        elif kind == _BOOLEAN_OR_ERROR:
            row, column, code, is_error = unpack_from("<HH2xBB", record)
            _cell(survey, row + 1, column + 1, code if is_error else None)
        elif kind == _EXTENT:
            _check_extent(record)
        elif kind == _MERGED:
            for at in range(2, 2 + 8 * unpack_from("<H", record)[0], 8):
                top, bottom, left, right = unpack_from("<4H", record, at)
                survey.merge(top + 1, left + 1, bottom + 1, right + 1)
    return survey


def _check_extent(record: bytes) -> None:
    """Raises `Refused` for an extent that no sheet has: calamine makes room for as many cells."""
    top, bottom, left, right = unpack_from("<IIHH" if len(record) >= 14 else "<HHHH", record)
    if not (top <= bottom <= MOST_ROWS and left <= right <= MOST_COLUMNS):
        raise Refused("broken_workbook")


def _cell(survey: Survey, row: int, column: int, error: int | None) -> None:
    if error is None:
        survey.take(row, column)
    else:
        survey.error(row, column, ERRORS.get(error, "#N/A"))


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """The records of one part of the stream; parts within it, such as charts, are passed over."""
    depth = 0
    while at + 4 <= len(stream):
        kind, length = unpack_from("<HH", stream, at)
        at += 4 + length
        if kind == _BEGIN:
            depth += 1
        elif kind == _END:
            depth -= 1
            if depth <= 0:
                return
        if depth == 1:
            yield kind, stream[at - length : at]
