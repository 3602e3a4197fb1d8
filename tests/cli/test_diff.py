"""`policycheck diff`: two versions of a pack, with and without data; what it exits with; and what is wrong with them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

Run = Callable[..., Any]
ROOT = Path(__file__).parents[2]


@pytest.fixture
def later(place: Path) -> Callable[..., str]:
    """Writes the pack with texts replaced and gives its name."""

    def write(*edits: tuple[str, str], name: str = "later.yaml") -> str:
        text = (place / "trips.yaml").read_text(encoding="utf-8")
        for old, new in edits:
            assert old in text
            text = text.replace(old, new)
        (place / name).write_text(text, encoding="utf-8")
        return name

    return write


MOST = ("value: 1000", "value: 2000")
TRIPS = '{"trips": [{"id": "A", "cost": 1500, "days": 2}]}'


def test_in_the_terminal(run: Run, later: Callable[..., str], data: Callable[..., str]) -> None:
    found = run("diff", "trips.yaml", later(MOST), data(TRIPS), "--today", "2026-11-01", "--lang", "en")
    assert (found.code, found.err) == (1, "")
    head, _, rest = found.out.partition("Changed in meaning")
    assert [line.partition(" (")[0] for line in head.splitlines()] == [
        "Changes in “Trips”",
        "Before: trips.yaml",
        "Now: later.yaml",
    ]
    assert (
        rest
        == """\
: 1. Affected by that: 1. Changed in words only: 0.

Assumptions
  ~ most  changed, meaning
    The value changed:
      − NOK\xa01,000
      + NOK\xa02,000

Rules
  ^ cheap  affected, meaning
    It reads as before, but rests on what changed:
      ^ the assumption ‹most›
    So it requires:
      − “Cost” is at most NOK\xa01,000 (‹most›)
      + “Cost” is at most NOK\xa02,000 (‹most›)

Effect on the data
  Judged as of 1 November 2026.
  Status of the whole: not compliant → compliant.
  Outcomes that changed: 1.
       1  violated → satisfied

  Trip A  cheap
    violated → satisfied
    the assumption ‹most›

Records with another status
  Trip A: not compliant → compliant
