"""Markdown: texts that stay texts, links that find their places, tables and nested lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from policycheck.report.harmless import clean
from policycheck.report.phrases.statement import Flat, Name, Point

_SPECIAL = re.compile(r"[\\`*_\[\]<|~$]|&(?=#?\w+;)")
_LEADING = re.compile(r"[#+\-=>:]|\d+(?=[.)](?:\s|$))")
_SPACES = re.compile(r"[ \t\r\n\f\v]+")
_CODE = re.compile(r"[^`|\s]+(?: [^`|\s]+)*")
_ANCHOR = re.compile(r"[^A-Za-z0-9._-]")


def text(words: str) -> str:
    """A text of a pack, in one line, with nothing in it that Markdown would take for its own."""
    return _harmless_start(_escaped(words).strip())


def _escaped(words: str) -> str:
    return _SPECIAL.sub(lambda match: f"\\{match[0]}", _SPACES.sub(" ", clean(words)))


def _harmless_start(line: str) -> str:
    """A line that does not begin as a heading, a list or a quotation would."""
    leading = _LEADING.match(line)
    if leading is None:
        return line
    at = leading.end() if leading[0].isdigit() else 0
    return f"{line[:at]}\\{line[at:]}"


def code(words: str) -> str:
    """A name as it is typed."""
    return f"`{words}`" if _CODE.fullmatch(words) and clean(words) == words else text(words)


def anchor(kind: str, *names: str) -> str:
    """The id of a place in the page; different names have different ids."""
    return "-".join((kind, *(_ANCHOR.sub(lambda match: f"~{ord(match[0]):x}~", name) for name in names)))


def place(id_: str) -> str:
    """Where links to an id lead."""
    return f'<a id="{id_}"></a>'


def link(label: str, id_: str) -> str:
    """A link within the page; the label is Markdown."""
    return f"[{label}](#{id_})"


def quote(words: str) -> str:
    """A quoted sentence."""
    return f"> {text(words)}"


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A table; its cells are Markdown."""
    yield f"| {' | '.join(headings)} |"
    yield f"|{' --- |' * len(headings)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def item(point: Point, lead: str = "", depth: int = 0) -> Iterator[str]:
    """A point with those below it as a nested list; the lead is Markdown."""
    words = f"{lead} {phrase(point.line)}" if lead else phrase(point.line)
    yield f"{'  ' * depth}- {words}{':' if point.below else ''}"
    for below in point.below:
        yield from item(below, depth=depth + 1)


def phrase(words: Flat) -> str:
    """A phrase, its names as links or in italics."""
    return _harmless_start("".join(name(part) if isinstance(part, Name) else _escaped(part) for part in words))


def name(part: Name) -> str:
    """A name within a phrase."""
    match part.kind:
        case "parameter":
            return link(f"‹{text(part.text)}›", anchor("p", *part.target))
        case "derivation":
            return link(code(part.text), anchor("d", *part.target))
        case "table":
            label = code(part.text) if (part.text,) == part.target else text(part.text)
            return link(label, anchor("t", *part.target))
        case "records":
            return text(part.text)
        case "variable":
            return f"*‹{text(part.text)}›*"
    return f"*{text(part.text)}*"
