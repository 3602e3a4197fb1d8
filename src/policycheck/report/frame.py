"""Findings as a table: a pandas or polars frame, whichever is installed."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from typing import Any, TypeAlias

from policycheck.faults import InvalidCall
from policycheck.report.finding import Finding

Frame: TypeAlias = Any
"""A `pandas.DataFrame` or a `polars.DataFrame`."""

COLUMNS = ("id", "type", "subject", "title", "rule", "clauses", "modality", "outcome", "message", "remedy", "missing")


def to_frame(findings: Sequence[Finding], language: str) -> Frame:
    """A row a finding, in the report's order; lists are joined by `; `."""
    rows = [_row(finding, language) for finding in findings]
    columns: dict[str, list[str | None]] = {name: [row[at] for row in rows] for at, name in enumerate(COLUMNS)}
    if find_spec("pandas"):
        import pandas

        return pandas.DataFrame(columns, columns=list(COLUMNS), dtype="object")
    if find_spec("polars"):
        import polars

        return polars.DataFrame(columns, schema=dict.fromkeys(COLUMNS, polars.String))
    raise InvalidCall("a frame needs pandas or polars: install one of them, such as `pip install pandas`")


def _row(finding: Finding, language: str) -> tuple[str | None, ...]:
    message, remedy = finding.message, finding.remedy or {}
    return (
        finding.id,
        finding.type,
        finding.subject,
        finding.title,
        finding.rule,
        "; ".join(finding.clauses),
        finding.modality,
        finding.outcome,
        message.get(language) or next(iter(message.values())),
        remedy.get(language) or next(iter(remedy.values()), None),
        "; ".join(finding.input_text(found, language) for found in finding.missing),
    )
