"""The statement that is no query: a table to put rows into."""

from __future__ import annotations

from collections.abc import Mapping

from sqlglot import exp

from policycheck.engines.sql import build as sql
from policycheck.engines.sql.dialects.base import Dialect
from policycheck.language.rulebook import RecordType


def create_table(dialect: Dialect, type_: RecordType, names: Mapping[str, str]) -> str:
    """A temporary table for a record type."""
    columns: list[exp.Expression] = [
        exp.ColumnDef(this=sql.name(names[name]), kind=dialect.type(field.type)) for name, field in type_.fields.items()
    ]
    schema = exp.Schema(this=sql.table(type_.plural), expressions=columns)
    temporary = exp.Properties(expressions=[exp.TemporaryProperty()])
    return exp.Create(this=schema, kind="TABLE", properties=temporary).sql(dialect=dialect.writes)
