"""Parquet: a file, a folder of parts, what is broken, and which library reads it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pytest

import policycheck
from policycheck.policy import Policy
from policycheck.records import parquet

FRAME = pl.DataFrame(
    {
        "Id": ["P-1", "P-2"],
        "title": ["Blåbær", None],
        "budget": [Decimal("1000000.50"), None],
        "Startdato": [date(2025, 12, 31), None],
        "minors": [True, None],
        "themes": [["kultur", "skole"], None],
    }
)
READ = {
    "P-1": ("P-1", "Blåbær", Decimal("1000000.50"), date(2025, 12, 31), True, None, ("kultur", "skole")),
    "P-2": ("P-2", None, None, None, None, None, None),
}
READERS = ["pyarrow", "polars"]


@pytest.fixture(params=READERS)
def reader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The only library that is there to read Parquet."""
    hidden = set(READERS) - {request.param}
    monkeypatch.setattr(parquet, "find_spec", lambda name: None if name in hidden else find_spec(name))
    return str(request.param)


def test_a_file(reader: str, town: Policy, tmp_path: Path) -> None:
    FRAME.write_parquet(tmp_path / "Prosjekter.parquet")
    records = town.read(tmp_path / "Prosjekter.parquet")
    assert (records.rows, records.all_faults, records.notes) == ({"project": READ}, (), ())


def test_a_file_is_judged_as_its_frame(reader: str, town: Policy, tmp_path: Path) -> None:
    FRAME.write_parquet(tmp_path / "projects.parquet")
    report = town.evaluate(tmp_path / "projects.parquet", today=date(2025, 1, 1))
    assert report.to_json(all=True) == town.evaluate({"projects": FRAME}, today=date(2025, 1, 1)).to_json(all=True)


def test_an_index_of_pandas(reader: str, town: Policy, tmp_path: Path) -> None:
    """One with a name is a column; one without is not even noted."""
    for name, frame in {
        "named": pd.DataFrame({"title": ["Bro"]}, index=pd.Index(["P-1"], name="id")),
        "nameless": pd.DataFrame({"id": ["P-1"], "title": ["Bro"]}, index=[7]),
    }.items():
        (tmp_path / name).mkdir()
        frame.to_parquet(tmp_path / name / "projects.parquet")
        records = town.read(tmp_path / name / "projects.parquet")
        assert (list(records.rows["project"]), records.all_faults, records.notes) == (["P-1"], (), ())


PARTS = {
    "part-0.parquet": pl.DataFrame({"id": ["V-2", "V-3"], "cost": [5, 6]}),
    "country=SE/part-0.parquet": pl.DataFrame({"id": ["V-1"], "cost": [7]}),
    "country=N%C3%B8/year=2025/part-0.PARQUET": pl.DataFrame({"id": ["V-4"], "cost": [1]}),
    "country=__HIVE_DEFAULT_PARTITION__/part-0.parquet": pl.DataFrame({"id": ["V-5", "V-2"], "cost": [1, 1]}),
    "_temporary/part-1.parquet": pl.DataFrame({"id": ["V-6"], "cost": [1]}),
    "_metadata/part-1.parquet": pl.DataFrame({"id": ["V-7"], "cost": [1]}),
    ".part-2.parquet": pl.DataFrame({"id": ["V-8"], "cost": [1]}),
}


@pytest.mark.parametrize("folder", ["visits", "visits.parquet", "Besøk"])
def test_a_folder_of_parts(folder: str, reader: str, town: Policy, tmp_path: Path) -> None:
    for name, frame in PARTS.items():
        path = tmp_path / folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        frame.write_parquet(path)
    (tmp_path / folder / "_SUCCESS").touch()
    for given in (tmp_path / folder, tmp_path):
        records = town.read(given)
        within = folder if given.name == folder else f"{given.name}/{folder}"
        assert {key: row[2] for key, row in records.rows["visit"].items()} == {
            "V-1": "SE",
            "V-2": None,
            "V-3": None,
            "V-4": "Nø",
            "V-5": None,
        }
        assert [one.told("en") for one in records.all_faults] == [
            f"{within}/part-0.parquet · row 1 · visit · V-2 · id: “V-2” a row of {within}/"
            "country=__HIVE_DEFAULT_PARTITION__/part-0.parquet has this key already; this row is not judged"
        ]
        assert [note.text("en") for note in records.notes] == ["The unknown field `year` of visits was not read."]


def whole() -> bytes:
    from io import BytesIO

    into = BytesIO()
    FRAME.write_parquet(into)
    return into.getvalue()


BROKEN = {
    "a text": b"id,title\n",
    "the beginning of a file": whole()[:100],
    "a file without its last byte": whole()[:-1],
    "the marks alone": b"PAR1PAR1",
    "an end that lies": whole()[:-8] + b"\xff\xff\xff\x00PAR1",
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_no_parquet(name: str, reader: str, town: Policy, tmp_path: Path) -> None:
    (tmp_path / "projects.parquet").write_bytes(BROKEN[name])
    records = town.read(tmp_path / "projects.parquet")
    (fault,) = records.all_faults
    start = "the file cannot be read as Parquet: "
    assert (fault.place.file, fault.message[: len(start)]) == ("projects.parquet", start)
    assert len(fault.message) > len(start)
    assert "\n" not in fault.message
    assert town.evaluate(records).status == "nothing_judged"


def test_files_named_after_nothing_known(reader: str, town: Policy, tmp_path: Path) -> None:
    FRAME.write_parquet(tmp_path / "export.parquet")
    (tmp_path / "parts.parquet").mkdir()
    FRAME.write_parquet(tmp_path / "parts.parquet" / "0.parquet")
    why = (
        "the file was not read, for it is not named after a record type: "
        "call it what it holds (projects, visits, portfolio, waivers, assessments)"
    )
    assert [one.told("en") for one in town.read(tmp_path / "export.parquet").all_faults] == [
        f"export.parquet: “export” {why}"
    ]
    assert [one.told("en") for one in town.read(tmp_path / "parts.parquet").all_faults] == [
        f"parts.parquet/0.parquet: “parts” {why}"
    ]


def test_a_folder_without_parts(town: Policy, tmp_path: Path) -> None:
    (tmp_path / "visits.parquet").mkdir()
    assert [one.told("en") for one in town.read(tmp_path / "visits.parquet").all_faults] == [
        "visits.parquet: the folder has no Parquet files"
    ]


def test_nothing_to_read_it_with(town: Policy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing(name: str) -> Any:
        return None

    FRAME.write_parquet(tmp_path / "projects.parquet")
    monkeypatch.setattr(parquet, "find_spec", nothing)
    with pytest.raises(policycheck.InvalidCall) as caught:
        town.read(tmp_path / "projects.parquet")
    assert str(caught.value) == (
        "Parquet files need pyarrow or polars: install one, such as `pip install 'policycheck[parquet]'`"
    )
