"""What names mean where an expression stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from keyword import iskeyword
from unicodedata import normalize

from policycheck.faults import Fault
from policycheck.language import messages as say
from policycheck.language import schema_messages as tell
from policycheck.language.ir import Const
from policycheck.language.rulebook import PORTFOLIO, Derivation, Inverse, RecordType
from policycheck.language.types import Type
from policycheck.source import Span

RESERVED = frozenset({"True", "False", "None", "true", "false", "param", "today", PORTFOLIO})
"""Words that no field, derivation, table or variable may be called."""


def name_fault(span: Span, name: str) -> Fault | None:
    """The fault of a name that no expression could speak of, or that means something already; None if it is good.

    Python's parser puts names into NFKC form, so a name in another form would never be found again.
    """
    plain = normalize("NFKC", name)
    if name in RESERVED or iskeyword(plain):
        return say.shadowed_word(span, name)
    if not plain.isidentifier() or plain.startswith("_"):
        return tell.bad_name(span, name)
    return None if plain == name else say.unusual_letters(span, name, plain)


@dataclass(frozen=True)
class Names:
    """All that expressions may speak of, and how to find what a derivation is."""

    types: Mapping[str, RecordType]
    """Record types and tables by name."""
    tables: frozenset[str]
    parameters: Mapping[str, Type]
    derived: Mapping[str, tuple[str, ...]]
    """The names of the derivations of each record type."""
    derive: Callable[[str, str], Derivation | None]
    """The derivation of a record type by name; None where it is faulty."""

    def collections(self, record: str) -> Mapping[str, Inverse]:
        """The collections of a record type: those whose references lead to it, and of the portfolio all."""
        type_ = self.types.get(record)
        found: dict[str, Inverse] = dict(type_.inverses) if type_ else {}
        if record == PORTFOLIO:
            found.update(
                {t.plural: Inverse(t.name, "") for t in self.types.values() if not t.table and t.name != PORTFOLIO}
            )
        return found

    def members(self, record: str) -> Iterator[str]:
        """Every name that may stand behind a dot after a record of a type."""
        type_ = self.types.get(record)
        yield from type_.fields if type_ else ()
        yield from self.derived.get(record, ())
        yield from self.collections(record)


@dataclass(frozen=True)
class Scope:
    """Where one expression stands: about which record, with which variables."""

    names: Names
    subject: str | None
    variables: Mapping[str, Const]
    """The `for` variable of a rule, with the value it has in one expansion."""
    element: tuple[str, Type] | None = None
    """The variable of the loop the expression stands in."""

    def all_names(self) -> Iterator[str]:
        """Every name that may stand alone here, the subject's own first."""
        if self.subject:
            yield from self.names.members(self.subject)
        if self.element:
            yield self.element[0]
        yield from self.variables
        yield from self.names.tables
        yield from ("param", "today", PORTFOLIO)
