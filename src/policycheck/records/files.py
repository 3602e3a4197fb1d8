"""Data files: JSON and YAML, as batches of rows with what is wrong with the file itself."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from os.path import exists
from pathlib import Path

from policycheck.faults import Faults, InvalidCall
from policycheck.pack.nodes import plain
from policycheck.pack.profile import read as read_yaml
from policycheck.records.faults import InputFault, Note, Place
from policycheck.records.read import Batch, Repeated
from policycheck.source import Source

MOST_DIGITS = 400
"""Digits of a number in JSON that are looked at; one with more is kept as text, and read as too long."""


@dataclass
class Input:
    """What some files hold, and what is wrong with them."""

    batches: list[Batch] = field(default_factory=list)
    faults: list[InputFault] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def file_fault(self, name: str, why: str, *words: str) -> None:
        """Takes in a fault of a file as a whole."""
        self.faults.append(InputFault(None, None, None, None, why, words, Place(name)))


def read_file(path: Path, into: Input) -> None:
    """Adds a file's batches, by its ending; `InvalidCall` for a file that is not there or of no known kind."""
    reader = READERS.get(path.suffix.lower())
    if not exists(path):
        raise InvalidCall(f"there is no file `{path}`")
    if path.is_dir() or reader is None:
        kinds = ", ".join(sorted(READERS))
        what = "is a directory" if path.is_dir() else f"ends in `{path.suffix}`"
        raise InvalidCall(f"`{path}` {what}: data are read from files ending in {kinds}")
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InvalidCall(f"`{path}` cannot be read: {error.strerror}") from None
    if not content.strip():
        into.file_fault(path.name, "empty_file")
    else:
        reader(path.name, content, into)


def _json(name: str, content: bytes, into: Input) -> None:
    text = _decoded(name, content, into)
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
    text = _decoded(name, content, into)
    if text is None:
        return
    faults = Faults()
    node = read_yaml(Source(name, text), faults)
    for fault in faults:
        line, column = fault.span.position
        into.file_fault(name, "broken_yaml", str(line), str(column), fault.message)
    if node is not None and not faults:
        _batches(name, plain(node), into)


READERS: Mapping[str, Callable[[str, bytes, Input], None]] = {".json": _json, ".yaml": _yaml}
"""The kinds of data file by their ending; a new kind is a row here."""


def _batches(name: str, data: object, into: Input) -> None:
    if not isinstance(data, dict):
        into.file_fault(name, "not_an_object")
        return
    for plural, rows in data.items():
        if isinstance(rows, Repeated):
            into.faults.append(InputFault(None, None, None, plural, "table_twice", (), Place(name)))
            rows = rows.values[-1]
        into.batches.append(Batch(plural, rows, name))


def _decoded(name: str, content: bytes, into: Input) -> str | None:
    """The text of a file: UTF-8 or UTF-16 as it says of itself, else Windows-1252, which is noted."""
    try:
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            return content.decode("utf-16")
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    if b"\x00" in content:
        into.file_fault(name, "not_text_file")
        return None
    into.notes.append(Note("windows_1252", (name,)))
    return content.decode("cp1252", errors="replace")


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
