"""Markdown of a policy's page: links that find their places, phrases with names in them, nested lists."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policycheck.report.markdown import code as code
from policycheck.report.markdown import escaped, harmless_start
from policycheck.report.markdown import quote as quote
from policycheck.report.markdown import table as table
from policycheck.report.markdown import text as text
from policycheck.report.phrases.statement import Flat, Name, Point

_ANCHOR = re.compile(r"[^A-Za-z0-9._-]")


def anchor(kind: str, *names: str) -> str:
    """The id of a place in the page; different names have different ids."""
    return "-".join((kind, *(_ANCHOR.sub(lambda match: f"~{ord(match[0]):x}~", name) for name in names)))


def place(id_: str) -> str:
    """Where links to an id lead."""
    return f'<a id="{id_}"></a>'


def link(label: str, id_: str) -> str:
    """A link within the page; the label is Markdown."""
    return f"[{label}](#{id_})"


def item(point: Point, lead: str = "", depth: int = 0) -> Iterator[str]:
    """A point with those below it as a nested list; the lead is Markdown."""
    words = " ".join(part for part in (lead, phrase(point.line)) if part)
    yield f"{'  ' * depth}- {words}{':' if point.below and point.line else ''}"
    for below in point.below:
        yield from item(below, depth=depth + 1)


def phrase(words: Flat) -> str:
    """A phrase, its names as links or in italics."""
    return harmless_start("".join(name(part) if isinstance(part, Name) else escaped(part) for part in words))


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
        case "clause":
            return link(code(part.text), anchor("s", *part.target))
        case "id":
            return code(part.text)
        case "records":
            return text(part.text)
        case "variable":
            return f"*‹{text(part.text)}›*"
    return f"*{text(part.text)}*"
