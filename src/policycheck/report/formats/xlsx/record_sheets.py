"""Records written as sheets, where no workbook can be copied: so that what is wrong has a cell to stand in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from policycheck.language.rulebook import PORTFOLIO, FieldType, RecordType
from policycheck.language.texts import in_language
from policycheck.language.types import Interval, Texts, Value
from policycheck.language.unreadable import Unreadable
from policycheck.language.values import Reader, reader
from policycheck.records.built_in import ASSESSMENT, WAIVER
from policycheck.records.cells import SHOWN_DIGITS, cell_reader
from policycheck.records.faults import InputFault
from policycheck.records.headings import Headings, heading
from policycheck.records.tables import Row
from policycheck.report.formats.xlsx.cells import FIRST_DAY, Content, fitted
from policycheck.report.formats.xlsx.draft import Draft
from policycheck.report.formats.xlsx.page import Column
from policycheck.report.formats.xlsx.standing import Missed, Written, of_key
from policycheck.report.plain import exact
from policycheck.report.report import Report
from policycheck.report.speech import label
from policycheck.wording import say

WIDTHS: Mapping[str, int] = {"text": 28, "list": 30, "ref": 16, "choice": 20}
NARROW = 13


def write_records(draft: Draft, report: Report, headings: Headings) -> Written:
    """Writes a sheet for each record type of which there is a record."""
    return _Writing(draft, report, headings).written()


class _Writing:
    """The sheets under way."""

    def __init__(self, draft: Draft, report: Report, headings: Headings) -> None:
        self.draft, self.report, self.headings = draft, report, headings
        self.looks, self.language = draft.looks, draft.language
        self.faults: dict[tuple[str, str], dict[str, list[InputFault]]] = {}
        for fault in report.input_faults:
            if fault.type and fault.key and fault.column and not of_key(fault, report.rulebook):
                of = self.faults.setdefault((fault.type, fault.key), {})
                of.setdefault(fault.column, []).append(fault)
        self.sheets: dict[str, str] = {}
        self.rows: dict[tuple[str, str], int] = {}
        self.columns: dict[tuple[str, str], int] = {}
        self.kept: set[InputFault] = set()
        self.missed: list[Missed] = []

    def written(self) -> Written:
        """All of them, and where their records stand."""
        for type_, rows in self._tables():
            self._sheet(type_, rows)
        return Written(
            self.report.rulebook, self.sheets, self.rows, self.columns, frozenset(self.kept), tuple(self.missed)
        )

    def _tables(self) -> Iterator[tuple[RecordType, Sequence[Row]]]:
        """The rows of each type that has any: as they were read, or else as they were judged."""
        records, index = self.report.records, self.report.teller.facts.tables.index
        types = self.report.rulebook.records
        portfolio = records.portfolio
        if any(value is not None for value in portfolio[1:]) or (PORTFOLIO, PORTFOLIO) in self.faults:
            yield types[PORTFOLIO], [portfolio]
        for name, type_ in types.items():
            found = {} if name == PORTFOLIO else records.rows.get(name) or index[name]
            if found:
                yield type_, tuple(found.values())
        for type_, rows in ((WAIVER, records.waivers), (ASSESSMENT, records.assessments)):
            if rows:
                yield type_, rows

    def _sheet(self, type_: RecordType, rows: Sequence[Row]) -> None:
        words = [*_words(type_.plural_label, self.language), *_words(type_.label, self.language), type_.plural]
        page = self.draft.page(self.draft.names.of_records(type_.name, [*words, type_.name]))
        fields = [field for field in type_.fields.values() if type_.name != PORTFOLIO or field.name != type_.key]
        fields.sort(key=lambda field: field.name != type_.key)
        self.sheets[type_.name] = page.name
        self.columns.update(((type_.name, field.name), at) for at, field in enumerate(fields, 1))
        cells = [_Cell(field, self.language) for field in fields]
        places = [type_.column[field.name] for field in fields]
        columns = [
            Column(self._heading(type_, field), WIDTHS.get(field.type.kind, NARROW), self._look(field))
            for field in fields
        ]
        contents = []
        for number, row in enumerate(rows, 2):
            key = None if type_.key is None else str(row[type_.key_column])
            if key is not None:
                self.rows[type_.name, key] = number
            faults = self.faults.get((type_.name, key or ""), {})
            contents.append(
                [
                    self._content(cell, row[place], type_, key, faults.get(cell.field.name, ()))
                    for cell, place in zip(cells, places, strict=True)
                ]
            )
        page.table(columns, contents, kept=1)

    def _heading(self, type_: RecordType, field: FieldType) -> str:
        """The field's label, where the reader knows the field by it; else its name."""
        for word in _words(field.label, self.language):
            if word.isprintable() and heading(word) == word and self.headings.find(type_, word) == (field.name,):
                return word
        return field.name

    def _look(self, field: FieldType) -> int:
        if field.type.kind == "date":
            return self.looks.day
        return self.looks.number if field.type.numeric else self.looks.text

    def _content(
        self, cell: _Cell, value: Value | None, type_: RecordType, key: str | None, faults: Sequence[InputFault]
    ) -> Content:
        """What stands in a cell; what cannot stand there as it was given is kept account of."""
        unread = value is None or (isinstance(value, tuple) and None in value)
        given = next((fault for fault in faults if fault.value is not None and fault.why != "dangling"), None)
        if given is not None and given.value is not None and unread:
            if not cell.reads(given.value):
                self.kept.update(faults)
                return given.value
            return None  # the faults are not kept, and told for it
        self.kept.update(fault for fault in faults if fault is not given)  # which is of a row with the same key
        content, held = cell.standing(value)
        if not held:
            where = " · ".join((self._name(type_), key or "–", label(cell.field, self.language)))
            self.missed.append(Missed(where, say("sheets_unlike", self.language)))
        return content

    def _name(self, type_: RecordType) -> str:
        return in_language(type_.label, self.language, type_.name)


