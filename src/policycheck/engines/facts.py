"""What an engine is given, and what it gives back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol, TypeAlias

from policycheck.language.ir import Quantifier
from policycheck.language.rulebook import Rulebook
from policycheck.language.types import Value
from policycheck.records.tables import Row, Tables

SATISFIED, NOT_APPLICABLE, VIOLATED, UNDETERMINED, EXCEPTED, RECOMMENDED, NEEDS_JUDGEMENT, WAIVED, NOT_IN_FORCE = range(
    9
)
OUTCOMES = (
    "satisfied",
    "not_applicable",
    "violated",
    "undetermined",
    "excepted",
    "recommended",
    "needs_judgement",
    "waived",
)
"""The names of the outcomes by their codes; a rule that is not in force has none."""


class Kept(Protocol):
    """The value of one quantifier, kept up to date while records come and go."""

    def value(self, of: Row | None) -> Any:
        """The value for the record whose collection is gone through; None where there is none."""

    def undecided(self, of: Row) -> Sequence[Row]:
        """The elements that leave it open, in the order of the collection."""

    def chosen(self, of: Row) -> bool:
        """Whether any element is chosen, or may be."""


class Aggregates(Protocol):
    """The quantifiers whose values are kept."""

    def of(self, node: Quantifier) -> Kept | None:
        """What keeps a quantifier; None where it must be gone through."""


@dataclass(frozen=True)
class Facts:
    """The records to judge and all that they are judged by."""

    tables: Tables
    today: date
    parameters: Mapping[str, Value | None]
    only: Mapping[str, Sequence[Row]] | None = None
    """The rows to judge, where not all of them are."""
    aggregates: Aggregates | None = None
    """Of records that come and go: values of quantifiers that need not be found anew."""

    def subjects(self, record: str) -> Sequence[Row]:
        """The rows of a record type that are judged."""
        return self.tables.rows[record] if self.only is None else self.only.get(record, ())

    def kept(self, node: Quantifier) -> Kept | None:
        """What keeps a quantifier's value, if anything does."""
        return None if self.aggregates is None else self.aggregates.of(node)


Verdicts: TypeAlias = Mapping[str, bytearray]
"""For each record type that has items: the outcome codes, row by row, one for each of `Rulebook.items` of the type.

Engines give satisfied, not_applicable, violated, undetermined, excepted, recommended and needs_judgement; a judgement
is not_applicable, undetermined or needs_judgement. Waivers, assessments and what is in force are not theirs.
"""


class Engine(Protocol):
    """A rulebook made ready to judge."""

    def judge(self, facts: Facts) -> Verdicts:
        """The outcomes of every rule and judgement for every subject."""


class Compile(Protocol):
    """Makes a rulebook ready."""

    def __call__(self, rulebook: Rulebook, /) -> Engine:
        """The engine for a rulebook."""
