"""A case that passes whatever the rules say."""

from __future__ import annotations

from collections.abc import Iterator

from policycheck.author.lint import messages as say
from policycheck.author.lint.matter import Meaning
from policycheck.author.lint.weakness import Weakness
from policycheck.pack.nodes import find as below

ID = "case-without-expectation"


def find(meaning: Meaning) -> Iterator[Weakness]:
    """Cases that name no outcome, and do not ask for all of them either."""
    for case in meaning.cases:
        if not case.shape.expect_all and not any(case.shape.expect.values()):
            yield Weakness(ID, case.name, below(case.node, ("case",)).span, *say.case_without_expectation(case.name))
