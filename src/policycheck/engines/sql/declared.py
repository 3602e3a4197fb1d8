"""Base tables from tables whose columns have the declared types: what says nothing, and what may not be, is missing.

So a written script keeps the language's meaning whatever stands in the tables: blank texts, choices that are none,
numbers beyond their bounds, references that lead nowhere, rows without a key.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlglot import exp

from policycheck.engines.sql import build as sql
from policycheck.engines.sql.build import Sql
from policycheck.engines.sql.dialects.base import Dialect
from policycheck.engines.sql.plan import Plan, Relation
from policycheck.language.rulebook import PORTFOLIO, FieldType, RecordType
from policycheck.language.types import DATE, LIMIT, Type

SOURCE = "given"
"""The alias of the table that is read."""
_NO_COLUMN = sql.alias(sql.number(1), "no column")
"""What is read where nothing is asked for: every column of a table has a name."""


def declared(plan: Plan, relation: Relation) -> exp.Query:
    """How a record type's table is read."""
    if relation.type.table:
        return constants(plan, relation)
    dialect, columns, joins = plan.dialect, list[Sql](), list[exp.Join]()
    for name, field in relation.type.fields.items():
        if name not in relation.used:
            continue
        raw = sql.column(SOURCE, relation.fields[name])
        if name == relation.type.key and relation.type.name == PORTFOLIO:
            value: Sql = dialect.as_written(sql.text(PORTFOLIO))
        else:
            value = cleaned(dialect, field, raw)
        if name in relation.own_references and field.type.kind == "ref":
            value, join = led(plan, value, field.type.record, name)
            joins += [join] if join else []
        columns.append(sql.alias(value, relation.fields[name]))
    source = sql.table(relation.type.plural, SOURCE)
    if relation.type.name == PORTFOLIO:
        return one_row(columns, source)
    assert relation.type.key is not None
    key = cleaned(dialect, relation.type.fields[relation.type.key], sql.column(SOURCE, relation.key))
    return sql.select(columns or [_NO_COLUMN], source, joins, where=sql.is_not_null(key))


def one_row(columns: list[Sql], source: Sql) -> exp.Query:
    """The portfolio, which is there even where its table has no row."""
    nothing = sql.derived(sql.select([sql.alias(sql.number(1), "one")]), "one")
    always = sql.binary(exp.EQ, sql.number(1), sql.number(1))
    return sql.select(columns or [_NO_COLUMN], nothing, [sql.join(source, always)])


def led(plan: Plan, value: Sql, target: str, name: str) -> tuple[Sql, exp.Join | None]:
    """A reference's own value: missing where it leads nowhere."""
    type_ = plan.rulebook.types[target]
    if type_.table:
        keys = [type_.key_of(row) for row in plan.rulebook.table_rows[target]]
        return chosen(value, tuple(keys)), None
    assert type_.key is not None
    words = plan.relation(target).fields
    alias = f"to {name}"
    key = cleaned(plan.dialect, type_.fields[type_.key], sql.column("k", words[type_.key]))
    keys_ = sql.select([sql.alias(key, "key")], sql.table(type_.plural, "k"))
    keys_.set("distinct", exp.Distinct())
    there = sql.column(alias, "key")
    return there, sql.join(sql.derived(keys_, alias), sql.binary(exp.EQ, there, value))


def cleaned(dialect: Dialect, field: FieldType, raw: Sql) -> Sql:
    """A value of a column of the declared type."""
    match field.type.kind:
        case "list":
            element = field.element
            assert element is not None
            if not needs_cleaning(element):
                return raw
            return dialect.each(raw, element.type, lambda item: cleaned(dialect, element, item))
        case "choice":
            return chosen(dialect.as_written(raw), field.type.names)
        case "text" | "ref":
            trimmed: Sql = exp.Nullif(this=exp.Trim(this=dialect.as_written(raw)), expression=sql.text(""))
            return exp.Lower(this=trimmed) if field.lower else trimmed
    bounds = [bound for bound in _bounds(dialect, field, raw) if bound is not None]
    return sql.case([(sql.all_of(bounds), raw)]) if bounds else raw


def needs_cleaning(element: FieldType) -> bool:
    """Whether elements of a list may be what they should not."""
    return element.type.kind in ("choice", "text", "ref") or element.min is not None or element.max is not None


def chosen(raw: Sql, names: tuple[str, ...]) -> Sql:
    """One of some names; missing if it is another."""
    if not names:
        return exp.Nullif(this=raw, expression=raw)
    inside = exp.In(this=sql.operand(raw), expressions=[sql.text(name) for name in names])
    return sql.case([(inside, raw)])


def _bounds(dialect: Dialect, field: FieldType, raw: Sql) -> list[Sql | None]:
    def bound(kind: type[exp.Binary], value: object, type_: Type) -> Sql | None:
        name = "ge" if kind is exp.GTE else "le"
        if value is None:
            return None
        return dialect.compare(name, raw, dialect.constant(value, type_), field.type, type_)  # type: ignore[arg-type]

    found = [bound(exp.GTE, field.min, field.type), bound(exp.LTE, field.max, field.type)]
    if field.type.numeric:
        if field.min is None:
            found.append(dialect.compare("gt", raw, dialect.number(-LIMIT, field.type), field.type, field.type))
        if field.max is None:
            found.append(dialect.compare("lt", raw, dialect.number(LIMIT, field.type), field.type, field.type))
    if field.type == DATE and field.min is None and field.max is None:
        found = []
    return found


def constants(plan: Plan, relation: Relation) -> exp.Query:
    """The rows of a table that comes with the pack."""
    used = [name for name in relation.type.fields if name in relation.used] or [relation.type.key or ""]
    relation.used.update(used)
    rows = [constant_row(plan.dialect, relation, used, row) for row in plan.rulebook.table_rows[relation.type.name]]
    if not rows:
        empty = [sql.alias(plan.dialect.null(relation.type.fields[name].type), relation.fields[name]) for name in used]
        return sql.nothing(empty)
    found: exp.Query = rows[0]
    for row in rows[1:]:
        found = exp.Union(this=found, expression=row, distinct=False)
    return found


def constant_row(dialect: Dialect, relation: Relation, used: list[str], row: tuple[object, ...]) -> exp.Select:
    """One row of a pack's table, as a query."""
    columns = []
    for name in used:
        type_ = relation.type.fields[name].type
        value = row[relation.type.column[name]]
        constant = dialect.constant(value, type_)  # type: ignore[arg-type]
        exact = value is not None and type_.kind in ("number", "money", "text", "choice", "ref")
        constant = sql.cast(constant, dialect.type(type_)) if exact else constant
        columns.append(sql.alias(dialect.as_written(constant) if type_.textual else constant, relation.fields[name]))
    return sql.select(columns)


Reader = Callable[[Plan, Relation], exp.Query]
"""How a record type's base table is read."""


def tables_of(types: list[RecordType]) -> list[str]:
    """The tables that a script reads, by their names."""
    return [type_.plural for type_ in types if not type_.table]
