"""Records in a workbook: what cells hold, what none can hold, and a pack's own example."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import policycheck as pc
from policycheck.author.example import example
from policycheck.author.template import template
from policycheck.author.template.cells import number_text
from policycheck.policy import Policy

ROOT = Path(__file__).parent.parent.parent
TODAY = date(2026, 11, 1)
AGAIN = "the pack or its example has changed: run python examples/make.py"
Load = Callable[[str], Policy]
Open = Callable[[bytes], Any]

TRIP = {
    "code": "0012",
    "purpose": "=1+1",
    "town": "oslo",
    "others": ["oslo", "bergen"],
    "mode": "boat",
    "cost": "1234567.5",
    "share": Decimal("0.125"),
    "people": 12,
    "day": "2026-05-17",
    "booked": "1899-12-31",
    "abroad": False,
    "kind": "far",
    "themes": ["art", "sea"],
    "numbers": [7],
}
TOWNS = [{"id": "oslo", "name": "Oslo"}, {"id": "bergen"}]
FILLED = {
    "portfolio": {"frame": Decimal("2500000.5")},
    "towns": TOWNS,
    "trips": [TRIP, {"code": "2024/1237", "purpose": "12.01.2026", "cost": 5, "people": 1}],
    "waivers": [{"rule": "cheap", "subject": "0012", "granted_on": "2026-01-01", "expires_on": "2027-01-01"}],
    "assessments": [
        {"judgement": "useful", "subject": "0012", "answer": True, "on": "2026-01-01", "valid_until": "2027-01-01"}
    ],
}
CELLS = [
    *("0012", "=1+1", "oslo", "oslo; bergen", "boat", 1234567.5, 0.125, 12.0, date(2026, 5, 17), "1899-12-31"),
    *("nei", "lang, dyr", "kunst; hav", "7"),
]


class TestCells:
    def test_hold_numbers_and_dates_as_such_and_the_rest_as_people_say_it(self, trips: Policy, opened: Open) -> None:
        book = opened(template(trips, "nb", trips.read({"trips": [TRIP], "towns": TOWNS})))
        assert book.rows("Reiser")[1] == CELLS
        assert "<f>" not in book.raw("Reiser")

    def test_rows_keep_their_order(self, trips: Policy, opened: Open) -> None:
        book = opened(template(trips, "nb", trips.read({"towns": TOWNS})))
        assert book.rows("Byer") == [["Id *", "Navn"], ["oslo", "Oslo"], ["bergen", ""]]
        assert len(book.rows("Reiser")) == len(book.rows("Porteføljen")) == 1

    def test_the_portfolio_and_what_people_decided(self, trips: Policy, opened: Open) -> None:
        waiver = {"rule": "cheap", "subject": "A", "granted_on": "2026-01-01", "expires_on": "2027-01-01"}
        answer = {
            "judgement": "useful",
            "subject": "A",
            "answer": True,
            "on": "2026-01-01",
            "valid_until": "2027-01-01",
        }
        records = trips.read({"portfolio": {"frame": 5}, "waivers": [waiver], "assessments": [answer]})
        book = opened(template(trips, "en", records))
        assert book.rows("The portfolio")[1] == [5.0]
        assert book.rows("Waivers")[1] == ["cheap", "A", "", "", date(2026, 1, 1), date(2027, 1, 1), ""]
        assert book.rows("Assessments")[1] == ["useful", "A", "yes", "", date(2026, 1, 1), date(2027, 1, 1), ""]

    @pytest.mark.parametrize(
        ("value", "cell"),
        [
            ("1000000", 1000000.0),
            ("0.1", 0.1),
            ("-2.500000", -2.5),
            ("999999999999999", 999999999999999.0),
            ("1234567890123456", "1234567890123456"),
            ("123456789012345.67", "123456789012345.67"),
            ("1234567890123456.125", "1234567890123456.1250"),
        ],
    )
    def test_an_amount_too_long_for_excel_is_kept_as_text(
        self, trips: Policy, opened: Open, value: str, cell: object
    ) -> None:
        records = trips.read({"portfolio": {"frame": Decimal(value)}})
        found = opened(template(trips, "nb", records)).rows("Porteføljen")[1][0]
        assert found == cell
        assert trips.read({"portfolio": {"frame": found}}).portfolio == records.portfolio

    @pytest.mark.parametrize(
        ("row", "why"),
        [
            (
                {"others": []},
                "`others`: an empty list cannot be told from one that is not stated: leave the field out",
            ),
            ({"numbers": [1, None]}, "`numbers`: a list with a missing element cannot be written in a cell"),
            ({"purpose": "x" * 40_000}, "`purpose`: a cell holds at most 32,767 characters"),
        ],
    )
    def test_what_no_cell_can_hold(self, trips: Policy, row: dict[str, object], why: str) -> None:
        records = trips.read({"trips": [{"code": "A", "purpose": "x"}, {"code": "B", "purpose": "x", **row}]})
        with pytest.raises(pc.InvalidCall) as caught:
            template(trips, "nb", records)
        assert str(caught.value) == f"Reiser, row 3, {why}"

    def test_a_semicolon_within_an_element(self, loaded: Load) -> None:
        policy = loaded(
            'policy: {id: p, title: P, version: "1", languages: [en]}\n'
            'text: [{id: "1", force: descriptive, en: "Something."}]\n'
            "records: {thing: {fields: {tags: {type: list, of: text}}}}\n"
        )
        with pytest.raises(pc.InvalidCall) as caught:
            template(policy, "en", policy.read({"things": [{"id": "A", "tags": ["a; b"]}]}))
        assert str(caught.value) == (
            "things, row 2, `tags`: `a; b` has a semicolon, which separates the elements of a list"
        )

    def test_a_workbook_that_libreoffice_saved_says_the_same(self, trips: Policy) -> None:
        """Made from `FILLED`: template(trips, "nb", trips.read(FILLED)), then soffice --headless --convert-to xlsx."""
        saved = trips.read(Path(__file__).parent / "saved-by-libreoffice.xlsx")
        given = trips.read(FILLED)
        assert (saved.rows, saved.portfolio, saved.waivers, saved.assessments) == (
            given.rows,
            given.portfolio,
            given.waivers,
            given.assessments,
        )
        assert (saved.all_faults, saved.notes) == (given.all_faults, given.notes) == ((), ())
        reports = [trips.evaluate(records, today=TODAY).to_dict(all=True) for records in (saved, given)]
        assert reports[0] == reports[1]
        assert "waived" in {one["outcome"] for one in reports[0]["outcomes"]}


@pytest.mark.parametrize(
    ("value", "text"),
    [(1000, "1000"), (Decimal("38000.000000"), "38000"), (Decimal("0.1250"), "0.1250"), (Decimal("0.50"), "0.5")],
)
def test_numbers_as_text(value: int | Decimal, text: str) -> None:
    assert number_text(value) == text


class TestExample:
    def test_of_a_pack(self, trips: Policy) -> None:
        path = trips.path / "example.json"
        path.write_text(json.dumps({"towns": TOWNS}), encoding="utf-8")
        assert example(trips).counts == {"town": 2}
        path.unlink()

    def test_none(self, trips: Policy) -> None:
        with pytest.raises(pc.InvalidCall) as caught:
            example(trips)
        path = trips.path / "example.json"
        assert str(caught.value) == (
            f"--example: the pack has no example: write one as `{path}`, a data file like any other"
        )

    def test_none_of_a_pack_in_one_file(self, trips: Policy, tmp_path: Path) -> None:
        path = tmp_path / "one.yaml"
        path.write_bytes((trips.path / "policy.yaml").read_bytes())
        with pytest.raises(pc.InvalidCall) as caught:
            example(pc.load(path))
        assert str(caught.value) == f"--example: `{path}` is one file: only a directory has an example, `example.json`"

    def test_one_with_faults_is_not_written(self, trips: Policy) -> None:
        path = trips.path / "example.json"
        path.write_text(json.dumps({"towns": TOWNS, "trips": [{"code": "A", "cost": "much"}] * 9}), encoding="utf-8")
        with pytest.raises(pc.InvalidCall) as caught:
            example(trips)
        path.unlink()
        first, *told, more = str(caught.value).splitlines()
        assert first == "--example: put the pack's example right first:"
        assert "“much” is not a number: write the digits alone, such as 1000000 or 1 000 000.50" in told[0]
        assert (len(told), more[:6]) == (5, "… and ")


def _make() -> Any:
    spec = importlib.util.spec_from_file_location("make", ROOT / "examples" / "make.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class TestFredrikstad:
    """The files below examples/fredrikstad are made by examples/make.py from the pack's example."""

    def test_they_are_current(self, opened: Open) -> None:
        make = _make()
        files = make.files()
        there = {path.relative_to(make.INTO).as_posix() for path in make.INTO.rglob("*") if path.is_file()}
        assert there == {"README.md", "annual.md", *files}, (
            AGAIN
        )  # tests/report/annual holds annual.md to what is written
        for name, content in files.items():
            found = (make.INTO / name).read_bytes()
            if name.endswith(".xlsx") and found != content:  # another version of XlsxWriter may write other bytes
                ours, theirs = opened(content), opened(found)
                assert theirs.names == ours.names, AGAIN
                assert {one: theirs.rows(one) for one in ours.names} == {one: ours.rows(one) for one in ours.names}, (
                    AGAIN
                )
            else:
                assert found == content, AGAIN

    @pytest.mark.parametrize("form", ["portfolio.xlsx", "csv"])
    def test_each_form_gives_the_same_report(self, form: str) -> None:
        policy, into = pc.load("fredrikstad"), ROOT / "examples" / "fredrikstad"
        assert _report(policy, into / form) == _report(policy, into / "portfolio.json")


def _report(policy: Policy, data: Path) -> dict[str, Any]:
    """The report with every outcome, but for where its input faults stand."""
    found = policy.evaluate(data, today=TODAY).to_dict(all=True)
    for fault in found["input_faults"]:
        for place in ("file", "sheet", "row", "cell"):
            del fault[place]
    return found
