"""Numbers and dates: `+`, `-`, `*`, and how many digits a result has behind the point."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from decimal import Decimal

from policycheck.language import messages as say
from policycheck.language import type_messages as unfit
from policycheck.language.checking import Checker, any_faulty, faulty
from policycheck.language.habits import iso_date
from policycheck.language.ir import Const, Node, Op
from policycheck.language.syntax_messages import date_without_quotes
from policycheck.language.types import DATE, INTEGER, MOST_SCALE, scaled
from policycheck.source import Span

_SIGNS: Mapping[type[ast.operator], tuple[str, str]] = {
    ast.Add: ("add", "+"),
    ast.Sub: ("sub", "-"),
    ast.Mult: ("mul", "*"),
}
LENGTHS = ("days", "months", "years")
"""The functions that give a length of time, which only `+` and `-` take."""


def minus(checker: Checker, tree: ast.UnaryOp) -> Node:
    """`-a`."""
    span, operand = checker.span(tree), checker.value(tree.operand)
    if any_faulty(operand):
        return operand
    if not operand.type.numeric:
        return checker.fault(unfit.cannot_negate(span, operand.type))
    if isinstance(operand, Const) and isinstance(operand.value, int | Decimal):
        turned = -operand.value if isinstance(operand.value, int) else operand.value.copy_negate()
        return Const(turned, type=operand.type, span=span)  # copied, not computed: no context of the caller's rounds it
    return checker.op("neg", (operand,), operand.type, span)


def calculation(checker: Checker, tree: ast.BinOp) -> Node:
    """`a + b`, `a - b`, `a * b`."""
    span, operator = checker.span(tree), checker.expression.operator(tree.left, tree.right)
    if isinstance(tree.op, ast.Div | ast.FloorDiv):
        return checker.fault(say.division(operator))
    if type(tree.op) not in _SIGNS:
        return checker.fault(say.other_arithmetic(operator))
    day = iso_date(checker.part(tree))
    if day:
        return checker.fault(date_without_quotes(span, checker.part(tree), day))
    name, sign = _SIGNS[type(tree.op)]
    left, right = _operand(checker, tree.left), _operand(checker, tree.right)
    if any_faulty(left, right):
        return faulty(span)
    if left.type.numeric and right.type.numeric:
        return _numbers(checker, name, left, right, span)
    if left.type.kind == "duration" and name == "add":
        left, right = right, left
    if left.type.kind == "date" and isinstance(right, Op) and right.type.kind == "duration" and name != "mul":
        return _shift(checker, name, left, right, span)
    if left.type.kind == right.type.kind == "date" and name == "sub":
        return checker.op("days_between", (left, right), INTEGER, span)
    return checker.fault(unfit.cannot_calculate(span, sign, left.type, right.type))


def _operand(checker: Checker, tree: ast.expr) -> Node:
    """A value, or a length of time."""
    length = isinstance(tree, ast.Call) and isinstance(tree.func, ast.Name) and tree.func.id in LENGTHS
    return checker.node(tree) if length else checker.value(tree)


def _numbers(checker: Checker, name: str, left: Node, right: Node, span: Span) -> Node:
    kinds = {left.type.kind, right.type.kind}
    kind = "money" if "money" in kinds else "number" if "number" in kinds else "integer"
    scales = left.type.scale, right.type.scale
    scale = sum(scales) if name == "mul" else max(scales)
    if scale > MOST_SCALE:
        return checker.fault(unfit.scale_too_large(span, scale))
    return checker.op(name, (left, right), scaled(kind, scale), span)


def _shift(checker: Checker, name: str, day: Node, length: Op, span: Span) -> Node:
    amount = length.args[0]
    if length.name == "years":
        twelve = Const(12, type=INTEGER, span=length.span)
        amount = checker.op("mul", (amount, twelve), INTEGER, length.span)
    if name == "sub":
        amount = checker.op("neg", (amount,), INTEGER, length.span)
    return checker.op("add_days" if length.name == "days" else "add_months", (day, amount), DATE, span)
