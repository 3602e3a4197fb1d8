"""One rule a value: the variable of a `for`, with the value it has in each of the rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from policycheck.faults import Fault, Faults
from policycheck.language import schema_messages as tell
from policycheck.language import syntax_messages as unread
from policycheck.language.ir import Const
from policycheck.language.scope import name_fault
from policycheck.language.types import DATE, INTEGER, LIMIT, MOST_SCALE, TEXT, scaled
from policycheck.pack.load import Item
from policycheck.pack.nodes import Mapping as FileMapping
from policycheck.pack.nodes import Node, Scalar, Sequence
from policycheck.pack.shape import RuleShape


def expansions(item: Item[RuleShape], faults: Faults) -> Iterator[tuple[str, Mapping[str, Const]]]:
    """For each value of a `for`: what it adds to the rule's id, and the variable with the value."""
    if item.shape.for_ is None:
        yield "", {}
        return
    node = item.node.get("for")
    assert isinstance(node, FileMapping)
    word, values = next(iter(node.entries.values()), (None, None))
    if len(node.entries) != 1 or word is None or not isinstance(values, Sequence) or not values.items:
        faults.add(tell.one_variable(item.node.key("for").span))
        return
    seen = set[str]()
    fault = name_fault(word.span, word.written)
    if fault:
        faults.add(fault)
        return
    for value in values.items:
        constant = _constant(value)
        if isinstance(constant, Fault):
            faults.add(constant)
        elif isinstance(value, Scalar) and value.written in seen:
            faults.add(tell.for_value_twice(value.span, value.written))
        elif isinstance(value, Scalar):
            seen.add(value.written)
            yield f"[{value.written}]", {word.written: constant}


def _constant(node: Node) -> Const | Fault:
    """A value of a `for`: an unquoted number or date stands for itself, and for the text as written."""
    if not isinstance(node, Scalar) or isinstance(node.value, bool | None) or not node.written.strip():
        return tell.bad_for_value(node.span)
    value, span = node.value, node.span
    if isinstance(value, str):
        return Const(value, type=TEXT, span=span)
    if isinstance(value, date):
        return Const(value, node.written, type=DATE, span=span)
    scale = len(node.written.partition(".")[2])
    if abs(value) >= LIMIT or scale > MOST_SCALE:
        return unread.number_too_long(span)
    type_ = INTEGER if isinstance(value, int) else scaled("number", scale)
    return Const(value, node.written, type=type_, span=span)
