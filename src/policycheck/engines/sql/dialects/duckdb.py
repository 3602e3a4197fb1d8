"""DuckDB: as the base says it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlglot import exp

from policycheck.engines.sql import build as sql
from policycheck.engines.sql.build import Sql
from policycheck.engines.sql.dialects.base import Dialect

MOST_COPIES = 16
"""Copies of a table that DuckDB may make if it finds that quicker than to hold it."""


class DuckDB(Dialect):
    """DuckDB 1.4 and later."""

    name = "duckdb"
    title = "DuckDB"
    writes = "duckdb"

    def materialized(self, uses: int, copies: int) -> bool | None:
        """Not where it is used once; of its own accord DuckDB would. Nor may it put into each other without end what is
        used more often: where the copies double from stage to stage, to plan the query takes it hours."""
        if uses == 1:
            return False
        return True if copies > MOST_COPIES else None

    def how_often(self, condition: Sql) -> Sql:
        """How often a condition holds in a group."""
        return sql.call("COUNT_IF", condition)

    def unpivoted(self, about: str, table: str, columns: Mapping[str, str], kinds: Sequence[int]) -> exp.Query:
        """Rules and outcomes taken out of two lists side by side: the fastest way, and nothing is held in memory."""
        rules = exp.Array(expressions=[sql.text(rule) for rule in columns])
        codes = exp.Array(expressions=[sql.bare(column) for column in columns.values()])
        each = [
            sql.alias(sql.call("UNNEST", rules), "rule"),
            sql.bare("subject"),
            sql.alias(sql.call("UNNEST", codes), "outcome"),
        ]
        inner = sql.derived(sql.select(each, sql.table(table)), "each")
        wanted = exp.In(this=sql.bare("outcome"), expressions=[sql.number(kind) for kind in kinds])
        of = sql.alias(sql.text(about), "type")
        return sql.select([sql.bare("rule"), of, sql.bare("subject"), sql.bare("outcome")], inner, where=wanted)
