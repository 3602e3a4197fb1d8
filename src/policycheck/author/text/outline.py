"""A text's sentences, each with the id by which rules could cite it: `1`, `1-p1.s1`, `1.1-p2`, `1.1-a`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from policycheck.author.text import messages as say
from policycheck.author.text.blocks import Block, blocks
from policycheck.author.text.pages import unpaged
from policycheck.author.text.read import Written
from policycheck.author.text.sentences import sentences

MOST_SENTENCES = 20_000
"""Sentences of a text; the longest laws have fewer."""
MOST_LINES = 10 * MOST_SENTENCES
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Sentence:
    """A sentence, or a heading, of a text."""

    id: str
    text: str
    heading: bool = False
    item: bool = False
    """Whether it stands in a list."""
    number: str = ""
    """Of a heading, and of the first sentence of a paragraph or an item, the number before it."""


def outline(written: Written) -> tuple[Sentence, ...]:
    """The sentences in order; `InvalidCall` where there are more than any policy has."""
    found: list[Sentence] = []
    numbering = _Numbering()
    if written.text.count("\n") > MOST_LINES:
        raise say.too_many_sentences(written.name, MOST_SENTENCES)
    every = blocks(unpaged(written.text))
    plain = not any(one.kind == "heading" and one.number for one in every)
    for one in every:
        found += _heading(one, numbering, plain) if one.kind == "heading" else _body(one, numbering)
        if len(found) > MOST_SENTENCES:
            raise say.too_many_sentences(written.name, MOST_SENTENCES)
    return tuple(found)


class _Numbering:
    """Where in a text one is."""

    def __init__(self) -> None:
        self.section = ""
        self.paragraph = self.item = self.headings = 0
        self.levels: list[tuple[int, int]] = []
        self._taken: set[str] = set()

    def enter(self, section: str) -> str:
        """The id of a section that begins."""
        self.section, self.paragraph, self.item, self.headings = self.unique(section), 0, 0, 0
        return self.section

    def counted(self, level: int) -> str:
        """The number of a heading that has none, by those before it."""
        while self.levels and self.levels[-1][0] > level:
            self.levels.pop()
        if self.levels and self.levels[-1][0] == level:
            self.levels[-1] = level, self.levels[-1][1] + 1
        else:
            self.levels.append((level, 1))
        return ".".join(str(number) for _, number in self.levels)

    def at(self, place: str) -> str:
        """An id within the section."""
        return f"{self.section}-{place}" if self.section else place

    def unique(self, id_: str) -> str:
        """An id that no other sentence has."""
        found, number = id_, 1
        while found in self._taken:
            number += 1
            found = f"{id_}~{number}"
        self._taken.add(found)
        return found


def _heading(one: Block, numbering: _Numbering, plain: bool) -> Iterator[Sentence]:
    if one.number:
        id_ = numbering.enter(one.number)
    elif plain:
        id_ = numbering.enter(numbering.counted(one.level or 7))
    else:
        numbering.headings += 1
        id_ = numbering.unique(numbering.at(f"h{numbering.headings}"))
    yield Sentence(id_, one.text, True, number=one.number)


def _body(one: Block, numbering: _Numbering) -> Iterator[Sentence]:
    """The sentences of a paragraph or an item."""
    if one.kind == "item":
        numbering.item += 1
        place = one.number if one.number.isalnum() else _letter(numbering.item)
        id_ = numbering.unique(numbering.at(place))
    elif one.number:
        id_ = numbering.enter(one.number)
    else:
        numbering.paragraph += 1
        numbering.item = 0
        id_ = numbering.unique(numbering.at(f"p{numbering.paragraph}"))
    item = one.kind == "item"
    parts = list(sentences(one.text))
    for at, part in enumerate(parts, 1):
        own = id_ if len(parts) == 1 else numbering.unique(f"{id_}.s{at}")
        yield Sentence(own, part, item=item, number=one.number if at == 1 and one.number[-1:].isdigit() else "")


def _letter(number: int) -> str:
    return _LETTERS[number - 1] if number <= len(_LETTERS) else f"i{number}"
