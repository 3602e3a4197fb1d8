"""`policycheck check`: what it prints, and its exit codes."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import policycheck as pc

Run = Callable[..., Any]
Data = Callable[..., str]

GOOD = '{"trips": [{"id": "T", "cost": 10}]}'
VIOLATED = '{"trips": [{"id": "T", "cost": 9000}]}'
OPEN = '{"trips": [{"id": "T"}]}'
DOUBTFUL = '{"trips": [{"id": "T", "cost": 10, "doubtful": true}]}'
LONG = '{"trips": [{"id": "T", "cost": 10, "days": 50}]}'
UNREADABLE = '{"trips": [{"id": "T", "cost": "much"}, {"id": "U", "cost": 9000}]}'
ALL = '{"trips": [{"id": "T", "cost": 9000}, {"id": "U", "days": 50, "doubtful": true}]}'


@pytest.mark.parametrize(
    ("text", "fail_on", "code"),
    [
        pytest.param(GOOD, None, 0, id="compliant"),
        pytest.param(LONG, None, 0, id="compliant with a recommendation"),
        pytest.param(VIOLATED, None, 1, id="violated"),
        pytest.param(ALL, None, 1, id="violated outweighs what is open"),
        pytest.param(UNREADABLE, None, 2, id="a fault in the data outweighs a violation"),
        pytest.param('{"trips": []}', None, 2, id="nothing judged"),
        pytest.param("{}", None, 2, id="no records at all"),
        pytest.param(OPEN, None, 3, id="undetermined"),
        pytest.param(DOUBTFUL, None, 3, id="to be judged"),
        pytest.param(VIOLATED, "violation", 1, id="violation: violated"),
        pytest.param(OPEN, "violation", 0, id="violation: undetermined"),
        pytest.param(DOUBTFUL, "violation,undetermined", 0, id="violation and undetermined: to be judged"),
        pytest.param(OPEN, "violation, undetermined", 3, id="spaces between the words"),
        pytest.param(VIOLATED, "undetermined", 0, id="undetermined: violated"),
        pytest.param(DOUBTFUL, "judgement", 3, id="judgement: to be judged"),
        pytest.param(LONG, "recommendation", 1, id="recommendation: a should violated"),
        pytest.param(VIOLATED, "recommendation", 0, id="recommendation: a must violated"),
        pytest.param(ALL, "never", 0, id="never"),
        pytest.param(UNREADABLE, "never", 2, id="never: but a fault in the data"),
        pytest.param("{}", "never", 2, id="never: but nothing judged"),
    ],
)
def test_exit_codes(run: Run, data: Data, text: str, fail_on: str | None, code: int) -> None:
    more = ["--fail-on", fail_on] if fail_on else []
    found = run("check", "trips.yaml", data(text), *more)
    assert (found.code, found.err) == (code, "")
    assert "Status: " in found.out


@pytest.mark.parametrize(
    ("fail_on", "message"),
    [
        ("violations", "policycheck: --fail-on: unknown `violations`: did you mean `violation`?\n"),
        ("never,violation", "policycheck: --fail-on: `never` stands alone\n"),
        (
            "",
            "policycheck: --fail-on: unknown ``: known are `judgement`, `never`, `recommendation`, `undetermined`,"
            " `violation`\n",
        ),
    ],
)
def test_fail_on_that_means_nothing(run: Run, data: Data, fail_on: str, message: str) -> None:
    found = run("check", "trips.yaml", data(GOOD), "--fail-on", fail_on)
    assert (found.code, found.out, found.err) == (2, "", message)


def test_the_view_in_a_process_of_its_own(process: Run, data: Data) -> None:
    found = process("check", "trips.yaml", data(VIOLATED), "--today", "2026-11-01")
    assert (found.code, found.err) == (1, "")
    assert found.out == (
        "Reiser, versjon 1, vurdert per 01.11.2026\n"
        "\n"
        "Reise T — ikke i samsvar\n"
        "  ✗ brudd  cheap\n"
        "    Reisen koster 9\u00a0000\u00a0kr; 1\u00a0000\u00a0kr er tillatt.\n"
        "    [1] En reise koster ikke for mye.\n"
        "\n"
        "Forutsetninger vurderingen bygger på\n"
        "  • most = 1\u00a0000\u00a0kr: Antatt.  [1]\n"
        "\n"
        "Poster: reise 1\n"
        "Utfall: ikke aktuell 4, brudd 1\n"
        "Vurdert etter trips 1 (avtrykk 018637599e88) med policycheck 0.1.0\n"
        "Status: ikke i samsvar\n"
    )


def test_json_is_the_same_bytes_as_the_library_gives(process: Run, data: Data, place: Path) -> None:
    report = pc.load("trips.yaml").evaluate(data(ALL), today=date(2026, 11, 1))
    words = ("check", "trips.yaml", "data.json", "--today", "2026-11-01", "--format", "json")
    assert process(*words).out == report.to_json()
    assert process(*words, "--all").out == report.to_json(all=True)
    assert process(*words, PYTHONIOENCODING="ascii").out == report.to_json()
    assert process(*words, "--output", "out.json").out == ""
    assert (place / "out.json").read_bytes() == report.to_json().encode()


def test_the_view_goes_to_a_file(run: Run, data: Data, place: Path) -> None:
    name = data(ALL)
    shown = run("check", "trips.yaml", name, "--all")
    found = run("check", "trips.yaml", name, "--all", "-o", "out.txt")
    assert (found.code, found.out) == (1, "")
    assert (place / "out.txt").read_text(encoding="utf-8") == shown.out


@pytest.mark.parametrize(("path", "why"), [("nowhere/out.json", "No such file or directory"), (".", "Is a directory")])
def test_a_file_that_cannot_be_written(run: Run, data: Data, path: str, why: str) -> None:
    found = run("check", "trips.yaml", data(GOOD), "--output", path)
    assert (found.code, found.err) == (2, f"policycheck: --output: `{path}` cannot be written: {why}\n")


@pytest.mark.parametrize(
    ("text", "settings", "code"),
    [
        pytest.param(VIOLATED, ["most=10 000,50"], 0, id="money as people write it"),
        pytest.param(VIOLATED, ["most = 9000"], 0, id="spaces around the sign"),
        pytest.param(VIOLATED, ["most="], 3, id="blank is missing"),
        pytest.param(VIOLATED, ["most=  "], 3, id="white space is missing"),
        pytest.param(VIOLATED, ["most=1", "most=9000"], 0, id="the last of two"),
        pytest.param(
            '{"trips": [{"id": "T", "cost": 1, "start": "2027-10-01"}]}',
            ["season=2023-10-01/2027-10-01"],
            1,
            id="a period is half-open",
        ),
        pytest.param(
            '{"trips": [{"id": "T", "cost": 1, "start": "2027-09-30"}]}',
            ["season=2023-10-01/2027-10-01"],
            0,
            id="a period",
        ),
        pytest.param(
            '{"trips": [{"id": "T", "cost": 1, "start": "2099-09-30"}]}', ["season=2023-10-01/"], 0, id="an open period"
        ),
        pytest.param('{"trips": [{"id": "T", "cost": 1, "countries": ["NO"]}]}', ["avoided=SE; NO"], 1, id="a list"),
        pytest.param('{"trips": [{"id": "T", "cost": 1, "days": 9}]}', ["longest=1"], 0, id="an integer"),
    ],
)
def test_set(run: Run, data: Data, text: str, settings: list[str], code: int) -> None:
    found = run("check", "trips.yaml", data(text), *[word for one in settings for word in ("--set", one)])
    assert (found.code, found.err) == (code, "")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--set", "mots=1"], "unknown parameter `mots`: did you mean `most`?"),
        (["--set", "zzzzzz=1"], "unknown parameter `zzzzzz`: known are `avoided`, `longest`, `most`, `season`"),
        (
            ["--set", "most=much"],
            "parameter `most` (money): `much` is not a number: write the digits alone, such as 1000000 or 1 000 000.50",
        ),
        (["--set", "season=2020"], "parameter `season` (period): `2020` is not a period: write 2023-10-01/2027-10-01"),
        (["--set", "longest=1.5"], "parameter `longest` (integer): `1.5` is not a whole number"),
        (["--set", "most"], "--set: `most` is not NAME=VALUE"),
        (["--today", "soon"], "--today: `soon` is not a date: write 2026-11-01"),
        (["--today", "2026-02-30"], "--today: `2026-02-30` is not a date: write 2026-11-01"),
        (["--today", ""], "--today: `` is not a date: write 2026-11-01"),
        (["--lang", "de"], "--lang: the policy has no `de`: it has nb, en"),
        (["--engine", "pyhton"], "unknown engine `pyhton`: did you mean `python`?"),
    ],
)
def test_options_that_mean_nothing(run: Run, data: Data, words: list[str], message: str) -> None:
    found = run("check", "trips.yaml", data(GOOD), *words)
    assert (found.code, found.out, found.err) == (2, "", f"policycheck: {message}\n")


@pytest.mark.parametrize("today", ["2026-11-01", "01.11.2026", "1.11.2026", " 2026-11-01 "])
def test_today(run: Run, data: Data, today: str) -> None:
    found = run("check", "trips.yaml", data(GOOD), "--today", today, "--lang", "en")
    assert found.out.startswith("Trips, version 1, judged as of 1 November 2026\n")


@pytest.mark.parametrize("engine", ["python", "reference"])
def test_engines(run: Run, data: Data, engine: str) -> None:
    found = run("check", "trips.yaml", data(VIOLATED), "--engine", engine, "--format", "json")
    assert found.code == 1
    assert json.loads(found.out)["engine"] == engine


def test_several_files_are_read_together(run: Run, data: Data) -> None:
    data(VIOLATED)
    data("trips: [{id: U, cost: 5}]\n", "more.yaml")
    found = run("check", "trips.yaml", "data.json", "more.yaml", "--format", "json")
    assert json.loads(found.out)["counts"]["records"] == {"trip": 2}


class TestData:
    """Files that cannot be read."""

    def test_missing(self, run: Run) -> None:
        found = run("check", "trips.yaml", "gone.json")
        assert (found.code, found.out, found.err) == (2, "", "policycheck: there is no file `gone.json`\n")

    def test_with_a_name_too_long_for_a_file(self, run: Run, data: Data) -> None:
        long = "a" * 5000
        assert run("check", "trips.yaml", long).err == f"policycheck: there is no file `{long}`\n"
        assert run("check", long, data(GOOD)).err.startswith(f"policycheck: there is no pack `{long}`, neither")

    def test_of_no_known_kind(self, run: Run, place: Path) -> None:
        (place / "data.docx").write_bytes(b"PK")
        found = run("check", "trips.yaml", "data.docx")
        assert (found.code, found.out) == (2, "")
        assert found.err.startswith("policycheck: `data.docx` ends in `.docx`: data are read from files ending in ")
        assert found.err.count("\n") == 1

    def test_no_workbook(self, run: Run, place: Path) -> None:
        (place / "data.xlsx").write_bytes(b"this is no workbook")
        found = run("check", "trips.yaml", "data.xlsx")
        assert found.code == 2
        assert "data.xlsx" in found.out + found.err

    def test_a_directory(self, run: Run, place: Path) -> None:
        (place / "empty").mkdir()
        found = run("check", "trips.yaml", "empty")
        assert found.code == 2
        assert "empty" in found.out + found.err

    def test_broken_json_is_a_fault_in_the_report(self, run: Run, data: Data) -> None:
        found = run("check", "trips.yaml", data('{"trips": [{"id": "T",}]}'), "--format", "json")
        assert (found.code, found.err) == (2, "")
        report = json.loads(found.out)
        assert report["status"] == "nothing_judged"
        (fault,) = report["input_faults"]
        assert fault["file"] == "data.json"
        assert fault["message"].startswith("the file cannot be read as JSON: line 1, column 2")

    def test_a_broken_file_does_not_stop_the_others(self, run: Run, data: Data) -> None:
        data("{", "broken.json")
        found = run("check", "trips.yaml", "broken.json", data(VIOLATED))
        assert found.code == 2
        assert "✗ brudd  cheap" in found.out
        assert "broken.json: filen kan ikke leses som JSON" in found.out


class TestPack:
    """Packs that cannot be used."""

    def test_faults_go_to_standard_error_with_a_caret(self, process: Run, place: Path) -> None:
        text = (place / "trips.yaml").read_text(encoding="utf-8")
        (place / "trips.yaml").write_text(text.replace("cost <= param.most", "cots <= param.most"), encoding="utf-8")
        (place / "data.json").write_text(GOOD, encoding="utf-8")
        found = process("check", "trips.yaml", "data.json")
        assert (found.code, found.out) == (2, "")
        first, line, caret, *_ = found.err.split("\n")
        assert first.startswith("trips.yaml:29:14: ")
        assert "`cots`" in first
        assert line.strip() == "require: cots <= param.most"
        assert caret.strip() == "^^^^"
        assert caret.index("^") == line.index("cots")
        assert "Traceback" not in found.err

    @pytest.mark.parametrize(
        ("pack", "near"),
        [
            ("fredrikstd", "did you mean `fredrikstad`?"),
            ("nowhere/pack.yaml", "known are `associations`, `fredrikstad`"),
        ],
    )
    def test_unknown(self, run: Run, data: Data, pack: str, near: str) -> None:
        found = run("check", pack, data(GOOD))
        message = f"policycheck: there is no pack `{pack}`, neither shipped nor at that path: {near}\n"
        assert (found.code, found.out, found.err) == (2, "", message)

    def test_a_directory_without_a_policy(self, run: Run, data: Data, place: Path) -> None:
        (place / "empty").mkdir()
        found = run("check", "empty", data(GOOD))
        assert (found.code, found.out) == (2, "")
        assert "policy.yaml" in found.err
