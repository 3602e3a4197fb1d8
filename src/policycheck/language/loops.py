"""Quantifiers: a value over the elements of a collection, a list or a table, or over flags."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import get_args

from policycheck.language import messages as say
from policycheck.language.checking import Checker, any_faulty, faulty
from policycheck.language.ir import Derived, Flag, Node, Quantifier, QuantifierKind
from policycheck.language.scope import RESERVED
from policycheck.language.types import BOOLEAN, INTEGER, Type, record
from policycheck.source import Span

_KINDS: Mapping[str, QuantifierKind] = {kind: kind for kind in get_args(QuantifierKind)}
_FITS: Mapping[str, Callable[[Type], bool]] = {
    "sum": lambda type_: type_.numeric,
    "min": lambda type_: type_.numeric or type_.kind == "date",
    "max": lambda type_: type_.numeric or type_.kind == "date",
    "unique": lambda type_: type_.kind not in ("list", "period", "missing"),
}


def quantifier(checker: Checker, name: str, tree: ast.Call) -> Node:
    """`any(condition for v in collection if condition)`, or `any(flags)`."""
    span = checker.span(tree)
    argument = tree.args[0] if len(tree.args) == 1 else None
    if isinstance(argument, ast.GeneratorExp):
        return _loop(checker, name, argument, span)
    if argument is None:
        return checker.fault(say.not_a_loop(span, name))
    node = checker.node(argument)
    if any_faulty(node):
        return node
    if isinstance(node, Derived) and node.type.kind == "flags" and name in ("any", "all"):
        return checker.op("or" if name == "any" else "and", each_flag(node), BOOLEAN, span)
    over = checker.part(argument) if node.type.kind in ("collection", "list") else ""
    return checker.fault(say.not_a_loop(span, name, over))


def each_flag(flags: Derived) -> tuple[Node, ...]:
    """The conditions of a set of flags."""
    return tuple(
        Flag(flags.of, flags.name, flags.record, name, type=BOOLEAN, span=flags.span) for name in flags.type.names
    )


def _loop(checker: Checker, name: str, tree: ast.GeneratorExp, span: Span) -> Node:
    if checker.scope.element:
        return checker.fault(say.nested_loop(span))
    if len(tree.generators) > 1:
        return checker.fault(say.one_loop(checker.span(tree.generators[1].target)))
    loop = tree.generators[0]
    target = checker.span(loop.target)
    if loop.is_async:
        return checker.fault(say.not_in_language(target, "`async`", "take the word away"))
    if not isinstance(loop.target, ast.Name):
        return checker.fault(say.single_variable(target))
    if loop.target.id in RESERVED:
        return checker.fault(say.shadowed_word(target, loop.target.id))
    over = checker.node(loop.iter)
    if any_faulty(over):
        return over
    if over.type.kind == "collection":
        element = record(over.type.record)
    elif over.type.kind == "list" and over.type.of:
        element = over.type.of
    else:
        return checker.fault(say.not_countable(checker.span(loop.iter), over.type))
    scope = replace(checker.scope, element=(loop.target.id, element))
    return _over(replace(checker, scope=scope), name, tree.elt, loop, over, span)


def _over(inner: Checker, name: str, elt: ast.expr, loop: ast.comprehension, over: Node, span: Span) -> Node:
    """The quantifier, with its value and its conditions checked where the variable is known."""
    assert inner.scope.element
    variable = inner.scope.element[0]
    conditions = tuple([inner.condition(part) for part in loop.ifs])
    where = conditions[0] if len(conditions) == 1 else None
    if len(conditions) > 1:
        where = inner.op("and", conditions, BOOLEAN, span)
    if name == "count":
        if not (isinstance(elt, ast.Name) and elt.id == variable):
            return inner.fault(say.count_the_variable(inner.span(elt), variable))
        value, type_ = None, INTEGER
    elif name in ("any", "all"):
        value, type_ = inner.condition(elt), BOOLEAN
    else:
        value = inner.value(elt)
        if not any_faulty(value) and not _FITS[name](value.type):
            return inner.fault(say.unordered(inner.span(elt), name, value.type))
        type_ = INTEGER if name == "unique" else value.type
    if any_faulty(*(part for part in (value, where) if part is not None)):
        return faulty(span)
    return Quantifier(_KINDS[name], over, value, where, variable, type=type_, span=span)
