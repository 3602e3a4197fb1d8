"""What a paper is made of, in one language: every form that it is written in shows the same parts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True)
class Paragraph:
    """Words in a row."""

    text: str


@dataclass(frozen=True)
class Quote:
    """A sentence of the written policy."""

    clause: str
    text: str


@dataclass(frozen=True)
class Heading:
    """What the blocks behind it are about, within a section."""

    text: str


@dataclass(frozen=True)
class Point:
    """One of several things: what it is about, what is said of it, and what more there is to say."""

    text: str
    lead: str = ""
    below: tuple[str, ...] = ()


@dataclass(frozen=True)
class Points:
    """Several things."""

    points: tuple[Point, ...]


@dataclass(frozen=True)
class Table:
    """Rows under headings; the first cell of a row says what the row is about."""

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...] = ()
    """The columns that hold numbers."""


Block: TypeAlias = Paragraph | Quote | Heading | Points | Table


@dataclass(frozen=True)
class Section:
    """A part of a paper."""

    key: str
    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Paper:
    """A paper from its title to its last section."""

    language: str
    title: str
    facts: tuple[tuple[str, str], ...]
    """What it is of: each a name and a value."""
    notices: tuple[str, ...]
    """What must be known before anything else is read."""
    sections: tuple[Section, ...]
