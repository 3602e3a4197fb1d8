"""Workbooks: what they hold is read, and what their reader does not tell is told.

`files/locked.xlsx` cannot be made here: it is what LibreOffice makes of `alike()`, locked with the password `secret`.
"""

from __future__ import annotations

import json
import random
import struct
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

import policycheck
from policycheck.policy import Policy
from policycheck.records.grid import Range
from policycheck.records.workbook import package, read, survey

TODAY = date(2025, 6, 15)
HERE = Path(__file__).parent
ROOT = HERE.parent.parent
FILES = HERE / "files"
HEAD = ("Id", "Tittel", "Budsjett i alt", "Andel", "Deltakere", "Startdato", "Pågår")
Write = Callable[[Any, Any], None]


@pytest.fixture(scope="module")
def policy() -> Policy:
    return policycheck.load(HERE / "packs" / "projects.yaml")


def book(path: Path, write: Write, **options: Any) -> Path:
    """A workbook with what `write` puts into it and its first sheet, `Prosjekter`."""
    with xlsxwriter.Workbook(path, options) as made:
        write(made, made.add_worksheet("Prosjekter"))
    return path


def told(policy: Policy, path: Path) -> list[str]:
    return [fault.told("en") for fault in policy.evaluate(path, today=TODAY).input_faults]


def titles(policy: Policy, path: Path) -> dict[str, object]:
    return {key: row[1] for key, row in policy.read(path).rows.get("project", {}).items()}


# --- a workbook with a bit of everything


def alike(made: Any, sheet: Any) -> None:
    sheet.merge_range(0, 1, 0, 6, "Alle prosjekter")
    sheet.write_row(2, 1, HEAD)
    sheet.write_row(3, 1, ("P-1", "Å", 0.1 + 0.2))
    sheet.write_number(3, 4, 0.5, made.add_format({"num_format": "0 %"}))
    sheet.write_number(3, 5, 3)
    sheet.write_datetime(3, 6, datetime(2025, 1, 31), made.add_format({"num_format": "dd.mm.yyyy"}))
    sheet.write_boolean(3, 7, True)
    sheet.write_row(4, 1, ("P-2", "B"))
    sheet.write_formula(4, 3, "=1/0", None, "#DIV/0!")
    sheet.write_formula(4, 4, "=NA()", None, "#N/A")
    sheet.write_string(4, 5, "3")
    sheet.write_string(4, 6, "31.12.1899")
    sheet.write_boolean(4, 7, False)
    sheet.write_string(5, 1, "P-3")
    sheet.merge_range(5, 2, 6, 2, "C")
    sheet.write_row(6, 1, ("P-4", None, 8))
    towns = made.add_worksheet("Vennskapsbyer")
    towns.write_row(0, 0, ("Kode", "Navn"))
    towns.write_row(1, 0, ("a", "Aalborg"))
    chart = made.add_chart({"type": "column"})
    chart.add_series({"values": "=Prosjekter!$F$4:$F$5"})
    made.add_chartsheet("Diagram").set_chart(chart)


@pytest.mark.parametrize("ending", [".xlsx", ".xlsm", ".XLSX"])
def test_what_a_workbook_holds(ending: str, tmp_path: Path, policy: Policy) -> None:
    path = book(tmp_path / f"made{ending}", alike)
    records = policy.read(path)
    blank = (None,) * 5
    assert dict(records.rows["project"]) == {
        "P-1": ("P-1", "Å", Decimal("0.3"), Decimal("0.5"), 3, date(2025, 1, 31), True, *blank),
        "P-2": ("P-2", "B", None, None, 3, date(1899, 12, 31), False, *blank),
        "P-3": ("P-3", "C", None, None, None, None, None, *blank),
        "P-4": ("P-4", None, 8, None, None, None, None, *blank),
    }
    assert dict(records.rows["town"]) == {"a": ("a", "Aalborg")}
    error = "is an error and not a value: mend the formula, or write the value"
    assert told(policy, path) == [
        f"{path.name} · Prosjekter!D5 · P-2 · budget_total: “#DIV/0!” {error}",
        f"{path.name} · Prosjekter!E5 · P-2 · share: “#N/A” {error}",
        f"{path.name} · Prosjekter!C7 · P-4 · title: the cell is merged with C6: unmerge them, and fill in each cell",
    ]
    assert records.notes == ()


