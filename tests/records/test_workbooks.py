"""Workbooks: what they hold is read alike in every format, and what their reader does not tell is told.

`files/` holds what cannot be made here: `old.xls` and `open.ods` are what LibreOffice makes of `alike()`, and `locked.*`
are the same, locked with the password `secret`.
"""

from __future__ import annotations

import json
import random
import struct
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

import policycheck
from policycheck.policy import Policy
from policycheck.records import workbook
from policycheck.records.grid import Range
from policycheck.records.workbooks import ooxml, packed, survey

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


# --- every format


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


def record(kind: int, content: bytes = b"") -> bytes:
    """A record of a binary workbook: its kind, its length, its content."""
    found = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length = len(content)
    while length > 127:
        found, length = found + bytes([length & 0x7F | 0x80]), length >> 7
    return found + bytes([length]) + content


def wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def binary_cell(column: int, value: Any) -> bytes:
    at = struct.pack("<II", column, 0)
    if value == "#N/A":
        return record(3, at + b"\x2a")
    if value == "#DIV/0!":
        return record(11, at + b"\x07" + b"\x00\x00" + bytes(8))
    if isinstance(value, bool):
        return record(4, at + bytes([value]))
    if isinstance(value, str):
        return record(6, at + wide(value))
    return record(1, at) if value is None else record(5, at + struct.pack("<d", value))


def binary(path: Path) -> Path:
    """`alike()` as `.xlsb`, as far as it goes without styles: its dates are texts."""
    rows: dict[int, Sequence[Any]] = {
        0: ("Alle prosjekter",),
        2: HEAD,
        3: ("P-1", "Å", 0.1 + 0.2, 0.5, 3.0, "31.01.2025", True),
        4: ("P-2", "B", "#DIV/0!", "#N/A", "3", "31.12.1899", False),
        5: ("P-3", "C"),
        6: ("P-4", None, 8.0),
    }
    sheet = record(129) + record(148, struct.pack("<4I", 0, 6, 1, 7)) + record(145)
    for row, values in rows.items():
        sheet += record(0, struct.pack("<I", row) + bytes(21))
        sheet += b"".join(binary_cell(at, value) for at, value in enumerate(values, 1))
    sheet += record(146) + record(177, struct.pack("<I", 2))
    sheet += record(176, struct.pack("<4I", 0, 0, 1, 6)) + record(176, struct.pack("<4I", 5, 6, 2, 2)) + record(130)
    towns = record(129) + record(148, struct.pack("<4I", 0, 1, 0, 1)) + record(145)
    for row, values in enumerate((("Kode", "Navn"), ("a", "Aalborg"))):
        towns += record(0, struct.pack("<I", row) + bytes(21))
        towns += b"".join(binary_cell(at, value) for at, value in enumerate(values))
    towns += record(146) + record(130)
    names = ("Prosjekter", "Vennskapsbyer")
    bundles = (struct.pack("<II", 0, at) + wide(f"rId{at}") + wide(name) for at, name in enumerate(names, 1))
    main = record(131) + record(143) + b"".join(record(156, bundle) for bundle in bundles) + record(144) + record(132)
    relations = "".join(f'<Relationship Id="rId{at}" Target="worksheets/sheet{at}.bin"/>' for at in (1, 2))
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.bin", main)
        archive.writestr("xl/_rels/workbook.bin.rels", f"<Relationships>{relations}</Relationships>")
        archive.writestr("xl/worksheets/sheet1.bin", sheet)
        archive.writestr("xl/worksheets/sheet2.bin", towns)
    return path


def path_of(ending: str, folder: Path) -> Path:
    if ending == ".xlsb":
        return binary(folder / "made.xlsb")
    if ending in (".xls", ".ods"):
        return next(FILES.glob(f"o*{ending}"))
    return book(folder / f"made{ending}", alike)


ENDINGS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")


