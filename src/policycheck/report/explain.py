"""Why an outcome: the conditions in words, the values that decided them, what would change it, and the whole tree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from typing import Any

from policycheck.faults import InvalidCall
from policycheck.language.ir import Const, Node
from policycheck.language.rulebook import PORTFOLIO, Judgement, Rule
from policycheck.language.texts import in_language
from policycheck.records.tables import Row
from policycheck.report.explaining.changes import CHANGEABLE, Changes, changes
from policycheck.report.explaining.parts import Part
from policycheck.report.explaining.steps import MOST_ELEMENTS, Step, Steps
from policycheck.report.explaining.values import DecidingValue, Values
from policycheck.report.finding import Finding, assessment_words, fact_texts
from policycheck.report.missing import Input, missing_inputs
from policycheck.report.outcomes import Outcome
from policycheck.report.report import Report
from policycheck.report.telling import Telling
from policycheck.spelling import did_you_mean
from policycheck.wording import say

__all__ = ["MOST_ELEMENTS", "Condition", "Explanation", "Step", "explain", "explain_outcome"]


@dataclass(frozen=True)
class Condition:
    """A condition that made an outcome what it is."""

    key: str
    """A key of the wording: when, require or unless."""
    truth: bool | None
    words: Part
    deciding: tuple[DecidingValue, ...]


class Explanation:
    """Why a rule or judgement came out as it did for one record, told when asked for."""

    def __init__(self, report: Report, item: Rule | Judgement, subject: str, row: Row, language: str) -> None:
        self.report, self.item, self.subject, self.language = report, item, subject, language
        self._row, self._teller = row, report.teller

    def __repr__(self) -> str:
        return f"<Explanation of {self.item.id} on {self.item.about} {self.subject}: {self.outcome}>"

    def __str__(self) -> str:
        from policycheck.report.explanation_view import explanation_view
        from policycheck.report.terminal import page

        return page(explanation_view(self, self.report, self.language))

    def _repr_html_(self) -> str | None:
        if find_spec("jinja2") is None:  # a cell shows a text instead, and no traceback
            return None
        from policycheck.report.html.explanation_page import explanation_part

        return explanation_part(self)

    def to_dict(self) -> dict[str, Any]:
        """As in the JSON of `policycheck explain`, with the texts in every language of the policy."""
        from policycheck.report.explaining.document import explanation_dict

        return explanation_dict(self)

    def told_in(self, language: str) -> Explanation:
        """The same in another language."""
        return Explanation(self.report, self.item, self.subject, self._row, language)

    @property
    def title(self) -> str:
        """What people call the record."""
        return self._teller.speech.title(self.item.about, self.subject, self.language)

    @cached_property
    def outcome(self) -> str | None:
        """What became of it; None where the rule is not in force."""
        return self.report.outcome_of(self.item, self.subject)

    @cached_property
    def finding(self) -> Finding | None:
        """The finding on it, where the outcome is one."""
        findings = self.report.findings_of.get((self.item.about, self.subject), ())
        return next((one for one in findings if one.rule == self.item.id), None)

    @property
    def sentences(self) -> tuple[tuple[str, str], ...]:
        """The clauses, each its id and sentence."""
        clauses = self._teller.rulebook.clauses
        return tuple((name, in_language(clauses[name].text, self.language)) for name in self.item.clauses)

    @cached_property
    def conditions(self) -> tuple[Condition, ...]:
        """The conditions that made the outcome what it is, in words, each with the values that decided it."""
        walk, words, values = self._teller.walk, self._teller.wording(self.language), self.values
        about = self.item.about, self.subject
        return tuple(
            Condition(
                key,
                walk.value(node, self._row),
                words.part(node, self._row),
                values.values(self._teller.deciding.of(node, self._row, self.item.about), about),
            )
            for key, node in self._deciding_conditions()
        )

    @property
    def deciding(self) -> tuple[DecidingValue, ...]:
        """The values that decided, of all conditions."""
        found: list[DecidingValue] = []
        for condition in self.conditions:
            found += [value for value in condition.deciding if value not in found]
        return tuple(found)

    @cached_property
    def changes(self) -> Changes:
        """The single changes of one input that would turn a breach, or what cannot be decided, to rest."""
        if self.outcome not in CHANGEABLE or not isinstance(self.item, Rule):
            return Changes((), 0, False)
        return changes(self.item, self.subject, self._teller)

    @property
    def values(self) -> Values:
        """Tells values and what they are called."""
        return Values(
            self._teller.walk, self._teller.speech, self._teller.wording(self.language).phrases, self.language
        )

    @cached_property
    def sections(self) -> tuple[tuple[str, Step], ...]:
        """All conditions as trees in the author's own words, each under a key: when, require, recommend, unless."""
        item, row = self.item, self._row
        found = [
            (key, self._steps().step(node, row))
            for key, node in self._conditions()
            if not isinstance(node, Const) or key != "when"
        ]
        if isinstance(item, Rule) and item.require is None and item.recommend is not None:
            found.append(("recommend", self._steps().options(item.recommend, row)))
        return tuple(found)

    def _steps(self) -> Steps:
        return Steps(self._teller.walk, self._teller.speech, self.language)

    @cached_property
    def missing(self) -> tuple[Input, ...]:
        """The inputs whose absence leaves it open."""
        if self.outcome != "undetermined":
            return ()
        return tuple(missing_inputs(self.item, self._row, self._teller.walk))

    def decided(self, language: str) -> Iterator[str]:
        """What people decided of it or are asked, and what is put to them: a waiver, a reason, a question, options."""
        finding, item = self.finding, self.item
        decision = self.report.decision_on(item, self.subject)
        if self.outcome == "waived" and decision is not None:
            yield Telling(self.report, language).waiver(decision)
        elif self.outcome == "recommended" and finding is not None:
            yield from (f"+ {option.message[language]}" for option in finding.recommendations)
        elif self.outcome == "excepted" and finding is not None:
            yield finding.message[language]
        elif isinstance(item, Judgement) and self.outcome not in ("undetermined", "not_applicable"):
            speech = self._teller.speech
            if finding is not None:
                yield finding.message[language]
            elif decision is not None:
                question = speech.texts(item.question, self._row)[language]
                yield f"{say('why_judged_yes', language, question)} {assessment_words(decision, speech, language)}"
            yield from (f"{name}: {value}" for name, value in fact_texts(item, self._row, speech, language))
        elif self.outcome == "not_applicable" and self._teller.walk.value(item.when, self._row) is True:
            yield say("why_no_option", language)

    def _conditions(self) -> list[tuple[str, Node]]:
        found = [("when", self.item.when)]
        if isinstance(self.item, Rule):
            found += [] if self.item.require is None else [("require", self.item.require)]
            found += [("unless", exception.condition) for exception in self.item.exceptions]
        return found

    def _deciding_conditions(self) -> list[tuple[str, Node]]:
        """The conditions without which the outcome would be another."""
        walk, row = self._teller.walk, self._row
        known = [(key, node, walk.value(node, row)) for key, node in self._conditions()]
        match self.outcome:
            case "not_applicable" if known[0][2] is False:
                known = known[:1]
            case "satisfied":
                known = [one for one in known if one[0] != "unless"]
            case None:
                known = []
            case "excepted":
                known = [one for one in known if one[0] != "unless" or one[2]]
        return [(key, node) for key, node, _ in known if not isinstance(node, Const)]


