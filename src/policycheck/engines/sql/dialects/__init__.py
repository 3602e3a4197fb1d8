"""The databases that policies are written for, by name."""

from __future__ import annotations

from policycheck.engines.sql.dialects.base import Dialect
from policycheck.engines.sql.dialects.bigquery import BigQuery
from policycheck.engines.sql.dialects.duckdb import DuckDB
from policycheck.engines.sql.dialects.postgresql import PostgreSQL
from policycheck.engines.sql.dialects.snowflake import Snowflake
from policycheck.engines.sql.dialects.spark import Spark
from policycheck.engines.sql.dialects.sqlite import SQLite
from policycheck.engines.sql.dialects.tsql import TSQL
from policycheck.faults import InvalidCall
from policycheck.spelling import did_you_mean

DIALECTS: dict[str, type[Dialect]] = {
    dialect.name: dialect for dialect in (DuckDB, SQLite, PostgreSQL, Spark, BigQuery, Snowflake, TSQL)
}


def dialect(name: str) -> Dialect:
    """A dialect by its name; `InvalidCall` for an unknown one."""
    if name not in DIALECTS:
        raise InvalidCall(f"unknown dialect `{name}`: {did_you_mean(name, DIALECTS)}")
    return DIALECTS[name]()
