"""The values that decided a condition, and only those, as people read them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

import policycheck as pc
from policycheck.report.explaining.values import DecidingValue

TODAY = date(2026, 11, 1)
PACK = """
policy: {{id: p, title: P, version: "1", languages: [en], currency: NOK}}
text: [{{id: "1", force: must, en: So.}}]
records:
  town:
    title: name
    fields: {{name: text, size: integer, tags: {{type: list, of: text}}}}
  trip:
    fields:
      town: {{type: ref, to: town, inverse: trips}}
      host: {{type: ref, to: town}}
      days: integer
      cost: money
      out: boolean
      start: date
parameters: {{most: {{type: integer, value: 3}}}}
derive:
  trip:
    long: days > param.most
    due: start + days(days)
    risks: {{long: long, out: out}}
  town:
    spent: sum(t.cost for t in trips if t.out)
rules: [{{id: r, clauses: "1", about: {about}, modality: must, require: '{condition}'}}]
"""
TOWN: dict[str, Any] = {"id": "A", "name": "Aalborg", "size": 5, "tags": ["x"]}
DATA: dict[str, Any] = {
    "towns": [TOWN, {"id": "B", "size": 9}],
    "trips": [
        {"id": "T1", "town": "A", "host": "B", "days": 4, "cost": 100, "out": True, "start": "2026-10-30"},
        {"id": "T2", "town": "A", "days": 2, "cost": 50, "out": True},
        {"id": "T3", "town": "A", "days": 9, "cost": 7, "out": False},
    ],
}


def lines(values: tuple[DecidingValue, ...], depth: int = 0) -> list[str]:
    found = []
    for one in values:
        found.append("  " * depth + f"{one.label}: {one.value}".removesuffix(": "))
        found += lines(one.below, depth + 1)
        found += ["  " * depth + f"  others {one.others}"] if one.others else []
    return found


@pytest.mark.parametrize(
    ("about", "key", "condition", "expected"),
    [
        pytest.param("trip", "T1", "out and days < 3 and cost > 500", ["days: 4", "cost: NOK 100"], id="and: what fails"),
        pytest.param("trip", "T2", "days < 3 and out", ["days: 2", "out: yes"], id="and that holds: all of it"),
        pytest.param("trip", "T1", "days > 3 or cost > 500 or out", ["days: 4", "out: yes"], id="or: what holds"),
        pytest.param("trip", "T3", "days < 3 or cost > 500", ["days: 9", "cost: NOK 7"], id="or that fails: all of it"),
        pytest.param("trip", "T2", "days < 9 and start < today", ["start: not stated"], id="unknown: what lacks"),
        pytest.param("trip", "T2", "start < today and days > 9", ["days: 2"], id="false and unknown: what is false"),
        pytest.param("trip", "T1", "days > 1 if out else cost > 1", ["out: yes", "days: 4"], id="if: the branch taken"),
        pytest.param("trip", "T2", "missing(start)", ["start: not stated"], id="what is not stated"),
        pytest.param("trip", "T2", "(cost if out else days) is None", ["out: yes", "cost: NOK 50"], id="what is known"),
        pytest.param("trip", "T2", "(start if out else today) is not None", ["out: yes", "start: not stated"], id="why unknown"),
        pytest.param("trip", "T1", "long", ["days: 4", "most: 3"], id="a derived condition is opened"),
        pytest.param("trip", "T1", "any(risks)", ["days: 4", "most: 3", "out: yes"], id="features that hold"),
        pytest.param(
            "trip", "T1", "due > today",
            ["“days” days after “start”: 3 November 2026", "  start: 30 October 2026", "  days: 4", "Today: 1 November 2026"],
            id="a derived value with what made it",
        ),
        pytest.param("trip", "T1", "host.size > 5", ["host: B", "size of B: 9"], id="another record, and what leads there"),
        pytest.param("trip", "T2", "host.size > 5", ["host: not stated"], id="a record that is not there"),
        pytest.param("town", "A", '"x" in tags', ["tags: x"], id="a list"),
        pytest.param(
            "town", "A", "count(t for t in trips if t.days > 3) <= 1",
            ["the number of associated trips where “days” is more than 3: 2", "  T1", "    days: 4", "  T3", "    days: 9", "  others 1"],
            id="a count: the records counted",
        ),
        pytest.param(
            "town", "A", "spent < 100",
            [
                "the sum of “cost” over associated trips where “out” is yes: NOK 150",
                *("  T1", "    out: yes", "    cost: NOK 100", "  T2", "    out: yes", "    cost: NOK 50", "  others 1"),
            ],
            id="a sum: the amounts",
        ),
        pytest.param(
            "town", "A", "max(t.days for t in trips) < size",
            ["the highest “days” among associated trips: 9", "  T3", "    days: 9", "  others 2", "size: 5"],
            id="a highest: the record that has it",
        ),
        pytest.param("town", "A", "any(t.days > 8 for t in trips)", ["associated trips: 1 fit", "  T3", "    days: 9"], id="any: the witnesses"),
        pytest.param(
            "town", "A", "any(t.days > param.most for t in trips if not t.out and t.cost > size)",
            ["associated trips: 1 fit", "  T3", "    out: no", "    cost: NOK 7", "    days: 9", "size: 5", "most: 3"],
            id="what is the same for each stands once",
        ),
        pytest.param("town", "A", "all(t.days < 8 for t in trips)", ["associated trips: does not hold for 1", "  T3", "    days: 9"], id="all: the counterexamples"),
        pytest.param(
            "town", "A", "any(t.days > 20 for t in trips if t.out)",
            ["associated trips: none of 3 fit", "  T1", "    days: 4", "  T2", "    days: 2", "  others 1"],
            id="none: why each does not fit",
        ),
        pytest.param("town", "B", "any(t.out for t in trips)", ["associated trips: none"], id="nothing at all"),
        pytest.param("town", "B", "present(trips)", ["associated trips: none"], id="a collection that is empty"),
        pytest.param("town", "A", "len(trips) < 3", ["associated trips: 3 in all", "  T1", "  T2", "  T3"], id="how many"),
    ],
)  # fmt: skip
def test_what_decided(
    about: str, key: str, condition: str, expected: list[str], pack: Callable[[str], pc.Policy]
) -> None:
    report = pack(PACK.format(about=about, condition=condition)).evaluate(DATA, today=TODAY)
    (outcome,) = report.for_(about, key).outcomes
    found = [line.replace("\u00a0", " ") for line in lines(report.explain(outcome).deciding)]
    assert found == expected


def test_of_many_records_the_first_are_listed_and_the_rest_is_counted(pack: Callable[[str], pc.Policy]) -> None:
    policy = pack(PACK.format(about="town", condition="count(t for t in trips if t.out) < 5"))
    trips = [{"id": f"T{at:03}", "town": "A", "out": True} for at in range(200)]
    report = policy.evaluate({"towns": [TOWN], "trips": trips}, today=TODAY)
    (counted,) = report.explain(report.findings[0]).deciding
    assert (counted.value, len(counted.below), counted.more, counted.others) == ("200", 20, 180, 0)


def test_an_input_has_its_place_and_its_value_as_json(pack: Callable[[str], pc.Policy]) -> None:
    report = pack(PACK.format(about="trip", condition="host.size < days")).evaluate(DATA, today=TODAY)
    (outcome,) = report.for_("trip", "T1").outcomes
    assert [(one.at and tuple(one.at), one.plain) for one in report.explain(outcome).deciding] == [
        (("trip", "T1", "host"), "B"),
        (("town", "B", "size"), 9),
        (("trip", "T1", "days"), 4),
    ]
