"""The approval examples: what they print, word for word, and the ways through the workflow that their story does not take.

`pytest tests/examples/test_approval.py --record` writes the stories anew; read the diff with care.
"""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import policycheck as pc

APPROVAL = Path(__file__).parents[2] / "examples" / "approval"
STORIES = ("with_spiff", "in_plain_python")
SUPPLIED = {
    "plan_ref": "26/3107-2",
    "activity_description": "Two workshops",
    "budget_total": 400_000,
    "involves_minors": True,
}
REJECTS = {"by": "case officer", "action": "reject", "note": "Not this year."}
APPLIES = {"by": "case officer", "action": "waiver", "rule": "funding-applied", "note": "Applies for a waiver."}


@pytest.fixture(scope="module")
def module() -> ModuleType:
    """The script with the workflow, as a module."""
    spec = importlib.util.spec_from_file_location("with_spiff", APPROVAL / "with_spiff.py")
    assert spec is not None
    assert spec.loader is not None
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


@pytest.mark.parametrize("name", STORIES)
def test_the_story_is_told_word_for_word(name: str, record: bool, tmp_path: Path) -> None:
    encoding = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    script = APPROVAL / f"{name}.py"
    ran = subprocess.run([sys.executable, script], capture_output=True, check=False, env=encoding, cwd=tmp_path)
    assert (ran.returncode, ran.stderr.decode()) == (0, "")
    expected = APPROVAL / f"{name}.txt"
    if record:
        expected.write_bytes(ran.stdout)
    assert ran.stdout == expected.read_bytes()


@pytest.mark.parametrize("name", STORIES)
def test_the_story_prints_no_digest(name: str) -> None:
    """It would be another after each change of the pack."""
    told = (APPROVAL / f"{name}.txt").read_text(encoding="utf-8")
    assert pc.load("fredrikstad").digest.removeprefix("sha256:")[:8] not in told


def test_plain_python_takes_at_most_40_lines() -> None:
    lines = (APPROVAL / "in_plain_python.py").read_text(encoding="utf-8").splitlines()
    assert len([line for line in lines if line.strip()]) <= 40


def test_the_record_says_who_decided_what_by_which_policy(module: ModuleType) -> None:
    found = module.play(module.PROJECT, module.ANSWERS)
    policy = pc.load("fredrikstad")
    assert found["decision"] == "approved"
    assert found["project"] == {"id": "P-30", "title": "Harbour Youth"}
    assert found["policy"] == {"id": policy.id, "version": policy.version, "digest": policy.digest}
    assert [(waiver["rule"], waiver["expires_on"]) for waiver in found["waivers"]] == [
        ("funding-applied", "2027-03-01")
    ]
    assert [finding["rule"] for finding in found["remaining"]] == ["risk-assessment-present"]
    assert found["assessments"] == module.ANSWERS[2][1]["assessments"]


def test_a_compliant_project_meets_nobody(module: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    around = {
        "funding_applications": [{"id": "F-1", "project": "P-30", "scheme": "Nordplus", "applied_on": "2026-10-01"}],
        "risk_assessments": [
            {"id": "R-1", "project": "P-30", "done_on": "2026-10-01", "valid_until": "2027-10-01"},
        ],
    }
    monkeypatch.setattr(module, "REGISTER", {**module.REGISTER, **around})
    found = module.play({**module.PROJECT, **SUPPLIED}, [])
    assert (found["decision"], found["remaining"], found["waivers"]) == ("approved", [], [])


def test_a_rejection_is_recorded_with_what_remains(module: ModuleType) -> None:
    found = module.play({**module.PROJECT, **SUPPLIED}, [("officer", REJECTS)])
    assert (found["decision"], found["status"]) == ("rejected", "non_compliant")
    assert found["rejected_by"] == {"by": "case officer", "reason": "Not this year."}
    assert [finding["rule"] for finding in found["remaining"]] == ["funding-applied", "risk-assessment-present"]


def test_a_refused_waiver_goes_back_to_the_officer(module: ModuleType) -> None:
    refused = {"by": "head of department", "granted": False, "note": "No."}
    found = module.play(module.PROJECT, [("officer", APPLIES), ("head", refused), ("officer", REJECTS)])
    assert (found["decision"], found["waivers"]) == ("rejected", [])


def test_a_waiver_that_cannot_be_read_waives_nothing_and_is_told(module: ModuleType) -> None:
    illegible = {**module.ANSWERS[-1][1]["waiver"], "expires_on": "next spring"}
    state = module.go_on(module.begin(module.PROJECT), "officer", APPLIES)
    report = module.data_in(module.go_on(state, "head", {"granted": True, "waiver": illegible}))["report"]
    assert ("funding-applied", "violated") in {(finding["rule"], finding["outcome"]) for finding in report["findings"]}
    assert "next spring" in report["notes"][0]


def test_an_answer_of_an_unknown_kind_is_an_error(module: ModuleType) -> None:
    with pytest.raises(Exception, match="No conditions satisfied"):
        module.go_on(module.begin(module.PROJECT), "officer", {**REJECTS, "action": "wave through"})


def test_only_who_is_asked_may_answer(module: ModuleType) -> None:
    with pytest.raises(ValueError, match="not enough values"):
        module.go_on(module.begin(module.PROJECT), "head", {"granted": True})


def test_a_technical_failure_is_an_error_and_the_step_can_be_tried_again(
    module: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreachable(case: dict[str, Any]) -> dict[str, Any]:
        raise ConnectionError("the register does not answer")

    state = module.begin(module.PROJECT)
    with monkeypatch.context() as broken:
        broken.setitem(module.OPERATIONS, "policycheck/evaluate", unreachable)
        with pytest.raises(ConnectionError):
            module.go_on(state, *module.ANSWERS[0])
    report = module.data_in(module.go_on(state, *module.ANSWERS[0]))["report"]
    assert [finding["rule"] for finding in report["findings"]] == ["funding-applied", "risk-assessment-present"]


def test_the_state_between_two_answers_is_small(module: ModuleType) -> None:
    state = module.begin(module.PROJECT)
    for who, said in module.ANSWERS:
        state = module.go_on(state, who, said)
    assert len(state) < 100_000


def test_each_step_and_flow_is_drawn() -> None:
    root = ElementTree.parse(APPROVAL / "approval.bpmn").getroot()
    model, drawing = "{http://www.omg.org/spec/BPMN/20100524/MODEL}", "{http://www.omg.org/spec/BPMN/20100524/DI}"
    process = root.find(f"{model}process")
    assert process is not None
    steps = {part.get("id") for part in process if part.get("id")}
    shapes = [shape.get("bpmnElement") for kind in ("BPMNShape", "BPMNEdge") for shape in root.iter(drawing + kind)]
    assert sorted(shapes) == sorted(steps)
