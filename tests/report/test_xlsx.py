"""The report as a workbook: what its sheets hold, and that checking it again gives the same report."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

import policycheck as pc
from policycheck.report.formats import renderer
from policycheck.report.formats.xlsx import marks
from policycheck.report.formats.xlsx.marks import RULE

HERE = Path(__file__).parent
EXAMPLES = HERE.parent.parent / "examples"
TODAY = date(2026, 11, 1)
THEN = date(2025, 6, 15)
RED, YELLOW, LIGHTER = "FFFFC7CE", "FFFFEB9C", "FFFFF1C4"
DATA = HERE / "packs" / "garden-data.json"
HEADINGS = ("Id", "Leietaker", "garden", "Leie", "Bier", "Sagt fra til naboen")


def book(path: Path, **sheets: list[list[object]]) -> Path:
    """A workbook of somebody's own."""
    made = Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made.save(path)
    return path


def written(report: pc.Report, path: Path, lang: str | None = None, all: bool = False) -> Workbook:
    report.to_xlsx(path, lang, all)
    return load_workbook(path)


def rows(sheet: Worksheet) -> list[tuple[Any, ...]]:
    return [tuple(cell.value for cell in row) for row in sheet.iter_rows()]


def said(report: pc.Report) -> dict[str, Any]:
    """The whole report, apart from what its files are called."""
    found = report.to_dict(all=True)
    for fault in found["input_faults"]:
        fault["file"] = None
    return found


def comments(made: Workbook) -> dict[str, tuple[str, str]]:
    """The commented cells with their colour and what is said."""
    return {
        f"{sheet.title}!{cell.coordinate}": (cell.fill.fgColor.rgb, cell.comment.text)
        for sheet in made
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment
    }


@pytest.fixture
def plots(tmp_path: Path) -> Path:
    """Allotments in a workbook, with a fault, a lack and what somebody said of a cell."""
    path = book(
        tmp_path / "plots.xlsx",
        Parsell=[
            list(HEADINGS),
            ["P-1", "Åse", "G-1", 2000.75, "ja", "nei"],
            ["P-2", "Bo", "G-9", "mye", "nei", None],
            ["P-3", "Cy", "G-1", None, "ja", None],
        ],
        Hage=[["Id", "name"], ["G-1", "Solsiden"]],
        Notater=[["Fritt", "ord"], ["x", 1]],
    )
    made = load_workbook(path)
    made["Parsell"]["D3"].comment = Comment("Spør Bo.", "Kari")
    made["Parsell"]["A1"].comment = Comment("Nøkkelen.", "Kari")
    made["Parsell"].column_dimensions["B"].width = 33
    made.save(path)
    return path


# --- the sheets that were judged


def test_cells_at_fault_are_coloured_and_say_why(garden: pc.Policy, plots: Path, tmp_path: Path) -> None:
    made = written(garden.evaluate(plots, today=TODAY), tmp_path / "out.xlsx", "nb")
    assert made.sheetnames == ["Parsell", "Hage", "Notater", "Oppsummering", "Funn", "Mangler", "Til vurdering"]
    assert made.active.title == "Oppsummering"
    assert comments(made) == {
        "Parsell!A3": (YELLOW, "Mangler «Husdyr». Trengs for: neighbour-told."),
        "Parsell!A1": ("00000000", "Nøkkelen."),
        "Parsell!C3": (RED, "P-2 · garden: «G-9» finnes ikke: det er ingen hage med denne nøkkelen"),
        "Parsell!D3": (
            RED,
            f"Spør Bo.\n{RULE}\nP-2 · Leie: «mye» er ikke et tall: skriv bare sifrene, for eksempel 1000000 eller "
            "1 000 000,50\nMangler «Leie». Trengs for: rent-fair.",
        ),
        "Parsell!D4": (YELLOW, "Mangler «Leie». Trengs for: rent-fair."),
        "Parsell!F3": (YELLOW, "Mangler «Sagt fra til naboen». Trengs for: neighbour-told."),
        "Parsell!F4": (YELLOW, "Mangler «Sagt fra til naboen». Trengs for: neighbour-told."),
    }
    assert rows(made["Parsell"])[2] == ("P-2", "Bo", "G-9", "mye", "nei", None)
    assert made["Parsell"].column_dimensions["B"].width == 33
    assert rows(made["Notater"]) == [("Fritt", "ord"), ("x", 1)]


