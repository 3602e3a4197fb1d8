"""A printed text's lines without what pages add to them: numbers, headers and footers, breaks, leaders to pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

MOST_PAGES, SMALL = 1_000, 10
"""Numbers from which one counts no pages: among others, and where it is the only one."""
EDGE = 2
"""Lines at the top and at the foot of a page that may be a header or a footer."""
LONGEST_LEADER = 250
"""Letters that a line of a table of contents may have."""

_NUMBER = re.compile(
    r"[-–—|\s]*(?:(?:side|sida|sidan|page|p\.|s\.)\s*)?\d{1,4}(?:\s*(?:av|of|/)\s*\d{1,4})?[-–—|\s]*", re.IGNORECASE
)
_FIRST = re.compile(r"\d+")
_LEADER = re.compile(r".*(?:\.\s?){4,}\s*\d+")
_DIGITS = re.compile(r"\b\d+\b")
_MISREAD = str.maketrans("i1|!åøöä", "llllaooa")
_OPEN = re.compile(r"[^\s.!?:;…]\s*$")


def unpaged(text: str) -> list[str]:
    """The lines; where a sentence runs on over the end of a page, nothing stands between its lines."""
    pages = _pages([line if line == "\f" else line.rstrip() for line in _feeds(text)])
    running = _running(pages)
    found: list[str] = []
    for at, page in enumerate(pages):
        edges = _edges(page)
        lines = [
            line
            for place, line in enumerate(page)
            if not (_leads(line) or (place in edges and _masked(line) in running))
        ]
        _append(found, lines, at > 0)
    return found


def _feeds(text: str) -> list[str]:
    return text.replace("\f", "\n\f\n").split("\n")


def _pages(lines: Sequence[str]) -> list[list[str]]:
    """The lines of each page, by form feeds and by the numbers that stand alone on a line."""
    pages: list[list[str]] = [[]]
    feeds = "\f" in lines
    numbers = _counting(
        [at for at, line in enumerate(lines) if _NUMBER.fullmatch(line) and _alone(lines, at, feeds)], lines
    )
    for at, line in enumerate(lines):
        if line == "\f":
            pages.append([])
        elif at in numbers:
            if not feeds:
                pages.append([])
        else:
            pages[-1].append(line)
    return pages


def _counting(places: Sequence[int], lines: Sequence[str]) -> frozenset[int]:
    """Of numbers that stand alone, those that count pages: next to another's, said to be a page's, or small and alone.

    The others are amounts of a table, which a text has where it was copied cell by cell.
    """
    numbers = {at: int(_FIRST.findall(lines[at])[0]) for at in places}
    known = set(numbers.values())
    return frozenset(
        at
        for at, number in numbers.items()
        if number < MOST_PAGES
        if (len(numbers) == 1 and number < SMALL) or not lines[at].strip().isdigit() or known & {number - 1, number + 1}
    )


def _alone(lines: Sequence[str], at: int, feeds: bool) -> bool:
    """Whether a number stands at the edge of a page, or, where no page's end is known, beside a blank line."""
    around = [lines[to].strip(" ") if 0 <= to < len(lines) else "" for to in (at - 1, at + 1)]
    if not feeds:
        return not around[0] or not around[1]
    return any(not any(line.strip() for line in between) for between in _until_feeds(lines, at))


def _until_feeds(lines: Sequence[str], at: int) -> tuple[Sequence[str], Sequence[str]]:
    """The lines before and behind one on its page."""
    start = next((to for to in range(at, -1, -1) if lines[to] == "\f"), -1)
    end = next((to for to in range(at, len(lines)) if lines[to] == "\f"), len(lines))
    return lines[start + 1 : at], lines[at + 1 : end]


def _edges(page: Sequence[str]) -> set[int]:
    filled = [at for at, line in enumerate(page) if line.strip()]
    return {*filled[:EDGE], *filled[-EDGE:]}


def _running(pages: Sequence[Sequence[str]]) -> frozenset[str]:
    """The headers and footers, numbers aside: lines at the edge of at least two pages and of more than half of them."""
    counts = Counter(line for page in pages for line in {_masked(page[at]) for at in _edges(page)})
    least = max(2, len(pages) // 2)
    return frozenset(line for line, number in counts.items() if number >= least)


def _masked(line: str) -> str:
    """A line with what differs from page to page left out: numbers, and what a scanner makes of letters."""
    return _DIGITS.sub("0", " ".join(line.split())).casefold().translate(_MISREAD)


def _leads(line: str) -> bool:
    """Whether a line is one of a table of contents."""
    return len(line) <= LONGEST_LEADER and bool(_LEADER.fullmatch(line))


def _append(found: list[str], lines: Sequence[str], turned: bool) -> None:
    """Adds a page's lines; what stands between them and the page before falls away where a sentence runs on."""
    first = next((at for at, line in enumerate(lines) if line.strip()), len(lines))
    if turned and first == len(lines):
        return
    last = next((line for line in reversed(found) if line.strip()), "")
    if turned and first < len(lines) and _OPEN.search(last) and lines[first].lstrip()[0].islower():
        while not found[-1].strip():
            found.pop()
        found.extend(lines[first:])
    else:
        found.extend(("", *lines) if turned else lines)
