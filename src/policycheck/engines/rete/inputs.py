"""What facts hold: each input's name, and how its values are told; one type a name, and no floating point."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from json.encoder import encode_basestring_ascii as _quoted
from typing import Any, TypeAlias

from policycheck.engines.exact import EXACT
from policycheck.engines.rete.formula import Input
from policycheck.engines.rete.treatment import Way
from policycheck.language.ir import Node
from policycheck.language.rulebook import Rule
from policycheck.language.types import Type

BOUND = 2**62
"""Numbers told lie within ± this; one beyond is told as it, which compares with every constant within as it does."""
MOST_LETTERS = 1_000
"""Letters of a text that values are compared with: durable-rules counts the bytes of a text in 16 bits."""
_LETTERS = re.compile(r"[A-Za-z0-9_]+")
_RESERVED = (
    *("record", "begun", "sid", "id", "$s", "$m", "$i", "$forward", "$and", "$or", "$not", "$all", "$any", "$time"),
    *("$eq", "$neq", "$lt", "$lte", "$gt", "$gte", "$ex", "$nex", "$mt", "$imt", "$iall", "$iany", "$t", "$type"),
)
"""Names that durable-rules or every fact has already."""

Encode: TypeAlias = Callable[[Any], str]


@dataclass(frozen=True, slots=True)
class Told:
    """An input, and where its value comes from."""

    input: Input
    way: Way
    type: Type
    node: Node | Rule | None
    """A field, a derivation, or what is computed; a rule for whether an option fits; None for part of a condition."""
    column: int | None = None
    """Of the record's own field: where it stands in a row."""


class Names:
    """Names that durable-rules tells apart: it knows them by a hash of 32 bits."""

    def __init__(self) -> None:
        self._taken = set(map(fnv, _RESERVED))

    def name(self, kind: str, *words: str) -> str:
        """A name that nothing else has, begun with what it is.

        Words with other letters than ASCII's are left out: durable-rules compares names as they are written.
        """
        plain = found = "_".join([kind, *(word for word in words if word.isascii() and _LETTERS.fullmatch(word))])
        number = 0
        while found == kind or self._hashes(found) & self._taken:
            number += 1
            found = f"{plain}_{number}"
        self._taken |= self._hashes(found)
        return found

    def _hashes(self, name: str) -> set[int]:
        return {fnv(name), fnv(f"has_{name}")}


def fnv(name: str) -> int:
    """The hash that durable-rules knows a name by: FNV-1a of 32 bits."""
    found = 2166136261
    for byte in name.encode():
        found = (found ^ byte) * 16777619 & 0xFFFFFFFF
    return found


def scaled(value: int | Decimal, scale: int) -> tuple[int, bool]:
    """A number as a whole one, so many digits moved and rounded down; and whether it is whole without rounding."""
    moved = EXACT.scaleb(Decimal(value), scale)
    below = int(moved.to_integral_value(ROUND_FLOOR, EXACT))
    return below, below == moved


def bounded(value: int) -> int:
    """A number as it is told."""
    return max(-BOUND, min(value, BOUND))


def encode(type_: Type, longest: int | None = None) -> Encode:
    """How values of a type are told; of texts no more letters than it takes to differ from the `longest` compared."""
    if type_.kind == "boolean":
        return lambda value: "true" if value else "false"
    if type_.kind == "date":
        return lambda day: str(day.toordinal())
    if type_.numeric:
        return _number(type_.scale)
    letters = 1 + (longest or 0)
    return lambda text: _quoted(text[:letters])


def _number(scale: int) -> Encode:
    factor = 10**scale

    def told(value: int | Decimal) -> str:
        if value.__class__ is int:
            return str(bounded(value * factor))
        whole, exact = scaled(value, scale)
        assert exact, value
        return str(bounded(whole))

    return told
