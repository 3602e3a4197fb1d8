"""What would change an outcome: for each kind of field, and for the municipality's own policy."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import policycheck as pc
from policycheck.report.explain import Explanation
from policycheck.report.explaining.told import change_words

TODAY = date(2026, 11, 1)
EXAMPLES = Path(__file__).parents[2] / "examples"
PACK = """
policy: {{id: p, title: P, version: "1", languages: [en, nb], currency: NOK}}
text: [{{id: "1", force: must, en: So., nb: Så.}}]
records:
  town:
    title: name
    fields: {{name: text, size: integer}}
  trip:
    fields:
      town: {{type: ref, to: town, inverse: trips}}
      days: {{type: integer, min: 1, max: 30}}
      cost: {{type: money, min: 0}}
      share: number
      out: boolean
      start: date
      end: date
      kind: {{type: choice, of: [bus, train, plane]}}
      note: text
      code: {{type: text, lower: true}}
      goals: {{type: list, of: {{type: choice, of: [a, b, c]}}}}
      tags: {{type: list, of: text}}
      guests: {{type: list, of: {{type: ref, to: town}}}}
parameters:
  most: {{type: money, value: 1000}}
  term: {{type: period, value: {{from: 2026-01-01, until: 2027-01-01}}}}
rules: [{{id: r, clauses: "1", about: {about}, modality: should, require: '{condition}'}}]
"""
TOWNS: list[dict[str, Any]] = [{"id": "A", "size": 5}, {"id": "B", "size": 9}, {"id": "C", "size": 1}]


def told(explanation: Explanation) -> list[str]:
    """Every change as it is read, and whether there may be more."""
    values, about = explanation.values, (explanation.item.about, explanation.subject)
    found = [
        f"{values.name(one.at, about)}: {change_words(one, values)} → {one.outcome}"
        for one in explanation.changes.found
    ]
    return [line.replace("\u00a0", " ") for line in found] + ["…"] * explanation.changes.capped


@pytest.mark.parametrize(
    ("condition", "row", "expected"),
    [
        pytest.param("present(cost) and cost > 0", {}, ["cost: NOK 1 or more → satisfied"], id="an amount that lacks"),
        pytest.param("cost > 0", {"cost": 0}, ["cost: NOK 1 or more → satisfied"], id="a boundary that is excluded"),
        pytest.param("cost <= param.most", {"cost": 5000}, ["cost: NOK 1,000 or less → satisfied"], id="a parameter"),
        pytest.param("cost < 99.5", {"cost": 100}, ["cost: NOK 99.49 or less → satisfied"], id="øre, where they matter"),
        pytest.param("share * 2 > 1", {"share": 0}, ["share: 0.51 or more → satisfied"], id="a number, through arithmetic"),
        pytest.param("days == 7", {"days": 2}, ["days: 7 → satisfied"], id="one value alone"),
        pytest.param("days > 5 and days < 9", {}, ["days: 6 to 8 → satisfied"], id="a range"),
        pytest.param("days > 30", {"days": 2}, [], id="what the field may not hold"),
        pytest.param("days >= 30", {"days": 2}, ["days: 30 → satisfied"], id="the field's own limit"),
        pytest.param("days < 4 or days > 9", {"days": 6}, ["days: 3 or less → satisfied", "days: 10 or more → satisfied"], id="both ways"),
        pytest.param("start > today", {"start": "2026-10-01"}, ["start: 2 November 2026 or later → satisfied"], id="a day after"),
        pytest.param("start + months(6) <= today", {"start": "2026-10-01"}, ["start: 1 May 2026 or earlier → satisfied"], id="months"),
        pytest.param("start in param.term", {"start": "2025-10-01"}, ["start: 1 January 2026 to 31 December 2026 → satisfied"], id="a period"),
        pytest.param("year(start) == 2024", {"start": "2026-10-01"}, ["start: 1 January 2024 to 31 December 2024 → satisfied"], id="a year"),
        pytest.param("end > start", {"start": "2026-10-01", "end": "2026-10-01"},
                     ["end: 2 October 2026 or later → satisfied", "start: 30 September 2026 or earlier → satisfied"], id="two fields"),
        pytest.param("out", {"out": False}, ["out: yes → satisfied"], id="yes and no"),
        pytest.param("out", {}, ["out: yes → satisfied"], id="yes and no, where nothing is stated"),
        pytest.param('kind == "bus"', {"kind": "plane"}, ["kind: “bus” → satisfied"], id="a choice"),
        pytest.param('kind in ["bus", "train"]', {"kind": "plane"}, ["kind: something else → satisfied"], id="every other choice"),
        pytest.param("present(kind)", {}, ["kind: state it → satisfied"], id="any choice"),
        pytest.param("present(note)", {}, ["note: write something here → satisfied"], id="any text"),
        pytest.param('present(note) and note != "…"', {}, [], id="a text, but not any"),
        pytest.param('note == "ok"', {"note": "no"}, ["note: “ok” → satisfied"], id="a text that is asked for"),
        pytest.param('startswith(code, "EU ")', {"code": "x"}, [], id="a text that cannot be written so: spaces are cut"),
        pytest.param('code == "eu"', {"code": "X"}, ["code: “eu” → satisfied"], id="a text in small letters"),
        pytest.param('"b" in goals', {"goals": ["a"]}, ["goals: add “b” → satisfied"], id="an element more"),
        pytest.param('"b" not in goals', {"goals": ["a", "b"]}, ["goals: take away “b” → satisfied"], id="an element less"),
        pytest.param("present(tags)", {"tags": []}, ["tags: add “…” → satisfied"], id="any element"),
        pytest.param("len(goals) > 1", {"goals": ["a"]}, ["goals: add something → satisfied"], id="one more, whatever it is"),
        pytest.param("town.size > 5", {"town": "A"},
                     ["town: “B” → satisfied", "size of A: 6 or more → satisfied"], id="another record, or its own value"),
        pytest.param("present(town)", {}, ["town: state it → satisfied"], id="any record"),
        pytest.param('"B" in guests', {"guests": ["A"]}, ["guests: add “B” → satisfied"], id="a record more"),
        pytest.param("missing(note)", {"note": "x"}, [], id="nothing is to be taken away"),
        pytest.param('id == "x"', {}, [], id="a key stays"),
        pytest.param("cost > 5 and days > 5", {"cost": 1, "days": 1}, [], id="two changes are not one"),
        pytest.param("cost > 5 and days > 5", {"days": 1}, [], id="what lacks, where another would fail"),
    ],
)  # fmt: skip
def test_changes_of_a_record(
    condition: str, row: dict[str, Any], expected: list[str], pack: Callable[[str], pc.Policy]
) -> None:
    policy = pack(PACK.format(about="trip", condition=condition))
    report = policy.evaluate({"towns": TOWNS, "trips": [{"id": "T", **row}]}, today=TODAY)
    (finding,) = report.findings
    assert told(report.explain(finding)) == expected


def test_changes_of_records_that_are_counted(pack: Callable[[str], pc.Policy]) -> None:
    policy = pack(PACK.format(about="town", condition="count(t for t in trips if t.days > 3) <= 1"))
    trips = [{"id": f"T{at}", "town": "A", "days": days} for at, days in enumerate((2, 9, 9))]
    report = policy.evaluate({"towns": TOWNS, "trips": trips}, today=TODAY)
    (finding,) = report.findings
    assert told(report.explain(finding)) == [
        "days of T1: 3 or less → satisfied",
        "days of T2: 3 or less → satisfied",
    ]


def test_among_many_records_the_search_is_broken_off_and_says_so(pack: Callable[[str], pc.Policy]) -> None:
    policy = pack(PACK.format(about="town", condition="count(t for t in trips if t.days > 3) <= 1"))
    trips = [{"id": f"T{at}", "town": "A", "days": 9} for at in range(100)]
    report = policy.evaluate({"towns": TOWNS, "trips": trips}, today=TODAY)
    changes = report.explain(report.findings[0]).changes
    assert (changes.found, changes.tried, changes.capped) == ((), 300, True)


def test_what_is_in_order_needs_no_change(pack: Callable[[str], pc.Policy]) -> None:
    report = pack(PACK.format(about="trip", condition="days > 1")).evaluate(
        {"trips": [{"id": "T", "days": 3}]}, today=TODAY
    )
    (outcome,) = report.outcomes
    assert report.explain(outcome).changes.tried == 0


@pytest.fixture(scope="module")
def fredrikstad() -> pc.Report:
    return pc.load("fredrikstad").evaluate(EXAMPLES / "fredrikstad" / "portfolio.json", today=TODAY)


@pytest.mark.parametrize(
    ("rule", "subject", "expected"),
    [
        (
            "project-budget",
            "P-05",
            [
                "Budsjett i alt: 1 kr eller mer → satisfied",
                "Status: «avlyst» → not_applicable",
                "Samarbeidsform: «kontaktsamarbeid» → not_applicable",
            ],
        ),
        (
            "risk-assessment-present",
            "P-07",
            [
                "Gyldig til for R-05: 02.11.2026 eller senere → satisfied",
                "Grunn til at risikovurdering ikke er gjort: skriv noe her → excepted",
                "Status: «avsluttet» eller «avlyst» → not_applicable",
                "Kunstig intelligens eller flerbruksteknologi: nei → not_applicable",
                "…",
            ],
        ),
        (
            "larger-project-evaluated",
            "P-12",
            [
                "Sluttdato: 01.05.2026 eller senere → not_applicable",
                "Samarbeidsform: «kontaktsamarbeid» → not_applicable",
                "Status: «avlyst» eller «foreslått» → not_applicable",
            ],
        ),
        (
            "annex-covers-changes",
            "portfolio",
            [
                "Vedlegg 2 sist oppdatert: 01.09.2026 eller senere → satisfied",
                "Hele porteføljen er med: nei → not_applicable",
                "…",
            ],
        ),
    ],
)
def test_changes_in_fredrikstad(fredrikstad: pc.Report, rule: str, subject: str, expected: list[str]) -> None:
    (finding,) = [one for one in fredrikstad.findings if (one.rule, one.subject) == (rule, subject)]
    assert told(fredrikstad.explain(finding)) == expected
