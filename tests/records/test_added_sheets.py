"""Sheets that are of no record type: those that a report adds are known, and no other is passed over in silence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from policycheck.policy import Policy
from policycheck.records.added import ADDED, added
from policycheck.wording import SENTENCES

TODAY = date(2025, 6, 15)


@pytest.mark.parametrize("height", [0, 1, 2, 30])
def test_a_misspelt_sheet_is_told_however_few_rows_it_has(height: int, town: Policy, tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].title = "Prosjektr"
    book.worksheets[0].append(["Id", "Budsjett"])
    for number in range(height):
        book.worksheets[0].append([f"P-{number}", 5000])
    book.create_sheet("Annet").append(["Fritt"])
    book.create_sheet("Tomt")
    book.save(tmp_path / "book.xlsx")
    report = town.evaluate(tmp_path / "book.xlsx", today=TODAY)
    assert [(one.value, one.why) for one in report.input_faults] == [("Prosjektr", "unread_type")]
    assert [note.words[0] for note in report.notes if note.what.startswith("unknown_type")] == ["Prosjektr", "Annet"]


def _cases() -> Iterator[tuple[str, Sequence[Sequence[object]], str | None]]:
    for key in ADDED:
        for name, first in zip(SENTENCES[key], SENTENCES[f"{key}_about"], strict=True):
            yield name, [[first]], key
            yield f"{name} 2", [[first, None]], key
            yield name.upper(), [[first]], key
            yield f"{name}2", [[first]], None
            yield name, [["Id"], [first]], None
            yield name, [[]], None
            yield name, [], None
            yield "Ark1", [[first]], None


@pytest.mark.parametrize(("name", "rows", "key"), list(_cases()))
def test_an_added_sheet_is_known_by_its_name_and_its_first_line(
    name: str, rows: Sequence[Sequence[object]], key: str | None
) -> None:
    assert added(name, rows) == key


def test_each_row_of_what_is_left_out_is_a_fault(town: Policy, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Ikke med"
    for row in ([SENTENCES["sheets_left_out_about"][0]], ["Hvor", "Hva"], ["rad 3", "x"], [], [None, "uten sted"]):
        sheet.append(row)
    book.create_sheet("Prosjekter").append(["Id", "Budsjett"])
    book["Prosjekter"].append(["P-1", 1])
    book.save(tmp_path / "book.xlsx")
    report = town.evaluate(tmp_path / "book.xlsx", today=TODAY)
    assert [one.told("en") for one in report.input_faults] == [
        "book.xlsx · Ikke med!A3: “rad 3” does not stand in the workbook as it was given: put it right, and delete the row",
        "book.xlsx · Ikke med!B5: “uten sted” does not stand in the workbook as it was given: put it right, "
        "and delete the row",
    ]
    assert report.status == "incomplete"


def test_the_workbooks_that_were_read_are_known(town: Policy, tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].title = "Prosjekter"
    book.worksheets[0].append(["Id"])
    for name in ("a.xlsx", "b.xlsx"):
        book.save(tmp_path / name)
    records = town.read([tmp_path, {"projects": []}])
    assert [(one.name, one.path) for one in records.workbooks] == [
        (f"{tmp_path.name}/{name}", tmp_path / name) for name in ("a.xlsx", "b.xlsx")
    ]
    assert town.read({"projects": []}).workbooks == ()
