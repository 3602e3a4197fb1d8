"""Charts of a report: what is drawn of what, that no colour is needed to read it, and what cannot be drawn."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from importlib.machinery import ModuleSpec
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import policycheck as pc
from policycheck.report import formats
from policycheck.report.charts import appearance, matrix, quota
from policycheck.report.charts.appearance import COLOUR, MARK, labels, text
from policycheck.report.charts.quota import Drawing
from policycheck.wording import say

pytest.importorskip("altair")
TODAY = date(2026, 11, 1)
ROOT = Path(__file__).parents[2]
Load = Callable[[str], pc.Policy]
Compare = Callable[[str, str], None]

CLUB = """
policy: {id: club, title: A club, version: "1", languages: [en], currency: NOK}
text: [{id: "1", force: must, en: Few trips.}]
records:
  club: {title: name, fields: {name: text, founded: date, cap: money}}
  trip:
    title: name
    fields:
      club: {type: ref, to: club, inverse: trips}
      name: text
      booked: date
      day: date
      cost: money
  member: {fields: {club: {type: ref, to: club, inverse: members}}}
parameters:
  most: {type: integer, value: 2}
  year: {type: period, value: {from: 2026-01-01, until: 2027-01-01}}
  last_year: {type: period, value: {from: 2025-01-01, until: 2026-01-01}}
derive:
  trip: {this_year: booked < today and day in param.year}
  club: {trip_count: count(t for t in trips if t.this_year)}
rules:
RULES
"""
RULE = '  - {id: few, clauses: ["1"], about: club, modality: must, DEMAND}'
DATA: dict[str, Any] = {
    "clubs": [{"id": "a", "name": "Hikers", "cap": 500}],
    "trips": [
        {"id": "1", "club": "a", "name": "Kent", "booked": "2025-12-01", "day": "2026-02-01", "cost": "100.25"},
        {"id": "2", "club": "a", "name": "Wales", "booked": "2025-12-02", "day": "2026-01-10", "cost": 200},
        {"id": "3", "club": "a", "name": "Rome", "booked": "2025-12-03", "day": "2026-10-01", "cost": 300},
    ],
}


def club(load: Load, *demands: str) -> pc.Policy:
    rules = "\n".join(RULE.replace("few", f"few-{n}").replace("DEMAND", one) for n, one in enumerate(demands, 1))
    return load(CLUB.replace("RULES", rules))


def drawn(report: pc.Report, kind: str = "matrix", lang: str | None = None, **options: str) -> dict[str, Any]:
    """A chart as Vega-Lite has it; whether it is valid the charts on record are tested for."""
    found: dict[str, Any] = report.plot(kind, lang, **options).to_dict(validate=False)
    return found


def values(chart: dict[str, Any]) -> list[dict[str, Any]]:
    """All the data of a chart."""
    return [row for rows in chart["datasets"].values() for row in rows]


def draw(report: pc.Report, rule: str | None = None, language: str = "en") -> Drawing:
    """What is drawn of a quota."""
    return quota.draw(report, language, rule)


def parts(drawing: Drawing, name: str) -> list[tuple[Any, ...]]:
    """What a quota's data hold of one part: the day, the total, what is told."""
    keys = {"line": ("day", "total"), "limit": ("total",), "today": ("day",), "told": ("told",)}
    wanted = keys.get(name, ("on", "total", "what", "so_far"))
    rows = [row for row in drawing.rows if row["part"] == name]
    return [tuple(day_of(row[key]) if key == "day" else row[key] for key in wanted) for row in rows]


def day_of(time: int) -> str:
    """The day of a time as charts count it."""
    days, rest = divmod(time, 86_400_000)
    assert rest == 0
    return str(date.fromordinal(date(1970, 1, 1).toordinal() + days))


