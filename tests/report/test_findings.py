"""What a finding rests on: the decisions of people, what was read, what is missing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

import policycheck as pc

TODAY = date(2026, 11, 1)
PACK = """
policy: {id: finds, title: Finds, version: "1", languages: [en]}
text:
  - {id: "1", force: must, en: Must}
  - {id: "2", force: discretionary, en: Judge}
records:
  thing:
    title: name
    fields:
      name: text
      size: integer
      flag: boolean
      left: integer
      right: integer
      agreed: text
      next: {type: ref, to: thing, inverse: before}
parameters:
  least: {type: integer, value: 1, assumption: It is assumed.}
  most: {type: integer, value: 9}
derive:
  thing:
    large: size > param.least
    chosen: left if flag else right
rules:
  - id: bound
    clauses: ["1"]
    about: thing
    modality: must
    for: {end: [low, high]}
    when: present(size)
    require: size >= param.least and size <= param.most
    unless: [{if: present(agreed), because: "{agreed}"}]
  - {id: next-large, clauses: ["1"], about: thing, modality: must, when: present(next), require: next.large}
  - {id: choice, clauses: ["1"], about: thing, modality: must, when: present(name), require: chosen > 0}
  - id: agreed-or-next
    clauses: ["1"]
    about: thing
    modality: must
    when: present(agreed)
    require: left > 0
    unless: [{if: present(agreed), because: "Agreed."}]
judgements:
  - {id: fine, clauses: ["2"], about: thing, when: flag, question: "Fine?"}
