"""A copy of the workbook that was judged: its sheets as openpyxl keeps them, values in the place of formulas."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from zipfile import ZipFile

from openpyxl.cell.text import Text
from openpyxl.reader.excel import ExcelReader
from openpyxl.workbook import Workbook
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

from policycheck.records.tables import Book, Records
from policycheck.records.workbook.read import uncalculated

MOST_COPIED = 150_000_000
"""Bytes that the parts of a workbook may have when they are unpacked: as many cells as a few hundred MB hold."""


@dataclass(frozen=True)
class Copy:
    """The workbook with the sheets that were judged, or why there is none."""

    book: Workbook | None
    why: str
    """A key of the texts in `wording`."""
    name: str = ""
    """What the workbook is called that was copied or not."""


def copied(records: Records, whole: bool) -> Copy:
    """The copy of the one workbook that everything came from; `whole` says whether all its records were judged."""
    books = records.workbooks
    if not books:
        return Copy(None, "sheets_written")
    if not whole or len(books) > 1 or not _all_from(books[0], records):
        return Copy(None, "sheets_of_many")
    book = books[0]
    try:
        content = book.path.read_bytes() if book.path.is_file() else b""
    except OSError:
        content = b""
    if not content:
        return Copy(None, "sheets_gone", book.name)
    if sha256(content).hexdigest() != book.digest:
        return Copy(None, "sheets_changed", book.name)
    try:
        if sum(part.file_size for part in ZipFile(BytesIO(content)).infolist()) > MOST_COPIED:
            return Copy(None, "sheets_too_large", book.name)
        return Copy(_loaded(content), "sheets_copied", book.name)
    except Exception:  # whatever the library makes of a workbook that it does not understand
        return Copy(None, "sheets_not_copied", book.name)


def _all_from(book: Book, records: Records) -> bool:
    """Whether every row came from a workbook."""
    placed = {
        (name, key)
        for name, origins in records.origins.items()
        for origin in origins
        if origin.first.file == book.name
        for key in origin.keys
    }
    files = {origin.first.file for origins in records.origins.values() for origin in origins}
    return files <= {book.name} and all((name, key) in placed for name, rows in records.rows.items() for key in rows)


def _loaded(content: bytes) -> Workbook:
    """The workbook with values in the place of formulas, save of those that were never calculated."""
    left = uncalculated(content)
    book = _read(content, data_only=True)
    if left:
        formulas = _read(content, data_only=False)
        for sheet, cells in left.items():
            for row, column in cells:
                book[sheet].cell(row, column).value = formulas[sheet].cell(row, column).value or "=NA()"
    return book


def _read(content: bytes, data_only: bool) -> Workbook:
    reader = _Reader(BytesIO(content), data_only=data_only)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what is not kept
        reader.read()
    reader.wb.iso_dates = True  # dates that stand as such in the file remain so; numbers are numbers
    return reader.wb


class _Reader(ExcelReader):
    """Keeps what stands in cells as it stands: a date is a number that looks like one, an escape an escape."""

    def read_strings(self) -> None:
        """The texts that cells share."""
        part = self.package.find(SHARED_STRINGS)  # type: ignore[no-untyped-call]
        if part is not None:
            with self.archive.open(part.PartName[1:]) as source:
                for _, node in iterparse(source):
                    if node.tag == f"{{{SHEET_MAIN_NS}}}si":
                        text = Text.from_tree(node)
                        self.shared_strings.append("" if text is None else text.content)
                        node.clear()

    def read_worksheets(self) -> None:
        """The sheets; no number format makes a date of a number."""
        self.wb._date_formats = self.wb._timedelta_formats = set()  # type: ignore[attr-defined]
        super().read_worksheets()
