"""From an engine's verdicts to final outcomes: what is in force, who waived what, which judgements are answered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from policycheck.engines import facts as outcome
from policycheck.engines.facts import Facts, Verdicts
from policycheck.language.rulebook import Judgement, Rule, Rulebook
from policycheck.records.built_in import ASSESSMENT, WAIVER
from policycheck.records.faults import Note
from policycheck.records.tables import Records, Row
from policycheck.spelling import nearest

AT_RULE, AT_SUBJECT = WAIVER.column["rule"], WAIVER.column["subject"]
AT_REASON, AT_GRANTED_BY = WAIVER.column["reason"], WAIVER.column["granted_by"]
AT_GRANTED, AT_EXPIRES = WAIVER.column["granted_on"], WAIVER.column["expires_on"]
AT_JUDGEMENT, AT_ASSESSED = ASSESSMENT.column["judgement"], ASSESSMENT.column["subject"]
AT_ANSWER, AT_ON, AT_UNTIL = ASSESSMENT.column["answer"], ASSESSMENT.column["on"], ASSESSMENT.column["valid_until"]


_LOUD = re.compile(
    b"[^%s]" % re.escape(bytes([outcome.SATISFIED, outcome.NOT_APPLICABLE, outcome.NOT_IN_FORCE])), re.DOTALL
)
"""The codes of outcomes that are findings."""


@dataclass(frozen=True)
class Decided:
    """The outcomes of one record type, row by row: a code for each of its items."""

    items: Sequence[Rule | Judgement]
    rows: Sequence[Row]
    codes: bytearray
    key: int
    """Where the key stands in a row."""

    @cached_property
    def position(self) -> Mapping[str, int]:
        """Where a record's outcomes begin, by its key."""
        return {row[self.key]: at * len(self.items) for at, row in enumerate(self.rows)}  # type: ignore[misc]

    def codes_of(self, key: str) -> bytearray:
        """A record's outcomes, one for each item."""
        start = self.position[key]
        return self.codes[start : start + len(self.items)]


@dataclass(frozen=True)
class Decisions:
    """Final outcomes, and the decisions of people that made them."""

    of: Mapping[str, Decided]
    recorded: Mapping[tuple[str, int], Row]
    """The waiver in force or the assessment that answers, by record type and place among its codes."""
    notes: tuple[Note, ...]

    def counts(self) -> dict[str, int]:
        """How often each outcome occurs, in the order of the outcomes."""
        found = {
            name: sum(decided.codes.count(code) for decided in self.of.values())
            for code, name in enumerate(outcome.OUTCOMES)
        }
        return {name: count for name, count in found.items() if count}

    def findings(self) -> Iterator[tuple[tuple[Rule | Judgement, str, str, Row], Row | None]]:
        """Each outcome that somebody should know of, by record type, key and rule; and what a person decided of it.

        It is the rule or judgement, the outcome, the key of the record and its row.
        """
        for about, decided in sorted(self.of.items()):
            items, rows, codes, key = decided.items, decided.rows, decided.codes, decided.key
            for match in _LOUD.finditer(codes):
                at = match.start()
                place, column = divmod(at, len(items))
                row = rows[place]
                yield (items[column], outcome.OUTCOMES[codes[at]], str(row[key]), row), self.recorded.get((about, at))

    def outcomes_of(self, item: Rule | Judgement) -> dict[str, str]:
        """What became of one item for each record, by key; nothing where the item is not in force."""
        decided = self.of[item.about]
        codes = decided.codes[decided.items.index(item) :: len(decided.items)]
        return {
            str(row[decided.key]): outcome.OUTCOMES[code]
            for row, code in zip(decided.rows, codes, strict=True)
            if code != outcome.NOT_IN_FORCE
        }

    def outcome_of(self, item: Rule | Judgement, key: str) -> str | None:
        """What became of one item for a record; None where the item is not in force."""
        decided = self.of[item.about]
        code = decided.codes_of(key)[decided.items.index(item)]
        return None if code == outcome.NOT_IN_FORCE else outcome.OUTCOMES[code]

    def recorded_on(self, item: Rule | Judgement, key: str) -> Row | None:
        """The waiver in force or the assessment that made the outcome of an item for a record, if one did."""
        decided = self.of[item.about]
        return self.recorded.get((item.about, decided.position[key] + decided.items.index(item)))


def decide(rulebook: Rulebook, records: Records, facts: Facts, verdicts: Verdicts) -> Decisions:
    """The final outcomes for some verdicts."""
    deciding = _Deciding(rulebook, facts, verdicts)
    deciding.drop_what_is_not_in_force()
    for waiver in records.waivers:
        deciding.waive(waiver)
    deciding.answer(records.assessments)
    return Decisions(deciding.of, deciding.recorded, tuple(deciding.notes))


