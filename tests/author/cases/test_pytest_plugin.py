"""The plugin of pytest: an organisation's own run of tests runs the cases of its packs."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import policycheck.pytest_plugin  # noqa: F401  # inner runs put `sys.modules` back as it was
from policycheck.author.cases import CaseResult
from policycheck.author.cases.summary import told

pytest_plugins = ["pytester"]

FINE = "- {case: a fine trip, today: 2026-11-01, given: {trips: [{id: T, cost: 1}]}, expect: {cheap: {T: satisfied}}}\n"
DEAR = """\
# a comment

- case: a dear trip
  today: 2026-11-01
  given: {trips: [{id: T, cost: 9000}]}
  expect: {cheap: {T: satisfied}}
"""
TOLD = [
    "*_ a dear trip _*",
    "cheap on T: expected satisfied, found violated",
    "  Requires: ✗ “Cost” is at most NOK\u00a01,000 (‹The most›)",
    "    Cost: NOK\u00a09,000; The most: NOK\u00a01,000",
    "  Excepted if: ✗ “Reason” is stated",
    "    Reason: not stated",
    "",
    "trips/cases/a.yaml:3",
]


@pytest.fixture(scope="module", autouse=True)
def warm(rerun: Callable[[str], CaseResult]) -> None:
    """What is imported late is imported now, and stays: each test takes away what it has imported."""
    list(told(rerun(DEAR), "en"))


@pytest.fixture
def place(pytester: pytest.Pytester, pack: Path) -> pytest.Pytester:
    """A project with a test of its own and the pack `trips`, which its settings name."""
    pack.rename(pytester.path / "trips")
    (pytester.path / "trips" / "cases" / "a.yaml").write_text(DEAR + FINE, encoding="utf-8")
    (pytester.path / "trips" / "cases" / "b.yaml").write_text(FINE, encoding="utf-8")
    (pytester.path / "tests").mkdir()
    (pytester.path / "tests" / "test_own.py").write_text("def test_own(): pass\n", encoding="utf-8")
    pytester.makeini("[pytest]\ntestpaths = tests\nfilterwarnings = error\npolicycheck_packs =\n    trips\n")
    return pytester


def run(place: pytest.Pytester, *words: str) -> pytest.RunResult:
    return place.runpytest_inprocess("-p", "policycheck.pytest_plugin", "-p", "no:cacheprovider", *words)


def collected(place: pytest.Pytester, *words: str) -> list[str]:
    found = run(place, "--collect-only", "-q", *words)
    return [line for line in found.outlines if "::" in line]


OWN, DEAR_ID, FINE_ID, B_ID = EVERY = [
    "tests/test_own.py::test_own",
    "trips/cases/a.yaml::a dear trip",
    "trips/cases/a.yaml::a fine trip",
    "trips/cases/b.yaml::a fine trip",
]


def test_each_case_is_a_test_that_tells_what_differs(place: pytest.Pytester) -> None:
    found = run(place)
    found.assert_outcomes(passed=3, failed=1)
    found.stdout.fnmatch_lines(TOLD, consecutive=True)
    found.stdout.fnmatch_lines(["FAILED trips/cases/a.yaml::a dear trip - cheap on T: expected satisfied, f*"])
    assert "Traceback" not in found.stdout.str()
    assert "pytest_plugin.py" not in found.stdout.str()


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ([], EVERY),
        (["tests"], [OWN]),
        (["trips"], EVERY[1:]),
        (["."], EVERY),
        ([DEAR_ID], [DEAR_ID]),
        (["-k", "dear"], [DEAR_ID]),
        (["--policycheck", "trips", "trips", "tests"], EVERY),
        (["--policycheck", "trips", "trips/cases/b.yaml"], [B_ID]),
    ],
)
def test_which_cases_are_run(place: pytest.Pytester, words: list[str], ids: list[str]) -> None:
    assert sorted(collected(place, *words)) == sorted(ids)


def test_a_pack_may_be_named_on_the_command_line_alone(place: pytest.Pytester) -> None:
    place.makeini("[pytest]\ntestpaths = tests\n")
    assert collected(place) == [OWN]
    assert collected(place, "--policycheck", "trips") == EVERY


def test_it_stops_at_the_first_that_fails(place: pytest.Pytester) -> None:
    run(place, "-x").assert_outcomes(passed=1, failed=1)


def test_pytest_writes_the_cases_into_its_junit(place: pytest.Pytester) -> None:
    run(place, "--junitxml", "out.xml")
    written = (place.path / "out.xml").read_text(encoding="utf-8")
    assert 'classname="trips.cases.a.yaml" name="a dear trip"' in written
    assert '<failure message="cheap on T: expected satisfied, found violated&#10;' in written


THOROUGH = os.environ.get("HYPOTHESIS_PROFILE") in ("ci", "thorough")


@pytest.mark.skipif(not THOROUGH, reason="workers are processes, which take seconds to start")
@pytest.mark.parametrize("dist", ["load", "loadfile"])
def test_workers_find_the_same_cases(place: pytest.Pytester, dist: str) -> None:
    found = run(place, "-n", "2", "--dist", dist)
    found.assert_outcomes(passed=3, failed=1)
    found.stdout.fnmatch_lines(TOLD[1:], consecutive=True)


def test_faults_of_a_file_are_told_and_other_files_run(place: pytest.Pytester) -> None:
    (place.path / "trips" / "cases" / "a.yaml").write_text("- {case: x, today: soon, given: {}}\n", encoding="utf-8")
    found = run(place, "--continue-on-collection-errors")
    found.assert_outcomes(passed=2, errors=1)
    found.stdout.fnmatch_lines(
        ["*ERROR collecting trips/cases/a.yaml*", "cases/a.yaml:1:20: must be a date, such as 2024-01-31"]
    )
    assert "INTERNALERROR" not in found.stdout.str()


def test_a_file_that_is_not_read_is_an_error(place: pytest.Pytester) -> None:
    (place.path / "trips" / "cases" / "b.yaml").rename(place.path / "trips" / "cases" / "b.yml")
    found = run(place, "--continue-on-collection-errors")
    found.assert_outcomes(passed=2, failed=1, errors=1)
    found.stdout.fnmatch_lines(["*ERROR collecting trips/cases/b.yml*", "cases/b.yml:1:1: a file ending in `.yml` is*"])


def test_a_pack_is_found_over_a_link(place: pytest.Pytester) -> None:
    (place.path / "link").symlink_to("trips")
    run(place, "tests", "link").assert_outcomes(passed=3, failed=1)
    run(place, "link/cases/a.yaml::a dear trip").assert_outcomes(failed=1)


def test_faults_of_a_pack_are_told_once(place: pytest.Pytester) -> None:
    with (place.path / "trips" / "policy.yaml").open("a", encoding="utf-8") as file:
        file.write("rulse: []\n")
    found = run(place)
    found.assert_outcomes(errors=2)
    assert found.stdout.str().count("unknown key `rulse`") == 1
    found.stdout.fnmatch_lines(["the pack `trips` has faults: see the first of its files of cases"])


def test_a_case_that_cannot_run_fails_with_the_reason(place: pytest.Pytester) -> None:
    text = "- {case: x, today: 2026-11-01, given: {}, parameters: {mots: 1}}\n"
    (place.path / "trips" / "cases" / "a.yaml").write_text(text, encoding="utf-8")
    found = run(place, "trips/cases/a.yaml")
    found.assert_outcomes(failed=1)
    found.stdout.fnmatch_lines(["cases/a.yaml: case `x`: unknown parameter `mots`: did you mean `most`?"])


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("trisp", "ERROR: --policycheck: there is no pack `trisp`, neither shipped nor at that path: *"),
        ("tests", "ERROR: --policycheck: the pack `tests` has no cases: write them below `cases/`"),
    ],
)
def test_what_is_no_pack_with_cases_is_an_error_of_usage(place: pytest.Pytester, name: str, message: str) -> None:
    found = run(place, "--policycheck", name)
    assert found.ret == pytest.ExitCode.USAGE_ERROR
    found.stderr.fnmatch_lines([message])


def test_it_costs_nothing_where_no_pack_is_named() -> None:
    program = (
        "import sys, pytest\n"
        "pytest.main(['-p', 'policycheck.pytest_plugin', '--version', '-q'])\n"
        "import policycheck.pytest_plugin\n"
        "print(sorted(name for name in sys.modules if name.split('.')[0] in ('policycheck', 'pydantic', 'yaml')))\n"
    )
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert found.stdout.splitlines()[-1] == str(
        ["policycheck", "policycheck.faults", "policycheck.pytest_plugin", "policycheck.source", "policycheck.version"]
    )
