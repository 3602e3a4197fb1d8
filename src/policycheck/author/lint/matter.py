"""What weaknesses are looked for in: a pack as it is written, and what it means where that can be told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from policycheck.author.cases import Case
from policycheck.author.lint.conditions import Condition, conditions
from policycheck.author.lint.uses import Uses, uses
from policycheck.author.lint.wordings import Wording, wordings
from policycheck.language.rulebook import Rulebook
from policycheck.pack.load import Item, Pack
from policycheck.pack.nodes import Mapping, find
from policycheck.source import Span


@dataclass(frozen=True)
class Matter:
    """What a pack says, to whoever looks for weaknesses in it."""

    pack: Pack
    today: date

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages of the pack, the source text's first."""
        return tuple(self.pack.policy.shape.languages) if self.pack.policy else ()

    @cached_property
    def wordings(self) -> tuple[Wording, ...]:
        """Every text for people."""
        return tuple(wordings(self.pack, self.languages))

    @cached_property
    def items(self) -> tuple[Item[Any], ...]:
        """Rules, then judgements, as they are written."""
        return (*self.pack.rules.values(), *self.pack.judgements.values())


@dataclass(frozen=True)
class Meaning:
    """What a pack without faults means, with its cases."""

    matter: Matter
    rulebook: Rulebook
    cases: tuple[Case, ...]
    has_cases: bool
    """Whether the cases are all there: without faults."""
    directory: bool
    """Whether the pack is a directory, which can have cases."""

    @property
    def pack(self) -> Pack:
        """The pack as it is written."""
        return self.matter.pack

    @property
    def today(self) -> date:
        """The day by which dated things are taken."""
        return self.matter.today

    @cached_property
    def uses(self) -> Uses:
        """What the pack's expressions speak of."""
        return uses(self.rulebook)

    @cached_property
    def conditions(self) -> tuple[Condition, ...]:
        """Every condition of the rules and judgements."""
        return tuple(conditions(self.rulebook, self.pack))

    def fields(self) -> Iterator[tuple[str, str, Span]]:
        """The fields of the pack's record types and tables: of what, their name, and where it stands."""
        written: dict[str, Item[Any]] = {**self.pack.records, **self.pack.tables}
        for name, item in written.items():
            under = find(item.node, ("fields",))
            for field, (word, _) in under.entries.items() if isinstance(under, Mapping) else ():
                yield name, field, word.span
