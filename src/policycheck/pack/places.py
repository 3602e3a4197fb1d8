"""From a text as YAML reads it back to the characters in the file that say it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_BREAK = r"(?:\r\n|[\n\r\x85\u2028\u2029])"
_FOLD = rf"(?P<fold>[ \t]*{_BREAK}(?:[ \t]*{_BREAK})*[ \t]*)"
_BREAKS = re.compile(_BREAK)
_PLAIN = re.compile(rf"{_FOLD}|(?P<one>.)", re.DOTALL)
_SINGLE = re.compile(rf"{_FOLD}|(?P<one>''|.)", re.DOTALL)
_DOUBLE = re.compile(
    rf"\\(?P<joined>{_BREAK}(?:[ \t]*{_BREAK})*[ \t]*)"
    rf"|(?P<one>\\(?:x..|u.{{4}}|U.{{8}}|.))|{_FOLD}|(?P<other>.)",
    re.DOTALL,
)
_KEPT_BREAKS = "\u2028\u2029"
_ESCAPES = dict(zip('0abt\tnvfre "/\\N_LP', '\0\a\b\t\t\n\v\f\r\x1b "/\\\x85\xa0\u2028\u2029', strict=True))
_MOST_INDENTS = 100


class Place(NamedTuple):
    """Where one character of the text stands: characters `start` to `end` of the file."""

    start: int
    end: int


_Said = tuple[str, Place]


def places(text: str, start: int, end: int, written: str) -> tuple[Place, ...] | None:
    """The place of each character of `written`, which the scalar at `start` to `end` of `text` reads as.

    None if the scalar does not read so; that would be a fault of this module.
    """
    for said in _readings(text, start, end, written):
        if "".join(character for character, _ in said) == written:
            return tuple(place for _, place in said)
    return None


def _readings(text: str, start: int, end: int, written: str) -> Iterator[list[_Said]]:
    style = text[start : start + 1] if end > start else ""
    if style == '"':
        yield list(_flow(_DOUBLE, text, start + 1, end - 1))
    elif style == "'":
        yield list(_flow(_SINGLE, text, start + 1, end - 1))
    elif style in ("|", ">"):
        for indent in _indents(text, start, end, written):
            yield _block(text, start, indent)
    else:
        yield list(_flow(_PLAIN, text, start, end))


def _flow(pattern: re.Pattern[str], text: str, start: int, end: int) -> Iterator[_Said]:
    """A plain or quoted text: line breaks are folded, escapes stand for a character."""
    for match in pattern.finditer(text, start, end):
        if match.lastgroup == "fold":
            yield from _folded(text, match.start(), match.end())
        elif match.lastgroup == "joined":
            yield from (_line_break(found) for found in list(_BREAKS.finditer(text, *match.span()))[1:])
        else:
            yield _character(match.group()), Place(*match.span())


def _folded(text: str, start: int, end: int) -> Iterator[_Said]:
    """One line break is a blank; of several, all but the first stay."""
    first, *others = (_line_break(found) for found in _BREAKS.finditer(text, start, end))
    if first[0] in _KEPT_BREAKS:
        yield first
    elif not others:
        yield " ", first[1]
    yield from others


def _line_break(match: re.Match[str]) -> _Said:
    found = match.group()
    return (found if found in _KEPT_BREAKS else "\n"), Place(*match.span())


def _character(said: str) -> str:
    if len(said) == 1:
        return said
    if said == "''":
        return "'"
    if len(said) > 2:
        return chr(int(said[2:], 16))
    return _ESCAPES[said[1]]


class _Line(NamedTuple):
    start: int
    end: int
    broken: _Said | None

    def content(self, text: str, indent: int) -> str | None:
        """What stands behind the indentation; None if the line is indented less."""
        before = text[self.start : min(self.end, self.start + indent)]
        if before.strip(" "):
            return None
        return text[self.start + indent : self.end]


def _lines(text: str, start: int) -> Iterator[_Line]:
    for match in _BREAKS.finditer(text, start):
        yield _Line(start, match.start(), _line_break(match))
        start = match.end()
    yield _Line(start, len(text), None)


def _block(text: str, start: int, indent: int) -> list[_Said]:
    """A text under `|` or `>`; the first line that is indented less ends it."""
    lines = _lines(text, start)
    header = next(lines)
    said: list[_Said] = []
    blank: list[_Said] = []  # the breaks of empty lines that wait for the next line
    last: _Said | None = None
    before = ""
    for line in lines:
        content = line.content(text, indent)
        if content is None or (not content and line.broken is None):
            break
        if not content and line.broken:
            blank.append(line.broken)
            continue
        if last and text[start] == ">" and last[0] == "\n" and before not in " \t" and content[0] not in " \t":
            said += [] if blank else [(" ", last[1])]
        elif last:
            said.append(last)
        said += blank
        said += ((character, Place(at, at + 1)) for at, character in enumerate(content, line.start + indent))
        blank, last, before = [], line.broken, content[0]
        if last is None:
            break
    indicators = text[start : header.end].split("#")[0]
    if "-" not in indicators and last:
        said.append(last)
    return said + blank if "+" in indicators else said


def _indents(text: str, start: int, end: int, written: str) -> Sequence[int]:
    """The indentations the block may have: what the file's lines have more than the text's."""
    shown = [text[line.start : line.end] for line in _lines(text[:end], start)][1:]
    here = [_leading(line) for line in shown if line.strip(" ")]
    if here:
        return (min(here) - min((_leading(line) for line in _BREAKS.split(written) if line.strip(" ")), default=0),)
    blank = re.compile(r"[ \r\n\x85\u2028\u2029]*").search(text, end)
    behind = _BREAKS.split(blank.group() if blank else "")
    return range(1, min(_MOST_INDENTS, max(len(line) for line in behind) + 1) + 1)


def _leading(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
