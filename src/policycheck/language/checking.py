"""What every check of an expression shares: where a part stands, what it must be, and what becomes of a fault."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from policycheck.faults import Fault, Faults
from policycheck.language import messages as say
from policycheck.language import type_messages as unfit
from policycheck.language.ir import Const, Field, Node, Op
from policycheck.language.rulebook import PORTFOLIO
from policycheck.language.scope import Scope
from policycheck.language.syntax import Expression
from policycheck.language.types import FAULTY, Type, ref
from policycheck.pack.words import shown
from policycheck.source import Span

Handler: TypeAlias = Callable[["Checker", Any], Node]
"""From a checker and a part of one kind to the part's typed node."""


@dataclass(frozen=True)
class Checker:
    """Checks one expression in a scope; `handlers` says how each kind of part is checked."""

    expression: Expression
    scope: Scope
    faults: Faults
    handlers: Mapping[type[ast.expr], Handler]

    def node(self, tree: ast.expr) -> Node:
        """The typed node for any part."""
        handler = self.handlers.get(type(tree))
        if handler is not None:
            return handler(self, tree)
        if isinstance(tree, ast.Tuple) and not tree.elts:
            return self.refuse(tree)
        what, hint = _NOT_OURS.get(type(tree), ("", ""))
        return self.refuse(tree, what, hint)

    def condition(self, tree: ast.expr) -> Node:
        """The typed node for a part that must be true or false."""
        node = self.node(tree)
        if node.type.kind not in ("boolean", "faulty"):
            return self.fault(unfit.not_a_condition(self.span(tree), node.type))
        return node

    def value(self, tree: ast.expr) -> Node:
        """The typed node for a part that must be a value; a record stands for its key."""
        return self.as_value(self.node(tree), tree)

    def as_value(self, node: Node, tree: ast.expr) -> Node:
        """The node of a part that must be a value, which is the record's key where it is a record."""
        if node.type.kind == "record" and node.type.record != PORTFOLIO:
            key = self.scope.names.types[node.type.record].key
            if key:
                return Field(node, key, type=ref(node.type.record), span=node.span)
        if node.type.kind in ("record", "collection", "flags", "duration"):
            return self.fault(unfit.not_a_value(self.span(tree), node.type))
        return node

    def fault(self, fault: Fault) -> Const:
        """Takes a fault in; the part that has it lets every later check pass."""
        self.faults.add(fault)
        return faulty(fault.span)

    def settle(self, found: Node | Fault) -> Node:
        """The node, or what stands for it where there is a fault instead."""
        return self.fault(found) if isinstance(found, Fault) else found

    def refuse(self, tree: ast.expr, what: str = "", hint: str = "") -> Const:
        """The fault of a part that the language does not have."""
        return self.fault(say.not_in_language(self.span(tree), what or f"`{shown(self.part(tree))}`", hint))

    def op(self, name: str, args: tuple[Node, ...], type_: Type, span: Span) -> Node:
        """An operator on its arguments; faulty where one of them is."""
        return faulty(span) if any_faulty(*args) else Op(name, args, type=type_, span=span)

    def span(self, tree: ast.expr) -> Span:
        """Where a part stands in the author's file."""
        return self.expression.place(tree)

    def part(self, tree: ast.expr) -> str:
        """The author's characters for a part."""
        return self.expression.part(tree)


def faulty(span: Span) -> Const:
    """What stands for a part that has a fault."""
    return Const(None, type=FAULTY, span=span)


def any_faulty(*nodes: Node) -> bool:
    """Whether one of the parts has a fault already."""
    return any(node.type is FAULTY for node in nodes)


_NOT_OURS: Mapping[type[ast.expr], tuple[str, str]] = {
    ast.Lambda: ("a function of one's own", "derive a value under `derive`"),
    ast.NamedExpr: ("`:=`", "derive a value under `derive`"),
    ast.JoinedStr: ("a text with `f` before its quote", "templates stand in messages: `{title}`"),
    ast.ListComp: ("a list made by `for`", "ask `any(… for v in …)`, `count(v for v in …)` or another quantifier"),
    ast.SetComp: ("a set made by `for`", "to count different values, write `unique(x for v in …)`"),
    ast.GeneratorExp: ("`for` outside a quantifier", "write `any(…)`, `all(…)` or `count(…)` around it"),
    ast.DictComp: ("a dictionary", ""),
    ast.Dict: ("`{…}`", ""),
    ast.Set: ("`{…}`", "write a list of constants in `[…]`"),
    ast.Tuple: ("a comma", "write a list of constants in `[…]`"),
    ast.Subscript: ("`[…]` behind a value", "ask `value in list`, or a quantifier"),
    ast.Starred: ("`*` before a value", "write the values one by one"),
    ast.Await: ("`await`", ""),
    ast.Yield: ("`yield`", ""),
    ast.YieldFrom: ("`yield`", ""),
}
