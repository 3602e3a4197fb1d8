"""From what a caller gives to a question: which table holds which record type, and on which database."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from policycheck.bulk.database import Database
from policycheck.bulk.evaluation import BulkEvaluation, Question
from policycheck.bulk.source import Given, Source, source
from policycheck.engines.sql import build as sql
from policycheck.engines.sql import needs
from policycheck.faults import InvalidCall
from policycheck.language.rulebook import PORTFOLIO, Rulebook
from policycheck.language.types import Value
from policycheck.records.built_in import ASSESSMENT, WAIVER
from policycheck.spelling import did_you_mean

if TYPE_CHECKING:
    from policycheck.records.read import RecordReader

BATCH = 10_000


def database(engine: str, connection: Any, memory_limit: str | None) -> Database:
    """The database of an engine by its name; `InvalidCall` for an unknown one, or one that lacks a connection."""
    if engine not in ENGINES:
        raise InvalidCall(f"unknown engine `{engine}`: {did_you_mean(engine, ENGINES)}")
    if memory_limit is not None and engine != "duckdb":
        raise InvalidCall(f"memory_limit is DuckDB's: {engine} has settings of its own")
    if connection is None and engine != "duckdb":
        raise InvalidCall(f"the engine `{engine}` judges tables of a database: give its `connection`")
    return ENGINES[engine](connection, memory_limit)


def _duckdb(connection: Any, memory_limit: str | None) -> Database:
    needs("duckdb", "duckdb", "sqlglot", "pyarrow")
    from policycheck.bulk.duckdb import OnDuckDB

    return OnDuckDB(connection, memory_limit)


def _sqlite(connection: Any, memory_limit: str | None) -> Database:
    needs("sqlite", "sqlglot", "pyarrow")
    import sqlite3

    from policycheck.bulk.sqlite import OnSQLite

    _is_one(connection, "sqlite", sqlite3.Connection, "a connection of sqlite3")
    return OnSQLite(connection)


def _postgresql(connection: Any, memory_limit: str | None) -> Database:
    needs("postgresql", "psycopg", "sqlglot", "pyarrow")
    import psycopg

    from policycheck.bulk.postgresql import OnPostgreSQL

    _is_one(connection, "postgresql", psycopg.Connection, "a connection of psycopg, not an asynchronous one")
    return OnPostgreSQL(connection)


def _spark(connection: Any, memory_limit: str | None) -> Database:
    needs("spark", "pyspark", "sqlglot", "pyarrow")
    from policycheck.bulk.spark import OnSpark

    if not any(kind.__module__ == "pyspark.sql.session" for kind in type(connection).__mro__):
        found = type(connection).__name__
        raise InvalidCall(f"the engine `spark` takes a SparkSession as `connection`; found {found}")
    return OnSpark(connection)


def _is_one(connection: Any, engine: str, kind: type, words: str) -> None:
    if not isinstance(connection, kind):
        raise InvalidCall(f"the engine `{engine}` takes {words} as `connection`; found {type(connection).__name__}")


ENGINES: dict[str, Callable[[Any, str | None], Database]] = {
    "duckdb": _duckdb,
    "sqlite": _sqlite,
    "postgresql": _postgresql,
    "spark": _spark,
}


def evaluation(
    rulebook: Rulebook,
    reader: RecordReader,
    tables: Mapping[str, object],
    on: Database,
    today: date,
    parameters: Mapping[str, Value | None],
    told: Callable[[str], None],
) -> BulkEvaluation:
    """The evaluation of some tables; `InvalidCall` for a table that lacks, is unknown or cannot be read."""
    if not isinstance(tables, Mapping):
        raise InvalidCall('tables are a mapping of plural names to tables, such as {"projects": "projects.parquet"}')
    types = {type_.plural: type_ for type_ in rulebook.records.values()}
    small = {type_.plural: type_ for type_ in (WAIVER, ASSESSMENT, rulebook.records[PORTFOLIO])}
    for plural in tables:
        if plural not in types and plural not in small:
            raise InvalidCall(f"unknown table `{plural}`: {did_you_mean(str(plural), [*types, *small])}")
    sources: dict[str, Source] = {}
    for plural, type_ in types.items():
        if type_.name == PORTFOLIO:
            continue
        if plural not in tables:
            raise InvalidCall(f"there is no table `{plural}`: give it, or None in its place to have it judged as empty")
        table = tables[plural]
        given = None if table is None else on.given(type_, table)
        found = source(type_, given, reader.headings)
        if given is not None and type_.key not in found.fields:
            for fault in found.faults:
                if fault.why == "key_column_twice":
                    raise InvalidCall(fault.told("en"))
            raise InvalidCall(
                f"`{plural}` has no column `{type_.key}`, which tells its records apart; it has"
                f" {', '.join(column.name for column in given.columns[:20])}"
            )
        sources[type_.name] = found
    around = reader.read(_batches(reader, {name: tables[name] for name in small if name in tables}, on))
    question = Question(rulebook, on, sources, around, today, parameters, told)
    made = BulkEvaluation(question)
    for found in sources.values():  # a column of the wrong type is told at once
        for name in found.fields:
            made.reading.cell(found, name)
    return made


def _batches(reader: RecordReader, tables: Mapping[str, object], on: Database) -> list[Any]:
    """Small tables, taken whole: rows as they are, or what a table of the database holds."""
    from policycheck.records.columns import Columns
    from policycheck.records.frames import columns_of, is_frame
    from policycheck.records.input import Batch

    found: list[Any] = []
    for plural, table in tables.items():
        if table is None or isinstance(table, list | tuple | Mapping):
            found.append(Batch(plural, table))  # type: ignore[arg-type]
        elif is_frame(table):
            found.append(Columns(plural, columns_of(plural, table)))
        else:
            type_ = next(one for one in reader.types.values() if one.plural == plural)
            given = on.given(type_, table)
            found.append(Columns(plural, _columns(given, on), given.place))
    return found


def _columns(given: Given, on: Database) -> list[tuple[str, list[object]]]:
    names = [column.name for column in given.columns]
    rows = on.rows(sql.select([sql.column("t", name) for name in names], given.table("t")))
    return [(name, [row[at] for row in rows]) for at, name in enumerate(names)]
