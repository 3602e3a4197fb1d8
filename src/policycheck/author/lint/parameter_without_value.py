"""A parameter without a value, where nothing foresees that."""

from __future__ import annotations

from collections.abc import Iterator

from policycheck.author.lint import messages as say
from policycheck.author.lint.matter import Meaning
from policycheck.author.lint.weakness import Weakness

ID = "parameter-without-value"


def find(meaning: Meaning) -> Iterator[Weakness]:
    """Parameters that have no value at the day, none of which an expression asks whether it is there."""
    for name, parameter in meaning.rulebook.parameters.items():
        if parameter.at(meaning.today) is None and name in meaning.uses.parameters - meaning.uses.asked:
            item = meaning.pack.parameters[name]
            dated = any(value is not None for _, value in parameter.values)
            said = say.parameter_without_value(name, meaning.today.isoformat(), dated)
            yield Weakness(ID, name, item.word.span, *said)
