"""What a report and its records add up to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

import policycheck as pc

TODAY = date(2026, 11, 1)
PACK = """
policy: {id: statuses, title: Statuses, version: "1", languages: [en]__FORCE__}
text:
  - {id: "1", force: must, en: Must}
  - {id: "2", force: default, en: Default}
  - {id: "3", force: should, en: Should}
  - {id: "4", force: discretionary, en: Judge}
records:
  thing:
    fields: {must: boolean, default: boolean, should: boolean, ask: boolean, soft: boolean}
  other:
    fields: {x: integer}
rules:
  - {id: a-must, clauses: ["1"], about: thing, modality: must, require: must}
  - {id: b-default, clauses: ["2"], about: thing, modality: default, require: default}
  - {id: c-should, clauses: ["3"], about: thing, modality: should, require: should}
judgements:
  - {id: d-ask, clauses: ["4"], about: thing, when: ask, question: "Good?"}
  - {id: e-soft, clauses: ["4"], about: thing, when: soft, modality: should, question: "Nice?"}
"""
GOOD = {"must": True, "default": True, "should": True, "ask": False, "soft": False}


@pytest.fixture
def policy(pack: Callable[[str], pc.Policy]) -> pc.Policy:
    return pack(PACK.replace("__FORCE__", ""))


def answer(judgement: str, said: str) -> dict[str, object]:
    return {"judgement": judgement, "subject": "t", "answer": said, "on": "2026-01-01", "valid_until": "2027-01-01"}


def waiver(rule: str) -> dict[str, object]:
    return {"rule": rule, "subject": "t", "granted_on": "2026-01-01", "expires_on": "2027-01-01"}


@pytest.mark.parametrize(
    ("thing", "more", "status"),
    [
        pytest.param({}, {}, "compliant", id="all is well"),
        pytest.param({"must": False}, {}, "non_compliant", id="a must violated"),
        pytest.param({"default": False}, {}, "non_compliant", id="a default violated"),
        pytest.param({"should": False}, {}, "compliant", id="a should violated is a recommendation"),
        pytest.param({"must": None}, {}, "incomplete", id="undetermined"),
        pytest.param({"should": None}, {}, "incomplete", id="a should undetermined"),
        pytest.param({"ask": True}, {}, "needs_judgement", id="to be judged"),
        pytest.param({"must": False, "default": None, "ask": True}, {}, "non_compliant", id="violated comes first"),
        pytest.param({"default": None, "ask": True}, {}, "incomplete", id="then undetermined"),
        pytest.param({"should": False, "ask": True}, {}, "needs_judgement", id="then to be judged"),
        pytest.param({"must": "maybe"}, {}, "incomplete", id="a fault in the data"),
        pytest.param({"must": False, "default": "maybe"}, {}, "non_compliant", id="a fault beside a violation"),
        pytest.param({"must": False}, {"waivers": [waiver("a-must")]}, "compliant", id="waived"),
        pytest.param({"ask": True}, {"assessments": [answer("d-ask", "yes")]}, "compliant", id="judged yes"),
        pytest.param({"ask": True}, {"assessments": [answer("d-ask", "no")]}, "non_compliant", id="judged no"),
        pytest.param({"soft": True}, {"assessments": [answer("e-soft", "no")]}, "compliant", id="a should judged no"),
    ],
)
def test_statuses(policy: pc.Policy, thing: dict[str, object], more: dict[str, object], status: str) -> None:
    report = policy.evaluate({"things": [{"id": "t", **GOOD, **thing}], **more}, today=TODAY)
    assert report.status == status
    assert report.for_("thing", "t").status == status


def test_the_worst_record_decides(policy: pc.Policy) -> None:
    things = [{"id": "a", **GOOD}, {"id": "b", **GOOD, "ask": True}, {"id": "c", **GOOD, "must": None}]
    report = policy.evaluate({"things": things}, today=TODAY)
    assert [(one.key, one.status) for one in report.subjects] == [
        ("a", "compliant"),
        ("b", "needs_judgement"),
        ("c", "incomplete"),
    ]
    assert report.status == "incomplete"


def test_a_fault_that_touches_no_record_leaves_the_report_incomplete(policy: pc.Policy) -> None:
    report = policy.evaluate({"things": [{"id": "a", **GOOD}, {"must": True}]}, today=TODAY)
    assert report.status == "incomplete"
    assert report.for_("thing", "a").status == "compliant"


@pytest.mark.parametrize(
    "data",
    [
        pytest.param({}, id="nothing"),
        pytest.param({"things": []}, id="no rows"),
        pytest.param({"things": None, "others": []}, id="null"),
        pytest.param({"waivers": [waiver("a-must")]}, id="only waivers"),
        pytest.param({"assessments": [answer("d-ask", "yes")]}, id="only assessments"),
        pytest.param({"things": [{"must": True}]}, id="only rows without a key"),
        pytest.param({"unknown": [{"id": "x"}]}, id="only records that the policy does not know"),
        pytest.param({"portfolio": {}}, id="a portfolio that says nothing"),
    ],
)
def test_nothing_judged(policy: pc.Policy, data: dict[str, object]) -> None:
    report = policy.evaluate(data, today=TODAY)
    assert report.status == "nothing_judged"
    assert report.counts["records"] == {}
    assert "No records were given, so nothing was judged." in [note.text("en") for note in report.notes]


def test_records_of_which_no_rule_speaks_are_not_judged(policy: pc.Policy) -> None:
    report = policy.evaluate({"others": [{"id": "o"}]}, today=TODAY)
    assert report.status == report.for_("other", "o").status == "nothing_judged"
    assert report.counts == {"records": {"other": 1}, "outcomes": {}}
    assert [note.text("en") for note in report.notes] == [
        "No rule applies to the records on this date, so nothing was judged."
    ]


@pytest.mark.parametrize(
    ("today", "status"),
    [
        (date(2024, 12, 31), "nothing_judged"),
        (date(2025, 1, 1), "non_compliant"),
        (date(2025, 12, 31), "non_compliant"),
        (date(2026, 1, 1), "nothing_judged"),
    ],
)
def test_a_policy_that_is_not_in_force_judges_nothing(
    pack: Callable[[str], pc.Policy], today: date, status: str
) -> None:
    policy = pack(PACK.replace("__FORCE__", ", in_force: {from: 2025-01-01, until: 2026-01-01}"))
    report = policy.evaluate({"things": [{"id": "t", "must": False}]}, today=today)
    assert report.status == status
    noted = f"The policy is not in force on {today}." in [note.text("en") for note in report.notes]
    assert noted == (status == "nothing_judged")
    if noted:
        assert list(report.outcomes) == []
        assert report.findings == ()


def test_counts(report: pc.Report) -> None:
    assert report.counts == {
        "records": {"garden": 2, "plot": 3},
        "outcomes": {
            "satisfied": 1,
            "not_applicable": 5,
            "violated": 4,
            "undetermined": 3,
            "excepted": 1,
            "recommended": 1,
            "needs_judgement": 1,
            "waived": 1,
        },
    }
    assert sum(report.counts["outcomes"].values()) == len(report.outcomes)


def test_subjects(report: pc.Report) -> None:
    assert [(one.type, one.key, one.title, one.status) for one in report.subjects] == [
        ("garden", "G-1", "Solsiden", "non_compliant"),
        ("garden", "G-2", "G-2", "needs_judgement"),
        ("plot", "P-1", "Åse", "non_compliant"),
        ("plot", "P-2", "Bo", "incomplete"),
        ("plot", "P-3", "P-3", "non_compliant"),
    ]


def test_one_record_of_the_report(report: pc.Report) -> None:
    found = report.for_("plot", "P-3")
    assert (found.type, found.key, found.title, found.status) == ("plot", "P-3", "P-3", "non_compliant")
    assert [one.rule for one in found.findings] == ["let-in-season", "neighbour-told", "rent-fair"]
    assert [(one.rule, one.outcome) for one in found.outcomes] == [
        ("grants-there-are", "not_applicable"),
        ("let-in-season", "violated"),
        ("neighbour-told", "undetermined"),
        ("organic", "not_applicable"),
        ("rent-fair", "undetermined"),
    ]
    assert [fault.column for fault in found.input_faults] == ["garden", "rent"]
    assert repr(found) == "<SubjectReport plot P-3: non_compliant>"


@pytest.mark.parametrize(
    ("type_", "key", "message"),
    [
        ("plot", "P-9", "the report has no plot `P-9`: did you mean `P-3`?"),
        ("plots", "P-1", "the report has no plots `P-1`: it has no records of the type `plots`"),
    ],
)
def test_no_such_record(report: pc.Report, type_: str, key: str, message: str) -> None:
    with pytest.raises(pc.InvalidCall) as caught:
        report.for_(type_, key)
    assert str(caught.value) == message


def test_outcomes_are_a_sequence(report: pc.Report) -> None:
    outcomes = report.outcomes
    assert outcomes[0] == next(iter(outcomes))
    assert list(outcomes[-2:]) == list(outcomes)[-2:]
    assert repr(outcomes) == "<17 outcomes>"


class TestOneRecord:
    """`evaluate_one`: one record is judged, the rest is its surroundings."""

    def test_it_sees_its_surroundings(self, garden: pc.Policy) -> None:
        given = garden.read({"plots": [{"id": "P-1", "garden": "G-1", "rent": 5}, {"id": "P-2", "garden": "gone"}]})
        report = garden.evaluate_one("garden", {"id": "G-1"}, given=given, today=TODAY)
        assert [(one.rule, one.subject, one.evidence) for one in report.findings] == [
            ("pleasant", "G-1", {"plots": 1, "rent": "5"})
        ]
        assert report.status == "needs_judgement"
        assert report.counts["records"] == {"garden": 1}
        assert [one.key for one in report.subjects] == ["G-1"]

    def test_faults_of_the_surroundings_are_not_its_own(self, garden: pc.Policy) -> None:
        given = {"plots": [{"id": "P-2", "garden": "gone", "rent": "much"}], "gardens": [{}]}
        assert garden.evaluate_one("garden", {"id": "G-1"}, given=given, today=TODAY).input_faults == ()
        own = garden.evaluate_one("plot", {"id": "P-1", "garden": "gone"}, given=given, today=TODAY)
        assert [(fault.key, fault.message) for fault in own.input_faults] == [
            ("P-1", "does not exist: there is no garden with this key")
        ]

    def test_it_takes_the_place_of_one_with_its_key(self, garden: pc.Policy) -> None:
        given = {"plots": [{"id": "P-1", "rent": 9000}]}
        report = garden.evaluate_one("plot", {"id": "P-1", "rent": 10}, given=given, today=TODAY)
        assert "rent-fair" not in [one.rule for one in report.findings]

    def test_a_row_without_a_key_is_a_fault(self, garden: pc.Policy) -> None:
        report = garden.evaluate_one("plot", {"rent": 10}, today=TODAY)
        assert report.status == "nothing_judged"
        assert [fault.message for fault in report.input_faults] == ["the row has no key (`id`) and cannot be judged"]

    def test_waivers_of_the_surroundings_count_and_others_are_not_noted(self, garden: pc.Policy) -> None:
        waivers = [
            {"rule": "rent-fair", "subject": "P-1", "granted_on": "2026-01-01", "expires_on": "2027-01-01"},
            {"rule": "rent-fair", "subject": "P-2", "granted_on": "2020-01-01", "expires_on": "2021-01-01"},
        ]
        given = {"plots": [{"id": "P-2"}], "waivers": waivers}
        report = garden.evaluate_one("plot", {"id": "P-1", "rent": 9000}, given=given, today=TODAY)
        assert {one.rule: one.outcome for one in report.findings}["rent-fair"] == "waived"
        assert [note.text("en") for note in report.notes] == [
            "The waiver of rent-fair for P-1 does not say both why it was granted and by whom."
        ]

    def test_a_record_of_which_no_rule_speaks(self, pack: Callable[[str], pc.Policy]) -> None:
        policy = pack(PACK.replace("__FORCE__", ""))
        report = policy.evaluate_one("other", {"id": "o", "x": "?"}, today=TODAY)
        assert report.status == "nothing_judged"
        assert [(one.key, one.status) for one in report.subjects] == [("o", "incomplete")]

    def test_the_portfolio(self, pack: Callable[[str], pc.Policy]) -> None:
        policy = pack(
            "policy: {id: one, title: One, version: '1', languages: [en]}\n"
            "text: [{id: '1', force: must, en: Must}]\n"
            "records: {portfolio: {fields: {frame: money}}, thing: {fields: {cost: money}}}\n"
            "rules: [{id: within, clauses: ['1'], about: portfolio, modality: must,"
            " require: sum(t.cost for t in things) <= frame}]\n"
        )
        given = {"things": [{"id": "t", "cost": 5}], "portfolio": {"frame": 10}}
        assert policy.evaluate(given, today=TODAY).status == "compliant"
        report = policy.evaluate_one("portfolio", {"frame": 4}, given=given, today=TODAY)
        assert (report.status, report.counts["records"]) == ("non_compliant", {"portfolio": 1})
