"""The other commands, and what is common to all."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import policycheck as pc

Run = Callable[..., Any]
Data = Callable[..., str]

CASES = """\
- case: a dear trip
  today: 2026-11-01
  given: {trips: [{id: T, cost: 9000}, {id: U, cost: 1}]}
  expect:
    cheap: {T: violated, U: satisfied}
"""


@pytest.fixture
def pack(place: Path) -> Path:
    """The pack as a directory with cases."""
    directory = place / "trips"
    (directory / "cases").mkdir(parents=True)
    (place / "trips.yaml").rename(directory / "policy.yaml")
    (directory / "cases" / "cost.yaml").write_text(CASES, encoding="utf-8")
    return directory


class TestExplain:
    def test_a_tree(self, process: Run, data: Data) -> None:
        found = process(
            "explain", "trips.yaml", data('{"trips": [{"id": "T", "cost": 9000}]}'), "--rule", "cheap", "--subject", "T"
        )
        assert (found.code, found.err) == (0, "")
        assert found.out == (
            "cheap — Reise T\n"
            "  [1] En reise koster ikke for mye.\n"
            "Utfall: brudd\n"
            "\n"
            "Krever: ✗ «Kostnad» er høyst 1\u00a0000\u00a0kr (‹most›)\n"
            "  Kostnad: 9\u00a0000\u00a0kr\n"
            "  most: 1\u00a0000\u00a0kr\n"
            "\n"
            "Dette alene ville endret utfallet\n"
            "  • Kostnad: 1\u00a0000\u00a0kr eller mindre → oppfylt\n"
            "\n"
            "Hele regelen, med regelens egne navn\n"
            "Krever\n"
            "└── ✗ cost <= param.most = nei\n"
            "    ├── cost = 9\u00a0000\u00a0kr\n"
            "    └── param.most = 1\u00a0000\u00a0kr\n"
        )

    def test_in_another_language_with_another_value(self, run: Run, data: Data) -> None:
        name = data('{"trips": [{"id": "T", "cost": 9000}]}')
        found = run(
            "explain", "trips.yaml", name, "--rule", "cheap", "--subject", "T", "--lang", "en", "--set", "most=9000"
        )
        assert "Outcome: satisfied\n\nRequires: ✓ “Cost” is at most NOK\u00a09,000 (‹most›)\n" in found.out

    @pytest.mark.parametrize("format", ["text", "json", "html"])
    def test_in_each_format_to_a_file(self, run: Run, data: Data, place: Path, format: str) -> None:
        name = data('{"trips": [{"id": "T", "cost": 9000}]}')
        words = ("explain", "trips.yaml", name, "--rule", "cheap", "--subject", "T", "--format", format)
        told = run(*words)
        written = run(*words, "--output", "why.out")
        assert (written.code, written.out, written.err) == (0, "", "")
        assert (place / "why.out").read_text(encoding="utf-8") == told.out
        beginning = {
            "text": "cheap — Reise T\n",
            "json": '{\n  "schema": "policycheck/explanation/1",',
            "html": "<!doctype html>",
        }
        assert told.out.startswith(beginning[format])

    def test_a_format_that_there_is_not(self, run: Run, data: Data) -> None:
        found = run("explain", "trips.yaml", data("{}"), "--rule", "cheap", "--subject", "T", "--format", "htm")
        assert (found.code, found.err) == (2, "policycheck: --format: unknown `htm`: did you mean `html`?\n")

    def test_data_are_not_written_over(self, run: Run, data: Data) -> None:
        name = data('{"trips": [{"id": "T", "cost": 9000}]}')
        found = run("explain", "trips.yaml", name, "--rule", "cheap", "--subject", "T", "--output", name)
        assert (found.code, found.err) == (
            2,
            f"policycheck: --output: `{name}` is among the data: give the explanation a name of its own\n",
        )

    @pytest.mark.parametrize(
        ("words", "message"),
        [
            (["--rule", "chaep", "--subject", "T"], "unknown rule `chaep`: did you mean `cheap`?"),
            (["--rule", "cheap"], "`cheap` is about trip: name one: known are `T`"),
            (["--rule", "cheap", "--subject", "X"], "`cheap` is about trip: there is no trip `X`: known are `T`"),
        ],
    )
    def test_what_is_not_there(self, run: Run, data: Data, words: list[str], message: str) -> None:
        found = run("explain", "trips.yaml", data('{"trips": [{"id": "T"}]}'), *words)
        assert (found.code, found.out, found.err) == (2, "", f"policycheck: {message}\n")


class TestCases:
    def test_all_pass(self, process: Run, pack: Path) -> None:
        found = process("test", "trips")
        assert (found.code, found.out, found.err) == (0, "cases: 1 passed, 0 failed\n", "")

    def test_what_fails_is_told(self, run: Run, pack: Path) -> None:
        (pack / "cases" / "more.yaml").write_text(
            "- case: everything is wrong\n"
            "  today: 2026-11-01\n"
            "  given: {trips: [{id: T, cost: much, colour: red}, {id: U, cost: 9000}]}\n"
            "  expect: {cheap: {T: satisfied, X: violated}}\n"
            "  expect_all: true\n",
            encoding="utf-8",
        )
        found = run("test", "trips")
        assert (found.code, found.err) == (1, "")
        assert found.out == (
            "cases/more.yaml: everything is wrong\n"
            "  cheap on T: expected satisfied, found undetermined\n"
            "    Requires: ? “Cost” is at most NOK\u00a01,000 (‹most›)\n"
            "      Cost: not stated\n"
            "    not stated: “Cost”\n"
            "  cheap on X: expected violated, found no outcome\n"
            "    The data have no `X`: they have `T`, `U`\n"
            "  cheap on U: expected nothing to report, found violated\n"
            "    Requires: ✗ “Cost” is at most NOK\u00a01,000 (‹most›)\n"
            "      Cost: NOK\u00a09,000; most: NOK\u00a01,000\n"
            "  input fault: trip · T · cost: “much” is not a number: write the digits alone, such as 1000000 or 1 000 000.50\n"
            "  note: The unknown field `colour` of trips was not read.\n"
            "cases/cost.yaml  1 passed\n"
            "cases/more.yaml  1 failed\n"
            "cases: 1 passed, 1 failed\n"
        )

    def test_names_that_a_terminal_cannot_show(self, process: Run, pack: Path) -> None:
        (pack / "cases" / "more.yaml").write_text(
            "- {case: blåbær, today: 2026-11-01, given: {}, expect: {cheap: {Å: violated}}}\n", encoding="utf-8"
        )
        found = process("test", "trips", PYTHONIOENCODING="ascii")
        assert (found.code, found.err) == (1, "")
        assert found.out.startswith("cases/more.yaml: bl?b?r\n  cheap on ?: expected violated, found no outcome\n")

    def test_faults_in_cases(self, run: Run, pack: Path) -> None:
        (pack / "cases" / "more.yaml").write_text(
            "- case: a typo\n  today: 2026-11-01\n  given: {}\n  expect: {chaep: {T: satisfied}, short: {T: satisified}}\n",
            encoding="utf-8",
        )
        for command in ("test", "lint"):
            found = run(command, "trips")
            assert found.code == 2
            assert command == "lint" or found.out == ""
            assert "cases/more.yaml:4:12: unknown rule `chaep`: did you mean `cheap`?\n" in found.err
            assert "cases/more.yaml:4:46: unknown outcome `satisified`: did you mean `satisfied`?\n" in found.err

    def test_a_case_that_cannot_run(self, run: Run, pack: Path) -> None:
        (pack / "cases" / "more.yaml").write_text(
            "- case: a wrong parameter\n  today: 2026-11-01\n  given: {}\n  parameters: {mots: 1}\n", encoding="utf-8"
        )
        found = run("test", "trips")
        assert (found.code, found.out) == (2, "")
        assert found.err == (
            "policycheck: cases/more.yaml: case `a wrong parameter`: unknown parameter `mots`: did you mean `most`?\n"
        )

    def test_no_cases(self, run: Run) -> None:
        found = run("test", "trips.yaml")
        assert (found.code, found.out) == (2, "")
        assert found.err == "policycheck: the pack `trips.yaml` has no cases: write them below `cases/`\n"


def test_lint(run: Run, pack: Path) -> None:
    found = run("lint", "trips")
    assert (found.code, found.err) == (1, "")
    assert found.out.startswith("policy.yaml:25:9: no case expects `cheap` to be `undetermined` [rule-without-case]\n")
    assert found.out.endswith(
        "trips 1: no faults; weaknesses 5, silenced 0; clauses 3, rules 4, judgements 1\n"
        "what each weakness means, and how to silence one: docs/lint/<id>.md\n"
    )
    (pack / "more.yaml").write_text("rulse: []\n", encoding="utf-8")
    found = run("lint", "trips")
    assert found.code == 2
    assert found.out.startswith("faults 1, weaknesses 0, silenced 0; ")
    assert re.search(r"^more\.yaml:1:1: .*`rulse`", found.err)
    assert "`rules`" in found.err


def test_packs(run: Run) -> None:
    found = run("packs")
    assert (found.code, found.err) == (0, "")
    assert re.search(
        r"^fredrikstad  1\.0  Guidelines for international cooperation in Fredrikstad municipality"
        r" \(53 clauses, \d+ rules\)$",
        found.out,
        re.MULTILINE,
    )
    assert [line.split()[0] for line in found.out.splitlines()] == ["associations", "fredrikstad"]


def test_version(process: Run) -> None:
    found = process("--version")
    assert (found.code, found.out, found.err) == (0, f"policycheck {pc.__version__}\n", "")


def test_no_arguments_show_the_help(process: Run) -> None:
    found = process()
    assert found.code == 2
    assert "Usage: policycheck [OPTIONS] COMMAND [ARGS]..." in found.out + found.err
    for command in ("check", "explain", "report", "test", "lint", "packs"):
        assert re.search(rf"^ +{command} ", found.out + found.err, re.MULTILINE)


@pytest.mark.parametrize("command", ["check", "explain", "report", "test", "lint", "packs"])
def test_help(run: Run, command: str) -> None:
    found = run(command, "--help")
    assert (found.code, found.err) == (0, "")
    assert found.out.startswith(f"Usage: policycheck {command} ")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["chekc", "trips.yaml"], "No such command 'chekc'"),
        (["check", "trips.yaml"], "Missing argument 'DATA…'"),
        (["check", "trips.yaml", "data.json", "--tody", "2026-11-01"], "No such option '--tody'"),
        (
            ["check", "trips.yaml", "data.json", "--format", "tabel"],
            "policycheck: --format: unknown `tabel`: did you mean `table`?",
        ),
        (["explain", "trips.yaml", "data.json"], "Missing option '--rule'"),
    ],
)
def test_typos(run: Run, words: list[str], told: str) -> None:
    found = run(*words)
    assert (found.code, found.out) == (2, "")
    assert told in found.err.replace("No such option: --tody", "No such option '--tody'")
    assert "Traceback" not in found.err
