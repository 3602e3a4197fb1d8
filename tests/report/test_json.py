"""The report's JSON: every key in its place, the same bytes for the same input."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

import policycheck as pc

HERE = Path(__file__).parent
TODAY = date(2026, 11, 1)

KEYS = {
    "report": "schema policy today engine parameters status counts subjects findings outcomes input_faults notes",
    "policy": "id version title digest",
    "counts": "records outcomes",
    "subject": "type key title status",
    "finding": "id rule clauses modality type subject outcome message remedy recommendations missing evidence"
    " assumptions waiver",
    "missing": "type key field",
    "recommendation": "key message",
    "waiver": "rule subject reason granted_by granted_on expires_on case_number outcome",
    "outcome": "rule type subject outcome",
    "input_fault": "type key column value message file sheet row cell",
}


def test_the_whole_report(report: pc.Report, expected: Callable[[str, str], None]) -> None:
    text, digests = re.subn(r"sha256:[0-9a-f]{64}", "sha256:…", report.to_json(all=True))
    assert digests == 1
    expected("garden.json", text)


def test_keys_and_their_order(report: pc.Report) -> None:
    found = report.to_dict(all=True)

    def keys(value: dict[str, object]) -> str:
        return " ".join(value)

    assert keys(found) == KEYS["report"]
    assert keys(found["policy"]) == KEYS["policy"]
    assert keys(found["counts"]) == KEYS["counts"]
    assert {keys(one) for one in found["subjects"]} == {KEYS["subject"]}
    assert {keys(one) for one in found["findings"]} == {KEYS["finding"]}
    assert {keys(one) for finding in found["findings"] for one in finding["missing"]} == {KEYS["missing"]}
    assert {keys(one) for finding in found["findings"] for one in finding["recommendations"]} == {
        KEYS["recommendation"]
    }
    assert {keys(finding["waiver"]) for finding in found["findings"] if finding["waiver"]} == {KEYS["waiver"]}
    assert {keys(one) for one in found["outcomes"]} == {KEYS["outcome"]}
    assert {keys(one) for one in found["input_faults"]} == {KEYS["input_fault"]}


def test_outcomes_are_there_only_when_asked_for(report: pc.Report) -> None:
    assert "outcomes" not in report.to_dict()
    assert len(report.to_dict(all=True)["outcomes"]) == len(report.outcomes) == 17


def test_findings_are_every_outcome_but_the_quiet_ones(report: pc.Report) -> None:
    loud = [one for one in report.outcomes if one.outcome not in ("satisfied", "not_applicable")]
    assert [(one.rule, one.type, one.subject, one.outcome) for one in report.findings] == [
        (one.rule, one.type, one.subject, one.outcome) for one in loud
    ]
    assert [(one.type, one.subject, one.rule) for one in report.findings] == sorted(
        (one.type, one.subject, one.rule) for one in report.findings
    )


def test_the_same_input_gives_the_same_bytes(garden: pc.Policy, report: pc.Report) -> None:
    again = pc.load(HERE / "packs" / "garden.yaml").evaluate(HERE / "packs" / "garden-data.json", today=TODAY)
    assert again.to_json(all=True) == report.to_json(all=True)


@pytest.mark.parametrize("seed", ["1", "4711"])
def test_another_process_gives_the_same_bytes(report: pc.Report, seed: str) -> None:
    program = (
        "import sys, datetime, policycheck as pc\n"
        f"report = pc.load(r'{HERE / 'packs' / 'garden.yaml'}').evaluate("
        f"r'{HERE / 'packs' / 'garden-data.json'}', today=datetime.date(2026, 11, 1))\n"
        "sys.stdout.buffer.write(report.to_json(all=True).encode())"
    )
    found = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, env={**os.environ, "PYTHONHASHSEED": seed}
    )
    assert found.stdout == report.to_json(all=True).encode()


def test_the_order_of_the_rows_does_not_matter(garden: pc.Policy, report: pc.Report) -> None:
    data = json.loads((HERE / "packs" / "garden-data.json").read_text(encoding="utf-8"))
    turned = garden.evaluate({name: list(reversed(rows)) for name, rows in reversed(data.items())}, today=TODAY)
    assert turned.to_dict()["findings"] == report.to_dict()["findings"]
    assert turned.to_dict()["subjects"] == report.to_dict()["subjects"]


def test_ids_of_findings_stay_while_rule_and_record_do(garden: pc.Policy, report: pc.Report) -> None:
    ids = {(one.rule, one.subject): one.id for one in report.findings}
    assert len(set(ids.values())) == len(ids)
    assert ids["rent-fair", "P-1"] == "ece3fcfd618d6bc2"
    later = garden.evaluate(
        {"plots": [{"id": "P-1", "rent": 9000}, {"id": "P-0", "rent": 9000}]}, today=date(2027, 5, 1)
    )
    assert {one.subject: one.id for one in later.findings if one.rule == "rent-fair"}["P-1"] == "ece3fcfd618d6bc2"


def test_what_is_handed_out_can_be_changed_without_harm(report: pc.Report) -> None:
    before = report.to_json(all=True)
    found = report.to_dict(all=True)
    found["counts"]["outcomes"]["violated"] = 0
    found["subjects"].clear()
    for finding in found["findings"]:
        finding["message"].clear()
        finding["evidence"].clear()
        for one in finding["recommendations"]:
            one["message"].clear()
    assert report.to_json(all=True) == before


def test_half_a_character_is_escaped(garden: pc.Policy, tmp_path: Path) -> None:
    path = tmp_path / "broken.json"
    path.write_text('{"plots": [{"id": "P-1", "tenant": "a\\ud800b", "\\udfff": 1}]}', encoding="utf-8")
    text = garden.evaluate(path, today=TODAY).to_json()
    assert text.encode()
    assert json.loads(text)["input_faults"][0]["value"] == "a\ud800b"


def test_on_one_line(report: pc.Report) -> None:
    text = report.to_json(indent=None)
    assert text.count("\n") == 1
    assert json.loads(text) == report.to_dict()


def test_a_title_for_all_languages_is_written_out(pack: Callable[[str], pc.Policy]) -> None:
    policy = pack(
        "policy: {id: one, title: All, version: '1', languages: [nb, en]}\nrecords: {thing: {fields: {x: text}}}\n"
    )
    assert policy.evaluate({}).to_dict()["policy"]["title"] == {"nb": "All", "en": "All"}