@pytest.mark.parametrize("ending", ENDINGS)
def test_every_format_is_read_alike(ending: str, tmp_path: Path, policy: Policy) -> None:
    path = path_of(ending, tmp_path)
    records = policy.read(path)
    blank = (None,) * 5
    assert dict(records.rows["project"]) == {
        "P-1": ("P-1", "Å", policy_number("0.3"), policy_number("0.5"), 3, date(2025, 1, 31), True, *blank),
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


def policy_number(digits: str) -> object:
    from decimal import Decimal

    return Decimal(digits)


def test_the_content_says_what_a_file_is(tmp_path: Path, policy: Policy) -> None:
    (tmp_path / "new.XLSX").write_bytes((FILES / "old.xls").read_bytes())
    assert list(titles(policy, tmp_path / "new.XLSX")) == ["P-1", "P-2", "P-3", "P-4"]


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


@pytest.mark.parametrize("ending", [".xlsx", ".xls", ".ods"])
def test_locked_workbooks(ending: str, policy: Policy) -> None:
    report = policy.evaluate(FILES / f"locked{ending}", today=TODAY)
    assert [fault.told("en") for fault in report.input_faults] == [f"locked{ending}: {LOCKED}"]
    assert report.status == "nothing_judged"


def test_a_zip_file_that_needs_a_password(tmp_path: Path, policy: Policy) -> None:
    content = bytearray(book(tmp_path / "a.xlsx", alike).read_bytes())
    at = -1
    for magic, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        while (at := content.find(magic, at + 1)) >= 0:
            content[at + offset] |= 1
    (tmp_path / "a.xlsx").write_bytes(content)
    assert told(policy, tmp_path / "a.xlsx") == [f"a.xlsx: {LOCKED}"]


@pytest.mark.parametrize("ending", ENDINGS)
def test_truncated_workbooks(ending: str, tmp_path: Path, policy: Policy) -> None:
    content = path_of(ending, tmp_path).read_bytes()
    cut = tmp_path / f"cut{ending}"
    for length in range(600, len(content) - 600, len(content) // 9):
        cut.write_bytes(content[:length])
        assert told(policy, cut) == [f"cut{ending}: {BROKEN}"]
        assert policy.evaluate(cut, today=TODAY).status == "nothing_judged"


def zipped(**parts: str) -> bytes:
    into = BytesIO()
    with zipfile.ZipFile(into, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return into.getvalue()


NOT_WORKBOOKS: list[tuple[str, bytes, str]] = [
    ("csv", b"Id;Tittel\nP-1;A\n", NONE),
    ("html", b"<html><table><tr><td>Id</td></tr></table></html>", NONE),
    ("word", zipped(word__document="<w:document/>"), NONE),
    ("odt", zipped(mimetype="application/vnd.oasis.opendocument.text", content="<a/>"), NONE),
    ("empty zip", zipped(), NONE),
    ("zip", b"PK\x03\x04" + bytes(100), BROKEN),
    ("compound", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), BROKEN),
    ("white space", b" \n", "the file is empty"),
    ("nothing", b"", "the file is empty"),
]


@pytest.mark.parametrize(("what", "content", "message"), NOT_WORKBOOKS, ids=[one[0] for one in NOT_WORKBOOKS])
@pytest.mark.parametrize("ending", [".xlsx", ".xls", ".ods"])
def test_what_is_no_workbook(
    what: str, content: bytes, message: str, ending: str, tmp_path: Path, policy: Policy
) -> None:
    (tmp_path / f"a{ending}").write_bytes(content)
    assert told(policy, tmp_path / f"a{ending}") == [f"a{ending}: {message}"]


@pytest.mark.parametrize("ending", ENDINGS)
def test_no_damage_is_an_exception(ending: str, tmp_path: Path, policy: Policy, capfd: Any) -> None:
    content = path_of(ending, tmp_path).read_bytes()
    chance = random.Random(ending)
    damaged = tmp_path / f"damaged{ending}"
    for _ in range(40):
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
        (tmp_path / "vba.bin").write_bytes((FILES / "old.xls").read_bytes())
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


def raw(path: Path, sheet: str | bytes, **more: str) -> Path:
    """A workbook with one sheet, `Prosjekter`, whose XML is given."""
    relation = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    parts: Mapping[str, str | bytes] = {
        "_rels/.rels": '<Relationships><Relationship Id="rId1" Target="xl/workbook.xml" Type="http://schemas.'
        'openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{SPACE}" {relation}><sheets>'
        '<sheet name="Prosjekter" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"/></Relationships>',
        "xl/worksheets/sheet1.xml": sheet,
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**parts, **more}.items():
            archive.writestr(name, content)
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
        '<row r="5"><c r="A5"><f>A2</f></c><c r="D5"><f>1</f></c></row>'
    )
    path = raw(tmp_path / "p.xlsx", worksheet(HEADINGS + rows))
    message = "the formula has never been calculated: open the workbook in a spreadsheet program, and save it"
    assert sorted(told(policy, path)) == [
        f"p.xlsx · Prosjekter!A5 · id: {message}",
        "p.xlsx · Prosjekter!A5 · id: the row has no key (`id`) and cannot be judged",
        f"p.xlsx · Prosjekter!B2 · P-1 · title: {message}",
        "p.xlsx · Prosjekter!D5: column D has no heading and was not read: give it a heading, or empty it",
    ]
    assert titles(policy, path) == {"P-1": None, "P-2": None}


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
        found = ooxml.survey_xml(BytesIO(content))
        assert (found.top, found.left, found.bottom, found.right) == extent
        assert found.errors == errors
        assert found.merged == [Range(2, 2, 4, 4), Range(9, 1, 9, 1)]


@pytest.mark.parametrize("ref", ["1A", "a1", "A", "1", "", "A0x", "AAAAAA1", "A1234567890", "Æ1"])
def test_cells_that_are_none(ref: str, tmp_path: Path, policy: Policy) -> None:
    rows = (
        f'<row r="2"><c s="1" r="{ref}" t="e"><v>1</v></c></row>' if ref else '<row r="x"><c t="e"><v>1</v></c></row>'
    )
    assert told(policy, raw(tmp_path / "p.xlsx", worksheet(HEADINGS + rows))) == [f"p.xlsx · Prosjekter: {BROKEN}"]


def test_broken_xml(tmp_path: Path, policy: Policy) -> None:
    for content in ("<worksheet>", "", "<worksheet/>" * 2, "text"):
        assert told(policy, raw(tmp_path / "p.xlsx", content)) == [f"p.xlsx · Prosjekter: {BROKEN}"]
    path = raw(tmp_path / "p.xlsx", worksheet(HEADINGS), **{"xl/workbook.xml": "<workbook>"})
    assert told(policy, path) == [f"p.xlsx: {BROKEN}"]
    path = raw(tmp_path / "p.xlsx", worksheet(HEADINGS), **{"xl/_rels/workbook.xml.rels": "<Relationships/>"})
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


def test_sheets_of_open_documents_that_repeat_themselves(tmp_path: Path, policy: Policy) -> None:
    def changed(old: str, new: str) -> Path:
        path = tmp_path / "p.ods"
        with zipfile.ZipFile(FILES / "open.ods") as source, zipfile.ZipFile(path, "w") as target:
            for name in source.namelist():
                content = source.read(name).decode() if name == "content.xml" else source.read(name)
                target.writestr(name, content.replace(old, new, 1) if isinstance(content, str) else content)
            assert old in source.read("content.xml").decode()
        return path

    town = '<table:table-cell office:value-type="string" calcext:value-type="string"><text:p>Aalborg'
    repeated = town.replace("<table:table-cell", '<table:table-cell table:number-columns-repeated="16000"')
    path = changed(town, repeated)
    message = "column C has no heading and was not read: give it a heading, or empty it"
    assert f"p.ods · Vennskapsbyer!C2: “Aalborg” {message}" in told(policy, path)
    assert told(policy, changed(town, repeated.replace("16000", "16000000"))) == [
        "p.ods: the workbook is too large and was not read: a sheet goes to row 2 and column 16000001; "
        "delete what is far off the table, or save it as .xlsx"
    ]
    for times in ("0", "-1", "x", "99999999999999999999"):
        assert told(policy, changed(town, repeated.replace("16000", times))) == [f"p.ods: {BROKEN}"]
    error = 'calcext:value-type="error"'
    path = changed(error, f'{error} table:number-columns-repeated="300000"')
    assert told(policy, path)[-1].startswith(
        "p.ods: the sheet was not read, for more than 200000 of its cells are errors"
    )


def test_what_is_unpacked_has_bounds(tmp_path: Path, policy: Policy, monkeypatch: pytest.MonkeyPatch) -> None:
    path = raw(tmp_path / "p.xlsx", worksheet(HEADINGS + " " * 3_000_000))
    assert path.stat().st_size < 10_000
    monkeypatch.setattr(packed, "MOST_UNPACKED", 2_000_000)
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
    path = binary(tmp_path / "p.xlsb")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/sharedStrings.bin", record(159, struct.pack("<II", 1, 0xFFFFFFF0)) + record(160))
    assert told(policy, path) == [f"p.xlsb: {BROKEN}"]
    old = bytearray((FILES / "old.xls").read_bytes())
    at = old.index(b"Alle prosjekter") - 11
    for place, wrong in ((at + 4, b"\xf0\xff\xff\xff"), (old.index(b"\x00\x02\x0e\x00") + 8, b"\x00\x00\x00\x70")):
        broken = bytearray(old)
        broken[place : place + 4] = wrong
        (tmp_path / "p.xls").write_bytes(broken)
        assert told(policy, tmp_path / "p.xls") == [f"p.xls: {BROKEN}"]


def test_all_sheets_together_have_bounds(tmp_path: Path, policy: Policy, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_CELLS", 57)
    path = book(tmp_path / "p.xlsx", alike)
    assert [fault.split(":")[0] for fault in told(policy, path)][-1] == "p.xlsx · Prosjekter!C7 · P-4 · title"
    assert not any("too large" in fault for fault in told(policy, path))
    monkeypatch.setattr(workbook, "MOST_CELLS", 52)
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
