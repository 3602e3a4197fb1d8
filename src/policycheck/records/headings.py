"""What sheets and columns are called: record types and fields found by their names and by what people call them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from unicodedata import normalize

from policycheck.language.rulebook import PORTFOLIO, FieldType, RecordType
from policycheck.language.texts import in_language
from policycheck.language.types import Texts
from policycheck.records.input import Unusable
from policycheck.spelling import nearest
from policycheck.wording import SENTENCES

HEADING_ROWS = 20
"""Rows, from the first that holds anything, among which the headings are looked for."""
LEAST_ALIKE = 3
"""Headings that a table has at least in common with a record type of which it may be."""
MOST_EXPECTED = 8
"""Headings that a fault lists."""
MOST_SHEET = 31
"""Characters that the name of a sheet may have in Excel; a longer one stands there cut."""
_MARK = re.compile(r"[\s*]+$")
"""The sign of a required column in templates."""


def normal(text: str) -> str:
    """A name as it is looked up: letter case, spaces of any kind and underscores aside."""
    return "".join(normalize("NFKC", text).casefold().replace("_", " ").split())


class Words:
    """The words for some things: each thing's own names, and what people call it in any language."""

    def __init__(self) -> None:
        self._words: dict[str, dict[str, None]] = {}
        self._written: dict[str, str] = {}

    def add(self, thing: str, names: Iterable[str], labels: Iterable[Texts | None]) -> None:
        """Adds the words for a thing."""
        for word in (*names, *(word for texts in labels if texts for word in texts.values())):
            self._words.setdefault(normal(word), {})[thing] = None
            self._written.setdefault(word.strip(), thing)

    def find(self, word: str) -> tuple[str, ...]:
        """The things that a word may mean: none, one, or several where it is a word for each."""
        return tuple(self._words.get(normal(word), ()))

    def near(self, word: str) -> str | None:
        """The known word most like one that is not known."""
        return nearest(word, self._written)

    def of(self, thing: str) -> frozenset[str]:
        """A thing's words, as written."""
        return frozenset(word for word, meant in self._written.items() if meant == thing)


class Headings:
    """The words for record types, and for the fields of each."""

    def __init__(self, types: Iterable[RecordType], languages: Sequence[str]) -> None:
        self._types = {type_.name: type_ for type_ in types}
        self._languages = languages
        self.sheets = Words()
        self._fields: dict[str, Words] = {}
        for type_ in self._types.values():
            names, labels = (type_.plural, type_.name), (type_.label, type_.plural_label)
            whole = (*names, *(word for texts in labels if texts for word in texts.values()))
            cut = (word[:MOST_SHEET] for word in whole if len(word) > MOST_SHEET)
            self.sheets.add(type_.name, dict.fromkeys((*names, *cut)), labels)

    def fields(self, type_: RecordType) -> Words:
        """The words for the fields of a record type."""
        found = self._fields.get(type_.name)
        if found is None:
            found = self._fields[type_.name] = Words()
            for name, field in type_.fields.items():
                found.add(name, (name,), (field.label,))
        return found

    def find(self, type_: RecordType, cell: object) -> tuple[str, ...]:
        """The fields that a heading may mean."""
        word = heading(cell)
        return self.fields(type_).find(word) if word else ()

    def named(self, type_: RecordType, row: Sequence[object]) -> set[str]:
        """The fields of a type that the cells of a row name."""
        return {name for cell in row for name in self.find(type_, cell)}

    def begins_table(self, row: Sequence[object]) -> bool:
        """Whether at least two cells of a row are headings of one type."""
        texts = [cell for cell in row if isinstance(cell, str)]
        return any(sum(bool(self.find(type_, cell)) for cell in texts) >= 2 for type_ in self._types.values())

    def like(self, rows: Iterable[Sequence[object]]) -> RecordType | None:
        """The record type that has at least half of its fields as headings in one of the first rows."""
        for row in islice(rows, HEADING_ROWS):
            for type_ in self._types.values():
                if type_.name != PORTFOLIO and len(self.named(type_, row)) * 2 >= max(
                    len(type_.fields), LEAST_ALIKE * 2
                ):
                    return type_
        return None

    def expected(self, type_: RecordType) -> str:
        """The first headings of a type as the policy's readers know them."""
        said = [self.said(field) for field in _key_first(type_)]
        return ", ".join(said[:MOST_EXPECTED]) + (", …" if len(said) > MOST_EXPECTED else "")

    def said(self, field: FieldType) -> str:
        """What the policy's readers call a field."""
        return in_language(field.label, self._languages[0], field.name)


def templates(name: str) -> bool:
    """Whether a sheet is one of those that explain a template, and hold no records."""
    return normal(name) in {normal(word) for key in ("sheet_guide", "sheet_lists") for word in SENTENCES[key]}


def heading(cell: object) -> str:
    """A heading's text, without the mark of a required column."""
    if isinstance(cell, Unusable):
        cell = cell.found
    if cell is None or isinstance(cell, bool):
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return _MARK.sub("", str(cell)).strip()


def _key_first(type_: RecordType) -> Iterator[FieldType]:
    if type_.key is not None and type_.name != PORTFOLIO:
        yield type_.fields[type_.key]
    yield from (field for name, field in type_.fields.items() if name != type_.key)