def test_the_example_portfolio_as_a_workbook(tmp_path: Path) -> None:
    """The same report, save for the rows' numbers, from JSON and from a workbook with cells of every kind."""
    policy = policycheck.load("fredrikstad")
    source = ROOT / "examples" / "fredrikstad" / "portfolio.json"
    data = json.loads(source.read_text(encoding="utf-8"))

    def write(made: Any, first: Any) -> None:
        first.hide()
        day = made.add_format({"num_format": "dd.mm.yyyy"})
        for plural, rows in data.items():
            rows = [rows] if isinstance(rows, dict) else rows
            sheet = made.add_worksheet(plural[:31])
            names = list(dict.fromkeys(name for row in rows for name in row))
            sheet.write_row(1, 2, names)
            for at, row in enumerate(rows, 2):
                for column, name in enumerate(names, 2):
                    cell(sheet, at, column, row.get(name), day)

    path = book(tmp_path / "portfolio.xlsx", write)
    found, expected = (policy.evaluate(one, today=TODAY).to_dict(all=True) for one in (path, source))
    assert len(found["outcomes"]) > 100
    assert found == expected


def cell(sheet: Any, row: int, column: int, value: object, day: Any) -> None:
    if isinstance(value, list):
        value = "; ".join(map(str, value))
    if isinstance(value, str) and len(value) == 10 and value[4] == "-" == value[7]:
        sheet.write_datetime(row, column, datetime.fromisoformat(value), day)
    elif isinstance(value, str):
        sheet.write_string(row, column, value)
    else:
        sheet.write(row, column, value)


# --- files that are no workbook, or not one that can be read

LOCKED = "the workbook is locked with a password: take the password off (File, Info, Protect Workbook), and save it"
NONE = "the file is not a workbook, whatever its name says: open it in a spreadsheet program, and save it as .xlsx"
BROKEN = (
    "the workbook is damaged or not whole: fetch it again, or open it in a spreadsheet program and save it as .xlsx"
)


def other(ending: str) -> str:
    return f"the workbook was not read, for it is saved as {ending}: open it, and save it as an Excel workbook (.xlsx)"


def test_a_locked_workbook(policy: Policy) -> None:
    report = policy.evaluate(FILES / "locked.xlsx", today=TODAY)
    assert [fault.told("en") for fault in report.input_faults] == [f"locked.xlsx: {LOCKED}"]
    assert report.status == "nothing_judged"


