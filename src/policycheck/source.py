"""Where a word stands: a text with a name, and a stretch of it."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from unicodedata import combining, east_asian_width

_LINE_END = re.compile(r"\r\n|\n|\r")

MOST_SHOWN = 160
"""Characters of a line that an excerpt shows; a longer line is cut around the caret."""


@dataclass(frozen=True, eq=False)
class Source:
    """A file's text under the name that people know it by."""

    name: str
    text: str

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in _LINE_END.finditer(self.text))]

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of a character, both from 1, columns in characters."""
        offset = max(0, min(offset, len(self.text)))
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def line(self, number: int) -> str:
        """The text of a line (from 1) without its end."""
        end = self._starts[number] if number < len(self._starts) else len(self.text)
        return self.text[self._starts[number - 1] : end].rstrip("\r\n")


@dataclass(frozen=True)
class Span:
    """Characters `start` to `end` (not included) of a source."""

    source: Source
    start: int
    end: int

    @property
    def position(self) -> tuple[int, int]:
        """Line and column of the first character, both from 1."""
        return self.source.position(self.start)

    @property
    def text(self) -> str:
        """The characters themselves."""
        return self.source.text[self.start : self.end]

    def __str__(self) -> str:
        line, column = self.position
        return f"{self.source.name}:{line}:{column}"

    def excerpt(self) -> str:
        """The line and, below it, carets under the characters (to the line's end at most)."""
        number, column = self.position
        line = self.source.line(number)
        first = column - 1
        length = max(1, min(self.end - self.start, len(line) - first))
        cut = max(0, first - MOST_SHOWN // 2) if len(line) > MOST_SHOWN else 0
        shown = line[cut : cut + MOST_SHOWN]
        marked = shown[first - cut : first - cut + length]
        before = "".join("\t" if c == "\t" else " " * _width(c) for c in shown[: first - cut])
        carets = "^" * max(1, sum(_width(c) for c in marked))
        head, tail = ("…" if cut else ""), ("…" if cut + MOST_SHOWN < len(line) else "")
        safe = "".join(c if c == "\t" or c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in shown)
        return f"  {head}{safe}{tail}\n  {' ' * len(head)}{before}{carets}"


def _width(character: str) -> int:
    """Columns that a terminal gives a character."""
    if combining(character):
        return 0
    return 2 if east_asian_width(character) in "WF" else 1
