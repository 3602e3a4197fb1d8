"""The rows of tables: reference data that the pack itself gives."""

from __future__ import annotations

from collections.abc import Mapping as Map

from policycheck.faults import Faults
from policycheck.language import messages as say
from policycheck.language import schema_messages as tell
from policycheck.language.fields import FieldBuilder
from policycheck.language.rulebook import RecordType
from policycheck.language.types import Value
from policycheck.pack.load import Item
from policycheck.pack.nodes import Mapping, Scalar, Sequence, first_word
from policycheck.pack.shape import TableShape

Row = tuple[Value | None, ...]


class RowBuilder:
    """Reads the rows of a pack's tables."""

    def __init__(self, fields: FieldBuilder, faults: Faults) -> None:
        self.fields, self.faults = fields, faults

    def tables(self, items: Map[str, Item[TableShape]], types: Map[str, RecordType]) -> dict[str, tuple[Row, ...]]:
        """The rows of each table by its name, in the pack's order."""
        known = {name: item for name, item in items.items() if name in types and types[name].table}
        found = {name: self._rows(item, types[name]) for name, item in known.items()}
        keys = {name: {row[types[name].column[types[name].key or ""]] for row in rows} for name, rows in found.items()}
        for name, item in known.items():
            self._references(item, types[name], keys)
        return found

    def _rows(self, item: Item[TableShape], type_: RecordType) -> tuple[Row, ...]:
        rows, key_name, seen = list[Row](), type_.key or "", dict[str, Scalar]()
        for entry in _entries(item):
            for name, (word, _) in entry.entries.items():
                if name not in type_.fields and name not in item.shape.fields:
                    self.faults.add(say.unknown_name(word.span, name, type_.fields))
            key = entry.get(key_name)
            if not isinstance(key, Scalar) or key.value is None or not key.written.strip():
                self.faults.add(tell.row_without(first_word(entry), key_name))
                continue
            written = key.written.strip()
            if written in seen:
                self.faults.add(tell.row_twice(key.span, written, seen[written].span))
                continue
            seen[written] = key
            rows.append(self._row(type_, entry))
        return tuple(rows)

    def _row(self, type_: RecordType, entry: Mapping) -> Row:
        values = list[Value | None]()
        for field in type_.fields.values():
            node = entry.get(field.name)
            empty = node is None or (isinstance(node, Scalar) and (node.value is None or not node.written.strip()))
            if field.required and empty:
                self.faults.add(tell.row_without(first_word(entry), field.name))
            values.append(None if node is None else self.fields.value(field, node))
        return tuple(values)

    def _references(self, item: Item[TableShape], type_: RecordType, keys: Map[str, set[Value | None]]) -> None:
        """INVARIANT: a row refers to rows that are there; records are data, and not known yet."""
        for name, field in type_.fields.items():
            if field.type.kind != "ref" or field.type.record not in keys:
                continue
            for entry in _entries(item):
                node = entry.get(name)
                if not isinstance(node, Scalar) or node.value is None:
                    continue
                if node.written.strip() not in keys[field.type.record]:
                    rows = [str(key) for key in keys[field.type.record]]
                    self.faults.add(tell.unknown_row(node.span, node.written, field.type.record, rows))


def _entries(item: Item[TableShape]) -> list[Mapping]:
    rows = item.node.get("rows")
    return [entry for entry in rows.items if isinstance(entry, Mapping)] if isinstance(rows, Sequence) else []