@pytest.mark.parametrize("ending", [".xls", ".XLS", ".xlsb", ".ods"])
def test_other_workbooks(ending: str, tmp_path: Path, policy: Policy, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever they hold, and whether or not what reads workbooks is there."""
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    for content in (COMPOUND, b"PK", b"<html/>"):
        (tmp_path / f"a{ending}").write_bytes(content)
        report = policy.evaluate(tmp_path / f"a{ending}", today=TODAY)
        assert [fault.told("en") for fault in report.input_faults] == [f"a{ending}: {other(ending.lower())}"]
        assert report.status == "nothing_judged"


def test_a_zip_file_that_needs_a_password(tmp_path: Path, policy: Policy) -> None:
    content = bytearray(book(tmp_path / "a.xlsx", alike).read_bytes())
    at = -1
    for magic, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        while (at := content.find(magic, at + 1)) >= 0:
            content[at + offset] |= 1
    (tmp_path / "a.xlsx").write_bytes(content)
    assert told(policy, tmp_path / "a.xlsx") == [f"a.xlsx: {LOCKED}"]


def test_truncated_workbooks(tmp_path: Path, policy: Policy) -> None:
    content = book(tmp_path / "a.xlsx", alike).read_bytes()
    cut = tmp_path / "cut.xlsx"
    for length in range(600, len(content) - 600, len(content) // 9):
        cut.write_bytes(content[:length])
        assert told(policy, cut) == [f"cut.xlsx: {BROKEN}"]
        assert policy.evaluate(cut, today=TODAY).status == "nothing_judged"


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    into = BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return into.getvalue()


RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def relations(target: str, kind: str) -> str:
    return f'<Relationships><Relationship Id="rId1" Target="{target}" Type="{RELATIONS}/{kind}"/></Relationships>'


WORD = relations("word/document.xml", "officeDocument")
OPEN = "application/vnd.oasis.opendocument"
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
NOT_READ: list[tuple[str, bytes, str]] = [
    ("csv", b"Id;Tittel\nP-1;A\n", NONE),
    ("html", b"<html><table><tr><td>Id</td></tr></table></html>", NONE),
    ("word", zipped({"_rels/.rels": WORD, "word/document.xml": "<w:document/>"}), NONE),
    ("odt", zipped({"mimetype": f"{OPEN}.text", "content.xml": "<a/>"}), NONE),
    ("ods", zipped({"mimetype": f"{OPEN}.spreadsheet", "content.xml": "<a/>"}), other(".ods")),
    ("xlsb", zipped({"xl/workbook.bin": b"\x83\x01\x00"}), other(".xlsb")),
    ("xls", COMPOUND, other(".xls")),
    ("locked", COMPOUND + "EncryptedPackage".encode("utf-16-le"), LOCKED),
    ("empty zip", zipped({}), NONE),
    ("zip", b"PK\x03\x04" + bytes(100), BROKEN),
    ("white space", b" \n", "the file is empty"),
    ("nothing", b"", "the file is empty"),
]


@pytest.mark.parametrize(("what", "content", "message"), NOT_READ, ids=[one[0] for one in NOT_READ])
@pytest.mark.parametrize("ending", [".xlsx", ".xlsm"])
def test_the_content_says_what_a_file_is(
    what: str, content: bytes, message: str, ending: str, tmp_path: Path, policy: Policy
) -> None:
    (tmp_path / f"a{ending}").write_bytes(content)
    assert told(policy, tmp_path / f"a{ending}") == [f"a{ending}: {message}"]


def test_no_damage_is_an_exception(tmp_path: Path, policy: Policy, capfd: Any) -> None:
    content = book(tmp_path / "a.xlsx", alike).read_bytes()
    chance = random.Random(".xlsx")
    damaged = tmp_path / "damaged.xlsx"
    for _ in range(100):
        broken = bytearray(content)
        for _ in range(chance.randrange(1, 6)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        damaged.write_bytes(broken)
        policy.evaluate(damaged, today=TODAY).to_json(all=True)


def test_without_calamine(tmp_path: Path, policy: Policy, monkeypatch: pytest.MonkeyPatch) -> None:
    path = book(tmp_path / "p.xlsx", alike)
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    with pytest.raises(policycheck.InvalidCall) as refused:
        policy.evaluate(path, today=TODAY)
    assert str(refused.value) == "reading `p.xlsx` needs python-calamine: pip install 'policycheck[excel]'"


def test_json_is_read_without_what_workbooks_need() -> None:
    program = (
        "import sys, policycheck; policycheck.load('fredrikstad').evaluate('examples/fredrikstad/portfolio.json');"
        "print([name for name in ('python_calamine', 'xlsxwriter', 'policycheck.records.workbook') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


# --- what is read, and what is passed over


def test_hidden_rows_columns_and_sheets_are_read(tmp_path: Path, policy: Policy) -> None:
    def write(made: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, HEAD)
        sheet.write_row(1, 0, ("P-1", "A"))
        sheet.write_row(2, 0, ("P-2", "B"))
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_column(1, 1, None, None, {"hidden": True})
        for name, hide in (("projects", "hide"), ("Prosjekt", "very_hidden")):
            other = made.add_worksheet(name)
            other.write_row(0, 0, HEAD[:2])
            other.write_row(1, 0, (f"P-{name}", "C"))
            getattr(other, hide)()
        made.add_worksheet("Ark 5").activate()

    path = book(tmp_path / "p.xlsx", write)
    assert titles(policy, path) == {"P-1": "A", "P-2": "B", "P-Prosjekt": "C", "P-projects": "C"}
    assert policy.read(path).notes == ()


def test_macros_are_ignored(tmp_path: Path, policy: Policy) -> None:
    def write(made: Any, sheet: Any) -> None:
        (tmp_path / "vba.bin").write_bytes(COMPOUND)
        made.add_vba_project(str(tmp_path / "vba.bin"))
        sheet.write_row(0, 0, HEAD)
        sheet.write_row(1, 0, ("P-1", "A"))

    path = book(tmp_path / "p.xlsm", write)
    assert (titles(policy, path), told(policy, path)) == ({"P-1": "A"}, [])


def test_dates_that_count_from_1904(tmp_path: Path, policy: Policy) -> None:
    def write(made: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, ("Id", "Startdato"))
        sheet.write_string(1, 0, "P-1")
        sheet.write_datetime(1, 1, datetime(2025, 1, 31), made.add_format({"num_format": "dd.mm.yyyy"}))

    for name, options in (("a.xlsx", {"date_1904": True}), ("b.xlsx", {})):
        records = policy.read(book(tmp_path / name, write, **options))
        assert records.rows["project"]["P-1"][5] == date(2025, 1, 31)


def test_dates_and_times_that_are_none(tmp_path: Path, policy: Policy) -> None:
    def write(made: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, ("Id", "Startdato"))
        day, clock, hours = (made.add_format({"num_format": form}) for form in ("dd.mm.yyyy", "hh:mm", "[h]:mm"))
        for at, (value, form) in enumerate([(45000, None), (45000.5, day), (0.5, clock), (1.5, hours), (3e6, day)], 1):
            sheet.write_string(at, 0, f"P-{at}")
            sheet.write_number(at, 1, value, form)

    path = book(tmp_path / "p.xlsx", write)
    number = "is a number, not a date: format the cell as a date"
    assert [(fault.place.cell, fault.value, fault.message) for fault in policy.read(path).faults] == [
        ("B2", "45000.0", number),
        ("B3", "2023-03-15 12:00:00", "has a time of day, but must be a date"),
        ("B4", "12:00:00", "is not a date: write 2025-12-31 or 31.12.2025"),
        ("B5", "1 day, 12:00:00", "is not a date: write 2025-12-31 or 31.12.2025"),
        ("B6", "3000000.0", number),
    ]


# --- what the XML of a sheet may look like

SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def raw(path: Path, sheet: str | bytes, **more: str | bytes) -> Path:
    """A workbook with one sheet, `Prosjekter`, whose XML is given; `more` are other parts, or others in their place."""
    parts: Mapping[str, str | bytes] = {
        "_rels/.rels": relations("xl/workbook.xml", "officeDocument"),
        "xl/workbook.xml": f'<workbook xmlns="{SPACE}" xmlns:r="{RELATIONS}"><sheets>'
        '<sheet name="Prosjekter" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations("worksheets/sheet1.xml", "worksheet"),
        "xl/worksheets/sheet1.xml": sheet,
    }
    path.write_bytes(zipped({**parts, **more}))
    return path


def worksheet(rows: str, after: str = "") -> str:
    return f'<worksheet xmlns="{SPACE}"><sheetData>{rows}</sheetData>{after}</worksheet>'


def inline(ref: str, text: str) -> str:
    return f'<c r="{ref}" t="inlineStr"><is><t>{text}</t></is></c>'


HEADINGS = f'<row r="1">{inline("A1", "Id")}{inline("B1", "Tittel")}</row>'


def test_formulas_that_were_never_calculated(tmp_path: Path, policy: Policy) -> None:
    rows = (
        f'<row r="2">{inline("A2", "P-1")}<c r="B2"><f>C2</f></c></row>'
        '<row r="3"><c r="A3" t="str"><f>A2</f><v>P-2</v></c><c r="B3" t="str"><f>""</f><v></v></c></row>'
        f'<row r="4">{inline("A4", "P-4")}<c r="B4"><f>C2</f><v />\n</c></row>'
        '<row r="5"><c r="A5"><f>A2</f></c><c r="D5"><f>1</f></c></row>'
    )
    path = raw(tmp_path / "p.xlsx", worksheet(HEADINGS + rows))
    message = "the formula has never been calculated: open the workbook in a spreadsheet program, and save it"
    assert sorted(told(policy, path)) == [
        f"p.xlsx · Prosjekter!A5 · id: {message}",
        "p.xlsx · Prosjekter!A5 · id: the row has no key (`id`) and cannot be judged",
        f"p.xlsx · Prosjekter!B2 · P-1 · title: {message}",
        f"p.xlsx · Prosjekter!B4 · P-4 · title: {message}",
        "p.xlsx · Prosjekter!D5: column D has no heading and was not read: give it a heading, or empty it",
    ]
    assert titles(policy, path) == {"P-1": None, "P-2": None, "P-4": None}


WAYS: list[tuple[str, tuple[int, int, int, int], dict[int, dict[int, object]]]] = [
    ('<row r="2"><c r="B2"><v>1</v></c><c r="D2" s="1"/></row>', (2, 2, 2, 2), {}),
    ('<row r="2"><c r="B2" t="e"><v>#N/A</v></c><c r="D2"><v>1</v></c></row>', (2, 2, 2, 4), {2: {2: "#N/A"}}),
    ('<row r="2"><c s="1" t="e" r="AB2"><f>1/0</f><v>#DIV/0!</v></c></row>', (2, 28, 2, 28), {2: {28: "#DIV/0!"}}),
    (
        "<row><c><v>1</v></c><c/><c t='e'><v>#REF!</v></c></row><row><c><v>1</v></c></row>",
        (1, 1, 2, 3),
        {1: {3: "#REF!"}},
    ),
    ('<row r="7"><c r="C7"><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>', (7, 1, 8, 4), {}),
    ('<row r="9"><c r="B9"><v>1</v></c></row><row r="4"><c r="C4"><v>1</v></c></row>', (4, 2, 9, 3), {}),
    ('<row r="1"><c r="A1048576"><v>1</v></c><c r="XFD1"><v>1</v></c></row>', (1, 1, 1048576, 16384), {}),
    ('<row r="1"><c r="A1" t="e"><v>#N<!-- -->/A</v></c></row>', (1, 1, 1, 1), {1: {1: "#N/A"}}),
    ('<row r="1"><c r="A1" t="e"><v/></c></row>', (1, 1, 1, 1), {1: {1: "#N/A"}}),
    ('<row r="1"><c r="A1" s="e" t="s"><v>1</v></c></row>', (1, 1, 1, 1), {}),
    ('<row r="1"><c r="A1"><f>1+2</f><v>3</v></c><c r="B1" t="b"><f>TRUE</f><v>1</v></c></row>', (1, 1, 1, 2), {}),
    ("", (0, 0, 0, 0), {}),
]


@pytest.mark.parametrize(("rows", "extent", "errors"), WAYS, ids=range(len(WAYS)))
def test_the_survey_of_a_sheet(
    rows: str, extent: tuple[int, int, int, int], errors: dict[int, dict[int, object]]
) -> None:
    merged = '<mergeCells><mergeCell ref="B2:D4"/><mergeCell ref="A9"/></mergeCells>'
    plain = worksheet(rows, merged)
    prefixed = plain.replace("</", "<\0").replace("<", "<x:").replace("<x:\0", "</x:").replace("<x:!--", "<!--")
    prefixed = prefixed.replace("<worksheet xmlns=", "<worksheet xmlns:x=").replace(
        "<x:worksheet xmlns=", "<x:worksheet xmlns:x="
    )
    declared = '<?xml version="1.0" encoding="UTF-16"?>' + plain
    for content in (plain.encode(), prefixed.encode(), declared.encode("utf-16"), b"\xef\xbb\xbf" + plain.encode()):
        found = survey.survey(BytesIO(content))
        assert (found.top, found.left, found.bottom, found.right) == extent
        assert found.errors == errors
        assert found.merged == (Range(2, 2, 4, 4), Range(9, 1, 9, 1))


def test_what_follows_the_last_cell_is_not_part_of_it() -> None:
    after = '<headerFooter><oddHeader>A</oddHeader></headerFooter><extLst><xm:f xmlns:xm="x">B2</xm:f></extLst>'
    cells: dict[str, dict[int, dict[int, object]]] = {
        '<c r="A1" t="e"><v>#N/A</v></c>': {1: {1: "#N/A"}},
        '<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>': {1: {1: "#DIV/0!"}},
        '<c r="A1"><f>1+2</f><v>3</v></c>': {},
        '<c r="A1"><f>1+2</f><v/></c>': {1: {1: survey.UNCALCULATED}},
        '<c r="A1"><f>1+2</f></c>': {1: {1: survey.UNCALCULATED}},
    }
    for one, errors in cells.items():
        sheet = worksheet(f'<row r="1">{one}</row>', after)
        assert survey.survey(BytesIO(sheet.encode())).errors == errors


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="2"><x:c r="A2"><x:v>1</x:v></x:c></row>',
        '<row r="2"><c r="A2"><x:v>1</x:v></c></row>',
        '<row r="2"><c r="A2"><x:is><t>1</t></x:is></c></row>',
        '<x:row r="2"><c><v>1</v></c></x:row>',
    ],
)
def test_cells_by_another_prefix(rows: str, tmp_path: Path, policy: Policy) -> None:
    """Calamine takes them for cells; a survey that did not would not know how large the sheet is."""
    assert told(policy, raw(tmp_path / "p.xlsx", worksheet(HEADINGS + rows))) == [f"p.xlsx · Prosjekter: {BROKEN}"]


@pytest.mark.parametrize("ref", ["1A", "A0", "A", "A\u0661", "a1", "1", "", "A0x", "AAAAAA1", "A1234567890", "Æ1"])
def test_cells_that_are_none(ref: str, tmp_path: Path, policy: Policy) -> None:
    rows = (
        f'<row r="2"><c s="1" r="{ref}" t="e"><v>1</v></c></row>' if ref else '<row r="x"><c t="e"><v>1</v></c></row>'
    )
    assert told(policy, raw(tmp_path / "p.xlsx", worksheet(HEADINGS + rows))) == [f"p.xlsx · Prosjekter: {BROKEN}"]


def test_broken_xml(tmp_path: Path, policy: Policy) -> None:
    for content in ("<worksheet>", "", "<worksheet/>" * 2, "text", "<Properties/>"):
        assert told(policy, raw(tmp_path / "p.xlsx", content)) == [f"p.xlsx · Prosjekter: {BROKEN}"]
    path = raw(tmp_path / "p.xlsx", worksheet(HEADINGS), **{"xl/workbook.xml": "<workbook>"})
    assert told(policy, path) == [f"p.xlsx: {BROKEN}"]
    path = raw(tmp_path / "p.xlsx", worksheet(HEADINGS), **{"xl/_rels/workbook.xml.rels": "<Relationships/>"})
    assert told(policy, path) == [f"p.xlsx: {BROKEN}"]


# --- the parts of a workbook

PROJECT = worksheet(HEADINGS + f'<row r="2">{inline("A2", "P-1")}</row>')
SHEETS = f'<workbook xmlns="{SPACE}" xmlns:r="{RELATIONS}"><sheets>{{}}</sheets></workbook>'


@pytest.mark.parametrize("name", ["xl\\worksheets\\sheet1.xml", "XL/Worksheets/SHEET1.XML"])
def test_names_of_parts(name: str, tmp_path: Path, policy: Policy) -> None:
    """Some programs write them so; where one stands there twice, nobody can tell which is meant."""
    path = raw(tmp_path / "p.xlsx", PROJECT)
    with zipfile.ZipFile(path) as archive:
        parts = {one: archive.read(one) for one in archive.namelist()}
    path.write_bytes(zipped({**parts, name: PROJECT}))
    assert told(policy, path) == [f"p.xlsx: {BROKEN}"]
    del parts["xl/worksheets/sheet1.xml"]
    path.write_bytes(zipped({**parts, name: PROJECT}))
    assert (titles(policy, path), told(policy, path)) == ({"P-1": None}, [])


WRONG_PARTS: dict[str, dict[str, str]] = {
    "two sheets of one name": {
        "xl/workbook.xml": SHEETS.format(2 * '<sheet name="Prosjekter" sheetId="1" r:id="rId1"/>')
    },
    "a sheet that may be two": {
        "xl/workbook.xml": SHEETS.format('<sheet xmlns:q="x" name="Prosjekter" sheetId="1" q:id="rId0" r:id="rId1"/>')
    },
    "a workbook by another name": {
        "_rels/.rels": relations("xl/other.xml", "officeDocument"),
        "xl/other.xml": SHEETS.format('<sheet name="Prosjekter" sheetId="1" r:id="rId1"/>'),
        "xl/_rels/other.xml.rels": relations("worksheets/sheet1.xml", "worksheet"),
    },
    "texts within something else": {"xl/sharedStrings.xml": '<x><sst uniqueCount="4000000000"></sst></x>'},
    "texts that are damaged": {
        "xl/sharedStrings.xml": "<sst><si><t>A</t></si><si><t>B=/t></si><si><t>C</t></si></sst>"
    },
    "styles that are damaged": {"xl/styles.xml": "<styleSheet><cellXfs><xf numFmtId='0'/></cellXfs></styleSheet><"},
    "an encoding that there is not": {"xl/workbook.xml": f'<?xml version="1.0" encoding="x"?>{SHEETS.format("")}'},
}


@pytest.mark.parametrize("name", WRONG_PARTS)
def test_parts_that_are_not_what_they_should_be(name: str, tmp_path: Path, policy: Policy) -> None:
    assert told(policy, raw(tmp_path / "p.xlsx", PROJECT, **WRONG_PARTS[name])) == [f"p.xlsx: {BROKEN}"]


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_parts_packed_as_no_workbook_is(method: int, tmp_path: Path, policy: Policy) -> None:
    path = raw(tmp_path / "p.xlsx", PROJECT)
    with zipfile.ZipFile(path, "a", method) as archive:
        archive.writestr("docProps/app.xml", "<Properties/>")
    assert told(policy, path) == [f"p.xlsx: {BROKEN}"]


def test_a_part_that_stands_nowhere(tmp_path: Path, policy: Policy) -> None:
    path = tmp_path / "p.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("_rels/.rels", "<Relationships/>")
        archive.filelist[0].header_offset = (1 << 64) - 1
    assert told(policy, path) == [f"p.xlsx: {BROKEN}"]


# --- size


def test_a_million_empty_rows(tmp_path: Path, policy: Policy) -> None:
    empty = "".join(f'<row r="{row}" s="1" customFormat="1" ht="15"/>' for row in range(3, 1_048_577))
    record_ = f'<row r="2">{inline("A2", "P-1")}{inline("B2", "A")}</row>'
    path = raw(tmp_path / "p.xlsx", worksheet(HEADINGS + record_ + empty))
    before = time.perf_counter()
    assert (titles(policy, path), told(policy, path)) == ({"P-1": "A"}, [])
    assert time.perf_counter() - before < 30


def test_a_value_far_off(tmp_path: Path, policy: Policy) -> None:
    def write(made: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, HEAD)
        sheet.write_row(1, 0, ("P-1", "A"))
        sheet.write(1_048_575, 16_383, "x")
        made.add_worksheet("Vennskapsbyer").write_row(0, 0, ("Kode", "Navn"))
        made.worksheets()[1].write_row(1, 0, ("a", "Aalborg"))

    path = book(tmp_path / "p.xlsx", write)
    records = policy.read(path)
    assert told(policy, path) == [
        "p.xlsx · Prosjekter: the sheet is too large and was not read: it goes to row 1048576 and column 16384; "
        "delete what is far off the table"
    ]
    assert records.counts == {"town": 1}


def test_what_is_unpacked_has_bounds(tmp_path: Path, policy: Policy, monkeypatch: pytest.MonkeyPatch) -> None:
    path = raw(tmp_path / "p.xlsx", worksheet(HEADINGS + " " * 3_000_000))
    assert path.stat().st_size < 10_000
    monkeypatch.setattr(package, "MOST_UNPACKED", 2_000_000)
    assert told(policy, path) == [
        "p.xlsx: the workbook is too large: unpacked it has more than 2 MB; "
        "delete empty rows and sheets you do not need"
    ]


@pytest.mark.parametrize(
    ("part", "where"), [("xl/worksheets/sheet1.xml", " · Prosjekter"), ("xl/sharedStrings.xml", "")]
)
def test_a_part_that_is_larger_than_it_says(part: str, where: str, tmp_path: Path, policy: Policy) -> None:
    more = {part: worksheet(HEADINGS + " " * 3_000_000)}
    path = raw(tmp_path / "p.xlsx", worksheet(HEADINGS), **more)
    content = bytearray(path.read_bytes())
    size = len(more[part].encode())
    for at in [at for at in range(len(content)) if content[at : at + 4] == struct.pack("<I", size)]:
        content[at : at + 4] = struct.pack("<I", 100)
    path.write_bytes(content)
    assert told(policy, path) == [f"p.xlsx{where}: {BROKEN}"]


def test_more_texts_than_there_is_room_for(tmp_path: Path, policy: Policy) -> None:
    """Calamine makes room for as many as a part says it has, and so would end the process."""
    texts = f'<sst xmlns="{SPACE}" count="1" uniqueCount="4000000000"><si><t>A</t></si></sst>'
    path = raw(tmp_path / "p.xlsx", worksheet(HEADINGS), **{"xl/sharedStrings.xml": texts})
    assert told(policy, path) == [f"p.xlsx: {BROKEN}"]


def test_all_sheets_together_have_bounds(tmp_path: Path, policy: Policy, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read, "MOST_CELLS", 57)
    path = book(tmp_path / "p.xlsx", alike)
    assert [fault.split(":")[0] for fault in told(policy, path)][-1] == "p.xlsx · Prosjekter!C7 · P-4 · title"
    assert not any("too large" in fault for fault in told(policy, path))
    monkeypatch.setattr(read, "MOST_CELLS", 52)
    assert sum("Vennskapsbyer: the sheet is too large" in fault for fault in told(policy, path)) == 1


def test_errors_and_merged_ranges_have_bounds(tmp_path: Path, policy: Policy, monkeypatch: pytest.MonkeyPatch) -> None:
    path = book(tmp_path / "p.xlsx", alike)
    monkeypatch.setattr(survey, "MOST_ERRORS", 1)
    assert told(policy, path) == [
        "p.xlsx · Prosjekter: the sheet was not read, for more than 1 of its cells are errors: mend the formulas"
    ]
    monkeypatch.setattr(survey, "MOST_ERRORS", 2)
    monkeypatch.setattr(survey, "MOST_MERGED", 1)
    assert told(policy, path) == [
        "p.xlsx · Prosjekter: the sheet was not read, for it has more than 1 merged ranges: unmerge them"
    ]
