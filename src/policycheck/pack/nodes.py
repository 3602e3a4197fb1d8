"""What a YAML file says: scalars, mappings and sequences, each with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TypeAlias

from policycheck.pack.places import Place, places
from policycheck.source import Span

MOST_DIGITS = 60
"""Digits of a number; what has more stays text."""

_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"[-+]?(?:0|[1-9][0-9]*)\.[0-9]+")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}
_FIRST = frozenset("+-0123456789")

Value: TypeAlias = str | int | Decimal | date | bool | None


@dataclass(frozen=True, eq=False)
class Scalar:
    """One value; `written` is its text as it reads, without quotes, folds and escapes.

    A quoted text, a block of text and a key have `value == written`.
    """

    value: Value
    written: str
    span: Span

    @cached_property
    def _first(self) -> int | None:
        """Where the text begins in the file, if it stands there letter by letter: then its places need no search."""
        text, start, end = self.span.source.text, self.span.start, self.span.end
        if text[start:end] == self.written:
            return start
        if text[start : start + 1] in ("'", '"') and text[start + 1 : end - 1] == self.written:
            return start + 1
        return None

    @cached_property
    def _places(self) -> tuple[Place, ...] | None:
        return places(self.span.source.text, self.span.start, self.span.end, self.written)

    def at(self, start: int, end: int) -> Span:
        """Where characters `start` to `end` of `written` stand in the file.

        An empty stretch is the character it stands before; at the end of the text, the
        place just behind its last character.
        """
        first = self._first
        if first is not None and start < len(self.written):
            start = max(0, start)
            return Span(self.span.source, first + start, first + max(start + 1, min(end, len(self.written))))
        found = self._places
        if not found:
            return self.span
        start = max(0, start)
        if start >= len(found):
            return self._behind(found)
        end = max(start + 1, min(end, len(found)))
        return Span(self.span.source, found[start].start, found[end - 1].end)

    def _behind(self, found: tuple[Place, ...]) -> Span:
        source = self.span.source
        last = len(self.written.rstrip("\n")) - 1  # a block's last line ends before its line break
        behind = found[max(0, last)].end
        return Span(source, behind, min(behind + 1, len(source.text)))


@dataclass(frozen=True, eq=False)
class Mapping:
    """Named values, in the file's order; a name is text as written."""

    entries: dict[str, tuple[Scalar, Node]]
    span: Span

    def get(self, name: str) -> Node | None:
        """The value under a name; None if there is none."""
        entry = self.entries.get(name)
        return entry[1] if entry else None

    def key(self, name: str) -> Scalar:
        """The name itself, where it stands; KeyError if there is none."""
        return self.entries[name][0]


@dataclass(frozen=True, eq=False)
class Sequence:
    """Values in order."""

    items: tuple[Node, ...]
    span: Span


Node: TypeAlias = Scalar | Mapping | Sequence


class WrittenInt(int):
    """An integer that knows how it was written."""

    written: str


class WrittenDecimal(Decimal):
    """A decimal that knows how it was written."""

    written: str


class WrittenDate(date):
    """A date that knows how it was written."""

    written: str


def typed(written: str) -> Value:
    """The value of an unquoted text; ValueError for a date that is not in the calendar."""
    if written in _WORDS:
        return _WORDS[written]
    if written[0] not in _FIRST or len(written) > MOST_DIGITS + 2:
        return written
    if _DATE.fullmatch(written):
        return date.fromisoformat(written)
    if len(written) > MOST_DIGITS and sum(character.isdigit() for character in written) > MOST_DIGITS:
        return written
    if _INTEGER.fullmatch(written):
        return int(written)
    return Decimal(written) if _DECIMAL.fullmatch(written) else written


def plain(node: Node) -> object:
    """Dicts, lists and values; a number or date has its text as `written`."""
    if isinstance(node, Mapping):
        return {name: plain(value) for name, (_, value) in node.entries.items()}
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    value = node.value
    if value is None or isinstance(value, str | bool):
        return value
    told: WrittenInt | WrittenDecimal | WrittenDate
    if isinstance(value, int):
        told = WrittenInt(value)
    elif isinstance(value, Decimal):
        told = WrittenDecimal(value)
    else:
        told = WrittenDate(value.year, value.month, value.day)
    told.written = node.written
    return told


def find(node: Node, path: tuple[str | int, ...]) -> Node:
    """The deepest node there is on a path of names and positions."""
    for step in path:
        below: Node | None = None
        if isinstance(node, Mapping) and isinstance(step, str):
            below = node.get(step)
        elif isinstance(node, Sequence) and isinstance(step, int) and 0 <= step < len(node.items):
            below = node.items[step]
        if below is None:
            return node
        node = below
    return node


def first_word(node: Node) -> Span:
    """Where an item begins to a reader: the first name of a mapping, else the node itself."""
    if isinstance(node, Mapping) and node.entries:
        return next(iter(node.entries.values()))[0].span
    return node.span
