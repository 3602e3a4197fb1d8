"""The command that runs a pack's cases: what it shows, writes and refuses."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

Run = Callable[..., Any]

COST = """\
- case: a dear trip
  today: 2026-11-01
  given: {trips: [{id: T, cost: 9000}, {id: U, cost: 1}]}
  expect:
    cheap: {T: violated, U: satisfied}
"""
WRONG = """\
# what is wrong
- case: blåbær
  today: 2026-11-01
  given: {trips: [{id: T, cost: 9000}]}
  expect: {cheap: {T: satisfied}}   # dear
"""
RIGHT = WRONG.replace("T: satisfied", "T: violated")
DIFF = """\
--- cases/more.yaml
+++ cases/more.yaml
@@ -2,4 +2,4 @@
 - case: blåbær
   today: 2026-11-01
   given: {trips: [{id: T, cost: 9000}]}
-  expect: {cheap: {T: satisfied}}   # dear
+  expect: {cheap: {T: violated}}   # dear
"""


@pytest.fixture
def pack(place: Path) -> Path:
    """The pack as a directory with cases."""
    directory = place / "trips"
    (directory / "cases").mkdir(parents=True)
    (place / "trips.yaml").rename(directory / "policy.yaml")
    (directory / "cases" / "cost.yaml").write_text(COST, encoding="utf-8")
    return directory


@pytest.fixture
def more(pack: Path) -> Path:
    """A file of cases more, one of which fails."""
    path = pack / "cases" / "more.yaml"
    path.write_text(WRONG, encoding="utf-8")
    return path


SUMMARY = {
    "en": (
        "cases/more.yaml: blåbær\n"
        "  cheap on T: expected satisfied, found violated\n"
        "    Requires: ✗ “Cost” is at most NOK\u00a01,000 (‹most›)\n"
        "      Cost: NOK\u00a09,000; most: NOK\u00a01,000\n"
        "cases/cost.yaml  1 passed\n"
        "cases/more.yaml  1 failed\n"
        "cases: 1 passed, 1 failed\n"
    ),
    "nb": (
        "cases/more.yaml: blåbær\n"
        "  cheap på T: ventet satisfied, fant violated\n"
        "    Krever: ✗ «Kostnad» er høyst 1\u00a0000\u00a0kr (‹most›)\n"
        "      Kostnad: 9\u00a0000\u00a0kr; most: 1\u00a0000\u00a0kr\n"
        "cases/cost.yaml  1 bestått\n"
        "cases/more.yaml  1 ikke bestått\n"
        "cases: 1 passed, 1 failed\n"
    ),
}


@pytest.mark.parametrize(("words", "language"), [([], "en"), (["--lang", "nb"], "nb")])
def test_the_summary(run: Run, more: Path, words: list[str], language: str) -> None:
    found = run("test", "trips", *words)
    assert (found.code, found.out, found.err) == (1, SUMMARY[language], "")


def test_the_summary_to_a_file(run: Run, more: Path, place: Path) -> None:
    found = run("test", "trips", "--output", "cases.txt")
    assert (found.code, found.out) == (1, "")
    assert (place / "cases.txt").read_text(encoding="utf-8") == SUMMARY["en"]


@pytest.mark.parametrize(("word", "code", "last"), [
    ("BLÅ", 1, "cases: 0 passed, 1 failed"), ("cost.y", 0, "cases: 1 passed, 0 failed"),
])  # fmt: skip
def test_only_some_cases(run: Run, more: Path, word: str, code: int, last: str) -> None:
    found = run("test", "trips", "-k", word)
    assert (found.code, found.out.splitlines()[-1]) == (code, last)


def test_as_json(run: Run, more: Path) -> None:
    found = run("test", "trips", "--format", "json", "--lang", "nb")
    document = json.loads(found.out)
    assert found.code == 1
    assert (document["passed"], document["failed"]) == (1, 1)
    assert document["cases"][1]["line"] == 2
    assert document["cases"][1]["differences"][0]["because"][0].startswith("Krever: ✗ «Kostnad»")


def test_as_junit(run: Run, more: Path, place: Path) -> None:
    found = run("test", "trips", "--format", "junit", "-o", "cases.xml")
    suites = ET.parse(place / "cases.xml").getroot()
    assert (found.code, found.out) == (1, "")
    assert [(suite.get("name"), suite.get("tests"), suite.get("failures")) for suite in suites] == [
        ("cases/cost.yaml", "1", "0"),
        ("cases/more.yaml", "1", "1"),
    ]


def test_coverage(run: Run, more: Path) -> None:
    found = run("test", "trips", "--coverage")
    assert (found.code, found.err) == (0, "")
    assert found.out.startswith(
        "Rules      satisfied  not_applicable  violated  undetermined  waived\n"
        "cheap              2               ·         1             0       0\n"
    )
    some = json.loads(run("test", "trips", "--coverage", "--format", "json", "-k", "dear").out)
    assert some["items"][0]["expected"] == {"satisfied": 1, "violated": 1}


class TestRecord:
    def test_without_a_terminal_the_change_is_shown_and_nothing_written(self, run: Run, more: Path) -> None:
        found = run("test", "trips", "--record")
        assert (found.code, found.err) == (1, "")
        assert found.out == DIFF + "Nothing was written. Run again with --yes to accept the changes.\n"
        assert more.read_text(encoding="utf-8") == WRONG

    def test_with_yes_it_is_written(self, run: Run, more: Path) -> None:
        found = run("test", "trips", "--record", "--yes")
        assert (found.code, found.out, found.err) == (0, DIFF + "Written: cases/more.yaml\n", "")
        assert more.read_text(encoding="utf-8") == RIGHT
        again = run("test", "trips", "--record", "--lang", "nb")
        assert (again.code, again.out) == (0, "Alle utfall er som de står; ingenting å skrive.\n")

    @pytest.mark.parametrize(("answer", "code", "text", "last"), [
        ("y\n", 0, RIGHT, "Written: cases/more.yaml\n"), ("n\n", 1, WRONG, "Nothing was written.\n"),
    ])  # fmt: skip
    def test_on_a_terminal_it_is_asked(
        self, run: Run, more: Path, monkeypatch: pytest.MonkeyPatch, answer: str, code: int, text: str, last: str
    ) -> None:
        stdin = StringIO(answer)
        monkeypatch.setattr(stdin, "isatty", lambda: True)
        monkeypatch.setattr(sys, "stdin", stdin)
        monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
        found = run("test", "trips", "--record")
        assert (found.code, found.err) == (code, "")
        assert found.out == f"{DIFF}Write this into cases/more.yaml? [y/N]: {last}"
        assert more.read_text(encoding="utf-8") == text

    def test_what_has_no_outcome_is_left_and_told(self, run: Run, more: Path) -> None:
        more.write_text(WRONG.replace("T: satisfied", "X: satisfied"), encoding="utf-8")
        found = run("test", "trips", "--record", "--yes")
        assert (found.code, found.err) == (1, "")
        assert found.out == (
            "Left as it is: cases/more.yaml: blåbær: cheap has no outcome for X. Mend the key, or delete the line yourself.\n"
        )

    def test_a_read_only_file(self, run: Run, more: Path) -> None:
        more.chmod(0o444)
        found = run("test", "trips", "--record", "--yes")
        assert (found.code, found.out) == (2, DIFF)
        assert found.err == "policycheck: --record: `cases/more.yaml` is read-only; nothing was written\n"
        assert more.read_text(encoding="utf-8") == WRONG


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["-k", "nothing"], "-k: no case has `nothing` in its name or its file"),
        (["--format", "junti"], "--format: unknown `junti`: did you mean `junit`?"),
        (["--yes"], "--yes: goes with --record"),
        (["--lang", "de"], "--lang: the policy has no `de`: it has nb, en"),
        (
            ["--record", "--coverage"],
            "--record: stands alone; run again without it for --coverage, --format and --output",
        ),
        (
            ["--coverage", "--format", "junit"],
            "--coverage: runs no case, so there is nothing for junit: write it as text or json",
        ),
        (["--output", "nowhere/x.txt"], "--output: `nowhere/x.txt` cannot be written: No such file or directory"),
        (
            ["--output", "x.csv"],
            "--output: `x.csv` is a name for data, and this is text: give it a name such as report.txt",
        ),
    ],
)
def test_what_does_not_go(run: Run, more: Path, words: list[str], message: str) -> None:
    found = run("test", "trips", *words)
    assert (found.code, found.out, found.err) == (2, "", f"policycheck: {message}\n")


def test_a_file_in_another_encoding(run: Run, more: Path) -> None:
    more.write_bytes(WRONG.encode("cp1252"))
    found = run("test", "trips", "--record", "--yes")
    assert (found.code, found.out) == (2, "")
    assert found.err.startswith("cases/more.yaml:2:11: is not UTF-8: byte 0xE5 on line 2\n")
