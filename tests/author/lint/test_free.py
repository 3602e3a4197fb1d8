"""What is told of a condition in one walk is what a close look finds."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[2] / "differential"))
from generator import TAPE, Tape, policy, rules

from policycheck.author.lint.free import EVERY, Free
from policycheck.author.manuscript import manuscript
from policycheck.author.truths import truths
from policycheck.language.rulebook import Rulebook

PACK = """\
policy: {id: free, title: Free, version: "1", languages: [en]}
text: [{id: "1", force: must, en: Yes.}]
records:
  team: {fields: {name: text, size: integer}}
  project:
    fields:
      title: text
      budget: money
      cost: {type: money, min: 0, max: 10}
      paid: {type: money, min: 0}
      day: date
      status: {type: choice, of: [active, ended, other]}
      tags: {type: list, of: text}
      open: boolean
      team: {type: ref, to: team, inverse: projects}
parameters: {least: {type: money, value: 1}, day: {type: date, value: 2026-01-01}}
tables: {places: {fields: {size: integer}, rows: [{id: a, size: 3}]}}
derive:
  project:
    running: status == "active" and (missing(day) or day > today)
    small: budget < 5 or budget > 50
    never: budget < 5 and budget > 50
rules:
"""
RULE = "  - {{id: r{at}, clauses: ['1'], about: project, modality: must, require: '{condition}'}}\n"
P = "project"


FREE: list[tuple[str, set[tuple[str, str]]]] = [
        ("open", {(P, "open")}),
        ("not open or present(title)", {(P, "open"), (P, "title")}),
        ('status == "active" and budget > 5', {(P, "status"), (P, "budget")}),
        ('status in ["active", "ended"]', {(P, "status")}),
        ("cost >= 5", {(P, "cost")}),
        ("budget >= param.least and day < today", {(P, "budget"), (P, "day")}),
        ('"a" in tags and title != "x"', {(P, "tags"), (P, "title")}),
        ('intersects(tags, ["a"])', {(P, "tags")}),
        ("team.size > 5.5", {(P, "team"), ("team", "size")}),
        ("paid < budget", {(P, "paid"), (P, "budget")}),
    ("running", {(P, "status"), (P, "day"), ("today", "")}),
        ("small and open", {(P, "budget"), (P, "open")}),
        ("any(p.budget > 5 and p.running for p in portfolio.projects if p.open)",
         {(P, "budget"), (P, "status"), (P, "day"), ("today", ""), (P, "open"), (P, EVERY)}),
    ]  # fmt: skip
NOT_PLAIN = [
    "present(id)",
    "open or not open",
    "budget > 5 and budget < 3",
    "cost >= 0",
    "cost > 10",
    "cost > param.least",
    'status in ["active", "ended", "other"]',
    'title == ""',
    "never",
    "small and budget > 1",
    "running and day < today",
    "true or open",
    "budget > budget",
    "cost < budget",
    "count(p for p in portfolio.projects) > 1",
    "any(p.size > 1 for p in places)",
    "open and any(p.open for p in portfolio.projects)",
    "team.id == title",
]


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    """A policy with a rule for each condition."""
    conditions = [condition for condition, _ in FREE] + NOT_PLAIN
    path = tmp_path_factory.mktemp("free") / "free.yaml"
    written = "".join(RULE.format(at=at, condition=condition) for at, condition in enumerate(conditions))
    path.write_text(PACK + written, encoding="utf-8")
    read = manuscript(path)
    assert read.policy is not None, read.faults
    return read.policy.rulebook


@pytest.mark.parametrize("at", range(len(FREE)), ids=[condition for condition, _ in FREE])
def test_what_a_condition_rests_on(book: Rulebook, at: int) -> None:
    require = book.rules[at].require
    assert require is not None
    assert Free(book).inputs(require) == FREE[at][1]
    assert {True, False} <= truths(require, book)


@pytest.mark.parametrize("at", range(len(NOT_PLAIN)), ids=NOT_PLAIN)
def test_what_is_not_plain(book: Rulebook, at: int) -> None:
    require = book.rules[len(FREE) + at].require
    assert require is not None
    assert Free(book).inputs(require) is None


def _conditions(book: Rulebook) -> None:
    free = Free(book)
    for item in book.every_item:
        for condition in item.conditions:
            if condition.type.kind == "boolean" and free.inputs(condition) is not None:
                assert {True, False} <= truths(condition, book), condition.span.text


@given(st.binary(min_size=TAPE, max_size=TAPE))
@settings(max_examples=10)
def test_a_free_condition_can_be_true_and_false(tape: bytes) -> None:
    _conditions(policy(rules(Tape(tape))).rulebook)
