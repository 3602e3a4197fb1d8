"""Markdown in which texts stay texts, for the pages and the formats that are written in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from policycheck.harmless import clean

_SPECIAL = re.compile(r"[\\`*_\[\]<|~$]|&(?=#?\w+;)")
_LEADING = re.compile(r"[#+\-=>:]|\d+(?=[.)](?:\s|$))")
_SPACES = re.compile(r"[ \t\r\n\f\v]+")
_CODE = re.compile(r"[^`|\s]+(?: [^`|\s]+)*")
_OTHERS = re.compile(r"#|:(?=//)|(?<=www)\.", re.IGNORECASE)
"""What ends a heading, and what makes an address a link on the pages of GitHub and others."""


def text(words: str) -> str:
    """A text of a pack, in one line, with nothing in it that Markdown would take for its own."""
    return harmless_start(escaped(words).strip())


def foreign(words: str) -> str:
    """A text that anybody may have written, in one line: nothing in it is markup, and no address a link."""
    return harmless_start(_OTHERS.sub(lambda match: f"\\{match[0]}", escaped(words).strip()))


def escaped(words: str) -> str:
    """A part of a line with nothing in it that Markdown would take for its own, other than at the line's beginning."""
    return _SPECIAL.sub(lambda match: f"\\{match[0]}", _SPACES.sub(" ", clean(words)))


def harmless_start(line: str) -> str:
    """A line that does not begin as a heading, a list or a quotation would."""
    leading = _LEADING.match(line)
    if leading is None:
        return line
    at = leading.end() if leading[0].isdigit() else 0
    return f"{line[:at]}\\{line[at:]}"


def code(words: str) -> str:
    """A name as it is typed."""
    return f"`{words}`" if _CODE.fullmatch(words) and clean(words) == words else text(words)


def quote(words: str) -> str:
    """A quoted sentence."""
    return f"> {text(words)}"


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A table; its cells are Markdown."""
    yield f"| {' | '.join(headings)} |"
    yield f"|{' --- |' * len(headings)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"
