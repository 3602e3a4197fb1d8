"""From a table by columns to the fields of a record type."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from policycheck.language.rulebook import PORTFOLIO, RecordType
from policycheck.records.columns import Columns
from policycheck.records.faults import InputFault, Note, Place
from policycheck.records.headings import Headings


class ColumnFinder:
    """Finds out which fields of a record type the columns of a table are."""

    def __init__(
        self, table: Columns, type_: RecordType, headings: Headings, faults: list[InputFault], notes: dict[Note, None]
    ) -> None:
        self.table, self.type, self.headings, self.faults, self.notes = table, type_, headings, faults, notes

    def fields(self) -> Mapping[str, Sequence[object]] | None:
        """The cells of each field; None where nothing tells the rows apart."""
        found, twice = self._fields()
        key = self.type.key if self.type.name != PORTFOLIO else None
        if key is None or key in found or self.table.blank:
            return found
        if key not in twice:
            self._fault(key, None, "no_key_column", self.headings.said(self.type.fields[key]))
        return None

    def _fields(self) -> tuple[dict[str, Sequence[object]], set[str]]:
        """The cells of each field that has one column, and the fields that have several, which is told."""
        found: dict[str, tuple[str, Sequence[object]]] = {}
        twice = set[str]()
        for word, cells in self.table.columns:
            names = (word,) if word in self.type.fields else self.headings.find(self.type, word)
            if not names:
                self._unknown(word)
            elif len(names) > 1:
                self._fault(None, word, "ambiguous_heading", ", ".join(names))
            elif names[0] in found:
                why = "key_column_twice" if names[0] == self.type.key else "column_twice"
                self._fault(names[0], word, why, found[names[0]][0])
                twice.add(names[0])
            else:
                found[names[0]] = word, cells
        return {name: cells for name, (_, cells) in found.items() if name not in twice}, twice

    def _unknown(self, word: str) -> None:
        words = (self.type.plural, word[:100])
        near = self.headings.fields(self.type).near(word)
        self.notes[Note("unknown_column_near", (*words, near)) if near else Note("unknown_column", words)] = None

    def _fault(self, column: str | None, value: str | None, why: str, word: str) -> None:
        self.faults.append(InputFault(self.type.name, None, column, value, why, (word,), Place(self.table.file)))
