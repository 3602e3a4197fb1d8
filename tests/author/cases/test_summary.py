"""What is told of a run: what failed and why, the counts of each file; as text, JSON and JUnit."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from junitparser import JUnitXml
from lxml import etree

import policycheck as pc
from policycheck.author.cases import CaseResult, load_cases
from policycheck.author.cases.document import run_document
from policycheck.author.cases.junit import junit
from policycheck.author.cases.summary import spoken_to_authors, summary, told

Results = Callable[..., list[CaseResult]]
XSD = Path(__file__).parents[2] / "report" / "schemas" / "junit-10.xsd"

DEAR = """\
- case: a dear trip
  today: 2026-11-01
  given: {trips: [{id: T, cost: 9000, colour: red}]}
  expect: {cheap: {T: satisfied}}
"""
FINE = "- {case: a fine trip, today: 2026-11-01, given: {trips: [{id: T, cost: 1}]}, expect: {cheap: {T: satisfied}}}\n"


def case(given: str, expect: str, today: str = "2026-11-01", more: str = "") -> str:
    return f"- {{case: c, today: {today}, given: {given}, expect: {expect}{more}}}\n"


WAIVER = (
    "waivers: [{rule: cheap, subject: T, granted_on: 2026-01-01, expires_on: 2027-01-01, granted_by: Kari, reason: x}]"
)

WHY = [
    (
        case("{trips: [{id: T, cost: 9000}]}", "{cheap: {T: satisfied}}"),
        [
            "cheap on T: expected satisfied, found violated",
            "  Requires: ✗ “Cost” is at most NOK\u00a01,000 (‹The most›)",
            "    Cost: NOK\u00a09,000; The most: NOK\u00a01,000",
            "  Excepted if: ✗ “Reason” is stated",
            "    Reason: not stated",
        ],
    ),
    (
        case("{trips: [{id: T}]}", "{cheap: {T: violated}}"),
        [
            "cheap on T: expected violated, found undetermined",
            "  Requires: ? “Cost” is at most NOK\u00a01,000 (‹The most›)",
            "    Cost: not stated",
            "  Excepted if: ✗ “Reason” is stated",
            "    Reason: not stated",
            "  not stated: “Cost”",
        ],
    ),
    (
        case("{trips: [{id: T, cost: 9000, reason: far}]}", "{cheap: {T: violated}}"),
        [
            "cheap on T: expected violated, found excepted",
            "  Exception: Reasoned.",
            "  Requires: ✗ “Cost” is at most NOK\u00a01,000 (‹The most›)",
            "    Cost: NOK\u00a09,000; The most: NOK\u00a01,000",
            "  Excepted if: ✓ “Reason” is stated",
            "    Reason: far",
        ],
    ),
    (
        case(f"{{trips: [{{id: T, cost: 9000}}], {WAIVER}}}", "{cheap: {T: violated}}"),
        [
            "cheap on T: expected violated, found waived",
            "  Waived by Kari, in force from 1 January 2026, expires 1 January 2027: x",
            "  Requires: ✗ “Cost” is at most NOK\u00a01,000 (‹The most›)",
            "    Cost: NOK\u00a09,000; The most: NOK\u00a01,000",
            "  Excepted if: ✗ “Reason” is stated",
            "    Reason: not stated",
        ],
    ),
    (
        case("{trips: [{id: T}]}", "{short: {T: violated}}"),
        [
            "short on T: expected violated, found not_applicable",
            "  Applies when: ✗ “Days” is stated",
            "    Days: not stated",
        ],
    ),
    (
        case("{trips: [{id: T, days: 9}]}", "{short: {T: violated}}", today="2019-12-31"),
        [
            "short on T: expected violated, found no outcome",
            "  The rule is not in force on 31 December 2019.",
        ],
    ),
    (
        case("{trips: [{id: trip-1, cost: 1}, {id: U, cost: 1}]}", "{cheap: {trip1: satisfied, X: satisfied}}"),
        [
            "cheap on trip1: expected satisfied, found no outcome",
            "  The data have no `trip1`: did you mean `trip-1`?",
            "cheap on X: expected satisfied, found no outcome",
            "  The data have no `X`: they have `U`, `trip-1`",
        ],
    ),
    (
        case("{}", "{cheap: {T: satisfied}}"),
        [
            "cheap on T: expected satisfied, found no outcome",
            "  The data have no trip.",
            "note: No records were given, so nothing was judged.",
        ],
    ),
    (
        case("{trips: [{id: T, cost: 9000, days: 1, doubtful: false}]}", "{}", more=", expect_all: true"),
        [
            "cheap on T: expected nothing to report, found violated",
            "  Requires: ✗ “Cost” is at most NOK\u00a01,000 (‹The most›)",
            "    Cost: NOK\u00a09,000; The most: NOK\u00a01,000",
            "  Excepted if: ✗ “Reason” is stated",
            "    Reason: not stated",
        ],
    ),
    (
        case("{trips: [{id: T, doubtful: true}]}", "{useful: {T: satisfied}}"),
        [
            "useful on T: expected satisfied, found needs_judgement",
            "  Useful?",
            "  Applies when: ✓ “doubtful” is yes",
            "    doubtful: yes",
        ],
    ),
    (
        case("{trips: [{id: T}], trains: [{id: a, trip: T, title: Night train}]}", "{by-train: {T: not_applicable}}"),
        ["by-train on T: expected not_applicable, found recommended", "  + Night train"],
    ),
]


@pytest.mark.parametrize(("text", "lines"), WHY)
def test_why_an_outcome_is_another(results: Results, text: str, lines: list[str]) -> None:
    (result,) = results(a=text)
    assert list(told(result, "en")) == lines


def test_what_failed_comes_first_and_the_counts_last(results: Results) -> None:
    assert list(summary(results(a=DEAR + FINE, b=FINE), "nb")) == [
        "cases/a.yaml: a dear trip",
        "  cheap på T: ventet satisfied, fant violated",
        "    Krever: ✗ «Kostnad» er høyst 1\u00a0000\u00a0kr (‹Det meste›)",
        "      Kostnad: 9\u00a0000\u00a0kr; Det meste: 1\u00a0000\u00a0kr",
        "    Unntak hvis: ✗ «Begrunnelse» er oppgitt",
        "      Begrunnelse: ikke oppgitt",
        "  merknad: Det ukjente feltet «colour» i trips er ikke lest.",
        "cases/a.yaml  1 bestått, 1 ikke bestått",
        "cases/b.yaml  1 bestått",
        "cases: 2 passed, 1 failed",
    ]


def test_the_counts_of_one_file_are_those_of_all(results: Results) -> None:
    assert list(summary(results(a=FINE), "en")) == ["cases: 1 passed, 0 failed"]


def test_no_name_passes_for_a_line_of_the_summary(results: Results) -> None:
    text = case('{trips: [{id: "T\\ncases: 9 passed", cost: 9000}]}', '{cheap: {"T\\ncases: 9 passed": satisfied}}')
    lines = list(summary(results(a=text.replace("case: c", 'case: "c\\ncases: 9 passed"')), "en"))
    assert lines[0] == "cases/a.yaml: c cases: 9 passed"
    assert lines[1] == "  cheap on T cases: 9 passed: expected satisfied, found violated"
    assert "\n" not in "".join(lines)


def test_authors_are_told_in_english_where_the_policy_has_it(pack: Path) -> None:
    assert spoken_to_authors(pc.load(pack)) == "en"


def test_as_json(results: Results, pack: Path) -> None:
    policy = pc.load(pack)
    assert run_document(results(a=DEAR, b=FINE), policy, "python", "en") == {
        "schema": "policycheck/cases/1",
        "policy": {"id": "trips", "version": "1", "digest": policy.digest},
        "engine": "python",
        "passed": 1,
        "failed": 1,
        "files": [
            {"file": "cases/a.yaml", "passed": 0, "failed": 1},
            {"file": "cases/b.yaml", "passed": 1, "failed": 0},
        ],
        "cases": [
            {
                "case": "a dear trip",
                "file": "cases/a.yaml",
                "line": 1,
                "passed": False,
                "differences": [
                    {
                        "rule": "cheap",
                        "subject": "T",
                        "expected": "satisfied",
                        "found": "violated",
                        "because": [
                            "Requires: ✗ “Cost” is at most NOK\u00a01,000 (‹The most›)",
                            "  Cost: NOK\u00a09,000; The most: NOK\u00a01,000",
                            "Excepted if: ✗ “Reason” is stated",
                            "  Reason: not stated",
                        ],
                    }
                ],
                "input_faults": [],
                "notes": ["The unknown field `colour` of trips was not read."],
            },
            {
                "case": "a fine trip",
                "file": "cases/b.yaml",
                "line": 1,
                "passed": True,
                "differences": [],
                "input_faults": [],
                "notes": [],
            },
        ],
    }


HOSTILE = (
    '- {case: "<b>\\e[2J & ]]>", today: 2026-11-01, given: {trips: [{id: "\\e<x>", cost: 9000}, {id: U, cost: x}]},'
    ' expect: {cheap: {"\\e<x>": satisfied, V: violated}}}\n'
)


def test_junit_is_what_readers_read(results: Results, pack: Path, tmp_path: Path) -> None:
    text = junit(results(a=DEAR + FINE, b=HOSTILE), pc.load(pack), "en")
    schema = etree.XMLSchema(etree.parse(XSD))
    assert schema.validate(etree.fromstring(text.encode())), schema.error_log
    (tmp_path / "cases.xml").write_text(text, encoding="utf-8")
    suites = list(JUnitXml.fromfile(str(tmp_path / "cases.xml")))
    assert [(suite.name, suite.tests, suite.failures, suite.errors) for suite in suites] == [
        ("cases/a.yaml", 2, 1, 0),
        ("cases/b.yaml", 1, 1, 0),
    ]
    dear, fine = suites[0]
    (failure,) = dear.result
    assert (dear.classname, dear.name, failure.type, failure.message) == (
        "cases/a.yaml",
        "a dear trip",
        "violated",
        "cheap on T: expected satisfied, found violated",
    )
    assert failure.text.startswith(
        "cases/a.yaml:1\ncheap on T: expected satisfied, found violated\n  Requires: ✗ “Cost”"
    )
    assert failure.text.endswith("note: The unknown field `colour` of trips was not read.")
    assert (fine.name, fine.result) == ("a fine trip", [])
    (hostile,) = suites[1]
    assert hostile.name == "<b>\ufffd[2J & ]]>"
    assert hostile.result[0].message == "cheap on \ufffd<x>: expected satisfied, found violated (+1)"


def test_faults_in_the_data_of_a_case_that_passes_fail_nothing(results: Results, pack: Path) -> None:
    given = case("{trips: [{id: T, cost: much}]}", "{cheap: {T: undetermined}}")
    found = etree.fromstring(junit(results(a=given), pc.load(pack), "en").encode()).find("testsuite/testcase")
    assert [(part.tag, part.text) for part in found] == [
        (
            "system-out",
            "input fault: trip · T · cost: “much” is not a number: write the digits alone, such as 1000000 or 1 000 000.50",
        )
    ]


def test_what_is_hidden_is_no_file_of_cases_and_what_looks_like_one_is_a_fault(pack: Path) -> None:
    cases = pack / "cases"
    (cases / "a.yaml").write_text(FINE, encoding="utf-8")
    (cases / ".#a.yaml").symlink_to("somebody@somewhere")  # as an editor locks a file
    (cases / ".old").mkdir()
    (cases / ".old" / "b.yaml").write_text(DEAR, encoding="utf-8")
    found, faults = load_cases(pc.load(pack))
    assert ([case.name for case in found], faults) == (["a fine trip"], ())
    (cases / "c.yml").write_text(DEAR, encoding="utf-8")
    (cases / "D.YAML").write_text(DEAR, encoding="utf-8")
    assert [str(fault).splitlines()[0] for fault in load_cases(pc.load(pack))[1]] == [
        "cases/D.YAML:1:1: a file ending in `.YAML` is not read",
        "cases/c.yml:1:1: a file ending in `.yml` is not read",
    ]


def test_cases_that_are_no_directory_are_a_fault(pack: Path) -> None:
    (pack / "cases").rmdir()
    assert load_cases(pc.load(pack)) == ((), ())
    (pack / "cases").write_text(DEAR, encoding="utf-8")
    assert [str(fault) for fault in load_cases(pc.load(pack))[1]] == [
        "cases:1:1: the directory cannot be read: not a directory"
    ]
