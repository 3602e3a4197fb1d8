"""A condition in words, with how each part of it came out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from policycheck.engines.reference import Walk
from policycheck.language.ir import Const, Derived, Flag, Node, Op, Param
from policycheck.records.tables import Row
from policycheck.report.phrases.conditions import Phrases
from policycheck.report.phrases.naming import HERE, Place, variable
from policycheck.report.phrases.statement import (
    Flat,
    Name,
    Phrase,
    Point,
    flat,
    inline,
    laid_out,
    plain,
    said,
)
from policycheck.report.speech import labels_of
from policycheck.wording import say


@dataclass(frozen=True)
class Part:
    """A condition in words, whether it holds as it is told, and its parts where it is long."""

    line: str
    """The whole of it, or where it has parts, what stands above them."""
    truth: bool | None = None
    """None for unknown."""
    marked: bool = True
    """Whether `truth` says anything: a part of a loop holds of some records and not of others."""
    decided: bool = True
    """Whether it made the whole come out as it did."""
    parts: tuple[Part, ...] = ()


class _Phrases(Phrases):
    """Phrases as they were judged: a parameter by the value used, a rule's variable by the value it stands for."""

    def __init__(self, walk: Walk, language: str) -> None:
        super().__init__(walk.rulebook, language)
        self.parameters = walk.facts.parameters

    def known_parameter(self, node: Param) -> Phrase | None:
        """The value of a parameter that is easily said; None of others."""
        value, own = self.parameters[node.name], super().known_parameter(node)
        return None if own is None or value is None else self.value_of(value, node.type)

    def value(self, node: Node, place: Place = HERE, like: Node | None = None) -> Phrase:
        """A value; `like` is what it is compared with."""
        if not isinstance(node, Const) or variable(node) is None:
            return super().value(node, place, like)
        labels = {**place.labels, **(labels_of(like, self.rulebook) if like is not None else {})}
        return self.value_of(node.value, like.type if like is not None and like.type.numeric else node.type, labels)


class _Words(NamedTuple):
    """A condition in words, whatever the record."""

    whole: str
    line: str
    head: str
    """What stands above a list of features; empty of other conditions."""
    brief: bool
    """Whether it is told on one line, with no name in it whose meaning is to stand below."""
    named: bool
    """Whether a derivation is told by its name alone."""
    below: tuple[Part, ...]
    meanings: tuple[Part, ...]
    """Of a condition that is no group: what the names in it stand for."""


