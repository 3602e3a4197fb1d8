"""What became of each rule for each record, and the status that it adds up to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import overload

from policycheck.engines import facts as outcome
from policycheck.engines.facts import OUTCOMES
from policycheck.report.decide import Decided

STATUSES = ("non_compliant", "incomplete", "needs_judgement", "compliant", "nothing_judged")
"""Worst first."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one rule for one record."""

    rule: str
    type: str
    subject: str
    outcome: str


class Outcomes(Sequence[Outcome]):
    """Every outcome, by record type, key and rule; built as they are read."""

    def __init__(self, of: Mapping[str, Decided]) -> None:
        self._of = of

    def __repr__(self) -> str:
        return f"<{len(self)} outcomes>"

    def __len__(self) -> int:
        return sum(len(decided.codes) - decided.codes.count(outcome.NOT_IN_FORCE) for decided in self._of.values())

    def __iter__(self) -> Iterator[Outcome]:
        for about, decided in sorted(self._of.items()):
            for row in decided.rows:
                yield from self.of(about, str(row[decided.key]))

    def of(self, type_: str, key: str) -> Iterator[Outcome]:
        """The outcomes for one record, by rule."""
        decided = self._of.get(type_)
        if decided is not None and key in decided.position:
            codes = decided.codes_of(key)
            for item, code in zip(decided.items, codes, strict=True):
                if code != outcome.NOT_IN_FORCE:
                    yield Outcome(item.id, type_, key, OUTCOMES[code])

    @overload
    def __getitem__(self, at: int) -> Outcome: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Outcome]: ...
    def __getitem__(self, at: int | slice) -> Outcome | Sequence[Outcome]:
        return list(self)[at]


def status_of(decided: Decided, codes: bytearray) -> str:
    """The status that the outcomes of one or more records of a type add up to."""
    width = len(decided.items)
    if outcome.VIOLATED in codes:
        for column, item in enumerate(decided.items):
            if item.modality in ("must", "default") and outcome.VIOLATED in codes[column::width]:
                return "non_compliant"
    if outcome.UNDETERMINED in codes:
        return "incomplete"
    if outcome.NEEDS_JUDGEMENT in codes:
        return "needs_judgement"
    return "nothing_judged" if codes.count(outcome.NOT_IN_FORCE) == len(codes) else "compliant"


def worst(statuses: Iterable[str]) -> str:
    """The worst of some statuses."""
    return min(statuses, key=STATUSES.index)
