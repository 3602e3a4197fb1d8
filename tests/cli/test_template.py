"""`policycheck template`: a workbook to fill in, from the command line."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import policycheck as pc
from policycheck.author.template import template

Run = Callable[..., Any]


def test_it_says_what_to_do_next(run: Run, place: Path) -> None:
    found = run("template", "trips.yaml", "-o", "mine.xlsx")
    assert (found.code, found.err) == (0, "")
    assert found.out == "mine.xlsx: fill it in, save it, and run: policycheck check trips.yaml mine.xlsx\n"
    assert (place / "mine.xlsx").read_bytes() == template(pc.load(place / "trips.yaml"))


def test_names_with_spaces_are_quoted(run: Run, place: Path) -> None:
    (place / "our trips.yaml").write_bytes((place / "trips.yaml").read_bytes())
    assert run("template", "our trips.yaml", "-o", "my trips.xlsx").out == (
        'my trips.xlsx: fill it in, save it, and run: policycheck check "our trips.yaml" "my trips.xlsx"\n'
    )


def test_in_another_language(run: Run, place: Path) -> None:
    assert run("template", "trips.yaml", "-o", "mine.xlsx", "--lang", "en").code == 0
    assert (place / "mine.xlsx").read_bytes() == template(pc.load(place / "trips.yaml"), "en")


def test_an_example(run: Run, place: Path) -> None:
    found = run("template", "fredrikstad", "-o", "mine.xlsx", "--example")
    assert (found.code, found.err) == (0, "")
    assert found.out == "mine.xlsx: fill it in, save it, and run: policycheck check fredrikstad mine.xlsx\n"
    policy = pc.load("fredrikstad")
    assert policy.read(place / "mine.xlsx").rows == policy.read(policy.path / "example.json").rows


def test_an_empty_one_judges_nothing(run: Run) -> None:
    run("template", "trips.yaml", "-o", "mine.xlsx")
    found = run("check", "trips.yaml", "mine.xlsx", "--today", "2026-11-01")
    assert (found.code, found.err) == (2, "")
    assert found.out == (
        "Reiser, versjon 1, vurdert per 01.11.2026\n"
        "\n"
        "Merknader\n"
        "  • Ingen poster er oppgitt, så ingenting er vurdert.\n"
        "\n"
        "Vurdert etter trips 1 (avtrykk 018637599e88) med policycheck 0.1.0\n"
        "Status: ingenting er vurdert\n"
    )


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            ["-o", "mine.xls"],
            "--output: `mine.xls` does not end in `.xlsx`: a workbook is written as Excel's own format",
        ),
        (["-o", "mine"], "--output: `mine` does not end in `.xlsx`: a workbook is written as Excel's own format"),
        (
            ["-o", "kept.xlsx"],
            "--output: `kept.xlsx` is there already: give another name, or --force to replace what is in it",
        ),
        (["-o", "mine.xlsx", "--lang", "de"], "--lang: the policy has no `de`: it has nb, en"),
        (
            ["-o", "mine.xlsx", "--example"],
            "--example: `trips.yaml` is one file: only a directory has an example, `example.json`",
        ),
        (
            ["-o", "none/mine.xlsx"],
            "--output: `none/mine.xlsx` cannot be written: No such file or directory",
        ),
    ],
)
def test_what_cannot_be_done(run: Run, place: Path, words: list[str], message: str) -> None:
    (place / "kept.xlsx").write_bytes(b"filled in with care")
    found = run("template", "trips.yaml", *words)
    assert (found.code, found.out, found.err) == (2, "", f"policycheck: {message}\n")
    assert [path.name for path in place.glob("*.x*")] == ["kept.xlsx"]
    assert (place / "kept.xlsx").read_bytes() == b"filled in with care"


def test_a_file_is_replaced_by_force(run: Run, place: Path) -> None:
    (place / "mine.xlsx").write_bytes(b"filled in with care")
    assert run("template", "trips.yaml", "-o", "mine.xlsx", "--force").code == 0
    assert (place / "mine.xlsx").read_bytes() == template(pc.load(place / "trips.yaml"))


def test_a_workbook_that_is_open_elsewhere(run: Run, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    unhindered = Path.open

    def refuse(path: Path, mode: str = "r", *more: Any) -> Any:
        if "b" in mode and path.suffix == ".xlsx":
            raise PermissionError(13, "Permission denied")
        return unhindered(path, mode, *more)

    monkeypatch.setattr(Path, "open", refuse)
    found = run("template", "trips.yaml", "-o", "mine.xlsx", "--force")
    assert (found.code, found.out) == (2, "")
    assert found.err == (
        "policycheck: --output: `mine.xlsx` cannot be written: Permission denied; is it open in another program?\n"
    )


def test_what_must_be_installed(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    found = run("template", "trips.yaml", "-o", "mine.xlsx")
    assert (found.code, found.out) == (2, "")
    assert found.err == "policycheck: a workbook is written by XlsxWriter: pip install 'policycheck[excel]'\n"


def test_help(run: Run) -> None:
    found = run("template", "--help")
    assert (found.code, found.err) == (0, "")
    assert found.out.startswith("Usage: policycheck template ")
