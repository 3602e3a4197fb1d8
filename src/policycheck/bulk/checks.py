"""What is wrong with tables: keys, references and cells, counted by column with a few examples of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlglot import exp

from policycheck.bulk.reading import RAW, Reading
from policycheck.bulk.source import Source
from policycheck.engines.sql import build as sql
from policycheck.engines.sql.build import Sql
from policycheck.language.rulebook import FieldType
from policycheck.language.unreadable import Unreadable
from policycheck.language.values import reader
from policycheck.records.cells import cell_reader
from policycheck.records.faults import InputFault, Place, shown
from policycheck.records.frames import plain_cells

EXAMPLES = 5
"""Examples of each fault."""


_UNTIDY = "untidy"
"""No fault: white space around keys, references and texts in lists, taken away once it is known to be there."""


@dataclass(frozen=True)
class TableFault:
    """One kind of fault in one column of a table: how many rows have it, and a few of them."""

    type: str
    column: str | None
    why: str
    """What is wrong: `unreadable`, or a key of the texts in `wording`."""
    count: int
    """Rows that have it."""
    examples: tuple[InputFault, ...]

    @property
    def message(self) -> str:
        """How many, and what is wrong with the first, in English."""
        first = self.examples[0].told("en") if self.examples else self.why
        return f"{self.type} · {self.column}: {self.count} rows, such as {first}"


class Checks:
    """Looks through the tables once; `repeated` are then the record types with keys that several rows share."""

    def __init__(self, reading: Reading, told: Callable[[str], None]) -> None:
        self.reading, self.database, self.told = reading, reading.database, told

    def faults(self) -> list[TableFault]:
        """Every fault, by type and column; also fills `Reading.repeated`."""
        found = list[TableFault]()
        self.reading.repeated.clear()
        self.reading.unkeyed.clear()
        self.reading.untidy = False
        for source in self.reading.sources.values():
            found += [self._of_table(fault) for fault in source.faults]
            if source.given is None or source.type.key not in source.fields:
                continue
            self.told(f"checking the cells of {source.type.plural}")
            found += self._cells(source)
            self.told(f"checking the keys of {source.type.plural}")
            repeated = self._keys(source)
            if repeated is not None:
                self.reading.repeated.add(source.type.name)
                found.append(repeated)
        for source in self.reading.sources.values():
            if source.given is not None and source.type.key in source.fields:
                self.told(f"checking the references of {source.type.plural}")
                found += self._references(source)
        return sorted(found, key=lambda fault: (fault.type, fault.column or "", fault.why))

    def _of_table(self, fault: InputFault) -> TableFault:
        return TableFault(fault.type or "", fault.column, fault.why, 1, (fault,))

    def _cells(self, source: Source) -> Iterator[TableFault]:
        """Cells that cannot be read, rows without a key, and required fields that are missing."""
        tests: dict[tuple[str, str], Sql] = {}
        key_name = source.type.key or ""
        for name, field in source.type.fields.items():
            cell = self.reading.cell(source, name)
            if self.reading.stands(source, name):
                raw = sql.column(RAW, source.fields[name].name)
                tests[name, _UNTIDY] = sql.binary(exp.NullSafeNEQ, cell.value, raw)
            if name == key_name:
                tests[name, "no_key"] = sql.is_null(cell.value)
                continue
            if cell.faulty is not None and name in source.fields:
                tests[name, "unreadable"] = cell.faulty
            if field.required:
                fine = sql.is_null(cell.value)
                tests[name, "required"] = fine if cell.faulty is None else sql.all_of([fine, sql.not_(cell.faulty)])
        if not tests:
            return
        assert source.given is not None
        counts = [exp.Count(this=sql.case([(test, sql.number(1))])) for test in tests.values()]
        numbers = self.database.rows(sql.select(counts, source.given.table(RAW)))[0]
        for ((name, why), test), count in zip(tests.items(), numbers, strict=True):
            if count and why == _UNTIDY:
                self.reading.untidy = True
            elif count:
                if why == "no_key":
                    self.reading.unkeyed.add(source.type.name)
                yield TableFault(source.type.name, name, why, count, tuple(self._examples(source, name, why, test)))

    def _examples(self, source: Source, name: str, why: str, test: Sql) -> Iterator[InputFault]:
        assert source.given is not None
        column, field = source.fields.get(name), source.type.fields[name]
        raw = exp.Null() if column is None else sql.column(RAW, column.name)
        keys = [sql.alias(self.reading.key(source), "key"), sql.alias(raw, "raw")]
        query = sql.select(keys, source.given.table(RAW), where=test)
        query.set("order", exp.Order(expressions=[exp.Ordered(this=sql.bare("key"), nulls_first=False)]))
        query.set("limit", exp.Limit(expression=sql.number(EXAMPLES)))
        place = Place(source.given.place)
        for key, cell in self.database.rows(query):
            if why == "required":
                yield InputFault(source.type.name, key, name, None, "required", (), place)
                continue
            (plain,) = plain_cells([source.given.plain(field, cell)])
            fault = _why(field, plain, source.given.written)
            if why == "no_key" and fault is None:
                yield InputFault(source.type.name, None, name, shown(plain), "no_key", (name,), place)
            else:
                reason, words = ("unreadable", ()) if fault is None else (fault.why, fault.words)
                yield InputFault(source.type.name, key, name, shown(plain), reason, words, place)

    def _keys(self, source: Source) -> TableFault | None:
        """Rows that have the key of another."""
        assert source.given is not None
        key = self.reading.key(source)
        grouped = sql.select(
            [sql.alias(key, "key"), sql.alias(exp.Count(this=exp.Star()), "n")],
            source.given.table(RAW),
            where=sql.is_not_null(key),
            group=key,
        )
        grouped.set("having", exp.Having(this=sql.binary(exp.GT, exp.Count(this=exp.Star()), sql.number(1))))
        counted = sql.select(
            [exp.Sum(this=exp.Sub(this=sql.bare("n"), expression=sql.number(1)))], sql.derived(grouped, "g")
        )
        (count,) = self.database.rows(counted)[0]
        if not count:
            return None
        query = sql.select([sql.bare("key")], sql.derived(grouped.copy(), "g"))
        query.set("order", exp.Order(expressions=[exp.Ordered(this=sql.bare("key"), nulls_first=False)]))
        query.set("limit", exp.Limit(expression=sql.number(EXAMPLES)))
        name, column = source.type.name, source.type.key
        examples = [
            InputFault(name, key, column, key, "duplicate_key", (), Place(source.given.place))
            for (key,) in self.database.rows(query)
        ]
        return TableFault(name, column, "duplicate_key", int(count), tuple(examples))

    def _references(self, source: Source) -> Iterator[TableFault]:
        """References that lead nowhere; of a list, each of its elements."""
        assert source.given is not None
        for name, field in source.type.fields.items():
            reference: FieldType = field.element or field
            if reference.type.kind != "ref" or name not in source.fields:
                continue
            value, key = self.reading.cell(source, name).value, self.reading.key(source)
            inner = sql.select([sql.alias(key, "key"), sql.alias(value, "ref")], source.given.table(RAW))
            from_, joins = sql.derived(inner, "r"), list[exp.Join]()
            to: Sql = sql.column("r", "ref")
            if field.element is not None:
                joins.append(sql.join(self.database.dialect.unnested(to, reference.type, "one"), None))
                to = self.database.dialect.item("one", reference.type)
            joins.append(
                sql.join(
                    sql.derived(self._targets(reference.type.record), "t"),
                    sql.binary(exp.EQ, sql.column("t", "key"), to),
                )
            )
            lost = sql.all_of(
                [sql.is_not_null(to), sql.is_null(sql.column("t", "key")), sql.is_not_null(sql.column("r", "key"))]
            )
            counted = sql.select([exp.Count(this=exp.Star())], from_, joins, where=lost)
            (count,) = self.database.rows(counted.copy())[0]
            if not count:
                continue
            columns = [sql.alias(sql.column("r", "key"), "key"), sql.alias(to, "ref")]
            query = sql.select(columns, from_, joins, where=lost)
            order = [exp.Ordered(this=sql.bare(word), nulls_first=False) for word in ("key", "ref")]
            query.set("order", exp.Order(expressions=order))
            query.set("limit", exp.Limit(expression=sql.number(EXAMPLES)))
            examples = [
                InputFault(
                    source.type.name, key, name, ref, "dangling", (reference.type.record,), Place(source.given.place)
                )
                for key, ref in self.database.rows(query.copy())
            ]
            yield TableFault(source.type.name, name, "dangling", count, tuple(examples))

    def _targets(self, record: str) -> exp.Query:
        """The keys that references to a record type may hold."""
        type_ = self.reading.rulebook.types[record]
        if not type_.table:
            return self.reading.keys(record)
        rows = [
            sql.select([sql.alias(sql.text(type_.key_of(row)), "key")])
            for row in self.reading.rulebook.table_rows[record]
        ]
        found: exp.Query = rows[0] if rows else sql.nothing([sql.alias(sql.text(""), "key")])
        for row in rows[1:]:
            found = exp.Union(this=found, expression=row, distinct=False)
        return found


def _why(field: FieldType, cell: Any, written: bool) -> Unreadable | None:
    """Why a cell cannot be read, by the reader of single cells."""
    read = cell_reader(field) if written else reader(field)
    try:
        if cell is not None:
            read(cell)
    except Unreadable as fault:
        return fault
    return None
