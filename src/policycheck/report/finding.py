"""Findings: every outcome other than satisfied and not_applicable, with all that explains it, told when asked for."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from policycheck.engines.reference import fitting
from policycheck.language.rulebook import Judgement, Recommendation, Rule
from policycheck.language.texts import in_language
from policycheck.language.types import Texts
from policycheck.records.built_in import ASSESSMENT, WAIVER
from policycheck.records.tables import Row
from policycheck.report.missing import Input, missing_inputs
from policycheck.report.plain import plain
from policycheck.report.speech import Speech, joined
from policycheck.wording import say

if TYPE_CHECKING:
    from policycheck.report.teller import Teller

MOST_NAMED = 5
"""Missing inputs that a message names; the rest is counted."""


class Option(NamedTuple):
    """A row that a rule recommends, and what it says of it by language."""

    key: str
    message: Texts


class Finding:
    """One outcome that somebody should know of."""

    __slots__ = ("__dict__", "_row", "_teller", "decision", "item", "outcome", "subject")

    def __init__(
        self, item: Rule | Judgement, outcome: str, subject: str, row: Row, teller: Teller, decision: Row | None
    ) -> None:
        self.item, self.outcome, self.subject = item, outcome, subject
        self._row, self._teller = row, teller
        self.decision = decision
        """The waiver or the assessment behind the outcome, as a row."""

    def __repr__(self) -> str:
        return f"<Finding {self.rule} on {self.type} {self.subject}: {self.outcome}>"

    @property
    def rule(self) -> str:
        """The id of the rule or judgement."""
        return self.item.id

    @property
    def clauses(self) -> tuple[str, ...]:
        """The clauses that the rule cites."""
        return self.item.clauses

    @property
    def modality(self) -> str:
        """must, default, should or may."""
        return self.item.modality

    @property
    def type(self) -> str:
        """The record type of the subject."""
        return self.item.about

    @property
    def title(self) -> str:
        """What people call the subject."""
        return self._teller.speech.title(self.type, self.subject)

    @cached_property
    def id(self) -> str:
        """16 hexadecimal digits, the same from run to run while rule and record are."""
        named = "\x00".join((self._teller.rulebook.id, self.rule, self.type, self.subject))
        return hashlib.sha256(named.encode()).hexdigest()[:16]

    @cached_property
    def message(self) -> Texts:
        """What is the matter, by language."""
        return self._texts(self.message_in)

    def message_in(self, language: str) -> str:
        """What is the matter, in one of the policy's languages."""
        match self.outcome:
            case "undetermined":
                return self._cannot_decide(language)
            case "needs_judgement":
                return self._question(language)
            case "excepted":
                return say("excepted_because", language, self._reasons(language))
        return self._judged_no(language) if isinstance(self.item, Judgement) else self._breach(language)

    @cached_property
    def remedy(self) -> Texts | None:
        """What to do, by language; None where there is nothing to do or the pack does not say."""
        texts = {language: self.remedy_in(language) for language in self._teller.rulebook.languages}
        return {language: text for language, text in texts.items() if text is not None} or None

    def remedy_in(self, language: str) -> str | None:
        """What to do, in one of the policy's languages."""
        match self.outcome:
            case "undetermined":
                return say("state_what_is_missing", language, self._needed(language)) if self.missing else None
            case "needs_judgement":
                return say("answer_question", language, self.rule, self.subject)
            case "excepted":
                return None
        if isinstance(self.item, Judgement):
            return say("judged_no_remedy", language)
        return self._teller.speech.text(self.item.remedy, language, self._row) if self.item.remedy else None

    @cached_property
    def missing(self) -> tuple[Input, ...]:
        """The inputs whose absence leaves it open: record type (or `parameter`), key and field."""
        if self.outcome != "undetermined":
            return ()
        return tuple(missing_inputs(self.item, self._row, self._teller.walk))

    @property
    def evidence(self) -> dict[str, object]:
        """The inputs and derived values read on the subject, as JSON holds them; of a judgement also its facts."""
        found = self._teller.evidence(self.item, self._row)
        if isinstance(self.item, Judgement):
            walk = self._teller.walk
            found |= {name: plain(walk.value(node, self._row), node.type) for name, node in self.item.facts.items()}
        return found

    @property
    def assumptions(self) -> tuple[str, ...]:
        """The parameters with an assumption that it rests on."""
        return self._teller.assumptions(self.item)

    @cached_property
    def recommendations(self) -> tuple[Option, ...]:
        """The options that fit, in the order of their table or, of records, of their keys."""
        recommend = self._recommend
        if recommend is None:
            return ()
        type_, speech = self._teller.rulebook.types[recommend.record], self._teller.speech
        return tuple(
            Option(type_.key_of(option), speech.texts(recommend.say, self._row, option)) for option in self._fitting
        )

    def recommendations_in(self, language: str) -> list[str]:
        """What is said of the options that fit, in one of the policy's languages."""
        recommend, speech = self._recommend, self._teller.speech
        if recommend is None:
            return []
        return [speech.text(recommend.say, language, self._row, option) for option in self._fitting]

    @property
    def waiver(self) -> dict[str, object] | None:
        """The waiver in force, with the outcome that it sets aside."""
        if self.outcome != "waived" or self.decision is None:
            return None
        fields = WAIVER.fields.values()
        found = {field.name: plain(value, field.type) for field, value in zip(fields, self.decision, strict=True)}
        return {**found, "outcome": "violated"}

    def to_dict(self) -> dict[str, object]:
        """As in the report's JSON."""
        return {
            "id": self.id,
            "rule": self.rule,
            "clauses": list(self.clauses),
            "modality": self.modality,
            "type": self.type,
            "subject": self.subject,
            "outcome": self.outcome,
            "message": dict(self.message),
            "remedy": None if self.remedy is None else dict(self.remedy),
            "recommendations": [{"key": one.key, "message": dict(one.message)} for one in self.recommendations],
            "missing": [one._asdict() for one in self.missing],
            "evidence": self.evidence,
            "assumptions": list(self.assumptions),
            "waiver": self.waiver,
        }

    def fact_texts(self, language: str) -> list[tuple[str, str]]:
        """The facts of a judgement as people read them: what each is called, and its value."""
        if not isinstance(self.item, Judgement):
            return []
        return fact_texts(self.item, self._row, self._teller.speech, language)

    @property
    def _recommend(self) -> Recommendation | None:
        """What the rule recommends, where that stands."""
        if not isinstance(self.item, Rule) or self.outcome in ("excepted", "waived"):
            return None
        return self.item.recommend

    @property
    def _fitting(self) -> list[Row]:
        assert isinstance(self.item, Rule)
        return fitting(self.item, self._row, self._teller.walk)

    def _question(self, language: str) -> str:
        assert isinstance(self.item, Judgement)
        return self._teller.speech.text(self.item.question, language, self._row)

    def _judged_no(self, language: str) -> str:
        """The question that was answered with no, by whom and why."""
        assert self.decision is not None
        found = say("judged_no", language, self._question(language))
        return f"{found} {assessment_words(self.decision, self._teller.speech, language)}"

    def _breach(self, language: str) -> str:
        """The rule's own message; where the pack has none, the sentence it rests on."""
        rule = self.item
        assert isinstance(rule, Rule)
        if rule.message:
            return self._teller.speech.text(rule.message, language, self._row)
        if rule.require is None:
            return say("recommended", language)
        clause = self._teller.rulebook.clauses[rule.clauses[0]]
        return say("breach_of", language, clause.id, in_language(clause.text, language))

    def _reasons(self, language: str) -> str:
        rule, walk = self.item, self._teller.walk
        assert isinstance(rule, Rule)
        return " ".join(
            self._teller.speech.text(exception.because, language, self._row)
            for exception in rule.exceptions
            if walk.value(exception.condition, self._row) is True
        )

    def _cannot_decide(self, language: str) -> str:
        if not self.missing:
            return say("cannot_decide_at_all", language)
        return say("cannot_decide", language, self._needed(language))

    def _needed(self, language: str) -> str:
        named = [self.input_text(found, language) for found in self.missing[:MOST_NAMED]]
        if len(self.missing) > MOST_NAMED:
            named.append(say("and_more", language, len(self.missing) - MOST_NAMED))
        return joined(named, language)

    def input_text(self, found: Input, language: str) -> str:
        """What people call a missing input: the field's label, with its record where that is another."""
        type_, key, _ = found
        words = self._teller.input_name(found, language)
        if type_ == "parameter" or (type_, key) == (self.type, self.subject):
            return words
        return say("field_of", language, words, self._teller.speech.title(type_, key, language))

    def _texts(self, text: Callable[[str], str]) -> Texts:
        return {language: text(language) for language in self._teller.rulebook.languages}


def fact_texts(judgement: Judgement, row: Row, speech: Speech, language: str) -> list[tuple[str, str]]:
    """The facts of a judgement on a record: what each is called, and its value."""
    return [
        (speech.fact(judgement, name, language), speech.node(node, language, row))
        for name, node in judgement.facts.items()
    ]


def assessment_words(assessment: Row, speech: Speech, language: str) -> str:
    """By whom, when and why a judgement was answered."""
    by, on, reason = (
        None if assessment[column] is None else speech.value(assessment[column], ASSESSMENT.fields[name].type, language)
        for name, column in ASSESSMENT.column.items()
        if name in ("by", "on", "reason")
    )
    return say("assessed_by", language, by or say("somebody", language), on, reason or say("no_reason", language))
