"""A table that nothing speaks of and no field refers to."""

from __future__ import annotations

from collections.abc import Iterator

from policycheck.author.lint import messages as say
from policycheck.author.lint.matter import Meaning
from policycheck.author.lint.weakness import Weakness

ID = "unused-table"


def find(meaning: Meaning) -> Iterator[Weakness]:
    """Tables whose rows no expression goes through, and to which no other record type or table refers."""
    referred = {
        field.type.record
        for type_ in meaning.rulebook.types.values()
        for field in type_.fields.values()
        if type_.name != field.type.record
    }
    for name, item in meaning.pack.tables.items():
        if name not in meaning.uses.collections and name not in referred:
            yield Weakness(ID, name, item.word.span, *say.unused("table", name))
