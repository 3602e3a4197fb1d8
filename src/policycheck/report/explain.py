"""Why an outcome: each condition as a tree in which every part has the value it saw."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from policycheck.engines.reference import Walk
from policycheck.faults import InvalidCall
from policycheck.language.ir import Const, Derived, Element, Field, Flag, Node, Op, Param, Quantifier, children
from policycheck.language.rulebook import PORTFOLIO, Judgement, Recommendation, Rule
from policycheck.language.texts import in_language
from policycheck.records.tables import Row
from policycheck.report.missing import Input, missing_inputs
from policycheck.report.report import Report
from policycheck.report.speech import labels_of
from policycheck.spelling import did_you_mean
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


@dataclass(frozen=True)
class Explanation:
    """Why a rule or judgement came out as it did for one record."""

    item: Rule | Judgement
    subject: str
    title: str
    outcome: str | None
    """None where the rule is not in force."""
    sentences: tuple[tuple[str, str], ...]
    """The clauses, each its id and sentence."""
    sections: tuple[tuple[str, Step], ...]
    """The conditions, each under a key of the wording: when, require, recommend, unless."""
    missing: tuple[Input, ...]


def explain(report: Report, rule: str, subject: str | None, language: str) -> list[Explanation]:
    """Why a rule, each rule of a family, or a judgement came out as it did; `InvalidCall` for an unknown name."""
    rulebook = report.rulebook
    items: list[Rule | Judgement] = [item for item in rulebook.rules if rule in (item.id, item.family)]
    items += [item for item in rulebook.judgements if rule == item.id]
    if not items:
        raise InvalidCall(f"unknown rule `{rule}`: {did_you_mean(rule, rulebook.item)}")
    about = items[0].about
    key = subject if subject is not None else PORTFOLIO if about == PORTFOLIO else ""
    rows = {
        found.key: report.teller.facts.tables.index[about][found.key]
        for found in report.subjects
        if found.type == about
    }
    if key not in rows:
        known = did_you_mean(key, rows) if rows else f"the data have no {about}"
        raise InvalidCall(
            f"`{rule}` is about {about}: " + (f"there is no {about} `{key}`: {known}" if key else f"name one: {known}")
        )
    return [_Explaining(report, language).item(item, key, rows[key]) for item in items]


class _Explaining:
    def __init__(self, report: Report, language: str) -> None:
        self.report, self.language = report, language
        self.rulebook, self.speech = report.rulebook, report.teller.speech
        self.walk: Walk = report.teller.walk

    def item(self, item: Rule | Judgement, key: str, row: Row) -> Explanation:
        outcome = self.report.outcome_of(item, key)
        sections = [] if isinstance(item.when, Const) else [("when", self.step(item.when, row))]
        if isinstance(item, Rule):
            if item.require is not None:
                sections.append(("require", self.step(item.require, row)))
            elif item.recommend is not None:
                sections.append(("recommend", self._options(item.recommend, row)))
            sections += [("unless", self.step(exception.condition, row)) for exception in item.exceptions]
        sentences = tuple((name, in_language(self.rulebook.clauses[name].text, self.language)) for name in item.clauses)
        missing = tuple(missing_inputs(item, row, self.walk)) if outcome == "undetermined" else ()
        return Explanation(
            item, key, self.speech.title(item.about, key, self.language), outcome, sentences, tuple(sections), missing
        )

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
        if condition is not None:
            yield self.step(condition, found)

    def _options(self, recommend: Recommendation, row: Row) -> Step:
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
