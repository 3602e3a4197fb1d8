"""The values that parameters have: the policy's own on a day, and those that a caller sets in their place."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from policycheck.faults import InvalidCall
from policycheck.language.rulebook import Rulebook
from policycheck.language.types import Value
from policycheck.language.values import Unreadable, reader
from policycheck.spelling import did_you_mean
from policycheck.wording import say


def values_on(today: date, rulebook: Rulebook, given: Mapping[str, object] | None) -> dict[str, Value | None]:
    """Every parameter's value on a day, those that a caller gives in their place."""
    own = {name: parameter.at(today) for name, parameter in rulebook.parameters.items()}
    return {**own, **settings(rulebook, given)}


def settings(rulebook: Rulebook, given: Mapping[str, object] | None) -> dict[str, Value | None]:
    """What a caller gives, as values of their parameters; `InvalidCall` for an unknown name or an unreadable value."""
    if given is not None and not isinstance(given, Mapping):
        raise InvalidCall('parameters are a mapping of names to values, such as {"name": 1}')
    found: dict[str, Value | None] = {}
    for name, value in (given or {}).items():
        parameter = rulebook.parameters.get(name)
        if parameter is None:
            known = rulebook.parameters
            hint = did_you_mean(str(name), known) if known else "the policy has none"
            raise InvalidCall(f"unknown parameter `{name}`: {hint}")
        try:
            found[name] = None if value is None else reader(parameter.kind)(value)
        except Unreadable as fault:
            why = say(fault.why, "en", *fault.words)
            raise InvalidCall(f"parameter `{name}` ({parameter.type}): `{value}` {why}") from None
    return found
