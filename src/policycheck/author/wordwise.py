"""Two texts held against each other word by word."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import Literal

Op = Literal["same", "gone", "new"]

_WORD = re.compile(r"\d+(?:[\u00a0\u202f.,]\d+)+|\s+|[^\W_]+(?:[^\w\s][^\W_]+)*|.", re.DOTALL)
"""A number or a word with what joins its parts (`1 000`, `twenty-one`), spaces, or any other character alone."""

LONGEST = 20_000
"""Texts of more words than this, together, are held against each other as wholes: nobody reads such a comparison."""


def wordwise(old: str, new: str) -> tuple[tuple[Op, str], ...]:
    """What of the old text stayed and went, and what of the new is new, in the order to read it in.

    All that is not new, joined, is the old text; all that is not gone is the new one.
    """
    before, after = _WORD.findall(old), _WORD.findall(new)
    if len(before) + len(after) > LONGEST:
        return (("same", old),) if old == new else (("gone", old), ("new", new))
    found: list[tuple[Op, str]] = []
    for op, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if op == "equal":
            found.append(("same", "".join(before[i:j])))
        else:
            found += [("gone", "".join(before[i:j])), ("new", "".join(after[k:m]))]
    return _joined(_bridged(found))


def _bridged(parts: list[tuple[Op, str]]) -> list[tuple[Op, str]]:
    """A lone space between two changes belongs to them: a phrase that was replaced reads as one."""
    found: list[tuple[Op, str]] = []
    for at, (op, words) in enumerate(parts):
        inside = 0 < at < len(parts) - 1
        if op == "same" and inside and not words.strip():
            found += [("gone", words), ("new", words)]
        else:
            found.append((op, words))
    return found


def _joined(parts: list[tuple[Op, str]]) -> tuple[tuple[Op, str], ...]:
    """Between what stayed, one part that went and then one that is new."""
    found: list[tuple[Op, str]] = []
    gone = new = ""
    for op, words in [*parts, ("same", "")]:
        if op == "gone":
            gone += words
        elif op == "new":
            new += words
        else:
            known: tuple[tuple[Op, str], ...] = (("gone", gone), ("new", new), ("same", words))
            found += [part for part in known if part[1]]
            gone = new = ""
    return tuple(found)
