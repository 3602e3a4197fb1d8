"""The sheet that sums the report up: status, counts, what it was judged by, and what is wrong with the data."""

from __future__ import annotations

from collections.abc import Sequence

from policycheck.language.texts import in_language
from policycheck.records.grid import cell as cell_name
from policycheck.report.formats.xlsx.cells import Content
from policycheck.report.formats.xlsx.page import MOST_ROWS, Page
from policycheck.report.formats.xlsx.standing import Kept, Written
from policycheck.report.telling import Telling
from policycheck.version import __version__

WIDTHS = (40, 84, 34, 60)


class Summary:
    """The sheet, written from top to bottom."""

    def __init__(self, page: Page, telling: Telling) -> None:
        self.page, self.telling, self.looks = page, telling, page.looks
        self.say, self.language = telling.say, telling.language
        page.widths(*WIDTHS)

    def write(self, lines: Sequence[str], standing: Kept | Written, others: Sequence[str]) -> None:
        """Writes it; `lines` tell of the first sheets and their marks, `others` are the sheets that were added."""
        self._policy()
        self._sheets(lines, others)
        self._counts()
        self._parameters()
        self._section("notes", [["", note.text(self.language)] for note in self.telling.report.notes])
        self._faults(standing)

    def _policy(self) -> None:
        report, rulebook = self.telling.report, self.telling.rulebook
        self._row([])
        self._row([self.say("status"), self.say(report.status)], second=self.looks.kind(report.status))
        self._row([self.say("sheets_policy"), in_language(rulebook.title, self.language, rulebook.id)])
        self._row([self.say("sheets_version"), rulebook.version])
        if rulebook.issuer:
            self._row([self.say("sheets_issuer"), in_language(rulebook.issuer, self.language)])
        self._row([self.say("sheets_today"), report.today], second=self.looks.day)
        self._row([self.say("sheets_program"), f"policycheck {__version__}, {report.engine}"])
        self._row([self.say("sheets_digest"), rulebook.digest])

    def _sheets(self, lines: Sequence[str], others: Sequence[str]) -> None:
        self._heading("sheets_sheets")
        for text in lines:
            self._line(text)
        for name in others:
            self.page.link(self._row([name], first=self.looks.link), 1, name, "A1")

    def _counts(self) -> None:
        counts, types = self.telling.report.counts, self.telling.rulebook.types
        for key, found in (
            (
                "sheets_records_counted",
                [(in_language(types[name].label, self.language, name), n) for name, n in counts["records"].items()],
            ),
            ("sheets_outcomes_counted", [(self.telling.outcome(name), n) for name, n in counts["outcomes"].items()]),
        ):
            self._heading(key)
            for row in found:
                self._row(row, second=self.looks.number)
            if not found:
                self._line(self.say("sheets_none"))

    def _parameters(self) -> None:
        rows: list[Sequence[Content]] = []
        for name in self.telling.rulebook.parameters:
            one = self.telling.assumption(name)
            own = "" if one.own is None else self.say("set_here", one.own)
            clause = f" [{one.clause}]" if one.clause else ""
            rows.append([f"{one.label}{clause}", one.value, own, one.text])
        self._section("sheets_parameters", rows)

    def _faults(self, standing: Kept | Written) -> None:
        faults, teller = self.telling.report.input_faults, self.telling.report.teller
        self._heading("input_faults")
        for fault in faults[:MOST_ROWS]:
            spot = standing.spot_of(fault)
            where = f"{spot.sheet}!{cell_name(spot.row, spot.column)}" if spot else ""
            row = self._row([where, teller.input_fault(fault, self.language)], first=self.looks.link)
            if spot:
                self.page.link(row, 1, spot.sheet, cell_name(spot.row, spot.column))
        if len(faults) > MOST_ROWS:
            self._line(self.say("sheets_more_rows", len(faults) - MOST_ROWS))
        if not faults:
            self._line(self.say("sheets_none"))

    def _section(self, key: str, rows: Sequence[Sequence[Content]]) -> None:
        if rows:
            self._heading(key)
            for row in rows:
                self._row(row)

    def _heading(self, key: str) -> None:
        self._row([])
        self._row([self.say(key)], first=self.looks.section)

    def _line(self, text: str) -> None:
        """A text beside the labels."""
        self._row(["", text])

    def _row(self, contents: Sequence[Content], first: int | None = None, second: int | None = None) -> int:
        """The next row, with what it is about and what is said of it; its number."""
        text = self.looks.text
        return self.page.row(contents, [first or self.looks.bold, second or text, text, text])
