"""A session on a generated pack: after each step its report is that of a fresh evaluation, and its changes are the difference."""

from __future__ import annotations

import json
import os
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any

import pytest
from generator import KEYS, TAPE, Tape, _row, data, policy, rules
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

import policycheck as pc
from policycheck.policy import Policy
from policycheck.report.report import Report
from policycheck.session import Change, Session

TODAY = date(2025, 6, 15)
EXAMPLES = {"ci": 1_000, "thorough": 20_000}.get(os.environ.get("HYPOTHESIS_PROFILE", ""), 24)
STEPS = 12
SEEDS, MOVES = (60, 60) if EXAMPLES >= 1_000 else (3, 25)
EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "fredrikstad" / "portfolio.json"
PHASES = [phase for phase in Phase if phase is not Phase.shrink]
"""A tape of a pack shrinks for minutes, and tells no more in the end."""
BYTES = st.binary(min_size=60, max_size=60)
PLURALS = {"org": "orgs", "event": "events"}
DAYS = ("2025-06-14", "2025-06-15", "2025-06-16", "2024-01-01", "2026-01-01", "2025-07-01")
IDENTITY = {"waiver": ("rule", "subject", "granted_on"), "assessment": ("judgement", "subject", "on")}
NEEDED = {"waiver": ("rule", "subject", "granted_on", "expires_on"), "assessment": ("judgement", "subject", "answer", "on", "valid_until")}  # fmt: skip


class Live(RuleBasedStateMachine):
    """What a session is told, told again to a fresh evaluation at each step."""

    policy: Policy
    session: Session

    @initialize(tape_bytes=st.binary(min_size=TAPE, max_size=TAPE))
    def begin(self, tape_bytes: bytes) -> None:
        tape = Tape(tape_bytes)
        self.text = rules(tape)
        self.policy, given = policy(self.text), data(tape)
        self.today = TODAY - timedelta(tape.of((0, 1, 400)))  # rules and values come into force on that day, or before
        self.rows = {kind: {row[KEYS[kind]]: row for row in given[PLURALS[kind]]} for kind in PLURALS}
        self.portfolio = given.get("portfolio")
        self.decisions = {kind: list(given[f"{kind}s"]) for kind in IDENTITY}
        engine = tape.of(("rete", "python"))
        self.session = self.policy.session(today=self.today, given=given, engine=engine)
        self.told = _told(self._fresh())
        self._holds()

    @rule(draw=BYTES)
    def put_a_record(self, draw: bytes) -> None:
        tape = Tape(draw)
        kind = tape.of(("org", "event"))
        key = f"{kind[0]}{1 + tape.below(5)}"
        known = self.rows[kind].get(key)
        row = _row(kind, key, tape, tape.of((200, 20, 5)))
        if known is not None and tape.below(2):  # a single field, as an edit is made
            name = tape.of(sorted(row))
            row = {**known, name: row[name], KEYS[kind]: key}
        self.rows[kind][key] = row
        self._made(self.session.put(kind, row))

    @rule(draw=BYTES)
    def put_the_portfolio(self, draw: bytes) -> None:
        tape = Tape(draw)
        self.portfolio = _row("portfolio", "", tape, tape.of((200, 20, 5)))
        self._made(self.session.put("portfolio", self.portfolio))

    @precondition(lambda self: self.portfolio is not None)
    @rule()
    def remove_the_portfolio(self) -> None:
        self.portfolio = None
        self._made(self.session.remove("portfolio", "portfolio"))

    @rule(draw=BYTES)
    def put_a_decision(self, draw: bytes) -> None:
        tape = Tape(draw)
        subject = tape.of(("o1", "o2", "e1", "e2", "portfolio", "o9"))
        first, last = tape.of(DAYS), tape.of(DAYS[::-1])
        if tape.below(2):
            rule_ = tape.of(("r0", "r1", "r2", "r0[a]", "r1[1]", "r99"))
            kind, row = "waiver", {"rule": rule_, "subject": subject, "granted_on": first, "expires_on": last}
        else:
            kind, row = "assessment", {"judgement": "q1", "subject": subject, "answer": tape.of((True, False))}
            row |= {"on": first, "valid_until": last}
        same = [_identity(kind, one) == _identity(kind, row) and _usable(kind, one) for one in self.decisions[kind]]
        kept = [one for one, replaced in zip(self.decisions[kind], same, strict=True) if not replaced]
        self.decisions[kind] = [*kept, row]
        self._made(self.session.put(kind, row))

    @rule(draw=BYTES)
    def remove_something(self, draw: bytes) -> None:
        tape = Tape(draw)
        kind = tape.of(("org", "event", "waiver", "assessment"))
        if kind in IDENTITY:
            usable = [one for one in self.decisions[kind] if _usable(kind, one)]
            if usable:
                at = _identity(kind, tape.of(usable))
                self.decisions[kind] = [
                    one for one in self.decisions[kind] if not (_usable(kind, one) and _identity(kind, one) == at)
                ]
                self._made(self.session.remove(kind, at))
        elif self.rows[kind]:
            key = tape.of(sorted(self.rows[kind]))
            before = self.session.snapshot()
            try:
                found = self.session.remove(kind, key)
            except pc.InvalidCall as error:
                refused = str(error)
            else:
                del self.rows[kind][key]
                self._made(found)
                return
            assert "since others refer to it" in refused
            assert self.session.snapshot() == before

    @rule(days=st.sampled_from((0, 1, 2, 16, 400)))
    def pass_time(self, days: int) -> None:
        self.today += timedelta(days)
        self._made(self.session.advance(self.today))

    @rule(engine=st.sampled_from(("rete", "python")))
    def go_on_elsewhere(self, engine: str) -> None:
        snapshot = self.session.snapshot()
        self.session.close()
        self.session = self.policy.session(from_snapshot=snapshot, engine=engine)
        assert self.session.snapshot() == snapshot
        self._holds()

    def _fresh(self) -> Report:
        given: dict[str, Any] = {PLURALS[kind]: list(rows.values()) for kind, rows in self.rows.items()}
        given |= {f"{kind}s": rows for kind, rows in self.decisions.items()}
        given |= {} if self.portfolio is None else {"portfolio": self.portfolio}
        return self.policy.evaluate(given, today=self.today, engine="reference")

    def _made(self, found: list[Change]) -> None:
        before, self.told = self.told, _told(self._fresh())
        expected = _difference(before, self.told)
        assert [change.to_dict() for change in found] == expected, f"{self.text}\n{self.rows}\n{self.portfolio}"
        self._holds()

    def _holds(self) -> None:
        report = self.session.report()
        assert _told(report) == self.told, f"{self.text}\n{self.rows}\n{self.portfolio}"
        for subject in report.subjects[:2]:
            decision = self.session.decision(subject.type, subject.key)
            assert decision.status == subject.status
            assert list(decision.findings) == [f.to_dict() for f in report.for_(subject.type, subject.key).findings]


