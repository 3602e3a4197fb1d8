"""policycheck: written policies as declarative rules, judged in three-valued logic.

    import policycheck as pc

    policy = pc.load("fredrikstad")
    report = policy.evaluate("portfolio.json")

Importing it is light: the rest is imported when a name is first used.
To pytest, which would rewrite a package that has a plugin of it: PYTEST_DONT_REWRITE.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from policycheck.faults import EngineUnavailable, Fault, InvalidCall, InvalidPack, PolicyCheckError
from policycheck.version import __version__ as __version__

if TYPE_CHECKING:
    from policycheck.policy import Policy, load
    from policycheck.records.faults import InvalidRecords
    from policycheck.records.tables import Records
    from policycheck.report.finding import Finding
    from policycheck.report.report import Report
    from policycheck.session.changes import Change, Decision
    from policycheck.session.session import Session

__all__ = [
    "Change",
    "Decision",
    "EngineUnavailable",
    "Fault",
    "Finding",
    "InvalidCall",
    "InvalidPack",
    "InvalidRecords",
    "Policy",
    "PolicyCheckError",
    "Records",
    "Report",
    "Session",
    "load",
]

_HOMES = {
    "Change": "policycheck.session.changes",
    "Decision": "policycheck.session.changes",
    "Finding": "policycheck.report.finding",
    "InvalidRecords": "policycheck.records.faults",
    "Policy": "policycheck.policy",
    "Records": "policycheck.records.tables",
    "Report": "policycheck.report.report",
    "Session": "policycheck.session.session",
    "load": "policycheck.policy",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module `policycheck` has no `{name}`")
    value: object = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value
