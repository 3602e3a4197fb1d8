"""What a file holds: its bytes, and its characters if it is text."""

from __future__ import annotations

from pathlib import Path

from policycheck.faults import InvalidCall
from policycheck.records.faults import Note
from policycheck.records.input import Input


def content_of(path: Path) -> bytes:
    """The bytes of a file; `InvalidCall` for one that cannot be read."""
    if path.exists() and not path.is_file():  # a pipe, say, which would be waited for
        raise InvalidCall(f"`{path}` is not a file")
    try:
        return path.read_bytes()
    except OSError as error:
        raise InvalidCall(f"`{path}` cannot be read: {error.strerror}") from None


def decoded(name: str, content: bytes, into: Input) -> str | None:
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