"""
    )


@pytest.mark.parametrize(
    ("edits", "code"),
    [
        ([], 0),
        ([("  - id: cheap", "  # cheap\n  - id: cheap")], 0),
        ([('en: "A trip should be short."', 'en: "A trip ought to be short."')], 0),
        ([('nb: "En reise bør være kort."', 'nb: "En reise bør være kjapp."')], 1),
        ([MOST], 1),
    ],
)
@pytest.mark.parametrize("format", ["text", "json"])
def test_the_exit_code_says_whether_anything_changed_in_meaning(
    run: Run, later: Callable[..., str], edits: list[tuple[str, str]], code: int, format: str
) -> None:
    found = run("diff", "trips.yaml", later(*edits), "--format", format)
    assert (found.code, found.err) == (code, "")
    assert found.out


def test_into_a_file(run: Run, place: Path, later: Callable[..., str]) -> None:
    name = later(MOST)
    for format in ("text", "markdown", "html"):
        shown = run("diff", "trips.yaml", name, "--format", format)
        written = run("diff", "trips.yaml", name, "--format", format, "-o", "out.txt")
        assert (written.code, written.out, written.err) == (1, "", "")
        assert (place / "out.txt").read_text(encoding="utf-8") == shown.out


def test_a_value_is_set_in_both(run: Run, later: Callable[..., str], data: Callable[..., str]) -> None:
    words = ["diff", "trips.yaml", later(MOST), data(TRIPS), "--format", "json", "--set", "most=100"]
    assert json.loads(run(*words).out)["data"]["changed"] == 0
    renamed = later(("  most:", "  limit:"), ("param.most", "param.limit"), name="renamed.yaml")
    found = json.loads(run("diff", "trips.yaml", renamed, data(TRIPS), "--format", "json", "--set", "limit=100").out)
    assert (found["data"]["changed"], found["data"]["status"]["old"]) == (0, "non_compliant")


def test_a_value_is_set_where_the_parameter_is(run: Run, later: Callable[..., str], data: Callable[..., str]) -> None:
    more = later(("  longest:", "  other: {type: integer, value: 1}\n  longest:"))
    found = run("diff", "trips.yaml", more, data(TRIPS), "--format", "json", "--set", "other=3", "--lang", "en")
    assert [one for one in json.loads(found.out)["data"]["notes"] if "only" in one["text"].lower()] == [
        {"version": "new", "text": "Only one of the versions has the parameter other; it is set there."}
    ]


BROKEN = "policy: {id: trips, title: Trips, version: 1, languages: [en]}\nrules: [{id: x}]\n"
MISTAKES: list[tuple[list[str], str]] = [
    (["trips.yaml", "nowhere"], "policycheck: there is no pack `nowhere`, neither shipped nor at that path"),
    (["trips.yaml", "trips.yaml", "--format", "htm"], "policycheck: --format: unknown `htm`: did you mean `html`?"),
    (["trips.yaml", "trips.yaml", "--lang", "fr"], "policycheck: --lang: the policy has no `fr`"),
    (["trips.yaml", "trips.yaml", "--today", "2026-01-01"], "policycheck: --today and --set go with DATA"),
    (["trips.yaml", "trips.yaml", "none.json"], "policycheck: "),
    (["trips.yaml", "trips.yaml", "-o", "trips.yaml"], "policycheck: --output: `trips.yaml` is among what is compared"),
    (["trips.yaml", "trips.yaml", "-o", "new.yaml"], "policycheck: --output: `new.yaml` is a name for a pack or data"),
    (["trips.yaml", "trips.yaml", "-o", "no/such/place.md"], "policycheck: --output: `no/such/place.md` cannot be"),
]


@pytest.mark.parametrize(("words", "told"), MISTAKES)
def test_a_mistake_is_told_and_nothing_is_written(run: Run, words: list[str], told: str) -> None:
    found = run("diff", *words)
    assert (found.code, found.out) == (2, "")
    assert found.err.startswith(told)


def test_an_unknown_parameter(run: Run, data: Callable[..., str]) -> None:
    found = run("diff", "trips.yaml", "trips.yaml", data(TRIPS), "--set", "mos=1")
    assert (found.code, found.out) == (2, "")
    assert found.err == "policycheck: unknown parameter `mos`: did you mean `most`?\n"


@pytest.mark.parametrize("order", [["bad.yaml", "trips.yaml"], ["trips.yaml", "bad.yaml"]])
def test_which_of_the_two_does_not_load(run: Run, place: Path, order: list[str]) -> None:
    (place / "bad.yaml").write_text(BROKEN, encoding="utf-8")
    found = run("diff", *order)
    which = "OLD" if order[0] == "bad.yaml" else "NEW"
    first = [line for line in found.err.splitlines() if line.startswith("bad.yaml:")]
    assert (found.code, found.out) == (2, "")
    assert first
    assert all(f": {which}: " in line for line in first)


def test_a_pack_that_is_not_utf_8(run: Run, place: Path) -> None:
    (place / "latin.yaml").write_bytes((place / "trips.yaml").read_bytes().decode().encode("cp1252"))
    found = run("diff", "trips.yaml", "latin.yaml")
    assert (found.code, found.out) == (2, "")
    assert ": NEW: " in found.err


def test_a_pack_against_itself_and_one_with_another_id(run: Run, later: Callable[..., str]) -> None:
    found = run("diff", "trips.yaml", "trips.yaml", "--lang", "en")
    assert found.code == 0
    assert found.out.endswith("Both are the same pack: “trips.yaml”.\nNothing changed.\n")
    found = run("diff", "trips.yaml", later(("id: trips,", "id: journeys,")), "--lang", "en")
    assert found.code == 0
    assert "The packs have different ids: trips and journeys. They are compared all the same.\n" in found.out


def test_the_documentation_shows_what_is_written(run: Run, place: Path) -> None:
    told = (ROOT / "docs" / "diff.md").read_text(encoding="utf-8")
    copytree(ROOT / "rules" / "fredrikstad", place / "proposal")
    for name, old, new in (
        ("parameters.yaml", "clause: 4-p2.s1\n    value: 1", "clause: 4-p2.s1\n    value: 2"),
        ("rules/4-follow-up.yaml", "results_evaluated and finances_evaluated", "results_evaluated"),
    ):
        path = place / "proposal" / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
    data = str(ROOT / "examples" / "fredrikstad" / "portfolio.json")
    found = run("diff", "fredrikstad", "proposal", data, "--today", "2026-11-01", "--lang", "en")
    assert found.code == 1
    example = told.partition("```text\n")[2].partition("```")[0]
    first, _, last = example.partition("  …\n")
    assert _without_digests(found.out).startswith(_without_digests(first))
    assert found.out.endswith(last.lstrip("\n"))


def _without_digests(text: str) -> str:
    return re.sub("sha256:[0-9a-f]+", "sha256:…", text)
