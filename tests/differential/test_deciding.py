"""Generated conditions on generated records: the values that are said to have decided, do decide."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from generator import TAPE, Tape, data, policy, rules
from hypothesis import given, settings
from hypothesis import strategies as st

from policycheck.engines.facts import Facts
from policycheck.engines.reference import Walk, conjunction, disjunction
from policycheck.policy import Policy
from policycheck.records.tables import Tables
from policycheck.report.explaining.deciders import Computed, Decider, Gathered, Read
from policycheck.report.explaining.deciding import Deciding
from policycheck.report.explaining.parts import Part
from policycheck.report.explaining.support import Support
from policycheck.report.missing import Input

TODAY = date(2025, 6, 15)
TAPES = st.binary(min_size=TAPE, max_size=TAPE)
EXAMPLES = {"ci": 2_000, "thorough": 20_000}.get(os.environ.get("HYPOTHESIS_PROFILE", ""), 60)


@given(TAPES)
@settings(max_examples=EXAMPLES)
def test_with_all_other_inputs_missing_a_condition_is_what_it_was(tape_bytes: bytes) -> None:
    tape = Tape(tape_bytes)
    generated = policy(rules(tape))
    for walk, facts, condition, row, about in _conditions(generated, data(tape)):
        value = walk.value(condition, row)
        kept = set(_inputs(Deciding(walk).of(condition, row, about), walk))
        tables = _only(facts.tables, kept)
        bare = Walk(
            generated.rulebook,
            replace(
                facts,
                tables=tables,
                parameters={
                    name: given if Input("parameter", name, "value") in kept else None
                    for name, given in facts.parameters.items()
                },
            ),
        )
        key = generated.rulebook.types[about].key_of(row)
        again = bare.value(condition, tables.index[about][key])
        if value is not None:
            assert again is value, (condition.span.text, row, kept)


def _conditions(generated: Policy, given_data: Any) -> Iterator[Any]:
    records = generated.read(given_data)
    facts = Facts(records.tables, TODAY, {name: one.at(TODAY) for name, one in generated.parameters.items()})
    walk = Walk(generated.rulebook, facts)
    for about, items in generated.rulebook.items.items():
        for row in facts.subjects(about):
            for item in items:
                for condition in item.conditions:
                    if condition.type.kind == "boolean" and not (
                        getattr(item, "recommend", None) and condition is item.recommend.where
                    ):
                        yield walk, facts, condition, row, about


def _inputs(deciders: tuple[Decider, ...], walk: Walk) -> Iterator[Input]:
    """All that must stay: also what made records be passed over."""
    for decider in deciders:
        match decider:
            case Read():
                yield decider.at
            case Computed():
                yield from _inputs(decider.below, walk)
            case Gathered():
                for chosen in decider.chosen:
                    yield from _inputs(chosen.below, walk)
                for other in decider.others:
                    for part in (decider.node.where, decider.node.value):
                        if part is not None:
                            yield from Support(walk).of(part, decider.row, other)
                            yield from (Input("parameter", name, "value") for name in walk.facts.parameters)


def _only(tables: Tables, kept: set[Input]) -> Tables:
    """The tables with all else missing: but for keys, what is not an input, and references that make collections."""
    index = {}
    for name, type_ in tables.types.items():
        stays = {
            type_.key,
            *(
                inverse.field
                for other in tables.types.values()
                for inverse in other.inverses.values()
                if inverse.record == name
            ),
        }
        index[name] = {
            key: row
            if type_.table
            else tuple(
                value if field in stays or Input(name, key, field) in kept else None
                for field, value in zip(type_.fields, row, strict=True)
            )
            for key, row in tables.index[name].items()
        }
    return Tables(tables.types, {name: tuple(rows.values()) for name, rows in index.items()}, index)


@given(TAPES)
@settings(max_examples=EXAMPLES // 2)
def test_the_marks_of_the_parts_make_the_mark_of_the_whole(tape_bytes: bytes) -> None:
    tape = Tape(tape_bytes)
    generated = policy(rules(tape, number=2))
    report = generated.evaluate(data(tape), today=TODAY)
    for outcome in report.outcomes:
        for condition in report.explain(outcome).conditions:
            assert condition.words.truth is condition.truth
            _check(condition.words)


_JOINED = {"all of this holds": conjunction, "at least one of these holds": disjunction}


def _check(part: Part) -> None:
    assert not re.search(r"\bNone\b|\{\d\}|Turn\(|<policycheck", part.line), part.line
    parts = [one.truth for one in part.parts]
    if part.marked and part.line in _JOINED:
        assert part.truth is _JOINED[part.line](parts), part
    for one in part.parts:
        _check(one)
