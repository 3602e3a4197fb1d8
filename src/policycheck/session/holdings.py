"""What a session holds: records as they were read, with what is wrong with each, and the decisions of people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from policycheck.language.rulebook import PORTFOLIO, RecordType, Rulebook
from policycheck.records.built_in import ASSESSMENT, WAIVER
from policycheck.records.faults import InputFault, Note
from policycheck.records.ledger import decision_order
from policycheck.records.tables import Origin, Records, Row
from policycheck.session.step import At, DecisionAt, Step

DECISIONS: dict[str, RecordType] = {WAIVER.name: WAIVER, ASSESSMENT.name: ASSESSMENT}
IDENTITY = {WAIVER.name: ("rule", "subject", "granted_on"), ASSESSMENT.name: ("judgement", "subject", "on")}
"""What tells decisions apart: what was decided, of which record, and when."""


@dataclass
class Holdings:
    """The rows of a session. What stands in `faults` under None belongs to no row that is held."""

    rows: dict[str, dict[str, Row]]
    """By record type and key, as read: references may lead nowhere."""
    decisions: dict[DecisionAt, list[Row]] = field(default_factory=dict)
    """Waivers and assessments; of one identity there may be several in the data that a session begins with."""
    faults: dict[At | DecisionAt | None, tuple[InputFault, ...]] = field(default_factory=dict)
    notes: dict[At | DecisionAt | None, tuple[Note, ...]] = field(default_factory=dict)
    origins: dict[str, Sequence[Origin]] = field(default_factory=dict)
    """Where rows of the beginning came from."""
    began: dict[str, dict[str, Row]] = field(default_factory=dict)
    """The rows of the beginning; the places of those that are no longer held are out of date."""
    _of_subject: dict[str, dict[DecisionAt, None]] = field(default_factory=dict)

    @classmethod
    def of(cls, records: Records) -> Holdings:
        """What a session begins with."""
        rows = {name: dict(records.rows.get(name, {})) for name in records.rulebook.records}
        rows[PORTFOLIO] = {PORTFOLIO: records.portfolio}
        began = {name: dict(listed) for name, listed in rows.items()}
        found = cls(rows, origins=dict(records.origins), began=began, notes={None: records.notes})
        for name, decided in ((WAIVER.name, records.waivers), (ASSESSMENT.name, records.assessments)):
            for row in decided:
                found._decide(identity(name, row), [*found.decisions.get(identity(name, row), ()), row])
        faults: dict[At | DecisionAt | None, list[InputFault]] = {}
        for fault in records.faults:
            held = fault.type in rows and fault.key in rows[fault.type]
            faults.setdefault((str(fault.type), str(fault.key)) if held else None, []).append(fault)
        found.faults = {at: tuple(listed) for at, listed in faults.items()}
        return found

    def undo(self, step: Step) -> Step:
        """The step that takes a step back."""
        return Step(
            {at: self.rows[at[0]].get(at[1]) for at in step.rows},
            {at: self.decisions.get(at, []) for at in step.decisions},
            {at: (self.faults.get(at, ()), self.notes.get(at, ())) for at in step.told},
        )

    def take(self, step: Step) -> None:
        """Takes a step in; taken twice, it is as taken once."""
        for at, row in step.rows.items():
            if row is None:
                self.rows[at[0]].pop(at[1], None)
            else:
                self.rows[at[0]][at[1]] = row
        for decided, rows in step.decisions.items():
            self._decide(decided, rows)
        for told, (faults, notes) in step.told.items():
            self.faults.pop(told, None)
            self.notes.pop(told, None)
            self.faults.update({told: faults} if faults else {})
            self.notes.update({told: notes} if notes else {})

    def _decide(self, at: DecisionAt, rows: list[Row]) -> None:
        subject = self._of_subject.setdefault(at[2], {})
        if rows:
            self.decisions[at] = rows
            subject[at] = None
        else:
            self.decisions.pop(at, None)
            subject.pop(at, None)

    def decided_on(self, keys: Iterable[str], name: str) -> list[Row]:
        """The waivers or assessments of some records."""
        found = [at for key in keys for at in self._of_subject.get(key, ()) if at[0] == name]
        return sorted((row for at in found for row in self.decisions[at]), key=decision_order)

    def records(self, rulebook: Rulebook) -> Records:
        """All that is held, as it would have been read."""
        rows = {name: dict(sorted(found.items())) for name, found in sorted(self.rows.items()) if name != PORTFOLIO}
        waivers, assessments = (
            tuple(
                sorted(
                    (row for at, rows in self.decisions.items() if at[0] == name for row in rows), key=decision_order
                )
            )
            for name in (WAIVER.name, ASSESSMENT.name)
        )
        return Records(
            rulebook,
            rows,
            self.rows[PORTFOLIO][PORTFOLIO],
            waivers,
            assessments,
            tuple(fault for listed in self.faults.values() for fault in listed),
            tuple(dict.fromkeys(note for at in sorted(self.notes, key=_told_first) for note in self.notes[at])),
            {name: tuple(self._origins(name, origins)) for name, origins in self.origins.items() if name in self.rows},
        )

    def _origins(self, name: str, origins: Sequence[Origin]) -> Iterator[Origin]:
        """Where rows came from, without those that no longer are what they were."""
        rows, began = self.rows[name], self.began[name]
        for origin in origins:
            yield replace(
                origin, keys=[key if key and rows.get(key) is began.get(key) else None for key in origin.keys]
            )


def identity(name: str, row: Row) -> DecisionAt:
    """What tells a decision from others."""
    what, subject, day = (row[DECISIONS[name].column[part]] for part in IDENTITY[name])
    assert isinstance(day, date)
    return name, str(what), str(subject), day


def _told_first(at: At | DecisionAt | None) -> tuple[bool, tuple[object, ...]]:
    """What is said of the data as a whole before what is said of one row."""
    return at is not None, at or ()
