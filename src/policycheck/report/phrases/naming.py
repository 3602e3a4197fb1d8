"""What people call the things that conditions speak of: fields, records, parameters, values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from policycheck.language.ir import Collection, Const, Derived, Field, Flag, Node, Param, Portfolio, Subject
from policycheck.language.rulebook import PORTFOLIO, Rulebook
from policycheck.language.texts import in_language
from policycheck.language.types import Interval, Scalar, Texts, Type, Value
from policycheck.report.phrases.statement import Name, Phrase, said, series
from policycheck.report.speech import day, label, money, period
from policycheck.wording import say


@dataclass(frozen=True)
class Place:
    """Where an expression stands."""

    own: Phrase | None = ()
    """What is said of whose the record's own fields are: nothing, where it is clear; None: the record type's name."""
    element: str | None = None
    """In a loop: the record type of the elements; empty where they are values."""
    labels: Mapping[str, Texts] = field(default_factory=dict)
    """In a loop over choices: their labels."""
    unfolded: int = 0
    """How many derivations it stands in that are said in full."""


HERE = Place()
"""The record's own expressions."""


class Naming:
    """Names and values in one language."""

    def __init__(self, rulebook: Rulebook, language: str) -> None:
        self.rulebook, self.language = rulebook, language

    def say(self, key: str, *args: Phrase) -> Phrase:
        """A phrase of the table."""
        return said(key, self.language, *args)

    def one(self, record: str) -> Name:
        """What people call a record of a type."""
        if record == PORTFOLIO:
            return Name(self._portfolio(), "record", (record,))
        return Name(in_language(self.rulebook.types[record].label, self.language, record), "record", (record,))

    def several(self, record: str) -> Name:
        """What people call records of a type."""
        type_ = self.rulebook.types[record]
        if record == PORTFOLIO:
            return Name(lowered(self._portfolio()), "records", (record,))
        if type_.table:
            return Name(in_language(type_.label, self.language, record), "table", (record,))
        if type_.plural_label:
            return Name(lowered(in_language(type_.plural_label, self.language)), "records", (record,))
        return self.one(record) if type_.label else Name(type_.plural.replace("_", " "), "records", (record,))

    def _portfolio(self) -> str:
        return in_language(self.rulebook.types[PORTFOLIO].label, self.language, say("portfolio", self.language))

    def field(self, node: Field, owner: Phrase) -> Phrase:
        """A field, and whose it is."""
        found = self.rulebook.types[node.of.type.record].fields[node.name]
        return self._of((Name(label(found, self.language), "field", (node.of.type.record, node.name)),), owner)

    def derivation(self, node: Derived | Flag, owner: Phrase) -> Phrase:
        """A derivation's name, and whose it is."""
        return self._of((Name(node.name, "derivation", (node.record, node.name)),), owner)

    def _of(self, words: Phrase, owner: Phrase) -> Phrase:
        return self.say("of", words, owner) if owner else words

    def collection(self, node: Collection, owner: Phrase) -> Phrase:
        """The records that refer to a record, or all of a type."""
        several: Phrase = (self.several(node.record),)
        if self.rulebook.types[node.record].table:
            several = self.say("rows", several)
        if node.field is None:
            return several
        several = self.say("belonging", several)
        inverses = self.rulebook.types[node.of.type.record].inverses.values()
        if sum(inverse.record == node.record for inverse in inverses) > 1:
            named = self.rulebook.types[node.record].fields[node.field]
            several = self.say(
                "through", several, (Name(label(named, self.language), "field", (node.record, node.field)),)
            )
        return self.say("belonging to", several, owner) if owner else several

    def record(self, node: Subject | Portfolio, place: Place) -> Phrase:
        """Whose something is that belongs to the record itself; nothing where that is clear."""
        if isinstance(node, Portfolio):
            return (self.one(PORTFOLIO),)
        if place.own is not None:
            return place.own
        return self.say("itself") if place.element == node.type.record else (self.one(node.type.record),)

    def parameter(self, name: str) -> Name:
        """What people call a parameter."""
        return Name(in_language(self.rulebook.parameters[name].label, self.language, name), "parameter", (name,))

    def known_parameter(self, node: Param) -> Phrase | None:
        """The value of a parameter that is easily said and always the same; None of others."""
        values = self.rulebook.parameters[node.name].values
        if node.type.kind in ("boolean", "choice", "list") or len(values) != 1 or values[0][0] != date.min:
            return None
        return None if values[0][1] is None else self.value_of(values[0][1], node.type)

    def value_of(self, value: Value | None, type_: Type, labels: Mapping[str, Texts] | None = None) -> Phrase:
        """A value of a type; a text in quotes."""
        if isinstance(value, tuple):
            return self.values(value, type_.of or type_, labels, "and")
        if isinstance(value, str):
            return (self.quoted(in_language((labels or {}).get(value), self.language, value)),)
        return (self.bare(value, type_),)

    def bare(self, value: Scalar | Interval | None, type_: Type) -> str:
        """A value without quotes."""
        match value:
            case None:
                return self.text("missing")
            case bool():
                return say("yes" if value else "no", self.language)
            case int() | Decimal():
                currency = self.rulebook.currency if type_.kind == "money" else None
                return money(value, currency, self.language)
            case date():
                return day(value, self.language)
            case Interval():
                return period(value, self.language)
        return value

    def values(
        self, values: tuple[Scalar | None, ...], type_: Type, labels: Mapping[str, Texts] | None, word: str
    ) -> Phrase:
        """`a, b or c`."""
        if not values:
            return self.say("nothing")
        return series([self.value_of(value, type_, labels) for value in values], word, self.language)

    def quoted(self, text: str) -> str:
        """A text in the language's quotes."""
        return say("quoted", self.language, text) if text.strip() else self.text("empty text")

    def text(self, key: str) -> str:
        """An entry of the table without places."""
        (words,) = self.say(key)
        assert isinstance(words, str)
        return words


def lowered(text: str) -> str:
    """A label within a sentence: its first letter is small, unless the word is an abbreviation."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def variable(node: Node) -> str | None:
    """The name of a rule's own variable, where a node is that."""
    if not isinstance(node, Const) or isinstance(node.value, bool | None | tuple):
        return None
    return node.span.text if node.span.text.isidentifier() else None