Live.TestCase.settings = settings(max_examples=EXAMPLES, stateful_step_count=STEPS, phases=PHASES)
TestLive = Live.TestCase


@lru_cache(maxsize=1)
def _fredrikstad() -> Policy:
    return pc.load("fredrikstad")


@pytest.mark.parametrize("seed", range(SEEDS))
def test_a_portfolio_of_fredrikstad_lives(seed: int) -> None:
    """Steps that a register sees: a field filled in or emptied, a record that comes or goes, a day that passes."""
    policy, random = _fredrikstad(), Random(seed)
    given: dict[str, Any] = json.loads(EXAMPLE.read_text(encoding="utf-8"))
    types = {name: type_ for name, type_ in policy.records.items() if type_.plural in given and name != "portfolio"}
    pools: dict[tuple[str, str], list[Any]] = {
        (name, field): [row.get(field) for row in given[type_.plural]]
        for name, type_ in types.items()
        for field in type_.fields
    }
    today = date(2026, 11, 1)
    session = policy.session(today=today, given=given, engine=random.choice(("rete", "python")))
    told = _told(policy.evaluate(given, today=today))
    for _ in range(MOVES):
        name = random.choice(sorted(types))
        rows, key = given[types[name].plural], str(types[name].key)
        match random.choice(("change", "change", "change", "come", "go", "portfolio", "time")):
            case "time":
                today += timedelta(random.choice((1, 30, 400)))
                found = session.advance(today)
            case "portfolio":
                field = random.choice(sorted(policy.records["portfolio"].fields.keys() - {"id"}))
                given["portfolio"] = {**given["portfolio"], field: random.choice((given["portfolio"].get(field), None))}
                found = session.put("portfolio", given["portfolio"])
            case "go":
                gone = random.choice(rows)
                try:
                    found = session.remove(name, gone[key])
                except pc.InvalidCall:
                    continue
                rows.remove(gone)
            case move:
                row = dict(random.choice(rows))
                if move == "come":
                    row[key] = f"{row[key]}-{random.randrange(3)}"
                for field in random.sample(sorted(types[name].fields.keys() - {key}), random.choice((1, 1, 4))):
                    row[field] = random.choice((*pools[name, field], None))
                rows[:] = [one for one in rows if one[key] != row[key]] + [row]
                found = session.put(name, row)
        before, told = told, _told(policy.evaluate(given, today=today))
        assert [change.to_dict() for change in found] == _difference(before, told)
        assert _told(session.report()) == told


def _usable(kind: str, row: dict[str, Any]) -> bool:
    return all(row.get(name) is not None for name in NEEDED[kind])


def _identity(kind: str, row: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(row[name] for name in IDENTITY[kind])


def _told(report: Report) -> dict[str, Any]:
    """All that a report says, but for who judged and the rows that faults stand in."""
    found: dict[str, Any] = report.to_dict(all=True)
    del found["engine"]
    faults = [{**fault, "row": None} for fault in found["input_faults"]]
    return {**found, "input_faults": sorted(faults, key=json.dumps)}


def _difference(before: dict[str, Any], after: dict[str, Any]) -> list[dict[str, Any]]:
    """The changes from one report to another."""
    old, new = ({(f["type"], f["subject"], f["rule"]): f for f in one["findings"]} for one in (before, after))
    was, now = (
        {(o["type"], o["subject"], o["rule"]): o["outcome"] for o in one["outcomes"]} for one in (before, after)
    )
    stood, stands = ({(s["type"], s["key"]): s["status"] for s in one["subjects"]} for one in (before, after))
    found: list[tuple[Any, ...]] = []
    for at in old.keys() | new.keys():
        if old.get(at) != new.get(at):
            kind = "opened" if at not in old else "closed" if at not in new else "changed"
            found.append((*at[:2], 0, at[2], kind, was.get(at), now.get(at), new.get(at, old.get(at))))
    for record in stood.keys() | stands.keys():
        if stood.get(record) != stands.get(record):
            found.append((*record, 1, "", "status", stood.get(record), stands.get(record), None))
    return [
        {"kind": kind, "type": type_, "key": key, "rule": rule_ or None, "before": b, "after": a, "finding": finding}
        for type_, key, _, rule_, kind, b, a, finding in sorted(found, key=lambda one: one[:4])
    ]