def explain(report: Report, rule: str, subject: str | None, language: str) -> list[Explanation]:
    """Why a rule, each rule of a family, or a judgement came out as it did; `InvalidCall` for an unknown name."""
    rulebook = report.rulebook
    items: list[Rule | Judgement] = [item for item in rulebook.rules if rule in (item.id, item.family)]
    items += [item for item in rulebook.judgements if rule == item.id]
    if not items:
        raise InvalidCall(f"unknown rule `{rule}`: {did_you_mean(rule, rulebook.item)}")
    about = items[0].about
    key = subject if subject is not None else PORTFOLIO if about == PORTFOLIO else ""
    try:
        report.for_(about, key)
    except InvalidCall:
        known = [found.key for found in report.subjects if found.type == about]
        near = did_you_mean(key, known) if known else f"the data have no {about}"
        raise InvalidCall(
            f"`{rule}` is about {about}: " + (f"there is no {about} `{key}`: {near}" if key else f"name one: {near}")
        ) from None
    row = report.teller.facts.tables.index[about][key]
    return [Explanation(report, item, key, row, language) for item in items]


def explain_outcome(report: Report, found: Finding | Outcome, language: str | None) -> Explanation:
    """Why a finding or an outcome of a report is what it is; `InvalidCall` for one of another report."""
    language = report.language(language)
    if not isinstance(found, Finding | Outcome):
        raise InvalidCall(
            f"what is explained is one of `report.findings` or `report.outcomes`; found {type(found).__name__}"
        )
    item = report.rulebook.item.get(found.rule)
    known = report.findings_of.get((found.type, found.subject), ())
    own = (
        any(one is found for one in known)
        if isinstance(found, Finding)
        else found in report.outcomes.of(found.type, found.subject)
    )
    if item is None or not own:
        raise InvalidCall(f"this report has no such {type(found).__name__.lower()}: {found!r} is of another report")
    row = report.teller.facts.tables.index[found.type][found.subject]
    return Explanation(report, item, found.subject, row, language)
