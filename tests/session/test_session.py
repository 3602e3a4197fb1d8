"""Live cases: what each step tells, what stays when a step fails, and what readers see."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from pathlib import Path
from types import FrameType
from typing import Any, ClassVar

import pytest

import policycheck as pc
from policycheck.engines.facts import Facts

TODAY = date(2026, 11, 1)
GIVEN: dict[str, Any] = {
    "towns": [{"id": "aa", "name": "Aalborg", "warning": False}, {"id": "ri", "name": "Rivne", "warning": True}],
    "projects": [
        {"id": "P1", "title": "Choir", "town": "aa", "budget": 100, "ours": False, "ends": "2027-06-30"},
        {"id": "P2", "title": "Bridge", "town": "ri", "budget": 50, "ours": False, "assessed": True},
    ],
}


@pytest.fixture(params=["rete", "python", "reference"])
def session(grants: pc.Policy, request: pytest.FixtureRequest) -> Iterator[pc.Session]:
    with grants.session(today=TODAY, given=GIVEN, engine=request.param) as found:
        yield found


def told(changes: list[pc.Change]) -> list[str]:
    """Changes on a line each: what became of which rule for which record."""
    return [f"{c.kind} {c.type} {c.key} {c.rule or '-'}: {c.before} → {c.after}" for c in changes]


def message(change: pc.Change) -> str:
    assert change.finding
    return str(change.finding["message"]["en"]).replace("\N{NO-BREAK SPACE}", " ")


def same(session: pc.Session, policy: pc.Policy, given: dict[str, Any]) -> None:
    """That a session's report is that of an evaluation, but for rows of files."""
    fresh = policy.evaluate(given, today=session.today, engine="reference")
    found, expected = (json.loads(one.to_json(all=True)) for one in (session.report(), fresh))
    for one in (found, expected):
        del one["engine"]
        for fault in one["input_faults"]:
            del fault["row"]
    assert found == expected


