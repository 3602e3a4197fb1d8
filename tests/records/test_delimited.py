"""CSV by the dialect of the file itself: read as people wrote it, and nothing shifted or skipped in silence."""

from __future__ import annotations

import codecs
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policycheck.policy import Policy
from policycheck.records.delimited import separator_of
from policycheck.records.tables import Records

Row = dict[str, Any]


def file(tmp_path: Path, content: str | bytes, name: str = "projects.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def read(town: Policy, tmp_path: Path, content: str | bytes, name: str = "projects.csv") -> Records:
    return town.read(file(tmp_path, content, name))


def rows(records: Records, type_: str = "project") -> dict[str, Row]:
    """What was read, without what is missing."""
    names = records.rulebook.records[type_].fields
    return {
        key: {name: value for name, value in zip(names, row, strict=True) if value is not None and name != "id"}
        for key, row in records.rows.get(type_, {}).items()
    }


def faults(records: Records) -> list[Row]:
    return [
        {name: value for name, value in one.to_dict().items() if value is not None}
        for one in sorted(records.all_faults, key=lambda one: one.order)
    ]


def notes(records: Records) -> list[str]:
    return [note.text("en") for note in records.notes]


BOTH = {"P-1": {"title": "Bro", "budget": Decimal("1000000.50")}, "P-2": {"title": "Vei"}}
FULL = {
    "P-1": {
        "title": "Blåbær",
        "budget": Decimal("1000000.50"),
        "start": date(2025, 12, 31),
        "minors": True,
        "form": "project",
        "themes": ("kultur", "skole"),
    }
}

READ: dict[str, tuple[str | bytes, dict[str, Row]]] = {
    "commas": ("id,title,budget\nP-1,Bro,1000000.50\nP-2,Vei,\n", BOTH),
    "semicolons": ("id;title;budget\nP-1;Bro;1 000 000,50\nP-2;Vei;\n", BOTH),
    "tabs": ("id\ttitle\tbudget\nP-1\tBro\t1 000 000,50\nP-2\tVei\t\n", BOTH),
    "labels in Norwegian": ("Id;Tittel;Budsjett\nP-1;Bro;1 000 000,50\nP-2;Vei;\n", BOTH),
    "labels in English, the case aside": ("ID;TITLE;budget\nP-1;Bro;1 000 000,50\nP-2;Vei;\n", BOTH),
    "every kind of cell": (
        "Id;Tittel;Budsjett;Startdato;Mindreårige;Form;Temaer\n"
        'P-1;Blåbær;1\u00a0000\u202f000,50;31.12.2025;JA;Prosjektsamarbeid;"kultur; skole"\n',
        FULL,
    ),
    "columns in any order": ("budget;id;title\n1 000 000,50;P-1;Bro\n;P-2;Vei\n", BOTH),
    "every cell in quotes": ('"id";"title";"budget"\n"P-1";"Bro";"1 000 000,50"\n"P-2";"Vei";""\n', BOTH),
    "a number with separators in quotes": ('id,title,budget\nP-1,Bro,"1,000,000.50"\nP-2,Vei,\n', BOTH),
    "quotes doubled": ('id;title\nP-1;"Prosjekt ""Bro"""\n', {"P-1": {"title": 'Prosjekt "Bro"'}}),
    "a quote within a cell": ('id;title\nP-1;5" rør\n', {"P-1": {"title": '5" rør'}}),
    "line breaks in quotes": (
        'id;title\nP-1;"Bro\r\nover elva"\nP-2;Vei\n',
        {
            "P-1": {"title": "Bro\r\nover elva"},
            "P-2": {"title": "Vei"},
        },
    ),
    "a separator and a break in quotes": ('id,title\nP-1,"Bro, vei\nog sti"\n', {"P-1": {"title": "Bro, vei\nog sti"}}),
    "Excel's own first line": (
        "sep=;\r\nid;title,budget\r\nP-1;x,y\r\n".replace("title,budget", "title"),
        {"P-1": {"title": "x,y"}},
    ),
    "Excel's own first line, in quotes": ('"sep=,"\nid,title\nP-1,Bro\n', {"P-1": {"title": "Bro"}}),
    "a separator that only the first line can name": ("SEP=|\nid|title\nP-1|a;b,c\n", {"P-1": {"title": "a;b,c"}}),
    "returns of an old Mac": ("id;title\rP-1;Bro\r", {"P-1": {"title": "Bro"}}),
    "no last line break": ("id;title\nP-1;Bro", {"P-1": {"title": "Bro"}}),
    "no line separator but the ends of lines": ("id;title\nP-1;a\u2028b\x0bc\n", {"P-1": {"title": "a\u2028b\x0bc"}}),
    "a title above the headings": ("Prosjekter, per 1. mai\n\nid;title\nP-1;Bro\n", {"P-1": {"title": "Bro"}}),
    "blank lines between and below": (
        "id;title\n\nP-1;Bro\n;;;\n \nP-2;Vei\n\n",
        {
            "P-1": {"title": "Bro"},
            "P-2": {"title": "Vei"},
        },
    ),
    "rows that end early": ("id;title;budget\nP-1\nP-2;Vei\n", {"P-1": {}, "P-2": {"title": "Vei"}}),
    "blank columns at the end": ("id;title;;\nP-1;Bro;;\n", {"P-1": {"title": "Bro"}}),
    "white space only": ("id;title;budget\nP-1; ;\t\n", {"P-1": {}}),
    "decimal commas between semicolons": (
        "id;budget\nP-1;0,5\nP-2;1,5\n",
        {
            "P-1": {"budget": Decimal("0.5")},
            "P-2": {"budget": Decimal("1.5")},
        },
    ),
    "lists between commas": (
        "id,themes\nP-1,a;b\nP-2,c;d\n",
        {"P-1": {"themes": ("a", "b")}, "P-2": {"themes": ("c", "d")}},
    ),
    "lists between semicolons": ('id;themes\nP-1;"a;b"\n', {"P-1": {"themes": ("a", "b")}}),
    "a line break in the only column": ('id\n"P-1\nb"\n', {"P-1\nb": {}}),
    "headings alone": ("id;title\n", {}),
    "UTF-8 with a mark": (codecs.BOM_UTF8 + "id;title\nP-1;Blåbær\n".encode(), {"P-1": {"title": "Blåbær"}}),
    "UTF-16": ("id\ttitle\nP-1\tBlåbær\n".encode("utf-16"), {"P-1": {"title": "Blåbær"}}),
    "UTF-16, the other way round": (
        codecs.BOM_UTF16_BE + "sep=;\nid;title\nP-1;Blåbær\n".encode("utf-16-be"),
        {"P-1": {"title": "Blåbær"}},
    ),
}


@pytest.mark.parametrize("name", READ)
def test_what_is_read(name: str, town: Policy, tmp_path: Path) -> None:
    content, expected = READ[name]
    records = read(town, tmp_path, content)
    assert (rows(records), faults(records), notes(records)) == (expected, [], [])


def test_windows_1252_is_noted(town: Policy, tmp_path: Path) -> None:
    records = read(town, tmp_path, "Id;Tittel;Mindreårige\nP-1;Blåbær;ja\n".encode("cp1252"))
    assert rows(records) == {"P-1": {"title": "Blåbær", "minors": True}}
    assert notes(records) == [
        "projects.csv is not UTF-8 and was read as Windows-1252; check that letters such as æ, ø and å are right."
    ]


SEPARATORS = [
    ("id,share\na,1\n", ","),
    ("id;share\na;0,5\n", ";"),
    ("id\tshare\na\t0,5;1\n", "\t"),
    ("id\n", ","),
    ("id\nHansen, Ole\n", ","),
    ("Andel, %;Id\n0,5;a\n", ";"),
    ("Navn, by;Id;Andel\nMoss;a;0,5\n", ";"),
    ('id,"a;b;c;d"\n1,"x;y;z"\n', ","),
    ("a,b;c\n" * 3 + "a,b\n" * 4, ","),
    ("a;b,c\n" * 3 + "a;b\n" * 4, ";"),
    ('id;title\nP-1;"never closed\nP-2;x\nP-3;y\n', ";"),
    ("x," * 100_000 + "\nid;title\na;b\n", ";"),
]


@pytest.mark.parametrize(("text", "separator"), SEPARATORS, ids=range(len(SEPARATORS)))
def test_the_separator(text: str, separator: str) -> None:
    assert separator_of(text.splitlines(keepends=True)) == separator


P1 = {"P-1": {"title": "Bro"}}
CROWDED = (
    "the row has {0} cells, but there are only {1} headings, so nothing but its key was read: most likely a separator "
    "stands within a cell, as in 1,000; put that cell in quotes"
)
QUOTES = (
    "the quotes do not match, and the row was not read (line {0} of the file): put the whole text in quotes, "
    "and write a quote within it twice"
)
OF_PROJECT = {"type": "project", "file": "projects.csv"}

FAULTS: dict[str, tuple[str | bytes, dict[str, Row], list[Row]]] = {
    "a separator within a number": (
        "id,title,budget,form\nP-1,Bro,1,000,project\nP-2,Vei,5,contact\n",
        {"P-1": {}, "P-2": {"title": "Vei", "budget": 5, "form": "contact"}},
        [{**OF_PROJECT, "key": "P-1", "value": "P-1; Bro; 1; 000; project", "message": CROWDED.format(5, 4), "row": 2}],
    ),
    "a separator within a number, and nothing behind it": (
        "id,title,budget,form\nP-1,Bro,1,000,\n",
        {"P-1": {}},
        [{**OF_PROJECT, "key": "P-1", "value": "P-1; Bro; 1; 000; ", "message": CROWDED.format(5, 4), "row": 2}],
    ),
    "a separator within a row that has no key": (
        "title,id\nBro, vei,P-1\nSti,,\n,x,y\n",
        {"vei": {}, "x": {}},
        [
            {**OF_PROJECT, "value": "Sti; ; ", "message": CROWDED.format(3, 2), "row": 3},
            {
                **OF_PROJECT,
                "column": "id",
                "message": "the row has no key (`id`) and cannot be judged",
                "row": 3,
                "cell": "B3",
            },
            {**OF_PROJECT, "key": "vei", "value": "Bro;  vei; P-1", "message": CROWDED.format(3, 2), "row": 2},
            {**OF_PROJECT, "key": "x", "value": "; x; y", "message": CROWDED.format(3, 2), "row": 4},
        ],
    ),
    "a quote that is never closed": (
        'id;title\nP-1;Bro\nP-2;"Vei\nP-3;Sti\n',
        {**P1, "P-3": {"title": "Sti"}},
        [{"file": "projects.csv", "row": 3, "value": 'P-2;"Vei', "message": QUOTES.format(3)}],
    ),
    "two quotes that are never closed": (
        'id;title\nP-1;Bro\nP-2;"Vei\nP-3;"Sti\nP-4;Elv\n',
        {**P1, "P-4": {"title": "Elv"}},
        [
            {"file": "projects.csv", "row": 3, "value": 'P-2;"Vei', "message": QUOTES.format(3)},
            {"file": "projects.csv", "row": 4, "value": 'P-3;"Sti', "message": QUOTES.format(4)},
        ],
    ),
    "quotes around a part of a cell": (
        'id;title\nP-1;Bro\nP-2;"Bro" og vei\nP-3;Sti\n',
        {**P1, "P-3": {"title": "Sti"}},
        [{"file": "projects.csv", "row": 3, "value": 'P-2;"Bro" og vei', "message": QUOTES.format(3)}],
    ),
    "the row as a spreadsheet counts, the line as an editor does": (
        'sep=;\nid;title;budget\nP-1;"Bro\nog vei";1\n\nP-2;x;mye\nP-3;"x\n',
        {"P-1": {"title": "Bro\nog vei", "budget": 1}, "P-2": {"title": "x"}},
        [
            {"file": "projects.csv", "row": 5, "value": 'P-3;"x', "message": QUOTES.format(7)},
            {
                **OF_PROJECT,
                "key": "P-2",
                "column": "budget",
                "value": "mye",
                "message": "is not a number: write the digits alone, such as 1000000 or 1 000 000.50",
                "row": 4,
                "cell": "C4",
            },
        ],
    ),
    "a cell that is too long for any": (
        f"id;title\nP-1;Bro\nP-2;{'x' * 140_000}\nP-3;Sti\n",
        {**P1, "P-3": {"title": "Sti"}},
        [
            {
                "file": "projects.csv",
                "row": 3,
                "value": "P-2;" + "x" * 195 + "…",
                "message": "is too long: at most 100,000 characters",
            }
        ],
    ),
    "what a spreadsheet writes for an error": (
        "id;budget\nP-1;#I/T\nP-2;#REF!\nP-3;#########\n",
        {"P-1": {}, "P-2": {}, "P-3": {}},
        [
            {
                **OF_PROJECT,
                "key": f"P-{row - 1}",
                "column": "budget",
                "value": value,
                "message": "is an error and not a value: mend the formula, or write the value",
                "row": row,
                "cell": f"B{row}",
            }
            for row, value in ((2, "#I/T"), (3, "#REF!"), (4, "#########"))
        ],
    ),
    "an ambiguous number": (
        "id;budget\nP-1;1.000\n",
        {"P-1": {}},
        [
            {
                **OF_PROJECT,
                "key": "P-1",
                "column": "budget",
                "value": "1.000",
                "message": "can be read in two ways: write the number without separators (1000) or with two decimals (1.00)",
                "row": 2,
                "cell": "B2",
            }
        ],
    ),
    "no such heading": (
        "navn;pris\nP-1;Bro\n",
        {},
        [
            {
                **OF_PROJECT,
                "message": "the table was not read, for none of its first 20 rows has the headings expected: "
                "Id, Tittel, Budsjett, Startdato, Mindreårige, Form, Temaer",
            }
        ],
    ),
    "nothing": ("", {}, [{"file": "projects.csv", "message": "the file is empty"}]),
    "blank lines": ("\n \n", {}, [{"file": "projects.csv", "message": "the file is empty"}]),
    "a mark and no more": (codecs.BOM_UTF8, {}, [{"file": "projects.csv", "message": "the file is empty"}]),
    "a workbook": (b"PK\x03\x04\x14\x00\xff", {}, [{"file": "projects.csv", "message": "the file is not a text file"}]),
    "UTF-16 that does not say so": (
        "id;title\nP-1;Bro\n".encode("utf-16-le"),
        {},
        [{"file": "projects.csv", "message": "the file is not a text file"}],
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_what_is_wrong_is_told_and_costs_no_other_row(name: str, town: Policy, tmp_path: Path) -> None:
    content, expected, told = FAULTS[name]
    records = read(town, tmp_path, content)
    assert (rows(records), faults(records), notes(records)) == (expected, told, [])


def test_a_crowded_row_is_told_once(town: Policy, tmp_path: Path) -> None:
    """Not again for a required cell, which may well be there."""
    records = read(town, tmp_path, "id,cost,project\nV-1,1,000,P-1\nV-2,,\n", "visits.csv")
    assert rows(records, "visit") == {"V-1": {}, "V-2": {}}
    of_visit = {"type": "visit", "file": "visits.csv"}
    assert faults(records) == [
        {**of_visit, "key": "V-1", "row": 2, "value": "V-1; 1; 000; P-1", "message": CROWDED.format(4, 3)},
        {**of_visit, "key": "V-2", "column": "cost", "row": 3, "cell": "B3", "message": "is required"},
    ]
    assert (
        town.evaluate(file(tmp_path, "id,cost\nV-1,1,000\n", "visits.csv")).for_("visit", "V-1").status == "incomplete"
    )


def test_a_crowded_waiver_is_no_waiver(town: Policy, tmp_path: Path) -> None:
    content = "rule,subject,reason,granted_on,expires_on\ncheap,P-1,dyrt, men bra,2025-01-01,2026-01-01\n"
    records = read(town, tmp_path, content, "Dispensasjoner.csv")
    assert (records.waivers, [one["message"] for one in faults(records)]) == ((), [CROWDED.format(6, 5)])


def test_rows_swallowed_by_a_quote_are_noted(town: Policy, tmp_path: Path) -> None:
    """Two broken quotes can make one good cell; nobody can be sure, but somebody must look."""
    records = read(town, tmp_path, 'id;title;budget\nP-1;"Bro;5\nP-2;Vei 5";6\nP-3;Sti;7\n')
    assert list(rows(records)) == ["P-1", "P-3"]
    assert notes(records) == [
        "In projects.csv, row 2, a text in quotes runs over several lines that look like rows of their own; "
        "check that no rows are missing."
    ]


def test_a_file_named_after_nothing_known(town: Policy, tmp_path: Path) -> None:
    records = read(town, tmp_path, "id;title\nP-1;Bro\n", "export-2025.csv")
    assert (records.counts, notes(records)) == ({}, [])
    assert faults(records) == [
        {
            "file": "export-2025.csv",
            "value": "export-2025",
            "message": "the file was not read, for it is not named after a record type: "
            "call it what it holds (projects, visits, portfolio, waivers, assessments)",
        }
    ]


@pytest.mark.parametrize("name", ["project.csv", "PROJECTS.CSV", "prosjekt.tsv", "Prosjekter.csv", " Prosjekt .csv"])
def test_a_file_is_named_after_its_records(name: str, town: Policy, tmp_path: Path) -> None:
    assert rows(read(town, tmp_path, "id;title\nP-1;Bro\n", name)) == P1


def test_the_portfolio(town: Policy, tmp_path: Path) -> None:
    report = town.evaluate(file(tmp_path, "År\n2025\n", "porteføljen.csv"), today=date(2025, 1, 1))
    assert (report.counts["records"], report.input_faults) == ({"portfolio": 1}, ())


CELLS = st.text(st.sampled_from('aå1,;\t"\n\r \ufeff='), max_size=8)


@given(
    st.binary(max_size=60)
    | st.lists(st.lists(CELLS, max_size=4), max_size=5).map(
        lambda table: "\n".join(";".join(row) for row in [["id", "title"], *table]).encode()
    )
)
def test_no_file_is_an_exception(town: Policy, tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "projects.csv"
    path.write_bytes(content)
    report = town.evaluate(path, today=date(2025, 1, 1))
    report.to_json(all=True)
    assert report.status in ("nothing_judged", "incomplete", "non_compliant")
