"""Why an outcome, as people read it in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text
from rich.tree import Tree

from policycheck.report.explain import Condition, Explanation, Step
from policycheck.report.explaining.parts import Part
from policycheck.report.explaining.told import change_words
from policycheck.report.explaining.values import DecidingValue
from policycheck.report.kinds import kind_of
from policycheck.report.line import Line, line
from policycheck.report.report import Report
from policycheck.report.speech import day
from policycheck.report.telling import Telling
from policycheck.wording import say

MARKS = {True: ("✓", "green"), False: ("✗", "red"), None: ("?", "magenta")}


def explanation_view(explanation: Explanation, report: Report, language: str) -> Iterator[RenderableType]:
    """Why an outcome, from top to bottom: what decided it, what would change it, and the whole rule as a tree."""
    yield from _View(explanation, report, language).parts()


class _View:
    def __init__(self, explanation: Explanation, report: Report, language: str) -> None:
        self.explanation, self.language = explanation, language
        self.telling = Telling(report, language)

    def parts(self) -> Iterator[RenderableType]:
        found, item = self.explanation, self.explanation.item
        yield line(f"{item.id} — {self.telling.name(item.about, found.subject)}", "bold")
        for name, sentence in found.sentences:
            yield Padding(line(f"[{name}] {sentence}", "italic"), (0, 0, 0, 2))
        if found.outcome is None:
            yield line(self.say("not_in_force", day(found.report.today, self.language)), "bold")
        else:
            yield line(f"{self.say('outcome')}: {self.say(kind_of(found.outcome, item.modality))}", "bold")
            yield from self._decision()
        for condition in found.conditions:
            yield Text()
            yield from self._condition(condition)
        yield from self._changes()
        yield from self._trees()

    def say(self, key: str, *words: object) -> str:
        return say(key, self.language, *words)

    def _decision(self) -> Iterator[RenderableType]:
        """What a person decided, or is asked."""
        for words in self.explanation.decided(self.language):
            yield Padding(line(words), (0, 0, 0, 2))

    def _condition(self, condition: Condition) -> Iterator[RenderableType]:
        tree = Tree(self._part(condition.words, f"{self.say(condition.key)}: "), guide_style="dim")
        self._grow(tree, condition.words.parts)
        yield tree
        for value in condition.deciding:
            yield from self._value(value, 1)

    def _part(self, part: Part, lead: str = "") -> Line:
        found = line(lead, "bold")
        if part.marked:
            mark, style = MARKS[part.truth]
            found.append(f"{mark} ", style)
        found.append(line(part.line, "not bold" if part.decided else "not bold dim"))
        return found

    def _grow(self, tree: Tree, parts: Iterable[Part]) -> None:
        for part in parts:
            self._grow(tree.add(self._part(part)), part.parts)

    def _value(self, value: DecidingValue, depth: int) -> Iterator[RenderableType]:
        """What decided, and below it the records that were counted."""
        found = line(f"{value.label}: " if value.value else value.label)
        found.append(line(value.value, "magenta" if value.plain is None and value.at else "bold"))
        yield Padding(found, (0, 0, 0, 2 * depth))
        for below in value.below:
            yield from self._value(below, depth + 1)
        for key, count in (("why_more", value.more), ("why_others", value.others)):
            if count:
                yield Padding(line(self.say(key, count), "dim"), (0, 0, 0, 2 * depth + 2))

    def _changes(self) -> Iterator[RenderableType]:
        found, values = self.explanation.changes, self.explanation.values
        if not found.tried:
            return
        yield Text()
        yield line(self.say("change_title"), "bold")
        about = self.explanation.item.about, self.explanation.subject
        for change in found.found:
            text = line(f"• {values.name(change.at, about)}: ")
            text.append(line(change_words(change, values), "bold"))
            yield Padding(text.append(f" → {self.telling.outcome(change.outcome)}"), (0, 0, 0, 2))
        if not found.found:
            yield line(f"  {self.say('change_none')}")
        if found.capped:
            yield line(f"  {self.say('change_capped', found.tried)}", "dim")

    def _trees(self) -> Iterator[RenderableType]:
        """All of it in the author's own words; nothing where it asks for nothing but a person's judgement."""
        if not self.explanation.sections:
            return
        yield Text()
        yield line(self.say("why_tree"), "bold underline")
        for key, step in self.explanation.sections:
            tree = Tree(line(self.say(key), "bold"))
            _grown(tree, step)
            yield tree
        for found in self.explanation.missing:
            label = self.telling.report.teller.input_name(found, self.language)
            where = "" if found.type == "parameter" else f"{self.telling.name(found.type, found.key)}: "
            yield line(f"  ← {self.say('missing_input', where + label)}", "magenta")


def _grown(tree: Tree, step: Step) -> None:
    """Adds a step and all below it."""
    grown = line("")
    if step.condition:
        mark, style = MARKS[step.truth]
        grown.append(f"{mark} ", style)
    grown.append(line(step.text))
    if step.value:
        grown.append(" = ", "dim").append(line(step.value, "magenta" if step.missing else "bold"))
    branch = tree.add(grown)
    for part in step.parts:
        _grown(branch, part)