@pytest.mark.parametrize(
    ("name", "pack", "data", "kind", "lang"),
    [
        ("matrix", ROOT / "tests/report/packs/garden.yaml", ROOT / "tests/report/packs/garden-data.json", "matrix", "en"),
        ("clauses", ROOT / "tests/report/packs/garden.yaml", ROOT / "tests/report/packs/garden-data.json", "clauses", "nb"),
        ("quota", ROOT / "examples/library", ROOT / "examples/library/bookings.json", "quota", None),
    ],
)  # fmt: skip
def test_a_chart_whole(name: str, pack: Path, data: Path, kind: str, lang: str | None, expected: Compare) -> None:
    """Every value and encoding; what Altair itself adds is left out, for it changes with its version."""
    report = pc.load(pack).evaluate(data, today=TODAY)
    found = report.plot(kind, lang).to_dict()
    assert found.pop("$schema").startswith("https://vega.github.io/schema/vega-lite/")
    assert found["config"].pop("view")["strokeWidth"] == 0
    del found["config"]
    expected(f"chart-{name}.json", json.dumps(found, ensure_ascii=False, indent=1) + "\n")


def test_each_kind_of_outcome_has_a_mark_and_a_colour_of_its_own() -> None:
    assert list(MARK) == list(COLOUR)
    assert len(set(MARK.values())) == len(set(COLOUR.values())) == len(MARK)
    for language in ("nb", "en"):
        assert len({appearance.outcome(kind, language) for kind in MARK}) == len(MARK)


def test_no_colour_is_needed(report: pc.Report) -> None:
    """Each square of a matrix has its mark, each bar its counts with theirs, each panel its outcome."""
    for row in values(drawn(report, "matrix", "en")):
        assert row["mark"] == row["outcome"][0]
        assert row["mark"] in MARK.values()
    bars = values(drawn(report, "clauses", "en"))
    told = {row["clause"]: row["told"] for row in bars if "told" in row}
    counted: dict[str, list[str]] = {}
    for row in bars:
        if "count" in row:
            counted.setdefault(row["clause"], []).append(f"{row['count']} {row['outcome'][0]}")
    assert told == {clause: ", ".join(counts) for clause, counts in counted.items()}


def test_a_matrix_has_each_outcome_once(report: pc.Report) -> None:
    rows = values(drawn(report))
    assert len(rows) == len(report.outcomes) == 17
    words = {"recommended": "option"}
    kinds = {(one.subject, one.rule): words.get(one.outcome, one.outcome) for one in report.outcomes}
    kinds["P-2", "organic"] = "advised"
    found = {(row["record"].split()[0], row["rule"]): row["outcome"] for row in rows}
    assert found == {at: f"{MARK[kind]} {say(kind, 'nb')}" for at, kind in kinds.items()}


def test_a_matrix_of_one_type(report: pc.Report) -> None:
    chart = drawn(report, type="garden", lang="en")
    assert [one["title"]["text"] for one in chart["vconcat"]] == ["Garden"]


def test_of_many_the_worst_are_shown_and_the_rest_is_counted(pack: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matrix, "MOST_RULES", 1)
    policy = club(pack, "require: present(name)", "require: present(cap)")
    clubs = [{"id": f"c{n:03}", "name": "x", "cap": None if n == 777 else 1} for n in range(1_000)]
    chart = drawn(policy.evaluate({"clubs": clubs}, today=TODAY), type="club")
    (block,) = chart["vconcat"]
    encoding = block["layer"][0]["encoding"]
    assert len(values(chart)) == 40
    assert encoding["y"]["sort"][:2] == ["c777 “x”", "c000 “x”"]
    assert len(encoding["y"]["sort"]) == 40
    assert encoding["x"]["sort"] == ["few-2"]
    assert block["title"]["subtitle"] == [
        "The worst records are shown, 960 are left out.",
        "The rules with the worst outcomes are shown, 1 are left out.",
    ]


def test_many_types_and_many_clauses_are_counted(report: pc.Report, monkeypatch: pytest.MonkeyPatch) -> None:
    from policycheck.report.charts import clauses

    monkeypatch.setattr(matrix, "MOST_TYPES", 1)
    monkeypatch.setattr(clauses, "MOST_CLAUSES", 2)
    assert drawn(report, lang="en")["title"]["subtitle"] == [
        "Judged as of 1 November 2026.",
        "1 more record types are left out.",
    ]
    found = drawn(report, "clauses", "en")
    assert found["title"]["subtitle"][-1] == "The sentences with the worst outcomes are shown, 4 are left out."
    assert [name.split()[0] for name in found["layer"][0]["encoding"]["y"]["sort"]] == ["1.2", "2.2"]


