"""Host durable-rules oneself: a project judged by the rulesets of its policy, beside what policycheck finds.

Run it from the root of a clone: python examples/durable_rules_host.py
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import policycheck as pc
from policycheck.engines.reference import fitting
from policycheck.engines.rete.binding import library
from policycheck.engines.rete.plan import plan
from policycheck.language.rulebook import Rule
from policycheck.report.report import Report

library()  # first of all: on Python 3.13 durable-rules alone cannot load its C library
from durable.engine import Host, MessageNotHandledException  # noqa: E402


class PolicyHost(Host):  # type: ignore[misc]
    """Judges by the rulesets of a policy, as `policy.ruleset()` gives them."""

    def __init__(self, definition: dict[str, Any]) -> None:
        self.records, self.precedence = definition["records"], definition["precedence"]
        self.fired: list[str] = []
        super().__init__(definition["rulesets"])

    def _run(self) -> None:
        """Starts no timers, and so no threads."""

    def get_action(self, name: str) -> Callable[[Any], None]:
        """What the rule of a name runs: it is noted, and nothing that might fail is done; nobody would hear of it."""
        return lambda _: self.fired.append(name)

    def judge(self, about: str, values: dict[str, object]) -> dict[str, str]:
        """The outcome of every rule. `values` are by the names of the facts; what is missing is left out."""
        record, concluded = self.records[about], dict[str, list[str]]()
        facts = record["facts"]
        known = {name: fact["always"] for name, fact in facts.items() if "always" in fact}
        known |= {name: fact["until_concluded"] for name, fact in facts.items() if "until_concluded" in fact}
        known |= {name: told(value, facts[name]) for name, value in values.items()}
        for rulesets in record["rounds"]:
            for rule in [rule for ruleset in rulesets for rule in self.firing(ruleset, facts, known)]:
                conclusion = record["conclusions"][rule]
                if "fact" in conclusion:
                    known[conclusion["fact"]] = conclusion["is"]
                else:
                    concluded.setdefault(conclusion["rule"], []).append(conclusion["outcome"])
        first = {
            rule: next((one for one in self.precedence if one in ones), ones[0]) for rule, ones in concluded.items()
        }
        return {**record["otherwise"], **first}

    def firing(self, ruleset: str, facts: dict[str, Any], known: dict[str, object]) -> list[str]:
        """The rules that fire on what is known, which goes in as one fact and is taken out again."""
        presence = {fact["presence"]: name in known for name, fact in facts.items() if "presence" in fact}
        self.fired = []
        try:
            self.assert_fact(ruleset, {"sid": "0", "id": 1, **presence, **known})
        except MessageNotHandledException:  # there is no rule that looks at it
            return []
        self.retract_fact(ruleset, {"sid": "0", "id": 1})
        return self.fired


def told(value: Any, fact: dict[str, Any]) -> object:
    """A value as a fact holds it: one type a name, and neither decimals nor dates, for durable-rules knows none."""
    match fact["kind"]:
        case "number":
            return int(value * fact["times"])
        case "day":
            return value.toordinal()
        case "text":
            return value[: fact.get("letters", 0)]
    return value


def values(report: Report, about: str, key: str) -> dict[str, object]:
    """What is known of a record: its own values, and those of the expressions that durable-rules cannot do exactly."""
    walk = report.teller.walk
    row = walk.facts.tables.index[about][key]
    found: dict[str, object] = {}
    for fact in plan(report.rulebook, walk.facts.parameters)[about].told.values():
        node = fact.node
        if fact.way != "chained" and node is not None:
            found[fact.input.name] = bool(fitting(node, row, walk)) if isinstance(node, Rule) else walk.value(node, row)
    return {name: value for name, value in found.items() if value is not None}


if __name__ == "__main__":
    today = date(2026, 11, 1)
    policy = pc.load("fredrikstad")
    report = policy.evaluate("examples/fredrikstad/portfolio.json", today=today)
    judged = PolicyHost(policy.ruleset(today=today)).judge("project", values(report, "project", "P-05"))
    print(f"{'P-05':34} {'durable-rules':16} policycheck")
    for outcome in report.for_("project", "P-05").outcomes:
        print(f"{outcome.rule:34} {judged[outcome.rule]:16} {outcome.outcome}")
