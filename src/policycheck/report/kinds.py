"""Under which heading a finding stands, and its mark: worst first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from policycheck.report.finding import Finding
from policycheck.wording import say

MARKS: Final[Mapping[str, str]] = {
    "violated": "✗",
    "advised": "!",
    "undetermined": "?",
    "needs_judgement": "◆",
    "waived": "–",
    "excepted": "–",
    "option": "+",
}
"""The mark of each kind of finding, worst first; each is told with a word beside it."""
QUIET: Final[Mapping[str, str]] = {"satisfied": "✓", "not_applicable": "·"}
"""The marks of the outcomes that are no findings."""
RANK: Final[Mapping[str, int]] = {name: at for at, name in enumerate(MARKS)}


def kind(finding: Finding) -> str:
    """Under which heading a finding stands."""
    return kind_of(finding.outcome, finding.modality)


def kind_of(outcome: str, modality: str) -> str:
    """Under which heading an outcome stands: a breach of a should is a recommendation."""
    if outcome == "violated" and modality == "should":
        return "advised"
    return "option" if outcome == "recommended" else outcome


def kind_word(kind: str, language: str) -> str:
    """What a kind is called; a recommendation that is not followed is told from an option that fits."""
    return say(f"page_{kind}" if kind in ("advised", "option") else kind, language)