class TestRecords:
    def test_a_new_one(self, session: pc.Session) -> None:
        found = session.put("project", {"id": "P3", "title": "Harbour", "town": "ri", "ours": True})
        assert told(found) == [
            "opened project P3 assessed: None → undetermined",
            "opened project P3 budget: None → undetermined",
            "opened project P3 evaluated: None → undetermined",
            "opened project P3 worth: None → needs_judgement",
            "status project P3 -: None → incomplete",
        ]
        assert [message(one) for one in found[:-1]] == [
            "Cannot be decided. Not stated: “assessed”.",
            "Cannot be decided. Not stated: “budget”.",
            "Cannot be decided. Not stated: “ends” and “evaluated”.",
            "Is Harbour worth while?",
        ]

    def test_a_changed_one(self, session: pc.Session) -> None:
        row = GIVEN["projects"][0]
        assert told(session.put("project", {**row, "budget": 0})) == [
            "opened project P1 budget: satisfied → violated",
            "status project P1 -: compliant → non_compliant",
        ]
        assert told(session.put("project", {**row, "budget": None})) == [
            "changed project P1 budget: violated → undetermined",
            "status project P1 -: non_compliant → incomplete",
        ]
        assert told(session.put("project", row)) == [
            "closed project P1 budget: undetermined → satisfied",
            "status project P1 -: incomplete → compliant",
        ]

    def test_what_a_finding_says_changes_too(self, session: pc.Session) -> None:
        row = {**GIVEN["projects"][0], "budget": 0}
        session.put("project", row)
        [found] = session.put("project", {**row, "title": "Quire"})
        assert (found.kind, found.before, found.after) == ("changed", "violated", "violated")
        assert message(found) == "Quire: NOK 0."
        assert session.put("project", {**row, "title": "Quire"}) == []

    def test_what_hangs_on_another_record(self, session: pc.Session) -> None:
        assert told(session.put("town", {"id": "aa", "name": "Aalborg"})) == [
            "opened project P1 assessed: not_applicable → undetermined",
            "status project P1 -: compliant → incomplete",
        ]
        [found] = session.put("town", {"id": "aa", "name": "Aalborg", "warning": True})
        assert told([found]) == ["changed project P1 assessed: undetermined → undetermined"]
        assert message(found) == "Cannot be decided. Not stated: “assessed”."  # and no longer the town's warning
        session.put("project", {**GIVEN["projects"][0], "assessed": False})
        [found] = session.put("town", {"id": "aa", "name": "Ålborg", "warning": True})
        assert message(found) == "Choir in Ålborg is not assessed."

    def test_two_towns_of_one_project(self, session: pc.Session) -> None:
        for key in ("P3", "P4"):
            session.put("project", {**GIVEN["projects"][0], "id": key})
        found = session.put("project", {**GIVEN["projects"][1], "town": "aa"})
        assert told(found) == ["changed town aa few: violated → violated"]
        assert message(found[0]) == "Aalborg has 4."
        assert told(session.remove("project", "P4")) == [
            "status project P4 -: compliant → None",
            "changed town aa few: violated → violated",
        ]

    def test_the_portfolio(self, session: pc.Session) -> None:
        assert told(session.put("portfolio", {"frame": 120})) == []
        found = session.put("project", {**GIVEN["projects"][0], "ours": True, "budget": 121})
        assert told(found) == [
            "opened portfolio portfolio frame: satisfied → violated",
            "status portfolio portfolio -: compliant → non_compliant",
            "opened project P1 worth: not_applicable → needs_judgement",
            "status project P1 -: compliant → needs_judgement",
        ]
        assert message(found[0]) == "NOK 121 of NOK 120."
        assert told(session.remove("portfolio", "portfolio")) == [
            "closed portfolio portfolio frame: violated → not_applicable",
            "status portfolio portfolio -: non_compliant → compliant",
        ]

    def test_a_row_with_faults_keeps_the_rest(self, session: pc.Session, grants: pc.Policy) -> None:
        row = {**GIVEN["projects"][0], "budget": "much", "colour": "red"}
        assert told(session.put("project", row)) == [
            "opened project P1 budget: satisfied → undetermined",
            "status project P1 -: compliant → incomplete",
        ]
        report = session.report()
        assert [fault.told("en") for fault in report.input_faults] == [
            "project · P1 · budget: “much” is not a number: write the digits alone, such as 1000000 or 1 000 000.50"
        ]
        assert [note.text("en") for note in report.notes] == [
            "The unknown field `colour` of projects was not read. Did you mean `ours`?"
        ]
        same(session, grants, {**GIVEN, "projects": [row, GIVEN["projects"][1]]})
        session.put("project", GIVEN["projects"][0])
        same(session, grants, GIVEN)

    def test_a_reference_to_what_comes_later(self, session: pc.Session, grants: pc.Policy) -> None:
        row = {**GIVEN["projects"][0], "town": "os"}
        assert told(session.put("project", row)) == [
            "opened project P1 assessed: not_applicable → undetermined",
            "status project P1 -: compliant → incomplete",
        ]
        [fault] = session.decision("project", "P1").input_faults
        assert fault.told("en") == "project · P1 · town: “os” does not exist: there is no town with this key"
        town = {"id": "os", "name": "Oslo", "warning": False}
        assert told(session.put("town", town)) == [
            "closed project P1 assessed: undetermined → not_applicable",
            "status project P1 -: incomplete → compliant",
            "status town os -: None → compliant",
        ]
        same(session, grants, {"towns": [*GIVEN["towns"], town], "projects": [row, GIVEN["projects"][1]]})

    def test_what_others_refer_to_stays(self, session: pc.Session, grants: pc.Policy) -> None:
        for number in range(3, 9):
            session.put("project", {"id": f"P{number}", "town": "ri"})
        before = session.snapshot()
        with pytest.raises(pc.InvalidCall) as refused:
            session.remove("town", "ri")
        assert str(refused.value) == (
            "town `ri` cannot be removed, since others refer to it: change or remove project `P2`, project `P3`,"
            " project `P4`, project `P5`, project `P6` and 2 more first"
        )
        assert session.snapshot() == before


