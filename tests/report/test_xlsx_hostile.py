"""Workbooks made of texts that nobody should write, and of what no cell can hold."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

import policycheck as pc
from policycheck.records.headings import Words
from policycheck.report.formats import renderer
from policycheck.report.formats.xlsx import copy
from policycheck.report.formats.xlsx.cells import MOST_CHARACTERS, fitted
from policycheck.report.formats.xlsx.names import Names

TODAY = date(2026, 11, 1)
PACK = """
policy: {id: p, title: "=1+1 <b>", version: "1", languages: [en]}
text: [{id: c1, force: must, en: "=SUM(A1) <script>"}]
records:
  thing:
    title: name
    fields: {name: text, size: {type: integer, max: 10}, tags: {type: list, of: text}, share: number, day: date, born: date}
rules:
  - {id: small, clauses: c1, about: thing, modality: must, require: size < 5, message: "{name} is {size}"}
"""
NASTY = {
    "=cmd|' /C calc'!A0": "=cmd|' /C calc'!A0",
    "+1": "+1",
    "-2+3": "-2+3",
    "@SUM(A1)": "@SUM(A1)",
    "<script>alert(1)</script> & \"'": "<script>alert(1)</script> & \"'",
    "a\tb": "a b",
    "a\nb": "a\nb",
    "a\x00\x07\x1b[31mb": "a\ufffd\ufffd\ufffd[31mb",
    "\u202eevil\u200b": "\ufffdevil\ufffd",
    "_x0041_": "_x0041_",
    "#N/A": "#N/A",
    "TRUE": "TRUE",
    "007": "007",
}


@pytest.fixture
def policy(pack: Callable[[str], pc.Policy]) -> pc.Policy:
    return pack(PACK)


def made(report: pc.Report, every: bool = True) -> bytes:
    content = renderer("xlsx")(report, "en", every)
    assert isinstance(content, bytes)
    return content


@pytest.mark.parametrize("text", NASTY)
def test_texts_are_texts_in_every_cell(text: str, policy: pc.Policy) -> None:
    report = policy.evaluate({"things": [{"id": f"k{text}", "name": text, "size": 9}]}, today=TODAY)
    book = load_workbook(BytesIO(made(report)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    seen = NASTY[text].replace("_x0041_", "_x005F_x0041_")  # which openpyxl shows as it stands in the file
    assert book["things"]["B2"].value == seen
    assert book["Findings"]["D3"].value == seen
    assert book["Findings"]["I3"].value == f"{seen} is 9"
    assert book["things"]["B2"].quotePrefix is text.startswith(("=", "+", "-", "@"))


@pytest.mark.parametrize("text", NASTY)
def test_what_cannot_be_read_again_as_it_was_is_a_fault_then(text: str, policy: pc.Policy, tmp_path: Path) -> None:
    report = policy.evaluate({"things": [{"id": "k", "name": text, "size": 1}]}, today=TODAY)
    report.to_xlsx(tmp_path / "out.xlsx")
    again = policy.evaluate(tmp_path / "out.xlsx", today=TODAY)
    same = again.records.rows["thing"] == report.records.rows["thing"]
    assert same == (NASTY[text] == text and text != "#N/A")
    assert again.status == ("compliant" if same else "incomplete")
    where = "thing · k · name"
    left = [(one.value, one.why) for one in again.input_faults if one.why == "left_out"]
    assert left == ([] if same else [(where, "left_out")])


def test_what_a_cell_cannot_hold_is_cut_and_says_so(policy: pc.Policy, tmp_path: Path) -> None:
    things = [{"id": "k", "name": "x" * 100_000, "size": 9, "tags": []}]
    report = policy.evaluate({"things": things}, today=TODAY)
    report.to_xlsx(tmp_path / "out.xlsx")
    book = load_workbook(tmp_path / "out.xlsx")
    cut = str(book["things"]["B2"].value)
    assert cut == "x" * 32_733 + "… [67267 characters are left out]"
    assert MOST_CHARACTERS - 1 <= len(str(book["Findings"]["I3"].value)) <= MOST_CHARACTERS
    assert [row[0].value for row in book["Left out"].iter_rows(min_row=3)] == ["thing · k · name", "thing · k · tags"]


def test_values_that_are_hard_to_keep_are_kept(policy: pc.Policy, tmp_path: Path) -> None:
    thing = {
        "id": "0012",
        "name": " 1,000 ",
        "share": "0.1234",
        "day": "1850-02-03",
        "born": "2024-02-29",
        "tags": ["a", "b"],
    }
    big = {"id": "1e5", "share": "123456789012345678.123456", "size": 3}
    report = policy.evaluate({"things": [thing, big]}, today=TODAY)
    report.to_xlsx(tmp_path / "out.xlsx")
    again = policy.evaluate(tmp_path / "out.xlsx", today=TODAY)
    assert report.input_faults == ()
    assert again.records.rows["thing"] == report.records.rows["thing"]
    assert again.to_dict() == report.to_dict()


def test_faults_of_other_data_come_back_or_are_told(policy: pc.Policy, tmp_path: Path) -> None:
    """No fault of the data is gone when the workbook that was written for them is checked in their stead."""
    things: list[object] = [
        {"id": "a", "size": "many", "name": ["x", "y"], "share": 1},
        {"id": "b", "size": 11, "day": "soon"},
        {"id": "a", "size": 1, "share": "none"},
        {"size": 1},
        "no row",
    ]
    report = policy.evaluate({"things": things}, today=TODAY)
    report.to_xlsx(tmp_path / "out.xlsx")
    again = policy.evaluate(tmp_path / "out.xlsx", today=TODAY)
    assert len(report.input_faults) == 8
    kept = [(one.key, one.column, one.value, one.why) for one in again.input_faults if one.why != "left_out"]
    assert kept == [
        ("a", "size", "many", "not_a_number"),
        ("b", "day", "soon", "not_a_date"),
        ("b", "size", "11", "too_large"),
    ]
    assert [one.value for one in again.input_faults if one.why == "left_out"] == [
        *("row 5 · thing", "row 4 · thing · id", "thing · a · id", "thing · a · name", "thing · a · share")
    ]
    book = load_workbook(tmp_path / "out.xlsx")
    assert book["things"]["C2"].value == "many"
    assert book["things"]["B2"].comment is not None
    assert book["things"]["A2"].comment is None
    assert book["things"]["E2"].value == 1


def test_some_records_alone_are_told_for_what_they_are(policy: pc.Policy, tmp_path: Path) -> None:
    """A workbook of some of the records is never taken for all of them."""
    around = {"things": [{"id": "a", "size": 1}, {"id": "b", "size": 2}]}
    one = policy.evaluate_one("thing", {"id": "a", "size": 9}, given=around, today=TODAY)
    one.to_xlsx(tmp_path / "one.xlsx")
    assert [row[2].value for row in load_workbook(tmp_path / "one.xlsx")["things"].iter_rows(min_row=2)] == [9, 2]
    session = policy.session(given=around, today=TODAY)
    session.report().to_xlsx(tmp_path / "session.xlsx")
    assert policy.evaluate(tmp_path / "session.xlsx", today=TODAY).status == "compliant"


@pytest.mark.parametrize(
    ("bound", "why"),
    [("MOST_COPIED", "is too large to be copied."), ("uncalculated", "for which it cannot be copied.")],
)
def test_a_workbook_out_of_bounds_is_not_loaded(
    bound: str, why: str, policy: pc.Policy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    policy.evaluate({"things": [{"id": "a", "size": 9}]}, today=TODAY).to_xlsx(tmp_path / "in.xlsx")
    report = policy.evaluate(tmp_path / "in.xlsx", today=TODAY)

    def refuse(content: bytes) -> None:
        raise ValueError

    monkeypatch.setattr(copy, bound, 100 if bound == "MOST_COPIED" else refuse)
    book = load_workbook(BytesIO(made(report)))
    assert any(str(row[1].value).endswith(why) for row in book["Summary"].iter_rows())
    assert book["things"]["C2"].value == 9


def test_macros_are_left_behind(policy: pc.Policy, tmp_path: Path) -> None:
    policy.evaluate({"things": [{"id": "a", "size": 9}]}, today=TODAY).to_xlsx(tmp_path / "in.xlsx")
    with zipfile.ZipFile(tmp_path / "in.xlsx") as source, zipfile.ZipFile(tmp_path / "in.xlsm", "w") as into:
        for name in source.namelist():
            content = source.read(name)
            into.writestr(name, content)
        into.writestr("xl/vbaProject.bin", b"macro")
    report = policy.evaluate(tmp_path / "in.xlsm", today=TODAY)
    with zipfile.ZipFile(BytesIO(made(report))) as archive:
        assert [name for name in archive.namelist() if "vba" in name] == []
        for name in archive.namelist():
            if name.endswith((".xml", ".rels", ".vml")):
                ElementTree.fromstring(archive.read(name))


@given(st.text(max_size=60), st.integers(min_value=40, max_value=80))
def test_a_text_is_cut_to_what_fits(text: str, most: int) -> None:
    found = fitted(text * 3, "en", most)
    assert len(found) <= most
    assert (found == fitted(text * 3, "en")) == (len(fitted(text * 3, "en")) <= most)


@given(st.lists(st.sampled_from(["Funn", "funn", "History", "Thing", "x" * 40, "x" * 31]), max_size=12))
def test_names_of_sheets_are_each_there_once(wanted: list[str]) -> None:
    words = Words()
    words.add("thing", ("thing",), ())
    names = Names(["Funn"], words)
    found = [names.free(name) for name in wanted]
    folded = [name.casefold() for name in [*found, "Funn"]]
    assert len(set(folded)) == len(folded)
    assert all(len(name) <= 31 and name.casefold() not in ("history", "thing") for name in found)


def test_names_of_record_sheets_are_those_the_reader_knows() -> None:
    words = Words()
    words.add("a", ("a", "as", "In/out", "A" * 40, "A" * 31), ())
    words.add("b", ("b", "as"), ())
    assert Names((), words).of_records("a", ["In/out", "as", "A" * 40, "a"]) == "A" * 31
    assert Names(["a"], words).of_records("a", ["In/out", "a"]) == "a 2"
