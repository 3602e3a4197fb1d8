"""A run of cases, and what cases expect of each rule, as plain values in the order of the JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from policycheck.author.cases.because import because
from policycheck.author.cases.covered import lacking
from policycheck.author.cases.run import CaseResult
from policycheck.author.cases.summary import tallies
from policycheck.language.rulebook import Judgement
from policycheck.policy import Policy

RUN = "policycheck/cases/1"
COVERAGE = "policycheck/case-coverage/1"


def run_document(results: Sequence[CaseResult], policy: Policy, engine: str, language: str) -> dict[str, Any]:
    """What came of every case; `because` and `input_faults` are in one language."""
    files = [{"file": one.file, "passed": one.passed, "failed": one.failed} for one in tallies(results)]
    failed = sum(not result.passed for result in results)
    return {
        "schema": RUN,
        "policy": _policy(policy),
        "engine": engine,
        "passed": len(results) - failed,
        "failed": failed,
        "files": files,
        "cases": [_case(result, language) for result in results],
    }


def coverage_document(found: Mapping[str, Counter[str]], policy: Policy) -> dict[str, Any]:
    """How often cases expect each outcome of each rule and judgement, and which possible ones none expects."""
    return {
        "schema": COVERAGE,
        "policy": _policy(policy),
        "items": [
            {
                "id": item.id,
                "kind": "judgement" if isinstance(item, Judgement) else "rule",
                "expected": dict(sorted(found[item.id].items())),
                "lacking": list(lacking(item, found[item.id])),
            }
            for item in policy.rulebook.every_item
        ],
    }


def _policy(policy: Policy) -> dict[str, str]:
    return {"id": policy.id, "version": policy.version, "digest": policy.digest}


def _case(result: CaseResult, language: str) -> dict[str, Any]:
    return {
        "case": result.case.name,
        "file": result.case.file,
        "line": result.case.line,
        "passed": result.passed,
        "differences": [
            {
                "rule": one.rule,
                "subject": one.subject,
                "expected": one.expected,
                "found": one.found,
                "because": list(because(one, result.report, language)),
            }
            for one in result.differences
        ],
        "input_faults": [fault.told(language) for fault in result.report.input_faults],
        "notes": [note.text(language) for note in result.report.notes],
    }
