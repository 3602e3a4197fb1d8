"""A workbook under way: what openpyxl holds of it, the sheets that are written line by line, names and looks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from openpyxl.workbook import Workbook
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from policycheck.records.headings import Words
from policycheck.report.formats.xlsx.looks import DARK, Looks
from policycheck.report.formats.xlsx.names import Names
from policycheck.report.formats.xlsx.packed import packed
from policycheck.report.formats.xlsx.page import Page
from policycheck.report.formats.xlsx.plain_rows import lifted
from policycheck.wording import say


class Draft:
    """A workbook in one language."""

    def __init__(self, book: Workbook, words: Words, language: str) -> None:
        self.book, self.language = book, language
        self.names = Names(book.sheetnames, words)
        self.looks = Looks(book.worksheets[0], language)
        self.pages: dict[str, Page] = {}

    def page(self, name: str) -> Page:
        """A new sheet."""
        page = Page(self.book.create_sheet(name), self.looks, self.language)
        self.pages[name] = page
        return page

    def added(self, key: str) -> Page:
        """A new sheet that tells of the report: its first line says what it is."""
        page = self.page(self.names.free(say(key, self.language)))
        page.row([say(f"{key}_about", self.language)], [self.looks.about])
        sheet = page.sheet
        sheet.sheet_properties.tabColor = DARK
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        return page

    def open_at(self, page: Page) -> None:
        """Has the workbook open at a sheet, and no other chosen along with it."""
        self.book.active = self.book.sheetnames.index(page.name)
        for sheet in self.book.worksheets:
            sheet.sheet_view.tabSelected = sheet.title == page.name

    def packed(self, title: str, day: date) -> bytes:
        """The workbook's bytes."""
        self.book.properties.title = title
        bodies = {
            f"xl/worksheets/sheet{number}.xml": self._body(sheet)
            for number, sheet in enumerate(self.book.worksheets, 1)
        }
        return packed(self.book, day, bodies)

    def _body(self, sheet: Worksheet) -> Callable[[bytes], bytes]:
        """What puts the rows of a sheet into its XML: those of an added one, or the plain ones of a copied one."""
        page = self.pages.get(sheet.title)
        return page.into if page is not None else lifted(sheet)
