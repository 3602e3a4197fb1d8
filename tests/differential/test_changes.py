"""Generated rules on generated records: each change that is told, made in the data, leads to the outcome that is told."""

from __future__ import annotations

import os
from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from typing import Any

from generator import TAPE, Tape, data, policy, rules
from hypothesis import given, settings
from hypothesis import strategies as st

from policycheck.policy import Policy
from policycheck.report.missing import Input
from policycheck.report.plain import plain

TODAY = date(2025, 6, 15)
TAPES = st.binary(min_size=TAPE, max_size=TAPE)
EXAMPLES = {"ci": 500, "thorough": 5_000}.get(os.environ.get("HYPOTHESIS_PROFILE", ""), 12)
PLURAL = {"org": ("orgs", "id"), "event": ("events", "code")}


@given(TAPES)
@settings(max_examples=EXAMPLES)
def test_a_change_that_is_told_leads_to_the_outcome_that_is_told(tape_bytes: bytes) -> None:
    tape = Tape(tape_bytes)
    generated = policy(rules(tape, number=2))
    given_data = data(tape)
    report = generated.evaluate(given_data, today=TODAY)
    for finding in report.findings:
        for change in report.explain(finding).changes.found:
            assert change.outcome in ("satisfied", "excepted", "not_applicable")
            for value in change.tried:
                changed = _changed(given_data, generated, change.at, value)
                again = generated.evaluate(changed, today=TODAY)
                outcomes = {one.rule: one.outcome for one in again.for_(finding.type, finding.subject).outcomes}
                assert outcomes[finding.rule] == change.outcome, (finding, change, value)
                at = {(fault.type, fault.key, fault.column) for fault in again.input_faults}
                assert tuple(change.at) not in at or None in (value if isinstance(value, tuple) else ())


def _changed(given_data: dict[str, Any], generated: Policy, at: Input, value: Any) -> dict[str, Any]:
    found = deepcopy(given_data)
    written = plain(value, generated.records[at.type].fields[at.field].type)
    if at.type == "portfolio":
        found.setdefault("portfolio", {})[at.field] = written
        return found
    plural, key = PLURAL[at.type]
    (row,) = [row for row in found[plural] if row[key] == at.key]
    row[at.field] = written
    return found


@given(TAPES)
@settings(max_examples=EXAMPLES)
def test_no_yes_or_no_or_choice_that_would_change_an_outcome_is_left_out(tape_bytes: bytes) -> None:
    tape = Tape(tape_bytes)
    generated = policy(rules(tape, number=2))
    given_data = data(tape)
    report = generated.evaluate(given_data, today=TODAY)
    open_ = [
        (one, report.explain(one).changes) for one in report.findings if one.outcome in ("violated", "undetermined")
    ]
    told = {
        (finding.rule, finding.subject, change.at, value)
        for finding, changes in open_
        for change in changes.found
        for value in change.tried
    }
    searched = [finding for finding, changes in open_ if changes.tried and not changes.capped]
    for at, value in _options(generated, report.teller.facts.tables.index):
        again = generated.evaluate(_changed(given_data, generated, at, value), today=TODAY)
        outcomes = {(one.rule, one.subject): one.outcome for one in again.outcomes}
        for finding in searched:
            reached = outcomes[finding.rule, finding.subject]
            if reached in ("satisfied", "excepted", "not_applicable"):
                assert (finding.rule, finding.subject, at, value) in told


def _options(generated: Policy, index: Any) -> Iterator[tuple[Input, Any]]:
    """Every other value of every field of two or of a few values."""
    for name in ("org", "event"):
        type_ = generated.records[name]
        for key, row in index[name].items():
            for field, value in zip(type_.fields.values(), row, strict=True):
                options = (True, False) if field.type.kind == "boolean" else field.type.names
                yield from ((Input(name, key, field.name), option) for option in options if option != value)
