"""Lines of a printed text put together again: hyphens at their ends, and spaces."""

from __future__ import annotations

import re
from collections.abc import Iterable

SOFT = "\xad"
_HYPHEN = re.compile(rf"(?<=[^\W\d_])[-‐¬{SOFT}]$")
_GOES_ON = re.compile(r"(?:og|eller|and|or|och|samt|til|till|to|men|men også|respektive)\b")
_CAPITALS = re.compile(r"[A-ZÆØÅÄÖ]{2,}.$")


def together(lines: Iterable[str]) -> str:
    """Lines as one; a word that was divided is whole, a compound keeps its hyphen."""
    parts: list[str] = []
    for line in (line.strip() for line in lines):
        if parts and line:
            parts[-1] = _before(parts[-1], line)
        parts.append(line)
    return "".join(parts)


def _before(before: str, line: str) -> str:
    """What stands before a line, with the space that belongs between them, if one does."""
    if before.endswith(SOFT):
        return before[:-1]
    if not _HYPHEN.search(before):
        return before if _dash(before, line) else f"{before} "
    if line[0].islower() and not _GOES_ON.match(line):
        return before if _CAPITALS.search(before) else before[:-1]
    return before if line[0].isupper() or line[0].isdigit() else f"{before} "


def _dash(before: str, line: str) -> bool:
    """A number that goes on behind its dash: `2024-` and `2025`."""
    return bool(re.search(r"\d[-–]$", before) and line[0].isdigit())


def tidy(text: str) -> str:
    """A text with single spaces and no soft hyphens."""
    return " ".join(text.replace(SOFT, "").split())
