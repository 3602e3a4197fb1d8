"""Survey of `.ods`: the tables of its XML, cell by cell. Rows and cells may stand for many that are alike."""

from __future__ import annotations

from typing import IO
from xml.parsers import expat

from policycheck.records.workbooks.ooxml import CHUNK
from policycheck.records.workbooks.survey import Refused, Survey

MOST_REPEATED = 1 << 24
"""More rows or columns than any sheet has."""


def survey_ods(stream: IO[bytes]) -> list[tuple[str, Survey]]:
    """Each sheet's name, and what it holds."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    reading = _Reading(parser)
    while chunk := stream.read(CHUNK):
        parser.Parse(chunk, False)
    parser.Parse(b"", True)
    return reading.found


class _Reading:
    """One document under way."""

    def __init__(self, parser: expat.XMLParserType) -> None:
        self.found: list[tuple[str, Survey]] = []
        self.row = self.column = 0
        self.repeated = 1
        self.error: tuple[int, int] | None = None
        """The column of an error whose text is being read, and how many cells hold it."""
        self.text: list[str] = []
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name in ("table:table-cell", "table:covered-table-cell"):
            self._cell(attributes)
        elif name == "table:table-row":
            self.row += self.repeated
            self.repeated = _times(attributes, "table:number-rows-repeated")
            self.column = 1
        elif name == "table:table":
            self.found.append((attributes.get("table:name", ""), Survey()))
            self.row, self.repeated = 0, 1

    def _cell(self, attributes: dict[str, str]) -> None:
        times = _times(attributes, "table:number-columns-repeated")
        first, last = self.column, self.column + times - 1
        self.column = last + 1
        if not self.found:
            return
        survey = self.found[-1][1]
        if "office:value-type" in attributes:
            survey.take(self.row, first, last)
            survey.take(self.row + self.repeated - 1, first)
            if attributes.get("calcext:value-type") == "error":
                self.error, self.text = (first, times), []
        across, down = (_times(attributes, f"table:number-{part}-spanned") for part in ("columns", "rows"))
        if across > 1 or down > 1:
            survey.merge(self.row, first, self.row + down - 1, first + across - 1)

    def _end(self, name: str) -> None:
        if self.error is None or name != "table:table-cell":
            return
        (first, times), survey = self.error, self.found[-1][1]
        for row in range(self.row, self.row + self.repeated):
            for column in range(first, first + times):
                survey.error(row, column, "".join(self.text).strip() or "#N/A")
        self.error = None

    def _text(self, text: str) -> None:
        if self.error is not None:
            self.text.append(text)


def _times(attributes: dict[str, str], name: str) -> int:
    times = attributes.get(name, "1")
    if not times.isdecimal() or not 0 < int(times[:10]) <= MOST_REPEATED:
        raise Refused("broken_workbook")
    return int(times)
