"""`policycheck check PACK DATA…` on files of several kinds, folders, and some of each."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]

GOOD = "Id;Kostnad\nT;1 000,00\n"
VIOLATED = "id,cost,countries\nT,9000,NO;SE\n"


def lay(place: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (place / name).parent.mkdir(exist_ok=True)
        (place / name).write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("files", "given", "code"),
    [
        pytest.param({"trips.csv": GOOD}, ["trips.csv"], 0, id="a table"),
        pytest.param({"Reise.csv": GOOD}, ["Reise.csv"], 0, id="a table by its label"),
        pytest.param({"trip.tsv": VIOLATED}, ["trip.tsv"], 1, id="another table"),
        pytest.param({"data/trips.csv": GOOD}, ["data"], 0, id="a folder"),
        pytest.param({"data/trips.csv": GOOD}, ["data/"], 0, id="a folder with a slash"),
        pytest.param(
            {"data/trips.csv": GOOD, "more.json": '{"trips": [{"id": "U", "cost": 9000}]}'},
            ["data", "more.json"],
            1,
            id="a folder and a file",
        ),
        pytest.param({"data/trips.csv": GOOD, "trips.csv": VIOLATED}, ["data", "trips.csv"], 2, id="one key in both"),
        pytest.param({"trips.csv": "id,cost\nT,1,000\n"}, ["trips.csv"], 2, id="a shifted row"),
        pytest.param({"export.csv": GOOD}, ["export.csv"], 2, id="a table with no name known"),
        pytest.param({"data/trips.csv": GOOD, "data/trips.txt": GOOD}, ["data"], 2, id="a file that is not read"),
        pytest.param({"old.xls": "x"}, ["old.xls"], 2, id="a workbook of a kind that is not read"),
        pytest.param({"data/trips.csv": GOOD, "data/old.ods": "x"}, ["data"], 2, id="such a workbook in a folder"),
        pytest.param({"data/README.md": GOOD}, ["data"], 2, id="a folder without data"),
    ],
)
def test_exit_codes(run: Run, place: Path, files: dict[str, str], given: list[str], code: int) -> None:
    lay(place, files)
    found = run("check", "trips.yaml", *given)
    assert (found.code, found.err) == (code, "")
    assert "Status: " in found.out


def test_the_same_report(run: Run, place: Path) -> None:
    rows = [{"id": "T", "cost": 9000, "countries": ["NO", "SE"]}]
    lay(place, {"trips.json": json.dumps(rows), "all.json": json.dumps({"trips": rows}), "data/trips.csv": VIOLATED})
    reports = [
        run("check", "trips.yaml", name, "--today", "2026-11-01", "--all", "--format", "json").out
        for name in ("all.json", "trips.json", "data", "data/trips.csv")
    ]
    assert json.loads(reports[0])["status"] == "non_compliant"
    assert set(reports) == {reports[0]}


def test_what_is_wrong_is_shown_with_its_place(run: Run, place: Path) -> None:
    lay(place, {"data/Reise.csv": "Id;Kostnad\nT;mye\nU;1;000\n", "data/notes.docx": "x"})
    out = " ".join(run("check", "trips.yaml", "data").out.split())
    assert (
        "data/Reise.csv · B2 · T · Kostnad: «mye» er ikke et tall: skriv bare sifrene, for eksempel 1000000 eller 1 000 000,50"
        in out
    )
    assert "data/Reise.csv · rad 3 · trip · U: «U; 1; 000» raden har 3 celler, men det er bare 2 overskrifter" in out
    assert "data/notes.docx er ikke lest; data leses fra filer som ender på .csv, .json," in out


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("gone", "policycheck: there is no file `gone`\n"),
        ("trips.txt", "policycheck: `trips.txt` ends in `.txt`: data are read from files ending in .csv, .json,"),
    ],
)
def test_paths_that_are_no_data(run: Run, place: Path, given: str, message: str) -> None:
    lay(place, {"trips.txt": GOOD})
    found = run("check", "trips.yaml", given)
    assert (found.code, found.out, found.err[: len(message)]) == (2, "", message)


def test_help_says_what_data_may_be(run: Run) -> None:
    shown = " ".join(run("check", "--help").out.split())
    assert "Files (.csv, .json," in shown
    assert "and folders of such" in shown


def test_a_report_takes_no_data_s_place(run: Run, place: Path) -> None:
    lay(place, {"trips.csv": "id;cost\nT;5\n", "trips.json": "[]"})
    out = run("check", "trips.yaml", "trips.csv", "--output", "trips.csv")
    assert (out.code, out.err) == (
        2,
        "policycheck: --output: `trips.csv` is among the data: give the report a name of its own\n",
    )
    out = run("check", "trips.yaml", "trips.csv", "--output", "other.xlsx")
    assert (out.code, out.err) == (
        2,
        "policycheck: --output: `other.xlsx` is a name for data, and this is text: give it a name such as report.txt\n",
    )
    out = run("check", "trips.yaml", "trips.csv", "--format", "xlsx", "--output", "other.csv")
    assert (out.code, out.err) == (
        2,
        "policycheck: --output: `other.csv` is a name for data, and this is xlsx: give it a name such as report.xlsx\n",
    )
    assert (place / "trips.csv").read_text() == "id;cost\nT;5\n"


def test_a_pipe_is_not_waited_for(run: Run, place: Path) -> None:
    os.mkfifo(place / "trips.csv")
    out = run("check", "trips.yaml", "trips.csv")
    assert (out.code, out.err) == (2, "policycheck: `trips.csv` is not a file\n")


def test_data_without_a_name(run: Run, place: Path) -> None:
    out = run("check", "trips.yaml", "")
    assert (out.code, out.err) == (2, "policycheck: the name of the data is empty: name a file or a folder\n")