"""


@pytest.fixture
def policy(pack: Callable[[str], pc.Policy]) -> pc.Policy:
    return pack(PACK)


def found(policy: pc.Policy, rule: str, key: str = "t", **data: object) -> pc.Finding:
    report = policy.evaluate(data, today=TODAY)
    return next(one for one in report.for_("thing", key).findings if one.rule == rule)


def assessment(answer: str, on: str, until: str = "2027-01-01", **more: object) -> dict[str, object]:
    return {"judgement": "fine", "subject": "t", "answer": answer, "on": on, "valid_until": until, **more}


@pytest.mark.parametrize(
    ("assessments", "outcome"),
    [
        pytest.param(
            [assessment("yes", "2026-01-01"), assessment("no", "2026-02-01")], "violated", id="the latest: no"
        ),
        pytest.param(
            [assessment("no", "2026-01-01"), assessment("yes", "2026-02-01")], "satisfied", id="the latest: yes"
        ),
        pytest.param([assessment("yes", "2026-01-01"), assessment("no", "2026-01-01")], "violated", id="one day: no"),
        pytest.param(
            [assessment("no", "2026-01-01"), assessment("yes", "2026-01-01")], "violated", id="one day, turned"
        ),
        pytest.param([assessment("yes", "2026-11-01")], "satisfied", id="on the day itself"),
        pytest.param([assessment("yes", "2026-11-02")], "needs_judgement", id="on a later day"),
        pytest.param([assessment("yes", "2026-01-01", "2026-11-02")], "satisfied", id="until tomorrow"),
        pytest.param([assessment("yes", "2026-01-01", "2026-11-01")], "needs_judgement", id="until today"),
        pytest.param(
            [assessment("no", "2026-10-01", "2026-11-01"), assessment("yes", "2026-01-01")],
            "satisfied",
            id="one has lapsed",
        ),
        pytest.param([{**assessment("yes", "2026-01-01"), "subject": "u"}], "needs_judgement", id="of another record"),
    ],
)
def test_assessments(policy: pc.Policy, assessments: list[dict[str, object]], outcome: str) -> None:
    things = [{"id": "t", "flag": True}, {"id": "u"}]
    report = policy.evaluate({"things": things, "assessments": assessments}, today=TODAY)
    assert {(one.rule, one.subject): one.outcome for one in report.outcomes}["fine", "t"] == outcome


def test_a_lapsed_assessment_is_noted_unless_another_holds(policy: pc.Policy) -> None:
    lapsed, holds = assessment("yes", "2026-01-01", "2026-02-01"), assessment("yes", "2026-03-01")
    things = [{"id": "t", "flag": True}]
    told = "The assessment of fine for t does not hold on 2026-11-01: it runs from 2026-01-01 until 2026-02-01."
    for assessments, notes in (([lapsed], [told]), ([lapsed, holds], [])):
        report = policy.evaluate({"things": things, "assessments": assessments}, today=TODAY)
        assert [note.text("en") for note in report.notes] == notes


def test_a_no_says_by_whom_and_why(policy: pc.Policy) -> None:
    things = [{"id": "t", "flag": True}]
    bare = found(policy, "fine", things=things, assessments=[assessment("no", "2026-01-01")])
    assert bare.message == {"en": "Judged no: Fine? Assessed by unknown, 1 January 2026: no reason given"}
    full = assessment("no", "2026-01-01", by="Kari", reason="Too loud.")
    assert found(policy, "fine", things=things, assessments=[full]).message == {
        "en": "Judged no: Fine? Assessed by Kari, 1 January 2026: Too loud."
    }


@pytest.mark.parametrize(
    ("rule", "since", "until", "outcomes"),
    [
        pytest.param("bound[low]", "2026-11-01", "2026-11-02", ["violated", "waived"], id="one rule of a family"),
        pytest.param("bound", "2026-11-01", "2026-11-02", ["waived", "waived"], id="the whole family"),
        pytest.param("bound", "2026-11-02", "2027-11-02", ["violated", "violated"], id="from tomorrow"),
        pytest.param("bound", "2025-11-02", "2026-11-01", ["violated", "violated"], id="until today"),
    ],
)
def test_waivers(policy: pc.Policy, rule: str, since: str, until: str, outcomes: list[str]) -> None:
    waiver = {"rule": rule, "subject": "t", "granted_on": since, "expires_on": until}
    report = policy.evaluate({"things": [{"id": "t", "size": 50, "flag": False}], "waivers": [waiver]}, today=TODAY)
    assert [one.outcome for one in report.findings] == outcomes
    for one in report.findings:
        assert (one.waiver is None) == (one.outcome == "violated")
        assert one.waiver is None or one.waiver["outcome"] == "violated"


def test_assumptions_are_the_parameters_that_have_one(policy: pc.Policy) -> None:
    assert found(policy, "bound[low]", things=[{"id": "t", "size": 50}]).assumptions == ("least",)


def test_evidence_is_of_the_subject_alone(policy: pc.Policy) -> None:
    things = [{"id": "t", "next": "u", "size": 7}, {"id": "u", "size": 0}]
    assert found(policy, "next-large", things=things).evidence == {"next": "u"}
    own = found(policy, "choice", things=[{"id": "t", "name": "T", "flag": True, "left": 0}])
    assert own.evidence == {"name": "T", "flag": True, "left": 0, "right": None, "chosen": 0}


def test_another_record_of_the_same_type_is_named(policy: pc.Policy) -> None:
    finding = found(policy, "next-large", things=[{"id": "t", "next": "u"}, {"id": "u", "name": "U"}])
    assert finding.missing == (("thing", "u", "size"),)
    assert finding.message == {"en": "Cannot be decided. Not stated: “size” of U."}


@pytest.mark.parametrize(
    ("thing", "missing"),
    [
        ({"flag": True, "right": 1}, ["left"]),
        ({"flag": False, "left": 1}, ["right"]),
        ({"left": 1, "right": 2}, ["flag"]),
        ({"left": 1}, ["flag", "right"]),
        ({}, ["flag", "left", "right"]),
    ],
)
def test_a_choice_lacks_only_what_may_be_chosen(
    policy: pc.Policy, thing: dict[str, object], missing: list[str]
) -> None:
    finding = found(policy, "choice", things=[{"id": "t", "name": "T", **thing}])
    assert [field for _, _, field in finding.missing] == missing


def test_only_what_is_undetermined_lacks_something(policy: pc.Policy) -> None:
    finding = found(policy, "agreed-or-next", things=[{"id": "t", "agreed": "yes"}])
    assert (finding.outcome, finding.missing, finding.remedy) == ("excepted", (), None)
    assert finding.message == {"en": "Exception: Agreed."}
