"""Functions of values: what each takes, and the operator it becomes."""

from __future__ import annotations

import ast

from policycheck.language import messages as say
from policycheck.language import type_messages as unfit
from policycheck.language.arithmetic import LENGTHS
from policycheck.language.checking import Checker, any_faulty, faulty
from policycheck.language.compare import compatible
from policycheck.language.habits import ours
from policycheck.language.ir import Derived, Node, Op
from policycheck.language.literals import day
from policycheck.language.loops import each_flag, quantifier
from policycheck.language.operators import FUNCTIONS, OPERATORS, QUANTIFIERS, Function
from policycheck.language.syntax_messages import other_tongue
from policycheck.language.types import BOOLEAN, DATE, DURATION, INTEGER
from policycheck.pack.words import shown
from policycheck.source import Span


def call(checker: Checker, tree: ast.Call) -> Node:
    """A function's name with its values in parentheses."""
    if not isinstance(tree.func, ast.Name):
        return _of_something_else(checker, tree.func)
    if tree.keywords:
        place = checker.expression.place(tree.keywords[0])
        return checker.fault(say.not_in_language(place, "`name=value` in a call", "write the value alone"))
    name = tree.func.id
    if name in QUANTIFIERS:
        return quantifier(checker, name, tree)
    if name == "date":
        return day(checker, tree)
    function = FUNCTIONS.get(name)
    if function is None:
        meant = ours(name)
        if meant:
            return checker.fault(other_tongue(checker.span(tree.func), name, f"`{meant}`"))
        known = (*FUNCTIONS, *QUANTIFIERS, "date")
        return checker.fault(say.unknown_function(checker.span(tree.func), name, known))
    span, wanted, found = checker.span(tree), len(function.takes), len(tree.args)
    if wanted != found:
        return checker.fault(say.wrong_arguments(span, name, wanted, found, function.example))
    args = tuple(
        _argument(checker, name, function, argument, kinds)
        for argument, kinds in zip(tree.args, function.takes, strict=True)
    )
    return faulty(span) if any_faulty(*args) else _function(checker, name, args, span)


def _of_something_else(checker: Checker, func: ast.expr) -> Node:
    if isinstance(func, ast.Attribute):
        word, hint = checker.expression.attribute(func), "functions stand before their values: `len(themes)`"
        return checker.fault(say.not_in_language(word, f"a call of `.{shown(func.attr)}`", hint))
    return checker.refuse(func, "a call of anything but a function's name")


def _argument(checker: Checker, name: str, function: Function, tree: ast.expr, kinds: tuple[str, ...]) -> Node:
    node = checker.node(tree)
    if node.type.kind in ("record", "duration"):
        node = checker.as_value(node, tree)
    if any_faulty(node) or (node.type.kind in kinds if kinds else node.type.kind != "flags"):
        return node
    return checker.fault(unfit.wrong_argument(checker.span(tree), name, node.type, function.example))


def _function(checker: Checker, name: str, args: tuple[Node, ...], span: Span) -> Node:
    operator, first = FUNCTIONS[name].operator, args[0]
    if name in LENGTHS:
        return Op(operator, args, type=DURATION, span=span)
    if name == "missing":
        return checker.op("not", (checker.op("present", args, BOOLEAN, span),), BOOLEAN, span)
    if name in ("intersects", "subset"):
        return checker.settle(compatible(operator, name, first, args[1], span))
    if name == "len" and isinstance(first, Derived) and first.type.kind == "flags":
        return checker.op("how_many", each_flag(first), INTEGER, span)
    types = {"boolean": BOOLEAN, "integer": INTEGER, "date": DATE}
    return checker.op(operator, args, types.get(OPERATORS[operator].result, first.type), span)
