"""Where a record or a fault is: the record itself, and the file it was read from."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from policycheck.records.faults import Place
from policycheck.report.formats.sarif.messages import message
from policycheck.report.formats.words import Words

LINES = (".csv", ".tsv", ".txt")
"""Endings of files in which a row is a line; elsewhere its number counts records, and is only told in words."""


def location(type_: str | None, key: str | None, place: Place, words: Words) -> dict[str, Any] | None:
    """A record's location, or a file's; nothing where neither is known."""
    found: dict[str, Any] = {}
    if place.file:
        artifact = {"uri": quote(place.file.replace("\\", "/").encode(errors="replace"))}
        found["physicalLocation"] = {"artifactLocation": artifact}
        if place.row and place.file.lower().endswith(LINES):
            found["physicalLocation"]["region"] = {"startLine": place.row}
    if type_:
        name = type_ if key is None else key
        whole = type_ if key is None else f"{type_}/{key}"
        found["logicalLocations"] = [{"name": name, "fullyQualifiedName": whole, "kind": "resource"}]
    if found and (told := words.place(place)):
        found["message"] = message(told)
    return found or None
