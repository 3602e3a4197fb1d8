"""policycheck: written policies as declarative rules, judged in three-valued logic.

    import policycheck as pc

    policy = pc.load("fredrikstad")
    report = policy.evaluate("portfolio.json")
"""

from __future__ import annotations

from policycheck.faults import EngineUnavailable, Fault, InvalidCall, InvalidPack, PolicyCheckError
from policycheck.policy import InvalidRecords, Policy, load
from policycheck.records.tables import Records
from policycheck.report.finding import Finding
from policycheck.report.report import Report

__version__ = "0.1.0"

__all__ = [
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
    "load",
]
