"""The workbook from front to back: the sheets that were judged, what is wrong with them, and what the report tells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from openpyxl.workbook import Workbook

from policycheck.collector import collector_at_rest
from policycheck.faults import InvalidCall
from policycheck.harmless import clean
from policycheck.language.texts import in_language
from policycheck.records.added import SUMMARY
from policycheck.records.built_in import ASSESSMENT, WAIVER
from policycheck.records.headings import Headings
from policycheck.report.formats.xlsx.copy import Copy, copied
from policycheck.report.formats.xlsx.draft import Draft
from policycheck.report.formats.xlsx.earlier import take_out
from policycheck.report.formats.xlsx.judgements import write_judgements
from policycheck.report.formats.xlsx.marks import Marks, unmark
from policycheck.report.formats.xlsx.record_sheets import write_records
from policycheck.report.formats.xlsx.sheets import Sheets
from policycheck.report.formats.xlsx.standing import Kept, Missed, Written
from policycheck.report.formats.xlsx.summary import Summary
from policycheck.report.report import Report
from policycheck.report.telling import Lack, Telling, lacking
from policycheck.wording import say

ENDING = ".xlsx"
MOST_TITLE = 200
"""Characters of the title in a workbook's properties."""


def render(report: Report, language: str, every: bool) -> bytes:
    """The report as a workbook; `every` adds a sheet of every outcome."""
    with collector_at_rest():
        return _written(report, language, every)


def save(report: Report, path: str | Path, language: str, every: bool) -> None:
    """Writes the report to a file; `InvalidCall` for a workbook that was judged, and where nothing can be written."""
    into = Path(path)
    if into.suffix.lower() != ENDING:
        raise InvalidCall(f"`{into}` does not end in `{ENDING}`: give the workbook such a name")
    if any(into.resolve() == one.path.resolve() for one in report.records.workbooks):
        raise InvalidCall(f"`{into}` is the workbook that was judged: give the report a name of its own")
    content = render(report, language, every)
    try:
        into.write_bytes(content)
    except OSError as error:
        raise InvalidCall(f"`{into}` cannot be written: {error.strerror}; is it open in another program?") from None


def _written(report: Report, language: str, every: bool) -> bytes:
    rulebook, telling = report.rulebook, Telling(report, language)
    headings = Headings((*rulebook.records.values(), WAIVER, ASSESSMENT), rulebook.languages)
    source = copied(report.records, whole=report.teller.facts.only is None)
    draft, standing = _first_sheets(report, source, headings, language)
    lacks = lacking(report.findings)
    uncommented = _mark(draft, report, lacks, standing)
    summary, sheets = draft.added(SUMMARY), Sheets(draft, telling)
    own = set(draft.book.sheetnames)
    sheets.findings()
    sheets.missing(lacks, standing)
    write_judgements(draft, telling)
    if every:
        sheets.outcomes()
    missed = list(_missed(report, standing, language))
    if missed:
        sheets.left_out(missed)
    others = [name for name in draft.book.sheetnames if name not in own]
    Summary(summary, telling).write([*_sources(source, language), *_marks(uncommented, language)], standing, others)
    draft.open_at(summary)
    return draft.packed(clean(in_language(rulebook.title, language, rulebook.id))[:MOST_TITLE], report.today)


def _first_sheets(report: Report, source: Copy, headings: Headings, language: str) -> tuple[Draft, Kept | Written]:
    """The workbook with the sheets that were judged, and where records stand on them."""
    if source.book is not None:
        take_out(source.book, report.records)
    if source.book is not None and source.book.worksheets:
        unmark(source.book)
        types = {**report.rulebook.types, WAIVER.name: WAIVER, ASSESSMENT.name: ASSESSMENT}
        return Draft(source.book, headings.sheets, language), Kept(report.records, source.name, types)
    book = Workbook()
    scratch = book.worksheets[0]
    draft = Draft(book, headings.sheets, language)
    standing = write_records(draft, report, headings)
    book.remove(scratch)
    return draft, standing


def _mark(draft: Draft, report: Report, lacks: Sequence[Lack], standing: Kept | Written) -> int:
    """Colours the cells at fault and those that lack what a rule needs, and says why; of how many it does not."""
    marks, language = Marks(draft), draft.language
    for fault in report.input_faults:
        spot = standing.spot_of(fault)
        if spot is not None:
            short = replace(fault, place=replace(fault.place, file=None, sheet=None, row=spot.row, column=spot.column))
            marks.fault(*spot, report.teller.input_fault(short, language))
    for found, rules in lacks:
        spot = None if found.type == "parameter" else standing.spot(*found)
        if spot is not None:
            name = report.teller.input_name(found, language)
            marks.lack(*spot, say("sheets_needed", language, name, ", ".join(rules)))
    return marks.write()


def _missed(report: Report, standing: Kept | Written, language: str) -> Iterator[Missed]:
    """What does not stand on the first sheets as it was given: what could not be read, and what no cell can hold."""
    for fault in report.input_faults:
        if not standing.keeps(fault):
            where, _, why = report.teller.input_fault(fault, language).partition(": ")
            yield Missed(where, why) if why else Missed(fault.type or "–", where)
    yield from standing.missed
    if isinstance(standing, Written):
        for name, count in report.counts["records"].items():
            here = sum(1 for type_, _ in standing.rows if type_ == name)
            if here < count:
                label = in_language(report.rulebook.types[name].label, language, name)
                yield Missed(label, say("sheets_part", language, here, count))


def _sources(source: Copy, language: str) -> list[str]:
    """Where the first sheets come from, and why they are no copy where one would be looked for."""
    if source.book is not None:
        return [say("sheets_copied", language, source.name)]
    written = say("sheets_written", language)
    return [written] if source.why == "sheets_written" else [say(source.why, language, source.name), written]


def _marks(uncommented: int, language: str) -> list[str]:
    """What the marks mean."""
    said = [say("sheets_marks", language)]
    return [*said, say("sheets_uncommented", language, uncommented)] if uncommented else said
