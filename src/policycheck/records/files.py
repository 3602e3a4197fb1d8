"""Data files by their endings; JSON and YAML, as batches of rows with what is wrong with the file itself."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from hashlib import sha256
from os.path import exists
from pathlib import Path, PurePath

from policycheck.faults import Faults, InvalidCall
from policycheck.pack.nodes import plain
from policycheck.pack.profile import read as read_yaml
from policycheck.records.content import content_of, decoded
from policycheck.records.delimited import read_delimited
from policycheck.records.faults import InputFault, Place
from policycheck.records.input import Batch, Input, Repeated
from policycheck.records.parquet import read_parquet
from policycheck.records.tables import Book
from policycheck.source import Source

MOST_DIGITS = 400
"""Digits of a number in JSON that are looked at; one with more is kept as text, and read as too long."""


def read_file(path: Path, into: Input) -> None:
    """Adds what a file holds, by its ending; `InvalidCall` for one that is not there or of no known kind."""
    if not exists(path):
        raise InvalidCall(f"there is no file `{path}`")
    if path.suffix.lower() not in READERS:
        what = f"ends in `{path.suffix}`" if path.suffix else "has no ending"
        raise InvalidCall(f"`{path}` {what}: data are read from files ending in {KINDS}, and folders")
    read_as(path.name, path, into)


def read_as(name: str, path: Path, into: Input) -> None:
    """Adds what a file of a known kind holds, under a name that tells it from others."""
    content = content_of(path)
    if not content.strip():
        into.file_fault(name, "empty_file")
        return
    ending = path.suffix.lower()
    if ending in WORKBOOKS:
        into.workbooks.append(Book(name, path.absolute(), sha256(content).hexdigest()))
    READERS[ending](name, content, into)


def _json(name: str, content: bytes, into: Input) -> None:
    text = decoded(name, content, into)
    if text is None:
        return
    try:
        data = json.loads(
            text, parse_float=_decimal, parse_int=_integer, parse_constant=float, object_pairs_hook=_object
        )
    except json.JSONDecodeError as error:
        into.file_fault(name, "broken_json", str(error.lineno), str(error.colno), _reason(error))
        return
    except RecursionError:
        into.file_fault(name, "too_nested")
        return
    _batches(name, data, into)


def _yaml(name: str, content: bytes, into: Input) -> None:
    text = decoded(name, content, into)
    if text is None:
        return
    faults = Faults()
    node = read_yaml(Source(name, text), faults)
    for fault in faults:
        line, column = fault.span.position
        into.file_fault(name, "broken_yaml", str(line), str(column), fault.message)
    if node is not None and not faults:
        _batches(name, plain(node), into)


def _workbook(name: str, content: bytes, into: Input) -> None:
    from policycheck.records.workbook.read import read_workbook  # what it rests on takes time to import

    read_workbook(name, content, into)


def _other_workbook(name: str, content: bytes, into: Input) -> None:
    into.file_fault(name, "other_workbook", PurePath(name).suffix.lower())


WORKBOOKS = (".xlsx", ".xlsm")
"""The endings of workbooks that are read."""
OTHER_WORKBOOKS = (".xls", ".xlsb", ".ods")
"""The endings of workbooks that are told apart only to say how to make them ones that are read."""
READERS: Mapping[str, Callable[[str, bytes, Input], None]] = {
    ".json": _json,
    ".yaml": _yaml,
    ".csv": read_delimited,
    ".tsv": read_delimited,
    ".parquet": read_parquet,
    **dict.fromkeys(WORKBOOKS, _workbook),
    **dict.fromkeys(OTHER_WORKBOOKS, _other_workbook),
}
"""The kinds of data file by their ending; a new kind is a row here."""
KINDS = ", ".join(sorted(READERS.keys() - set(OTHER_WORKBOOKS)))
"""The endings of files that are read, for people."""
ONE_TABLE = (".csv", ".tsv", ".parquet")
"""The endings of files that hold one table, which is called as the file is."""


def _batches(name: str, data: object, into: Input) -> None:
    if isinstance(data, list):
        into.batches.append(Batch(PurePath(name).stem, data, name, loose=True))
        return
    if not isinstance(data, dict):
        into.file_fault(name, "not_an_object")
        return
    for plural, rows in data.items():
        if isinstance(rows, Repeated):
            into.faults.append(InputFault(None, None, None, plural, "table_twice", (), Place(name)))
            rows = rows.values[-1]
        into.batches.append(Batch(plural, rows, name))


def _integer(digits: str) -> int | str:
    return int(digits) if len(digits) <= MOST_DIGITS else digits


def _decimal(digits: str) -> Decimal | str:
    """The number; one that no decimal can hold is kept as text, which no field reads as a number."""
    try:
        return Decimal(digits)
    except InvalidOperation:
        return digits


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object; a name given twice holds all its values, since nobody can tell which is meant."""
    found = dict(pairs)
    if len(found) < len(pairs):
        values: dict[str, list[object]] = {}
        for name, value in pairs:
            values.setdefault(name, []).append(value)
        found.update({name: Repeated(given) for name, given in values.items() if len(given) > 1})
    return found


def _reason(error: json.JSONDecodeError) -> str:
    return error.msg[0].lower() + error.msg[1:]
