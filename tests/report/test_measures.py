"""Counts and sums that rules hold against limits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import policycheck as pc
from policycheck.report.measures import Measure, measures

TODAY = date(2026, 11, 1)
ROOT = Path(__file__).parents[2]
Load = Callable[[str], pc.Policy]

CLUB = """
policy: {id: club, title: A club, version: "1", languages: [en], currency: NOK}
text: [{id: "1", force: must, en: Few trips.}]
records:
  portfolio: {fields: {frame: money, members: integer}}
  club: {fields: {name: text, cap: money, sister: {type: ref, to: club}, tags: {type: list, of: text}}}
  trip:
    fields:
      club: {type: ref, to: club, inverse: trips}
      day: date
      cost: money
tables:
  shires: {fields: {name: text}, rows: [{id: kent, name: Kent}]}
parameters:
  most: {type: integer, value: 2}
  reading: {type: text, value: strict}
derive:
  club:
    trip_count: count(t for t in trips if t.day < today)
    trip_cost: sum(t.cost for t in trips)
    modest: trip_cost <= cap
    strictly: param.reading == "strict"
  portfolio:
    whole_cost: sum(t.cost for t in trips)
rules:
  - {id: rule, clauses: ["1"], about: ABOUT, modality: must, DEMAND}
"""
"""A policy to be given one rule."""
DATA = {
    "portfolio": {"frame": "700.50", "members": 4},
    "clubs": [{"id": "a", "name": "A", "cap": 500, "sister": "b", "tags": ["x"]}, {"id": "b", "name": "B"}],
    "trips": [
        {"id": "1", "club": "a", "day": "2026-01-01", "cost": "100.25"},
        {"id": "2", "club": "a", "day": "2026-02-01", "cost": 200},
        {"id": "3", "club": "b", "day": "2026-03-01"},
        {"id": "4", "club": "b"},
    ],
}
"""Of club b it is open how many trips are over, and what they cost."""


def found(load: Load, demand: str, about: str = "club") -> list[Measure]:
    text = CLUB.replace("ABOUT", about).replace("DEMAND", demand)
    return list(measures(load(text).evaluate(DATA, today=TODAY)))


def told(one: Measure) -> tuple[object, ...]:
    return one.key, one.kind, one.value, one.relation, one.limit


@pytest.mark.parametrize(
    ("demand", "expected"),
    [
        ("require: count(t for t in trips) <= param.most", [("a", "count", 2, "<=", 2), ("b", "count", 2, "<=", 2)]),
        ("require: param.most > count(t for t in trips)", [("a", "count", 2, "<", 2), ("b", "count", 2, "<", 2)]),
        ("forbid: count(t for t in trips) > 2", [("a", "count", 2, "<=", 2), ("b", "count", 2, "<=", 2)]),
        ("require: len(trips) == 2", [("a", "count", 2, "==", 2), ("b", "count", 2, "==", 2)]),
        ("require: trip_count <= 1", [("a", "count", 2, "<=", 1), ("b", "count", None, "<=", 1)]),
        ("require: modest", [("a", "sum", Decimal("300.25"), "<=", 500), ("b", "sum", None, "<=", None)]),
        ("forbid: modest", [("a", "sum", Decimal("300.25"), ">", 500), ("b", "sum", None, ">", None)]),
        ("require: present(name) and trip_count != 0", [("a", "count", 2, "!=", 0), ("b", "count", None, "!=", 0)]),
        (
            "require: 1 <= trip_count <= 3",
            [
                ("a", "count", 2, ">=", 1),
                ("a", "count", 2, "<=", 3),
                ("b", "count", None, ">=", 1),
                ("b", "count", None, "<=", 3),
            ],
        ),
        ("require: sister.trip_count <= 1", [("a", "count", None, "<=", 1), ("b", "count", None, "<=", 1)]),
        ("require: trip_cost - cap <= 0", [("a", "sum", Decimal("-199.75"), "<=", 0), ("b", "sum", None, "<=", 0)]),
        ('when: name == "A", require: trip_count <= 1', [("a", "count", 2, "<=", 1)]),
        # alternatives: what the parameters rule out is passed over, what they leave is compared
        ("require: trip_count == 2 or trip_count > 2", [("a", "count", 2, ">=", 2), ("b", "count", None, ">=", 2)]),
        (
            "require: trip_count == 2 or not strictly and trip_count > 2",
            [("a", "count", 2, "==", 2), ("b", "count", None, "==", 2)],
        ),
        (
            "require: trip_count == 2 or strictly and trip_count > 2",
            [("a", "count", 2, ">=", 2), ("b", "count", None, ">=", 2)],
        ),
        ("require: trip_count <= 1 if strictly else present(name)", [("a", "count", 2, "<=", 1), ("b", "count", None, "<=", 1)]),
        ("require: trip_count <= 1 or present(name)", []),
        ("require: trip_count <= 1 or trip_count > 1", []),
        ("require: trip_count <= 1 or trip_cost <= 1", []),
        # no counts or sums of records
        ("require: len(tags) <= 1", []),
        ("require: count(t for t in tags) <= 1", []),
        ("require: count(s for s in shires) <= 1", []),
        ("require: any(t.cost > 1 for t in trips)", []),
        ("require: trip_cost * trip_count <= 100", []),
        ("require: cap <= 100", []),
        ("when: false, require: trip_count <= 1", []),
    ],
)  # fmt: skip
def test_what_a_demand_measures(pack: Load, demand: str, expected: list[tuple[object, ...]]) -> None:
    assert [told(one) for one in found(pack, demand)] == expected


def test_a_sum_of_several_has_no_rows_of_its_own_and_one_of_records_has_them(pack: Load) -> None:
    (one,) = found(pack, "require: whole_cost + sum(t.cost for t in trips if present(t.cost)) <= frame", "portfolio")
    assert (one.record, one.rows, one.value, one.limit) == ("trip", (), None, Decimal("700.5"))
    (one,) = found(pack, "require: sum(t.cost for t in trips if present(t.cost)) <= frame", "portfolio")
    assert ([row[0] for row in one.rows], one.value, str(one.value_type)) == (["1", "2"], Decimal("300.25"), "money")


def test_rows_of_an_open_count_are_those_known_to_count_and_what_is_missing_is_named(pack: Load) -> None:
    _, one = found(pack, "require: trip_count <= 1")
    assert ([row[0] for row in one.rows], one.holds) == (["3"], None)
    assert [tuple(input) for input in one.missing] == [("trip", "4", "day")]


def test_whether_it_holds_is_what_the_relation_says(pack: Load) -> None:
    demands = {"<": False, "<=": True, "==": True, "!=": False, ">=": True, ">": False}
    for relation, holds in demands.items():
        assert [one.holds for one in found(pack, f"require: count(t for t in trips) {relation} 2")] == [holds, holds]


RELATIONS = st.sampled_from(["<", "<=", "==", "!=", ">=", ">"])
COMPARISONS = st.builds("trip_count {} 2".format, RELATIONS) | st.builds("2 {} trip_count".format, RELATIONS)
DEMANDS = st.recursive(
    COMPARISONS,
    lambda inner: (
        st.builds("not ({})".format, inner)
        | st.builds("({}) and name == name".format, inner)
        | st.builds("({}) or 2 {} trip_count".format, inner, RELATIONS)
        | st.builds("({}) or not strictly".format, inner)
        | st.builds("({}) if strictly else 1 > 2".format, inner)
    ),
    max_leaves=3,
)


@settings(max_examples=40)
@given(demand=DEMANDS, forbid=st.booleans(), trips=st.integers(0, 4))
def test_one_measure_holds_where_the_rule_is_satisfied(
    tmp_path_factory: pytest.TempPathFactory, demand: str, forbid: bool, trips: int
) -> None:
    path = tmp_path_factory.mktemp("pack") / "policy.yaml"
    said = f"{'forbid' if forbid else 'require'}: {demand!r}"
    path.write_text(CLUB.replace("ABOUT", "club").replace("DEMAND", said.replace("'", '"')), encoding="utf-8")
    rows = [{"id": str(at), "club": "a", "day": "2026-01-01"} for at in range(trips)]
    report = pc.load(path).evaluate({"clubs": [{"id": "a", "name": "A"}], "trips": rows}, today=TODAY)
    found = measures(report)
    assert len(found) <= demand.count("trip_count")
    if len(found) == 1:
        assert (found[0].value, found[0].holds) == (trips, found[0].outcome == "satisfied")
    elif found:
        assert all(one.holds for one in found) is (found[0].outcome == "satisfied")


def test_a_rule_not_in_force_measures_nothing(pack: Load) -> None:
    assert found(pack, "in_force: {from: 2027-01-01}, require: trip_count <= 1") == []


def test_the_measures_of_the_shipped_policy() -> None:
    data = ROOT / "examples" / "fredrikstad" / "portfolio.json"
    report = pc.load("fredrikstad").evaluate(data, today=TODAY)
    assert [(one.item.id, *told(one), one.record, len(one.rows), one.outcome) for one in measures(report)] == [
        ("annex-covers-changes", "portfolio", "count", 5, "==", 0, "project", 5, "violated"),
        ("annex-covers-changes", "portfolio", "count", 0, "==", 0, "partnership", 0, "violated"),
        ("twin-town-nordic[SE]", "portfolio", "count", 1, "==", 1, "partnership", 1, "satisfied"),
        ("twin-town-nordic[DK]", "portfolio", "count", 1, "==", 1, "partnership", 1, "satisfied"),
        ("twin-town-nordic[FI]", "portfolio", "count", 0, "==", 1, "partnership", 0, "waived"),
        ("guatemala-continued", "portfolio", "count", 1, "==", 1, "partnership", 1, "satisfied"),
        ("extent-within-frame", "portfolio", "sum", Decimal("1786000.5"), "<=", 2500000, "", 0, "satisfied"),
        ("visit-quota[out]", "aalborg", "count", 2, "<=", 1, "visit", 2, "violated"),
        ("visit-quota[out]", "karlskoga", "count", 1, "<=", 1, "visit", 1, "satisfied"),
        ("visit-quota[out]", "rivne", "count", 0, "<=", 1, "visit", 0, "satisfied"),
        ("visit-quota[in]", "aalborg", "count", 1, "<=", 1, "visit", 1, "satisfied"),
        ("visit-quota[in]", "karlskoga", "count", 1, "<=", 1, "visit", 1, "satisfied"),
        ("visit-quota[in]", "rivne", "count", 2, "<=", 1, "visit", 2, "excepted"),
    ]  # fmt: skip
