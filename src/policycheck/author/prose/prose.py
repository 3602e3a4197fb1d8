"""What all views of a policy share: the language, the names of things, what becomes of each sentence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cached_property

from policycheck.author.prose.remembered import Remembered
from policycheck.author.prose.words import page_word
from policycheck.language.rulebook import Clause, Judgement, Rule, Rulebook
from policycheck.language.texts import in_language
from policycheck.language.types import Interval, Texts
from policycheck.report.reads import reads
from policycheck.report.speech import day, period

TREATMENTS = ("enforced", "suggested", "judged", "unchecked", "background")
"""What may become of a sentence: rules enforce it, rules only make suggestions, a person is asked, it says why it
is not checked, or none of it."""


class Prose:
    """One policy in one language."""

    def __init__(self, rulebook: Rulebook, language: str) -> None:
        self.rulebook, self.language = rulebook, language
        self.phrases = Remembered(rulebook, language)
        self._parameters: dict[str, tuple[str, ...]] = {}

    def say(self, key: str, *words: object) -> str:
        """An entry of the words that stand around the pack's own."""
        return page_word(key, self.language, *words)

    def own(self, texts: Texts | None, otherwise: str = "") -> str:
        """A text of the pack."""
        return in_language(texts, self.language, otherwise)

    @cached_property
    def families(self) -> Mapping[str, tuple[Rule, ...]]:
        """The rules as their authors wrote them: those of one `for` together."""
        found: dict[str, list[Rule]] = {}
        for rule in self.rulebook.rules:
            found.setdefault(rule.family, []).append(rule)
        return {name: tuple(rules) for name, rules in found.items()}

    @cached_property
    def cited(self) -> Mapping[str, tuple[str, ...]]:
        """By sentence: the rules' families and the judgements that cite it."""
        found: dict[str, list[str]] = {clause: [] for clause in self.rulebook.clauses}
        for name, item in self.items.items():
            for clause in dict.fromkeys(item.clauses):
                found[clause].append(name)
        return {clause: tuple(names) for clause, names in found.items()}

    @cached_property
    def items(self) -> Mapping[str, Rule | Judgement]:
        """The first rule of each family, and the judgements, in the pack's order."""
        rules = {name: rules[0] for name, rules in self.families.items()}
        return {**rules, **{judgement.id: judgement for judgement in self.rulebook.judgements}}

    def treatments(self, clause: Clause) -> tuple[str, ...]:
        """What becomes of a sentence, of `TREATMENTS`: several things, where a part of it is treated otherwise.

        A rule that only makes suggestions enforces nothing; beside one that does, it is not told.
        """
        found = {self._treatment(name) for name in self.cited[clause.id]}
        if "enforced" in found:
            found.discard("suggested")
        if clause.not_checked:
            found.add("unchecked")
        return tuple(key for key in TREATMENTS if key in found) or ("background",)

    def _treatment(self, name: str) -> str:
        if name not in self.families:
            return "judged"
        return "suggested" if self.items[name].modality == "may" else "enforced"

    def only_in_force(self, clause: Clause) -> str:
        """When a sentence is enforced, where none of the rules that enforce it is in force always; empty otherwise."""
        enforcing = [self.items[name] for name in self.cited[clause.id] if self._treatment(name) == "enforced"]
        every = [one.in_force for one in enforcing]
        if not all(one.start or one.until for one in every):
            return ""
        return "; ".join(dict.fromkeys(self.interval(one) for one in every))

    @cached_property
    def _homes(self) -> Mapping[str, str]:
        found: dict[str, str] = {}
        for clause, names in self.cited.items():
            for name in names:
                found.setdefault(name, clause)
        return found

    def home(self, name: str) -> str:
        """The sentence at which a family of rules or a judgement is described: the first that it cites, in the text's
        order."""
        return self._homes[name]

    @cached_property
    def used_by(self) -> Mapping[str, tuple[str, ...]]:
        """By parameter: the rules and judgements that rest on it."""
        found: dict[str, list[str]] = {name: [] for name in self.rulebook.parameters}
        for name, item in self.items.items():
            for parameter in self.parameters(item):
                found[parameter].append(name)
        return {name: tuple(names) for name, names in found.items()}

    def parameters(self, item: Rule | Judgement) -> tuple[str, ...]:
        """The parameters that a rule or a judgement rests on."""
        if not self.rulebook.parameters:
            return ()
        if item.id not in self._parameters:
            self._parameters[item.id] = reads(item, self.rulebook).parameters
        return self._parameters[item.id]

    def interval(self, interval: Interval) -> str:
        """From when until when something is in force."""
        if interval.start and interval.until:
            return period(interval, self.language)
        if interval.start:
            return self.say("from day only", day(interval.start, self.language))
        return self.say("until day only", day((interval.until or date.max) - timedelta(1), self.language))
