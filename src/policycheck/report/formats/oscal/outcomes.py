"""An outcome as an observation, as a finding on an objective, and as a risk."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from policycheck.language.rulebook import Judgement
from policycheck.records.built_in import WAIVER
from policycheck.report.finding import Finding
from policycheck.report.formats.entries import Entry, identity_of
from policycheck.report.formats.oscal.controls import objective
from policycheck.report.formats.oscal.properties import LIMITS, prop, props, stamp
from policycheck.report.formats.oscal.resources import clause_id, record_id
from policycheck.report.formats.words import Words, evidence

_STATES: Final = {
    "satisfied": ("satisfied", "pass"),
    "violated": ("not-satisfied", "fail"),
    "waived": ("not-satisfied", "fail"),
    "undetermined": ("not-satisfied", "other"),
    "needs_judgement": ("not-satisfied", "other"),
    "excepted": ("not-satisfied", "other"),
}
"""The state of an objective and its reason; an option and what does not apply have none."""


def observation(entry: Entry, words: Words) -> dict[str, Any]:
    """What was seen of one rule for one record: every outcome is one."""
    item, found = entry.item, entry.finding
    seen = [{"description": text} for text in evidence(found)] if found else []
    return {
        "uuid": identity_of(entry, words.report, "observation"),
        "title": _title(entry, words),
        "description": words.message(entry),
        "props": _props(entry),
        "methods": ["EXAMINE" if isinstance(item, Judgement) else "TEST"],
        "types": ["control-objective"],
        "subjects": [
            {
                "subject-uuid": record_id(entry.type, entry.subject, words),
                "type": "resource",
                "title": words.record(entry.type, entry.subject),
                "props": props({"type": entry.type, "key": entry.subject}),
            }
        ],
        **({"relevant-evidence": seen} if seen else {}),
        "collected": stamp(words.report.today),
    }


def finding(entry: Entry, words: Words) -> dict[str, Any] | None:
    """What it means for the objective; nothing where nothing is demanded."""
    if entry.outcome not in _STATES:
        return None
    state, reason = _STATES[entry.outcome]
    item, found = entry.item, entry.finding
    missing = [prop("missing", text) for text in words.missing(found)] if found else []
    assumed = [prop("assumption", text) for text in words.assumptions(found)] if found else []
    remedy = words.remedy(found)
    return {
        "uuid": identity_of(entry, words.report, "finding"),
        "title": _title(entry, words),
        "description": words.message(entry),
        "props": [*_props(entry), *missing, *assumed],
        "links": [
            {
                "href": f"#{clause_id(name, words)}",
                "rel": "reference",
                "text": words.say("formats_sentence", name, words.text(words.rulebook.clauses[name].text)),
            }
            for name in item.clauses
        ],
        "target": {
            "type": "objective-id",
            "target-id": objective(item),
            "title": item.id,
            "status": {"state": state, "reason": reason, "remarks": words.kind(entry)},
        },
        "related-observations": [{"observation-uuid": identity_of(entry, words.report, "observation")}],
        **({"related-risks": [{"risk-uuid": identity_of(entry, words.report, "risk")}]} if _breach(entry) else {}),
        **({"remarks": words.say("formats_remedy", remedy)} if remedy else {}),
    }


def risk(entry: Entry, words: Words) -> dict[str, Any] | None:
    """A breach as a risk, with what puts it right; nothing of other outcomes."""
    found = _breach(entry)
    if found is None:
        return None
    remedy, waived = words.remedy(found), words.waived(found)
    until = found.decision[WAIVER.column["expires_on"]] if waived and found.decision is not None else None
    remediation = {
        "uuid": identity_of(entry, words.report, "remediation"),
        "lifecycle": "recommendation",
        "title": _title(entry, words),
        "description": remedy,
    }
    return {
        "uuid": identity_of(entry, words.report, "risk"),
        "title": _title(entry, words),
        "description": words.message(entry),
        "statement": "\n".join([*words.sentences(entry.item), *([waived] if waived else [])]),
        "props": _props(entry),
        "status": "deviation-approved" if waived else "open",
        **({"deadline": stamp(until)} if isinstance(until, date) and LIMITS[0] <= until <= LIMITS[1] else {}),
        **({"remediations": [remediation]} if remedy else {}),
        "related-observations": [{"observation-uuid": identity_of(entry, words.report, "observation")}],
    }


def _breach(entry: Entry) -> Finding | None:
    return entry.finding if entry.outcome in ("violated", "waived") else None


def _title(entry: Entry, words: Words) -> str:
    return f"{entry.item.id}: {words.record(entry.type, entry.subject)}"


def _props(entry: Entry) -> list[dict[str, str]]:
    own = {"finding-id": entry.finding.id} if entry.finding else {}
    return props({"outcome": entry.outcome, "modality": entry.item.modality, "rule": entry.item.id, **own})
