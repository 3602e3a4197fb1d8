"""Tables whose records come and go; what the tables have looked up once is kept right."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, overload

from policycheck.records.tables import Row, Tables
from policycheck.session.reach import Edit


class SortedRows(Sequence[Row]):
    """The rows of a record type by key."""

    def __init__(self, by_key: Mapping[str, Row]) -> None:
        self.by_key, self.keys = by_key, sorted(by_key)

    def __len__(self) -> int:
        return len(self.keys)

    def __iter__(self) -> Iterator[Row]:
        return map(self.by_key.__getitem__, self.keys)

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Row]: ...
    def __getitem__(self, at: int | slice) -> Row | Sequence[Row]:
        if isinstance(at, slice):
            return [self.by_key[key] for key in self.keys[at]]
        return self.by_key[self.keys[at]]


class LiveTables(Tables):
    """Tables of which every part can change; what was read of them before must not be used behind a change."""

    def __init__(self, tables: Tables) -> None:
        index: dict[str, dict[str, Row]] = {name: dict(rows) for name, rows in tables.index.items()}
        rows = dict(tables.rows)  # those of the pack's own tables stay, in the pack's order
        rows |= {name: SortedRows(found) for name, found in index.items() if not tables.types[name].table}
        super().__init__(tables.types, rows, index)

    def apply(self, edits: Iterable[Edit]) -> None:
        """Makes some changes."""
        for edit in edits:
            self._rows(edit)
            for (record, name), by_key in self._inverses.items():
                if record == edit.type:
                    self._move(edit, self.types[record].column[name], by_key, [])
            for (record, name), (by_value, lacking) in self._joins.items():
                if record == edit.type:
                    self._move(edit, self.types[record].column[name], by_value, lacking)

    def _rows(self, edit: Edit) -> None:
        index, rows = self.index[edit.type], self.rows[edit.type]
        assert isinstance(index, dict)
        assert isinstance(rows, SortedRows)
        if edit.old is None:
            insort(rows.keys, edit.key)
        if edit.new is None:
            del rows.keys[bisect_left(rows.keys, edit.key)]
            del index[edit.key]
        else:
            index[edit.key] = edit.new

    def _move(self, edit: Edit, column: int, by: dict[Any, list[Row]], lacking: list[Row]) -> None:
        """Takes a row from among those with its old value, and puts it among those with its new one, both by key."""
        key = self.types[edit.type].key_of
        if edit.old is not None:
            value = edit.old[column]
            among = lacking if value is None else by[value]
            at = bisect_left(among, edit.key, key=key)
            if at < len(among) and key(among[at]) == edit.key:
                del among[at]
            if value is not None and not among:
                del by[value]
        if edit.new is not None:
            value = edit.new[column]
            among = lacking if value is None else by.setdefault(value, [])
            insort(among, edit.new, key=key)
