"""Streams of a compound file, the container of `.xls` and of workbooks that are locked with a password."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from struct import unpack_from

from policycheck.records.workbooks.survey import Refused

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAST = 0xFFFFFFFA
"""From here on, the numbers of sectors mean something else."""
_IN_HEADER = 109
_ENTRY, _SMALL = 128, 64
_ROOT = 5


class Compound:
    """A compound file's streams, by name."""

    def __init__(self, content: bytes) -> None:
        if len(content) < 512 or not content.startswith(MAGIC):
            raise Refused("broken_workbook")
        shift = unpack_from("<H", content, 30)[0]
        if shift not in (9, 12):
            raise Refused("broken_workbook")
        self._content, self._size = content, 1 << shift
        directory, self._least, small_table = unpack_from("<I4xII", content, 48)
        self._next = self._table(content)
        self._entries: dict[str, tuple[int, int]] = {}
        self._small, self._small_next = b"", tuple[int, ...]()
        for name, kind, start, length in _entries(self._chain(directory)):
            self._entries.setdefault(name.casefold(), (start, length))
            if kind == _ROOT:
                self._small = self._chain(start)
        table = self._chain(small_table)
        self._small_next = unpack_from(f"<{len(table) // 4}I", table)

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self._entries

    def stream(self, name: str) -> bytes:
        """The content of a stream."""
        start, length = self._entries[name.casefold()]
        if length >= self._least:
            found = self._chain(start)
        else:
            small = _followed(start, self._small_next)
            found = b"".join(self._small[at * _SMALL : (at + 1) * _SMALL] for at in small)
        if len(found) < length:
            raise Refused("broken_workbook")
        return found[:length]

    def _chain(self, start: int) -> bytes:
        """The content of the sectors from one on, as each leads to the next."""
        return b"".join(self._sector(at) for at in _followed(start, self._next))

    def _sector(self, at: int) -> bytes:
        found = self._content[(at + 1) * self._size : (at + 2) * self._size]
        if not found:
            raise Refused("broken_workbook")
        return found

    def _table(self, content: bytes) -> tuple[int, ...]:
        """Which sector follows on each; the header names the first of the sectors that say so."""
        sectors = list(unpack_from(f"<{_IN_HEADER}I", content, 76))
        more, count = unpack_from("<II", content, 68)
        for _ in range(min(count, len(content) // self._size)):
            if more >= _LAST:
                break
            words = unpack_from(f"<{self._size // 4}I", content, (more + 1) * self._size)
            sectors += words[:-1]
            more = words[-1]
        table = b"".join(self._sector(at) for at in sectors if at < _LAST)
        return unpack_from(f"<{len(table) // 4}I", table)


def _followed(start: int, following: Sequence[int]) -> Iterator[int]:
    """The numbers of sectors from one on; a circle ends when there are more of them than sectors."""
    for _ in range(len(following)):
        if start >= _LAST:
            return
        yield start
        if start >= len(following):
            raise Refused("broken_workbook")
        start = following[start]


def _entries(directory: bytes) -> Iterator[tuple[str, int, int, int]]:
    """Each entry's name, kind, first sector and length."""
    for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
        length, kind = unpack_from("<HB", directory, at + 64)
        start, size = unpack_from("<II", directory, at + 116)
        name = directory[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
        if kind:
            yield name, kind, start, size
