"""Which missing inputs a finding names: those that leave it open, and no others; the same for every engine."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from policycheck.policy import Policy

Load = Callable[[str], Policy]

SCHEMA = """
records:
  city:
    plural: cities
    fields:
      id: text
      yes: boolean
      no: boolean
      open: boolean
      closed: boolean
      two: integer
      a: integer
      b: integer
      nodate: date
      tags: {type: list, of: text}
      holes: {type: list, of: text}
      gone: {type: list, of: text}
      gaps: {type: list, of: integer}
      twin: {type: ref, to: city, inverse: twins}
      lost: {type: ref, to: city}
      friends: {type: list, of: {type: ref, to: city}}
  trip:
    plural: trips
    fields:
      id: text
      city: {type: ref, to: city, inverse: trips}
      cost: integer
      sure: boolean
  portfolio:
    fields: {frame: integer, main: {type: ref, to: city}}
tables:
  zones: {fields: {id: text, rank: integer}, rows: [{id: n, rank: 1}, {id: s}]}
parameters:
  unset: {type: integer}
  term: {type: period}
  onward: {type: period, value: {from: 2024-01-01}}
derive:
  city:
    sum_ab: a + b
    both: open and yes
    deep: sum_ab > 3 and both
    marks: {good: yes, dim: open, far: deep}
    listed: gaps
    mate: lost
    costs: sum(t.cost for t in trips)
  portfolio:
    all_costs: sum(t.cost for t in trips)