class _Cell:
    """How the values of a field stand in cells."""

    def __init__(self, field: FieldType, language: str) -> None:
        self.field, self.language = field, language
        self._read: Reader = cell_reader(field)
        self._labels = {name: self._label(field, name) for name in _names(field)}
        self._few: dict[Value | None, tuple[Content, bool]] = {}

    def standing(self, value: Value | None) -> tuple[Content, bool]:
        """What stands in a cell for a value, and whether the reader of sheets finds the value in it again."""
        if self.field.type.kind not in ("boolean", "choice"):
            content = self._content(value)
            return content, self._holds(content, value)
        if value not in self._few:
            content = self._content(value)
            self._few[value] = content, self._holds(content, value)
        return self._few[value]

    def reads(self, given: str) -> bool:
        """Whether the reader of sheets makes a value of a text."""
        try:
            self._read(fitted(given, self.language))
        except Unreadable:
            return False
        return True

    def _content(self, value: Value | None) -> Content:
        """A value: numbers and days as such, choices by their labels, lists joined."""
        if isinstance(value, tuple):
            return "; ".join("" if one is None else str(self._shown(one, self.field.element)) for one in value)
        return None if value is None else self._shown(value, self.field)

    def _holds(self, content: Content, value: Value | None) -> bool:
        if content is None or isinstance(content, date) or not isinstance(content, str):
            return content is not None or value is None
        try:
            return self._read(fitted(content, self.language)) == value
        except Unreadable:
            return False

    def _shown(self, value: Value, field: FieldType | None) -> Content:
        if isinstance(value, bool):
            return say("yes" if value else "no", self.language)
        if isinstance(value, int | Decimal):
            same = Decimal(f"{float(value):.{SHOWN_DIGITS}G}") == value
            return value if same and field is not None and field.type.numeric else _digits(value)
        if isinstance(value, date):
            return value if value >= FIRST_DAY and field is self.field else value.isoformat()
        if isinstance(value, Interval):
            return f"{value.start or ''}/{value.until or ''}"
        return self._labels.get(str(value), str(value))

    def _label(self, field: FieldType, name: str) -> str:
        """The label of a choice, where it is read as the same choice; else its name."""
        chosen = field.element or field
        word = in_language(chosen.labels.get(name) or field.labels.get(name), self.language, name)
        try:
            return word if ";" not in word and reader(chosen)(word) == name else name
        except Unreadable:
            return name


def _names(field: FieldType) -> Sequence[str]:
    kind = (field.element or field).type
    return kind.names if kind.kind == "choice" else ()


def _digits(value: int | Decimal) -> str:
    """A number as text that is read in one way only: three decimals become four, lest they be thousands."""
    text = exact(value)
    return f"{text}0" if len(text.partition(".")[2]) == 3 else text


def _words(texts: Texts | None, language: str) -> list[str]:
    """A text in the language wanted, then in the others."""
    return list(dict.fromkeys([in_language(texts, language), *texts.values()])) if texts else []