class TestDecisions:
    WAIVER: ClassVar = {"rule": "budget", "subject": "P1", "reason": "Gift", "granted_by": "Board"} | {
        "granted_on": "2026-10-01",
        "expires_on": "2026-12-01",
    }
    ANSWER: ClassVar = {
        "judgement": "worth",
        "subject": "P1",
        "answer": True,
        "on": "2026-10-01",
        "valid_until": "2026-12-01",
    }

    def test_a_waiver(self, session: pc.Session, grants: pc.Policy) -> None:
        session.put("project", {**GIVEN["projects"][0], "budget": 0})
        found = session.put("waiver", self.WAIVER)
        assert told(found) == [
            "changed project P1 budget: violated → waived",
            "status project P1 -: non_compliant → compliant",
        ]
        assert found[0].finding
        assert found[0].finding["waiver"]["reason"] == "Gift"
        assert told(session.advance(to=date(2026, 12, 1))) == [
            "changed project P1 budget: waived → violated",
            "status project P1 -: compliant → non_compliant",
        ]
        assert told(session.put("waiver", {**self.WAIVER, "expires_on": "2027-12-01"})) == [
            "changed project P1 budget: violated → waived",
            "status project P1 -: non_compliant → compliant",
        ]
        assert told(session.remove("waiver", ("budget", "P1", date(2026, 10, 1)))) == [
            "changed project P1 budget: waived → violated",
            "status project P1 -: compliant → non_compliant",
        ]

    def test_an_assessment(self, session: pc.Session) -> None:
        session.put("project", {**GIVEN["projects"][0], "ours": True})
        assert told(session.put("assessment", self.ANSWER)) == [
            "closed project P1 worth: needs_judgement → satisfied",
            "status project P1 -: needs_judgement → compliant",
        ]
        later = {**self.ANSWER, "answer": False, "on": "2026-10-31"}
        assert told(session.put("assessment", later)) == [
            "opened project P1 worth: satisfied → violated",
            "status project P1 -: compliant → non_compliant",
        ]
        assert told(session.remove("assessment", ["worth", "P1", "2026-10-31"])) == [
            "closed project P1 worth: violated → satisfied",
            "status project P1 -: non_compliant → compliant",
        ]
        assert told(session.advance(to=date(2026, 12, 1))) == [
            "opened project P1 worth: satisfied → needs_judgement",
            "status project P1 -: compliant → needs_judgement",
        ]

    def test_for_nobody(self, session: pc.Session) -> None:
        assert session.put("waiver", {**self.WAIVER, "subject": "P9"}) == []
        assert [note.text("en") for note in session.report().notes] == [
            "The waiver of budget is for `P9`, which is not among the records."
        ]


class TestTime:
    def test_a_deadline_falls_due(self, session: pc.Session) -> None:
        assert session.advance(to=date(2027, 12, 29)) == []
        assert told(session.advance(to=date(2027, 12, 30))) == [
            "opened project P1 evaluated: not_applicable → undetermined",
            "status project P1 -: compliant → incomplete",
        ]

    def test_a_dated_value_comes_into_force(self, session: pc.Session, grants: pc.Policy) -> None:
        row = {**GIVEN["projects"][0], "id": "P3"}
        assert session.put("project", row)[-1].type == "project"
        assert told(session.advance(to=date(2027, 1, 1))) == ["opened town aa few: satisfied → violated"]
        same(session, grants, {**GIVEN, "projects": [*GIVEN["projects"], row]})

    def test_what_a_message_counts_passes_too(self, load: Any, pack: str) -> None:
        """What is first counted to tell how things stood is counted anew behind the step."""
        rule = '{id: ended, clauses: "6", about: town, modality: must, require: warning, message: "{count(p for p in projects if p.ends <= today)} ended."}'
        policy = load(pack.replace("judgements:", f"  - {rule}\njudgements:"))
        given = {
            "towns": [{"id": "aa", "warning": False}],
            "projects": [{"id": "P", "town": "aa", "ends": "2026-11-02"}],
        }
        with policy.session(today=TODAY, given=given) as session:
            found = [one for one in session.advance(to=date(2026, 11, 2)) if one.rule == "ended"]
            assert [message(one) for one in found] == ["1 ended."]
            found = [one for one in session.remove("project", "P") if one.rule == "ended"]
            assert [message(one) for one in found] == ["0 ended."]

    def test_what_the_caller_has_set_stays(self, grants: pc.Policy) -> None:
        with grants.session(today=TODAY, given=GIVEN, parameters={"most": 5}) as session:
            session.put("project", {**GIVEN["projects"][0], "id": "P3"})
            assert session.advance(to=date(2027, 1, 1)) == []

    def test_a_rule_comes_into_force(self, load: Any, pack: str) -> None:
        policy = load(pack.replace("require: budget > 0,", "require: budget > 0, in_force: {from: 2026-11-05},"))
        with policy.session(today=TODAY, given={"projects": [{"id": "P", "budget": 0}]}) as session:
            assert [one.rule for one in session.decision("project", "P").outcomes if one.rule == "budget"] == []
            assert told(session.advance(to=date(2026, 11, 5))) == [
                "opened project P budget: None → violated",
                "status project P -: incomplete → non_compliant",
            ]

    def test_not_back(self, session: pc.Session) -> None:
        assert session.advance(to=TODAY) == []
        with pytest.raises(pc.InvalidCall, match="the session has come to 2026-11-01: it cannot go back to 2026-10-31"):
            session.advance(to=date(2026, 10, 31))
        with pytest.raises(pc.InvalidCall, match=r"`to` is a date, such as date\(2026, 11, 1\); found `soon`"):
            session.advance(to="soon")  # type: ignore[arg-type]
        session.advance(to=datetime(2026, 11, 2, 12))
        assert session.today == date(2026, 11, 2)


