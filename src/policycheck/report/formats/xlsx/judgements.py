"""The sheet of open judgements, with cells to answer in: filled in and checked again, they count as assessments."""

from __future__ import annotations

from datetime import date

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from policycheck.language.texts import in_language
from policycheck.records.added import ASKED, HEADINGS_AT, JUDGEMENTS, TOLD
from policycheck.records.built_in import ASSESSMENT
from policycheck.report.formats.xlsx.cells import FIRST_DAY
from policycheck.report.formats.xlsx.draft import Draft
from policycheck.report.formats.xlsx.page import Column
from policycheck.report.speech import label
from policycheck.report.telling import Telling
from policycheck.wording import say, spoken

WIDTHS = {"judgement": 24, "subject": 18, "answer": 12, "by": 22, "on": 13, "valid_until": 13, "reason": 44}
TOLD_WIDTHS = (28, 52, 44, 40)


def write_judgements(draft: Draft, telling: Telling) -> None:
    """Writes a row for each open judgement."""
    language, looks = telling.language, draft.looks
    tongue = spoken(language)
    fields = ASSESSMENT.fields
    answering = [name for name in fields if name not in ASKED]
    columns = [Column(label(fields[name], tongue), WIDTHS[name], looks.text) for name in ASKED]
    columns += [Column(say(key, language), width, looks.text) for key, width in zip(TOLD, TOLD_WIDTHS, strict=True)]
    for name in answering:
        look = looks.answer_day if fields[name].type.kind == "date" else looks.answer
        columns.append(Column(label(fields[name], tongue), WIDTHS[name], look))
    page = draft.added(JUDGEMENTS)
    clauses = telling.rulebook.clauses
    rows = []
    for finding in telling.report.findings:
        if finding.outcome == "needs_judgement":
            sentences = [f"[{name}] {in_language(clauses[name].text, language)}" for name in finding.clauses]
            facts = [f"{name}: {value}" for name, value in finding.fact_texts(language)]
            title = telling.name(finding.type, finding.subject)
            told = [title, finding.message_in(language), "\n".join(sentences), "\n".join(facts)]
            rows.append([finding.rule, finding.subject, *told, *[None] * len(answering)])
    page.table(columns, rows, kept=2)
    if not rows:
        return
    for at, name in enumerate(answering, len(ASKED) + len(TOLD) + 1):
        kind = fields[name].type.kind
        if kind in ("boolean", "date"):
            check = _answers(language) if kind == "boolean" else _days(tongue)
            check.add(f"{get_column_letter(at)}{HEADINGS_AT + 1}:{get_column_letter(at)}{page.last}")
            page.sheet.add_data_validation(check)


def _answers(language: str) -> DataValidation:
    return DataValidation(
        type="list",
        formula1=f'"{say("yes", language)},{say("no", language)}"',
        allow_blank=True,
        showErrorMessage=True,
    )


def _days(language: str) -> DataValidation:
    low = (FIRST_DAY - date(1899, 12, 30)).days
    return DataValidation(
        type="date",
        operator="greaterThanOrEqual",
        formula1=str(low),
        allow_blank=True,
        errorStyle="warning",
        error=say("not_a_date", language),
        showErrorMessage=True,
    )
