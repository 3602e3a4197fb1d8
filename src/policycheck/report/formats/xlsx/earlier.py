"""The sheets that an earlier report has added to a workbook: taken out again, save for what people answered there."""

from __future__ import annotations

from collections.abc import Set

from openpyxl.cell import Cell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from policycheck.records.added import HEADINGS_AT, JUDGEMENTS, LEFT_OUT, added
from policycheck.records.built_in import ASSESSMENT
from policycheck.records.tables import Records


def take_out(book: Workbook, records: Records) -> None:
    """Removes an earlier report's sheets; of its open judgements, the rows without an answer."""
    for sheet in book.worksheets:
        kind = added(sheet.title, [[sheet.cell(1, 1).value]])
        if kind == JUDGEMENTS:
            answered = {
                row
                for origin in records.origins.get(ASSESSMENT.name, ())
                if origin.first.sheet == sheet.title
                for row in origin.rows or ()
            }
            _empty_others(sheet, answered)
            if not answered:
                book.remove(sheet)
        elif kind is not None and kind != LEFT_OUT:
            book.remove(sheet)


def _empty_others(sheet: Worksheet, answered: Set[int]) -> None:
    """Empties the rows below the headings that nobody has answered: they are asked anew elsewhere, if at all."""
    if not answered:
        return
    for number in range(HEADINGS_AT + 1, sheet.max_row + 1):
        if number not in answered:
            for (cell,) in sheet.iter_cols(min_row=number, max_row=number):
                if isinstance(cell, Cell):
                    cell.value = None
            sheet.row_dimensions[number].hidden = True