class TestReaders:
    def test_a_report_stays_what_it_is(self, session: pc.Session, grants: pc.Policy) -> None:
        same(session, grants, GIVEN)
        report = session.report()
        session.put("project", {**GIVEN["projects"][0], "budget": 0, "title": "Quire"})
        session.put("town", {"id": "ri"})
        fresh = grants.evaluate(GIVEN, today=TODAY, engine=report.engine)
        assert report.to_json(all=True) == fresh.to_json(all=True)
        assert report is not session.report() is session.report()

    def test_a_decision_stays_what_it_is(self, session: pc.Session) -> None:
        session.put("project", {**GIVEN["projects"][0], "budget": 0})
        found = session.decision("project", "P1")
        session.put("project", {**GIVEN["projects"][0], "budget": 1, "title": "Quire"})
        assert (found.type, found.key, found.title, found.status) == ("project", "P1", "Choir", "non_compliant")
        assert [(one["rule"], one["outcome"]) for one in found.findings] == [("budget", "violated")]
        assert [f"{one.rule} {one.outcome}" for one in found.outcomes] == [
            "assessed not_applicable",
            "budget violated",
            "evaluated not_applicable",
            "worth not_applicable",
        ]
        assert found.input_faults == ()

    def test_subscribers_are_told_each_step(self, session: pc.Session) -> None:
        first: list[list[pc.Change]] = []
        second: list[list[pc.Change]] = []
        end = session.subscribe(first.append)
        session.subscribe(second.append)
        one = session.put("project", {**GIVEN["projects"][0], "budget": 0})
        session.advance(to=date(2026, 11, 2))  # nothing comes of it
        end()
        two = session.put("project", GIVEN["projects"][0])
        assert (first, second) == ([one], [one, two])

    def test_a_subscriber_may_take_a_step(self, session: pc.Session) -> None:
        def answer(changes: list[pc.Change]) -> None:
            if any(change.rule == "worth" and change.after == "needs_judgement" for change in changes):
                session.put("assessment", TestDecisions.ANSWER)

        session.subscribe(answer)
        session.put("project", {**GIVEN["projects"][0], "ours": True})
        assert session.decision("project", "P1").status == "compliant"

    def test_subscribers_that_raise(self, session: pc.Session, grants: pc.Policy) -> None:
        heard: list[int] = []

        def fails(changes: list[pc.Change]) -> None:
            raise RuntimeError("no connection")

        end = session.subscribe(fails)
        session.subscribe(lambda changes: heard.append(len(changes)))
        row = {**GIVEN["projects"][0], "budget": 0}
        with pytest.raises(RuntimeError, match="no connection") as raised:
            session.put("project", row)
        assert raised.value.__notes__ == ["raised by a subscriber of a session: the step itself was made"]
        assert heard == [2]
        same(session, grants, {**GIVEN, "projects": [row, GIVEN["projects"][1]]})
        session.subscribe(fails)
        with pytest.raises(ExceptionGroup) as several:
            session.put("project", GIVEN["projects"][0])
        assert len(several.value.exceptions) == 2
        assert heard == [2, 2]
        end()
        same(session, grants, GIVEN)

    def test_a_change_as_json(self, session: pc.Session) -> None:
        opened, status = session.put("project", {**GIVEN["projects"][0], "budget": 0})
        assert json.loads(json.dumps(status.to_dict())) == {
            "kind": "status",
            "type": "project",
            "key": "P1",
            "rule": None,
            "before": "compliant",
            "after": "non_compliant",
            "finding": None,
        }
        [finding] = [one for one in json.loads(session.report().to_json())["findings"] if one["rule"] == "budget"]
        assert opened.to_dict()["finding"] == finding


