"""Things that come in by a side door: flags as facts, a waiver for a judgement, a misspelt list, a replaced parameter."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import policycheck as pc

PACK = """
policy: {id: side, title: Side, version: "1", languages: [nb, en]}
text: [{id: a, force: must, nb: A., en: A.}]
records: {thing: {fields: {n: integer, odd: boolean}}}
parameters:
  most: {type: money, value: 1500, assumption: "Fifteen hundred is assumed."}
  where: {type: list, of: text, value: [SE, DK]}
  when: {type: period, value: {from: 2026-01-01, until: 2027-01-01}}
derive: {thing: {signs: {big: n > 3, odd: odd}}}
judgements: [{id: asked, clauses: [a], about: thing, question: "Ok?", facts: {signs: signs}}]
"""


@pytest.fixture
def policy(tmp_path: Path) -> pc.Policy:
    path = tmp_path / "side.yaml"
    path.write_text(PACK, encoding="utf-8")
    return pc.load(path)


def test_flags_as_facts_are_an_object(policy: pc.Policy) -> None:
    (finding,) = policy.evaluate({"things": [{"id": "x", "n": 1}]}).to_dict()["findings"]
    assert finding["evidence"] == {"signs": {"big": False, "odd": None}}


def test_a_waiver_for_a_judgement_is_told_what_a_judgement_needs(policy: pc.Policy) -> None:
    waiver = {"rule": "asked", "subject": "x", "granted_on": "2026-01-01", "expires_on": "2027-01-01"}
    report = policy.evaluate({"things": [{"id": "x"}], "waivers": [waiver]}, today=date(2026, 6, 1))
    assert [note.text("en") for note in report.notes] == [
        "A waiver names the judgement `asked`; a judgement is answered by an assessment, not waived."
    ]
    assert [finding.outcome for finding in report.findings] == ["needs_judgement"]


class Table:
    """As a frame is: going through it gives its columns, and it is neither true nor false."""

    columns = ("id", "n")

    def __iter__(self) -> object:
        return iter(self.columns)

    def __bool__(self) -> bool:
        raise ValueError("neither true nor false")

    def __str__(self) -> str:
        return "a table"


def test_a_table_in_place_of_rows_is_an_input_fault(policy: pc.Policy) -> None:
    report = policy.evaluate({"things": Table()})
    (fault,) = report.input_faults
    assert (fault.type, fault.value, fault.message) == ("thing", "a table", "must be a list of records")
    assert report.status == "nothing_judged"


@pytest.mark.parametrize("plural", ["thngs", "thing"])
def test_a_misspelt_list_is_never_compliant(policy: pc.Policy, plural: str) -> None:
    yes = {"judgement": "asked", "subject": "x", "answer": "yes", "on": "2026-01-01", "valid_until": "2027-01-01"}
    data = {"things": [{"id": "x", "n": 1}], "assessments": [yes]}
    assert policy.evaluate(data, today=date(2026, 6, 1)).status == "compliant"
    report = policy.evaluate({**data, plural: [{"id": "y"}]}, today=date(2026, 6, 1))
    assert report.status == "incomplete"
    assert [(fault.value, fault.message) for fault in report.input_faults] == [
        (plural, "is not a record type and was not read; did you mean `things`?")
    ]
    assert [note.text("en") for note in report.notes] == [
        f"The unknown record type `{plural}` was not read. Did you mean `things`?"
    ]
    assert not policy.evaluate({**data, plural: []}, today=date(2026, 6, 1)).input_faults
    assert not policy.evaluate({**data, "unlike": [{}]}, today=date(2026, 6, 1)).input_faults
    with pytest.raises(pc.InvalidRecords, match="did you mean `things`"):
        policy.evaluate({**data, plural: [{"id": "y"}]}, strict=True)


def test_what_the_caller_sets_is_noted(policy: pc.Policy) -> None:
    given = {"most": "2 000,50", "where": ["RU"], "when": "2025-01-01/"}
    report = policy.evaluate({"things": [{"id": "x"}]}, today=date(2026, 6, 1), parameters=given)
    assert [note.text("en") for note in report.notes] == [
        "The parameter most is set to 2000.5 for this report; the policy has 1500.",
        "The parameter where is set to RU for this report; the policy has SE; DK.",
        "The parameter when is set to 2025-01-01/ for this report; the policy has 2026-01-01/2027-01-01.",
    ]
    assert not policy.evaluate({"things": []}, today=date(2026, 6, 1), parameters={"most": 1500}).notes[1:]


def test_an_unquoted_number_that_may_be_thousands_is_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "side.yaml"
    path.write_text(PACK.replace("value: 1500", "value: 1.500"), encoding="utf-8")
    with pytest.raises(pc.InvalidPack, match="this cannot be read as money"):
        pc.load(path)
    path.write_text(PACK.replace("value: 1500", "value: 0.125"), encoding="utf-8")
    assert pc.load(path).parameters["most"]


@pytest.mark.parametrize("name", ["blank.json", "blank.yaml"])
def test_an_empty_file_among_others_is_told(policy: pc.Policy, tmp_path: Path, name: str) -> None:
    whole, blank = tmp_path / "things.json", tmp_path / name
    whole.write_text('{"things": [{"id": "x"}]}', encoding="utf-8")
    blank.write_text(" \n", encoding="utf-8")
    report = policy.evaluate([whole, blank])
    assert [(fault.place.file, fault.message) for fault in report.input_faults] == [(name, "the file is empty")]
    assert report.status == "incomplete"
