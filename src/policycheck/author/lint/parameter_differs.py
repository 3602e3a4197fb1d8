"""A parameter with another value than the number in its clause."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from policycheck.author.lint import messages as say
from policycheck.author.lint.matter import Matter
from policycheck.author.lint.numerals import Numeral, numerals
from policycheck.author.lint.weakness import Weakness
from policycheck.pack.load import Item
from policycheck.pack.nodes import Mapping as FileMapping
from policycheck.pack.nodes import Node, Scalar
from policycheck.pack.shape import ParameterShape

ID = "parameter-differs"

_NUMERIC = ("integer", "number", "money")


def find(matter: Matter) -> Iterator[Weakness]:
    """Numeric parameters none of whose clause's numbers is the value.

    A number that another parameter of the clause has is accounted for: of several parameters of one sentence, the rest
    may be what it does not say. Numbers are told from the source text; a value that a translation has is good as well.
    """
    values: dict[str, dict[str, tuple[Scalar, Fraction]]] = {}
    for name, item in matter.pack.parameters.items():
        at = _value(item, matter) if item.shape.type in _NUMERIC else None
        if item.shape.clause and at is not None:
            values.setdefault(item.shape.clause, {})[name] = at
    for clause, parameters in values.items():
        texts = _texts(matter, clause)
        source = texts.get(matter.languages[0], ()) if matter.languages else ()
        every = set[Fraction]().union(*(one.amounts for each in texts.values() for one in each))
        taken = {value for _, value in parameters.values()}
        free = [one for one in source if not one.amounts & taken]
        for name, (node, value) in parameters.items():
            if free and abs(value) not in every:
                said = say.parameter_differs(
                    name, node.written, clause, list(dict.fromkeys(one.written for one in free))
                )
                yield Weakness(ID, name, node.span, *said)


def _texts(matter: Matter, clause: str) -> Mapping[str, tuple[Numeral, ...]]:
    item = matter.pack.clauses.get(clause)
    found = {language: item.node.get(language) for language in matter.languages} if item else {}
    return {language: numerals(node.written, language) for language, node in found.items() if isinstance(node, Scalar)}


def _value(item: Item[ParameterShape], matter: Matter) -> tuple[Scalar, Fraction] | None:
    """The value at the day, with the place where it stands."""
    node: Node | None = item.node.get("value")
    dated = item.node.get("values")
    if isinstance(dated, FileMapping):
        begun = [day for day in dated.entries if day <= matter.today.isoformat()]
        node = dated.get(max(begun)) if begun else None
    if isinstance(node, Scalar) and isinstance(node.value, int | Decimal) and not isinstance(node.value, bool):
        return node, Fraction(node.value)
    return None
