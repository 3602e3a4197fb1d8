"""A condition that is never true: it decides nothing."""

from __future__ import annotations

from collections.abc import Iterator

from policycheck.author.lint import messages as say
from policycheck.author.lint.matter import Meaning
from policycheck.author.lint.weakness import Weakness

ID = "condition-always-false"


def find(meaning: Meaning) -> Iterator[Weakness]:
    """Conditions that are false wherever they are known, whatever the data and the parameters are."""
    for one in meaning.conditions:
        if one.can_be - {None} == {False}:
            yield Weakness(ID, one.of, one.span, *say.always(one.kind, one.key, False, None in one.can_be))
