"""How often cases expect each outcome, and which possible ones none expects."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import policycheck as pc
from policycheck.author.cases import CaseResult, covered
from policycheck.author.cases.covered import lacking, possible
from policycheck.author.cases.document import coverage_document
from policycheck.author.cases.matrix import matrix

CASES = """\
- case: two trips
  today: 2026-11-01
  given: {trips: [{id: T, cost: 1, days: 9}, {id: U, cost: 1, doubtful: true}]}
  expect:
    cheap: {T: satisfied, U: satisfied}
    short: {T: violated}
    useful: {U: needs_judgement}
- case: what is not named is not counted
  today: 2026-11-01
  given: {trips: [{id: T, cost: 9000}]}
  expect: {cheap: {T: violated}}
"""


def test_what_stands_under_expect_is_counted(pack: Path, results: Callable[..., list[CaseResult]]) -> None:
    rulebook = pc.load(pack).rulebook
    found = covered((result.case for result in results(a=CASES)), rulebook)
    assert found == {
        "cheap": Counter(satisfied=2, violated=1),
        "short": Counter(violated=1),
        "way[out]": Counter(),
        "way[in]": Counter(),
        "by-train": Counter(),
        "useful": Counter(needs_judgement=1),
    }
    assert list(found) == [item.id for item in rulebook.every_item]


def test_what_is_possible_goes_by_the_form_of_an_item(pack: Path) -> None:
    rulebook = pc.load(pack).rulebook
    assert {item.id: possible(item) for item in rulebook.every_item} == {
        "cheap": ("satisfied", "violated", "undetermined", "excepted", "waived"),
        "short": ("satisfied", "not_applicable", "violated", "undetermined", "waived"),
        "way[out]": ("satisfied", "violated", "waived"),
        "way[in]": ("satisfied", "violated", "waived"),
        "by-train": ("not_applicable", "recommended"),
        "useful": ("satisfied", "not_applicable", "violated", "undetermined", "needs_judgement"),
    }
    assert lacking(rulebook.item["cheap"], {"satisfied": 2, "waived": 0}) == (
        "violated",
        "undetermined",
        "excepted",
        "waived",
    )


def test_the_table(pack: Path, results: Callable[..., list[CaseResult]]) -> None:
    rulebook = pc.load(pack).rulebook
    found = covered((result.case for result in results(a=CASES)), rulebook)
    assert "\n".join(matrix(found, rulebook, "en")) == (
        "Rules     satisfied  not_applicable  violated  undetermined  excepted  waived\n"
        "cheap             2               ·         1             0         0       0\n"
        "short             0               0         1             0         ·       0\n"
        "way[out]          0               ·         0             ·         ·       0\n"
        "way[in]           0               ·         0             ·         ·       0\n"
        "\n"
        "Recommendations  not_applicable  recommended\n"
        "by-train                      0            0\n"
        "\n"
        "Judgements  satisfied  not_applicable  violated  undetermined  needs_judgement\n"
        "useful              0               0         0             0                1\n"
        "\n"
        "0: a possible outcome that no case expects; ·: not possible.\n"
        "4 of 23 possible outcomes are expected by some case.\n"
        "Lacking:\n"
        "  cheap: undetermined, excepted, waived\n"
        "  short: satisfied, not_applicable, undetermined, waived\n"
        "  way[out]: satisfied, violated, waived\n"
        "  way[in]: satisfied, violated, waived\n"
        "  by-train: not_applicable, recommended\n"
        "  useful: satisfied, not_applicable, violated, undetermined"
    )
    assert next(matrix(found, rulebook, "nb")).startswith("Regler ")


def test_as_json(pack: Path, results: Callable[..., list[CaseResult]]) -> None:
    policy = pc.load(pack)
    found = coverage_document(covered((result.case for result in results(a=CASES)), policy.rulebook), policy)
    assert (found["schema"], found["policy"]) == (
        "policycheck/case-coverage/1",
        {"id": "trips", "version": "1", "digest": policy.digest},
    )
    assert found["items"][0] == {
        "id": "cheap",
        "kind": "rule",
        "expected": {"satisfied": 2, "violated": 1},
        "lacking": ["undetermined", "excepted", "waived"],
    }
    assert found["items"][-1]["kind"] == "judgement"
