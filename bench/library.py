"""The library under test, imported when a section needs it: the other sections run without it."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

from bench.clock import ROOT as ROOT
from bench.data import TODAY


class UnmeasurableError(Exception):
    """Something that a section needs is not there; the message says what, and what to do about it."""


def policycheck() -> Any:
    """The imported package. Raises UnmeasurableError where it cannot be imported."""
    try:
        package = import_module("policycheck")
    except ImportError as fault:
        raise UnmeasurableError(f"policycheck cannot be imported ({fault})") from fault
    if not hasattr(package, "load"):
        raise UnmeasurableError("policycheck has no `load`")
    return package


def pack(name: str) -> Any:
    """The loaded policy of a directory below bench/."""
    return policycheck().load(str(ROOT / "bench" / name))


def counted(policy: Any, data: object) -> Any:
    """A report with its outcomes known and counted, and no finding built."""
    report = policy.evaluate(data, today=TODAY)
    _ = report.counts["outcomes"]
    return report


def listed(policy: Any, data: object) -> Any:
    """A report with its findings listed; their messages are not rendered yet."""
    report = policy.evaluate(data, today=TODAY)
    return report, list(report.findings)


def told(policy: Any, data: object) -> Any:
    """A report with its findings listed and each message rendered."""
    report = policy.evaluate(data, today=TODAY)
    return report, [finding.message for finding in report.findings]


def name_of(outcome: object) -> str:
    """An outcome's name, be it text or a member of an enumeration."""
    return str(getattr(outcome, "value", outcome))


def outcome_counts(report: Any) -> dict[str, int]:
    """The name of each outcome that occurs → how many."""
    counts: Mapping[object, int] = report.counts["outcomes"]
    return {name_of(outcome): n for outcome, n in counts.items() if n}
