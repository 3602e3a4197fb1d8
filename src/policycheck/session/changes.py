"""What a change to a live case brings about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from policycheck.records.faults import InputFault
from policycheck.report.outcomes import Outcome


@dataclass(frozen=True)
class Change:
    """A finding that opened, closed or changed, or a record's status that is another."""

    kind: Literal["opened", "closed", "changed", "status"]
    type: str
    """The record type."""
    key: str
    """The record's key."""
    rule: str | None
    """The id of the rule or judgement; None of a status."""
    before: str | None
    """The outcome or the status until now; None where there was none."""
    after: str | None
    """The outcome or the status from now on; None where there is none."""
    finding: Mapping[str, Any] | None = field(default=None, compare=False, repr=False)
    """As in the report's JSON: the finding as it is, or as it was where it closed."""

    def to_dict(self) -> dict[str, Any]:
        """As JSON holds it."""
        named = {name: getattr(self, name) for name in ("kind", "type", "key", "rule", "before", "after")}
        return {**named, "finding": None if self.finding is None else dict(self.finding)}


@dataclass(frozen=True)
class Decision:
    """How a record stands at a moment; later changes do not change it."""

    type: str
    key: str
    title: str
    status: str
    findings: tuple[Mapping[str, Any], ...]
    """As in the report's JSON, by rule."""
    outcomes: tuple[Outcome, ...]
    input_faults: tuple[InputFault, ...]


@dataclass(frozen=True)
class Standing:
    """How a record stood, as far as a change may alter it."""

    status: str | None
    """None where the record is not there."""
    outcomes: Mapping[str, str | None]
    """Of each rule that the change reaches."""
    findings: Mapping[str, Mapping[str, Any]]
    """Of those rules, the findings as in the report's JSON."""


NOT_THERE = Standing(None, {}, {})


def changes(type_: str, key: str, before: Standing, after: Standing) -> Iterator[Change]:
    """What became of one record: its findings by rule, then its status."""
    for rule in sorted(before.findings.keys() | after.findings.keys()):
        old, new = before.findings.get(rule), after.findings.get(rule)
        if old == new:
            continue
        was, now = before.outcomes.get(rule), after.outcomes.get(rule)
        if old is None:
            yield Change("opened", type_, key, rule, was, now, new)
        elif new is None:
            yield Change("closed", type_, key, rule, was, now, old)
        else:
            yield Change("changed", type_, key, rule, was, now, new)
    if before.status != after.status:
        yield Change("status", type_, key, None, before.status, after.status)
