"""The sheets that a report adds to a workbook, known again when the workbook is read once more."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from policycheck.records.cells import blank
from policycheck.records.faults import InputFault, Place, shown
from policycheck.records.grid import Grid
from policycheck.records.headings import normal
from policycheck.records.sheets import Sheet, SheetFinder
from policycheck.wording import SENTENCES

SUMMARY, FINDINGS, MISSING, OUTCOMES = "sheets_summary", "sheets_findings", "sheets_missing", "sheets_outcomes"
"""Sheets that tell of the report, and are passed over."""
JUDGEMENTS = "sheets_judgements"
"""The sheet of open judgements, whose answers count as assessments."""
LEFT_OUT = "sheets_left_out"
"""The sheet of what does not stand on the others: each of its rows is a fault."""
ADDED = (SUMMARY, FINDINGS, MISSING, OUTCOMES, JUDGEMENTS, LEFT_OUT)
ASKED = ("judgement", "subject")
"""The fields of an assessment that an open judgement comes with; all others are for the answer."""
TOLD = ("sheets_title", "sheets_question", "sheets_sentence", "sheets_facts")
"""Headings that an open judgement stands under beside those of an assessment."""
HEADINGS_AT = 2
"""The row of the headings on each of these sheets."""
_NUMBER = re.compile(r" [0-9]+$")
_NAMES = {normal(word): key for key in ADDED for word in SENTENCES[key]}
_FIRST = {key: SENTENCES[f"{key}_about"] for key in ADDED}
_TOLD = frozenset(normal(word) for key in TOLD for word in SENTENCES[key])


def added(name: str, rows: Sequence[Sequence[object]]) -> str | None:
    """Which of the added sheets one is, by its name and its first line; None for a sheet of anybody else's."""
    key = _NAMES.get(normal(_NUMBER.sub("", name)))
    return key if key is not None and rows and rows[0] and rows[0][0] in _FIRST[key] else None


class QuestionFinder(SheetFinder):
    """Finds the answers on a sheet of open judgements; one that is not answered at all is still open."""

    def sheet(self) -> Sheet | None:
        """The rows with an answer, or with a part of one."""
        found = super().sheet()
        if found is None:
            return None
        answering = [at for name, at in found.columns.items() if name not in ASKED]
        return replace(found, rows=_answered(found.rows, answering))

    def _unknown(self, word: str) -> None:
        if normal(word) not in _TOLD:
            super()._unknown(word)


def left_out(grid: Grid) -> Iterator[InputFault]:
    """The faults that a sheet of what is left out stands for: one a row."""
    for number, row in enumerate(grid.rows, grid.first_row):
        said = [(at, cell) for at, cell in enumerate(row) if not blank(cell)]
        if number > HEADINGS_AT and said:
            at, cell = said[0]
            place = Place(grid.file, grid.sheet, number, grid.first_column + at)
            yield InputFault(None, None, None, shown(cell), "left_out", (), place)


def _answered(
    rows: Iterator[tuple[int, Sequence[object]]], answering: Sequence[int]
) -> Iterator[tuple[int, Sequence[object]]]:
    return ((number, row) for number, row in rows if not all(blank(row[at]) for at in answering))
