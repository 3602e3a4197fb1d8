"""The 12 rules on durable-rules itself, as one would write them by hand: they see violations, and nothing else.

Missing values are left out, and what durable-rules cannot do (lists, two dates, the day) is told as a truth; that is
worked out before the clock starts, in its favour. Its host runs without timer threads, and a rule that always fires
keeps it from ending the process when a state is deleted.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import Any

from bench import floor
from bench.data import TODAY

Fact = dict[str, object]

_SEEN = "seen"
_LARGER = 500_000_00
_CONDITIONS: dict[str, dict[str, object]] = {
    "goals-stated": {"goals_stated": False},
    "goals-known": {"goals_known": False},
    "sdgs-stated": {"sdgs_stated": False},
    "sdgs-in-range": {"sdgs_in_range": False},
    "benefit-stated": {"benefit_stated": False},
    "plan-present": {"plan_stated": False},
    "budget-above-zero": {"$or": [{"budget_stated": False}, {"$lte": {"budget_total": 0}}]},
    "end-not-before-start": {"ends_early": True},
    "larger-evaluated": {"$and": [{"$gte": {"budget_total": _LARGER}}, {"has_ended": True}, {"evaluated": False}]},
    "travel-advice-assessed": {"$and": [{"$gte": {"advice_level": 1}}, {"risk_assessment": False}]},
    "sensitive-assessed": {
        "$and": [{"$or": [{"involves_minors": True}, {"personal_data": True}]}, {"risk_assessment": False}]
    },
    "application-sent": {"$and": [{"$gt": {"budget_total": 0}}, {"external_application": False}]},
}


class Raw:
    """durable-rules with the 12 conditions; raises what loading it raises."""

    def __init__(self) -> None:
        from policycheck.engines.rete.binding import library

        library()  # which binds it lazily, as Python 3.13 needs
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            from durable.engine import Host

            class Quiet(Host):  # type: ignore[misc]  # durable-rules has no types
                def _run(self) -> None:
                    """Starts no threads."""

            self._fired: list[str] = []
            rules = {
                name: {"all": [{"m": condition}], "run": self._action(name)} for name, condition in _CONDITIONS.items()
            }
            rules[_SEEN] = {"all": [{"m": {_SEEN: True}}], "run": lambda c: None}
            self._host: Any = Quiet()
            self._host.register_rulesets({"twelve": rules})

    def violations(self, facts: Sequence[Fact]) -> list[tuple[bool, ...]]:
        """For each fact 12 truths, in the floor's order: whether a rule is broken."""
        found = []
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            for fact in facts:
                self._fired.clear()
                self._host.assert_fact("twelve", dict(fact))
                self._host.delete_state("twelve", "1")
                broken = set(self._fired)
                found.append(tuple(name in broken for name in floor.RULES))
        return found

    def _action(self, name: str) -> Any:
        return lambda c: self._fired.append(name)


def fact(project: floor.Project) -> Fact:
    """A validated project as a fact: dates as day numbers, money in hundredths, missing values left out."""
    p = project
    found: Fact = {
        "title": p.title,
        "status": p.status,
        "start_date": p.start_date and p.start_date.toordinal(),
        "end_date": p.end_date and p.end_date.toordinal(),
        "budget_total": None if p.budget_total is None else int(p.budget_total * 100),
        "advice_level": p.advice_level,
        "involves_minors": p.involves_minors,
        "personal_data": p.personal_data,
        "risk_assessment": p.risk_assessment,
        "evaluated": p.evaluated,
        "external_application": p.external_application,
        "goals_stated": bool(p.goals),
        "goals_known": None if p.goals is None else {*p.goals} <= {"M1", "M2", "M3", "M4"},
        "sdgs_stated": bool(p.sdgs),
        "sdgs_in_range": None if p.sdgs is None else all(1 <= goal <= 17 for goal in p.sdgs),
        "benefit_stated": p.benefit is not None,
        "plan_stated": p.plan_ref is not None,
        "budget_stated": p.budget_total is not None,
        "ends_early": None if p.start_date is None or p.end_date is None else p.end_date < p.start_date,
        "has_ended": None if p.end_date is None else p.end_date < TODAY,
    }
    return {"sid": "1", "id": 1, _SEEN: True, **{name: value for name, value in found.items() if value is not None}}
