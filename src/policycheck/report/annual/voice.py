"""How the report on a year says things: the words of every view, and those that only it has."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property
from typing import TypeVar

from policycheck.language.rulebook import FieldType, Judgement, Rule
from policycheck.language.texts import in_language
from policycheck.language.types import Interval, Value
from policycheck.report.annual.paper import Block, Paragraph, Quote
from policycheck.report.phrases.conditions import Phrases
from policycheck.report.phrases.naming import lowered
from policycheck.report.speech import day, label, number, period
from policycheck.report.telling import Telling

MOST_LETTERS = 600
"""Letters of one text that a paper shows; the data have the rest."""
MOST_OF_A_NAME = 120
"""The same of what a record is called."""
MOST_LISTED = 100
"""Things of one kind that a paper lists; the rest is counted."""

_Listed = TypeVar("_Listed")


class Voice(Telling):
    """Says what a paper has to say, in one language."""

    @cached_property
    def phrases(self) -> Phrases:
        """Conditions and values in words."""
        return Phrases(self.rulebook, self.language)

    def name(self, type_: str, key: str) -> str:
        """What people call a record; a very long name is cut."""
        return cut(super().name(type_, key), MOST_OF_A_NAME)

    def several(self, record: str) -> str:
        """What people call records of a type, where a line begins with it."""
        words = self.phrases.several(record).text
        return words[:1].upper() + words[1:]

    def within(self, words: str) -> str:
        """A label within a sentence."""
        return lowered(words)

    def field(self, field: FieldType) -> str:
        """What people call a field, where a line begins with it."""
        words = label(field, self.language).replace("_", " ") if field.label is None else label(field, self.language)
        return words[:1].upper() + words[1:]

    def value(self, value: Value | None, field: FieldType) -> str:
        """A field's value."""
        return self.speech.value(value, field.type, self.language, field.labels)

    def day(self, value: date) -> str:
        """A date."""
        return day(value, self.language)

    def period(self, interval: Interval) -> str:
        """A period, with its last day."""
        return period(interval, self.language)

    def count(self, value: int) -> str:
        """A number of things."""
        return number(value, self.language)

    def kind(self, kind: str) -> str:
        """What people call an outcome; a recommendation that is not followed is told from an option that fits."""
        return self.say(f"annual_{kind}" if kind in ("advised", "option") else kind)

    def all(self, *keys: str) -> tuple[str, ...]:
        """Sentences of the library, one for each key."""
        return tuple(self.say(key) for key in keys)

    def subject(self, rule: str, key: str) -> str:
        """What people call the record that a decision speaks of; its key where there is no such record."""
        items: list[Rule | Judgement] = [item for item in self.rulebook.rules if rule in (item.id, item.family)]
        for item in items or [item for item in self.rulebook.judgements if item.id == rule]:
            if key in self.report.teller.facts.tables.index[item.about]:
                return self.name(item.about, key)
        return key

    def sentences(self, clauses: Iterable[str]) -> list[Block]:
        """The sentences of the written policy that something rests on."""
        texts = {name: self.rulebook.clauses[name].text for name in dict.fromkeys(clauses)}
        return [Quote(name, in_language(text, self.language)) for name, text in texts.items()]

    def listed(self, found: Sequence[_Listed]) -> tuple[Sequence[_Listed], list[Block]]:
        """As many things as a paper lists, and what says how many more there are."""
        if len(found) <= MOST_LISTED:
            return found, []
        return found[:MOST_LISTED], [Paragraph(self.say("annual_more", self.count(len(found) - MOST_LISTED)))]


def short(text: str) -> str:
    """A text, cut where it is very long."""
    return cut(text, MOST_LETTERS)


def cut(text: str, most: int) -> str:
    """A text with a mark where the rest of it is left out."""
    return text if len(text) <= most else text[: most - 1] + "…"
