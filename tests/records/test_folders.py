"""Folders and several files as one: what is read, what is passed over, and what must not be."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import policycheck
from policycheck.policy import Policy

PROJECTS = "Id;Tittel\nP-1;Bro\n"
VISITS = "id,project,cost\nV-1,P-1,5\n"
AS_JSON = json.dumps({"visits": [{"id": "V-2", "project": "P-1", "cost": 6}]})
KINDS = ".csv, .json, .parquet, .tsv, .xlsm, .xlsx, .yaml"


def lay(folder: Path, files: dict[str, str | bytes | None]) -> Path:
    """A folder with some files; None is a folder within."""
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if content is None:
            path.mkdir()
        else:
            path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


# The files, the keys read by record type, the faults, and the notes.
FOLDERS: dict[str, tuple[dict[str, str | bytes | None], dict[str, list[str]], list[str], list[str]]] = {
    "a file for each record type": (
        {"projects.csv": PROJECTS, "Besøk.tsv": "id\tproject\tcost\nV-1\tP-1\t5\n", "porteføljen.csv": "År\n2025\n"},
        {"project": ["P-1"], "visit": ["V-1"]},
        [],
        [],
    ),
    "files of other kinds": (
        {"prosjekt.csv": PROJECTS, "all.json": AS_JSON, "more.yaml": "visits: [{id: V-3, cost: 5}]\n"},
        {"project": ["P-1"], "visit": ["V-2", "V-3"]},
        [],
        [],
    ),
    "a list of rows": (
        {"PROJECTS.json": '[{"id": "P-1"}]', "besøk.yaml": "- {id: V-1, cost: 5}\n"},
        {"project": ["P-1"], "visit": ["V-1"]},
        [],
        [],
    ),
    "what the system and open workbooks leave": (
        {"projects.csv": PROJECTS, ".DS_Store": b"\0", "~$visits.xlsx": b"\0", "Thumbs.db": b"\0", "desktop.ini": "x"},
        {"project": ["P-1"]},
        [],
        [],
    ),
    "what is passed over": (
        {"projects.csv": PROJECTS, "README.md": "x", "municipalities.csv": "a,b\n", "2024/projects.csv": PROJECTS},
        {"project": ["P-1"]},
        [],
        [
            "The folder data/2024 was not read; files are read only right in the folder given.",
            f"data/README.md was not read; data are read from files ending in {KINDS}.",
            "data/municipalities.csv was not read, for the file is not named after a record type.",
        ],
    ),
    "what must not be passed over": (
        {
            "projects.csv": PROJECTS,
            "visits.txt": VISITS,
            "Prosjekter.numbers": b"\0",
            "projcts.csv": PROJECTS,
            "visit/a.csv": VISITS,
            "waivers.gsheet": "{}",
        },
        {"project": ["P-1"]},
        [
            "data/projcts.csv: “projcts” is not a record type and was not read; did you mean `Projects`?",
            f"data/Prosjekter.numbers · project: the file was not read, so its records are missing: save it as one of {KINDS}",
            "data/visit · visit: the folder was not read, so its records are missing: put its files into the folder above, "
            "or give this folder on its own",
            f"data/visits.txt · visit: the file was not read, so its records are missing: save it as one of {KINDS}",
            f"data/waivers.gsheet · waiver: the file was not read, so its records are missing: save it as one of {KINDS}",
        ],
        [],
    ),
    "workbooks that are not read": (
        {"projects.csv": PROJECTS, "visits.xls": b"x", "Alt.ODS": b"x", "~$visits.xls": b"x"},
        {"project": ["P-1"]},
        [
            "data/Alt.ODS: the workbook was not read, for it is saved as .ods: open it, and save it as an Excel workbook (.xlsx)",
            "data/visits.xls: the workbook was not read, for it is saved as .xls: open it, and save it as an Excel workbook (.xlsx)",
        ],
        [],
    ),
    "folders with nothing in them": (
        {"projects.csv": PROJECTS, "visits": None, "misc": None},
        {"project": ["P-1"]},
        [],
        [
            "The folder data/misc was not read; files are read only right in the folder given.",
            "The folder data/visits was not read; files are read only right in the folder given.",
        ],
    ),
    "keys that stand in two files": (
        {"projects.csv": PROJECTS, "projects.json": '[{"id": "P-2"}, {"id": "P-1", "title": "Vei"}]'},
        {"project": ["P-1", "P-2"]},
        [
            "data/projects.json · row 2 · project · P-1 · id: “P-1” a row of data/projects.csv has this key already; "
            "this row is not judged"
        ],
        [],
    ),
    "two portfolios": (
        {"portfolio.csv": "year\n2025\n", "x.json": '{"portfolio": {"year": 2026}}'},
        {},
        ["data/x.json · portfolio · portfolio: “{…}” there is one portfolio; several rows are given"],
        ["No rule applies to the records on this date, so nothing was judged."],
    ),
    "files that are broken": (
        {"projects.csv": PROJECTS, "visits.csv": "", "x.json": "{", "y.json": "5", "z.json": "[]"},
        {"project": ["P-1"]},
        [
            "data/visits.csv: the file is empty",
            "data/x.json: the file cannot be read as JSON: line 1, column 2: "
            "expecting property name enclosed in double quotes",
            'data/y.json: the file must begin with named lists, such as {"projects": […]}, '
            "or be one list and named after its records",
            'data/z.json: the file must begin with named lists, such as {"projects": […]}, '
            "or be one list and named after its records",
        ],
        [],
    ),
    "nothing but what is misspelt": (
        {"projcts.csv": PROJECTS},
        {},
        ["data/projcts.csv: “projcts” is not a record type and was not read; did you mean `Projects`?"],
        ["No records were given, so nothing was judged."],
    ),
    "nothing": (
        {},
        {},
        [
            "data: the folder has no file that can be read: put a file into it for each record type, such as projects.csv"
        ],
        ["No records were given, so nothing was judged."],
    ),
    "nothing that can be read": (
        {"README.md": "x", ".projects.csv": PROJECTS},
        {},
        [
            "data: the folder has no file that can be read: put a file into it for each record type, such as projects.csv"
        ],
        [
            f"data/README.md was not read; data are read from files ending in {KINDS}.",
            "No records were given, so nothing was judged.",
        ],
    ),
}


@pytest.mark.parametrize("name", FOLDERS)
def test_folders(name: str, town: Policy, tmp_path: Path) -> None:
    files, keys, faults, notes = FOLDERS[name]
    report = town.evaluate(lay(tmp_path / "data", files), today=date(2025, 1, 1))
    found: dict[str, list[str]] = {}
    for one in report.subjects:
        if one.type != "portfolio":
            found.setdefault(one.type, []).append(one.key)
    assert found == keys
    assert [fault.told("en") for fault in report.input_faults] == faults
    assert [note.text("en") for note in report.notes] == notes


def test_the_folder_one_stands_in(town: Policy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(lay(tmp_path / "data", {"projects.csv": PROJECTS, "visits.csv": "id\nV-1\n"}))
    records = town.read(".")
    assert [one.told("en") for one in records.all_faults] == ["visits.csv · row 2 · visit · V-1 · cost: is required"]
    assert list(records.rows["project"]) == ["P-1"]


def test_what_is_read_does_not_depend_on_how_it_is_given(town: Policy, tmp_path: Path) -> None:
    folder = lay(tmp_path / "data", {"projects.csv": PROJECTS, "visits.csv": VISITS, "more.json": AS_JSON})
    paths = [folder / name for name in ("visits.csv", "more.json", "projects.csv")]
    mapping: dict[str, Any] = {
        "projects": [{"id": "P-1", "title": "Bro"}],
        "visits": [{"id": f"V-{n}", "project": "P-1", "cost": n + 4} for n in (1, 2)],
    }
    reports = [
        town.evaluate(data, today=date(2025, 1, 1)).to_json(all=True)
        for data in (
            mapping,
            folder,
            str(folder),
            paths,
            [str(path) for path in reversed(paths)],
            [folder / "visits.csv", {"projects": mapping["projects"]}, {"visits": mapping["visits"][1:]}],
        )
    ]
    assert set(reports) == {reports[0]}


def test_several_files_name_each_other(town: Policy, tmp_path: Path) -> None:
    folder = lay(tmp_path, {"a/visits.csv": VISITS, "b/visits.csv": VISITS, "c.json": AS_JSON, "besøk.csv": VISITS})
    given = [folder / "a", folder / "b", folder / "c.json", folder / "besøk.csv", folder / "c.json"]
    records = town.read([*given, {"projects": [{"id": "P-1"}]}])
    assert [(one.place.file, one.message) for one in records.all_faults] == [
        ("b/visits.csv", "a row of a/visits.csv has this key already; this row is not judged"),
        ("besøk.csv", "a row of a/visits.csv has this key already; this row is not judged"),
        ("c.json", "an earlier row has this key; this row is not judged"),
    ]


def test_around_one_record(town: Policy, tmp_path: Path) -> None:
    visits = lay(tmp_path, {"visits.csv": VISITS}) / "visits.csv"
    report = town.evaluate_one("project", {"id": "P-1", "budget": 4}, given=visits, today=date(2025, 1, 1))
    assert [(one.rule, one.outcome) for one in report.outcomes] == [("cheap", "satisfied"), ("spent", "violated")]


WRONG = {
    "gone.csv": "there is no file `gone.csv`",
    "gone/": "there is no file `gone`",
    "visits.txt": f"`visits.txt` ends in `.txt`: data are read from files ending in {KINDS}, and folders",
    "visits": f"`visits` has no ending: data are read from files ending in {KINDS}, and folders",
}


@pytest.mark.parametrize("name", WRONG)
def test_paths_that_lead_nowhere(name: str, town: Policy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(lay(tmp_path, {"visits.txt": VISITS, "visits": VISITS}))
    with pytest.raises(policycheck.InvalidCall) as caught:
        town.read(name)
    assert str(caught.value) == WRONG[name]
