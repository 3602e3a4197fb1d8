"""Phrases with names in them: on one line where they are short, as nested points where they are not.

What a name looks like is for whoever shows it: a link in a document, a quoted word in a terminal.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from policycheck.report.phrases.words import phrase
from policycheck.wording import say

LINE = 140
"""Letters that a condition on one line may have."""
MIXED = 90
"""Letters that it may have where `and` and `or` stand in each other."""

NameKind: TypeAlias = Literal[
    "field", "record", "records", "parameter", "derivation", "table", "variable", "clause", "id"
]
"""`id` is the id of a single rule, as one types it."""


@dataclass(frozen=True)
class Name:
    """A name within a phrase, and what it is the name of."""

    text: str
    kind: NameKind
    target: tuple[str, ...] = ()
    """Of a parameter or table its name, of a derivation or field its record type and its name."""


@dataclass(frozen=True)
class Turn:
    """Words in another order where they stand behind `that`, `where` or `if`, as Norwegian has it."""

    alone: str
    under: str


@dataclass(frozen=True)
class Under:
    """A condition within a phrase, behind such a word."""

    condition: Statement


@dataclass(frozen=True)
class Where:
    """Which of some things a phrase speaks of: those of which a condition holds."""

    what: Phrase
    condition: Statement


Phrase: TypeAlias = tuple["str | Name | Turn | Under | Where", ...]
Flat: TypeAlias = tuple[str | Name, ...]
"""A phrase as it is read: its words are in order."""


@dataclass(frozen=True)
class Statement:
    """A condition: a line, or parts under it."""

    line: Phrase = ()
    parts: tuple[Statement, ...] = ()
    joined: Literal["", "and", "or", "if", "that", "then", "list"] = ""
    """How the parts make one: all or one of them; if, then, else; one behind the line, dependent on it or not; what
    the line means."""
    topic: Phrase = ()
    """What the line begins with and speaks of."""


@dataclass(frozen=True)
class Point:
    """A line of a nested list."""

    line: Flat
    below: tuple[Point, ...] = ()


_SLOT = re.compile(r"\{(\d)\}|\[(.*?)\|(.*?)\]")


def fill(template: str, *args: Phrase) -> Phrase:
    """A phrase with others in its places."""
    found, at = list[str | Name | Turn | Under | Where](), 0
    for match in _SLOT.finditer(template):
        found += [template[at : match.start()]] if match.start() > at else []
        found += args[int(match[1])] if match[1] else (Turn(match[2], match[3]),)
        at = match.end()
    return (*found, template[at:]) if at < len(template) else tuple(found)


def said(key: str, language: str, *args: Phrase) -> Phrase:
    """A phrase of the table with others in its places."""
    return fill(phrase(key, language), *args)


def plain(words: Flat, language: str) -> str:
    """A phrase as plain text, the names of fields and records in quotes."""
    return "".join(part if isinstance(part, str) else _plain_name(part, language) for part in words)


def _plain_name(name: Name, language: str) -> str:
    match name.kind:
        case "records" | "clause" | "id":
            return name.text
        case "parameter" | "variable":
            return f"‹{name.text}›"
        case "derivation":
            return f"`{name.text}`"
    return say("quoted", language, name.text)


def flat(words: Phrase, language: str, under: bool = False) -> Flat:
    """A phrase on one line; `under` where it stands behind `that`, `where` or `if`."""
    found: list[str | Name] = []
    for at, part in enumerate(words):
        match part:
            case str() | Name():
                found.append(part)
            case Turn():
                found.append(part.under if under else part.alone)
            case Under():
                found += inline(part.condition, language, True)
            case Where():
                key = "where last" if at == len(words) - 1 else "where"
                told = inline(part.condition, language, True)
                told = ("(", *told, ")") if part.condition.joined == "if" else told
                found += flat(said(key, language, part.what, told), language)
    return tuple(found)


def inline(statement: Statement, language: str, under: bool = False) -> Flat:
    """A condition on one line."""
    parts, line = statement.parts, flat(statement.line, language, under)
    match statement.joined:
        case "and" | "or":
            return _joined(parts, statement.joined, language, under)
        case "if":
            told = (inline(part, language, at == 0) for at, part in enumerate(parts))
            return flat(said("if", language, *told), language)
        case "that" | "then":
            return (*line, " ", *inline(parts[0], language, statement.joined == "that"))
        case "list":
            listed = [(", ", *inline(part, language)) for part in parts]
            return (*line, " (", *[word for words in listed for word in words][1:], ")")
    return line


def _joined(parts: Sequence[Statement], word: str, language: str, under: bool) -> Flat:
    """`a, b and c`; where neighbours speak of one thing, it is named once."""
    told = list[list[Flat]]()
    before = Statement()
    for part in parts:
        words = inline(part, language, under)
        if part.topic and part.topic == before.topic and not _is_group(part):
            told[-1].append(_shortened(part, before, word, language, under))
        else:
            told.append([("(", *words, ")") if _is_group(part) else words])
        before = part
    return flat(series([series(of_one, word, language) for of_one in told], word, language), language)


def _shortened(statement: Statement, before: Statement, word: str, language: str, under: bool) -> Flat:
    """A line without what it speaks of, as that stands just before: `is stated and more than 0`."""
    (first, *others), (earlier, *_) = (flat(one.line[len(one.topic) :], language, under) for one in (statement, before))
    verb, negated = phrase("is ", language), phrase("is not ", language)
    first, earlier = str(first).lstrip(), str(earlier).lstrip()
    if word == "and" and first.startswith(verb) and earlier.startswith(verb) and not earlier.startswith(negated):
        first = first.removeprefix(verb)
    return (first, *others) if first else tuple(others)


def series(phrases: Sequence[Phrase], word: str, language: str) -> Phrase:
    """`a, b and c`."""
    last = len(phrases) - 1
    found = list[str | Name | Turn | Under | Where]()
    for at, words in enumerate(phrases):
        found += [] if at == 0 else [f" {phrase(word, language)} " if at == last else ", "]
        found += words
    return tuple(found)


def laid_out(statement: Statement, language: str, under: bool = False) -> Point:
    """A condition as a line, with points below it where it is long."""
    found = inline(statement, language, under)
    if _short(statement, found, language):
        return Point(found)
    parts = statement.parts
    match statement.joined:
        case "and" | "or":
            return Point(_head(statement, language), _points(parts, language))
        case "if":
            leads = [_lead(key, part, language) for key, part in zip(_IF, parts, strict=True)]
            return Point(flat(said("if depends", language), language), _points(leads, language))
        case "list":
            return Point(flat(statement.line, language, under), _points(parts, language))
        case "that" | "then":
            below = laid_out(parts[0], language, statement.joined == "that")
            return Point((*flat(statement.line, language, under), " ", *below.line), below.below)
    return _with_points(statement.line, language, under)


_IF = ("if when", "if then", "if else")


def _lead(key: str, part: Statement, language: str) -> Statement:
    return Statement(said(key, language), (part,), "that" if key == "if when" else "then")


def _with_points(line: Phrase, language: str, under: bool) -> Point:
    """A line in which one condition is too long for it: the parts of that stand below."""
    long = [at for at, part in enumerate(line) if isinstance(part, Where) and part.condition.joined in ("and", "or")]
    if len(long) != 1:
        return Point(flat(line, language, under))
    at = long[0]
    part = line[at]
    assert isinstance(part, Where)
    head = Where(part.what, Statement(_head(part.condition, language)))
    return Point(flat((*line[:at], head, *line[at + 1 :]), language, under), _points(part.condition.parts, language))


def _head(statement: Statement, language: str) -> Flat:
    return flat(said("all of" if statement.joined == "and" else "any of", language), language)


def _points(parts: Sequence[Statement], language: str) -> tuple[Point, ...]:
    return tuple(laid_out(part, language) for part in parts)


def _short(statement: Statement, words: Flat, language: str) -> bool:
    """Whether a condition is easily read on one line."""
    length = len(plain(words, language))
    return length <= (MIXED if is_mixed(statement) else LINE)


def is_mixed(statement: Statement) -> bool:
    """Whether a group stands in a group, so that one must look twice what belongs together."""
    inner = (*statement.parts, *_within(statement))
    groups = statement.joined in ("and", "or", "if") and any(_is_group(part) for part in inner)
    return groups or any(is_mixed(part) for part in inner)


def _is_group(statement: Statement) -> bool:
    """Whether a condition that stands in another needs parentheses."""
    if statement.joined == "that":
        return True
    return statement.joined in ("and", "or", "if") or any(_is_group(part) for part in _within(statement))


def _within(statement: Statement) -> tuple[Statement, ...]:
    return tuple(part.condition for part in statement.line if isinstance(part, Where | Under))
