"""Survey of `.xlsb`: the records of each sheet."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from struct import unpack_from
from typing import IO

from policycheck.records.workbooks.survey import ERRORS, Refused, Survey

_ROW, _CELL_ERROR, _FORMULA_ERROR, _MERGED, _SHEET = 0, 3, 11, 176, 156
_CELLS = range(2, 12)
"""Records of cells that hold something."""
_MOST_BYTES = 1 << 24


def survey_binary(stream: IO[bytes]) -> Survey:
    """What the records of a sheet hold."""
    survey, row = Survey(), 0
    for kind, content in _records(stream):
        if kind in _CELLS:
            column = unpack_from("<I", content)[0] + 1
            if kind in (_CELL_ERROR, _FORMULA_ERROR):
                survey.error(row, column, ERRORS.get(content[8], "#N/A"))
            else:
                survey.take(row, column)
        elif kind == _ROW:
            row = unpack_from("<I", content)[0] + 1
        elif kind == _MERGED:
            top, bottom, left, right = unpack_from("<4I", content)
            survey.merge(top + 1, left + 1, bottom + 1, right + 1)
    return survey


def bundled_sheets(content: bytes) -> Iterator[tuple[str, str]]:
    """The name of each sheet of a workbook, and the relation that leads to it."""
    for kind, record in _records(BytesIO(content)):
        if kind == _SHEET:
            relation, at = _text(record, 8)
            yield _text(record, at)[0], relation


def _text(record: bytes, at: int) -> tuple[str, int]:
    length = unpack_from("<I", record, at)[0]
    end = at + 4 + 2 * length
    if length == 0xFFFFFFFF or end > len(record):
        raise Refused("broken_workbook")
    return record[at + 4 : end].decode("utf-16-le"), end


def _records(stream: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """Each record's kind and content; both its kind and its length are of as many bytes as they need."""
    read = stream.read
    while first := read(1):
        kind = first[0]
        if kind & 0x80:
            kind = (kind & 0x7F) | (read(1)[0] & 0x7F) << 7
        length = 0
        for shift in (0, 7, 14, 21):
            byte = read(1)[0]
            length |= (byte & 0x7F) << shift
            if not byte & 0x80:
                break
        if length > _MOST_BYTES:
            raise Refused("broken_workbook")
        content = read(length)
        if len(content) < length:
            raise Refused("broken_workbook")
        yield kind, content
