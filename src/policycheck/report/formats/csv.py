"""The report as CSV, for spreadsheets and analysts: a row a finding, and a row for all else that must not be lost.

RFC 4180, in UTF-8 with a byte order mark: without one, Excel takes a file that is opened by a click for the computer's
old code page, and «blåbær» becomes «blÃ¥bÃ¦r». The first row is the report itself with its status, so that a file
without a finding cannot be taken for a pass; faults in the data and notes have rows of their own. What could run as a
formula gets an apostrophe before it: at the beginning of a cell, of a line within one, and behind a semicolon, at which
Excel in Norway divides a file. So a key may differ from the record's own here; `id` never does.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping

from policycheck.harmless import clean
from policycheck.records.faults import InputFault
from policycheck.report.formats.entries import Entry, entries
from policycheck.report.formats.words import Words
from policycheck.report.report import Report

COLUMNS = (
    "row",  # report, finding, outcome, input_fault or note
    *("id", "type", "subject", "title", "rule", "clauses", "modality", "outcome", "message", "remedy", "missing"),
    *("sentence", "recommended", "waiver", "assumptions", "place", "column", "value"),
    *("policy", "version", "digest", "today"),
)
"""The columns of `to_frame()` are among them, in its order."""
MOST = 32_767
"""Characters that a cell of a spreadsheet holds; Excel breaks a longer one in two, the rest into the next row."""
_FORMULA = re.compile(r"""(^|[\n;])(?=(?:"|[^\S\n])*[=+\-@＝＋－＠])""")

Cells = Mapping[str, str]


def render(report: Report, language: str, every: bool) -> str:
    """The report as CSV; with `every` a row for every outcome."""
    words, into = Words(report, language), io.StringIO(newline="")
    rulebook = report.rulebook
    shared = {
        "policy": rulebook.id,
        "version": rulebook.version,
        "digest": rulebook.digest,
        "today": report.today.isoformat(),
    }
    writer = csv.DictWriter(into, COLUMNS, restval="", lineterminator="\r\n")
    writer.writeheader()
    for row in _rows(words, every):
        writer.writerow({name: cell(text) for name, text in {**row, **shared}.items()})
    return f"\N{ZERO WIDTH NO-BREAK SPACE}{into.getvalue()}"


def cell(text: str) -> str:
    """A text as a cell that is only ever a text, and not longer than a spreadsheet takes."""
    safe = _FORMULA.sub(r"\1'", clean(text))
    if len(safe) <= MOST:
        return safe
    left_out = f"… (+{len(safe) - MOST + 20})"
    return safe[: MOST - 20] + left_out


def _rows(words: Words, every: bool) -> Iterator[Cells]:
    report = words.report
    status = words.say(report.status)
    said = (f"{words.say('status')}: {status}", words.counts())
    yield {"row": "report", "title": words.title, "outcome": report.status, "message": _joined(said, ". ")}
    for fault in report.input_faults:
        yield _fault(fault, words)
    for entry in entries(report, every):
        yield _entry(entry, words)
    for note in report.notes:
        yield {"row": "note", "outcome": "note", "message": words.note(note)}


def _entry(entry: Entry, words: Words) -> Cells:
    item, finding = entry.item, entry.finding
    row = {
        "row": "finding" if finding else "outcome",
        "type": entry.type,
        "subject": entry.subject,
        "title": words.speech.title(entry.type, entry.subject, words.language),
        "rule": item.id,
        "clauses": _joined(item.clauses),
        "modality": item.modality,
        "outcome": entry.outcome,
        "sentence": "\n".join(words.sentences(item)),
        "place": words.place(words.report.place(entry.type, entry.subject)),
    }
    if finding is None:
        return row
    return {
        **row,
        "id": finding.id,
        "message": words.message(entry),
        "remedy": words.remedy(finding),
        "missing": _joined(words.missing(finding)),
        "recommended": _joined(words.options(finding)),
        "waiver": words.waived(finding),
        "assumptions": _joined(words.assumptions(finding)),
    }


def _fault(fault: InputFault, words: Words) -> Cells:
    return {
        "row": "input_fault",
        "type": fault.type or "",
        "subject": fault.key or "",
        "outcome": "input_fault",
        "message": words.fault(fault),
        "place": words.place(fault.place),
        "column": fault.column or "",
        "value": fault.value or "",
    }


def _joined(parts: Iterable[str], between: str = "; ") -> str:
    return between.join(part for part in parts if part)
