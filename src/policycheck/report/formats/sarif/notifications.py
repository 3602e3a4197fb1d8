"""Faults in the data and notes, as notifications of the run that met them."""

from __future__ import annotations

from typing import Any

from policycheck.report.formats.sarif.messages import message
from policycheck.report.formats.sarif.places import location
from policycheck.report.formats.words import Words
from policycheck.report.report import Report


def notifications(words: Words) -> list[dict[str, Any]]:
    """The faults, then the notes."""
    found: list[dict[str, Any]] = []
    for fault in words.report.input_faults:
        place = location(fault.type, fault.key, fault.place, words)
        found.append(
            {
                "descriptor": {"id": fault.why},
                "level": "error",
                "message": message(words.fault(fault)),
                "locations": [place] if place else [],
                "properties": fault.to_dict(),
            }
        )
    for note in words.report.notes:
        found.append({"descriptor": {"id": note.what}, "level": "note", "message": message(words.note(note))})
    return found


def descriptors(report: Report) -> list[dict[str, Any]]:
    """What the notifications are of, each once."""
    names = [fault.why for fault in report.input_faults] + [note.what for note in report.notes]
    return [{"id": name} for name in dict.fromkeys(names)]
