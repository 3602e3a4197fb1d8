from policycheck.engines.sql.dialects.base import Dialect


class BigQuery(Dialect):
    name = "bigquery"
    writes = "bigquery"


class Snowflake(Dialect):
    name = "snowflake"
    writes = "snowflake"


class TSQL(Dialect):
    name = "tsql"
    writes = "tsql"