class Wording:
    """Puts conditions on records of one report into words."""

    def __init__(self, walk: Walk, language: str) -> None:
        self.walk, self.language = walk, language
        self.phrases = _Phrases(walk, language)
        self._words: dict[tuple[Node, bool], _Words] = {}

    def part(self, node: Node, row: Row) -> Part:
        """A condition on a record; what a name in it stands for is told once."""
        return self._part(node, row, True, True, set())

    def _part(self, node: Node, row: Row, holds: bool, decided: bool, seen: set[object]) -> Part:
        """A condition, or its opposite."""
        words = self._said(node, holds)
        truth = self.walk.value(node, row)
        told = truth if truth is None else truth is holds
        meaning = tuple(self._meaning(node, row, decided, seen))
        if meaning:
            return Part(words.whole, told, True, decided, meaning)
        if words.brief:
            return Part(words.line, told, True, decided, words.meanings if decided else ())
        parts = self._parts(node, row, holds, decided, seen)
        if parts:
            return Part(words.head or self._head(node, holds), told, True, decided, parts)
        return Part(words.line, told, True, decided, (*words.below, *(words.meanings if decided else ())))

    def _said(self, node: Node, holds: bool) -> _Words:
        """A condition in words, put together once: they are the same for every record."""
        found = self._words.get((node, holds))
        if found is None:
            statement = self.phrases.condition(node, HERE, holds)
            line, point = inline(statement, self.language), laid_out(statement, self.language)
            names = _names(line)
            found = self._words[node, holds] = _Words(
                self._text(line),
                self._text(point.line),
                self._text(flat(statement.line, self.language)) if statement.joined == "list" else "",
                not point.below and not (names and statement.parts),
                isinstance(node, Derived) and self.phrases.derivation(node, ())[0] in statement.line,
                tuple(self._unmarked(one) for one in point.below),
                () if _is_group(node) else tuple(self._meanings(names, set())),
            )
        return found

    def _parts(self, node: Node, row: Row, holds: bool, decided: bool, seen: set[object]) -> tuple[Part, ...]:
        """The parts of a group of conditions, each with its own mark; none of another condition."""
        match node:
            case Op(name="not"):
                return self._parts(node.args[0], row, not holds, decided, seen)
            case Op(name="and" | "or"):
                if self._said(node, holds).head:
                    return tuple(self._flag(arg, row, node, decided) for arg in node.args if isinstance(arg, Flag))
                return tuple(self._group(node, row, holds, decided, seen))
            case Op(name="if"):
                return tuple(self._if(node, row, holds, decided, seen))
        return ()

    def _head(self, node: Node, holds: bool) -> str:
        while isinstance(node, Op) and node.name == "not":
            node, holds = node.args[0], not holds
        assert isinstance(node, Op)
        key = "if depends" if node.name == "if" else _HEADS[_word(node, holds)]
        return self._text(flat(said(key, self.language), self.language))

    def _group(self, node: Op, row: Row, holds: bool, decided: bool, seen: set[object]) -> Iterator[Part]:
        """Conditions that are joined; those joined by the same word within each other are one group."""
        value = self.walk.value(node, row)
        for arg in node.args:
            bears = decided and self.walk.value(arg, row) is value
            inner, turned = arg, holds
            while isinstance(inner, Op) and inner.name == "not":
                inner, turned = inner.args[0], not turned
            if isinstance(inner, Op) and inner.name in ("and", "or") and _word(inner, turned) == _word(node, holds):
                yield from self._group(inner, row, turned, bears, seen)
            else:
                yield self._part(arg, row, holds, bears, seen)

    def _if(self, node: Op, row: Row, holds: bool, decided: bool, seen: set[object]) -> Iterator[Part]:
        """A condition that depends on another: that one, what is asked where it holds, and where it does not."""
        then, when, otherwise = node.args
        known = self.walk.value(when, row)
        for key, arg, turned, bears in (
            ("if when", when, True, known is not None),
            ("if then", then, holds, known is not False),
            ("if else", otherwise, holds, known is not True),
        ):
            found = self._part(arg, row, turned, decided and bears, seen)
            lead = self._text(flat(said(key, self.language), self.language))
            yield Part(f"{lead} {found.line}", found.truth, found.marked, found.decided, found.parts)

    def _flag(self, flag: Flag, row: Row, group: Op, decided: bool) -> Part:
        truth = self.walk.value(flag, row)
        return Part(
            self.phrases.flag_name(flag, flag.flag), truth, True, decided and truth is self.walk.value(group, row)
        )

    def _meaning(self, node: Node, row: Row, decided: bool, seen: set[object]) -> Iterator[Part]:
        """What a name stands for, where the condition is told by it and decided."""
        while isinstance(node, Op) and node.name == "not":
            node = node.args[0]
        if not decided or not isinstance(node, Derived | Flag):
            return
        found = self.walk.row(node.of, row)
        at = type(node), node.record, node.name, getattr(node, "flag", None), id(found)
        if found is None or at in seen or (isinstance(node, Derived) and not self._said(node, True).named):
            return
        seen.add(at)
        derivation = self.walk.rulebook.derivations[node.record, node.name]
        inner = derivation.flags[node.flag].condition if isinstance(node, Flag) else derivation.value
        if inner is not None:
            yield self._part(inner, found, True, True, seen)

    def _meanings(self, names: Sequence[Name], told: set[tuple[str, ...]]) -> Iterator[Part]:
        """What the names in a condition stand for, and those in their meanings, each once."""
        for name in names:
            derivation = self.walk.rulebook.derivations[name.target[0], name.target[1]]
            if name.target in told or derivation.value is None:
                continue
            told.add(name.target)
            statement = self.phrases.meaning(derivation)
            point = laid_out(statement, self.language)
            words = say("why_means", self.language, name.text, self._text(point.line))
            further = self._meanings(_names(inline(statement, self.language)), told)
            yield Part(words, None, False, True, (*(self._unmarked(one) for one in point.below), *further))

    def _unmarked(self, point: Point) -> Part:
        return Part(self._text(point.line), None, False, True, tuple(self._unmarked(one) for one in point.below))

    def _text(self, words: Flat) -> str:
        return plain(words, self.language)


_HEADS = {"and": "all of", "or": "any of"}


def _names(words: Flat) -> list[Name]:
    """The derivations that are told by their names."""
    return [part for part in words if isinstance(part, Name) and part.kind == "derivation"]


def _is_group(node: Node) -> bool:
    while isinstance(node, Op) and node.name == "not":
        node = node.args[0]
    return isinstance(node, Derived | Flag) or (isinstance(node, Op) and node.name in ("and", "or", "if"))


def _word(node: Op, holds: bool) -> str:
    return "and" if (node.name == "and") is holds else "or"
