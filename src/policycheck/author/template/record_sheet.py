"""A sheet of a workbook: headings with notes, cells that are chosen or checked, and perhaps rows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from math import ceil
from typing import TYPE_CHECKING, Any

from policycheck.author.template.cells import FIRST_DAY, Unwritable, workbook_cell
from policycheck.author.template.choices import LAST_ROW, Choices
from policycheck.author.template.hints import kind, note
from policycheck.author.template.plan import Column, Sheet
from policycheck.author.template.styles import LINE, Styles, lines_of
from policycheck.faults import InvalidCall
from policycheck.language.rulebook import FieldType, RecordType
from policycheck.records.tables import Row
from policycheck.wording import say

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

MOST_NOTE = 1_500
"""Characters of a note on a heading."""
NOTE_WIDTH, NOTE_LINE, NOTE_CHARACTERS = 270, 16, 46
"""Of a note: pixels across, pixels a line, characters a line."""
MOST_MESSAGE = 255
"""Characters of a message on a cell."""
WIDTHS = {"date": 13, "money": 16, "integer": 13, "number": 13, "ref": 16, "list": 30, "text": 28}
"""Characters across, by kind."""
MOST_WIDTH, MOST_LINES = 44, 12
"""Characters across a column, and lines of a row."""
ARROW, HEADING_LINES = 4, 3
"""Characters that the arrow of a list or a filter takes; lines that a heading should fit into."""
MOST_ACROSS = 200
"""Characters across a page that can still be read."""
BIGGEST = 10**15
"""What numbers are held against that have no bounds: such a cell is checked for being a number at all."""


def write_sheet(into: Worksheet, sheet: Sheet, choices: Choices, styles: Styles, rows: Iterable[Row]) -> None:
    """Writes a sheet with its headings, the help it gives, and some rows."""
    widths = [_width(column, sheet.type, choices) for column in sheet.columns]
    _paper(into, sum(widths))
    tallest = max(lines_of(_title(column), width - 3) for column, width in zip(sheet.columns, widths, strict=True))
    into.set_row(0, LINE * min(max(2, tallest), MOST_LINES))
    for at, (column, width) in enumerate(zip(sheet.columns, widths, strict=True)):
        cells = styles.cell(column.field)
        into.set_column(at, at, width, cells)
        into.write_string(0, at, _title(column), styles.must if column.must else styles.optional)
        if words := note(column, sheet.type, choices.plan)[:MOST_NOTE]:
            height = NOTE_LINE * (1 + lines_of(words, NOTE_CHARACTERS))
            into.write_comment(0, at, words, {"width": NOTE_WIDTH, "height": height, "font_size": 9})
        if check := _check(column.field, sheet, choices):
            into.data_validation(1, at, LAST_ROW, at, check)
    into.freeze_panes(1, 1 if sheet.columns[0].key else 0)
    into.autofilter(0, 0, LAST_ROW, len(sheet.columns) - 1)
    into.ignore_errors({"number_stored_as_text": f"A1:XFD{LAST_ROW + 1}"})
    for number, row in enumerate(rows, 1):
        texts = _write_row(into, number, row, sheet, choices, styles)
        lines = max(lines_of(text, width) for text, width in zip(texts, widths, strict=True))
        into.set_row(number, LINE * min(lines, MOST_LINES))


def _title(column: Column) -> str:
    return f"{column.heading} *" if column.must else column.heading


def _paper(into: Worksheet, width: int) -> None:
    """Pages lie across; a sheet too wide to be read on one is spread over several, each with the keys."""
    into.set_landscape()
    into.set_paper(9)
    into.fit_to_pages(ceil(width / MOST_ACROSS), 0)
    into.repeat_columns(0)
    into.repeat_rows(0)
    into.set_footer("&L&A&R&P / &N")


def _width(column: Column, type_: RecordType, choices: Choices) -> int:
    """Characters across: room for what the column is to hold, and for its heading in few lines."""
    field, title = column.field, _title(column)
    chosen = [len(word) for word in choices.words(field, type_)]
    wanted = max(chosen) + ARROW if chosen else 14 if column.key else WIDTHS[field.type.kind]
    longest = max(len(word) for word in title.split()) + ARROW
    return min(max(wanted, longest, ceil(len(title) / HEADING_LINES) + ARROW, 10), MOST_WIDTH)


def _check(field: FieldType, sheet: Sheet, choices: Choices) -> dict[str, Any] | None:
    """What is typed into a cell is held against; a warning where the reader may still make sense of something else."""
    language = choices.plan.language
    source = choices.source(field, sheet.type)
    if source is not None:
        found = {"validate": "list", "source": source, "error_type": "warning"}
        return {**found, "error_title": say("check_title", language), "error_message": say("check_list", language)}
    if field.type.kind not in _CHECKED:
        return None
    validate, error_type, low, high = _CHECKED[field.type.kind]
    return {
        "validate": validate,
        "error_type": error_type,
        "criteria": "between",
        "minimum": _bound(field.min, low),
        "maximum": _bound(field.max, high),
        "error_title": say("check_title", language),
        "error_message": " ".join(kind(field, choices.plan))[:MOST_MESSAGE],
    }


_CHECKED: dict[str, tuple[str, str, int | date, int | date]] = {
    "integer": ("integer", "stop", -BIGGEST, BIGGEST),
    "number": ("decimal", "stop", -BIGGEST, BIGGEST),
    "money": ("decimal", "stop", -BIGGEST, BIGGEST),
    "date": ("date", "warning", FIRST_DAY, date(9999, 12, 31)),
}
"""By kind: what Excel checks, how hard, and between which bounds where the field has none."""


def _bound(value: int | Decimal | date | None, otherwise: int | date) -> int | float | date:
    """A bound as Excel takes it."""
    if isinstance(value, date):
        return max(value, FIRST_DAY)
    if isinstance(value, Decimal):
        return float(value)
    return otherwise if value is None else value


def _write_row(into: Worksheet, number: int, row: Row, sheet: Sheet, choices: Choices, styles: Styles) -> list[str]:
    """Writes a record; the texts in its cells, for those that take several lines."""
    texts = [""] * len(sheet.columns)
    for at, column in enumerate(sheet.columns):
        field = column.field
        value = row[sheet.type.column[field.name]]
        if value is None:
            continue
        try:
            cell = workbook_cell(value, field, choices.plan)
        except Unwritable as why:
            raise InvalidCall(f"{sheet.name}, row {number + 1}, `{field.name}`: {why}") from None
        look = styles.cell(field)
        if isinstance(cell, str):
            into.write_string(number, at, cell, look)
            texts[at] = cell
        elif isinstance(cell, date):
            into.write_datetime(number, at, cell, look)
        else:
            into.write_number(number, at, float(cell), look)
    return texts
