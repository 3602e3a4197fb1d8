"""A sheet that is written line by line, as fast as its XML can be put together; openpyxl writes what is around it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import NamedTuple
from xml.sax.saxutils import quoteattr

from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from policycheck.records.grid import cell
from policycheck.report.formats.xlsx.cells import Content, text_xml, value_xml
from policycheck.report.formats.xlsx.looks import Looks
from policycheck.wording import say

MOST_ROWS = 1_000_000
"""Rows of a table; a sheet has room for few more."""
MOST_LINKS = 60_000
"""Links of a sheet; Excel takes few more."""
TALL, TALLEST = 2_000, 240
"""Characters of a text from which its row is not as high as it would be, and how high it is then, in points."""
_DIMENSION = re.compile(rb"<dimension [^>]*>")
_DATA = re.compile(rb"<sheetData\s*/>|<sheetData>.*</sheetData>", re.DOTALL)
_LINKS = re.compile(rb"<hyperlinks>.*</hyperlinks>", re.DOTALL)


class Column(NamedTuple):
    """A column: its heading, how wide it is in characters, and how its cells look."""

    heading: str
    width: int
    look: int


class Page:
    """A sheet under way."""

    def __init__(self, sheet: Worksheet, looks: Looks, language: str) -> None:
        self.sheet, self.looks, self.language = sheet, looks, language
        self._rows: list[tuple[Sequence[Content], Sequence[int]]] = []
        self._own_looks: dict[int, dict[int, int]] = {}
        self._links: list[str] = []

    @property
    def name(self) -> str:
        """The sheet's name."""
        return str(self.sheet.title)

    @property
    def last(self) -> int:
        """The number of the last row."""
        return len(self._rows)

    def row(self, contents: Sequence[Content], looks: Sequence[int]) -> int:
        """Adds a row; its number."""
        self._rows.append((contents, looks))
        return len(self._rows)

    def widths(self, *widths: int) -> None:
        """Makes columns so many characters wide."""
        for at, width in enumerate(widths, 1):
            self.sheet.column_dimensions[get_column_letter(at)].width = width

    def table(self, columns: Sequence[Column], rows: Iterable[Sequence[Content]], kept: int) -> None:
        """Adds headings that stay in sight and can be filtered by, and rows; `kept` columns stay in sight too."""
        at = self.row([column.heading for column in columns], [self.looks.heading] * len(columns))
        looks, every = [column.look for column in columns], iter(rows)
        for row in islice(every, MOST_ROWS):
            self.row(row, looks)
        self.widths(*(column.width for column in columns))
        self.sheet.auto_filter.ref = f"A{at}:{cell(self.last, len(columns))}"
        self.sheet.freeze_panes = cell(at + 1, kept + 1)
        self.sheet.print_title_rows = f"{at}:{at}"
        left = sum(1 for _ in every)
        if left:
            self.row([say("sheets_more_rows", self.language, left)], [self.looks.bold])

    def paint(self, row: int, column: int, look: int) -> None:
        """Gives a cell a look of its own."""
        self._own_looks.setdefault(row, {})[column] = look

    def colour(self, row: int, column: int, name: str) -> None:
        """Gives a cell a colour, and leaves the rest of its look."""
        looks = self._rows[row - 1][1]
        self.paint(row, column, self.looks.coloured(looks[column - 1], name))

    def comment(self, row: int, column: int, comment: Comment) -> None:
        """Puts a comment on a cell."""
        self.sheet.cell(row, column).comment = comment

    def link(self, row: int, column: int, sheet: str, to: str) -> None:
        """Makes a cell lead to another one, as long as there is room for links."""
        if len(self._links) >= MOST_LINKS:
            return
        at, doubled = cell(row, column), sheet.replace("'", "''")
        location = f"'{doubled}'!{to}"
        if not self._links:  # has openpyxl leave room for all of them
            self.sheet.cell(row, column).hyperlink = Hyperlink(ref=at, location=location)
        self._links.append(f'<hyperlink ref="{at}" location={quoteattr(location)}/>')

    def into(self, around: bytes) -> bytes:
        """The sheet's XML: what openpyxl has made of it, with the rows put in."""
        across = max((len(contents) for contents, _ in self._rows), default=1)
        dimension = f'<dimension ref="A1:{cell(max(self.last, 1), max(across, 1))}"/>'.encode()
        data = f"<sheetData>{''.join(self._xml(across))}</sheetData>".encode()
        links = f"<hyperlinks>{''.join(self._links)}</hyperlinks>".encode()
        around = _LINKS.sub(lambda _: links, _DIMENSION.sub(dimension, around, count=1), count=1)
        return _DATA.sub(lambda _: data, around, count=1)

    def _xml(self, across: int) -> Iterable[str]:
        """The rows; this runs for every cell of a report, so that a text is put together once for all its cells."""
        letters = [get_column_letter(at) for at in range(1, across + 1)]
        for number, (contents, looks) in enumerate(self._rows, 1):
            own = self._own_looks.get(number)
            if own is not None:
                looks = [own.get(at, look) for at, look in enumerate(looks, 1)]
            cells, height = [], ""
            for letter, content, look in zip(letters, contents, looks, strict=False):
                if not isinstance(content, str):
                    ending = value_xml(content)
                else:
                    ending, steers = text_xml(content, self.language)
                    if steers:
                        look = self.looks.quoted(look)
                    if len(content) > TALL:
                        height = f' ht="{TALLEST}" customHeight="1"'
                cells.append(f'<c r="{letter}{number}" s="{look}"{ending}')
            yield f'<row r="{number}"{height}>{"".join(cells)}</row>'
