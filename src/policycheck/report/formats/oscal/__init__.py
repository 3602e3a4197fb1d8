"""The report as OSCAL assessment results, for tools of governance: JSON of OSCAL 1.1.3.

A clause is a control, a rule an objective that assesses it, a record a subject. Every outcome is an observation. Where
a rule demands something it is a finding too: `satisfied` alone is satisfied; a breach is not-satisfied with the reason
`fail`; undetermined, waiting for a person and excepted are not-satisfied with the reason `other`, since OSCAL has no
third state, and a property tells which. An option and what does not apply are observations only. A breach is a risk,
open or, where it is waived, with an approved deviation; its remedy is a remediation that is recommended. Faults in the
data and notes stand in the assessment log. Texts for people are Markdown in OSCAL, so what is markup there is escaped.
"""

from __future__ import annotations

import json
from typing import Any

from policycheck.faults import InvalidCall
from policycheck.report.document import written
from policycheck.report.formats.entries import entries, identity
from policycheck.report.formats.oscal.controls import objectives, reviewed
from policycheck.report.formats.oscal.log import log
from policycheck.report.formats.oscal.outcomes import finding, observation, risk
from policycheck.report.formats.oscal.properties import LIMITS, marked, prop, props, stamp
from policycheck.report.formats.oscal.resources import PLAN, resources
from policycheck.report.formats.words import Words, cleaned
from policycheck.report.report import Report

OSCAL = "1.1.3"


def render(report: Report, language: str, every: bool) -> str:
    """The report as OSCAL; `every` adds what is satisfied and what does not apply."""
    if not LIMITS[0] <= report.today <= LIMITS[1]:
        raise InvalidCall(f"OSCAL has no day such as {report.today}: judge by one from {LIMITS[0]} to {LIMITS[1]}")
    words = Words(report, language)
    result = _named("result", _result(words, every))
    found = {**_head(words), "results": [result], "back-matter": {"resources": resources(words, every)}}
    return written(cleaned(marked({"assessment-results": _named("document", found)})), 2)


def _named(what: str, body: dict[str, Any]) -> dict[str, Any]:
    """What is another wherever anything in it is, under a UUID of its own."""
    return {"uuid": identity(what, json.dumps(body)), **body}


def _head(words: Words) -> dict[str, Any]:
    report, rulebook = words.report, words.rulebook
    head: dict[str, Any] = {
        "metadata": {
            "title": words.say("formats_report_on", words.title),
            "last-modified": stamp(report.today),
            "version": report.today.isoformat(),
            "oscal-version": OSCAL,
            "props": props({"policy": rulebook.id, "policy-version": rulebook.version, "digest": rulebook.digest}),
        },
        "import-ap": {"href": f"#{identity(PLAN, rulebook.id)}", "remarks": words.say("formats_plan")},
    }
    if rulebook.items:
        head["local-definitions"] = {"objectives-and-methods": objectives(words)}
    return head


def _result(words: Words, every: bool) -> dict[str, Any]:
    report = words.report
    told = list(entries(report, every))
    lists = {
        "observations": [observation(entry, words) for entry in told],
        "risks": [found for entry in told if (found := risk(entry, words))],
        "findings": [found for entry in told if (found := finding(entry, words))],
    }
    logged = log(words)
    parameters = [prop("parameter", words.parameter(name)) for name in words.rulebook.parameters]
    status = f"{words.say('status')}: {words.say(report.status)}"
    return {
        "title": words.say("as_of", words.title, words.rulebook.version, report.today.isoformat()),
        "description": ". ".join(part for part in (status, words.counts()) if part),
        "start": stamp(report.today),
        "props": [*props(_facts(words)), *parameters],
        "reviewed-controls": reviewed(words),
        **({"assessment-log": {"entries": logged}} if logged else {}),
        **{name: found for name, found in lists.items() if found},
    }


def _facts(words: Words) -> dict[str, str]:
    """What is true of the report as a whole; the names of its properties."""
    report = words.report
    counts = {f"count-{name.replace('_', '-')}": str(n) for name, n in report.counts["outcomes"].items()}
    return {"status": report.status, "engine": report.engine, "input-faults": str(len(report.input_faults)), **counts}
