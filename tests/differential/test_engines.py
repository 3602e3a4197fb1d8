"""Generated packs on generated records: every engine finds what the reference finds, whatever the order of the rows."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from random import Random
from typing import Any

import pytest
from generator import TAPE, Tape, data, policy, rules
from hypothesis import example, given, settings
from hypothesis import strategies as st

from policycheck.engines.facts import OUTCOMES
from policycheck.language.ir import Node, Op, Param, Quantifier, walk
from policycheck.language.operators import OPERATORS, QUANTIFIERS
from policycheck.policy import Policy
from policycheck.report.report import Report

ENGINES = ("python", "rete")
SQL_ENGINES = ("sql", "sqlite")
"""Held to the reference."""
TODAY = date(2025, 6, 15)
TAPES = st.binary(min_size=TAPE, max_size=TAPE)
EXAMPLES = {"ci": 10_000, "thorough": 100_000}.get(os.environ.get("HYPOTHESIS_PROFILE", ""), 100)
FEW = min(EXAMPLES // 4, 1_000)
IN_SQL = {"ci": 5_000, "thorough": 20_000}.get(os.environ.get("HYPOTHESIS_PROFILE", ""), 20)
DATA_SETS = 4
PARTS = range(4 if EXAMPLES > 100 else 1)
"""The longest runs stand in parts, so that processes can share them; each part is a random one of its own."""


@pytest.mark.parametrize("part", PARTS)
@given(TAPES)
@example(bytes(TAPE))
@settings(max_examples=EXAMPLES // len(PARTS))
def test_engines_agree_with_the_reference(part: int, tape_bytes: bytes) -> None:
    tape = Tape(tape_bytes)
    text = rules(tape)
    generated = policy(text)
    for _ in range(DATA_SETS):
        given_data = data(tape)
        records = generated.read(given_data)
        expected = list(generated.evaluate(records, today=TODAY, engine="reference").outcomes)
        for engine in ENGINES:
            found = list(generated.evaluate(records, today=TODAY, engine=engine).outcomes)
            assert found == expected, f"{engine} disagrees\n{text}\n{json.dumps(given_data)}"


@pytest.mark.parametrize("part", PARTS)
@given(TAPES)
@example(bytes(TAPE))
@settings(max_examples=IN_SQL // len(PARTS))
def test_databases_agree_with_the_reference(part: int, tape_bytes: bytes) -> None:
    tape = Tape(tape_bytes)
    text = rules(tape)
    generated = policy(text)
    given_data = data(tape)
    records = generated.read(given_data)
    expected = list(generated.evaluate(records, today=TODAY, engine="reference").outcomes)
    for engine in SQL_ENGINES:
        found = list(generated.evaluate(records, today=TODAY, engine=engine).outcomes)
        assert found == expected, f"{engine} disagrees\n{text}\n{json.dumps(given_data)}"


@given(TAPES)
@settings(max_examples=FEW)
def test_engines_give_equal_reports_in_any_order(tape_bytes: bytes) -> None:
    tape = Tape(tape_bytes)
    generated = policy(rules(tape))
    given_data = data(tape)
    expected = _bytes(generated.evaluate(given_data, today=TODAY, engine="reference"))
    for engine in ENGINES:
        assert _bytes(generated.evaluate(given_data, today=TODAY, engine=engine)) == expected
    assert _bytes(generated.evaluate(_shuffled(given_data, Random(tape_bytes)), today=TODAY)) == expected


@given(TAPES)
@settings(max_examples=FEW)
def test_one_record_in_its_surroundings_fares_as_among_all(tape_bytes: bytes) -> None:
    tape = Tape(tape_bytes)
    generated = policy(rules(tape, number=2))
    given_data = data(tape)
    around = generated.read(given_data)
    whole = generated.evaluate(around, today=TODAY)
    rows = [("org", row) for row in given_data["orgs"]] + [("event", row) for row in given_data["events"]]
    rows += [("portfolio", given_data["portfolio"])] if "portfolio" in given_data else []
    for kind, row in rows:
        key = row.get("id", row.get("code", "portfolio")) if kind != "portfolio" else "portfolio"
        alone = generated.evaluate_one(kind, row, given=around, today=TODAY)
        assert list(alone.outcomes) == list(whole.for_(kind, key).outcomes)


def _bytes(report: Report) -> str:
    found: dict[str, Any] = report.to_dict(all=True)
    del found["engine"]
    for fault in found["input_faults"]:
        del fault["row"]
    return json.dumps(found)


def _shuffled(given_data: dict[str, Any], random: Random) -> dict[str, Any]:
    found = [
        (name, random.sample(rows, len(rows)) if isinstance(rows, list) else rows) for name, rows in given_data.items()
    ]
    random.shuffle(found)
    return dict(found)


# --- that the generator leaves nothing out


def _nodes(generated: Policy) -> Iterator[Node]:
    book = generated.rulebook
    for items in book.items.values():
        for item in items:
            for condition in item.conditions:
                yield from walk(condition)
    for derivation in book.derivations.values():
        for root in [derivation.value] if derivation.value else [flag.condition for flag in derivation.flags.values()]:
            yield from walk(root)


@lru_cache(maxsize=1)
def _sample() -> tuple[Counter[str], Counter[str], Counter[str]]:
    """What 250 packs use, what comes of them, and what is unknown somewhere."""
    used: Counter[str] = Counter()
    outcomes: Counter[str] = Counter()
    unknown: Counter[str] = Counter()
    for seed in range(250):
        tape = Tape(Random(seed).randbytes(TAPE))
        generated = policy(rules(tape))
        used.update(_name(node) for node in _nodes(generated))
        used.update(f"type {node.type.kind}" for node in _nodes(generated))
        used.update(node.name for node in _nodes(generated) if isinstance(node, Param))
        for _ in range(2):
            report = generated.evaluate(data(tape), today=TODAY, engine="reference")
            outcomes.update(one.outcome for one in report.outcomes)
            _unknown(generated, report, unknown)
    return used, outcomes, unknown


def _name(node: Node) -> str:
    return node.name if isinstance(node, Op) else node.kind if isinstance(node, Quantifier) else type(node).__name__


def _unknown(generated: Policy, report: Report, into: Counter[str]) -> None:
    """Which operators and quantifiers are missing for some record, of those that stand outside loops."""
    walker = report.teller.walk
    for about, items in generated.rulebook.items.items():
        for row in walker.facts.tables.rows[about][:2]:
            for item in items:
                for condition in item.conditions[:2]:
                    into.update(_name(node) for node in _outside(condition) if walker.value(node, row) is None)


def _outside(node: Node) -> Iterator[Node]:
    yield node
    for part in getattr(node, "args", ()):
        yield from _outside(part)


@pytest.mark.parametrize(
    "name",
    [*OPERATORS, *QUANTIFIERS, "Field", "Derived", "Flag", "Collection", "Element", "Param", "Today", "Portfolio"],
)
def test_the_generator_uses(name: str) -> None:
    assert _sample()[0][name] >= 10


@pytest.mark.parametrize(
    "kind", ["text", "boolean", "integer", "number", "money", "date", "choice", "ref", "list", "period"]
)
def test_the_generator_makes_values_of(kind: str) -> None:
    assert _sample()[0][f"type {kind}"] >= 10


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_the_generator_brings_about(outcome: str) -> None:
    assert _sample()[1][outcome] >= 3


@pytest.mark.parametrize("name", [name for name in (*OPERATORS, *QUANTIFIERS) if name not in ("present", "known")])
def test_the_generator_leaves_unknown(name: str) -> None:
    assert _sample()[2][name] >= 1
