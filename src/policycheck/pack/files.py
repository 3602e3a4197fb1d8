"""Reading a pack's files as text, with a fault for each that cannot be read."""

from __future__ import annotations

import codecs
import stat
from pathlib import Path

from policycheck.faults import Fault, Faults, file_fault
from policycheck.source import Source, Span

MOST_BYTES = 5_000_000
"""Bytes of a file; a larger one is not read."""

_SAVE = "save the file as UTF-8"
_MEGABYTE = 1_000_000


def read_source(path: Path, name: str, faults: Faults, most_bytes: int = MOST_BYTES) -> Source | None:
    """The text of a UTF-8 file, without a byte order mark; None, and a fault, if there is none to read."""
    found = _read(path, name, most_bytes)
    if isinstance(found, Source):
        return found
    faults.add(found)
    return None


def _read(path: Path, name: str, most_bytes: int) -> Source | Fault:
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            return _directory(name)
        if not stat.S_ISREG(status.st_mode):
            return _no_text(name)
        if status.st_size > most_bytes:
            return _too_large(name, most_bytes)
        with path.open("rb") as file:
            data = file.read(most_bytes + 1)
    except FileNotFoundError:
        return _absent(name)
    except (OSError, ValueError) as error:
        return _unreadable(name, error)
    if len(data) > most_bytes:  # it grew meanwhile, or its size is not told
        return _too_large(name, most_bytes)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _utf16(name)
    if b"\0" in data:
        return _no_text(name)
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return Source(name, data.decode("utf-8"))
    except UnicodeDecodeError as error:
        return _not_utf8(name, data, error.start)


def _directory(name: str) -> Fault:
    return file_fault(name, "is a directory, not a file")


def _absent(name: str) -> Fault:
    return file_fault(name, "there is no such file")


def _unreadable(name: str, error: OSError | ValueError) -> Fault:
    why = error.strerror if isinstance(error, OSError) and error.strerror else "its name is not one a file can have"
    return file_fault(name, f"cannot be read: {why[0].lower()}{why[1:]}")


def _too_large(name: str, most_bytes: int) -> Fault:
    whole = most_bytes % _MEGABYTE == 0
    most = f"{most_bytes // _MEGABYTE} MB" if whole else f"{most_bytes} bytes"
    return file_fault(name, f"is larger than {most}", "split it into several files")


def _utf16(name: str) -> Fault:
    return file_fault(name, "is not UTF-8: it was saved as UTF-16 (“Unicode” in some editors)", _SAVE)


def _no_text(name: str) -> Fault:
    return file_fault(name, "is not a text file")


def _not_utf8(name: str, data: bytes, at: int) -> Fault:
    """Points at the first byte that is not UTF-8, in the file as Windows-1252 or Latin-1 shows it."""
    byte = f"0x{data[at]:02X}"
    shown = data[:at].decode("utf-8")
    try:
        rest, guess = data[at:].decode("cp1252"), True
    except UnicodeDecodeError:
        rest, guess = data[at:].decode("utf-8", "replace"), False
    span = Span(Source(name, shown + rest), len(shown), len(shown) + 1)
    why = f"; it looks like Windows-1252, where this byte is `{rest[0]}`" if guess else ""
    return Fault(f"is not UTF-8: byte {byte} on line {span.position[0]}", span, _SAVE + why)
