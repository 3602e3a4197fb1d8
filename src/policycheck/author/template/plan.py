"""Which sheets a workbook to fill in has, and their headings: the words that the reader of workbooks looks for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from policycheck.faults import InvalidCall
from policycheck.language.rulebook import PORTFOLIO, FieldType, RecordType, Rulebook
from policycheck.language.texts import in_language
from policycheck.language.types import Texts
from policycheck.language.values import Unreadable, reader
from policycheck.records.built_in import ASSESSMENT, WAIVER
from policycheck.records.headings import MOST_SHEET, Headings, heading, templates
from policycheck.wording import say, spoken

MOST_HEADING = 120
"""Characters of a heading; above a longer one the field's name stands instead."""
_OF_EXCEL = ("history",)
"""Names that Excel keeps to itself."""
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]|^'|'$")
"""What Excel takes in no name of a sheet."""


@dataclass(frozen=True)
class Column:
    """A column of a sheet: the field, and the words above it."""

    field: FieldType
    heading: str
    key: bool
    """Whether it names the row to other sheets."""

    @property
    def must(self) -> bool:
        """Whether every row has to say something here."""
        return self.key or self.field.required


@dataclass(frozen=True)
class Sheet:
    """A sheet for the records of one type; the key comes first, then the fields in the pack's order."""

    name: str
    type: RecordType
    columns: tuple[Column, ...]

    @cached_property
    def key_column(self) -> int:
        """Where the key stands, from 0."""
        return next(at for at, column in enumerate(self.columns) if column.key)


@dataclass(frozen=True)
class Plan:
    """The sheets of a workbook in one language."""

    rulebook: Rulebook
    language: str
    guide: str
    lists: str
    sheets: tuple[Sheet, ...]
    _choices: dict[int, dict[str, str]] = field(default_factory=dict, init=False)

    @cached_property
    def sheet(self) -> dict[str, Sheet]:
        """The sheets by record type."""
        return {sheet.type.name: sheet for sheet in self.sheets}

    def label(self, texts: Texts | None, otherwise: str) -> str:
        """A text in the plan's language, on one line and fit to print."""
        return tidy(text_in(texts, self.language, otherwise))

    def choices(self, field: FieldType) -> dict[str, str]:
        """What is written in a cell for each of a field's choices; found once for a field."""
        if id(field) not in self._choices:
            self._choices[id(field)] = _choice_words(field, self.language)
        return self._choices[id(field)]


def plan(rulebook: Rulebook, language: str) -> Plan:
    """The sheets for a policy's records: the portfolio, the pack's types in its order, waivers and assessments."""
    types = list(_types(rulebook))
    known = Headings(types, rulebook.languages)
    taken = set(_OF_EXCEL)
    sheets = []
    for type_ in types:
        columns = tuple(_columns(type_, language, known))
        if columns:
            name = _sheet_name(type_, language, known, taken)
            taken.add(name.casefold())
            sheets.append(Sheet(name, type_, columns))
    return Plan(rulebook, language, say("sheet_guide", language), say("sheet_lists", language), tuple(sheets))


def _types(rulebook: Rulebook) -> Iterator[RecordType]:
    yield rulebook.records[PORTFOLIO]
    yield from (type_ for type_ in rulebook.records.values() if type_.name != PORTFOLIO)
    yield from (WAIVER, ASSESSMENT)


def _sheet_name(type_: RecordType, language: str, known: Headings, taken: set[str]) -> str:
    """The first name that Excel takes, perhaps cut, and the reader knows the type by; `InvalidCall` for none."""
    for word in (*_words(type_.plural_label, language), *_words(type_.label, language), type_.plural, type_.name):
        name = word[:MOST_SHEET].rstrip()
        fits = name == tidy(name) and not _FORBIDDEN.search(name) and not templates(name)
        if fits and name.casefold() not in taken and known.sheets.find(name) == (type_.name,):
            return name
    raise InvalidCall(
        f"no sheet can have the name of `{type_.name}`: give it a `plural_label` of at most {MOST_SHEET} characters, "
        "unlike those of other record types"
    )


def _columns(type_: RecordType, language: str, known: Headings) -> Iterator[Column]:
    """The columns of a type; the portfolio is one record and needs no key."""
    names = list(type_.fields)
    if type_.name == PORTFOLIO:
        names.remove("id")
    elif type_.key is not None:
        names.sort(key=lambda name: name != type_.key)
    for name in names:
        field = type_.fields[name]
        yield Column(field, _heading(type_, field, language, known), name == type_.key)


def _heading(type_: RecordType, field: FieldType, language: str, known: Headings) -> str:
    """The field's label, where the reader knows no other field of the type by it; else its name."""
    for word in _words(field.label, language):
        fits = len(word) <= MOST_HEADING and word == tidy(word) and heading(word) == word
        if fits and known.find(type_, word) == (field.name,):
            return word
    return field.name


def _words(texts: Texts | None, language: str) -> list[str]:
    """A text in the language wanted, then in the others."""
    return list(dict.fromkeys([text_in(texts, language), *(texts or {}).values()])) if texts else []


def _choice_words(field: FieldType, language: str) -> dict[str, str]:
    """What is written in a cell for each choice: its label where that is read as the same choice, else its name."""
    read, found = reader(field), {}
    for name in field.type.names:
        word = text_in(field.labels.get(name), language, name)
        try:
            same = word == tidy(word) and ";" not in word and read(word) == name
        except Unreadable:
            same = False
        found[name] = word if same else name
    return found


def text_in(texts: Texts | None, language: str, otherwise: str = "") -> str:
    """A text in a language; where there is none, in the one that the library speaks to its readers."""
    return in_language(texts, language if texts and language in texts else spoken(language), otherwise)


def tidy(text: str) -> str:
    """A text on one line, with what cannot be printed replaced."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in " ".join(text.split()))
