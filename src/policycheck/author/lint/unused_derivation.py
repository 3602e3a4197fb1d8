"""A derivation that nothing speaks of."""

from __future__ import annotations

from collections.abc import Iterator

from policycheck.author.lint import messages as say
from policycheck.author.lint.matter import Meaning
from policycheck.author.lint.weakness import Weakness

ID = "unused-derivation"


def find(meaning: Meaning) -> Iterator[Weakness]:
    """Derivations that no rule, judgement, text or other derivation speaks of."""
    for record, entries in meaning.pack.derive.items():
        for name, (word, _) in entries.items():
            if (record, name) not in meaning.uses.derivations:
                of, mend = f"{record}.{name}", ("derive", record, name)
                yield Weakness(ID, of, word.span, *say.unused_derivation(of), mend)
