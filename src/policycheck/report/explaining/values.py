"""What decided, in the reader's words: what each value is called, and the value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from policycheck.engines.reference import Walk
from policycheck.language.ir import Collection
from policycheck.language.rulebook import PORTFOLIO, FieldType
from policycheck.language.texts import in_language
from policycheck.language.types import DATE
from policycheck.report.explaining.deciders import PARAMETER, TODAY, Chosen, Computed, Decider, Gathered, Read
from policycheck.report.missing import Input
from policycheck.report.phrases.conditions import Phrases
from policycheck.report.phrases.loops import over
from policycheck.report.phrases.naming import HERE
from policycheck.report.phrases.statement import Phrase, flat
from policycheck.report.phrases.statement import plain as plain_words
from policycheck.report.plain import plain
from policycheck.report.speech import Speech, label, labels_of
from policycheck.wording import say

MOST_LETTERS = 75
"""Letters of what a computed value is said to be; one of more is called by its name."""
MOST_RECORDS = 20
"""Records that are listed where many decided; the rest is counted."""


@dataclass(frozen=True)
class DecidingValue:
    """A value that decided, as people read it."""

    label: str
    value: str
    """Empty of a record that is listed for the values below it."""
    at: Input | None = None
    """Where an input stands; of a record its type and key alone."""
    plain: object = None
    """The value as JSON holds it."""
    below: tuple[DecidingValue, ...] = ()
    more: int = 0
    """Records that decided too and are not listed."""
    others: int = 0
    """Records that were passed over."""


class Values:
    """Tells what decided to a reader of one language."""

    def __init__(self, walk: Walk, speech: Speech, phrases: Phrases, language: str) -> None:
        self.walk, self.speech, self.phrases, self.language = walk, speech, phrases, language
        self.rulebook = walk.rulebook

    def values(self, deciders: Sequence[Decider], about: tuple[str, str]) -> tuple[DecidingValue, ...]:
        """What decided a condition on a record, whose own fields need no name before them."""
        return self._values(deciders, about, set())

    def _values(self, deciders: Sequence[Decider], about: tuple[str, str], seen: set[int]) -> tuple[DecidingValue, ...]:
        """`seen` holds the derived values that were opened: what made one is told once."""
        return tuple(self._value(decider, about, seen) for decider in deciders)

    def name(self, at: Input, about: tuple[str, str]) -> str:
        """What people call an input, with its record where that is another."""
        if at == TODAY:
            return say("why_today", self.language)
        if at.type == PARAMETER:
            return in_language(self.rulebook.parameters[at.key].label, self.language, at.key)
        field = self.rulebook.types[at.type].fields.get(at.field)
        words = label(field, self.language) if field else at.field
        return words if (at.type, at.key) == about else say("field_of", self.language, words, self.record(*at[:2]))

    def record(self, type_: str, key: str) -> str:
        """What people call a record: its key, and its title where that is another."""
        if type_ == PORTFOLIO:
            return say("why_portfolio", self.language)
        return self.speech.key_and_title(type_, key, self.language)

    def said(self, at: Input, value: Any) -> str:
        """The value of an input in words."""
        if value is None:
            return say("not_stated", self.language)
        if at == TODAY:
            return self.speech.value(value, DATE, self.language)
        kind = self.kind(at)
        return self.speech.value(value, kind.type, self.language, kind.labels)

    def kind(self, at: Input) -> FieldType:
        """What the values of a field or a parameter may be."""
        if at.type == PARAMETER:
            return self.rulebook.parameters[at.key].kind
        return self.rulebook.types[at.type].fields[at.field]

    def _value(self, decider: Decider, about: tuple[str, str], seen: set[int]) -> DecidingValue:
        match decider:
            case Read(at=at, value=value):
                type_ = DATE if at == TODAY else None if value is None else self.kind(at).type
                json = None if type_ is None else plain(value, type_)
                return DecidingValue(self.name(at, about), self.said(at, value), at, json)
            case Computed():
                return self._computed(decider, about, seen)
            case Gathered():
                return self._gathered(decider, about, seen)

    def _computed(self, found: Computed, about: tuple[str, str], seen: set[int]) -> DecidingValue:
        node = found.node
        type_ = self.rulebook.types[node.record]
        words = self._words(self.phrases.value(self.rulebook.derivations[node.record, node.name].value or node))
        if len(words) > MOST_LETTERS:
            words = self._words(self.phrases.derivation(node, ()))
        if (node.record, type_.key_of(found.row)) != about:
            words = say("field_of", self.language, words, self.record(node.record, type_.key_of(found.row)))
        said = self.speech.value(found.value, node.type, self.language, labels_of(node, self.rulebook))
        new = id(found.below) not in seen
        seen.add(id(found.below))
        below = self._values(found.below, about, seen) if new else ()
        if len(below) == 1 and isinstance(found.below[0], Gathered):
            return below[0]  # a count or a sum that has a name
        return DecidingValue(words, said, None, plain(found.value, node.type), below)

    def _gathered(self, found: Gathered, about: tuple[str, str], seen: set[int]) -> DecidingValue:
        node, listed = found.node, found.chosen[:MOST_RECORDS]
        below = tuple(self._chosen(found.record, one, seen) for one in listed)
        more, others = len(found.chosen) - len(listed), len(found.others)
        if isinstance(node, Collection) or node.kind in ("any", "all"):
            name = self._words(over(self.phrases, node if isinstance(node, Collection) else node.over, HERE))
            return DecidingValue(self._of(name, found, about), self._count(found), None, None, below, more, others)
        said = self.speech.value(found.value, node.type, self.language)
        name = self._words(self.phrases.value(node))
        if len(name) > MOST_LETTERS and node.where is not None:
            short = self._words(self.phrases.value(replace(node, where=None)))
            name = say("why_counted", self.language, short)
        return DecidingValue(
            self._of(name, found, about), said, None, plain(found.value, node.type), below, more, others
        )

    def _of(self, words: str, found: Gathered, about: tuple[str, str]) -> str:
        """What was gathered, with its record where that is another."""
        at = found.about, self.rulebook.types[found.about].key_of(found.row)
        if at == about or found.about == PORTFOLIO:
            return words
        return say("field_of", self.language, words, self.record(*at))

    def _count(self, found: Gathered) -> str:
        """How many records bore a condition on some or all of them out, or failed it."""
        chosen, every = len(found.chosen), len(found.chosen) + len(found.others)
        if not every:
            return say("none", self.language)
        if isinstance(found.node, Collection):
            return say("elements", self.language, every)
        key = f"why_{found.node.kind}_{'holds' if found.value else 'fails'}"
        return say(key, self.language, every if found.node.kind == "any" and not found.value else chosen)

    def _chosen(self, record: str, one: Chosen, seen: set[int]) -> DecidingValue:
        key = self.rulebook.types[record].key_of(one.row)
        below = self._values(one.below, (record, key), seen)
        return DecidingValue(self.record(record, key), "", Input(record, key, ""), None, below)

    def _words(self, words: Phrase) -> str:
        return plain_words(flat(words, self.language), self.language)
