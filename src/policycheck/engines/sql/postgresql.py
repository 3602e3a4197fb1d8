"""PostgreSQL over an open connection: records at hand go into temporary tables."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from sqlglot import exp

from policycheck.engines.sql.dialects.postgresql import PostgreSQL
from policycheck.engines.sql.names import columns_of
from policycheck.engines.sql.script import Script
from policycheck.engines.sql.statements import create_table
from policycheck.language.rulebook import RecordType
from policycheck.language.types import Value
from policycheck.records.tables import Row


class Connected:
    """A database of PostgreSQL; its temporary tables end with the connection."""

    dialect = PostgreSQL()

    def __init__(self, connection: Any) -> None:
        self.connection = connection

    def load(self, types: dict[str, tuple[RecordType, list[Row]]]) -> None:
        """Puts typed rows into temporary tables."""
        from psycopg.sql import SQL, Identifier

        with self.connection.cursor() as cursor:
            for type_, rows in types.values():
                cursor.execute(create_table(self.dialect, type_, columns_of(type_, PostgreSQL.name_limit)))
                into = SQL("COPY {} FROM STDIN").format(Identifier(type_.plural))
                with cursor.copy(into) as copy:
                    for row in rows:
                        copy.write_row([_held(cell) for cell in row])

    def rows(self, made: Script, final: exp.Select) -> list[tuple[Any, ...]]:
        """The rows of a query on a script's tables."""
        query = self.dialect.write(made.query(final), pretty=False)
        with self.connection.cursor() as cursor:
            cursor.execute(query.encode())
            found: list[tuple[Any, ...]] = cursor.fetchall()
            return found

    def drop(self, tables: list[str]) -> None:
        """Takes the tables away, and what a failed statement left behind."""
        from psycopg.sql import SQL, Identifier

        if not self.connection.autocommit:
            self.connection.rollback()
            return
        with self.connection.cursor() as cursor:
            for table in tables:
                cursor.execute(SQL("DROP TABLE IF EXISTS {}").format(Identifier(table)))


def _held(cell: Value | None) -> object:
    """A value as psycopg takes it: a list's numbers all of one kind."""
    if not isinstance(cell, tuple):
        return cell
    numbers = any(isinstance(one, Decimal) for one in cell)
    return [Decimal(one) if numbers and one is not None else one for one in cell]  # type: ignore[arg-type]
