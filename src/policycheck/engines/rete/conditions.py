"""From typed conditions to formulas: when a condition is known to hold, and when it is known not to.

Negation is pushed inward, so that each of the two is a positive condition of durable-rules. Where neither holds, the
condition is unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Protocol

from policycheck.engines.reference import Walk
from policycheck.engines.rete.formula import (
    ALWAYS,
    NEVER,
    OPPOSITE,
    Formula,
    Input,
    Presence,
    Test,
    all_of,
    any_of,
)
from policycheck.engines.rete.inputs import BOUND, MOST_LETTERS, scaled
from policycheck.engines.rete.treatment import Way, treatment
from policycheck.language.ir import Const, Derived, Field, Flag, Node, Op, Param, Subject, children
from policycheck.language.types import Interval

MOST_LISTED = 12
"""Constants that a value is held against one by one; membership among more is computed."""
_TURNED = {"eq": "eq", "ne": "ne", "lt": "gt", "le": "ge", "gt": "lt", "ge": "le"}


class Inputs(Protocol):
    """What conditions are about."""

    def value(self, node: Node) -> Input:
        """The input that tells a value: the record's own field, what rules conclude, or what is computed first."""

    def small(self, formula: Formula) -> Formula:
        """A formula that may stand in a condition more than once: a larger one is concluded on its own."""


class Conditions:
    """Formulas for the conditions of one record type, with the parameters' values in them."""

    def __init__(self, inputs: Inputs, constants: Walk) -> None:
        self.inputs, self.constants = inputs, constants
        self._known: dict[tuple[Node, bool], Formula] = {}

    def known(self, node: Node, wanted: bool) -> Formula:
        """When a condition is known to be true, or to be false."""
        if (node, wanted) not in self._known:
            self._known[node, wanted] = self._form(node, wanted)
        return self._known[node, wanted]

    def _form(self, node: Node, wanted: bool) -> Formula:
        if _is_constant(node):
            return ALWAYS if self._constant(node) is wanted else NEVER
        if treatment(node).way is Way.CONDITION and isinstance(node, Op):
            found = _FORMS[node.name](self, node, wanted)
            if found is not None:
                return found
        return Test(self.inputs.value(node), "eq", wanted)

    def _constant(self, node: Node) -> Any:
        return self.constants.value(node, None)

    def _joined(self, node: Op, wanted: bool) -> Formula:
        join = all_of if (node.name == "and") is wanted else any_of
        return join(self.known(arg, wanted) for arg in node.args)

    def _not(self, node: Op, wanted: bool) -> Formula:
        return self.known(node.args[0], not wanted)

    def _if(self, node: Op, wanted: bool) -> Formula:
        """The branch that is picked; where it is unknown which, both."""
        then, condition, other = node.args
        one, two = (self.inputs.small(self.known(part, wanted)) for part in (then, other))
        holds, fails = (self.inputs.small(self.known(condition, truth)) for truth in (True, False))
        return any_of([all_of((holds, one)), all_of((fails, two)), all_of((one, two))])

    def _present(self, node: Op, wanted: bool) -> Formula | None:
        asked = node.args[0]
        if asked.type.kind in ("list", "collection", "record", "period"):
            return None
        if node.name == "present" and asked.type.textual and not isinstance(asked, Field | Param):
            return None  # a computed text may be empty, and so not present
        return Presence(self.inputs.value(asked), wanted)

    def _comparison(self, node: Op, wanted: bool) -> Formula | None:
        sign = node.name
        asked, other = node.args
        if _is_constant(asked):
            asked, other, sign = other, asked, _TURNED[sign]
        if not _is_constant(other):
            return None
        value = self._constant(other)
        if value is None:
            return NEVER
        if asked.type.kind == "boolean":
            return self.known(asked, (value is (sign == "eq")) is wanted)
        return self._against(asked, sign if wanted else OPPOSITE[sign], value)

    def _against(self, asked: Node, sign: str, value: Any) -> Formula | None:
        """A known value against a constant; None where durable-rules cannot do it exactly."""
        if asked.type.textual and isinstance(value, str):
            return Test(self.inputs.value(asked), sign, value) if len(value) <= MOST_LETTERS else None
        if asked.type.kind == "date" and isinstance(value, date):
            return Test(self.inputs.value(asked), sign, value.toordinal())
        if not asked.type.numeric:
            return None
        whole, exact = scaled(value, asked.type.scale)
        if not exact and sign in ("eq", "ne"):
            return Presence(self.inputs.value(asked), True) if sign == "ne" else NEVER
        if not exact:  # it lies between two values
            sign, whole = ("le", whole) if sign in ("lt", "le") else ("ge", whole + 1)
        return Test(self.inputs.value(asked), sign, whole) if -BOUND < whole < BOUND else None

    def _in(self, node: Op, wanted: bool) -> Formula | None:
        asked, over = node.args
        if not _is_constant(over) or _is_constant(asked) or asked.type.kind == "boolean":
            return None
        options: Sequence[Any] | None = self._constant(over)
        if options is None or (not wanted and None in options):
            return NEVER
        if len(options) > MOST_LISTED:
            return None
        held = [self._against(asked, "eq" if wanted else "ne", option) for option in options if option is not None]
        if any(one is None for one in held):
            return None
        if wanted:
            return any_of(one for one in held if one is not None)
        return all_of([Presence(self.inputs.value(asked), True), *(one for one in held if one is not None)])

    def _within(self, node: Op, wanted: bool) -> Formula | None:
        day, over = node.args
        if not _is_constant(over) or _is_constant(day):
            return None
        period: Interval | None = self._constant(over)
        if period is None:
            return NEVER
        asked = self.inputs.value(day)
        ends = [("ge" if wanted else "lt", period.start), ("lt" if wanted else "ge", period.until)]
        found = [Test(asked, sign, end.toordinal()) for sign, end in ends if end is not None]
        if not wanted:
            return any_of(found)
        return all_of(found) if found else Presence(asked, True)


_FORMS: Mapping[str, Callable[[Conditions, Op, bool], Formula | None]] = {
    "and": Conditions._joined,
    "or": Conditions._joined,
    "not": Conditions._not,
    "if": Conditions._if,
    "eq": Conditions._comparison,
    "ne": Conditions._comparison,
    "lt": Conditions._comparison,
    "le": Conditions._comparison,
    "gt": Conditions._comparison,
    "ge": Conditions._comparison,
    "in": Conditions._in,
    "within": Conditions._within,
    "present": Conditions._present,
    "known": Conditions._present,
}
"""How each operator that is a condition becomes a formula; None where its parts do not allow it."""


def _is_constant(node: Node) -> bool:
    """Whether a value is known once the parameters are."""
    if isinstance(node, Op):
        return all(_is_constant(part) for part in children(node))
    return isinstance(node, Const | Param)


def own(node: Node) -> bool:
    """Whether a field or derivation is of the very record that is judged."""
    return isinstance(node, Field | Derived | Flag) and isinstance(node.of, Subject)
