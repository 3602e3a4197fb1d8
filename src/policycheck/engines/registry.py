"""The engines by name."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from policycheck.faults import InvalidCall
from policycheck.spelling import did_you_mean

if TYPE_CHECKING:
    from policycheck.engines.facts import Compile, Engine
    from policycheck.language.rulebook import Rulebook

DEFAULT = "python"
"""Of one-off calls."""
LIVE = "rete"
"""Of sessions."""


def _python(rulebook: Rulebook) -> Engine:
    from policycheck.engines.python import PythonEngine

    return PythonEngine(rulebook)


def _reference(rulebook: Rulebook) -> Engine:
    from policycheck.engines.reference import Reference

    return Reference(rulebook)


def _rete(rulebook: Rulebook) -> Engine:
    from policycheck.engines.rete import ReteEngine

    return ReteEngine(rulebook)


def _sql(rulebook: Rulebook) -> Engine:
    from policycheck.engines.sql import on_duckdb

    return on_duckdb(rulebook)


def _sqlite(rulebook: Rulebook) -> Engine:
    from policycheck.engines.sql import on_sqlite

    return on_sqlite(rulebook)


ENGINES: dict[str, Callable[[Rulebook], Engine]] = {
    "python": _python,
    "reference": _reference,
    "rete": _rete,
    "sql": _sql,
    "sqlite": _sqlite,
}


def engine(name: str) -> Compile:
    """How a rulebook is made ready for an engine; `InvalidCall` for an unknown one."""
    if name not in ENGINES:
        raise InvalidCall(f"unknown engine `{name}`: {did_you_mean(name, ENGINES)}")
    return ENGINES[name]
