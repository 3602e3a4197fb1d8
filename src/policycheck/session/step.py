"""One step of a live case: the rows that are new, changed or gone, and the decisions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from policycheck.records.faults import InputFault, Note
from policycheck.records.tables import Row

At: TypeAlias = tuple[str, str]
"""A record: its type and its key."""
DecisionAt: TypeAlias = tuple[str, str, str, date]
"""A decision: its record type, the rule or judgement, the record it is about, and the day it was granted or made."""


@dataclass
class Step:
    """What is to change: records by type and key (None where one is gone), decisions, and what is told of each."""

    rows: dict[At, Row | None] = field(default_factory=dict)
    decisions: dict[DecisionAt, list[Row]] = field(default_factory=dict)
    told: dict[At | DecisionAt, tuple[tuple[InputFault, ...], tuple[Note, ...]]] = field(default_factory=dict)

    def put(self, at: At, row: Row | None, faults: Iterable[InputFault], notes: Iterable[Note]) -> None:
        """A record is this from now on."""
        self.rows[at] = row
        self.told[at] = tuple(faults), tuple(notes)

    def decide(self, at: DecisionAt, rows: list[Row], faults: Iterable[InputFault], notes: Iterable[Note]) -> None:
        """The decisions of one identity are these from now on."""
        self.decisions[at] = rows
        self.told[at] = tuple(faults), tuple(notes)
