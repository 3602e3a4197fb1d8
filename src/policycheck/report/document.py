"""The report as its JSON holds it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from policycheck.report.plain import every_language, plain

if TYPE_CHECKING:
    from policycheck.report.report import Report

SCHEMA = "policycheck/report/1"
_HALF = re.compile("[\ud800-\udfff]")
"""Half a character, which a broken file may hold and UTF-8 cannot."""


def document(report: Report, every: bool) -> dict[str, Any]:
    """The report as plain values in the order of the JSON; `every` adds every outcome."""
    rulebook = report.rulebook
    found: dict[str, Any] = {
        "schema": SCHEMA,
        "policy": {
            "id": rulebook.id,
            "version": rulebook.version,
            "title": every_language(rulebook.title, rulebook.languages),
            "digest": rulebook.digest,
        },
        "today": report.today.isoformat(),
        "engine": report.engine,
        "parameters": {
            name: {
                "value": plain(report.teller.facts.parameters[name], parameter.type),
                "assumption": every_language(parameter.assumption, rulebook.languages),
            }
            for name, parameter in rulebook.parameters.items()
        },
        "status": report.status,
        "counts": report.counts,
        "subjects": [
            {"type": one.type, "key": one.key, "title": one.title, "status": one.status} for one in report.subjects
        ],
        "findings": [finding.to_dict() for finding in report.findings],
    }
    if every:
        found["outcomes"] = [
            {"rule": one.rule, "type": one.type, "subject": one.subject, "outcome": one.outcome}
            for one in report.outcomes
        ]
    found["input_faults"] = [fault.to_dict() for fault in report.input_faults]
    found["notes"] = [note.text("en") for note in report.notes]
    return found


def written(document: dict[str, Any], indent: int | None) -> str:
    """A document as JSON text that can be written as UTF-8."""
    text = json.dumps(document, ensure_ascii=False, indent=indent) + "\n"
    return _HALF.sub(lambda half: f"\\u{ord(half[0]):04x}", text)


def render(report: Report, language: str, every: bool) -> str:
    """The report as JSON text; it holds every language."""
    return written(document(report, every), 2)
