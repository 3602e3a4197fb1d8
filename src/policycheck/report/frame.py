"""Findings or every outcome as a table: a pandas or polars frame, whichever is installed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, TypeAlias

from policycheck.faults import InvalidCall
from policycheck.report.finding import Finding
from policycheck.report.outcomes import Outcome

if TYPE_CHECKING:
    from policycheck.report.report import Report

Frame: TypeAlias = Any
"""A `pandas.DataFrame` or a `polars.DataFrame`."""
Cells: TypeAlias = Sequence[str | None]

COLUMNS = ("id", "type", "subject", "title", "rule", "clauses", "modality", "outcome", "message", "remedy", "missing")
HEADS = ("type", "key", "title", "status")
"""The columns of a wide frame that stand before the rules."""


def long_frame(report: Report, language: str, every: bool) -> Frame:
    """A row a finding, with `every` a row an outcome, in the report's order; lists are joined by `; `."""
    rows = list(_every(report, language) if every else (_finding(one, language) for one in report.findings))
    return _frame({name: [row[at] for row in rows] for at, name in enumerate(COLUMNS)})


def wide_frame(report: Report) -> Frame:
    """A row a record, a column a rule or judgement in the pack's order: the outcome, or nothing where there is none."""
    subjects = report.subjects
    columns: dict[str, Cells] = {name: [getattr(one, name) for one in subjects] for name in HEADS}
    for item in report.rulebook.every_item:
        found = report.outcomes_of(item)
        name = f"rule {item.id}" if item.id in HEADS else item.id
        columns[name] = [found.get(one.key) if one.type == item.about else None for one in subjects]
    return _frame(columns)


def _frame(columns: Mapping[str, Cells]) -> Frame:
    if find_spec("pandas"):
        import pandas

        return pandas.DataFrame(columns, columns=list(columns), dtype="object")
    if find_spec("polars"):
        import polars

        return polars.DataFrame(columns, schema=dict.fromkeys(columns, polars.String))
    raise InvalidCall("a frame needs pandas or polars: install one of them, such as `pip install pandas`")


def _every(report: Report, language: str) -> Iterator[Cells]:
    """Every outcome: a finding with all that it says, any other with what it is the outcome of."""
    titles = {(one.type, one.key): one.title for one in report.subjects}
    findings = {(one.type, one.subject, one.rule): one for one in report.findings}
    for outcome in report.outcomes:
        at = outcome.type, outcome.subject
        found = findings.get((*at, outcome.rule))
        yield _finding(found, language) if found else _quiet(outcome, titles[at], report)


def _quiet(outcome: Outcome, title: str, report: Report) -> Cells:
    item = report.rulebook.item[outcome.rule]
    heads = (None, outcome.type, outcome.subject, title, outcome.rule)
    return (*heads, "; ".join(item.clauses), item.modality, outcome.outcome, None, None, "")


def _finding(finding: Finding, language: str) -> Cells:
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
