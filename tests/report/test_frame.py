"""Findings as a table, in pandas or in polars, whichever is there."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from time import perf_counter
from types import ModuleType
from typing import Any

import pytest

import policycheck as pc
from policycheck.report import frame

Load = Callable[[str], pc.Policy]
COLUMNS = ["id", "type", "subject", "title", "rule", "clauses", "modality", "outcome", "message", "remedy", "missing"]


def pretend(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """As if only these modules were installed; what they are given is kept."""
    monkeypatch.setattr(frame, "find_spec", lambda name: ModuleSpec(name, None) if name in names else None)
    for name in names:
        module = ModuleType(name)
        module.DataFrame = lambda data, **options: (name, data, options)  # type: ignore[attr-defined]  # noqa: B023
        module.String = "String"  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, name, module)


def test_neither_is_there(report: pc.Report, monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(monkeypatch)
    with pytest.raises(pc.InvalidCall) as caught:
        report.to_frame()
    assert str(caught.value) == "a frame needs pandas or polars: install one of them, such as `pip install pandas`"


def test_pandas_is_asked_first(report: pc.Report, monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(monkeypatch, "polars", "pandas")
    name, data, options = report.to_frame()
    assert (name, options) == ("pandas", {"columns": COLUMNS, "dtype": "object"})
    assert list(data) == COLUMNS
    assert {len(column) for column in data.values()} == {len(report.findings)}


def test_polars_with_its_columns_declared(report: pc.Report, monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(monkeypatch, "polars")
    name, data, options = report.to_frame()
    assert (name, options) == ("polars", {"schema": dict.fromkeys(COLUMNS, "String")})
    assert list(data) == COLUMNS


def rows(frame: Any) -> dict[tuple[str, str], dict[str, object]]:
    _, data, _ = frame
    found = [dict(zip(data, values, strict=True)) for values in zip(*data.values(), strict=True)]
    return {(row["subject"], row["rule"]): row for row in found}


def test_a_row(report: pc.Report, monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(monkeypatch, "pandas")
    found = rows(report.to_frame("en"))["P-2", "neighbour-told"]
    assert found == {
        "id": "6145481d885166d7",
        "type": "plot",
        "subject": "P-2",
        "title": "Bo",
        "rule": "neighbour-told",
        "clauses": "2.2",
        "modality": "must",
        "outcome": "undetermined",
        "message": "Cannot be decided. Not stated: “Pets” and “Neighbour told”.",
        "remedy": "State “Pets” and “Neighbour told”.",
        "missing": "“Pets”; “Neighbour told”",
    }


def test_the_first_language_unless_another_is_asked_for(report: pc.Report, monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(monkeypatch, "pandas")
    at = ("P-1", "neighbour-told")
    assert rows(report.to_frame())[at]["message"] == "Naboen vet ikke om bier."
    assert rows(report.to_frame("en"))[at]["message"] == "The neighbour does not know of bees."
    assert rows(report.to_frame("en"))[at]["remedy"] is None


@pytest.mark.parametrize("wide", [False, True])
def test_a_language_that_the_policy_lacks(report: pc.Report, wide: bool) -> None:
    with pytest.raises(pc.InvalidCall) as caught:
        report.to_frame(lang="de", wide=wide)
    assert str(caught.value) == "the policy has no language `de`: it has nb, en"


def test_every_outcome_has_a_row(report: pc.Report, monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(monkeypatch, "pandas")
    found, findings = rows(report.to_frame("en", all=True)), rows(report.to_frame("en"))
    assert list(found) == [(one.subject, one.rule) for one in report.outcomes]
    assert findings == {at: row for at, row in found.items() if row["id"] is not None}
    assert found["P-2", "rent-fair"] == {
        "id": None,
        "type": "plot",
        "subject": "P-2",
        "title": "Bo",
        "rule": "rent-fair",
        "clauses": "1.1",
        "modality": "must",
        "outcome": "satisfied",
        "message": None,
        "remedy": None,
        "missing": "",
    }


def test_the_wide_frame_whole(report: pc.Report, monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule that is not in force, and one of another type, has nothing."""
    pretend(monkeypatch, "polars")
    _, data, options = report.to_frame(wide=True)
    assert data == {
        "type": ["garden", "garden", "plot", "plot", "plot"],
        "key": ["G-1", "G-2", "P-1", "P-2", "P-3"],
        "title": ["Solsiden", "G-2", "Åse", "Bo", "P-3"],
        "status": ["non_compliant", "needs_judgement", "non_compliant", "incomplete", "non_compliant"],
        "rent-fair": [None, None, "waived", "satisfied", "undetermined"],
        "let-in-season": [None, None, "not_applicable", "excepted", "violated"],
        "organic": [None, None, "not_applicable", "violated", "not_applicable"],
        "neighbour-told": [None, None, "violated", "undetermined", "undetermined"],
        "grants-there-are": [None, None, "recommended", "not_applicable", "not_applicable"],
        "old-rule": [None, None, None, None, None],
        "pleasant": ["violated", "needs_judgement", None, None, None],
    }
    assert options == {"schema": dict.fromkeys(data, "String")}