class TestQuota:
    """What a rule counts, day by day."""

    def test_a_count_in_a_period(self, pack: Load) -> None:
        """The date that is held against the period, not another that is read; the days in order."""
        chart = draw(club(pack, "require: trip_count <= param.most").evaluate(DATA, today=TODAY))
        assert parts(chart, "line") == [
            ("2026-01-01", 0),
            ("2026-01-10", 1),
            ("2026-02-01", 2),
            ("2026-10-01", 3),
            ("2026-11-01", 3),
        ]
        assert parts(chart, "step") == [("10 January 2026", 1, "Wales", "1"), ("1 February 2026", 2, "Kent", "2")]
        assert parts(chart, "over") == [("1 October 2026", 3, "Rome", "3")]
        assert (parts(chart, "limit"), parts(chart, "today")) == ([(2,)], [("2026-11-01",)])
        assert parts(chart, "told") == [("✗ violated: 3, must be at most 2",)]
        assert chart.lines == [
            "1: Few trips.",
            "Period: 1 January 2026 through 31 December 2026.",
            "Dashed line: the limit. Dotted line: 1 November 2026. Cross: above the limit.",
        ]

    def test_a_sum_without_a_period(self, pack: Load) -> None:
        """Its span is that of the records; of several dates that nothing reads it is the first."""
        chart = draw(club(pack, "require: sum(t.cost for t in trips) <= cap").evaluate(DATA, today=TODAY))
        assert parts(chart, "line") == [("2025-12-01", 100.25), ("2025-12-02", 300.25), ("2025-12-03", 600.25)]
        assert parts(chart, "over") == [("3 December 2025", 600.25, "Rome", "NOK\xa0600.25")]
        assert parts(chart, "today") == []
        assert parts(chart, "told") == [("✗ violated: NOK\xa0600.25, must be at most NOK\xa0500",)]

    @pytest.mark.parametrize(
        ("demand", "told", "over"),
        [
            ("require: trip_count >= 4", "✗ violated: 3, must be at least 4", []),
            ("require: trip_count > 2", "✓ satisfied: 3, must be more than 2", []),
            ("require: trip_count < 3", "✗ violated: 3, must be less than 3", [3]),
            ("require: trip_count == 1", "✗ violated: 3, must be 1", [2, 3]),
            ("require: trip_count != 3", "✗ violated: 3, must not be 3", []),
        ],
    )
    def test_each_relation(self, pack: Load, demand: str, told: str, over: list[int]) -> None:
        chart = draw(club(pack, demand).evaluate(DATA, today=TODAY))
        assert parts(chart, "told") == [(told,)]
        assert [row[1] for row in parts(chart, "over")] == over

    def test_what_is_not_known_is_said_and_is_not_zero(self, pack: Load) -> None:
        trips = [{"id": "1", "club": "a", "booked": "2025-12-01", "day": "2026-02-01"}, {"id": "2", "club": "a"}]
        policy = club(pack, "require: trip_count <= param.most", "require: len(trips) <= 9")
        report = policy.evaluate({"clubs": [{"id": "a"}], "trips": trips}, today=TODAY, parameters={"most": None})
        first = draw(report, "few-1")
        assert parts(first, "told") == [("? undetermined: unknown, must be at most unknown",)]
        assert parts(first, "limit") == []
        assert parts(draw(report, "few-2"), "told") == [
            ("✓ satisfied: 2, must be at most 9; without a date or an amount: 1",)
        ]

    def test_nothing_counted_is_a_line_at_zero(self, pack: Load) -> None:
        chart = draw(club(pack, "require: trip_count <= 2").evaluate({"clubs": [{"id": "a"}]}, today=TODAY))
        assert parts(chart, "line") == [("2026-01-01", 0), ("2026-11-01", 0)]
        assert parts(chart, "told") == [("✓ satisfied: 0, must be at most 2",)]

    def test_a_record_ahead_of_today_is_on_the_line(self, pack: Load) -> None:
        chart = draw(club(pack, "require: trip_count <= 2").evaluate(DATA, today=date(2026, 1, 5)))
        assert parts(chart, "line")[-1] == ("2026-10-01", 3)

    def test_a_day_before_the_period_has_no_line(self, pack: Load) -> None:
        chart = club(pack, "require: count(t for t in trips if t.day in param.year) <= 2")
        found = draw(chart.evaluate({"clubs": [{"id": "a"}]}, today=date(2025, 1, 1)))
        assert parts(found, "line") == []
        assert parts(found, "today") == []

    def test_two_limits_are_two_columns(self, pack: Load) -> None:
        chart = draw(club(pack, "require: 1 <= trip_count <= 2").evaluate(DATA, today=TODAY))
        assert chart.rules == ["few-1", "few-1 (2)"]
        assert parts(chart, "told") == [
            ("✗ violated: 3, must be at least 1",),
            ("✗ violated: 3, must be at most 2",),
        ]

    def test_the_whole_portfolio_is_one_panel(self, pack: Load) -> None:
        rule = RULE.replace("about: club", "about: portfolio").replace("DEMAND", "require: len(trips) < 3")
        drawing = draw(pack(CLUB.replace("RULES", rule)).evaluate(DATA, today=TODAY))
        assert drawing.records == ["The portfolio"]
        assert parts(drawing, "told") == [("✗ violated: 3, must be less than 3",)]

    def test_of_several_periods_none_is_drawn(self, pack: Load) -> None:
        demand = "require: count(t for t in trips if t.day in param.year or t.day in param.last_year) <= 2"
        chart = draw(club(pack, demand).evaluate(DATA, today=TODAY))
        assert parts(chart, "line")[0] == ("2026-01-10", 1)

    def test_many_on_a_day_and_many_in_all(self, pack: Load, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(quota, "MOST_RECORDS", 2)
        clubs = [{"id": f"c{n}", "name": "The same"} for n in range(5)]
        trips = [
            {"id": f"{n}", "club": "c3", "booked": "2025-01-01", "day": "2026-03-01"}
            for n in range(quota.MOST_STEPS + 1)
        ]
        report = club(pack, "require: trip_count <= 2").evaluate({"clubs": clubs, "trips": trips}, today=TODAY)
        chart = draw(report)
        assert chart.records == ["The same", "The same (2)"]
        assert parts(chart, "line") == [
            *[("2026-01-01", 0), ("2026-11-01", 0)],
            *[("2026-01-01", 0), ("2026-03-01", 501), ("2026-11-01", 501)],
        ]
        assert [row["record"] for row in chart.rows if row["part"] == "told"] == ["The same (2)", "The same"]
        assert parts(chart, "over") == parts(chart, "step") == []
        assert chart.lines[-1] == "The worst records are shown, 3 are left out."

    def test_the_visits_of_a_council_period(self) -> None:
        report = pc.load("fredrikstad").evaluate(ROOT / "examples/fredrikstad/portfolio.json", today=TODAY)
        chart = draw(report, None, "nb")
        assert chart.records == ["Aalborg", "Rivne", "Karlskoga"]
        assert chart.rules == ["visit-quota[out]", "visit-quota[in]"]
        assert chart.lines[1] == "Periode: 01.10.2023 til og med 30.09.2027."
        assert parts(draw(report, "visit-quota[out]", "nb"), "told") == [
            ("✗ brudd: 2, skal være høyst 1",),
            ("✓ oppfylt: 1, skal være høyst 1",),
            ("✓ oppfylt: 0, skal være høyst 1",),
        ]


HOSTILE = {
    "<script>": "‹script>",
    "</script><!-- x": "‹/script>‹!-- x",
    "a < b <3": "a < b <3",
    "\u202etxet": "\N{REPLACEMENT CHARACTER}txet",
    "a\x00b\nc": "a\N{REPLACEMENT CHARACTER}b c",
    "z" * 100_000: "z" * 39 + "…",
}


def test_hostile_texts_stay_data(pack: Load) -> None:
    """Altair writes data into a script of a page as they are; there no tag may begin."""
    policy = club(pack, "require: trip_count <= 2, message: '{name} {id}'")
    clubs = [{"id": key, "name": key} for key in HOSTILE]
    trips = [{**DATA["trips"][n % 3], "id": f"{n}", "club": key, "name": key} for n, key in enumerate([*HOSTILE] * 3)]
    report = policy.evaluate({"clubs": clubs, "trips": trips}, today=TODAY)
    charts = {kind: drawn(report, kind) for kind in ("matrix", "clauses", "quota")}
    for chart in charts.values():
        data = json.dumps(chart)
        assert len(data) < 100_000
        assert not [word for word in ("<script", "</", "<!--", "\\u202e", "\\u0000") if word in data]
    assert set(charts["quota"]["facet"]["row"]["sort"]) == set(HOSTILE.values())


@settings(max_examples=100)
@given(st.lists(st.text()), st.integers(2, 30))
def test_labels_are_all_different_and_short(names: list[str], most: int) -> None:
    found = labels(names, most)
    assert len(set(found)) == len(found) == len(names)
    for label, name in zip(found, names, strict=True):
        assert label == text(name, most) or label.startswith(f"{text(name, most)} (")
        assert len(text(name, most)) <= most
        assert label.isprintable()


def wrong() -> dict[str, tuple[dict[str, Any], str]]:
    """Calls for charts that are not there, and what is said of each."""
    return {
        "no such chart": ({"kind": "matrx"}, "unknown chart `matrx`: did you mean `matrix`?"),
        "no such language": ({"lang": "de"}, "the policy has no language `de`: it has en"),
        "a rule of a matrix": ({"rule": "few-1"}, '`rule` is for the chart `quota`: plot("quota", rule="few-1")'),
        "a type of a quota": (
            {"kind": "quota", "type": "club"},
            '`type` is for the chart `matrix`: plot("matrix", type="club")',
        ),
        "no such type": ({"type": "trip"}, "nothing of the type `trip` was judged: known are `club`"),
        "no such rule": ({"kind": "quota", "rule": "fewer-1"}, "unknown rule `fewer-1`: did you mean `few-1`?"),
        "a rule that counts nothing": (
            {"kind": "quota", "rule": "few-3"},
            "`few-3` counts no records that have dates, or applies to nothing: there are `few-1`, `few-2`",
        ),
        "a rule that counts what has no date": (
            {"kind": "quota", "rule": "few-4"},
            "`few-4` counts no records that have dates, or applies to nothing: there are `few-1`, `few-2`",
        ),
        "several rules": ({"kind": "quota"}, "name the rule whose quota is drawn: there are `few-1`, `few-2`"),
    }


@pytest.mark.parametrize("name", wrong())
def test_what_cannot_be_drawn(pack: Load, name: str) -> None:
    demands = ("trip_count <= 2", "trip_count <= 3", "present(name)", "len(members) <= 2")
    report = club(pack, *(f"require: {demand}" for demand in demands)).evaluate(DATA, today=TODAY)
    options, message = wrong()[name]
    with pytest.raises(pc.InvalidCall) as caught:
        report.plot(**options)
    assert str(caught.value) == message


def test_of_nothing_nothing_is_drawn(pack: Load) -> None:
    report = club(pack, "require: trip_count <= 2").evaluate({}, today=TODAY)
    for kind in ("matrix", "clauses"):
        with pytest.raises(pc.InvalidCall, match="nothing was judged, so there is nothing to draw"):
            report.plot(kind)
    with pytest.raises(pc.InvalidCall, match="a quota is of records that have dates: no rule that applies does"):
        report.plot("quota")


def test_altair_is_not_there(report: pc.Report, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "find_spec", lambda name: None if name == "altair" else ModuleSpec(name, None))
    with pytest.raises(pc.InvalidCall) as caught:
        report.plot()
    assert str(caught.value) == "a chart needs altair: pip install 'policycheck[charts]'"
