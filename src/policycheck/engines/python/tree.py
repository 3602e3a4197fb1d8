"""Short ways to build Python's syntax tree. Generated code is trees all the way: no text is ever pasted together."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence

TRUE, FALSE, NONE = ast.Constant(True), ast.Constant(False), ast.Constant(None)


def name(word: str) -> ast.Name:
    """A variable read."""
    return ast.Name(word, ast.Load())


def attribute(value: ast.expr, word: str) -> ast.Attribute:
    """`value.word`."""
    return ast.Attribute(value, word, ast.Load())


def index(value: ast.expr, at: int | str) -> ast.Subscript:
    """`value[at]`."""
    return ast.Subscript(value, ast.Constant(at), ast.Load())


def call(function: ast.expr | str, *args: ast.expr) -> ast.Call:
    """`function(args)`."""
    return ast.Call(name(function) if isinstance(function, str) else function, list(args), [])


def compare(left: ast.expr, operator: ast.cmpop, right: ast.expr) -> ast.Compare:
    """`left operator right`."""
    return ast.Compare(left, [operator], [right])


def is_(value: ast.expr, constant: ast.Constant) -> ast.Compare:
    """`value is constant`."""
    return compare(value, ast.Is(), constant)


def is_not_none(value: ast.expr) -> ast.Compare:
    """`value is not None`."""
    return compare(value, ast.IsNot(), NONE)


def all_of(parts: Iterable[ast.expr]) -> ast.expr:
    """`a and b and …`, constants folded."""
    return _joined(parts, ast.And(), neutral=True)


def any_of(parts: Iterable[ast.expr]) -> ast.expr:
    """`a or b or …`, constants folded."""
    return _joined(parts, ast.Or(), neutral=False)


def _joined(parts: Iterable[ast.expr], operator: ast.boolop, neutral: bool) -> ast.expr:
    kept: list[ast.expr] = []
    for part in parts:
        if isinstance(part, ast.Constant) and part.value is neutral:
            continue
        if isinstance(part, ast.Constant) and part.value is (not neutral):
            return FALSE if neutral else TRUE
        kept.append(part)
    if not kept:
        return TRUE if neutral else FALSE
    return kept[0] if len(kept) == 1 else ast.BoolOp(operator, kept)


def not_(part: ast.expr) -> ast.expr:
    """`not part`, constants folded."""
    if isinstance(part, ast.Constant) and isinstance(part.value, bool):
        return FALSE if part.value else TRUE
    return ast.UnaryOp(ast.Not(), part)


def if_else(condition: ast.expr, then: ast.expr, otherwise: ast.expr) -> ast.expr:
    """`then if condition else otherwise`, constants folded."""
    if isinstance(condition, ast.Constant) and isinstance(condition.value, bool):
        return then if condition.value else otherwise
    return ast.IfExp(condition, then, otherwise)


def assign(word: str, value: ast.expr) -> ast.Assign:
    """`word = value`."""
    return ast.Assign([ast.Name(word, ast.Store())], value)


def unpack(words: Sequence[str], value: ast.expr) -> ast.Assign:
    """`a, b, … = value`."""
    return ast.Assign([ast.Tuple([ast.Name(word, ast.Store()) for word in words], ast.Store())], value)


def function(word: str, parameters: Sequence[str], body: list[ast.stmt]) -> ast.FunctionDef:
    """`def word(parameters): body`."""
    arguments = ast.arguments([], [ast.arg(parameter) for parameter in parameters], None, [], [], None, [])
    return ast.FunctionDef(word, arguments, body, [], None)


def loop(word: str, over: ast.expr, body: list[ast.stmt]) -> ast.For:
    """`for word in over: body`."""
    return ast.For(ast.Name(word, ast.Store()), over, body, [])


def when(condition: ast.expr, then: list[ast.stmt], otherwise: list[ast.stmt] | None = None) -> ast.stmt:
    """`if condition: then else: otherwise`."""
    return ast.If(condition, then, otherwise or [])


def give(value: ast.expr) -> ast.Return:
    """`return value`."""
    return ast.Return(value)


def do(value: ast.expr) -> ast.Expr:
    """An expression as a statement."""
    return ast.Expr(value)


_PLACE = {"lineno": 1, "col_offset": 0, "end_lineno": 1, "end_col_offset": 0}


def located(module: ast.Module) -> ast.Module:
    """The module with the places that Python's compiler asks for, all the same; `ast.fix_missing_locations` is slow."""
    pending: list[object] = [module]
    take = pending.append
    while pending:
        parts = vars(pending.pop())
        for part in parts.values():
            if part.__class__ is list:
                pending += [item for item in part if isinstance(item, ast.AST)]
            elif isinstance(part, _PLACED):
                take(part)
        parts.update(_PLACE)
    return module


_PLACED = (ast.expr, ast.stmt, ast.arguments)
