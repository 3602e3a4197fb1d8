"""From an expression to the typed tree: names resolved, types checked, every fault at its word."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from policycheck.faults import Faults
from policycheck.language.arithmetic import calculation, minus
from policycheck.language.calls import call
from policycheck.language.checking import Checker, Handler, any_faulty
from policycheck.language.conditions import chain, either, junction, negation
from policycheck.language.ir import Node
from policycheck.language.literals import constant, constants
from policycheck.language.resolve import attribute, name
from policycheck.language.scope import Scope
from policycheck.language.syntax import Expression, parse


def check(expression: Expression, scope: Scope, faults: Faults) -> Node | None:
    """The typed node for an expression of any kind, or None with its faults collected."""
    tree = parse(expression, faults)
    return _sound(_checker(expression, scope, faults).node(tree)) if tree else None


def check_condition(expression: Expression, scope: Scope, faults: Faults) -> Node | None:
    """The typed node for an expression that must be true or false."""
    tree = parse(expression, faults)
    return _sound(_checker(expression, scope, faults).condition(tree)) if tree else None


def check_value(expression: Expression, scope: Scope, faults: Faults) -> Node | None:
    """The typed node for an expression that must be a value, or a set of flags; a record stands for its key."""
    tree = parse(expression, faults)
    if tree is None:
        return None
    checker = _checker(expression, scope, faults)
    node = checker.node(tree)
    return _sound(node if node.type.kind == "flags" else checker.as_value(node, tree))


def _checker(expression: Expression, scope: Scope, faults: Faults) -> Checker:
    return Checker(expression, scope, faults, _HANDLERS)


def _sound(node: Node) -> Node | None:
    return None if any_faulty(node) else node


def _before(checker: Checker, tree: ast.UnaryOp) -> Node:
    if isinstance(tree.op, ast.Not):
        return negation(checker, tree)
    if isinstance(tree.op, ast.USub):
        return minus(checker, tree)
    return checker.refuse(tree, f"`{checker.part(tree)[:1]}` before a value", "take it away")


_HANDLERS: Mapping[type[ast.expr], Handler] = {
    ast.Constant: constant,
    ast.List: constants,
    ast.Name: name,
    ast.Attribute: attribute,
    ast.BoolOp: junction,
    ast.UnaryOp: _before,
    ast.IfExp: either,
    ast.Compare: chain,
    ast.BinOp: calculation,
    ast.Call: call,
}
