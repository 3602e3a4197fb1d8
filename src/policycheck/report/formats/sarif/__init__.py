"""The report as SARIF 2.1.0, for tools that gather findings: the policy is the tool, its rules are the tool's rules.

A breach is `kind: fail`, of level error, or warning where a recommendation is not followed; a breach that is waived is
the same with an accepted suppression. What is undetermined or waits for a person is `kind: open`, never a pass. An
exception and an option are `informational`; with `every`, what is satisfied is a `pass` and what does not apply is
`notApplicable`. The standard gives no level to any kind but fail. A fault in the data is a notification of the
invocation, which then counts as unsuccessful, as it does where nothing was judged.
"""

from __future__ import annotations

from typing import Any

from policycheck.report.document import written
from policycheck.report.formats.entries import entries, identity
from policycheck.report.formats.sarif.notifications import descriptors, notifications
from policycheck.report.formats.sarif.results import result
from policycheck.report.formats.sarif.rules import rules
from policycheck.report.formats.words import Words, cleaned
from policycheck.report.plain import plain
from policycheck.report.report import Report
from policycheck.version import __version__

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def render(report: Report, language: str, every: bool) -> str:
    """The report as SARIF; `every` adds what is satisfied and what does not apply."""
    words = Words(report, language)
    return written(cleaned({"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(words, every)]}), 2)


def _run(words: Words, every: bool) -> dict[str, Any]:
    report, rulebook = words.report, words.rulebook
    known = rules(words)
    index = {rule["id"]: at for at, rule in enumerate(known)}
    today = report.today.isoformat()
    return {
        "tool": {"driver": {**_driver(words), "rules": known, "notifications": descriptors(report)}},
        "automationDetails": {
            "id": f"policycheck/{rulebook.id}/{today}",
            "correlationGuid": identity("policy", rulebook.id),
        },
        "invocations": [
            {
                "executionSuccessful": not report.input_faults and report.status != "nothing_judged",
                "toolExecutionNotifications": notifications(words),
                "properties": {"today": today, "engine": report.engine},
            }
        ],
        "columnKind": "unicodeCodePoints",
        "results": [result(entry, words, index) for entry in entries(report, every)],
        "properties": {"status": report.status, "today": today, "counts": report.counts, "parameters": _values(words)},
    }


def _driver(words: Words) -> dict[str, Any]:
    """The policy as a tool; its version and digest tell by which text it was judged."""
    rulebook = words.rulebook
    driver: dict[str, Any] = {
        "name": rulebook.id,
        "fullName": f"{words.title} {rulebook.version}",
        "version": rulebook.version,
        "shortDescription": {"text": words.title},
        "properties": {"digest": rulebook.digest, "policycheck": __version__, "language": words.language},
    }
    if rulebook.issuer:
        driver["organization"] = words.text(rulebook.issuer)
    return driver


def _values(words: Words) -> dict[str, object]:
    given = words.report.teller.facts.parameters
    return {name: plain(given[name], parameter.type) for name, parameter in words.rulebook.parameters.items()}
