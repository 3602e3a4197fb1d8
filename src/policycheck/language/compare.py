"""Which values may be compared, and what literals become on the way."""

from __future__ import annotations

from dataclasses import replace

from policycheck.faults import Fault
from policycheck.language import messages as say
from policycheck.language import type_messages as unfit
from policycheck.language.ir import Const, Node, Op
from policycheck.language.types import BOOLEAN, FAULTY, TEXT, Type, scaled
from policycheck.source import Span


def compare(name: str, sign: str, left: Node, right: Node, span: Span) -> Node | Fault:
    """The comparison of two values by an operator, or the fault that forbids it."""
    if FAULTY in (left.type, right.type):
        return Const(None, type=FAULTY, span=span)
    left, right = _as_written(left, right.type), _as_written(right, left.type)
    if name in ("eq", "ne"):
        fault = _unequal(left, right, span, sign)
    else:
        ordered = (left.type.numeric and right.type.numeric) or left.type.kind == right.type.kind == "date"
        fault = None if ordered else unfit.cannot_compare(span, left.type, right.type, sign)
    return fault or Op(name, (left, right), type=BOOLEAN, span=span)


def compatible(name: str, sign: str, item: Node, over: Node, span: Span) -> Node | Fault:
    """Membership of a value in a list, or of a list's elements in another's."""
    if FAULTY in (item.type, over.type):
        return Const(None, type=FAULTY, span=span)
    element = item.type.of if item.type.kind == "list" and name != "in" else item.type
    other = over.type.of
    if element is None or other is None:
        return unfit.cannot_compare(span, item.type, over.type, sign)
    over, item = _as_written(over, element), _as_written(item, other)
    element = item.type.of if item.type.kind == "list" and name != "in" and item.type.of else item.type
    other = over.type.of or other
    for node, type_ in ((item, other), (over, element)):
        fault = _unknown_constant(node, type_)
        if fault:
            return fault
    pair = Const(None, type=element, span=item.span), Const(None, type=other, span=over.span)
    fault = _unequal(pair[0], pair[1], span, sign)
    if fault:
        return unfit.cannot_compare(span, item.type, over.type, sign)
    return Op(name, (item, over), type=BOOLEAN, span=span)


def unify(left: Node, right: Node) -> Type | None:
    """The type of a value that is the one or the other; None where there is none."""
    a, b = left.type, right.type
    if a.kind == "missing" or b.kind == "missing":
        return b if a.kind == "missing" else a
    if a.numeric and b.numeric:
        kind = "money" if "money" in (a.kind, b.kind) else "number" if "number" in (a.kind, b.kind) else "integer"
        return scaled(kind, max(a.scale, b.scale))
    if a.textual and b.textual:
        if a.kind == "choice" and isinstance(right, Const) and right.value in a.names:
            return a
        if b.kind == "choice" and isinstance(left, Const) and left.value in b.names:
            return b
        return a if a == b else TEXT
    return a if a == b else None


def _unequal(left: Node, right: Node, span: Span, sign: str) -> Fault | None:
    """The fault of asking whether two values are equal, if there is one."""
    a, b = left.type, right.type
    fault = _unknown_constant(left, b) or _unknown_constant(right, a)
    if fault:
        return fault
    if a.numeric and b.numeric:
        return None
    if a.kind == b.kind == "choice" and not set(a.names) & set(b.names):
        return unfit.no_common_choice(span)
    if a.kind == b.kind == "ref" and a.record != b.record:
        return unfit.cannot_compare(span, a, b, sign)
    if a.textual and b.textual and {a.kind, b.kind} != {"ref", "choice"}:
        return None
    if a.kind == b.kind and a.kind in ("boolean", "date"):
        return None
    return unfit.cannot_compare(span, a, b, sign)


def _unknown_constant(node: Node, other: Type) -> Fault | None:
    """The fault of a constant that no choice of the other side has."""
    if isinstance(node, Op) and node.name == "if":
        return _unknown_constant(node.args[0], other) or _unknown_constant(node.args[2], other)
    if other.kind == "choice" and isinstance(node, Const):
        values = node.value if isinstance(node.value, tuple) else (node.value,)
        places = node.places or (node.span,) * len(values)
        for value, place in zip(values, places, strict=True):
            if isinstance(value, str) and value not in other.names:
                return say.unknown_choice(place, value, other.names)
    return None


def _as_written(node: Node, other: Type) -> Node:
    """A number or date that stood unquoted, as the text it was written as, where a text is meant."""
    if (
        isinstance(node, Const)
        and node.written is not None
        and (other.textual or (other.of is not None and other.of.textual))
    ):
        return replace(node, value=node.written, type=TEXT)
    return node
