"""The example of a pack: records that show how its sheets are filled in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from policycheck.faults import InvalidCall
from policycheck.language.rulebook import PORTFOLIO
from policycheck.policy import Policy
from policycheck.records.tables import Records, Row

EXAMPLE = "example.json"
"""The file beside a pack's `policy.yaml`. JSON is no part of a pack, so it never changes what the pack means."""
MOST_TOLD = 5
"""Faults of an example that are told in one go."""


def example_path(policy: Policy) -> Path:
    """Where a pack's example is, or would be."""
    return (policy.path if policy.path.is_dir() else policy.path.parent) / EXAMPLE


def example(policy: Policy) -> Records:
    """The records of a pack's example; `InvalidCall` where there is none, or something is wrong with it."""
    path = example_path(policy)
    if not policy.path.is_dir():
        raise InvalidCall(f"--example: `{policy.path}` is one file: only a directory has an example, `{EXAMPLE}`")
    if not path.exists():
        raise InvalidCall(f"--example: the pack has no example: write one as `{path}`, a data file like any other")
    records = policy.read(path)
    wrong = [fault.told("en") for fault in records.all_faults] + [note.text("en") for note in records.notes]
    if wrong:
        more = [f"… and {len(wrong) - MOST_TOLD} more"] if len(wrong) > MOST_TOLD else []
        raise InvalidCall("\n".join(["--example: put the pack's example right first:", *wrong[:MOST_TOLD], *more]))
    return records


def rows_of(records: Records, record: str) -> Sequence[Row]:
    """The records of a type in the order they were given in."""
    if record == PORTFOLIO:
        return [records.portfolio] if any(value is not None for value in records.portfolio[1:]) else []
    if record in ("waiver", "assessment"):
        return records.waivers if record == "waiver" else records.assessments
    rows = records.rows.get(record, {})
    given = [key for origin in records.origins.get(record, ()) for key in origin.keys if key is not None]
    return [rows[key] for key in given]
