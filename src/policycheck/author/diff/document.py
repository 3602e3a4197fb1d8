"""A difference as its JSON holds it: the same input gives the same bytes."""

from __future__ import annotations

from typing import Any

from policycheck.author.diff.change import Change, Difference, Edit, Version
from policycheck.author.diff.outcomes import Changed, Effect

SCHEMA = "policycheck/diff/1"


def document(difference: Difference, effect: Effect | None) -> dict[str, Any]:
    """The difference as plain values, in the order of the JSON; docs/diff.md says what they are."""
    return {
        "schema": SCHEMA,
        "language": difference.language,
        "old": _version(difference.old),
        "new": _version(difference.new),
        "meaning": difference.means,
        "changes": [_change(one) for one in difference.changes],
        "data": None if effect is None else _effect(effect),
    }


def _version(one: Version) -> dict[str, str]:
    return {"id": one.id, "version": one.version, "title": one.title, "digest": one.digest}


def _effect_of(means: bool) -> str:
    return "meaning" if means else "words"


def _change(one: Change) -> dict[str, Any]:
    found: dict[str, Any] = {
        "kind": one.kind,
        "name": one.name,
        "was": one.was,
        "what": one.what,
        "effect": _effect_of(one.means),
        "title": one.title,
    }
    if one.kind == "rule":
        found["rules"] = list(one.rules)
    found["edits"] = [_edit(edit) for edit in one.edits]
    if one.kind in ("rule", "judgement"):
        found["clauses"] = [name for name, _ in one.sentences]
        found["rests_on"] = [
            {"kind": cause.thing.kind, "name": cause.thing.name, "through": list(cause.through)} for cause in one.rests
        ]
        found["reads"] = [_edit(edit) for edit in one.reads]
    return found


def _edit(one: Edit) -> dict[str, Any]:
    return {
        "part": one.part,
        "lead": one.lead,
        "effect": _effect_of(one.means),
        "language": one.language,
        "also": list(one.also),
        "old": one.old,
        "new": one.new,
        "lines": [
            {"op": line.op, "joined": line.joined or None, "text": line.text, "meaning": line.meaning or None}
            for line in one.lines
        ],
    }


def _effect(effect: Effect) -> dict[str, Any]:
    return {
        "today": effect.today.isoformat(),
        "status": {"old": effect.status[0], "new": effect.status[1]},
        "changed": effect.changed,
        "counts": [{"from": before, "to": after, "count": count} for before, after, count in effect.counts],
        "outcomes": [_outcome(one) for one in effect.outcomes],
        "records_changed": effect.records_changed,
        "records": [{"type": one.type, "key": one.key, "from": one.before, "to": one.after} for one in effect.records],
        "only_old": [{"records": name, "count": count} for name, count in effect.only_old],
        "only_new": [{"records": name, "count": count} for name, count in effect.only_new],
        "input_faults": [{"version": which, "text": text} for which, text in effect.faults],
        "input_faults_left": effect.faults_left,
        "notes": [{"version": which, "text": text} for which, text in effect.notes],
    }


def _outcome(one: Changed) -> dict[str, Any]:
    return {
        "type": one.type,
        "subject": one.key,
        "rule": one.rule,
        "was": one.was,
        "from": one.before,
        "to": one.after,
        "because": [{"kind": reason.kind, "name": reason.name} for reason in one.reasons],
        "certain": one.certain,
    }