MISTAKES = [
    (lambda s: s.put("projet", {"id": "P"}), pc.InvalidCall, "unknown record type `projet`: did you mean `project`?"),
    (lambda s: s.put("projects", {"id": "P"}), pc.InvalidCall, "unknown record type `projects`: did you mean `project`?"),
    (lambda s: s.put("project", {"title": "P"}), pc.InvalidRecords, "project · id: the row has no key (`id`) and cannot be judged"),
    (lambda s: s.put("project", 5), pc.InvalidRecords, "project: “5” the row is not a record of named values"),
    (lambda s: s.put("project", [{"id": "P"}]), pc.InvalidRecords, "project: “{…}” the row is not a record of named values"),
    (lambda s: s.put("project", None), pc.InvalidRecords, "project: the row is not a record of named values"),
    (lambda s: s.put("portfolio", 5), pc.InvalidRecords, "portfolio · portfolio: “5” the row is not a record of named values"),
    (lambda s: s.put("waiver", {"rule": "budget", "subject": "P1"}), pc.InvalidRecords, "waiver · granted_on: is required\nwaiver · expires_on: is required"),
    (lambda s: s.put("waiver", {**TestDecisions.WAIVER, "expires_on": "soon"}), pc.InvalidRecords, "waiver · expires_on: “soon” is not a date: write 2025-12-31 or 31.12.2025"),
    (lambda s: s.put("assessment", {**TestDecisions.ANSWER, "answer": "perhaps"}), pc.InvalidRecords, "assessment · answer: “perhaps” is neither yes nor no"),
    (lambda s: s.remove("project", "P9"), pc.InvalidCall, "the session has no project `P9`: known are `P1`, `P2`"),
    (lambda s: s.remove("waiver", "budget"), pc.InvalidCall, "a waiver is named by its rule, subject, granted_on: found `budget`"),
    (lambda s: s.remove("waiver", ("budget", "P1", "soon")), pc.InvalidCall, "a waiver is named by its granted_on, a date: found `soon`"),
    (lambda s: s.remove("waiver", ("budget", "P1", date(2026, 1, 1))), pc.InvalidCall, "the session has no waiver of `budget` for `P1` on 2026-01-01"),
    (lambda s: s.decision("project", "P9"), pc.InvalidCall, "the session has no project `P9`: known are `P1`, `P2`"),
    (lambda s: s.decision("waiver", "budget"), pc.InvalidCall, "a waiver is a decision itself: ask for the record that it is about"),
]  # fmt: skip


@pytest.mark.parametrize(("call", "kind", "words"), MISTAKES)
def test_a_mistake_changes_nothing(
    session: pc.Session, grants: pc.Policy, call: Any, kind: type[Exception], words: str
) -> None:
    heard: list[object] = []
    session.subscribe(heard.append)
    before = session.snapshot()
    with pytest.raises(kind) as told:
        call(session)
    assert str(told.value) == words
    assert session.snapshot() == before
    assert heard == []
    same(session, grants, GIVEN)


def test_closed(session: pc.Session) -> None:
    session.close()
    for call in (
        session.report,
        session.snapshot,
        lambda: session.put("project", {"id": "P"}),
        lambda: session.advance(to=date(2027, 1, 1)),
        lambda: session.decision("project", "P1"),
        lambda: session.subscribe(print),
        lambda: session.today,
    ):
        with pytest.raises(pc.InvalidCall, match="the session is closed: begin another with"):
            call()
    session.close()
    assert repr(session) == "<Session grants closed>"


class _Failing:
    """An engine that fails, or is interrupted, once."""

    def __init__(self, engine: Any) -> None:
        self.engine, self.error = engine, None
        self.judged: list[dict[str, list[str]]] = []

    def judge(self, facts: Facts) -> Any:
        error, self.error = self.error, None
        if error is not None:
            raise error
        assert facts.only is not None
        self.judged.append({about: [str(row[0]) for row in rows] for about, rows in facts.only.items()})
        return self.engine.judge(facts)


