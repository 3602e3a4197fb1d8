"""What a report refers to: the policy, its clauses, and the records."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from policycheck.report.formats.entries import identity
from policycheck.report.formats.oscal.properties import prop, props
from policycheck.report.formats.words import Words

PLAN = "plan"


def resources(words: Words, every: bool) -> list[dict[str, Any]]:
    """The policy, the clauses that its rules cite, and the records that have a finding; with `every` all records."""
    return [_policy(words), *_clauses(words), *_records(words, every)]


def clause_id(clause: str, words: Words) -> str:
    """The UUID of a clause."""
    return identity("clause", words.rulebook.id, clause)


def record_id(type_: str, key: str, words: Words) -> str:
    """The UUID of a record."""
    return identity("record", words.rulebook.id, type_, key)


def _policy(words: Words) -> dict[str, Any]:
    rulebook = words.rulebook
    issuer = f"{words.text(rulebook.issuer)}, " if rulebook.issuer else ""
    return {
        "uuid": identity(PLAN, rulebook.id),
        "title": words.title,
        "props": props({"policy": rulebook.id, "policy-version": rulebook.version, "digest": rulebook.digest}),
        "citation": {"text": f"{issuer}{words.title}, {rulebook.version}"},
    }


def _clauses(words: Words) -> Iterator[dict[str, Any]]:
    cited = dict.fromkeys(clause for item in words.rulebook.item.values() for clause in item.clauses)
    for name in cited:
        clause = words.rulebook.clauses[name]
        yield {
            "uuid": clause_id(name, words),
            "title": name,
            "props": props({"clause": name, "force": clause.force}),
            "citation": {"text": words.say("formats_sentence", name, words.text(clause.text))},
        }


def _records(words: Words, every: bool) -> Iterator[dict[str, Any]]:
    report = words.report
    for one in report.subjects:
        if every or (one.type, one.key) in report.findings_of:
            name = words.record(one.type, one.key)
            stands = words.place(report.place(one.type, one.key))
            known = props({"type": one.type, "key": one.key, "status": one.status})
            yield {
                "uuid": record_id(one.type, one.key, words),
                "title": name,
                "props": [*known, *([prop("place", stands)] if stands else [])],
                "citation": {"text": name},
            }
