"""The rows of a copied sheet that are written without openpyxl: the same sheet as it would have written."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.worksheet import Worksheet

from policycheck.report.formats.xlsx.packed import packed
from policycheck.report.formats.xlsx.plain_rows import lifted

TODAY = date(2026, 11, 1)


def plain(sheet: Worksheet) -> None:
    sheet.append(["a", 1, 2.5, True, None, -0.1, 10**17])
    sheet.append([" kantet ", "<b>&amp;\"'", "", "to\nlinjer", "å\u00a0ø", "]]>"])


def styled(sheet: Worksheet) -> None:
    sheet["B2"], sheet["D2"] = "fet", 7
    sheet["B2"].font = sheet["C2"].font = Font(bold=True)
    sheet["D2"].number_format = "0.00"


def high(sheet: Worksheet) -> None:
    sheet["A2"] = "lav"
    sheet.row_dimensions[2].height = 40
    sheet.row_dimensions[3].hidden = True
    sheet.row_dimensions[4].font = Font(italic=True)
    sheet["A4"] = 1


def beside(sheet: Worksheet) -> None:
    sheet["A1"], sheet["A2"], sheet["A3"], sheet["A4"], sheet["A6"] = "x", "=1+1", "y", "med\r\nretur", "z"
    sheet["B1"].comment = Comment("Hvorfor?", "Kari")
    sheet["A3"].hyperlink = "https://example.org/"
    sheet["A5"] = CellRichText(["halv", TextBlock(InlineFont(b=True), "fet")])
    sheet["C1"] = ArrayFormula("C1:C2", "=A1:A2")
    sheet["B6"] = TODAY


def merged(sheet: Worksheet) -> None:
    sheet["A1"] = "over flere"
    sheet["E9"] = 3
    sheet.merge_cells("A1:C2")


def nothing(sheet: Worksheet) -> None:
    """An empty sheet."""


@pytest.mark.parametrize("filled", [plain, styled, high, beside, merged, nothing])
def test_a_sheet_is_what_openpyxl_would_have_written(filled: Callable[[Worksheet], None]) -> None:
    theirs, ours = (_made(filled, how) for how in (lambda _: lambda body: body, lifted))
    assert _cells(ours) == _cells(theirs)
    assert ours["Ark"].dimensions == theirs["Ark"].dimensions
    assert ours["Ark"].merged_cells.ranges == theirs["Ark"].merged_cells.ranges
    assert {at: dict(row) for at, row in ours["Ark"].row_dimensions.items()} == {
        at: dict(row) for at, row in theirs["Ark"].row_dimensions.items()
    }


def test_rows_stand_in_their_order() -> None:
    content = _content(beside, lifted)
    rows = re.findall(r'<row r="(\d+)"', content["xl/worksheets/sheet1.xml"].decode())
    assert rows == ["1", "2", "3", "4", "5", "6"]


def _content(filled: Callable[[Worksheet], None], how: Callable[[Worksheet], Callable[[bytes], bytes]]) -> Any:
    archive = ZipFile(BytesIO(_packed(filled, how)))
    return {name: archive.read(name) for name in archive.namelist()}


def _packed(filled: Callable[[Worksheet], None], how: Callable[[Worksheet], Callable[[bytes], bytes]]) -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Ark"
    filled(sheet)
    return packed(book, TODAY, {"xl/worksheets/sheet1.xml": how(sheet)})


def _made(filled: Callable[[Worksheet], None], how: Callable[[Worksheet], Callable[[bytes], bytes]]) -> Workbook:
    return load_workbook(BytesIO(_packed(filled, how)), rich_text=True)


def _cells(book: Workbook) -> dict[str, tuple[Any, ...]]:
    return {
        cell.coordinate: (
            getattr(cell.value, "text", cell.value),
            cell.data_type,
            cell.number_format,
            cell.font.b,
            cell.font.i,
            cell.hyperlink.target if cell.hyperlink else None,
            cell.comment.text if cell.comment else None,
        )
        for row in book["Ark"].iter_rows()
        for cell in row
    }
