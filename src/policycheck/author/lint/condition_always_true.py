"""A condition that is never false: it decides nothing."""

from __future__ import annotations

from collections.abc import Iterator

from policycheck.author.lint import messages as say
from policycheck.author.lint.matter import Meaning
from policycheck.author.lint.weakness import Weakness

ID = "condition-always-true"


def find(meaning: Meaning) -> Iterator[Weakness]:
    """Conditions that are true wherever they are known, whatever the data and the parameters are."""
    for one in meaning.conditions:
        if one.can_be - {None} == {True}:
            mend = (f"{one.kind}s", one.of, "when") if one.key == "when" and None not in one.can_be else ()
            yield Weakness(ID, one.of, one.span, *say.always(one.kind, one.key, True, None in one.can_be), mend)
