"""Things that come in by a side door: flags as facts, a waiver for a judgement, a table object in place of rows."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import policycheck as pc

PACK = """
policy: {id: side, title: Side, version: "1", languages: [nb, en]}
text: [{id: a, force: must, nb: A., en: A.}]
records: {thing: {fields: {n: integer, odd: boolean}}}
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
