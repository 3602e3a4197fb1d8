"""The table that the benchmark prints: a line a figure, with its target and whether it is met."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum


class Verdict(Enum):
    """What a figure says of its target."""

    NO_TARGET = ""
    OK = "ok"
    OVER = "over"
    NOT_MEASURED = "not measured"

    @property
    def missed(self) -> bool:
        """A target that was not measured is not met either."""
        return self in (Verdict.OVER, Verdict.NOT_MEASURED)


@dataclass(frozen=True, slots=True)
class Line:
    """One figure: what was timed, the figure with its unit, the ratio to what it is compared with, the target."""

    what: str
    figure: str = ""
    ratio: str = ""
    target: str = ""
    verdict: Verdict = Verdict.NO_TARGET
    note: str = ""

    def __str__(self) -> str:
        """The line in the table's columns; a note stands below it."""
        cells = f"{self.what:<60} {self.figure:>10} {self.ratio:>8}   {self.target:<22} {self.verdict.value}".rstrip()
        return f"{cells}\n    {self.note}" if self.note else cells


HEADER = f"{'':<60} {'figure':>10} {'ratio':>8}   {'target':<22} verdict"


def at_most(value: float, limit: float) -> Verdict:
    """The verdict on a value that must not pass a limit in the same unit."""
    return Verdict.OK if value <= limit else Verdict.OVER


def below(value: float, limit: float) -> Verdict:
    """The verdict on a value that must stay under a limit in the same unit."""
    return Verdict.OK if value < limit else Verdict.OVER


def not_measured(what: str, why: str, target: str) -> Line:
    """A line for a target that could not be measured, with the reason."""
    return Line(what, target=target, verdict=Verdict.NOT_MEASURED, note=why)


def summary(lines: Iterable[Line]) -> str:
    """How many targets are met, missed and not measured."""
    verdicts = [line.verdict for line in lines]
    met, over, unknown = (verdicts.count(v) for v in (Verdict.OK, Verdict.OVER, Verdict.NOT_MEASURED))
    return f"targets: {met} ok, {over} over, {unknown} not measured"
