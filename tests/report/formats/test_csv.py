"""CSV: a row a finding, nothing lost, nothing that runs."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable

import hostile
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import policycheck as pc
from policycheck.harmless import clean
from policycheck.report.formats.csv import COLUMNS, MOST, cell, render
from policycheck.report.frame import COLUMNS as FRAME


def rows(text: str) -> list[dict[str, str]]:
    assert text[0] == "\ufeff"
    return list(csv.DictReader(io.StringIO(text[1:], newline=""), strict=True))


def test_the_whole_report(report: pc.Report, expected: Callable[[str, str], None]) -> None:
    expected("garden.csv", render(report, "nb", False))


def test_lines_end_as_rfc_4180_has_it_and_a_byte_order_mark_begins(report: pc.Report) -> None:
    text = render(report, "nb", False)
    assert text.encode().startswith(b"\xef\xbb\xbfrow,id,type,subject,")
    assert re.sub("\r\n", "", text).count("\r") == 0
    assert text.endswith("\r\n")


def test_the_columns_of_a_frame_are_among_its_columns_in_their_order() -> None:
    assert [name for name in COLUMNS if name in FRAME] == list(FRAME)


def test_findings_read_as_in_a_frame(report: pc.Report) -> None:
    frame = report.to_frame("nb")
    found = [row for row in rows(render(report, "nb", False)) if row["row"] == "finding"]
    for name in FRAME:
        if name not in ("remedy", "title"):  # a waived breach needs no remedy; titles are in the reader's language
            assert [row[name] for row in found] == [one or "" for one in frame[name]], name


def test_every_outcome_has_a_row_where_all_are_asked_for(report: pc.Report) -> None:
    found = [row for row in rows(render(report, "en", True)) if row["row"] in ("finding", "outcome")]
    assert [(row["rule"], row["type"], row["subject"], row["outcome"]) for row in found] == [
        (one.rule, one.type, one.subject, one.outcome) for one in report.outcomes
    ]
    assert {row["outcome"] for row in found if row["row"] == "outcome"} == {"satisfied", "not_applicable"}


def test_input_faults_and_notes_are_rows(report: pc.Report) -> None:
    found = rows(render(report, "en", False))
    assert [
        (row["type"], row["subject"], row["column"], row["value"]) for row in found if row["row"] == "input_fault"
    ] == [
        ("plot", "P-3", "garden", "nowhere"),
        ("plot", "P-3", "rent", "mye"),
    ]
    assert [row["message"] for row in found if row["row"] == "note"] == [note.text("en") for note in report.notes]


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({}, "nothing_judged"),
        ({"plots": [{"id": "P-1", "rent": "mye"}]}, "incomplete"),
        ({"plots": [{"id": "P-1", "rent": 1, "bees": False, "pets": False}]}, "compliant"),
    ],
)
def test_the_first_row_tells_the_status_so_that_no_file_is_an_empty_pass(
    garden: pc.Policy, data: dict[str, object], status: str
) -> None:
    first, *_ = rows(render(garden.evaluate(data), "en", False))
    assert (first["row"], first["outcome"]) == ("report", status)


def test_every_row_tells_by_what_it_was_judged(report: pc.Report) -> None:
    assert {
        (row["policy"], row["version"], row["digest"], row["today"]) for row in rows(render(report, "en", True))
    } == {("garden", "2.1", report.rulebook.digest, "2026-11-01")}


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "' =1"),
        ("\r=1", "\N{REPLACEMENT CHARACTER}=1"),
        ("\n=1", "\n'=1"),
        ("  =1", "'  =1"),
        ('"=1"', '\'"=1"'),
        ("＝1", "'＝1"),
        ("a;=1", "a;'=1"),
        ('a;"=1"', 'a;\'"=1"'),
        ("a = 1 - 2", "a = 1 - 2"),
        ("a@b.no", "a@b.no"),
        ("'=1", "'=1"),
        ("\u202egnp\x00", "\N{REPLACEMENT CHARACTER}gnp\N{REPLACEMENT CHARACTER}"),
        ("1\u00a0000", "1\u00a0000"),
    ],
)
def test_what_could_run_is_a_text(text: str, written: str) -> None:
    assert cell(text) == written


@given(st.text(st.one_of(st.sampled_from("=+-@;\n\r\t\"' ＝＋－＠a1|!"), st.characters()), max_size=20))
@settings(max_examples=100)
def test_no_reader_finds_a_formula_in_a_text_and_only_apostrophes_are_added(text: str) -> None:
    found = cell(text)
    for part in re.split("[\n;]", found):
        assert not re.match(r"[\s\"]*[=+\-@＝＋－＠]", part)
    assert found.replace("'", "") == clean(text).replace("'", "")


def test_a_text_longer_than_a_cell_is_cut_and_says_so() -> None:
    assert cell("x" * MOST) == "x" * MOST
    found = cell("x" * 100_000)
    assert len(found) <= MOST
    assert found.endswith("x… (+67253)")
    assert found.index("…") + 67_253 == 100_000


def test_hostile_records_come_back_as_texts() -> None:
    report = hostile.report(*hostile.TEXTS)
    found = rows(render(report, "en", True))
    assert all(value.count("\ud800") == 0 for row in found for value in row.values())
    asked = {row["subject"] for row in found if row["rule"] == "asks"}
    assert asked == set(map(cell, hostile.KEYS))


def test_a_fault_s_own_value_does_not_run_either() -> None:
    report = hostile.policy().evaluate({"things": [{"id": "a", "amount": "=1+1"}]}, today=hostile.TODAY)
    (fault,) = (row for row in rows(render(report, "en", False)) if row["row"] == "input_fault")
    assert fault["value"] == "'=1+1"
