"""`policycheck new` and `policycheck schema`: what they write, and what they say."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]

FILES = "policy.yaml, text.yaml, records.yaml, parameters.yaml, rules/first.yaml, cases/first.yaml"


def test_what_it_says(run: Run) -> None:
    found = run("new", "Våre reiser", "--lang", "nb,de", "--title", "Reiser")
    assert (found.code, found.err) == (0, "")
    assert found.out == (
        f"Våre reiser: {FILES}\n"
        "The policy's id is vare-reiser: an id has small letters, digits and hyphens.\n"
        "The title is one for all languages: translate it in policy.yaml.\n"
        "The texts under `de` are English: translate them.\n"
        "Next: read the notes in the files, change them, and run\n"
        "  policycheck lint 'Våre reiser'\n"
        "  policycheck test 'Våre reiser'\n"
        "  policycheck docs 'Våre reiser'\n"
    )


@pytest.mark.parametrize("languages", ["nb,en", "en"])
def test_the_pack_has_no_weakness_and_its_cases_pass(run: Run, languages: str) -> None:
    run("new", "travel", "--lang", languages)
    linted, tested, told = run("lint", "travel"), run("test", "travel"), run("docs", "travel")
    assert (linted.code, linted.out, linted.err) == (
        0, "travel 1.0: no faults; clauses 5, rules 2, judgements 1\n", "",
    )  # fmt: skip
    assert (tested.code, tested.out, tested.err) == (0, "cases: 5 passed, 0 failed\n", "")
    assert (told.code, told.err) == (0, "")


def test_a_directory_named_as_a_shipped_pack_is_called_by_its_path(run: Run) -> None:
    found = run("new", "fredrikstad")
    assert found.out.splitlines()[-1] == "  policycheck docs ./fredrikstad"


def test_a_directory_that_is_not_empty(run: Run, place: Path) -> None:
    (place / "mine").mkdir()
    (place / "mine/notes.txt").write_text("mine", encoding="utf-8")
    found = run("new", "mine")
    assert (found.code, found.out, found.err) == (
        2, "", "policycheck: `mine` is not empty, and nothing is overwritten: name a new directory\n",
    )  # fmt: skip


def test_a_schema_on_standard_output_and_in_a_file(run: Run, place: Path) -> None:
    shown, written = run("schema"), run("schema", "-o", "own.json")
    assert (shown.code, written.code, written.out, written.err) == (0, 0, "", "")
    assert (place / "own.json").read_bytes() == shown.out.encode()
    assert json.loads(shown.out)["title"] == "pack"
    again = run("schema", "--cases", "-o", "own.json")
    assert (again.code, json.loads((place / "own.json").read_text("utf-8"))["title"]) == (0, "cases")


def test_a_schema_replaces_no_data(run: Run, place: Path) -> None:
    (place / "trips.json").write_text('{"trips": []}', encoding="utf-8")
    found = run("schema", "-o", "trips.json")
    assert (found.code, found.err) == (
        2, "policycheck: --output: `trips.json` is there already and is no JSON Schema: give another name\n",
    )  # fmt: skip
    assert (place / "trips.json").read_text("utf-8") == '{"trips": []}'
