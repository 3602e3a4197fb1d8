"""What a page tells in full, worst first, and what it only counts: so that a page of any report can be opened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

from policycheck.language.rulebook import PORTFOLIO
from policycheck.report.explain import Explanation, explain_outcome
from policycheck.report.finding import Finding
from policycheck.report.kinds import MARKS, QUIET, kind
from policycheck.report.report import Report
from policycheck.report.telling import Lack, lacking

MOST_FINDINGS = 500
LEAST_FINDINGS = 50
"""Of each kind, if there are so many: a page full of breaches still has room for questions."""
MOST_EXPLAINED = 60
"""Findings whose conditions are told."""
LEAST_EXPLAINED = 5
MOST_GATHERED = 2_000
"""Records among which findings on the whole portfolio are explained: each step of theirs goes through all of them."""
MOST_SEARCHED = 500
"""Findings that cannot be decided and are searched for what they lack."""


@dataclass(frozen=True)
class Selection:
    """What is told of a report."""

    told: tuple[Finding, ...]
    """Worst first."""
    explained: Mapping[str, Explanation]
    """The explanations that are told, by the id of their finding."""
    counts: Mapping[str, int]
    """How many outcomes there are of each kind, told or not."""
    mixed: bool
    """Whether breaches of a should are counted as violated, for want of knowing them apart."""
    left_out: Mapping[str, int]
    """How many findings of the report are not told, by kind."""
    lacks: tuple[Lack, ...]
    searched: int
    """How many of the findings that cannot be decided were searched for what is missing."""


def selection(report: Report) -> Selection:
    """Chooses what is told of a report."""
    of: dict[str, list[Finding]] = {name: [] for name in MARKS}
    for finding in report.findings:
        of[kind(finding)].append(finding)
    found = {name: len(findings) for name, findings in of.items()}
    told = shares(found, MOST_FINDINGS, LEAST_FINDINGS)
    explained = shares(told, MOST_EXPLAINED, LEAST_EXPLAINED)
    open_ = of["undetermined"][:MOST_SEARCHED]
    counts = _counts(report, found)
    few = sum(report.counts["records"].values()) <= MOST_GATHERED
    return Selection(
        tuple(finding for name, most in told.items() for finding in islice(of[name], most)),
        {
            finding.id: explain_outcome(report, finding, None)
            for name, most in explained.items()
            for finding in islice(of[name], most)
            if few or finding.type != PORTFOLIO
        },
        counts,
        "advised" not in counts and "should" in report.breached,
        {name: found[name] - told[name] for name in found if found[name] > told[name]},
        tuple(lacking(open_)),
        len(open_),
    )


def shares(found: Mapping[str, int], most: int, least: int) -> dict[str, int]:
    """How many of each kind are told: at least so many of each, the rest of the room to the first kinds."""
    given = {name: min(number, least) for name, number in found.items()}
    room = most - sum(given.values())
    for name, number in found.items():
        more = max(0, min(number - given[name], room))
        given[name] += more
        room -= more
    return given


def _counts(report: Report, found: Mapping[str, int]) -> dict[str, int]:
    """How many outcomes there are of each kind; of a sample, breaches and recommendations may not be told apart."""
    outcomes = Counter(report.counts["outcomes"])
    violated, advised = outcomes.pop("violated", 0), found["advised"]
    if violated != found["violated"] + advised:
        advised = violated if report.breached == {"should"} else 0
    counts = {"violated": violated - advised, "advised": advised, "option": outcomes.pop("recommended", 0), **outcomes}
    return {name: counts[name] for name in (*MARKS, *QUIET) if counts.get(name)}