@pytest.mark.parametrize("lang", ["nb", "en"])
@pytest.mark.parametrize("all", [False, True])
def test_checking_it_again_gives_the_same_report(
    garden: pc.Policy, plots: Path, tmp_path: Path, lang: str, all: bool
) -> None:
    report = garden.evaluate(plots, today=TODAY)
    for at in ("1.xlsx", "2.xlsx", "3.xlsx"):
        again = tmp_path / at
        report.to_xlsx(again, lang, all)
        found = garden.evaluate(again, today=TODAY)
        unknown = "The unknown record type `Notater` was not read."
        assert said(found) == said(report)
        assert unknown in said(found)["notes"]
        report = found
    first, last = (load_workbook(tmp_path / name) for name in ("1.xlsx", "3.xlsx"))
    assert last.sheetnames == first.sheetnames
    assert comments(last) == comments(first)


def test_marks_of_an_earlier_report_go_with_the_fault(garden: pc.Policy, plots: Path, tmp_path: Path) -> None:
    made = written(garden.evaluate(plots, today=TODAY), tmp_path / "1.xlsx", "nb")
    made["Parsell"]["D3"], made["Parsell"]["D4"] = 100, 200
    made.save(tmp_path / "mended.xlsx")
    again = written(garden.evaluate(tmp_path / "mended.xlsx", today=TODAY), tmp_path / "2.xlsx", "nb")
    assert comments(again)["Parsell!D3"] == ("00000000", "Spør Bo.")
    assert "Parsell!D4" not in comments(again)
    assert again["Parsell"]["D4"].fill.fill_type is None


@pytest.mark.parametrize("source", ["workbook", "mappings"])
def test_of_many_lacks_the_first_are_commented_and_all_are_coloured(
    garden: pc.Policy, plots: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str
) -> None:
    monkeypatch.setattr(marks, "MOST_LACKING", 1)
    mappings = {"gardens": [{"id": "G-1"}], "plots": [{"id": "P-2", "rent": "mye", "bees": "nei"}, {"id": "P-3"}]}
    report = garden.evaluate(plots if source == "workbook" else mappings, today=TODAY)
    made = written(report, tmp_path / "out.xlsx", "nb")
    said_of = comments(made)
    assert [colour for colour, _ in said_of.values()].count(YELLOW) == 1
    assert RED in {colour for colour, _ in said_of.values()}
    lighter = {
        f"{sheet.title}!{cell.coordinate}"
        for sheet in made
        for row in sheet.iter_rows()
        for cell in row
        if cell.fill.fgColor.rgb == LIGHTER
    }
    asked = {row[6] for row in rows(made["Mangler"])[2:] if row[6]}
    assert asked == lighter | (asked & said_of.keys())
    assert lighter
    assert not lighter & said_of.keys()
    told = [row[1] for row in rows(made["Oppsummering"]) if row[1] and "lysere gule" in str(row[1])]
    assert told == [
        f"Så mange celler mangler en opplysning at {len(lighter)} av dem er lysere gule og uten merknad: "
        "hva som mangler, står på arket «Mangler»."
    ]


