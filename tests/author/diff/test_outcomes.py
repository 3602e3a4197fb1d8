"""What the changes do to some data: which outcomes, from what to what, and by which change."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from changed_pack import PACK, changed

from policycheck.author.diff import Pair, compared
from policycheck.author.diff.outcomes import Effect, effect
from policycheck.author.diff.terminal import diff_view
from policycheck.author.diff.told import told
from policycheck.policy import Policy
from policycheck.report.terminal import page

TODAY = date(2026, 11, 1)
TRIPS: list[dict[str, Any]] = [
    {"id": "T1", "cost": 1500, "days": 3, "kind": "far", "paid": False, "mode": "train"},
    {"id": "T2", "cost": 500, "days": 4, "kind": "near", "paid": False, "mode": "train"},
    {"id": "T3", "cost": 2500, "days": 6, "kind": "near", "paid": True, "mode": "boat"},
]
Judge = Callable[..., Effect]


@pytest.fixture
def judge(policy: Callable[[str], Policy]) -> Judge:
    """Judges data by the pack and by it with some texts replaced."""

    def judged(*edits: tuple[str, str], data: object = None, **settings: object) -> Effect:
        old, new = policy(PACK), policy(changed(*edits))
        pair = Pair(old.rulebook, new.rulebook, "en")
        found = compared(pair, ("old", "new"))
        data = {"trips": TRIPS} if data is None else data
        return effect(pair, found, (old, new), data, TODAY, (settings, settings))

    return judged


def _told(found: Effect) -> list[tuple[str, str, str | None, str | None, tuple[tuple[str, str], ...], bool]]:
    return [
        (
            one.key,
            one.rule,
            one.before,
            one.after,
            tuple((reason.kind, reason.name) for reason in one.reasons),
            one.certain,
        )
        for one in found.outcomes
    ]


MOST = ("value: 1000", "value: 2000")
LIMIT = ("days <= 2", "days <= 3")
OWN = (("rule", "cheap"),)
BY_MOST = (("parameter", "most"),)
CASES: dict[str, tuple[list[tuple[str, str]], list[Any]]] = {
    "words only": ([("Travel cheaper.", "Stay at home.")], []),
    "the rule itself": ([LIMIT], [("T1", "cheap", "violated", "satisfied", OWN, True)]),
    "a parameter": ([MOST], [("T1", "cheap", "violated", "satisfied", BY_MOST, True)]),
    "a parameter that is in force later": (
        [("value: 1000", "values: {2020-01-01: 1000, 2027-01-01: 9000}")],
        [],
    ),
    "the parameter, of two: it is enough, and needed": (
        [MOST, ("days <= 2", "days <= 2 and paid")],
        [("T1", "cheap", "violated", "satisfied", BY_MOST, True)],
    ),
    "the rule, of two: the parameter does not matter": (
        [("value: 1000", "value: 1100"), LIMIT],
        [("T1", "cheap", "violated", "satisfied", OWN, True)],
    ),
    "one of two, either of which would do": (
        [MOST, LIMIT],
        [("T1", "cheap", "violated", "satisfied", (*OWN, *BY_MOST), False)],
    ),
    "two, neither of which would do alone": (
        [("value: 1000", "value: 1300"), ("days <= 2", "days <= 2 or cost <= param.most * 1.2")],
        [("T1", "cheap", "violated", "satisfied", (*OWN, *BY_MOST), False)],
    ),
    "a row of a table": (
        [("speed: 200", "speed: 20")],
        [
            ("T1", "short", "satisfied", "violated", (("table", "modes"),), True),
            ("T2", "short", "satisfied", "violated", (("table", "modes"),), True),
        ],
    ),
    "a flag": (
        [("mode.speed < 50", "mode.speed < 500")],
        [
            ("T1", "short", "satisfied", "violated", (("derivation", "trip.signs"),), True),
            ("T2", "short", "satisfied", "violated", (("derivation", "trip.signs"),), True),
        ],
    ),
    "a rule is new": (
        [
            (
                "\njudgements:",
                '  - {id: paid, clauses: ["1"], about: trip, modality: must, require: paid}\n\njudgements:',
            )
        ],
        [
            ("T1", "paid", None, "violated", (("new_rule", "paid"),), True),
            ("T2", "paid", None, "violated", (("new_rule", "paid"),), True),
            ("T3", "paid", None, "satisfied", (("new_rule", "paid"),), True),
        ],
    ),
    "a renamed rule is compared with itself": ([("- id: cheap", "- id: dear")], []),
    "a rule not yet in force": (
        [("    require: not dear", "    in_force: {from: 2027-01-01}\n    require: not dear")],
        [
            ("T1", "cheap", "violated", None, OWN, True),
            ("T3", "cheap", "violated", None, OWN, True),
            ("T2", "cheap", "satisfied", None, OWN, True),
        ],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_by_which_change_an_outcome_is_another(judge: Judge, name: str) -> None:
    edits, expected = CASES[name]
    assert _told(judge(*edits)) == expected


def test_a_value_that_is_set_for_both_makes_no_difference(judge: Judge) -> None:
    assert _told(judge(MOST, most=1200)) == []


def test_the_whole_and_the_counts(judge: Judge) -> None:
    found = judge(MOST, LIMIT, data={"trips": TRIPS[:2]})
    assert (found.status, found.counts) == (("non_compliant", "non_compliant"), (("violated", "satisfied", 1),))
    assert [(one.type, one.key, one.before, one.after) for one in found.records] == []
    found = judge(MOST, ("cost <= 900", "cost <= 9000"), data={"trips": TRIPS[:2]})
    assert found.status == ("non_compliant", "compliant")
    assert [(one.name, one.before, one.after) for one in found.records] == [("Trip T1", "non_compliant", "compliant")]


def test_a_type_of_record_that_only_one_version_knows_is_told_as_such(judge: Judge) -> None:
    towns = ("\ntables:", "  town: {plural: towns, fields: {id: text, size: integer}}\n\ntables:")
    rule = (
        "\njudgements:",
        '  - {id: big, clauses: ["1"], about: town, modality: must, require: size > 9}\n\njudgements:',
    )
    data = {"trips": [], "towns": [{"id": "A", "size": 1}]}
    found = judge(towns, rule, data=data)
    assert (found.only_old, found.only_new) == ((), (("towns", 1),))
    assert _told(found) == [("A", "big", None, "violated", (("new_record", "town"),), True)]
    assert found.notes[:1] == (("old", "The unknown record type `towns` was not read."),)


def test_a_column_that_one_version_does_not_know_is_a_note(judge: Judge) -> None:
    found = judge(("      start: date\n", ""), data={"trips": [{**TRIPS[1], "start": "2026-01-01"}]})
    assert found.notes == (("new", "The unknown field `start` of trips was not read."),)


def test_faults_in_the_data_are_told_with_their_version(judge: Judge) -> None:
    found = judge(("days: integer", "days: {type: integer, max: 5}"), data={"trips": [{**TRIPS[2], "cost": "x"}]})
    assert found.faults == (
        ("both", "trip · T3 · Cost: “x” is not a number: write the digits alone, such as 1000000 or 1 000 000.50"),
        ("new", "trip · T3 · days: “6” is too large: at most 5"),
    )


def test_of_many_outcomes_the_first_are_listed_and_the_rest_is_counted(judge: Judge) -> None:
    found = judge(LIMIT, data={"trips": [{**TRIPS[0], "id": f"T{at:03}"} for at in range(250)]})
    assert (len(found.outcomes), found.changed, found.counts) == (200, 250, (("violated", "satisfied", 250),))
    assert found.outcomes[-1].key == "T199"


def test_in_the_terminal(judge: Judge, policy: Callable[[str], Policy]) -> None:
    old, new = policy(PACK), policy(changed(MOST))
    pair = Pair(old.rulebook, new.rulebook, "en")
    shown = page(diff_view(told(compared(pair, ("old", "new")), judge(MOST))))
    assert (
        shown.partition("Effect on the data\n")[2]
        == """\
  Judged as of 1 November 2026.
  The status of the whole is as before: not compliant.
  Outcomes that changed: 1.
       1  violated → satisfied

  Trip T1  cheap
    violated → satisfied
    the assumption ‹Most›
"""
    )
