"""What was found in a pack, as JSON."""

from __future__ import annotations

from typing import Any

from policycheck.author.lint.lint import Lint
from policycheck.author.lint.weakness import Weakness
from policycheck.faults import Fault
from policycheck.source import Span

SCHEMA = "policycheck/lint/1"


def document(found: Lint, mended: tuple[Weakness, ...] = ()) -> dict[str, Any]:
    """Faults, weaknesses, those that are silenced with the reason, and those that were mended."""
    return {
        "schema": SCHEMA,
        "faults": [_fault(fault) for fault in found.faults],
        "weaknesses": [_weakness(one) for one in found.weaknesses],
        "silenced": [{**_weakness(one.weakness), "because": one.silence.shape.because} for one in found.silenced],
        "mended": [_weakness(one) for one in mended],
        "looked_for": list(found.looked_for),
    }


def _fault(fault: Fault) -> dict[str, Any]:
    return {"message": fault.message, **_place(fault.span), "hint": fault.hint}


def _weakness(weakness: Weakness) -> dict[str, Any]:
    where = _place(weakness.span)
    return {"id": weakness.id, "of": weakness.of, "message": weakness.message, **where, "hint": weakness.hint}


def _place(span: Span) -> dict[str, Any]:
    """A place as people read it, lines and columns from 1."""
    line, column = span.position
    return {"file": span.source.name, "line": line, "column": column}
