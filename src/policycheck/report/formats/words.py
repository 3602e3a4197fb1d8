"""What the formats of other tools say of a report: harmless texts in one language."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from policycheck.harmless import clean
from policycheck.language.rulebook import Judgement, Rule
from policycheck.language.texts import in_language
from policycheck.language.types import Texts
from policycheck.records.faults import InputFault, Note, Place
from policycheck.report.finding import Finding
from policycheck.report.formats.entries import Entry
from policycheck.report.kinds import kind_word
from policycheck.report.telling import Telling


class Words(Telling):
    """Says the parts of one report in one language."""

    def text(self, texts: Texts | None) -> str:
        """A text of the pack."""
        return clean(in_language(texts, self.language))

    @property
    def title(self) -> str:
        """What the policy is called."""
        return self.text(self.rulebook.title)

    def record(self, type_: str, key: str) -> str:
        """What people call a record."""
        return clean(self.name(type_, key))

    def kind(self, entry: Entry) -> str:
        """What the kind of an outcome is called."""
        return kind_word(entry.kind, self.language)

    def message(self, entry: Entry) -> str:
        """What is the matter; where nothing is, what became of it."""
        return self.text(entry.finding.message) if entry.finding else self.kind(entry)

    def remedy(self, finding: Finding | None) -> str:
        """What to do; nothing where there is nothing to do, as of a breach that is waived."""
        return self.text(finding.remedy) if finding and finding.outcome != "waived" else ""

    def missing(self, finding: Finding) -> list[str]:
        """The inputs whose absence leaves it open."""
        return [clean(finding.input_text(found, self.language)) for found in finding.missing]

    def options(self, finding: Finding) -> list[str]:
        """What is recommended."""
        return [self.text(option.message) for option in finding.recommendations]

    def waived(self, finding: Finding) -> str:
        """By whom, for how long and why the breach is set aside; nothing of others."""
        if finding.outcome != "waived" or finding.decision is None:
            return ""
        return clean(self.waiver(finding.decision))

    def assumptions(self, finding: Finding) -> list[str]:
        """The assumptions that it rests on, each with the parameter's value."""
        return [self.parameter(name) for name in finding.assumptions]

    def parameter(self, name: str) -> str:
        """A parameter with its value, what the pack has where that is another, and what is assumed."""
        one = self.assumption(name)
        own = "" if one.own is None else f" ({self.say('set_here', one.own)})"
        return clean(f"{name} = {one.value}{own}" + (f": {one.text}" if one.text else ""))

    def sentences(self, item: Rule | Judgement) -> list[str]:
        """The sentences of the written policy that an item rests on, each behind its clause."""
        clauses = self.rulebook.clauses
        return [self.say("formats_sentence", clean(name), self.text(clauses[name].text)) for name in item.clauses]

    def fault(self, fault: InputFault) -> str:
        """Where an input fault is and what is wrong."""
        return clean(self.report.teller.input_fault(fault, self.language))

    def note(self, note: Note) -> str:
        """Something else that the reader should know."""
        return clean(note.text(self.language))

    def place(self, place: Place) -> str:
        """Where in its file a record or a cell stands."""
        return clean(" · ".join(place.told(self.language)))

    def counts(self) -> str:
        """How many records were judged, and how often each outcome occurs."""
        counts = self.report.counts
        records = [f"{self.type(name)} {n}" for name, n in counts["records"].items()]
        outcomes = [f"{self.outcome(name)} {n}" for name, n in counts["outcomes"].items()]
        said = [("records_judged", records), ("outcomes_found", outcomes)]
        return clean(". ".join(self.say(key, ", ".join(words)) for key, words in said if words))

    def details(self, entry: Entry) -> Iterator[str]:
        """All that explains an outcome, a line each."""
        finding = entry.finding
        yield self.record(entry.type, entry.subject)
        yield self.message(entry)
        if remedy := self.remedy(finding):
            yield self.say("formats_remedy", remedy)
        yield from self.sentences(entry.item)
        if finding is None:
            return
        if waived := self.waived(finding):
            yield waived
        for key, found in (
            ("formats_missing", self.missing(finding)),
            ("formats_option", self.options(finding)),
            ("facts", [clean(f"{name}: {value}") for name, value in finding.fact_texts(self.language)]),
            ("formats_values", list(evidence(finding))),
            ("formats_rests_on", self.assumptions(finding)),
        ):
            if found:
                yield self.say(key, "; ".join(found))


def evidence(finding: Finding) -> Iterator[str]:
    """The values that a finding's rule read, by the names that the pack has for them."""
    for name, value in finding.evidence.items():
        said = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        yield clean(f"{name} = {said}")


def cleaned(value: Any) -> Any:
    """A document with every text in it made harmless."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {clean(name): cleaned(one) for name, one in value.items()}
    return [cleaned(one) for one in value] if isinstance(value, list | tuple) else value
