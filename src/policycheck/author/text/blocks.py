"""The headings, paragraphs and items of a text, from its lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from policycheck.author.text.lines import tidy, together

LONGEST_HEADING = 110
LONGEST_UNNUMBERED = 80
LONG_LINE = 160
"""Letters of a line from which a file is taken to have a paragraph on each line."""
SHORT = 0.6
"""The part of the longest line's length up to which a line ends its paragraph, if a capital follows."""

_MARKDOWN = re.compile(r"(#{1,6})\s+(.+?)\s*#*")
_UNDERLINE = re.compile(r"\s*(={3,}|-{3,})\s*")
_RULE = re.compile(r"\s*([-*_=]\s*){3,}")
_NUMBERED = re.compile(
    r"(?P<number>§+\s*\d+(?:[-.–]\d+)*\s?[a-z]?(?=[\s.:]|$)|\d{1,2}(?:[.-]\d{1,2}){0,5}(?=[.:\s]))[.:]?\s+(?P<rest>\S.*)"
)
_CHAPTER = re.compile(
    r"(?:kapittel|kapitel|kap\.|chapter|part|del|artikkel|artikel|article)\s+(\d+|[IVX]+)\b[.:]?(.*)", re.I
)
_ITEM = re.compile(r"\s*(?P<mark>[-•*–—▪◦‣·●■]|\(?[a-zæøå]\)|\(?\d{1,2}\)|\(?[ivx]{1,5}\)|[a-zæøå]\.)\s+(?P<rest>\S.*)")
_OPENS = re.compile(r"[\"“„«(]?[^\W\d_a-zæøåäö]")
_TERMINAL = re.compile(r"[.!?:;,…][\"”»)]*$")


@dataclass(frozen=True)
class Block:
    """A piece of a text."""

    kind: Literal["heading", "paragraph", "item"]
    text: str
    number: str = ""
    """Of a heading or a numbered paragraph its number, of an item the letter or number it is marked with."""
    level: int = 0
    """Of a heading of Markdown, how deep it stands."""


def blocks(lines: Sequence[str]) -> list[Block]:
    """The blocks in order."""
    width = max((len(line) for line in lines), default=0)
    found: list[tuple[Block, list[str]]] = []
    open_ = False
    for at, line in enumerate(lines):
        if not line.strip() or _RULE.fullmatch(line.strip()):
            open_ = False
            continue
        started = _start(lines, at, open_ and not _closed(found[-1][0], line), width)
        if started is not None:
            found.append((started, [started.text]))
        else:
            found[-1][1].append(line)
        open_ = True
    whole = [(replace(one, text=tidy(together(parts))), len(parts)) for one, parts in found]
    return [one for one in _numbers_in_lists(_alone(whole)) if one.text]


def _closed(before: Block, line: str) -> bool:
    """Whether a block has ended with its first line: a heading, but for one that runs on in small letters."""
    return before.kind == "heading" and (before.level > 0 or not line.strip()[0].islower())


def _start(lines: Sequence[str], at: int, open_: bool, width: int) -> Block | None:
    """The block that begins with a line, if one does; `open_` where a block has lines already."""
    line = lines[at].strip()
    following = lines[at + 1].strip() if at + 1 < len(lines) else ""
    if found := _MARKDOWN.fullmatch(line):
        return Block("heading", found[2], _split(found[2])[0], len(found[1]))
    if not open_ and following and _UNDERLINE.fullmatch(following) and len(line) <= LONGEST_HEADING:
        return Block("heading", line, _split(line)[0], 1 if following[0] == "=" else 2)
    ended = not open_ or _ended(lines[at - 1], line, width)
    if found := _ITEM.fullmatch(line):
        return Block("item", found["rest"], found["mark"].strip("()."))
    title = len(line) <= LONGEST_HEADING and not _TERMINAL.search(line) and not _goes_on(line, following)
    if ended and title and (found := _CHAPTER.fullmatch(line)):
        return Block("heading", line, found[1])
    found = _NUMBERED.fullmatch(line)
    if found and _OPENS.match(found["rest"]) and (ended or _TERMINAL.search(lines[at - 1].rstrip())):
        number = _number(found["number"])
        return Block("heading", line, number) if title else Block("paragraph", found["rest"], number)
    return Block("paragraph", line) if ended and not (open_ and line[0].isdigit()) else None


def _split(heading: str) -> tuple[str, str]:
    found = _NUMBERED.fullmatch(heading)
    return (_number(found["number"]), found["rest"]) if found else ("", "")


def _number(written: str) -> str:
    return "".join(written.replace("–", "-").split())


def _goes_on(line: str, following: str) -> bool:
    """Whether a line is the first of several of a paragraph."""
    if not following or _ITEM.fullmatch(following) or _UNDERLINE.fullmatch(following):
        return False
    return following[0].islower() or len(line) > LONGEST_UNNUMBERED


def _ended(before: str, line: str, width: int) -> bool:
    """Whether a line that stands right under another begins a paragraph of its own."""
    if width > LONG_LINE:
        return not line[0].islower()
    short = len(before) < SHORT * width
    return short and not line[0].islower() and not before.rstrip().endswith((",", "-", "\xad"))


def _alone(found: Sequence[tuple[Block, int]]) -> Iterator[Block]:
    """Short paragraphs without a stop, on one line before something else, as headings."""
    for at, (one, lines) in enumerate(found):
        short = lines == 1 and len(one.text) <= LONGEST_UNNUMBERED and one.text[:1].isupper()
        plain = one.kind == "paragraph" and not one.number and not _TERMINAL.search(one.text)
        yield replace(one, kind="heading") if short and plain and at + 1 < len(found) else one


def _numbers_in_lists(found: Iterator[Block]) -> Iterator[Block]:
    """Lines `1. …` as items: where headings have such numbers or none at all, and where they follow on each other."""
    every = list(found)
    headings = [one for one in every if one.kind == "heading"]
    numbers = [one.number for one in headings if one.number]
    listed = bool(headings) and (not numbers or any(number.isdigit() for number in numbers))
    for at, one in enumerate(every):
        if one.kind == "paragraph" and one.number.isdigit() and listed:
            yield replace(one, kind="item")
        elif one.kind == "heading" and one.number.isdigit() and not one.level and _bare(every, at):
            yield replace(one, kind="item", text=_split(one.text)[1] or one.text)
        else:
            yield one


def _bare(every: Sequence[Block], at: int) -> bool:
    """Whether a heading stands among others of the next numbers with nothing under it."""
    after = every[at + 1] if at + 1 < len(every) else None
    neighbours = [*every[max(0, at - 1) : at], *([after] if after else [])]
    under = after is not None and not _next_to(every[at], after) and after.kind != "heading"
    return not under and any(_next_to(every[at], other) for other in neighbours)


def _next_to(one: Block, other: Block) -> bool:
    return other.kind == "heading" and other.number.isdigit() and abs(int(other.number) - int(one.number)) == 1
