"""A parameter that nothing speaks of: to set it changes nothing."""

from __future__ import annotations

from collections.abc import Iterator

from policycheck.author.lint import messages as say
from policycheck.author.lint.matter import Meaning
from policycheck.author.lint.weakness import Weakness

ID = "unused-parameter"


def find(meaning: Meaning) -> Iterator[Weakness]:
    """Parameters that no expression speaks of."""
    for name, item in meaning.pack.parameters.items():
        if name not in meaning.uses.parameters:
            yield Weakness(ID, name, item.word.span, *say.unused("parameter", name))
