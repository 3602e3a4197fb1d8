"""An outcome as a result of SARIF."""

from __future__ import annotations

from typing import Any, Final

from policycheck.report.finding import Finding
from policycheck.report.formats.entries import Entry, identity_of
from policycheck.report.formats.sarif.messages import message
from policycheck.report.formats.sarif.places import location
from policycheck.report.formats.sarif.rules import LEVELS
from policycheck.report.formats.words import Words

KINDS: Final = {
    "satisfied": "pass",
    "violated": "fail",
    "waived": "fail",
    "undetermined": "open",
    "needs_judgement": "open",
    "excepted": "informational",
    "recommended": "informational",
    "not_applicable": "notApplicable",
}


def result(entry: Entry, words: Words, index: dict[str, int]) -> dict[str, Any]:
    """An outcome; `index` tells where its rule stands among the tool's rules."""
    item, finding, kind = entry.item, entry.finding, KINDS[entry.outcome]
    place = location(entry.type, entry.subject, words.report.place(entry.type, entry.subject), words)
    found: dict[str, Any] = {
        "ruleId": item.id,
        "ruleIndex": index[item.id],
        "kind": kind,
        "level": LEVELS[item.modality] if kind == "fail" else "none",
        "message": message(_text(entry, words)),
        "locations": [place],
        "correlationGuid": identity_of(entry, words.report, "result"),
        "properties": _properties(entry, words),
    }
    if finding is not None:
        found["partialFingerprints"] = {"finding/v1": finding.id}
        if finding.outcome == "waived":
            found["suppressions"] = [_suppression(finding, words)]
    return found


def _text(entry: Entry, words: Words) -> str:
    remedy = words.remedy(entry.finding)
    return words.message(entry) + (f"\n{words.say('formats_remedy', remedy)}" if remedy else "")


def _properties(entry: Entry, words: Words) -> dict[str, Any]:
    found: dict[str, Any] = {
        "outcome": entry.outcome,
        "modality": entry.item.modality,
        "clauses": entry.item.clauses,
        "type": entry.type,
        "subject": entry.subject,
        "title": words.speech.title(entry.type, entry.subject, words.language),
    }
    if (finding := entry.finding) is not None:
        found |= {
            "missing": [one._asdict() for one in finding.missing],
            "evidence": finding.evidence,
            "assumptions": finding.assumptions,
            "recommendations": [{"key": key, "message": words.text(texts)} for key, texts in finding.recommendations],
        }
    return found


def _suppression(finding: Finding, words: Words) -> dict[str, Any]:
    """The waiver; its reason is all of it that the standard has a place for."""
    return {
        "kind": "external",
        "status": "accepted",
        "justification": words.waived(finding),
        "properties": finding.waiver,
    }
