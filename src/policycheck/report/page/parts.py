"""What a page of a report shows, apart from how it looks: texts in one language, ready to be put in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Link(NamedTuple):
    """Words that lead to a place on the page."""

    text: str
    anchor: str


class Count(NamedTuple):
    """One of the counts that make up the status."""

    kind: str
    mark: str
    word: str
    number: str
    anchor: str
    """Where what is counted stands; nothing where it stands nowhere."""


class Action(NamedTuple):
    """Something to do, and where it is told."""

    kind: str
    text: str
    links: Sequence[Link]
    more: str = ""


class Cell(NamedTuple):
    """What became of one rule for one record."""

    kind: str
    mark: str
    word: str
    anchor: str


class Line(NamedTuple):
    """A record's row of the matrix."""

    name: str
    status: str
    word: str
    cells: Sequence[Cell]


@dataclass(frozen=True)
class Matrix:
    """The records of one type and the rules about them."""

    label: str
    caption: str
    rules: Sequence[tuple[str, str]]
    """Each rule and the clauses it cites."""
    lines: Sequence[Line]
    more: str
    quiet: bool
    """Whether no record shown has a finding."""


class Seen(NamedTuple):
    """A value that a rule saw."""

    label: str
    value: str
    missing: bool


class Branch(NamedTuple):
    """A step of an explanation, or the end of the steps below one: a tree told without descending into it."""

    text: str = ""
    value: str = ""
    truth: str = ""
    """yes, no or unknown; nothing where it is no condition."""
    word: str = ""
    """The truth in a word; of a change the outcome that it leads to."""
    missing: bool = False
    aside: bool = False
    """Whether it has no part in how the whole came out."""
    opens: bool = False
    """Whether steps stand below it."""
    closes: bool = False


class Section(NamedTuple):
    """A condition with its steps."""

    title: str
    branches: Sequence[Branch]


@dataclass(frozen=True)
class Card:
    """A finding."""

    anchor: str
    kind: str
    mark: str
    word: str
    rule: str
    modality: str
    record: str
    message: str
    remedy: str
    options: Sequence[str]
    clauses: Sequence[tuple[str, str]]
    """Each clause and its sentence."""
    waiver: str
    values: Sequence[Seen]
    values_more: str
    assumptions: Sequence[str]
    why: Sequence[Section]
    why_not_told: str


@dataclass(frozen=True)
class Group:
    """A record with its findings."""

    name: str
    status: str
    word: str
    cards: Sequence[Card]


class Lacking(NamedTuple):
    """Something that is missing: what it is called, how it is filled in, and what needs it."""

    what: str
    how: str
    needed: str


class Request(NamedTuple):
    """What is missing of one record."""

    record: str
    lacks: Sequence[Lacking]


class Setting(NamedTuple):
    """A parameter as it was used."""

    name: str
    label: str
    value: str
    own: str
    assumption: str
    clause: str


class Listed(NamedTuple):
    """Some texts, and what is said of those left out."""

    texts: Sequence[str]
    more: str


@dataclass(frozen=True)
class Head:
    """The status in words, and the counts that make it up."""

    title: str
    as_of: str
    status: str
    word: str
    meaning: str
    counts: Sequence[Count]
    quiet: str
    """What is in order or does not apply, counted in words."""
    records: str


@dataclass(frozen=True)
class Told:
    """The findings by record, and what they are filtered by."""

    groups: Sequence[Group]
    kinds: Sequence[Count]
    rules: Sequence[str]
    left_out: Sequence[str]


@dataclass(frozen=True)
class Requests:
    """What is missing by record, and what is said of what was not searched."""

    by_record: Sequence[Request]
    more: str


@dataclass(frozen=True)
class About:
    """What it was judged by: the policy, the day, the software, and the parameters."""

    facts: Sequence[tuple[str, str]]
    settings: Sequence[Setting]


@dataclass(frozen=True)
class Edition:
    """The whole page in one language."""

    number: int
    """Its place among the page's languages, which makes its anchors its own."""
    language: str
    tongue: str
    """What the language calls itself."""
    head: Head
    actions: Sequence[Action]
    matrices: Sequence[Matrix]
    legend: Sequence[Cell]
    told: Told
    requests: Requests
    judgements: Sequence[Card]
    faults: Listed
    notes: Listed
    about: About
