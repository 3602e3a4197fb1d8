"""An earlier report, read back from its JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from policycheck.engines.facts import OUTCOMES
from policycheck.faults import InvalidCall
from policycheck.language.rulebook import Rulebook
from policycheck.language.types import Texts
from policycheck.report.document import SCHEMA
from policycheck.report.kinds import QUIET, kind_of
from policycheck.report.outcomes import STATUSES

_AGAIN = "write one with: policycheck check PACK DATA --format json --output report.json"


@dataclass(frozen=True)
class Earlier:
    """A finding of an earlier report."""

    id: str
    rule: str
    type: str
    subject: str
    kind: str
    message: Texts


@dataclass(frozen=True)
class Previous:
    """An earlier report on the same policy."""

    version: str
    digest: str
    today: date
    status: str
    parameters: Mapping[str, object]
    """The values as JSON holds them, by name."""
    titles: Mapping[tuple[str, str], str]
    """What each record was called, by type and key."""
    partial: frozenset[str]
    """The record types of which it does not tell all records."""
    findings: Mapping[str, Earlier]
    input_faults: int


def read_previous(source: str | Path | Mapping[str, Any], rulebook: Rulebook) -> Previous:
    """The report of a JSON file, or as `to_dict` gives it.

    `InvalidCall` where it cannot be read, is no report, is of another policy, or holds only some of its findings.
    """
    found = _document(source) if isinstance(source, str | Path) else source
    if not isinstance(found, Mapping) or found.get("schema") != SCHEMA:
        raise InvalidCall(f"the previous report is no report of policycheck: its `schema` is not `{SCHEMA}`; {_AGAIN}")
    try:
        name = str(found["policy"]["id"])
        if name != rulebook.id:
            raise InvalidCall(f"the previous report is of another policy, `{name}`; this is `{rulebook.id}`")
        return _previous(found)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
        raise InvalidCall(f"the previous report is broken: it holds what no report would; {_AGAIN}") from None


def _document(path: str | Path) -> object:
    try:
        return json.loads(Path(path).read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise InvalidCall(f"the previous report `{path}` cannot be read: {error.strerror}") from None
    except (ValueError, RecursionError):
        raise InvalidCall(f"the previous report `{path}` is no JSON text, or not the whole of it; {_AGAIN}") from None


def _previous(found: Mapping[str, Any]) -> Previous:
    policy, findings = found["policy"], [_earlier(one) for one in found["findings"]]
    told = sum(int(count) for name, count in found["counts"]["outcomes"].items() if name not in QUIET)
    if told != len(findings):
        raise InvalidCall(
            f"the previous report holds {len(findings)} of its {told} findings, so what is new cannot be told:"
            " write it again with all of them (--limit)"
        )
    titles = {(str(one["type"]), str(one["key"])): str(one["title"]) for one in found["subjects"]}
    kept = Counter(name for name, _ in titles)
    status = str(found["status"])
    if status not in STATUSES:
        raise ValueError(status)
    return Previous(
        str(policy["version"]),
        str(policy["digest"]),
        date.fromisoformat(found["today"]),
        status,
        {str(name): one["value"] for name, one in found["parameters"].items()},
        titles,
        frozenset(str(name) for name, count in found["counts"]["records"].items() if int(count) != kept[name]),
        {one.id: one for one in findings},
        len(found["input_faults"]),
    )


def _earlier(found: Mapping[str, Any]) -> Earlier:
    outcome, modality = str(found["outcome"]), str(found["modality"])
    if outcome not in OUTCOMES:
        raise ValueError(outcome)
    message = {str(language): str(text) for language, text in found["message"].items()}
    id_, rule, type_, subject = (str(found[word]) for word in ("id", "rule", "type", "subject"))
    return Earlier(id_, rule, type_, subject, kind_of(outcome, modality), message)