@pytest.mark.parametrize("error", [pc.EngineUnavailable("rete", "gone"), KeyboardInterrupt(), MemoryError()])
@pytest.mark.parametrize(
    "step",
    [
        lambda s: s.put("project", {**GIVEN["projects"][0], "budget": 0, "ours": True}),
        lambda s: s.put("town", {"id": "os"}),
        lambda s: s.put("portfolio", {"frame": 1}),
        lambda s: s.remove("project", "P2"),
        lambda s: s.advance(to=date(2028, 1, 1)),
    ],
)
def test_a_failure_on_the_way_changes_nothing(grants: pc.Policy, error: BaseException, step: Any) -> None:
    session = grants.session(today=TODAY, given={**GIVEN, "portfolio": {"frame": 1000}})
    waiting = {"id": "P5", "title": "Far", "town": "os", "budget": 0}
    session.put("project", waiting)
    case: Any = session._case
    failing = _Failing(case.engine)
    case.engine = failing
    before, report = session.snapshot(), session.report().to_json(all=True)
    failing.error = error
    with pytest.raises(type(error)):
        step(session)
    assert session.snapshot() == before
    case._report = None
    assert session.report().to_json(all=True) == report
    assert told(step(session)) == told(step(grants.session(from_snapshot=before)))
    assert session.snapshot() != before


