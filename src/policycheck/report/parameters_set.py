"""Notes on the parameters that a caller set, so that an auditor sees what a report was judged by."""

from __future__ import annotations

from collections.abc import Iterator

from policycheck.engines.facts import Facts
from policycheck.language.rulebook import Parameter, Rulebook
from policycheck.language.types import Value
from policycheck.records.faults import Note
from policycheck.report.plain import plain


def parameters_set(facts: Facts, rulebook: Rulebook) -> Iterator[Note]:
    """A note on each parameter whose value is not the policy's own."""
    for name, parameter in rulebook.parameters.items():
        used, own = facts.parameters[name], parameter.at(facts.today)
        if used != own:
            yield Note("parameter_set", (name, _written(used, parameter), _written(own, parameter)))


def _written(value: Value | None, parameter: Parameter) -> str:
    """A parameter's value as one would write it in the pack."""
    found = plain(value, parameter.type)
    if isinstance(found, bool):
        return str(found).lower()
    if isinstance(found, dict):
        return f"{found['from'] or ''}/{found['until'] or ''}"
    return "; ".join(str(one) for one in found) if isinstance(found, list) else str(found) if found is not None else "–"
