"""The characters of a file with a policy's text, whatever it was saved by."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from policycheck.author.text import messages as say

MOST_BYTES = 5_000_000
"""Bytes of a file; a larger one is not read."""

_MEANT = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a document or a workbook of an office program (.docx, .odt, .xlsx)",
    b"\xd0\xcf\x11\xe0": "a document of an older office program (.doc, .xls)",
    b"{\\rtf": "a document in rich text (.rtf)",
}
"""What files begin with that are no plain text, though they hold text."""
_SETTING = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
"""Letters that are joined in print."""
_LINE_ENDS = re.compile("\r\n|[\r\v\x85\u2028\u2029]")
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]")
_HIGH = re.compile(rb"[\x80-\xff]")
_TWO_BYTES = re.compile(rb"[\xc2-\xc5][\x80-\xbf]")
"""A letter of the languages that are read, as UTF-8 has it; hardly ever two letters of Windows-1252."""
_MARKS = 0.02
"""The share of control characters from which a file is no text."""


@dataclass(frozen=True)
class Written:
    """What a file says, its line ends and letters as one expects them; form feeds and soft hyphens are still there."""

    name: str
    text: str
    windows_1252: bool
    """Whether it was read as Windows-1252, because it is not UTF-8."""


def read_written(path: Path) -> Written:
    """The text of a file in UTF-8, in UTF-16 that says so, or in Windows-1252. `InvalidCall` where there is none."""
    content, name = _bytes(path), path.name
    for start, what in _MEANT.items():
        if content.startswith(start):
            raise say.not_plain_text(path, what)
    text, windows = _decoded(content, lambda: say.not_text(path), lambda: say.damaged(path))
    if len(_UNSEEN.findall(text)) > _MARKS * len(text) + 1:
        raise say.not_text(path)
    text = unicodedata.normalize("NFC", _UNSEEN.sub("", _LINE_ENDS.sub("\n", text)))
    text = text.translate(_SETTING)
    if not text.strip("\n\f\t \xa0\xad"):
        raise say.empty(path)
    return Written(name, text, windows)


def _bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise say.directory(path)
        if path.exists() and not path.is_file():  # a pipe, say, which would be waited for
            raise say.not_text(path)
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise say.absent(path) from None
    except (OSError, ValueError) as error:
        raise say.unreadable(path, getattr(error, "strerror", None) or "no name of a file") from None
    if len(content) > MOST_BYTES:
        raise say.too_large(path, MOST_BYTES // 1_000_000)
    return content


def _decoded(content: bytes, no_text: Callable[[], Exception], damaged: Callable[[], Exception]) -> tuple[str, bool]:
    try:
        if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return content.decode("utf-16"), False
        if b"\0" in content:
            raise no_text()
        return content.decode("utf-8-sig"), False
    except UnicodeDecodeError:
        if b"\0" in content:
            raise no_text() from None
        if 4 * len(_TWO_BYTES.findall(content)) > len(_HIGH.findall(content)):  # most of them
            raise damaged() from None
        return content.decode("cp1252", errors="replace"), True
