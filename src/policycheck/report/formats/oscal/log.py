"""Faults in the data and notes, as entries of the assessment log."""

from __future__ import annotations

from typing import Any

from policycheck.report.formats.entries import identity
from policycheck.report.formats.oscal.properties import props, stamp
from policycheck.report.formats.words import Words


def log(words: Words) -> list[dict[str, Any]]:
    """The faults, then the notes."""
    report, found = words.report, list[dict[str, Any]]()
    for fault in report.input_faults:
        known = {"type": fault.type, "key": fault.key, "field": fault.column, "value": fault.value}
        told = {name: value for name, value in known.items() if value}
        found.append(_entry("input-fault", "formats_log_fault", words.fault(fault), told, words))
    for note in report.notes:
        found.append(_entry("note", "formats_log_note", words.note(note), {}, words))
    return found


def _entry(kind: str, title: str, text: str, known: dict[str, str], words: Words) -> dict[str, Any]:
    return {
        "uuid": identity(kind, words.rulebook.id, text),
        "title": words.say(title),
        "description": text,
        "start": stamp(words.report.today),
        "props": props({"kind": kind, **known}),
    }
