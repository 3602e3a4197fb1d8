"""A condition as a tree in the author's own words, in which every part has the value it saw."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from policycheck.engines.reference import Walk
from policycheck.language.ir import Const, Derived, Element, Field, Flag, Node, Op, Param, Quantifier, children
from policycheck.language.rulebook import Recommendation
from policycheck.language.texts import in_language
from policycheck.records.tables import Row
from policycheck.report.speech import Speech, labels_of
from policycheck.wording import say

MOST_ELEMENTS = 10
"""Elements of a loop that are shown; the rest is counted."""


@dataclass(frozen=True)
class Step:
    """A part of a condition, the value it saw as people read it, and the parts below it."""

    text: str
    value: str
    truth: bool | None = None
    """Of a condition: true, false, or None for unknown."""
    condition: bool = False
    missing: bool = False
    parts: tuple[Step, ...] = ()


class Steps:
    """Grows one such tree, in which each derivation on a record is opened once."""

    def __init__(self, walk: Walk, speech: Speech, language: str) -> None:
        self.walk, self.speech, self.language = walk, speech, language
        self.rulebook = walk.rulebook
        self._opened: set[tuple[object, ...]] = set()

    def step(self, node: Node, row: Row, element: Any = None) -> Step:
        """A part with what is below it."""
        value = self.walk.value(node, row, element)
        condition = node.type.kind == "boolean"
        return Step(
            self._text(node),
            self._value(node, value, row, element),
            value if condition else None,
            condition,
            value is None,
            tuple(self._parts(node, row, element)),
        )

    def _text(self, node: Node) -> str:
        """The author's words for a part; of flags asked for together, the flag's own name and label."""
        if isinstance(node, Flag) and node.flag not in node.span.text:
            label = self.rulebook.derivations[node.record, node.name].flags[node.flag].label
            return f"{node.flag} ({in_language(label, self.language)})" if label else node.flag
        return _words(node)

    def _parts(self, node: Node, row: Row, element: Any) -> Iterator[Step]:
        match node:
            case Derived() | Flag():
                yield from self._derivation(node, row, element)
            case Quantifier():
                yield from self._loop(node, row, element)
            case Op(name="not") if node.args[0].span == node.span:
                yield from self._parts(
                    node.args[0], row, element
                )  # `not in`, `missing(x)`: one thing in the author's words
            case Op():
                for arg in node.args:
                    if not isinstance(arg, Const) and not (isinstance(arg, Element) and arg.type.kind != "record"):
                        yield self.step(arg, row, element)
            case Field() if node.of.type.kind == "ref":
                yield self.step(node.of, row, element)

    def _derivation(self, node: Derived | Flag, row: Row, element: Any) -> Iterator[Step]:
        found = self.walk.row(node.of, row, element)
        if found is None:
            yield self.step(node.of, row, element)
            return
        derivation = self.rulebook.derivations[node.record, node.name]
        condition = derivation.flags[node.flag].condition if isinstance(node, Flag) else derivation.value
        at = node.record, node.name, getattr(node, "flag", None), id(found)
        if condition is not None and at not in self._opened:
            self._opened.add(at)
            yield self.step(condition, found)

    def options(self, recommend: Recommendation, row: Row) -> Step:
        """What there is to recommend, each option with the condition on it."""
        options = self.walk.value(recommend.source, row)
        if options is None:
            return self.step(recommend.source, row)
        parts = [
            Step(self._title(recommend.record, option), "", parts=self._steps([recommend.where], row, option))
            for option in options[:MOST_ELEMENTS]
        ]
        return Step(_words(recommend.source), self._in_all(options), parts=(*parts, *self._more(options)))

    def _loop(self, node: Quantifier, row: Row, element: Any) -> Iterator[Step]:
        items = self.walk.value(node.over, row, element)
        if items is None:
            yield self.step(node.over, row, element)
            return
        yield Step(_words(node.over), self._in_all(items))
        for item in items[:MOST_ELEMENTS]:
            parts = [part for part in (node.where, node.value) if part is not None and _depends(part)]
            yield Step(f"{node.variable} = {self._element(node, item)}", "", parts=self._steps(parts, row, item))
        yield from self._more(items)

    def _steps(self, nodes: Sequence[Node | None], row: Row, element: Any) -> tuple[Step, ...]:
        return tuple(self.step(node, row, element) for node in nodes if node is not None)

    def _in_all(self, items: Sequence[Any]) -> str:
        return say("elements", self.language, len(items))

    def _more(self, items: Sequence[Any]) -> Iterator[Step]:
        """The count of the elements that are not shown."""
        if len(items) > MOST_ELEMENTS:
            yield Step(say("more_elements", self.language, len(items) - MOST_ELEMENTS), "")

    def _element(self, node: Quantifier, item: Any) -> str:
        if node.over.type.kind == "collection":
            return self._title(node.over.type.record, item)
        assert node.over.type.of
        return self.speech.value(item, node.over.type.of, self.language, labels_of(node.over, self.rulebook))

    def _title(self, record: str, row: Row) -> str:
        type_ = self.rulebook.types[record]
        return self.speech.title(record, type_.key_of(row), self.language)

    def _value(self, node: Node, value: Any, row: Row, element: Any) -> str:
        if value is None and isinstance(node, Field | Param):
            return say("not_stated", self.language)
        if node.type.kind == "boolean":
            return say({True: "holds", False: "fails", None: "unknown"}[value], self.language)
        return self.speech.node(node, self.language, row, element) if node.type.kind != "record" else ""


def _depends(node: Node) -> bool:
    return isinstance(node, Element) or any(_depends(part) for part in children(node))


def _words(node: Node) -> str:
    """The author's words for a part, on one line."""
    return " ".join(node.span.text.split())