"""
DATA: dict[str, Any] = {
    "cities": [
        {
            "id": "x",
            "yes": True,
            "no": False,
            "two": 2,
            "tags": ["p"],
            "holes": ["p", None],
            "gaps": [1, None],
            "twin": "y",
            "friends": ["y", None],
        },
        {"id": "y", "yes": True, "a": 1, "twin": "x"},
    ],
    "trips": [
        {"id": "t1", "city": "x", "cost": 10},
        {"id": "t2", "city": "x", "sure": True},
        {"id": "t3", "city": "y", "sure": False},
        {"id": "t4", "cost": 1, "sure": False},
    ],
}
A, B, OPEN = ("city", "x", "a"), ("city", "x", "b"), ("city", "x", "open")
COST2, COST3, SURE1 = ("trip", "t2", "cost"), ("trip", "t3", "cost"), ("trip", "t1", "sure")
CITY4, LOST, HOLES, GAPS = ("trip", "t4", "city"), ("city", "x", "lost"), ("city", "x", "holes"), ("city", "x", "gaps")

CASES: list[tuple[str, list[tuple[str, str, str]]]] = [
    # fields, in the author's order, each once
    ("a > 1", [A]),
    ("b + a > a", [B, A]),
    ("a == 1 and b == 1", [A, B]),
    ("b == 1 or a == 1", [B, A]),
    ("not (a > 1)", [A]),
    ("1 < a < b", [A, B]),
    ("two < a < b", [A, B]),
    # only unknown parts
    ("yes and a > 1", [A]),
    ("(no and a > 1) or b > 1", [B]),
    ("(yes or a > 1) and b > 1", [B]),
    ("(a > 1 or missing(b)) and open", [OPEN]),
    ("(present(b) or a > 1)", [A]),
    ("(a * two > 1) == open", [A, OPEN]),
    ("nodate + days(a) > today", [("city", "x", "nodate"), A]),
    # branches
    ("(a if yes else b) > 1", [A]),
    ("(a if no else b) > 1", [B]),
    ("(a if open else b) > 1", [OPEN, A, B]),
    ("(1 if open else two) > 1", [OPEN]),
    ("(two if open else a) > 1", [OPEN, A]),
    ('"z" in (tags if open else holes)', [OPEN, HOLES]),
    ('"z" in (holes if yes else gone)', [HOLES]),
    # lists
    ('"z" in holes', [HOLES]),
    ('"p" in gone', [("city", "x", "gone")]),
    ('intersects(holes, ["z"])', [HOLES]),
    ("intersects(gone, holes)", [("city", "x", "gone"), HOLES]),
    ('subset(tags, holes) and subset(["q"], holes)', [HOLES]),
    ("a in gaps", [A, GAPS]),
    ("5 in listed", [GAPS]),
    ("len(gone) > 0", [("city", "x", "gone")]),
    ("len(holes) == a", [A]),
    # references
    ("lost.two > 1", [LOST]),
    ("lost.twin.two > 1", [LOST]),
    ("twin.b > 1", [("city", "y", "b")]),
    ("twin.lost.two > 1", [("city", "y", "lost")]),
    ("twin.twin.a > 1", [A]),
    ("lost == twin", [LOST]),
    ("mate.two == 1", [LOST]),
    ("any(t.sure for t in lost.trips)", [LOST]),
    ("portfolio.frame > 1", [("portfolio", "portfolio", "frame")]),
    ("portfolio.main.two > 1", [("portfolio", "portfolio", "main")]),
    # derivations
    ("sum_ab > 1", [A, B]),
    ("both", [OPEN]),
    ("deep", [A, B, OPEN]),
    ("twin.sum_ab > 1", [("city", "y", "b")]),
    ("twin.both", [("city", "y", "open")]),
    ("lost.sum_ab > 1", [LOST]),
    ('"dim" in marks', [OPEN]),
    ('"far" in twin.marks', [("city", "y", "b"), ("city", "y", "open")]),
    ("all(marks)", [OPEN, A, B]),
    ("len(marks) > 1", [OPEN, A, B]),
    ('"dim" in lost.marks', [LOST]),
    ("costs > 1", [COST2]),
    ("twin.costs > 1", [COST3]),
    ("portfolio.all_costs > 1", [COST2, COST3]),
    # elements of quantifiers
    ("any(t.cost > 50 for t in trips)", [COST2]),
    ("all(t.cost > 5 for t in trips)", [COST2]),
    ("sum(t.cost for t in trips if t.sure) > 1", [SURE1, COST2]),
    ("sum(t.cost for t in trips if present(t.sure)) > 1", [COST2]),
    ("count(t for t in trips if t.cost > 1) > 1", [COST2]),
    ("any(t.cost > 50 for t in trips if t.sure)", [COST2]),
    ("any(t.cost > 5 for t in trips if t.sure)", [SURE1, COST2]),
    ("all(t.cost > 50 for t in trips if t.sure)", [SURE1, COST2]),
    ("all(t.cost < 50 for t in trips if t.sure)", [COST2]),
    ("count(t for t in portfolio.trips if t.city == id) > 1", [CITY4]),
    ("unique(t.city.two for t in portfolio.trips if present(t.city)) > 1", [("city", "y", "two")]),
    ("any(t.cost > a for t in trips)", [A, COST2]),
    ("any(c.both for c in twins)", [("city", "y", "open")]),
    ("any(c.sum_ab > a for c in twins)", [("city", "y", "b"), A]),
    ("any(z.rank > 5 for z in zones)", [("zones", "s", "rank")]),
    # elements of lists
    ("any(n > 5 for n in gaps)", [GAPS]),
    ("any(n > a for n in gaps)", [A, GAPS]),
    ("sum(n for n in listed) > 5", [GAPS]),
    ("count(w for w in gone) > 0", [("city", "x", "gone")]),
    ("all(f.yes for f in friends)", [("city", "x", "friends")]),
    ("any(f.b > 1 for f in friends)", [("city", "y", "b"), ("city", "x", "friends")]),
    ("any(f == lost for f in friends)", [LOST, ("city", "x", "friends")]),
    # of nothing there is no least: the collection lacks
    ("min(t.cost for t in trips if t.sure and t.cost > 99 and t.cost < 9) > 1", [COST2]),
    ('min(t.cost for t in trips if t.id == "no") > 1', [("city", "x", "trips")]),
    ('max(t.cost for t in portfolio.trips if t.id == "no") > 1', [("portfolio", "portfolio", "trips")]),
    # parameters without a value
    ("two > param.unset", [("parameter", "unset", "value")]),
    ("a > param.unset", [A, ("parameter", "unset", "value")]),
    ("today in param.term", [("parameter", "term", "value")]),
    # what no input can mend
    ("until(param.onward) > today", []),
    ('date("9999-12-31") + days(two) > today', []),
    ("999999999999999999 * two > 1", []),
]


@pytest.fixture(params=["reference", "python"])
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def named(policy: Policy, engine: str) -> dict[str, list[tuple[str, str, str]]]:
    """The missing inputs of each undetermined finding on the city `x`."""
    report = policy.evaluate(DATA, today=date(2025, 6, 15), engine=engine)
    found = [
        one for one in report.findings if (one.type, one.subject) == ("city", "x") and one.outcome == "undetermined"
    ]
    return {
        one.rule: [(part["type"], part["key"], part["field"]) for part in one.to_dict()["missing"]] for one in found
    }  # type: ignore[attr-defined,index]


def rule(name: str, **parts: Any) -> dict[str, Any]:
    return {"id": name, "clauses": "c1", "about": "city", "modality": "must", **parts}


def test_missing_inputs_of_expressions(loaded: Load, engine: str) -> None:
    made = [rule(f"r{at}", require=expression) for at, (expression, _) in enumerate(CASES)]
    found = named(loaded(f"{SCHEMA}rules: {json.dumps(made)}\n"), engine)
    assert {expression: found[f"r{at}"] for at, (expression, _) in enumerate(CASES)} == dict(CASES)


def test_missing_inputs_of_rules(loaded: Load, engine: str) -> None:
    made = [
        rule("both", when="a > 1", require="b > 1"),
        rule("when", when="a > 1", require="no"),
        rule("require", when="yes", require="b > 1"),
        rule("settled", when="a > 1", require="yes"),
        rule("excepted", when="a > 1", require="b > 1", unless=[{"if": "yes", "because": "So."}]),
        rule("claim", when="yes", require="no", unless=[{"if": "open", "because": "So."}]),
        rule("twice", when="a > 1", require="a < b"),
        rule("banned", forbid="a > 1"),
    ]
    asked = [{"id": "asked", "clauses": "c1", "about": "city", "when": "open and a > 1", "question": "So"}]
    found = named(loaded(f"{SCHEMA}rules: {json.dumps(made)}\njudgements: {json.dumps(asked)}\n"), engine)
    assert found == {
        "both": [A, B],
        "when": [A],
        "require": [B],
        "twice": [A, B],
        "banned": [A],
        "asked": [OPEN, A],
    }
