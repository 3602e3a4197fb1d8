"""A field that people fill in and nothing speaks of."""

from __future__ import annotations

from collections.abc import Iterator

from policycheck.author.lint import messages as say
from policycheck.author.lint.matter import Meaning
from policycheck.author.lint.weakness import Weakness

ID = "unused-field"


def find(meaning: Meaning) -> Iterator[Weakness]:
    """Fields that no expression speaks of, and that neither identify nor name a record.

    A reference is used where its inverse is gone through.
    """
    types = meaning.rulebook.types
    for record, field, span in meaning.fields():
        type_ = types[record]
        if field not in (type_.key, type_.title) and (record, field) not in meaning.uses.fields:
            yield Weakness(ID, f"{record}.{field}", span, *say.unused("field", f"{record}.{field}"))