@pytest.mark.parametrize(
    "step",
    [
        lambda s: s.put("project", {**GIVEN["projects"][0], "budget": 0, "town": "os"}),
        lambda s: s.put("town", {"id": "os", "warning": True}),
        lambda s: s.remove("project", "P2"),
        lambda s: s.put("waiver", {**TestDecisions.WAIVER, "subject": "P5"}),
        lambda s: s.advance(to=date(2028, 1, 1)),
    ],
)
def test_a_step_broken_off_anywhere_is_made_or_is_not(grants: pc.Policy, step: Any) -> None:
    """As by Ctrl-C: at many of the lines that run in the session's own code."""
    waiting = {"id": "P5", "title": "Far", "town": "os", "budget": 0}
    given = {**GIVEN, "projects": [*GIVEN["projects"], waiting], "portfolio": {"frame": 1000}}

    def begin() -> pc.Session:
        return grants.session(today=TODAY, given=given, engine="python")

    session = begin()
    old = session.report().to_json(all=True)
    lines = _lines(lambda: step(session), None)
    new = session.report().to_json(all=True)
    assert lines > 100
    made = 0
    for at in range(0, lines, max(1, lines // 80)):
        session = begin()
        with pytest.raises(KeyboardInterrupt):
            _lines(lambda session=session: step(session), at)
        found = session.report().to_json(all=True)
        assert found in (old, new), at
        made += found == new
        if found == old:
            step(session)
        assert session.report().to_json(all=True) == new
    assert made < 10


def _lines(run: Callable[[], object], stop: int | None) -> int:
    """How many lines of the session's code run; Ctrl-C at one of them."""
    count = 0

    def trace(frame: FrameType, event: str, _: object) -> Any:
        nonlocal count
        if "policycheck/session" not in frame.f_code.co_filename:
            return None
        if event == "line":
            count += 1
            if count - 1 == stop:
                raise KeyboardInterrupt
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        run()
    finally:
        sys.settrace(before)
    return count


class TestReach:
    def test_only_what_a_change_can_reach_is_judged(self, grants: pc.Policy) -> None:
        towns = [{"id": f"t{at}", "name": f"T{at}"} for at in range(50)]
        projects = [{"id": f"p{at}", "town": f"t{at % 50}", "budget": 1} for at in range(500)]
        session = grants.session(today=TODAY, given={"towns": towns, "projects": projects, "portfolio": {"frame": 1}})
        case: Any = session._case
        spy = case.engine = _Failing(case.engine)

        def judged(step: Any) -> dict[str, list[str]]:
            spy.judged.clear()
            step()
            assert len(spy.judged) <= 1
            return {about: keys for found in spy.judged for about, keys in found.items()}

        row = {"id": "p7", "town": "t7", "budget": 1}
        assert judged(lambda: session.put("project", {**row, "title": "A"})) == {}
        assert judged(lambda: session.put("project", {**row, "title": "A", "budget": 2})) == {
            "portfolio": ["portfolio"],
            "project": ["p7"],
        }
        assert judged(lambda: session.put("project", {**row, "town": "t8"})) == {
            "portfolio": ["portfolio"],
            "project": ["p7"],
            "town": ["t7", "t8"],
        }
        warned = judged(lambda: session.put("town", {"id": "t9", "name": "T9", "warning": True}))
        assert warned == {"project": sorted(f"p{at}" for at in range(9, 500, 50))}
        assert judged(lambda: session.put("portfolio", {"frame": 2})) == {"portfolio": ["portfolio"]}
        assert judged(lambda: session.put("waiver", {**TestDecisions.WAIVER, "subject": "p1"})) == {}

    def test_time_reaches_what_speaks_of_it(self, grants: pc.Policy) -> None:
        session = grants.session(today=TODAY, given=GIVEN)
        case: Any = session._case
        spy = case.engine = _Failing(case.engine)
        session.advance(to=date(2026, 11, 2))
        assert spy.judged == [{"project": ["P1", "P2"]}]
        session.advance(to=date(2027, 1, 2))  # now `most` is another
        assert spy.judged[1:] == [{"town": ["aa", "ri"], "project": ["P1", "P2"]}]


class TestSnapshots:
    def test_another_process_goes_on(self, grants: pc.Policy, pack: str, tmp_path: Path) -> None:
        session = grants.session(today=TODAY, given=GIVEN, parameters={"most": 1})
        session.put("project", {**GIVEN["projects"][0], "budget": "much", "town": "os", "colour": "red"})
        session.put("waiver", TestDecisions.WAIVER)
        session.put("portfolio", {"frame": "1000,50"})
        (tmp_path / "policy.yaml").write_text(pack, encoding="utf-8")
        (tmp_path / "case.json").write_text(session.snapshot(), encoding="utf-8")
        program = (
            "import policycheck as pc, sys\n"
            "session = pc.load('policy.yaml').session(from_snapshot=open('case.json', encoding='utf-8').read())\n"
            "session.put('town', {'id': 'os', 'warning': False})\n"
            "sys.stdout.write(session.report().to_json(all=True))\n"
        )
        done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, encoding="utf-8", check=True)  # fmt: skip
        session.put("town", {"id": "os", "warning": False})
        assert done.stdout == session.report().to_json(all=True)

    def test_places_of_the_data_are_kept(self, grants: pc.Policy, tmp_path: Path) -> None:
        path = tmp_path / "projects.csv"
        path.write_text("id;budget;town\nP1;mye;aa\nP2;5;nowhere\n", encoding="utf-8")
        session = grants.session(today=TODAY, given=path)
        assert [fault.place.row for fault in session.report().input_faults] == [2, 2, 3]
        session.put("project", {"id": "P2", "town": "nowhere"})
        assert [fault.place.row for fault in session.report().input_faults] == [2, 2, None]
        resumed = grants.session(from_snapshot=session.snapshot())
        assert [fault.place.row for fault in resumed.report().input_faults] == [2, 2, None]

    def test_of_any_form(self, grants: pc.Policy) -> None:
        text = grants.session(today=TODAY, given=GIVEN).snapshot()
        for source in (text, text.encode(), json.loads(text)):
            assert grants.session(from_snapshot=source).snapshot() == text

    def test_of_another_policy(self, grants: pc.Policy, load: Any, pack: str) -> None:
        other = load(pack.replace('version: "1.0"', 'version: "1.1"').replace("budget > 0", "budget >= 0"))
        text = grants.session(today=TODAY, given=GIVEN).snapshot()
        with pytest.raises(pc.InvalidCall) as refused:
            other.session(from_snapshot=text)
        assert str(refused.value) == (
            f"the snapshot is of another policy: grants 1.0 ({grants.digest}), and this is grants 1.1 ({other.digest}):"
            " go on with that one, or begin a session with the records anew"
        )

    def test_broken_or_foreign(self, grants: pc.Policy) -> None:
        text = grants.session(today=TODAY, given=GIVEN).snapshot()
        altered = json.loads(text)
        altered["case"]["records"]["project"][0]["budget"] = "1"
        unsigned = json.loads(text)
        del unsigned["checksum"]
        for source, words in (
            (text[:-20], "the snapshot is broken: it is no JSON text, or not the whole of it"),
            (text.encode()[:-1] + b"\xff", "the snapshot is broken: it is no JSON text, or not the whole of it"),
            ('{"a":' * 100_000, "the snapshot is broken: it is no JSON text, or not the whole of it"),
            ("", "this is no snapshot of a session: give the text that `snapshot()` gave, not a file's name"),
            ("case.json", "this is no snapshot of a session: give the text that `snapshot()` gave, not a file's name"),
            ("[]", "this is no snapshot of a session: give the text that `snapshot()` gave, not a file's name"),
            (["x"], "a snapshot is the text that `snapshot()` gives, or the mapping that it holds"),
            (5, "a snapshot is the text that `snapshot()` gives, or the mapping that it holds"),
            ("{}", "this is no snapshot of a session: its `schema` is not `policycheck/session/1`"),
            (session_report(grants), "this is no snapshot of a session: its `schema` is not `policycheck/session/1`"),
            (altered, "the snapshot is broken: it is not what `snapshot()` gave; use an earlier one"),
            (unsigned, "the snapshot is broken: it is not what `snapshot()` gave; use an earlier one"),
        ):
            with pytest.raises(pc.InvalidCall) as refused:
                grants.session(from_snapshot=source)  # type: ignore[arg-type]
            assert str(refused.value) == words

    @pytest.mark.parametrize("given", [{"today": TODAY}, {"given": GIVEN}, {"parameters": {"most": 1}}])
    def test_alone(self, grants: pc.Policy, given: dict[str, Any]) -> None:
        text = grants.session(today=TODAY).snapshot()
        with pytest.raises(pc.InvalidCall, match="a snapshot brings its own records, day and parameters"):
            grants.session(from_snapshot=text, **given)


def session_report(policy: pc.Policy) -> str:
    return policy.session(today=TODAY, given=GIVEN).report().to_json()


class TestSideBySide:
    def test_threads(self, grants: pc.Policy) -> None:
        session = grants.session(today=TODAY, given=GIVEN)
        heard: list[pc.Change] = []
        session.subscribe(heard.extend)

        def work(number: int) -> None:
            for at in range(10):
                row = {"id": f"T{number}", "title": f"{at}", "town": "aa", "budget": at % 3, "ours": True}
                session.put("project", row)
                session.decision("project", f"T{number}")
                session.report()

        with ThreadPoolExecutor(8) as pool:
            list(pool.map(work, range(8)))
        rows = [{"id": f"T{n}", "title": "9", "town": "aa", "budget": 0, "ours": True} for n in range(8)]
        same(session, grants, {**GIVEN, "projects": [*GIVEN["projects"], *rows]})
        opened = [one for one in heard if one.rule == "budget" and one.kind == "opened"]
        assert len(opened) == 8 * 4

    def test_an_event_loop_goes_on(self, grants: pc.Policy) -> None:
        projects = [{"id": f"p{at}", "town": "aa", "budget": 1, "ours": True} for at in range(3_000)]
        session = grants.session(today=TODAY, given={**GIVEN, "projects": projects})

        async def work() -> float:
            loop = asyncio.get_running_loop()
            longest = 0.0

            async def beat() -> None:
                nonlocal longest
                while True:
                    start = loop.time()
                    await asyncio.sleep(0.001)
                    longest = max(longest, loop.time() - start)

            beating = asyncio.create_task(beat())
            for at in range(100):
                row = {"id": f"p{at}", "town": "ri", "budget": at % 2}
                await asyncio.to_thread(session.put, "project", row)
            beating.cancel()
            return longest

        assert asyncio.run(work()) < 1.0
        assert session.decision("project", "p0").status == "non_compliant"

    def test_readers_do_not_wait_for_subscribers(self, grants: pc.Policy) -> None:
        session = grants.session(today=TODAY, given=GIVEN)
        told, go_on = threading.Event(), threading.Event()

        def slow(changes: list[pc.Change]) -> None:
            told.set()
            assert go_on.wait(10)

        session.subscribe(slow)
        with ThreadPoolExecutor(1) as pool:
            step = pool.submit(session.put, "project", {**GIVEN["projects"][0], "budget": 0})
            assert told.wait(10)
            assert session.decision("project", "P1").status == "non_compliant"
            go_on.set()
            assert told_by(step.result()) == ["budget", None]


def told_by(changes: list[pc.Change]) -> list[str | None]:
    return [change.rule for change in changes]


def test_begins_empty(grants: pc.Policy) -> None:
    with grants.session(today=TODAY) as session:
        assert session.report().status == "nothing_judged"
        assert told(session.put("town", {"id": "aa", "name": "Aalborg"})) == ["status town aa -: None → compliant"]
        assert repr(session) == "<Session grants 2026-11-01>"


def test_an_unknown_engine(grants: pc.Policy) -> None:
    with pytest.raises(pc.InvalidCall, match=r"unknown engine `retee`: did you mean `rete`\?"):
        grants.session(today=TODAY, engine="retee")
