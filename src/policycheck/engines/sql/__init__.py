"""The SQL engines: a policy as one script of common table expressions, for databases of many kinds.

What needs sqlglot is imported when it is called for; `EngineUnavailable` says what to install where it is not there.
"""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from policycheck.collector import collector_at_rest
from policycheck.faults import EngineUnavailable

if TYPE_CHECKING:
    from policycheck.engines.sql.engine import SqlEngine
    from policycheck.engines.sql.given import Given
    from policycheck.language.rulebook import Rulebook

INSTALL = "pip install 'policycheck[bulk]'"


def needs(engine: str, *modules: str) -> None:
    """Raises `EngineUnavailable` where a module is not installed."""
    for module in modules:
        if find_spec(module) is None:
            raise EngineUnavailable(engine, f"{module} is not installed: {INSTALL}")


def sql_text(rulebook: Rulebook, dialect: str, given: Given, views: bool) -> str:
    """A policy as a script, for a dialect by its name; `InvalidCall` for an unknown one."""
    needs("sql", "sqlglot")
    from policycheck.engines.sql.dialects import dialect as find
    from policycheck.engines.sql.listing import listing

    with collector_at_rest():
        return listing(rulebook, find(dialect), given, views)


def on_duckdb(rulebook: Rulebook) -> SqlEngine:
    """The engine `sql`: DuckDB in memory."""
    needs("sql", "duckdb", "sqlglot", "pyarrow")
    from policycheck.engines.sql.duckdb import InMemory
    from policycheck.engines.sql.engine import SqlEngine

    return SqlEngine(rulebook, InMemory())


def on_sqlite(rulebook: Rulebook) -> SqlEngine:
    """The engine `sqlite`: the standard library's, in memory."""
    needs("sqlite", "sqlglot")
    from policycheck.engines.sql.engine import SqlEngine
    from policycheck.engines.sql.sqlite import InMemory

    return SqlEngine(rulebook, InMemory())
