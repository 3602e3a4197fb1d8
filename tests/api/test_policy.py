"""The policy as programs use it: immutable, shared between threads, and clear about wrong calls."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from pathlib import Path
from threading import Barrier
from typing import Any

import pydantic
import pytest

import policycheck as pc
from policycheck.engines.registry import ENGINES

ROOT = Path(__file__).parent.parent.parent
PORTFOLIO = ROOT / "examples" / "fredrikstad" / "portfolio.json"
TODAY = date(2026, 11, 1)
POLICY = pc.load("fredrikstad")
LIBRARY = pc.load(ROOT / "examples" / "library")


class TestWhatItSays:
    def test_itself(self) -> None:
        assert (POLICY.id, POLICY.version, POLICY.languages) == ("fredrikstad", "1.0", ("nb", "en"))
        assert POLICY.title["nb"] == "Retningslinjer for internasjonalt samarbeid i Fredrikstad kommune"
        assert POLICY.digest.startswith("sha256:")
        assert repr(POLICY) == f"<Policy fredrikstad 1.0: {len(POLICY.rules)} rules>"

    def test_its_parts_in_the_order_of_the_pack(self) -> None:
        assert [clause.id for clause in POLICY.text][:3] == ["1", "1-p1.s1", "1-p1.s2"]
        assert [rule.id for rule in LIBRARY.rules] == [
            "fair-share",
            "seats-for-all",
            "adult-named",
            "equipment-stated",
            "smaller-room",
        ]
        assert [one.id for one in LIBRARY.judgements] == ["suits-a-library"]
        assert list(LIBRARY.parameters) == ["season", "bookings_each", "adult_from"]
        assert {"borrower", "booking", "portfolio"} == set(LIBRARY.records)

    def test_a_rule(self) -> None:
        rule = LIBRARY.rules[0]
        assert (rule.id, rule.clauses, rule.modality, rule.about) == ("fair-share", ("1.2",), "default", "borrower")

    def test_a_policy_loaded_again_is_the_same(self) -> None:
        assert pc.load("fredrikstad").digest == POLICY.digest != LIBRARY.digest


def changes() -> list[tuple[str, Callable[[], object]]]:
    """Everything that a caller might try on a policy that others share."""
    policy: Any = POLICY
    rule: Any = POLICY.rules[0]
    project: Any = POLICY.records["project"]

    def put(mapping: Any) -> Callable[[], object]:
        return lambda: mapping.__setitem__("x", "x")

    return [
        ("an attribute of the policy", lambda: setattr(policy, "rulebook", None)),
        ("its id", lambda: setattr(policy, "id", "other")),
        ("a new attribute", lambda: setattr(policy, "note", "x")),
        ("without an attribute", lambda: delattr(policy, "path")),
        ("a rule", lambda: setattr(rule, "modality", "may")),
        ("the rules", lambda: policy.rules.append(rule)),
        ("the sentence of a clause", put(policy.text[0].text)),
        ("the title", put(policy.title)),
        ("a rule's message", put(rule.message)),
        ("the parameters", put(policy.parameters)),
        ("a parameter's assumption", put(policy.parameters["larger_project"].assumption)),
        ("the record types", put(policy.records)),
        ("a record type's fields", put(project.fields)),
        ("a record type's columns", put(project.column)),
        ("the collections that lead to it", put(project.inverses)),
        ("a field's label", put(project.fields["title"].label)),
        ("a choice's labels", put(project.fields["status"].labels)),
        ("one label of a choice", put(project.fields["status"].labels["active"])),
        ("the items of the rulebook", put(policy.rulebook.items)),
        ("the derivations", put(policy.rulebook.derivations)),
        ("a judgement's facts", put(policy.judgements[0].facts)),
    ]


@pytest.mark.parametrize("change", [change for _, change in changes()], ids=[name for name, _ in changes()])
def test_a_policy_cannot_be_changed(change: Callable[[], object]) -> None:
    with pytest.raises((AttributeError, TypeError, dataclasses.FrozenInstanceError)):
        change()


@pytest.mark.parametrize("engine", ENGINES)
def test_threads_give_equal_reports(engine: str) -> None:
    policy = pc.load("fredrikstad")
    records = policy.read(PORTFOLIO)
    threads = 4 if engine.startswith("sql") else 8  # a database plans each evaluation anew, one at a time
    start = Barrier(threads)

    def work(number: int) -> str:
        start.wait(timeout=10)
        data = records if number % 2 else PORTFOLIO
        return policy.evaluate(data, today=TODAY, engine=engine).to_json(all=True)

    with ThreadPoolExecutor(threads) as pool:
        found = set(pool.map(work, range(threads)))
    assert found == {POLICY.evaluate(PORTFOLIO, today=TODAY, engine=engine).to_json(all=True)}


def test_threads_with_parameters_and_records_of_their_own() -> None:
    start = Barrier(8)

    def work(number: int) -> list[str]:
        start.wait(timeout=10)
        row = {"id": f"P-{number}", "form": "project", "status": "active", "budget_total": 10 * number}
        report = POLICY.evaluate_one("project", row, today=TODAY, parameters={"larger_project": 10 * number})
        return [report.to_json(all=True), str(report.for_("project", f"P-{number}").status)]

    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(work, range(8)))
    start = Barrier(1)
    assert together == [work(number) for number in range(8)]


class TestData:
    """The kinds of data that a policy takes."""

    def test_rows_are_mappings_dataclasses_or_models(self) -> None:
        @dataclasses.dataclass
        class Row:
            id: str
            people: int
            room: str = "nook"

        model = LIBRARY.record("booking")
        assert issubclass(model, pydantic.BaseModel)
        rows = [
            {"id": "B-1", "people": 5, "room": "nook"},
            Row("B-2", 5),
            model(id="B-3", people="5", room="nook"),
        ]
        report = LIBRARY.evaluate({"bookings": rows}, today=TODAY)
        assert [one.subject for one in report.findings if one.rule == "seats-for-all"] == ["B-1", "B-2", "B-3"]
        assert report.input_faults == ()

    def test_models_refuse_what_files_refuse(self) -> None:
        with pytest.raises(pydantic.ValidationError, match="is not a whole number"):
            LIBRARY.record("booking")(id="B-1", people="5.5")
        assert LIBRARY.record("booking") is LIBRARY.record("booking")

    def test_several_sources(self) -> None:
        report = LIBRARY.evaluate([ROOT / "examples" / "library" / "bookings.json", {"bookings": [{"id": "B-9"}]}])
        assert report.counts["records"] == {"booking": 6, "borrower": 3}

    def test_records_read_once_are_judged_often(self) -> None:
        records = POLICY.read(PORTFOLIO)
        first = POLICY.evaluate(records, today=TODAY)
        again = POLICY.evaluate(records, today=TODAY, parameters={"larger_project": "50 000 000"})
        assert first.to_json() == POLICY.evaluate(PORTFOLIO, today=TODAY).to_json()
        assert again.counts["outcomes"] != first.counts["outcomes"]

    def test_no_date_is_the_day_it_is(self) -> None:
        assert LIBRARY.evaluate({}).today in (date.today(), datetime.now().date())
        assert LIBRARY.evaluate({}, today=datetime(2026, 11, 1, 23, 59)).today == TODAY

    def test_a_parameter_may_be_taken_away(self) -> None:
        data = {"bookings": [{"id": "B-1", "youngest": 12}]}
        report = LIBRARY.evaluate(data, today=TODAY, parameters={"adult_from": None})
        (missing,) = [one.missing for one in report.findings if one.rule == "adult-named"]
        assert missing == (("parameter", "adult_from", "value"),)


def wrong() -> dict[str, tuple[Callable[[], object], str]]:
    """Calls that mean nothing, and what is said of each."""
    policy: Any = LIBRARY
    kinds = 'data are a mapping of plural names to rows or frames, such as {"borrowers": [...]}, or a path; found '
    one = {"id": "B-1"}
    return {
        "data: a number": (lambda: policy.evaluate(5), kinds + "int"),
        "data: nothing": (lambda: policy.evaluate(None), kinds + "nothing"),
        "data: a number in a list": (lambda: policy.read([5]), kinds + "int"),
        "data: no such file": (lambda: policy.evaluate("gone.json"), "there is no file `gone.json`"),
        "data: of another policy": (
            lambda: policy.evaluate(POLICY.read({})),
            "these records were read by another policy: read them again with this one",
        ),
        "surroundings: of another policy": (
            lambda: policy.evaluate_one("booking", one, given=POLICY.read({})),
            "these records were read by another policy: read them again with this one",
        ),
        "type: unknown": (
            lambda: policy.evaluate_one("bookings", one),
            "unknown record type `bookings`: did you mean `booking`?",
        ),
        "type: a waiver": (
            lambda: policy.evaluate_one("waiver", one),
            "unknown record type `waiver`: known are `booking`, `borrower`, `portfolio`",
        ),
        "record: unknown": (lambda: policy.record("boking"), "unknown record type `boking`: did you mean `booking`?"),
        "parameter: unknown": (
            lambda: policy.evaluate({}, parameters={"seasons": 1}),
            "unknown parameter `seasons`: did you mean `season`?",
        ),
        "parameter: nothing like it": (
            lambda: policy.evaluate({}, parameters={"qqq": 1}),
            "unknown parameter `qqq`: known are `adult_from`, `bookings_each`, `season`",
        ),
        "parameter: unreadable": (
            lambda: policy.evaluate({}, parameters={"adult_from": "old"}),
            "parameter `adult_from` (integer): `old` is not a number: write the digits alone, such as 1000000 or 1 000 000.50",
        ),
        "parameter: too small": (
            lambda: policy.evaluate_one("booking", one, parameters={"bookings_each": -1}),
            "parameter `bookings_each` (integer): `-1` is too small: at least 0",
        ),
        "engine: unknown": (
            lambda: policy.evaluate({}, engine="pyton"),
            "unknown engine `pyton`: did you mean `python`?",
        ),
        "today: a text": (
            lambda: policy.evaluate({}, today="2026-11-01"),
            "`today` is a date, such as date(2026, 11, 1); found `2026-11-01`",
        ),
        "pack: unknown": (
            lambda: pc.load("frederikstad"),
            "there is no pack `frederikstad`, neither shipped nor at that path: did you mean `fredrikstad`?",
        ),
    }


@pytest.mark.parametrize("name", wrong())
def test_wrong_calls(name: str) -> None:
    call, message = wrong()[name]
    with pytest.raises(pc.InvalidCall) as caught:
        call()
    assert str(caught.value) == message


def test_no_parameters_to_be_near_to(tmp_path: Path) -> None:
    path = tmp_path / "policy.yaml"
    path.write_text("policy: {id: none, title: None, version: '1', languages: [en]}\n", encoding="utf-8")
    with pytest.raises(pc.InvalidCall) as caught:
        pc.load(path).evaluate({}, parameters={"x": 1})
    assert str(caught.value) == "unknown parameter `x`: the policy has none"


class TestStrict:
    """`strict`: a fault in the data is raised instead of reported."""

    def test_it_raises_every_fault_in_order(self) -> None:
        with pytest.raises(pc.InvalidRecords) as caught:
            LIBRARY.evaluate(
                {"bookings": [{"id": "B-2", "people": "many"}, {"id": "B-1", "room": "cellar"}]}, strict=True
            )
        assert [(fault.key, fault.column) for fault in caught.value.faults] == [("B-1", "room"), ("B-2", "people")]
        assert str(caught.value) == (
            "booking · B-1 · room: “cellar” does not exist: there is no rooms with this key\n"
            "booking · B-2 · people: “many” is not a number: write the digits alone, such as 1000000 or 1 000 000.50"
        )

    def test_many_are_counted(self) -> None:
        with pytest.raises(pc.InvalidRecords) as caught:
            LIBRARY.evaluate({"bookings": [{"id": f"B-{n:02}", "people": "?"} for n in range(25)]}, strict=True)
        lines = str(caught.value).split("\n")
        assert (len(lines), lines[-1]) == (21, "… and 5 more")
        assert len(caught.value.faults) == 25

    def test_one_record_alone(self) -> None:
        with pytest.raises(pc.InvalidRecords):
            LIBRARY.evaluate_one("booking", {"id": "B-1", "people": "?"}, strict=True)
        around = {"bookings": [{"id": "B-2", "people": "?", "room": "cellar"}]}
        assert LIBRARY.evaluate_one("booking", {"id": "B-1", "people": 1}, given=around, strict=True)

    def test_data_in_order_raise_nothing(self) -> None:
        assert LIBRARY.evaluate({"bookings": [{"id": "B-1"}]}, strict=True).input_faults == ()


def test_faults_of_a_pack_are_all_raised(tmp_path: Path) -> None:
    path = tmp_path / "policy.yaml"
    path.write_text("policy: {id: Bad Id, title: T, version: '1', languages: [en]}\nrulse: []\n", encoding="utf-8")
    with pytest.raises(pc.InvalidPack) as caught:
        pc.load(path)
    assert len(caught.value.faults) == 2
    assert [fault.span.position for fault in caught.value.faults] == [(1, 14), (2, 1)]
    assert str(caught.value).startswith("policy.yaml:1:14: ")