class _Deciding:
    def __init__(self, rulebook: Rulebook, facts: Facts, verdicts: Verdicts) -> None:
        self.rulebook, self.facts = rulebook, facts
        self.of = {
            about: Decided(items, facts.subjects(about), verdicts[about], rulebook.records[about].key_column)
            for about, items in rulebook.items.items()
        }
        self.recorded: dict[tuple[str, int], Row] = {}
        self.notes: list[Note] = []

    def drop_what_is_not_in_force(self) -> None:
        """A rule that is not in force today has no outcome."""
        today = self.facts.today
        for decided in self.of.values():
            width = len(decided.items)
            for column, item in enumerate(decided.items):
                if not in_force(item, self.rulebook, today):
                    decided.codes[column::width] = bytes([outcome.NOT_IN_FORCE]) * len(decided.rows)

    def waive(self, waiver: Row) -> None:
        """Sets a violation aside where a waiver for it is in force; notes one that is not, or leads nowhere."""
        rule, subject = str(waiver[AT_RULE]), str(waiver[AT_SUBJECT])
        named = [item for item in self.rulebook.rules if rule in (item.id, item.family)]
        if not named:
            known = any(judgement.id == rule for judgement in self.rulebook.judgements)
            near = nearest(rule, [name for item in self.rulebook.rules for name in (item.id, item.family)])
            if known or near is None:
                self.notes.append(Note("waiver_of_judgement" if known else "waiver_orphan_rule", (rule,)))
            else:
                self.notes.append(Note("waiver_orphan_rule_near", (rule, near)))
        elif all(subject not in self.facts.tables.index[item.about] for item in named):
            self.notes.append(Note("waiver_orphan_subject", (rule, subject)))
        elif holds_waiver(waiver, self.facts.today):
            places = [(item, at) for item in named for at in self._places(item, subject)]
            if places and (waiver[AT_REASON] is None or waiver[AT_GRANTED_BY] is None):
                self.notes.append(Note("waiver_unfounded", (rule, subject)))
            for item, at in places:
                self._settle(item, at, outcome.VIOLATED, outcome.WAIVED, waiver)
        elif any(True for item in named for _ in self._places(item, subject)):
            self._expired("waiver_expired", rule, subject, waiver[AT_GRANTED], waiver[AT_EXPIRES])

    def answer(self, assessments: Sequence[Row]) -> None:
        """Answers judgements by the latest assessment that holds today; of one day's, a no outweighs a yes."""
        held, lapsed = list[Row](), list[Row]()
        judgements = {judgement.id: judgement for judgement in self.rulebook.judgements}
        for row in assessments:
            name, subject = asked = str(row[AT_JUDGEMENT]), str(row[AT_ASSESSED])
            if name not in judgements:
                self.notes.append(Note("assessment_orphan_judgement", (name,)))
            elif subject not in self.facts.tables.index[judgements[name].about]:
                self.notes.append(Note("assessment_orphan_subject", asked))
            else:
                (held if holds_assessment(row, self.facts.today) else lapsed).append(row)
        answered = latest(held)
        for (name, subject), row in sorted(latest(lapsed).items()):
            if (name, subject) not in answered and any(True for _ in self._places(judgements[name], subject)):
                self._expired("assessment_expired", name, subject, row[AT_ON], row[AT_UNTIL])
        for (name, subject), row in answered.items():
            final = outcome.SATISFIED if row[AT_ANSWER] else outcome.VIOLATED
            for at in self._places(judgements[name], subject):
                self._settle(judgements[name], at, outcome.NEEDS_JUDGEMENT, final, row)

    def _settle(self, item: Rule | Judgement, at: int, raw: int, final: int, decision: Row) -> None:
        """Puts a person's decision in the place of a raw outcome."""
        codes = self.of[item.about].codes
        if codes[at] == raw:
            codes[at] = final
            self.recorded[item.about, at] = decision

    def _places(self, item: Rule | Judgement, subject: str) -> Iterator[int]:
        """Where the outcome of an item for a record stands; nowhere if the record is not judged."""
        decided = self.of[item.about]
        start = decided.position.get(subject)
        if start is not None:
            yield start + decided.items.index(item)

    def _expired(self, what: str, name: str, subject: str, start: Any, until: Any) -> None:
        words = (name, subject, self.facts.today.isoformat(), start.isoformat(), until.isoformat())
        self.notes.append(Note(what, words))


def in_force(item: Rule | Judgement, rulebook: Rulebook, today: date) -> bool:
    """Whether an item, and the policy it is of, are in force on a day."""
    return today in item.in_force and today in rulebook.in_force


def holds_waiver(waiver: Row, today: date) -> bool:
    """Whether a waiver is in force on a day."""
    return _holds(waiver[AT_GRANTED], today, waiver[AT_EXPIRES])


def holds_assessment(assessment: Row, today: date) -> bool:
    """Whether an assessment is valid on a day."""
    return _holds(assessment[AT_ON], today, assessment[AT_UNTIL])


def latest(assessments: Iterable[Row]) -> dict[tuple[str, str], Row]:
    """The assessment that answers, by judgement and subject: the latest; of one day's, a no outweighs a yes."""
    found: dict[tuple[str, str], Row] = {}
    for row in assessments:
        asked = str(row[AT_JUDGEMENT]), str(row[AT_ASSESSED])
        if asked not in found or _later(row, found[asked]):
            found[asked] = row
    return found


def _holds(start: Any, today: date, until: Any) -> bool:
    return bool(start <= today < until)


def _later(row: Row, other: Row) -> bool:
    mine, others = (row[AT_ON], not row[AT_ANSWER]), (other[AT_ON], not other[AT_ANSWER])
    return mine > others
