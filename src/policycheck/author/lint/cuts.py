"""Taking one entry out of a file's text: the rest, with its comments and its layout, stays as it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeAlias

from policycheck.faults import Faults
from policycheck.pack.nodes import Mapping, Node, Scalar, Sequence
from policycheck.pack.profile import read
from policycheck.source import Source

Path: TypeAlias = tuple[str | int, ...]
"""Names and positions from a file's top down to an entry."""

_DASH = re.compile(r"[ \t]*-\s+\Z")
_REST_OF_LINE = re.compile(r"[ \t]*(?:#[^\r\n]*)?(?:\r\n|\n|\r|\Z)")


def root_of(source: Source) -> Mapping | None:
    """What a file holds; None where that is no mapping or has a fault."""
    faults = Faults()
    node = read(source, faults)
    return node if isinstance(node, Mapping) and not faults else None


def without(source: Source, root: Mapping, path: Path) -> str | None:
    """The file's text without the entry at a path; None where it cannot be told for certain what goes with it.

    What holds nothing else goes as well, up to a key at the top.
    """
    holders: list[Node] = [root]
    for step in path:
        below = _below(holders[-1], step)
        if below is None:
            return None
        holders.append(below)
    at = len(path) - 1
    while at > 0 and _size(holders[at]) == 1:
        at -= 1
    place = _place(source.text, holders[at], path[at])
    return source.text[: place.start] + source.text[place.end :] if place else None


@dataclass(frozen=True)
class _Place:
    start: int
    end: int


def _below(node: Node, step: str | int) -> Node | None:
    if isinstance(node, Mapping) and isinstance(step, str):
        return node.get(step)
    if isinstance(node, Sequence) and isinstance(step, int):
        return node.items[step]
    return None


def _size(node: Node) -> int:
    return len(node.entries) if isinstance(node, Mapping) else len(node.items) if isinstance(node, Sequence) else 0


def _place(text: str, holder: Node, step: str | int) -> _Place | None:
    """What is to be cut for an entry of a mapping or a sequence."""
    if isinstance(holder, Mapping):
        parts = [(key.span.start, max(key.span.end, _end(text, value))) for key, value in holder.entries.values()]
        at = list(holder.entries).index(str(step))
    elif isinstance(holder, Sequence) and isinstance(step, int):
        parts = [(item.span.start, _end(text, item)) for item in holder.items]
        at = step
    else:
        return None
    flow = text[holder.span.start] in "{["
    return _in_flow(parts, at) if flow else _in_block(text, parts, at, isinstance(holder, Sequence))


def _in_flow(parts: list[tuple[int, int]], at: int) -> _Place | None:
    """In braces or brackets: up to the next entry, or from the one before."""
    if at + 1 < len(parts):
        return _Place(parts[at][0], parts[at + 1][0])
    return _Place(parts[at - 1][1], parts[at][1]) if at else None


def _in_block(text: str, parts: list[tuple[int, int]], at: int, dashed: bool) -> _Place | None:
    """On lines of its own: these lines; behind the dash of a list's item: up to the next key."""
    start, end = parts[at]
    dash = _DASH.search(text, 0, start)
    if dashed:
        if dash is None:
            return None
        start = dash.start()
    line = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    rest = _REST_OF_LINE.match(text, _colon(text, end))
    if rest is None:
        return None
    if not text[line:start].strip():
        return _Place(line, rest.end())
    if dash is not None and at + 1 < len(parts) and not text[rest.end() : parts[at + 1][0]].strip():
        return _Place(start, parts[at + 1][0])
    return None


def _colon(text: str, end: int) -> int:
    """Behind the colon of a key without a value."""
    match = re.compile(r"[ \t]*:(?=\s|\Z)").match(text, end)
    return match.end() if match else end


def _end(text: str, node: Node) -> int:
    """Behind the last character of a node; blank lines and comments below it are not its own."""
    if not isinstance(node, Scalar) and text[node.span.start] in "{[":
        return node.span.end
    if isinstance(node, Mapping) and node.entries:
        key, value = list(node.entries.values())[-1]
        return max(key.span.end, _end(text, value))
    if isinstance(node, Sequence) and node.items:
        return _end(text, node.items[-1])
    return node.span.start + len(text[node.span.start : node.span.end].rstrip())
