"""JUnit: what build servers read; a green build means compliant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import hostile
import pyarrow
import pytest
from junitparser import JUnitXml
from schemas import xml_faults

import policycheck as pc
from policycheck.cli.judging import exit_code
from policycheck.report.formats.junit import render

FAILING = frozenset(("violation", "undetermined", "judgement"))
"""What `check` fails on by default."""


def read(text: str, tmp_path: Path) -> JUnitXml:
    path = tmp_path / "report.xml"
    path.write_bytes(text.encode())
    return JUnitXml.fromfile(str(path))


def test_the_whole_report(report: pc.Report, expected: Callable[[str, str], None]) -> None:
    text = render(report, "en", False)
    assert xml_faults(text) == []
    expected("garden.junit.xml", text)


def test_every_outcome_is_a_testcase_whether_all_are_asked_for_or_not(report: pc.Report) -> None:
    assert render(report, "en", True) == render(report, "en", False)
    cases = list(ET.fromstring(render(report, "en", False)).iter("testcase"))
    assert [(case.get("classname"), case.get("name")) for case in cases[3:]] == [
        (f"{one.type}.{one.subject}", one.rule) for one in report.outcomes
    ]


def test_what_a_reader_makes_of_each_outcome(report: pc.Report, tmp_path: Path) -> None:
    """By junitparser, a reader of its own."""
    (suite,) = read(render(report, "en", False), tmp_path)
    modality = {item.id: item.modality for items in report.rulebook.items.values() for item in items}
    results: dict[tuple[str, bool], set[tuple[str, str]]] = {}
    for case, outcome in zip(list(suite)[3:], report.outcomes, strict=True):
        found = {(type(one).__name__, one.type) for one in case.result} or {("pass", "")}
        results.setdefault((outcome.outcome, modality[outcome.rule] == "should"), set()).update(found)
    assert results == {
        ("satisfied", False): {("pass", "")},
        ("violated", False): {("Failure", "violated")},
        ("violated", True): {("Skipped", "recommendation")},
        ("undetermined", False): {("Failure", "undetermined")},
        ("needs_judgement", False): {("Failure", "needs_judgement")},
        ("excepted", False): {("Skipped", "excepted")},
        ("waived", False): {("Skipped", "waived")},
        ("recommended", False): {("Skipped", "recommended")},
        ("not_applicable", False): {("Skipped", "not_applicable")},
        ("not_applicable", True): {("Skipped", "not_applicable")},
    }


def test_counts_are_those_of_the_testcases(report: pc.Report) -> None:
    suites = ET.fromstring(render(report, "en", False))
    (suite,) = suites
    found = Counter(part.tag for case in suite.iter("testcase") for part in case)
    assert (suite.get("tests"), suite.get("failures"), suite.get("errors"), suite.get("skipped")) == (
        str(len(list(suite.iter("testcase")))),
        str(found["failure"]),
        str(found["error"]),
        str(found["skipped"]),
    )
    assert [suites.get(name) for name in ("tests", "failures", "errors")] == [
        suite.get(name) for name in ("tests", "failures", "errors")
    ]


QUIET = {"id": "P-1", "rent": 1, "bees": False, "pets": False}


@pytest.mark.parametrize(
    ("data", "status", "result", "code"),
    [
        ({"plots": [QUIET]}, "compliant", None, 0),
        ({"plots": [{**QUIET, "organic": False}]}, "compliant", None, 0),
        ({"plots": [{**QUIET, "rent": 9_999}]}, "non_compliant", "failure", 1),
        ({"plots": [{**QUIET, "rent": None}]}, "incomplete", "failure", 3),
        ({"plots": [{**QUIET, "rent": "mye"}]}, "incomplete", "failure", 2),
        ({"gardens": [{"id": "G-1", "name": "Sol"}]}, "needs_judgement", "failure", 3),
        ({}, "nothing_judged", "error", 2),
    ],
)
def test_the_build_is_green_where_the_exit_code_is_zero_and_nowhere_else(
    garden: pc.Policy, data: dict[str, object], status: str, result: str | None, code: int
) -> None:
    report = garden.evaluate(data)
    assert (report.status, exit_code(report, FAILING)) == (status, code)
    suites = ET.fromstring(render(report, "nb", False))
    (case,) = (case for case in suites.iter("testcase") if case.get("name") == "status")
    assert [part.tag for part in case] == ([result] if result else [])
    assert (suites.get("failures") == suites.get("errors") == "0") is (code == 0)


def test_a_sample_of_many_is_no_pass_though_what_it_tells_is(garden: pc.Policy) -> None:
    plots = pyarrow.Table.from_pylist([{**QUIET, "organic": False}, {**QUIET, "id": "P-2", "rent": 9_999}])
    tables = {"plots": plots, "gardens": None, "waivers": None, "assessments": None}
    report = garden.evaluate_tables(tables, today=date(2026, 11, 1)).report(1)
    assert [(one.rule, one.modality) for one in report.findings] == [("organic", "should")]
    suites = ET.fromstring(render(report, "en", False))
    failing = [case.get("name") for case in suites.iter("testcase") if case.find("failure") is not None]
    assert (failing, suites.get("failures")) == (["status"], "1")


def test_hostile_records_come_back_and_stay_apart(tmp_path: Path) -> None:
    report = hostile.report(*hostile.TEXTS)
    text = render(report, "nb", False)
    assert xml_faults(text) == []
    (suite,) = read(text, tmp_path)
    cases = list(suite)
    assert len({(case.classname, case.name) for case in cases}) == len(cases) == 1 + 25 + len(report.outcomes)
    assert f"thing.{hostile.TEXTS[0]}" in {case.classname for case in cases}


def test_keys_that_differ_in_what_is_not_seen_have_names_of_their_own() -> None:
    report = hostile.report("a\u200bb", "a\u200cb")
    names = {case.get("classname") for case in ET.fromstring(render(report, "nb", False)).iter("testcase")}
    assert len({name for name in names if name and name.startswith("thing.")}) == 2