def test_colours_without_a_comment_go_with_what_is_missing(
    garden: pc.Policy, plots: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(marks, "MOST_LACKING", 0)
    made = written(garden.evaluate(plots, today=TODAY), tmp_path / "1.xlsx", "nb")
    assert made["Parsell"]["F3"].fill.fgColor.rgb == made["Parsell"]["F4"].fill.fgColor.rgb == LIGHTER
    made["Parsell"]["F3"] = "ja"
    made.save(tmp_path / "filled.xlsx")
    again = written(garden.evaluate(tmp_path / "filled.xlsx", today=TODAY), tmp_path / "2.xlsx", "nb")
    assert again["Parsell"]["F3"].fill.fill_type is None
    assert again["Parsell"]["F4"].fill.fgColor.rgb == LIGHTER


@pytest.mark.parametrize("source", ["portfolio.xlsx", "portfolio.json"])
def test_the_example_comes_back_the_same(source: str, tmp_path: Path) -> None:
    policy = pc.load("fredrikstad")
    report = policy.evaluate(EXAMPLES / "fredrikstad" / source, today=THEN)
    report.to_xlsx(tmp_path / "out.xlsx")
    again = policy.evaluate(tmp_path / "out.xlsx", today=THEN)
    assert len(report.findings) > 30
    assert said(again) == said(report)


def test_formulas_become_the_values_they_gave(garden: pc.Policy, tmp_path: Path) -> None:
    path = tmp_path / "formulas.xlsx"
    with xlsxwriter.Workbook(path) as made:
        sheet = made.add_worksheet("Parsell")
        sheet.write_row(0, 0, HEADINGS)
        day = made.add_format({"num_format": "dd.mm.yyyy"})
        for row, (formula, value) in enumerate((("=1000*2", 2000), ("=NA()", "#N/A"), ("=-1", -1)), 1):
            sheet.write_string(row, 0, f"P-{row}")
            sheet.write_formula(row, 3, formula, day if value == -1 else None, value)
    raw = path.read_bytes()
    path.write_bytes(_without_value(raw, b"<v>2000</v>"))
    report = garden.evaluate(path, today=TODAY)
    whys = [fault.why for fault in report.input_faults]
    made = written(report, tmp_path / "out.xlsx")
    assert whys == ["formula_without_value", "formula_error", "date_not_number"]
    assert [made["Parsell"][f"D{row}"].value for row in (2, 3)] == ["=1000*2", "#N/A"]
    assert said(garden.evaluate(tmp_path / "out.xlsx", today=TODAY)) == said(report)
    path.write_bytes(raw)
    made = written(garden.evaluate(path, today=TODAY), tmp_path / "out.xlsx")
    assert made["Parsell"]["D2"].value == 2000
    told = "De første arkene er en kopi av formulas.xlsx slik den ble lest. I stedet for formler står verdiene de ga."
    assert told in [row[1] for row in rows(made["Oppsummering"])]


def _without_value(content: bytes, value: bytes) -> bytes:
    """A workbook without a formula's value."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as source, zipfile.ZipFile(out, "w") as into:
        for name in source.namelist():
            into.writestr(name, source.read(name).replace(value, b""))
    return out.getvalue()


# --- what is added


def test_the_findings(report: pc.Report, tmp_path: Path) -> None:
    sheet = written(report, tmp_path / "out.xlsx", "nb")["Funn"]
    found = rows(sheet)
    assert found[0][0] == (
        "Ett funn på hver rad, de alvorligste først. Arket leses ikke når arbeidsboken kontrolleres igjen."
    )
    assert found[1] == (
        *("Utfall", "Posttype", "Post", "Navn", "Regel", "Punkt", "Setning i retningslinjen", "Styrke"),
        *("Hva det gjelder", "Hva som må gjøres", "Anbefalinger", "Mangler", "Forutsetninger"),
        *("Dispensasjon: gitt av", "Dispensasjon: utløper", "Dispensasjon: hvorfor", "Funn-id"),
    )
    ids = [row[-1] for row in found[2:]]
    assert sorted(ids) == sorted(finding.id for finding in report.findings)
    kinds = list(dict.fromkeys(row[0] for row in found[2:]))
    assert [one for one in kinds if one != "anbefaling"] == [
        *("brudd", "kan ikke avgjøres", "må vurderes", "dispensasjon", "unntak")
    ]
    assert [row[4] for row in found[2:] if row[0] == "anbefaling"] == ["organic", "grants-there-are"]
    waived = next(row for row in found if row[0] == "dispensasjon")
    assert waived == (
        *("dispensasjon", "Parsell", "P-1", "Åse", "rent-fair", "1.1", "[1.1] Leien er aldri for høy.", "skal"),
        "Åse betaler 2\u00a0000,75\u00a0kr; 1\u00a0500,50\u00a0kr er høyest.",
        *(None, None, None, "highest_rent = 1\u00a0500,50\u00a0kr: Teksten sier ikke hva som er for høyt."),
        *("Kari", datetime(2027, 1, 1), None, waived[-1]),
    )
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("D3", f"A2:Q{len(found)}")


def test_what_is_missing(report: pc.Report, tmp_path: Path) -> None:
    sheet = written(report, tmp_path / "out.xlsx", "en")["Missing"]
    found = rows(sheet)
    assert found[1] == ("Record type", "Record", "Name", "Information", "Needed for", "How to fill it in", "Cell")
    assert found[2][:5] == ("Plot", "P-2", "Bo", "“Neighbour told”", "neighbour-told")
    assert found[2][6] == "Plot!J3"
    assert sheet["G3"].hyperlink.location == "'Plot'!J3"


def test_the_summary(report: pc.Report, tmp_path: Path) -> None:
    made = written(report, tmp_path / "out.xlsx", "en")
    found = [tuple(cell for cell in row if cell is not None) for row in rows(made["Summary"])]
    for line in (
        ("Status", "not compliant"),
        ("Policy", "Allotment rules"),
        ("Judged as of", datetime(2026, 11, 1)),
        ("Plot", 3),
        ("violated", 4),
        ("The first sheets are written from the records that were read.",),
        ("Findings",),
        ("highest_rent [1.1]", "NOK\u00a01,500.50", "The text does not say what is too high."),
        (
            "Plot!D4",
            "garden-data.json · row 3 · plot · P-3 · Rent: “mye” is not a number: write the digits alone, such as 1000000 or 1 000 000.50",
        ),
    ):
        assert line in found
    links = {cell.value: cell.hyperlink.location for row in made["Summary"] for cell in row if cell.hyperlink}
    assert links["Plot!D4"] == "'Plot'!D4"
    assert links["Findings"] == "'Findings'!A1"


def test_every_outcome(report: pc.Report, tmp_path: Path) -> None:
    found = rows(written(report, tmp_path / "out.xlsx", "nb", all=True)["Alle utfall"])
    assert len(found) - 2 == len(report.outcomes)
    assert ("Parsell", "P-1", "Åse", "rent-fair", "dispensasjon") in found


def test_nothing_to_tell(garden: pc.Policy, tmp_path: Path) -> None:
    made = written(garden.evaluate({}, today=TODAY), tmp_path / "out.xlsx", "nb")
    assert made.sheetnames == ["Oppsummering", "Funn", "Mangler", "Til vurdering"]
    assert "ingenting er vurdert" in [row[1] for row in rows(made["Oppsummering"])]
    again = written(garden.evaluate(tmp_path / "out.xlsx", today=TODAY), tmp_path / "again.xlsx", "en")
    assert again.sheetnames == ["Summary", "Findings", "Missing", "To be judged"]


def test_the_same_report_gives_the_same_bytes(garden: pc.Policy, plots: Path) -> None:
    first, second = (renderer("xlsx")(garden.evaluate(plots, today=TODAY), "nb", True) for _ in range(2))
    assert isinstance(first, bytes)
    assert hashlib.sha256(first).digest() == hashlib.sha256(second).digest()  # type: ignore[arg-type]
    with zipfile.ZipFile(BytesIO(first)) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2026-11-01T00:00:00Z" in archive.read("docProps/core.xml")


def test_others_can_read_it(report: pc.Report, tmp_path: Path) -> None:
    made = written(report, tmp_path / "out.xlsx", "nb")
    other = CalamineWorkbook.from_path(tmp_path / "out.xlsx")
    assert other.sheet_names == made.sheetnames
    for name in other.sheet_names:
        assert [[cell or "" for cell in row] for row in other.get_sheet_by_name(name).to_python()][1:] == [
            ["" if cell is None else cell.date() if isinstance(cell, datetime) else cell for cell in row]
            for row in rows(made[name])
        ][1:]


# --- where it may be written


def test_it_never_replaces_what_was_judged(garden: pc.Policy, plots: Path, tmp_path: Path) -> None:
    report = garden.evaluate(plots, today=TODAY)
    with pytest.raises(pc.InvalidCall, match="is the workbook that was judged: give the report a name of its own"):
        report.to_xlsx(plots.parent / "." / plots.name)
    with pytest.raises(pc.InvalidCall, match=r"does not end in `\.xlsx`"):
        report.to_xlsx(tmp_path / "out.xls")
    with pytest.raises(pc.InvalidCall, match="cannot be written: No such file or directory"):
        report.to_xlsx(tmp_path / "nowhere" / "out.xlsx")
    with pytest.raises(pc.InvalidCall, match="the policy has no language `sv`"):
        report.to_xlsx(tmp_path / "out.xlsx", "sv")


def _gone(path: Path) -> None:
    path.unlink()


def _changed(path: Path) -> None:
    book(path, Parsell=[["Id"], ["P-9"]])


@pytest.mark.parametrize(
    ("what", "told"),
    [
        (_gone, "plots.xlsx could not be read again, so the sheets are no copy."),
        (_changed, "plots.xlsx has changed since it was read, so the sheets are no copy."),
    ],
)
def test_a_workbook_that_is_no_longer_what_it_was(
    what: Callable[[Path], None], told: str, garden: pc.Policy, plots: Path, tmp_path: Path
) -> None:
    report = garden.evaluate(plots, today=TODAY)
    what(plots)
    made = written(report, tmp_path / "out.xlsx", "en")
    assert told in [row[1] for row in rows(made["Summary"])]
    assert [row[0] for row in rows(made["Plot"])] == ["id", "P-1", "P-2", "P-3"]
    again = garden.evaluate(tmp_path / "out.xlsx", today=TODAY)
    assert said(again)["findings"] == said(report)["findings"]
    assert [(one.key, one.column, one.why) for one in again.input_faults] == [
        (one.key, one.column, one.why) for one in report.input_faults
    ]


def test_a_workbook_beside_other_data_is_not_copied(garden: pc.Policy, plots: Path, tmp_path: Path) -> None:
    report = garden.evaluate([plots, {"gardens": [{"id": "G-2"}]}], today=TODAY)
    made = written(report, tmp_path / "out.xlsx", "nb")
    told = "Opplysningene kom fra flere kilder, så ingen arbeidsbok er kopiert."
    assert told in [row[1] for row in rows(made["Oppsummering"])]
    assert [row[0] for row in rows(made["Hage"])] == ["id", "G-1", "G-2"]


def test_json_is_not_touched_by_where_records_came_from(garden: pc.Policy, plots: Path) -> None:
    assert "workbooks" not in json.dumps(garden.evaluate(plots, today=TODAY).to_dict())


def test_merged_cells_and_charts_of_somebodys_own(garden: pc.Policy, tmp_path: Path) -> None:
    path = tmp_path / "merged.xlsx"
    with xlsxwriter.Workbook(path) as made:
        sheet = made.add_worksheet("Parsell")
        sheet.merge_range(0, 1, 0, 3, "Alle parseller")
        sheet.write_row(2, 0, HEADINGS)
        sheet.write_row(3, 0, ["P-1"])
        sheet.write_row(4, 0, ["P-2"])
        sheet.merge_range(3, 3, 4, 3, "mye")
        chart = made.add_chart({"type": "column"})
        chart.add_series({"values": "=Parsell!$D$4:$D$5"})
        made.add_chartsheet("Diagram").set_chart(chart)
    report = garden.evaluate(path, today=TODAY)
    again = written(report, tmp_path / "out.xlsx", "en")
    assert again.sheetnames[:3] == ["Parsell", "Diagram", "Summary"]
    assert comments(again)["Parsell!D4"][1].split("\n") == [
        "P-1 · Rent: “mye” is not a number: write the digits alone, such as 1000000 or 1 000 000.50",
        "“Rent” is missing. Needed for: rent-fair.",
        "P-2 · Rent: the cell is merged with D4: unmerge them, and fill in each cell",
        "“Rent” is missing. Needed for: rent-fair.",
    ]
    assert said(garden.evaluate(tmp_path / "out.xlsx", today=TODAY)) == said(report)
