"""Generated packs and records in every format: it parses, is valid, loses nothing, and passes nothing that is open."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from generator import TAPE, Tape, data, policy, rules
from hypothesis import given, settings
from hypothesis import strategies as st
from schemas import faults, xml_faults

import policycheck as pc
from policycheck.report.formats import renderer
from policycheck.report.report import Report

PACKS = Path(__file__).parent.parent / "packs"
FORMATS = ("csv", "junit", "sarif", "oscal", "markdown")


def _csv(text: str) -> tuple[Counter[str], int]:
    rows = list(csv.DictReader(io.StringIO(text[1:], newline=""), strict=True))
    judged = [row for row in rows if row["row"] in ("finding", "outcome")]
    return Counter(row["outcome"] for row in judged), sum(row["outcome"] == "satisfied" for row in judged)


def _junit(text: str) -> tuple[Counter[str], int]:
    assert xml_faults(text) == []
    cases = [case for case in ET.fromstring(text).iter("testcase") if case.get("name") != "status"]
    cases = [case for case in cases if case.find("error") is None]
    types = Counter(part.get("type", "") for case in cases for part in case)
    types["violated"] += types.pop("recommendation", 0)
    passes = sum(len(case) == 0 for case in cases)
    return +(types + Counter(satisfied=passes)), passes


def _sarif(text: str) -> tuple[Counter[str], int]:
    assert faults("sarif-schema-2.1.0.json", text) == []
    results: list[dict[str, Any]] = json.loads(text)["runs"][0]["results"]
    assert all(one["level"] == "none" for one in results if one["kind"] != "fail")
    assert {one["properties"]["outcome"] for one in results if one["kind"] == "open"} <= {
        "undetermined",
        "needs_judgement",
    }
    return Counter(one["properties"]["outcome"] for one in results), sum(one["kind"] == "pass" for one in results)


def _oscal(text: str) -> tuple[Counter[str], int]:
    assert faults("oscal_assessment-results_schema.json", text) == []
    result: dict[str, Any] = json.loads(text)["assessment-results"]["results"][0]
    outcomes = [
        next(prop["value"] for prop in one["props"] if prop["name"] == "outcome")
        for one in result.get("observations", ())
    ]
    states = [one["target"]["status"]["state"] for one in result.get("findings", ())]
    return Counter(outcomes), states.count("satisfied")


READ: dict[str, Callable[[str], tuple[Counter[str], int]]] = {
    "csv": _csv,
    "junit": _junit,
    "sarif": _sarif,
    "oscal": _oscal,
}
"""How often each outcome stands in a format, and how many passes there are."""


@given(st.binary(min_size=TAPE, max_size=TAPE), st.booleans())
@settings(max_examples=15)
def test_every_outcome_stands_in_it_and_only_what_is_satisfied_passes(tape_bytes: bytes, every: bool) -> None:
    tape = Tape(tape_bytes)
    report = policy(rules(tape)).evaluate(data(tape), today=date(2025, 6, 15))
    all_, loud = (Counter(one.outcome for one in found) for found in (report.outcomes, report.findings))
    for name, read in READ.items():
        known = all_ if every or name == "junit" else loud
        assert read(_written(name, report, every)) == (known, known["satisfied"]), name
    lines = _written("markdown", report, False).split("\n")
    told = [line for line in lines if re.match(r"- (?:[✗!?◆–]|\\\+) .*`", line)]
    assert len(told) == len(report.findings)


def _written(name: str, report: Report, every: bool) -> str:
    text = report.render(name, all=every)
    assert isinstance(text, str)
    return text


def test_a_report_is_rendered_in_the_language_asked_for_in_one_that_is_known(report: pc.Report) -> None:
    assert report.render("markdown", lang="en") == renderer("markdown")(report, "en", False)
    assert report.render("json", all=True) == report.to_json(all=True)
    assert report.render("html", lang="en") == report.to_html(lang="en")
    with pytest.raises(pc.InvalidCall, match=r"^unknown format `sarf`: did you mean `sarif`[?]$"):
        report.render("sarf")
    with pytest.raises(pc.InvalidCall, match=r"^the policy has no language `sv`: it has nb, en$"):
        report.render("csv", lang="sv")


def test_the_same_input_gives_the_same_bytes_in_another_process(report: pc.Report) -> None:
    program = (
        "import sys, datetime, policycheck as pc\n"
        "from policycheck.report.formats import renderer\n"
        f"report = pc.load(r'{PACKS / 'garden.yaml'}').evaluate("
        f"r'{PACKS / 'garden-data.json'}', today=datetime.date(2026, 11, 1))\n"
        f"sys.stdout.buffer.write(''.join(renderer(name)(report, 'nb', True) for name in {FORMATS}).encode())"
    )
    found = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, env={**os.environ, "PYTHONHASHSEED": "4711"}
    )
    assert found.stdout == "".join(_written(name, report, True) for name in FORMATS).encode()


@pytest.mark.parametrize("format", FORMATS)
def test_a_pack_without_translations_is_told_in_the_language_it_has(
    format: str, pack: Callable[[str], pc.Policy]
) -> None:
    policy = pack(
        'policy: {id: mono, title: Mono, version: "1", languages: [en]}\n'
        "text: [{id: a, force: must, en: All must be well.}]\n"
        "records: {thing: {fields: {ok: boolean}}}\n"
        "rules: [{id: well, clauses: [a], about: thing, modality: must, require: ok}]\n"
    )
    text = renderer(format)(policy.evaluate({"things": [{"id": "x", "ok": False}]}), "en", True)
    assert isinstance(text, str)
    assert "All must be well." in text
    assert renderer(format)(policy.evaluate({"things": [{"id": "x", "ok": False}]}), "en", False)
