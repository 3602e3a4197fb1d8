"""Base tables from tables as they are: cells read as their fields' types, those that cannot be read as missing."""

from __future__ import annotations

from collections.abc import Mapping

from sqlglot import exp

from policycheck.bulk.database import Database
from policycheck.bulk.source import Column, Given, Source
from policycheck.engines.sql import build as sql
from policycheck.engines.sql.build import Sql
from policycheck.engines.sql.cells import Cell, Mismatch
from policycheck.engines.sql.declared import chosen, constant_row, constants
from policycheck.engines.sql.plan import Plan, Relation
from policycheck.faults import EngineUnavailable, InvalidCall
from policycheck.language.rulebook import PORTFOLIO, FieldType, RecordType, Rulebook
from policycheck.language.unreadable import Unreadable
from policycheck.language.values import reader
from policycheck.records.tables import Row

RAW = "given"
"""The alias of the table that is read."""


class Reading:
    """How the records that somebody gives are read on a database."""

    def __init__(
        self, rulebook: Rulebook, database: Database, sources: Mapping[str, Source], portfolio: Row, repeated: set[str]
    ) -> None:
        self.rulebook, self.database, self.sources, self.portfolio = rulebook, database, sources, portfolio
        self.repeated = repeated
        """The record types of which some key is known to stand in several rows."""
        self.unkeyed = set[str]()
        """The record types of which some row is known to have no key."""
        self.untidy = False
        """Whether some key, reference or text in a list is known to have white space around it, or nothing in it."""

    def cell(self, source: Source, name: str) -> Cell:
        """How a field's cells are read."""
        field = source.type.fields[name]
        return self._cell(source, field, RAW)

    def read(self, plan: Plan, relation: Relation) -> exp.Query:
        """A record type's base table, of the fields that are used."""
        if relation.type.table:
            return constants(plan, relation)
        used = [name for name in relation.type.fields if name in relation.used]
        if relation.type.name == PORTFOLIO:
            return constant_row(plan.dialect, relation, used or ["id"], self.portfolio)
        source = self.sources[relation.type.name]
        if source.given is None or relation.type.key not in source.fields:
            fields = relation.type.fields
            nulls = [sql.alias(plan.dialect.null(fields[name].type), relation.fields[name]) for name in used]
            return sql.nothing(nulls or [sql.alias(sql.number(1), "row")])
        columns, joins = list[Sql](), list[exp.Join]()
        for name in used:
            stands = not self.untidy and self.stands(source, name)
            value = sql.column(RAW, source.fields[name].name) if stands else self.cell(source, name).value
            type_ = relation.type.fields[name].type
            if name in relation.own_references and type_.kind == "ref":
                value, join = self._led(value, type_.record, name)
                joins += [join] if join else []
            elif name in relation.own_references and self._dangles(type_.of.record if type_.of else ""):
                raise EngineUnavailable(
                    self.database.name, f"`{name}` is a list of references, which is not read in bulk: use evaluate()"
                )
            columns.append(sql.alias(value, relation.fields[name]))
        for name, word in relation.there.items():
            columns.append(sql.alias(self.cell(source, name).there or exp.false(), word))
        columns = columns or [sql.alias(sql.number(1), "row")]  # rows that are only counted
        return sql.select(columns, self._table(source), joins, where=self._keyed(source))

    def _keyed(self, source: Source) -> Sql | None:
        """That a row has a key that can be read, where it is known that some have none."""
        return sql.is_not_null(self.key(source)) if source.type.name in self.unkeyed else None

    def there(self, type_: RecordType, name: str) -> bool:
        """Whether it is seen sooner that a field is there than what its value is; what a reference leads to is not."""
        source = self.sources.get(type_.name)
        if type_.fields[name].type.kind == "ref":
            return False
        return source is not None and name in source.fields and self.cell(source, name).there is not None

    def stands(self, source: Source, name: str) -> bool:
        """Whether a field is a key, a reference or a list of texts that can be taken as it stands, as long as it is not
        known better."""
        column, field = source.fields.get(name), source.type.fields[name]
        if column is None or _written(source):
            return False
        if field.element is not None:
            return column.type == "VARCHAR[]" and field.element.type.kind in ("text", "ref") and not field.element.lower
        return column.type == "VARCHAR" and (name == source.type.key or field.type.kind == "ref")

    def key(self, source: Source) -> Sql:
        """A row's key; missing where it has none that can be read."""
        assert source.type.key is not None
        return self.cell(source, source.type.key).value

    def _table(self, source: Source) -> Sql:
        """The rows of a source; of those that share a key one, which does not depend on their order."""
        assert source.given is not None
        if source.type.name not in self.repeated:
            return source.given.table(RAW)
        order = [exp.Ordered(this=sql.column(RAW, column.name), nulls_first=False) for column in source.fields.values()]
        first = exp.Window(this=exp.RowNumber(), partition_by=[self.key(source)], order=exp.Order(expressions=order))
        columns: list[Sql] = [exp.Column(this=exp.Star(), table=sql.name(RAW)), sql.alias(first, "nth of its key")]
        inner = sql.derived(sql.select(columns, source.given.table(RAW)), "ranked")
        kept = sql.binary(exp.EQ, sql.column("ranked", "nth of its key"), sql.number(1))
        return sql.derived(sql.select([exp.Star()], inner, where=kept), RAW)

    def _led(self, value: Sql, target: str, name: str) -> tuple[Sql, exp.Join | None]:
        """A reference's own value: missing where it leads nowhere."""
        type_ = self.rulebook.types[target]
        if type_.table:
            return chosen(value, tuple(type_.key_of(row) for row in self.rulebook.table_rows[target])), None
        alias = f"to {name}"
        there = sql.column(alias, "key")
        return there, sql.join(sql.derived(self.keys(target), alias), sql.binary(exp.EQ, there, value))

    def keys(self, target: str) -> exp.Select:
        """The keys of a record type, each once."""
        source = self.sources[target]
        if source.given is None or source.type.key not in source.fields:
            return sql.nothing(
                [sql.alias(self.database.dialect.null(source.type.fields[source.type.key or ""].type), "key")]
            )
        found = sql.select([sql.alias(self.key(source), "key")], source.given.table(RAW))
        found.set("distinct", exp.Distinct())
        return found

    def _dangles(self, target: str) -> bool:
        return target in self.sources

    def _cell(self, source: Source, field: FieldType, alias: str) -> Cell:
        column = source.fields.get(field.name)
        if column is None:
            return Cell(self.database.dialect.null(field.type), None)
        assert source.given is not None
        if self._surely(source.given, column, field):
            return Cell(sql.column(alias, column.name), None)
        try:
            return self.database.cell(field, sql.column(alias, column.name), column, source.given.written)
        except Mismatch as found:
            where = f"{source.given.place}: " if source.given.place else ""
            raise InvalidCall(
                f"{where}the column `{column.name}` of `{source.type.plural}` holds {found.words},"
                f" and `{field.name}` is {_kind(field)}: give it a column of that type, or none"
            ) from None

    def _surely(self, given: Given, column: Column, field: FieldType) -> bool:
        """Whether every cell is known to be a value of its field: dates and numbers whose least and greatest are."""
        kinds = _KINDS.get(column.type.partition("(")[0], ())
        if given.extent is None or field.type.kind not in kinds:
            return False
        extent = given.extent(column)
        if extent is None:
            return False
        read = reader(field)
        try:
            return all(read(end) == end for end in extent)
        except Unreadable:
            return False


def _written(source: Source) -> bool:
    return source.given is not None and source.given.written


_KINDS: dict[str, tuple[str, ...]] = {
    "DATE": ("date",),
    **dict.fromkeys(("TINYINT", "SMALLINT", "INTEGER", "BIGINT"), ("integer", "number", "money")),
}
"""The fields whose values a column holds as they are, by its type."""


def _kind(field: FieldType) -> str:
    word = str(field.type)
    return word if word.startswith("a ") else f"{'an' if word[0] in 'aeiou' else 'a'} {word}"
