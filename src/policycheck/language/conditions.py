"""What is true, false or unknown: `and`, `or`, `not`, comparisons, membership, and the choice between two values."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from policycheck.language import messages as say
from policycheck.language import type_messages as unfit
from policycheck.language.checking import Checker, any_faulty, faulty
from policycheck.language.compare import compare, compatible, unify
from policycheck.language.ir import Const, Derived, Flag, Node
from policycheck.language.types import BOOLEAN
from policycheck.source import Span

_SIGNS: Mapping[type[ast.cmpop], tuple[str, str]] = {
    ast.Eq: ("eq", "=="),
    ast.NotEq: ("ne", "!="),
    ast.Lt: ("lt", "<"),
    ast.LtE: ("le", "<="),
    ast.Gt: ("gt", ">"),
    ast.GtE: ("ge", ">="),
}


def junction(checker: Checker, tree: ast.BoolOp) -> Node:
    """`a and b`, `a or b`."""
    sign = "and" if isinstance(tree.op, ast.And) else "or"
    return checker.op(sign, tuple([checker.condition(part) for part in tree.values]), BOOLEAN, checker.span(tree))


def negation(checker: Checker, tree: ast.UnaryOp) -> Node:
    """`not a`."""
    return checker.op("not", (checker.condition(tree.operand),), BOOLEAN, checker.span(tree))


def either(checker: Checker, tree: ast.IfExp) -> Node:
    """`a if c else b`."""
    span = checker.span(tree)
    condition = checker.condition(tree.test)
    left, right = checker.value(tree.body), checker.value(tree.orelse)
    if any_faulty(left, right):
        return faulty(span)
    type_ = unify(left, right)
    if type_ is None:
        return checker.fault(unfit.branches_differ(span, left.type, right.type))
    return checker.op("if", (left, condition, right), type_, span)


def chain(checker: Checker, tree: ast.Compare) -> Node:
    """`a < b <= c`: each link, joined by `and`."""
    lefts = [tree.left, *tree.comparators]
    links = [
        _link(checker, left, operator, right)
        for left, operator, right in zip(lefts, tree.ops, tree.comparators, strict=False)
    ]
    return links[0] if len(links) == 1 else checker.op("and", tuple(links), BOOLEAN, checker.span(tree))


def _link(checker: Checker, left: ast.expr, operator: ast.cmpop, right: ast.expr) -> Node:
    span = checker.expression.between(left, right)
    match operator:
        case ast.Is() | ast.IsNot():
            if not (isinstance(right, ast.Constant) and right.value is None):
                word = checker.part(right)
                if word.lower() in ("true", "false"):
                    negated = (word.lower() == "false") != isinstance(operator, ast.IsNot)
                    return checker.fault(unfit.stands_alone(span, checker.part(left), negated))
                return checker.fault(unfit.only_is_none(span))
            known = checker.op("known", (checker.value(left),), BOOLEAN, span)
            return known if isinstance(operator, ast.IsNot) else checker.op("not", (known,), BOOLEAN, span)
        case ast.In():
            return _membership(checker, left, right, span)
        case ast.NotIn():
            return checker.op("not", (_membership(checker, left, right, span),), BOOLEAN, span)
    name, sign = _SIGNS[type(operator)]
    return checker.settle(compare(name, sign, checker.value(left), checker.value(right), span))


def _membership(checker: Checker, left: ast.expr, right: ast.expr, span: Span) -> Node:
    over = checker.node(right)
    if isinstance(over, Derived) and over.type.kind == "flags":
        return _flag(checker, left, over, span)
    item = checker.value(left)
    if any_faulty(over, item):
        return faulty(span)
    if over.type.kind == "period":
        if item.type.kind != "date":
            return checker.fault(unfit.cannot_compare(span, item.type, over.type, "in"))
        return checker.op("within", (item, over), BOOLEAN, span)
    if over.type.kind != "list":
        return checker.fault(unfit.not_in_list(over.span, over.type))
    return checker.settle(compatible("in", "in", item, over, span))


def _flag(checker: Checker, word: ast.expr, flags: Derived, span: Span) -> Node:
    """`"minors" in risk_triggers`: that condition."""
    const = checker.node(word)
    if any_faulty(const):
        return const
    name = (const.written or const.value) if isinstance(const, Const) else None
    if not isinstance(name, str):
        return checker.fault(say.flag_by_name(checker.span(word)))
    if name not in flags.type.names:
        return checker.fault(say.unknown_flag(checker.span(word), name, flags.type.names))
    return Flag(flags.of, flags.name, flags.record, name, type=BOOLEAN, span=span)
