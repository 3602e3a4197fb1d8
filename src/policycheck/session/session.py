"""A live case: records come, change and go, time passes, and each step tells what opened, closed and changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from threading import RLock
from types import TracebackType
from typing import Any

from policycheck.collector import collector_at_rest
from policycheck.engines.facts import Engine
from policycheck.faults import InvalidCall
from policycheck.language.rulebook import PORTFOLIO, RecordType, Rulebook
from policycheck.records.faults import InvalidRecords
from policycheck.records.read import RecordReader, batches
from policycheck.report.report import Report
from policycheck.session.case import Case
from policycheck.session.changes import Change, Decision
from policycheck.session.holdings import DECISIONS, IDENTITY, identity
from policycheck.session.snapshot import Beginning, snapshot
from policycheck.session.step import DecisionAt, Step
from policycheck.spelling import did_you_mean

MOST_NAMED = 5
"""Records that a message names; the rest is counted."""


class Session:
    """A live case. Safe to share between threads: one step is made, and told to all, before the next.

    A call that fails changes nothing. Steps return what they bring about, by record type, key and rule.
    """

    def __init__(
        self, rulebook: Rulebook, reader: RecordReader, engine: Engine, engine_name: str, begins: Beginning
    ) -> None:
        self.rulebook, self._reader = rulebook, reader
        self._case: Case | None = Case(rulebook, engine, engine_name, begins)
        self._steps, self._lock = RLock(), RLock()
        self._callbacks: dict[int, Callable[[list[Change]], object]] = {}
        self._subscribed = 0

    def __repr__(self) -> str:
        with self._lock:
            return f"<Session {self.rulebook.id} {self._case.today if self._case else 'closed'}>"

    def __enter__(self) -> Session:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def today(self) -> date:
        """The day the case has come to."""
        with self._lock:
            return self._open().today

    def put(self, type: str, row: object) -> list[Change]:
        """A record that is new, or takes the place of the one with its key; what the row does not say is missing.

        `type` is a record type's name, `portfolio`, `waiver` or `assessment`; a decision takes the place of one on the
        same rule or judgement, of the same record and day. A value that cannot be read is an input fault and counts as
        missing. `InvalidRecords` for a row that cannot be held: one without a key, a waiver without its dates.
        """
        return self._made(lambda case: self._put(case, type, row))

    def remove(self, type: str, key: str | Sequence[object]) -> list[Change]:
        """A record, or a decision, is there no longer; of the portfolio, what is stated of it.

        A decision's key is the three that tell it apart: rule or judgement, subject, the day it was granted or made.
        `InvalidCall` where there is no such record, and while others refer to it.
        """
        return self._made(lambda case: self._remove(case, type, key))

    def advance(self, to: date) -> list[Change]:
        """Time passes: periods end, waivers expire, deadlines fall due. `InvalidCall` for a day that is past."""
        if not isinstance(to, date):
            raise InvalidCall(f"`to` is a date, such as date(2026, 11, 1); found `{to}`")
        day = date(to.year, to.month, to.day)
        return self._made(lambda case: case.advance(day))

    def report(self) -> Report:
        """Everything as it stands; the same as an evaluation of the same records. Later steps do not change it."""
        with self._lock, collector_at_rest():
            return self._open().report()

    def decision(self, type: str, key: str) -> Decision:
        """How one record stands. `InvalidCall` where there is no such record."""
        with self._lock:
            case = self._open()
            if self._known(type).key is None:
                raise InvalidCall(f"a {type} is a decision itself: ask for the record that it is about")
            return case.decision(type, self._there(case, type, key))

    def subscribe(self, callback: Callable[[list[Change]], object]) -> Callable[[], None]:
        """From now on a callback is told the changes of each step that has any; what is returned ends that.

        Callbacks run in the thread that makes the step, once it is made. Where one raises, the rest run all the same;
        then the caller of the step gets what it raised (several of them as an `ExceptionGroup`).
        """
        with self._lock:
            self._open()
            self._subscribed += 1
            at = self._subscribed
            self._callbacks[at] = callback

        def end() -> None:
            with self._lock:
                self._callbacks.pop(at, None)

        return end

    def snapshot(self) -> str:
        """The case as a JSON text, from which another process goes on by `policy.session(from_snapshot=…)`."""
        with self._lock:
            return snapshot(self.rulebook, self._open().beginning())

    def close(self) -> None:
        """Lets go of the case; every later call is an `InvalidCall`."""
        with self._steps, self._lock:
            self._case = None
            self._callbacks.clear()

    # --- steps

    def _made(self, step: Callable[[Case], list[Change]]) -> list[Change]:
        """Makes a step, and tells what it brings about."""
        with self._steps:
            with self._lock, collector_at_rest():
                found = step(self._open())
                callbacks = list(self._callbacks.values()) if found else []
            errors = []
            for callback in callbacks:
                try:
                    callback(list(found))
                except Exception as error:  # whatever it is, it must not keep the others from being told
                    error.add_note("raised by a subscriber of a session: the step itself was made")
                    errors.append(error)
        if len(errors) == 1:
            raise errors[0]
        if errors:
            raise ExceptionGroup("subscribers of a session failed; the step itself was made", errors)
        return found

    def _put(self, case: Case, type: str, row: object) -> list[Change]:
        kind = self._known(type)
        read = self._reader.read(batches({kind.plural: row if type == PORTFOLIO else [row]}))
        faults = [fault.without_place() for fault in read.faults if fault.type == type]
        step = Step()
        if type in DECISIONS:
            decided = read.waivers or read.assessments
            if not decided:
                raise InvalidRecords(tuple(faults))
            step.decide(identity(type, decided[0]), list(decided), faults, read.notes)
            return case.make(step)
        found = {PORTFOLIO: read.portfolio} if type == PORTFOLIO else dict(read.rows.get(type, {}))
        if not found or (type == PORTFOLIO and not isinstance(row, Mapping) and faults):
            raise InvalidRecords(tuple(faults))
        for key, values in found.items():
            step.put((type, key), values, faults, read.notes)
        return case.make(step)

    def _remove(self, case: Case, type: str, key: str | Sequence[object]) -> list[Change]:
        step = Step()
        if self._known(type).key is None:
            step.decide(self._decision(case, type, key), [], (), ())
            return case.make(step)
        there = self._there(case, type, key)
        if type == PORTFOLIO:
            blank = self._reader.read(())
            own = [fault for fault in blank.faults if fault.type == PORTFOLIO]
            step.put((PORTFOLIO, PORTFOLIO), blank.portfolio, own, ())
            return case.make(step)
        referring = [f"{name} `{other}`" for name, other in case.links.referring((type, there))]
        if referring:
            named = ", ".join(referring[:MOST_NAMED])
            more = f" and {len(referring) - MOST_NAMED} more" if len(referring) > MOST_NAMED else ""
            raise InvalidCall(
                f"{type} `{there}` cannot be removed, since others refer to it: change or remove {named}{more} first"
            )
        step.put((type, there), None, (), ())
        return case.make(step)

    # --- what callers name

    def _open(self) -> Case:
        if self._case is None:
            raise InvalidCall("the session is closed: begin another with `policy.session(…)`")
        self._case.mend()
        return self._case

    def _known(self, type: str) -> RecordType:
        known = {**self.rulebook.records, **DECISIONS}
        if type not in known:
            raise InvalidCall(f"unknown record type `{type}`: {did_you_mean(str(type), known)}")
        return known[type]

    def _there(self, case: Case, type: str, key: object) -> str:
        index = case.tables.index[type]
        if key not in index:
            hint = did_you_mean(str(key), list(index)) if index else f"it has no {type}"
            raise InvalidCall(f"the session has no {type} `{key}`: {hint}")
        return str(key)

    def _decision(self, case: Case, type: str, key: str | Sequence[object]) -> DecisionAt:
        parts = list(key) if not isinstance(key, str) and isinstance(key, Sequence) else []
        if len(parts) != len(IDENTITY[type]):
            raise InvalidCall(f"a {type} is named by its {', '.join(IDENTITY[type])}: found `{key}`")
        day: Any = parts[2]
        if isinstance(day, str):
            try:
                day = date.fromisoformat(day)
            except ValueError:
                raise InvalidCall(f"a {type} is named by its {IDENTITY[type][2]}, a date: found `{day}`") from None
        at = (type, str(parts[0]), str(parts[1]), day)
        if at not in case.holdings.decisions:
            raise InvalidCall(f"the session has no {type} of `{parts[0]}` for `{parts[1]}` on {day}")
        return at
