"""What all findings of one report share: the walk that looks values up again, and what each item reads."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from policycheck.engines.facts import Facts
from policycheck.engines.reference import Walk
from policycheck.language.rulebook import Judgement, Rule, Rulebook
from policycheck.language.texts import in_language
from policycheck.records.built_in import ASSESSMENT, WAIVER
from policycheck.records.faults import InputFault
from policycheck.records.tables import Row
from policycheck.report.explaining.deciding import Deciding
from policycheck.report.explaining.parts import Wording
from policycheck.report.missing import Input
from policycheck.report.plain import plain
from policycheck.report.reads import Reads, reads
from policycheck.report.speech import Speech, label
from policycheck.wording import say


class Teller:
    """Looks up what findings tell."""

    def __init__(self, rulebook: Rulebook, facts: Facts) -> None:
        self.rulebook, self.facts = rulebook, facts
        self._reads: dict[str, Reads] = {}
        self._wordings: dict[str, Wording] = {}

    @cached_property
    def walk(self) -> Walk:
        """The reference's walk over the same facts."""
        return Walk(self.rulebook, self.facts)

    @cached_property
    def speech(self) -> Speech:
        """How values are said."""
        return Speech(self.rulebook, self.walk)

    @cached_property
    def deciding(self) -> Deciding:
        """What decided conditions, found once for each derivation."""
        return Deciding(self.walk)

    def wording(self, language: str) -> Wording:
        """Conditions in the words of a language, put together once."""
        if language not in self._wordings:
            self._wordings[language] = Wording(self.walk, language)
        return self._wordings[language]

    def reads(self, item: Rule | Judgement) -> Reads:
        """What an item reads."""
        if item.id not in self._reads:
            self._reads[item.id] = reads(item, self.rulebook)
        return self._reads[item.id]

    def evidence(self, item: Rule | Judgement, row: Row) -> dict[str, object]:
        """The inputs and derived values that an item reads on its subject."""
        type_, read = self.rulebook.records[item.about], self.reads(item)
        found = {name: plain(row[type_.column[name]], type_.fields[name].type) for name in read.fields}
        for name, flags in read.derivations:
            derivation = self.rulebook.derivations[item.about, name]
            if flags:
                found[name] = {flag: self.walk.derived(item.about, name, flag, row) for flag in flags}
            else:
                found[name] = plain(self.walk.derived(item.about, name, None, row), derivation.type)
        return found

    def assumptions(self, item: Rule | Judgement) -> tuple[str, ...]:
        """The parameters with an assumption that an item rests on."""
        return tuple(name for name in self.reads(item).parameters if self.rulebook.parameters[name].assumption)

    def input_name(self, found: Input, language: str) -> str:
        """What people call a missing input, without the record it belongs to."""
        type_, key, name = found
        if type_ == "parameter":
            return say("parameter_value", language, in_language(self.rulebook.parameters[key].label, language, key))
        field = self.rulebook.types[type_].fields.get(name)
        return say("quoted", language, label(field, language) if field else name)

    def input_fault(self, fault: InputFault, language: str) -> str:
        """An input fault in the reader's own words: fields, types and choices by their labels."""
        types = {**self.rulebook.types, WAIVER.name: WAIVER, ASSESSMENT.name: ASSESSMENT}
        type_ = types.get(fault.type or "")
        field = type_.fields.get(fault.column or "") if type_ else None
        words = fault.words
        if fault.why in ("unknown_choice", "unknown_choice_near") and field is not None:
            words = tuple(
                ", ".join(in_language(field.labels.get(name), language, name) for name in word.split(", "))
                for word in words
            )
        elif fault.why == "dangling":
            words = tuple(in_language(types[word].label, language, word).lower() for word in words)
        named = replace(fault, words=words, column=label(field, language) if field else fault.column)
        return named.told(language)

    def input_help(self, found: Input, language: str) -> str:
        """What the pack says of how a missing input is filled in; nothing where it says nothing."""
        field = self.rulebook.types[found.type].fields.get(found.field) if found.type != "parameter" else None
        return in_language(field.help, language) if field and field.help else ""
