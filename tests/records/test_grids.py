"""Sheets with headings: which record type they hold, where their headings are, and what is told instead of guessed."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import policycheck
from policycheck.policy import Policy
from policycheck.records.grid import Grid, Range, cell
from policycheck.records.input import Unusable
from policycheck.records.read import RecordReader
from policycheck.records.tables import Records

TODAY = date(2025, 6, 15)
NBSP = "\u00a0"
Rows = Sequence[Sequence[object]]


@pytest.fixture(scope="module")
def policy() -> Policy:
    return policycheck.load(Path(__file__).parent / "packs" / "projects.yaml")


def sheet(name: str, *rows: Sequence[object], **more: Any) -> Grid:
    return Grid(name, rows, "p.xlsx", name, **more)


def read(policy: Policy, *grids: Grid) -> Records:
    return RecordReader(policy.rulebook).read(grids)


def told(records: Records) -> list[str]:
    return [fault.told("en") for fault in records.all_faults]


def noted(records: Records) -> list[str]:
    return [note.text("en") for note in records.notes]


HEAD = ("Id", "Tittel", "Budsjett i alt")


# --- which record type a sheet holds


@pytest.mark.parametrize(
    "name",
    [
        *("projects", "project", "Prosjekt", "Project", "Prosjekter", "Projects", "PROSJEKTER"),
        *(" prosjekter ", f"Prosjekter{NBSP}", "pro_sjekter"),
    ],
)
def test_a_sheet_is_called_after_its_record_type(name: str, policy: Policy) -> None:
    records = read(policy, sheet(name, HEAD, ("P-1", "A", 5)))
    assert (records.counts, told(records), noted(records)) == ({"project": 1}, [], [])


def test_labels_of_several_words(policy: Policy) -> None:
    for name in ("Twin towns", "twin_town", f"TWIN{NBSP}TOWN", "TwinTowns", "Vennskapsbyer"):
        assert read(policy, sheet(name, ("Kode", "Navn"), ("a", "A"))).counts == {"town": 1}


def test_sheets_of_no_record_type(policy: Policy) -> None:
    names = ("Prosjektar", "Ark1", "Veiledning", "LISTS", "guide", "Lister")
    records = read(policy, sheet("Tom", ("", None, " ")), sheet("Empty"), *(sheet(name, ("a", "b")) for name in names))
    assert told(records) == [
        "p.xlsx · Prosjektar: “Prosjektar” is not a record type and was not read; did you mean `Prosjekter`?"
    ]
    assert noted(records) == [
        "The unknown record type `Prosjektar` was not read. Did you mean `Prosjekter`?",
        "The unknown record type `Ark1` was not read.",
    ]


def test_a_sheet_that_may_be_of_several_record_types(policy: Policy) -> None:
    types = dict(policy.rulebook.records)
    types["cost"] = replace(types["cost"], label={"nb": "Prosjekt", "en": "Cost"})
    records = RecordReader(replace(policy.rulebook, records=types)).read([sheet("Prosjekt", HEAD, ("P-1", "A", 5))])
    assert [fault.told("en") for fault in records.faults] == [
        "p.xlsx · Prosjekt: “Prosjekt” may mean several record types (project, cost), so the table was not read: "
        "give it the name of one of them"
    ]


def test_sheets_of_one_type_are_read_together(policy: Policy) -> None:
    one = sheet("Prosjekter", HEAD, ("P-1", "A", 5), ("P-2", "B", 6))
    other = sheet("projects", ("Title", "Id"), ("C", "P-3"), ("D", "P-1"))
    records = read(policy, one, other)
    assert list(records.rows["project"]) == ["P-1", "P-2", "P-3"]
    assert told(records) == [
        "p.xlsx · projects!B3 · P-1 · id: “P-1” an earlier row has this key; this row is not judged"
    ]


# --- where the headings are


def titles(records: Records) -> dict[str, Any]:
    column = records.rulebook.records["project"].column["title"]
    return {key: row[column] for key, row in records.rows["project"].items()}


@pytest.mark.parametrize(
    "head",
    [
        ("id", "title"),
        ("Id", "Tittel"),
        ("ID", "Title"),
        ("Id *", " tittel*"),
        (f"id{NBSP}", f"{NBSP}TITTEL{NBSP}*"),
        ("i d", "ti\ntle"),
    ],
)
def test_headings_are_names_or_labels(head: tuple[str, ...], policy: Policy) -> None:
    records = read(policy, sheet("Prosjekter", head, ("P-1", "A")))
    assert (titles(records), told(records), noted(records)) == ({"P-1": "A"}, [], [])


ABOVE: list[Rows] = [
    [],
    [("Alle prosjekter", "", "")],
    [("", "", ""), ("Prosjekter i 2026", None, ""), (), ("Oppdatert", date(2026, 1, 1), "")],
    [("Tittel", "", ""), ("", "Status og Budsjett i alt", "")],
    [("Id", "", ""), ("", "", "")],
    [("Prosjekter", n, "") for n in range(19)],
]


@pytest.mark.parametrize("above", ABOVE, ids=range(len(ABOVE)))
def test_what_stands_above_the_headings_is_passed_over(above: Rows, policy: Policy) -> None:
    records = read(policy, sheet("Prosjekter", *above, HEAD, (), ("P-1", "A", 5), ("", None, " "), ("P-2", "B", "x")))
    row = len(above) + 5
    assert titles(records) == {"P-1": "A", "P-2": "B"}
    assert told(records) == [
        f"p.xlsx · Prosjekter!C{row} · P-2 · budget_total: “x” is not a number: write the digits alone, such as 1000000 or 1 000 000.50"
    ]


def test_records_above_the_headings_are_told(policy: Policy) -> None:
    records = read(policy, sheet("Prosjekter", ("Oversikt", "2026"), ("P-0", "Z", 9), HEAD, ("P-1", "A", 5)))
    assert titles(records) == {"P-1": "A"}
    assert told(records) == [
        "p.xlsx · Prosjekter!A2: “P-0” the row stands above the headings in row 3 and was not read: move it below them"
    ]
    assert policy.evaluate(records, today=TODAY).status != "compliant"


@pytest.mark.parametrize("name", ["Reiser 2026", "Lister", "Veiledning"])
def test_a_sheet_with_the_headings_of_a_type_is_not_passed_over(name: str, policy: Policy) -> None:
    head = [field.label["nb"] if field.label else field.name for field in policy.records["project"].fields.values()]
    records = read(policy, sheet("Prosjekter", HEAD, ("P-1", "A", 5)), sheet(name, ("Tittel",), head, ("P-2",)))
    assert [(fault.why, fault.value, fault.words) for fault in records.all_faults] == [
        ("unread_type", name, ("projects",))
    ]


def test_a_sheet_with_some_of_them_is_an_officer_s_own(policy: Policy) -> None:
    records = read(
        policy, sheet("Prosjekter", HEAD, ("P-1", "A", 5)), sheet("Oversikt", ("Id", "Tittel"), ("P-1", "A"))
    )
    assert records.all_faults == ()


def test_a_sheet_that_does_not_begin_at_the_top(policy: Policy) -> None:
    grid = sheet("Prosjekter", ("Liste",), HEAD, ("P-1", "A", "x"), first_row=7, first_column=27)
    records = read(policy, grid)
    fault = records.faults[0].to_dict()
    assert (fault["file"], fault["sheet"], fault["row"], fault["cell"]) == ("p.xlsx", "Prosjekter", 9, "AC9")
    assert read(policy, Grid("projects", [HEAD, ("P-1", "A", "x")], "projects.csv")).faults[0].told("nb") == (
        "projects.csv · C2 · P-1 · budget_total: «x» er ikke et tall: skriv bare sifrene, for eksempel 1000000 eller 1 000 000,50"
    )


def test_the_names_of_cells() -> None:
    cells = {(1, 1): "A1", (7, 6): "F7", (2, 26): "Z2", (2, 27): "AA2", (2, 702): "ZZ2", (9, 703): "AAA9"}
    assert {at: cell(*at) for at in cells} == cells
    assert cell(1_048_576, 16_384) == "XFD1048576"


def test_no_headings(policy: Policy) -> None:
    rows = [("P-1", "A", 5)]
    too_late = [("a", "b")] * 20 + [HEAD]
    for found in (rows, too_late):
        records = read(policy, sheet("Prosjekter", *found))
        assert told(records) == [
            "p.xlsx · Prosjekter · project: the table was not read, for none of its first 20 rows has the headings "
            "expected: Id, Tittel, Budsjett i alt, Andel, Deltakere, Startdato, Pågår, Slag, …"
        ]
        assert records.counts == {}
        assert policy.evaluate(records, today=TODAY).status == "nothing_judged"
    assert told(read(policy, sheet("Prosjekter", HEAD))) == []
    assert told(read(policy, sheet("Prosjekter"))) == []


def test_no_key_among_the_headings(policy: Policy) -> None:
    records = read(policy, sheet("Prosjekter", (), ("Tittel", "Andel"), ("A", 0.5), ("B", 0.5)))
    assert told(records) == [
        "p.xlsx · Prosjekter · row 2 · project · id: the table was not read, for it has no column with the heading `Id`, "
        "which tells its rows apart"
    ]


# --- headings that nobody can make sense of


def test_the_same_heading_twice(policy: Policy) -> None:
    head, row = ("Id", "Budsjett i alt", "Tittel", "budget_total", "Total budget"), ("P-1", 5, "A", 500, 6)
    records = read(policy, sheet("Prosjekter", head, row))
    message = (
        "also stands in B1, and nobody can tell which column is meant, so neither was read: "
        "remove one, or give it another heading"
    )
    assert told(records) == [
        f"p.xlsx · Prosjekter!D1 · budget_total: “budget_total” {message}",
        f"p.xlsx · Prosjekter!E1 · budget_total: “Total budget” {message}",
    ]
    report = policy.evaluate(records, today=TODAY)
    outcomes = {one.rule: one.outcome for one in report.for_("project", "P-1").outcomes}
    assert (outcomes["cheap"], outcomes["titled"]) == ("undetermined", "satisfied")
    assert report.status == "incomplete"


def test_the_keys_heading_twice(policy: Policy) -> None:
    records = read(policy, sheet("Prosjekter", ("Id", "Tittel", "ID"), ("P-1", "A", "P-2"), ("P-3", "B", "P-4")))
    assert told(records) == [
        "p.xlsx · Prosjekter!C1 · id: “ID” also stands in A1, and nobody can tell which column tells the rows apart, "
        "so the table was not read: remove one, or give it another heading"
    ]
    assert records.counts == {}


def test_a_required_field_whose_heading_is_told_is_not_told_for_each_row(policy: Policy) -> None:
    head = ("Kode", "Navn", "Name")
    assert len(told(read(policy, sheet("Towns", head, ("a", "A", "B"), ("b", "B", "C"))))) == 1
    assert told(read(policy, sheet("Towns", head[:2], ("a", ""), ("b", "B")))) == [
        "p.xlsx · Towns!B2 · a · name: is required"
    ]
    assert told(read(policy, sheet("Towns", ("Kode",), ("a",)))) == [
        "p.xlsx · Towns · row 2 · town · a · name: is required"
    ]


def test_a_heading_that_may_be_of_several_fields(policy: Policy) -> None:
    records = read(policy, sheet("Costs", ("Id", "Beløp", "Sum"), ("a", 1, 2)))
    assert told(records) == [
        "p.xlsx · Costs!B1: “Beløp” may mean several fields (first, second), so the column was not read: "
        "use a heading that means only one of them"
    ]
    assert dict(records.rows["cost"]) == {"a": ("a", None, 2, None)}


def test_unknown_headings_are_noted_with_the_nearest_label(policy: Policy) -> None:
    head = ("Id", "Tital", "Budsjett", "Merknad til saken", "budget_totl", 2025, "#N/A")
    records = read(policy, sheet("Prosjekter", head, ("P-1", *range(6))))
    assert told(records) == []
    assert noted(records) == [
        "The unknown field `Tital` of Prosjekter was not read. Did you mean `Title`?",
        "The unknown field `Budsjett` of Prosjekter was not read. Did you mean `Budsjett i alt`?",
        "The unknown field `Merknad til saken` of Prosjekter was not read.",
        "The unknown field `budget_totl` of Prosjekter was not read. Did you mean `budget_total`?",
        "The unknown field `2025` of Prosjekter was not read.",
        "The unknown field `#N/A` of Prosjekter was not read.",
    ]


def test_cells_under_an_empty_heading(policy: Policy) -> None:
    head = ("Id", "", "Tittel", " * ", None)
    rows = [("P-1", "", "A", None, " "), ("P-2", "x", "B", "", ""), ("P-3", "y", "C", 0, "")]
    records = read(policy, sheet("Prosjekter", head, *rows))
    message = "has no heading and was not read: give it a heading, or empty it"
    assert told(records) == [
        f"p.xlsx · Prosjekter!B3: “x” column B {message}",
        f"p.xlsx · Prosjekter!D4: “0” column D {message}",
    ]
    assert titles(records) == {"P-1": "A", "P-2": "B", "P-3": "C"}
    wide = read(policy, sheet("Prosjekter", HEAD, ("P-1", "A", 5, None, "z")))
    assert told(wide) == [f"p.xlsx · Prosjekter!E2: “z” column E {message}"]


# --- a second table


SECOND = "a second table begins here, and nothing was read from here down: move it to a sheet of its own"
BELOW: list[tuple[Rows, str]] = [
    ([(), HEAD, ("P-2", "B", 6)], "A4: “Id”"),
    ([HEAD, ("P-2", "B", 6)], "A3: “Id”"),
    ([("title", "", "id"), ("id", "", "title")], "A4: “id”"),
    ([(), (), ("", "Kode", "Navn"), ("", "a", "A")], "B5: “Kode”"),
    ([(), ("Vennskapsbyer",), ("Kode", "Navn"), ("a", "A")], "A4: “Vennskapsbyer”"),
    ([(), ("Vennskapsbyer",), (), ("Kode", "Navn"), ("a", "A")], "A4: “Vennskapsbyer”"),
    ([(), ("Regel", "Gjelder (post-id eller portfolio)", "Utløper"), ("r", "s", "t")], "A4: “Regel”"),
]


@pytest.mark.parametrize(("below", "where"), BELOW, ids=range(len(BELOW)))
def test_a_second_table_below(below: Rows, where: str, policy: Policy) -> None:
    records = read(policy, sheet("Prosjekter", HEAD, ("P-1", "A", 5), *below, (), ("P-9", "I", 9)))
    assert titles(records) == ({"P-1": "A"} if below[0] != ("title", "", "id") else {"P-1": "A", "title": None})
    assert told(records)[-1] == f"p.xlsx · Prosjekter!{where} {SECOND}"
    assert policy.evaluate(records, today=TODAY).status != "compliant"


def test_rows_after_empty_ones_are_rows(policy: Policy) -> None:
    rows = [("P-1", "A", 5), (), ("P-2",), (), ("P-3", "Tittel", 6), (), (), ("P-4", "", "")]
    records = read(policy, sheet("Prosjekter", HEAD, *rows))
    assert (list(titles(records)), told(records)) == (["P-1", "P-2", "P-3", "P-4"], [])
    assert records.place("project", "P-4", "title").cell == "B9"


def test_a_second_table_beside(policy: Policy) -> None:
    same = read(policy, sheet("Prosjekter", (*HEAD, "", *HEAD), ("P-1", "A", 5, "", "P-2", "B", 6)))
    assert [fault.place.cell for fault in same.faults] == ["E1", "F1", "G1"]
    assert same.counts == {}
    other = read(
        policy,
        sheet("Prosjekter", (*HEAD, "", "Kode", "Navn"), ("P-1", "A", 5, "", "a", "A"), ("", "", "", "", "b", "B")),
    )
    assert titles(other) == {"P-1": "A"}
    assert noted(other) == [
        "The unknown field `Kode` of Prosjekter was not read.",
        "The unknown field `Navn` of Prosjekter was not read.",
    ]
    assert told(other) == ["p.xlsx · Prosjekter!A3 · id: the row has no key (`id`) and cannot be judged"]


# --- merged cells


def test_merged_cells(policy: Policy) -> None:
    rows = [
        ("Alle prosjekter", "", ""),
        HEAD,
        ("P-1", "A", 5),
        ("P-2", "", ""),
        ("", "", 7),
        ("P-4", "D", 8),
        ("", "", ""),
        ("P-5", "E", 9),
    ]
    merged = (Range(1, 1, 1, 3), Range(3, 2, 4, 3), Range(6, 1, 7, 1), Range(4, 1, 5, 1), Range(8, 9, 8, 12))
    records = read(policy, sheet("Prosjekter", *rows, merged=merged))
    message = "the cell is merged with {}: unmerge them, and fill in each cell"
    assert sorted(told(records)) == [
        f"p.xlsx · Prosjekter!A5 · id: {message.format('A4')}",
        "p.xlsx · Prosjekter!A5 · id: the row has no key (`id`) and cannot be judged",
        f"p.xlsx · Prosjekter!B4 · P-2 · title: {message.format('B3')}",
        f"p.xlsx · Prosjekter!C3 · P-1 · budget_total: {message.format('B3')}",
        f"p.xlsx · Prosjekter!C4 · P-2 · budget_total: {message.format('B3')}",
    ]
    assert titles(records) == {"P-1": "A", "P-2": None, "P-4": "D", "P-5": "E"}


# --- the portfolio, waivers and assessments


def test_the_portfolio(policy: Policy) -> None:
    records = read(policy, sheet("Porteføljen", ("Ramme", "År"), (), (100, 2026)))
    assert (records.portfolio, told(records)) == (("portfolio", 100, 2026), [])
    records = read(policy, sheet("portfolio", ("Id", "frame"), ("?", "x")))
    assert told(records) == [
        "p.xlsx · portfolio!B2 · portfolio · frame: “x” is not a number: write the digits alone, such as 1000000 or 1 000 000.50"
    ]
    records = read(policy, sheet("portfolio", ("frame",), (100,), (200,)), sheet("Porteføljen", ("frame",), (300,)))
    assert (records.portfolio, told(records)) == (
        ("portfolio", 100, None),
        [
            "p.xlsx · portfolio · row 3 · portfolio · portfolio: there is one portfolio; several rows are given",
            "p.xlsx · Porteføljen · row 2 · portfolio · portfolio: there is one portfolio; several rows are given",
        ],
    )
    assert told(read(policy, sheet("portfolio", ("rame", "yeer"), (100, 2)))) == [
        "p.xlsx · portfolio · portfolio: the table was not read, for none of its first 20 rows has the headings expected: "
        "Ramme, År"
    ]


def test_waivers_and_assessments(policy: Policy) -> None:
    day = date(2025, 1, 1)
    waivers = sheet(
        "Dispensasjoner",
        ("Regel *", "Gjelder (post-id eller portfolio) *", "Begrunnelse", "Gitt dato *", "Utløper *"),
        (f"cheap{NBSP}", "P-1", "Fordi", day, "31.12.2025"),
        ("cheap", "P-2", "", "", "31.12.2025"),
    )
    assessments = sheet(
        "Vurderinger",
        ("Vurderingsspørsmål", "Gjelder (post-id eller portfolio)", "Svar (ja/nei)", "Dato", "Gyldig til"),
        ("enough", "portfolio", "ja", "1.1.2025", "31.12.2025"),
    )
    records = read(policy, sheet("Prosjekter", HEAD, ("P-1", "A", 500)), waivers, assessments)
    report = policy.evaluate(records, today=TODAY)
    outcomes = {(one.subject, one.rule): one.outcome for one in report.outcomes}
    assert (outcomes["P-1", "cheap"], outcomes["portfolio", "enough"]) == ("waived", "satisfied")
    assert told(records) == ["p.xlsx · Dispensasjoner!D3 · granted_on: is required"]


# --- cells


NUMBER = "is stored as a date or a time: format the cell as a number, and write the number again"
TEXT = "is stored as a date or a time: format the cell as text, and write the value again"
ROUNDED = "has more than 15 digits, so the spreadsheet has rounded it: format the cell as text, and write it again"
ERROR = "is an error and not a value: mend the formula, or write the value"
DATE = "is a number, not a date: format the cell as a date"
AMBIGUOUS = "can be read in two ways: write the number without separators (1000) or with two decimals (1.00)"
NOON, HOUR = datetime.time(12), datetime.timedelta(hours=36)
CELLS: list[tuple[str, object, object]] = [
    ("title", "A", "A"),
    ("title", f" A{NBSP}B{NBSP}", "A B"),
    ("title", 5.0, "5"),
    ("title", 0.1 + 0.2, "0.3"),
    ("title", 999_999_999_999_999.0, "999999999999999"),
    *(("title", number, ROUNDED) for number in (1e15, -1234567890123456.0, 1e300)),
    ("title", date(2025, 1, 1), TEXT),
    ("title", NOON, TEXT),
    ("title", True, "is not a text"),
    ("title", "#1", "#1"),
    *(("title", word, ERROR) for word in ("#N/A", "#DIV/0!", "#REF!", "#VERDI!", "#NAVN?", "#I/T", "#####", "Err:502")),
    ("budget_total", 0.1 + 0.2, Decimal("0.3")),
    ("budget_total", 1e6, 1_000_000),
    ("budget_total", 123456789012345.6, Decimal("123456789012346")),
    ("budget_total", 2.0**60, "has too many digits: at most 18 before the point"),
    ("budget_total", 1234567.05, Decimal("1234567.05")),
    ("budget_total", 1.1 * 3, Decimal("3.3")),
    ("budget_total", 1e-9, "has too many decimals: round it to 6 at most"),
    ("budget_total", f"1{NBSP}000{NBSP}000,50", Decimal("1000000.50")),
    ("budget_total", "1000", 1000),
    ("budget_total", "1.000", AMBIGUOUS),
    ("budget_total", "1,000", AMBIGUOUS),
    ("budget_total", "50 %", "is not a number: write the digits alone, such as 1000000 or 1 000 000.50"),
    ("budget_total", date(2025, 1, 1), NUMBER),
    ("budget_total", datetime.datetime(2025, 1, 1, 12), NUMBER),
    ("budget_total", NOON, NUMBER),
    ("budget_total", HOUR, NUMBER),
    ("budget_total", False, "is not a number: write the digits alone, such as 1000000 or 1 000 000.50"),
    ("budget_total", "#DIV/0!", ERROR),
    ("share", 0.07 * 1, Decimal("0.07")),
    ("share", "7 %", Decimal("0.07")),
    ("people", 3.0, 3),
    ("people", 3.5, "is not a whole number"),
    ("people", "5 %", "is not a number: write the digits alone, such as 1000000 or 1 000 000.50"),
    ("people", 0, 0),
    ("start_date", date(2025, 1, 31), date(2025, 1, 31)),
    ("start_date", datetime.datetime(2025, 1, 31), date(2025, 1, 31)),
    ("start_date", "31.12.1899", date(1899, 12, 31)),
    ("start_date", f"2025-01-31{NBSP}", date(2025, 1, 31)),
    ("start_date", 45_000.0, DATE),
    ("start_date", 45_000, DATE),
    ("start_date", "45000", "is not a date: write 2025-12-31 or 31.12.2025"),
    ("start_date", datetime.datetime(2025, 1, 31, 12), "has a time of day, but must be a date"),
    ("start_date", NOON, "is not a date: write 2025-12-31 or 31.12.2025"),
    ("start_date", HOUR, "is not a date: write 2025-12-31 or 31.12.2025"),
    ("start_date", "#REF!", ERROR),
    ("active", True, True),
    ("active", "JA ", True),
    ("active", 0.0, False),
    ("active", "#I/T", ERROR),
    ("active", date(2025, 1, 1), TEXT),
    ("kind", f"rødt{NBSP}lys{NBSP}", "a"),
    ("kind", 2.1, "2.1"),
    ("kind", date(2025, 1, 2), TEXT),
    ("kind", "#VALUE!", ERROR),
    ("town", f"Nye{NBSP}byen{NBSP}", "Nye byen"),
    ("themes", f"art; river{NBSP}", ("art", "river")),
    ("themes", 5.0, ("5",)),
    ("themes", "#N/A", ERROR),
    ("themes", NOON, TEXT),
    ("days", date(2025, 1, 1), (date(2025, 1, 1),)),
    ("days", "1.1.2025; 2025-01-02", (date(2025, 1, 1), date(2025, 1, 2))),
    ("days", 45_000.0, DATE),
    ("sdgs", 4.0, (4,)),
    ("sdgs", 4, (4,)),
    ("sdgs", 4.5, "is not a whole number"),
    ("sdgs", "4; 5", (4, 5)),
    ("sdgs", "4; #N/A", "is not a number: write the digits alone, such as 1000000 or 1 000 000.50"),
    *((field, Unusable("formula_without_value"), None) for field in ("title", "share", "start_date", "active", "kind")),
    *((field, "  ", ...) for field in ("title", "share", "people", "start_date", "active", "kind", "town", "themes")),
]


@pytest.mark.parametrize(("field", "value", "found"), CELLS, ids=[f"{c[0]}-{c[1]}"[:24] for c in CELLS])
def test_cells(field: str, value: object, found: object, policy: Policy) -> None:
    towns = sheet("Towns", ("code", "name"), ("Nye byen", "Nye byen"))
    records = read(policy, sheet("Projects", ("id", field), ("P-1", value)), towns)
    read_ = records.rows["project"]["P-1"][policy.records["project"].column[field]]
    messages = [fault.message for fault in records.all_faults]
    if found is ...:
        assert (read_, messages) == (None, [])
    elif found is None:
        assert (read_, [fault.to_dict()["value"] for fault in records.faults]) == (None, [None])
        assert messages == [
            "the formula has never been calculated: open the workbook in a spreadsheet program, and save it"
        ]
    elif isinstance(found, str) and " " in found and field != "town" and found != "A B":
        assert (read_ in (None, (4, None)), messages) == (True, [found])
        assert [(fault.key, fault.column, fault.place.cell) for fault in records.faults] == [("P-1", field, "B2")]
    else:
        assert (read_, type(read_), messages) == (found, type(found), [])


def test_keys_and_references_that_only_differ_in_spaces(policy: Policy) -> None:
    towns = sheet("Towns", ("code", "name"), (f"Nye{NBSP}byen ", "A"), ("Nye byen", "B"), (f"{NBSP}", "C"))
    projects = sheet("Projects", ("id", "town"), ("P-1", f" Nye\u202fbyen{NBSP}"), ("P-2", "Gamlebyen"))
    records = read(policy, towns, projects)
    assert told(records) == [
        "p.xlsx · Towns!A3 · Nye byen · code: “Nye byen” an earlier row has this key; this row is not judged",
        "p.xlsx · Towns!A4 · code: “\xa0” the row has no key (`code`) and cannot be judged",
        "p.xlsx · Projects!B3 · P-2 · town: “Gamlebyen” does not exist: there is no town with this key",
    ]
    fault = records.all_faults[-1].to_dict()
    assert (fault["sheet"], fault["row"], fault["cell"]) == ("Projects", 3, "B3")


def test_a_fault_in_one_cell_leaves_the_rest_judged(policy: Policy) -> None:
    names = {
        "title": "titled",
        "budget_total": "cheap",
        "share": "shared",
        "people": "many",
        "start_date": "late",
        "active": "alive",
        "kind": "red",
        "town": "home",
        "themes": "themed",
        "sdgs": "sustained",
    }
    good = ["A", 5, 0.5, 3, date(2025, 1, 1), "ja", "rødt lys", "a", "art", "4; 5"]
    towns = sheet("Towns", ("code", "name"), ("a", "Aalborg"))
    for at, (field, rule) in enumerate(names.items()):
        row = [*good[:at], "#N/A", *good[at + 1 :]]
        records = read(policy, sheet("Projects", ("id", *names), ("P-1", *good), ("P-2", *row)), towns)
        report = policy.evaluate(records, today=TODAY)
        assert report.for_("project", "P-1").status == "compliant"
        assert report.for_("project", "P-2").status == ("non_compliant" if field == "title" else "incomplete")
        outcomes = {one.rule: one.outcome for one in report.for_("project", "P-2").outcomes}
        assert outcomes.pop(rule) == ("violated" if field == "title" else "undetermined")
        assert set(outcomes.values()) == {"satisfied"}
        assert [(fault.column, fault.message) for fault in report.input_faults] == [(field, ERROR)]


# --- anything at all

WORDS = [*HEAD, "Kode", "Navn", "Ramme", "Id *", "Vennskapsby", "", None, "P-1", "a", "#N/A", "x", 5, 0.5, " "]
CELL = st.sampled_from(WORDS) | st.floats() | st.text(max_size=3) | st.dates() | st.booleans() | st.times()
NAMES = st.sampled_from(["Prosjekter", "Towns", "portfolio", "Vurderinger", "Dispensasjoner", "costs", "Ark1"])


@given(st.lists(st.tuples(NAMES, st.lists(st.lists(CELL, max_size=5), max_size=8)), max_size=3))
@settings(max_examples=300)
def test_no_sheet_is_an_exception(policy: Policy, sheets: list[tuple[str, Rows]]) -> None:
    records = read(policy, *(sheet(name, *rows) for name, rows in sheets))
    report = policy.evaluate(records, today=TODAY)
    report.to_json(all=True)
    if report.input_faults:
        assert report.status != "compliant"


KEYS = st.lists(st.sampled_from(["P-1", "P-2", "P-3", "P-4", "", None]), max_size=12)


@given(KEYS)
def test_each_row_is_a_record_or_told(policy: Policy, keys: list[str | None]) -> None:
    records = read(policy, sheet("Prosjekter", HEAD, *((key, "A", 5) for key in keys)))
    lost = {fault.place.cell for fault in records.faults}
    kept = {records.place("project", key, "id").cell for key in records.rows.get("project", {})}
    assert (lost | kept, lost & kept) == ({f"A{row}" for row in range(2, len(keys) + 2)}, set())
