"""SARIF: valid, and a pass nowhere but where a rule is satisfied."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import hostile
import pytest
from schemas import faults

import policycheck as pc
from policycheck.harmless import clean
from policycheck.report.formats.sarif import render
from policycheck.report.formats.sarif.messages import message

SCHEMA = "sarif-schema-2.1.0.json"


def run(text: str) -> dict[str, Any]:
    assert faults(SCHEMA, text) == []
    (found,) = json.loads(text)["runs"]
    return dict(found)


def test_the_whole_report(report: pc.Report, expected: Callable[[str, str], None]) -> None:
    text = render(report, "en", True)
    assert faults(SCHEMA, text) == []
    expected("garden.sarif", text)


def test_the_schema_refuses_what_is_not_sarif(report: pc.Report) -> None:
    """So that its silence says something."""
    text = render(report, "en", False)
    assert faults(SCHEMA, text.replace('"kind": "open"', '"kind": "maybe"', 1)) != []
    assert faults(SCHEMA, text.replace('"ruleIndex"', '"ruleNumber"', 1)) != []
    assert faults(SCHEMA, text.replace('"correlationGuid": "', '"correlationGuid": "x', 1)) != []


def test_what_each_outcome_is(report: pc.Report) -> None:
    results = run(render(report, "en", True))["results"]
    found: dict[tuple[str, str], set[tuple[str, str, bool]]] = {}
    for result, outcome in zip(results, report.outcomes, strict=True):
        own = result["properties"]
        assert (result["ruleId"], own["type"], own["subject"], own["outcome"]) == (
            outcome.rule,
            outcome.type,
            outcome.subject,
            outcome.outcome,
        )
        of = found.setdefault((outcome.outcome, own["modality"]), set())
        of.add((result["kind"], result["level"], "suppressions" in result))
    assert found == {
        ("satisfied", "must"): {("pass", "none", False)},
        ("violated", "must"): {("fail", "error", False)},
        ("violated", "default"): {("fail", "error", False)},
        ("violated", "should"): {("fail", "warning", False)},
        ("waived", "must"): {("fail", "error", True)},
        ("undetermined", "must"): {("open", "none", False)},
        ("needs_judgement", "must"): {("open", "none", False)},
        ("excepted", "default"): {("informational", "none", False)},
        ("recommended", "may"): {("informational", "none", False)},
        ("not_applicable", "default"): {("notApplicable", "none", False)},
        ("not_applicable", "should"): {("notApplicable", "none", False)},
        ("not_applicable", "may"): {("notApplicable", "none", False)},
    }


def test_findings_alone_where_all_are_not_asked_for(report: pc.Report) -> None:
    results = run(render(report, "en", False))["results"]
    assert [one["partialFingerprints"]["finding/v1"] for one in results] == [one.id for one in report.findings]


def test_the_index_of_a_result_s_rule_is_its_rule(report: pc.Report) -> None:
    found = run(render(report, "en", True))
    rules = found["tool"]["driver"]["rules"]
    assert all(rules[one["ruleIndex"]]["id"] == one["ruleId"] for one in found["results"])
    assert sorted(rule["id"] for rule in rules) == sorted(report.rulebook.item)


def test_a_waiver_is_an_accepted_suppression(report: pc.Report) -> None:
    (waived,) = (one for one in run(render(report, "en", False))["results"] if "suppressions" in one)
    assert waived["suppressions"] == [
        {
            "kind": "external",
            "status": "accepted",
            "justification": "Waived by Kari, in force from 1 January 2026, expires 1 January 2027: no reason given",
            "properties": {
                "rule": "rent-fair",
                "subject": "P-1",
                "reason": None,
                "granted_by": "Kari",
                "granted_on": "2026-01-01",
                "expires_on": "2027-01-01",
                "case_number": None,
                "outcome": "violated",
            },
        }
    ]


def test_a_row_of_a_table_in_text_is_a_line_and_of_other_files_only_told(garden: pc.Policy, tmp_path: Path) -> None:
    path = tmp_path / "parseller øst.csv"
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "plots.csv").write_text("id,rent,bees,pets\nP-1,1,false,false\nP-2,9999,false,false\n", encoding="utf-8")
    (result,) = run(render(garden.evaluate(folder), "en", False))["results"]
    place = result["locations"][0]
    assert place["physicalLocation"]["artifactLocation"]["uri"].endswith("plots.csv")
    assert place["physicalLocation"]["region"] == {"startLine": 3}
    path = tmp_path / "parseller øst.json"
    path.write_text('{"plots": [{"id": "P-2", "rent": 9999, "bees": false, "pets": false}]}', encoding="utf-8")
    (result,) = run(render(garden.evaluate(path), "en", False))["results"]
    assert result["locations"] == [
        {
            "physicalLocation": {"artifactLocation": {"uri": "parseller%20%C3%B8st.json"}},
            "logicalLocations": [{"name": "P-2", "fullyQualifiedName": "plot/P-2", "kind": "resource"}],
            "message": {"text": "parseller øst.json · row 1"},
        }
    ]


@pytest.mark.parametrize(
    ("data", "successful", "levels"),
    [
        ({"plots": [{"id": "P-1", "rent": 1, "bees": False, "pets": False}]}, True, []),
        ({"plots": [{"id": "P-1", "rent": "mye", "bees": False, "pets": False}]}, False, ["error"]),
        ({}, False, ["note"]),
    ],
)
def test_a_run_with_faults_or_without_records_is_not_successful(
    garden: pc.Policy, data: dict[str, object], successful: bool, levels: list[str]
) -> None:
    (invocation,) = run(render(garden.evaluate(data), "en", False))["invocations"]
    assert invocation["executionSuccessful"] is successful
    assert [one["level"] for one in invocation["toolExecutionNotifications"]] == levels


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("[click](javascript:alert(1))", "[click\\](javascript:alert(1))"),
        ("see [1.1] (page 2)", "see [1.1] (page 2)"),
        ("{0}", "{0}"),
        ("\u202egnp", "\N{REPLACEMENT CHARACTER}gnp"),
    ],
)
def test_a_message_has_no_links(text: str, written: str) -> None:
    assert message(text) == {"text": written}


def test_hostile_records_come_back_as_texts() -> None:
    report = hostile.report(*hostile.TEXTS)
    text = render(report, "nb", True)
    text.encode()
    results = run(text)["results"]
    asked = {one["properties"]["subject"] for one in results if one["ruleId"] == "asks"}
    assert asked == set(map(clean, hostile.KEYS))
    assert len({one["correlationGuid"] for one in results}) == len(results)
