"""Findings as a table, in pandas or in polars, whichever is there."""

from __future__ import annotations

import sys
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from types import ModuleType
from typing import Any

import pytest

import policycheck as pc
from policycheck.report import frame

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


def test_a_language_that_the_policy_lacks(report: pc.Report) -> None:
    with pytest.raises(pc.InvalidCall) as caught:
        report.to_frame("de")
    assert str(caught.value) == "the policy has no language `de`: it has nb, en"


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