def test_the_wide_frame_is_the_same_in_every_language_and_holds_every_outcome(report: pc.Report) -> None:
    found = report.to_frame("en", wide=True, all=True)
    assert found.equals(report.to_frame(wide=True))
    assert found.iloc[:, 4:].count().sum() == len(report.outcomes)


def test_of_nothing_there_are_columns(garden: pc.Policy, monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(monkeypatch, "pandas")
    report = garden.evaluate({}, today=date(2026, 11, 1))
    for found in (report.to_frame(), report.to_frame(all=True)):
        assert rows(found) == {}
        assert list(found[1]) == COLUMNS
    _, data, _ = report.to_frame(wide=True)
    assert data["type"] == []
    assert list(data)[4:] == [item.id for item in garden.rulebook.every_item]


ODD = """
policy: {id: odd, title: Odd, version: "1", languages: [en]}
text: [{id: "1", force: must, en: One.}]
records: {thing: {title: name, fields: {name: text}}}
rules: [{id: status, clauses: ["1"], about: thing, modality: must, require: 'name == "a"', message: "{name} & {id}"}]
"""
HOSTILE = ["</script>", "\u202etxet", "a\x00b\x1b[2J", '=HYPERLINK("x")', "x" * 100_000]


@pytest.mark.parametrize("library", ["pandas", "polars"])
@pytest.mark.parametrize("wide", [False, True])
def test_hostile_texts_are_data(pack: Load, monkeypatch: pytest.MonkeyPatch, library: str, wide: bool) -> None:
    pytest.importorskip(library)
    monkeypatch.setattr(frame, "find_spec", lambda name: ModuleSpec(name, None) if name == library else None)
    report = pack(ODD).evaluate({"things": [{"id": text, "name": text} for text in HOSTILE]})
    found = report.to_frame(wide=wide)
    assert sorted(found["key" if wide else "subject"]) == sorted(found["title"]) == sorted(HOSTILE)
    if wide:
        assert list(found["status"]) == ["non_compliant"] * len(HOSTILE)
        assert list(found["rule status"]) == ["violated"] * len(HOSTILE)
    else:
        assert sorted(found["message"]) == sorted(f"{text} & {text}" for text in HOSTILE)


def test_ten_thousand_records_are_quick(pack: Load) -> None:
    """By far: what is held is a cell of a list for each outcome, no object."""
    rules = "".join(
        f'\n  - {{id: r{n}, clauses: ["1"], about: thing, modality: must, require: present(name)}}' for n in range(40)
    )
    policy = pack(ODD[: ODD.index("rules:")] + f"rules:{rules}\n")
    report = policy.evaluate({"things": [{"id": f"{n}", "name": "a"} for n in range(10_000)]})
    begun = perf_counter()
    found = report.to_frame(wide=True)
    assert perf_counter() - begun < 3
    assert found.shape == (10_000, 44)


@pytest.mark.skipif(not find_spec("pandas"), reason="pandas is not installed")
def test_pandas_itself(report: pc.Report) -> None:
    found = report.to_frame("en")
    assert list(found.columns) == COLUMNS
    assert len(found) == len(report.findings)


@pytest.mark.skipif(not find_spec("polars") or bool(find_spec("pandas")), reason="polars alone is not installed")
def test_polars_itself(report: pc.Report) -> None:
    found = report.to_frame("en")
    assert list(found.columns) == COLUMNS
    assert len(found) == len(report.findings)
