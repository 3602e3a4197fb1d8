"""Values that stand in an expression as such: texts, numbers, dates and lists of them."""

from __future__ import annotations

import ast
import re
from datetime import date
from decimal import Decimal

from policycheck.language import messages as say
from policycheck.language import syntax_messages as unread
from policycheck.language import type_messages as unfit
from policycheck.language.checking import Checker, any_faulty, faulty
from policycheck.language.ir import Const, Node
from policycheck.language.types import (
    BOOLEAN,
    DATE,
    INTEGER,
    LIMIT,
    MISSING,
    MOST_SCALE,
    TEXT,
    Scalar,
    Type,
    list_of,
    scaled,
)
from policycheck.source import Span

_DECIMAL = re.compile(r"[0-9][0-9_]*(\.[0-9][0-9_]*)?")
_ONE_TEXT = re.compile(r""""(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'""")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def constant(checker: Checker, tree: ast.Constant) -> Node:
    """A text, a number, true, false or missing."""
    span, text = checker.span(tree), checker.part(tree)
    match tree.value:
        case bool():
            return Const(tree.value, type=BOOLEAN, span=span)
        case None:
            return Const(None, type=MISSING, span=span)
        case str():
            return _text(checker, tree, tree.value, text)
        case int() | float():
            return _number(checker, text, span)
    return checker.refuse(tree)


def _text(checker: Checker, tree: ast.Constant, value: str, text: str) -> Node:
    if text[:1].isalpha():
        return checker.refuse(tree)
    if not _ONE_TEXT.fullmatch(text):  # Python joins texts that stand side by side, which hides a missing comma
        return checker.fault(unread.texts_side_by_side(checker.span(tree)))
    return Const(value, type=TEXT, span=checker.span(tree))


def _number(checker: Checker, text: str, span: Span) -> Const:
    if not _DECIMAL.fullmatch(text):
        return checker.fault(unread.bad_literal(span, text))
    whole, _, behind = text.replace("_", "").partition(".")
    if len(whole.lstrip("0")) > len(str(LIMIT)) - 1 or len(behind) > MOST_SCALE:
        return checker.fault(unread.number_too_long(span))
    if behind:
        return Const(Decimal(f"{whole}.{behind}"), type=scaled("number", len(behind)), span=span)
    return Const(int(whole), type=INTEGER, span=span)


def day(checker: Checker, tree: ast.Call) -> Node:
    """`date("2024-01-31")`."""
    word = tree.args[0] if len(tree.args) == 1 else None
    if not (isinstance(word, ast.Constant) and isinstance(word.value, str)):
        return checker.fault(unread.bad_date(checker.span(tree), checker.part(tree)))
    try:
        if not _DATE.fullmatch(word.value):
            raise ValueError
        return Const(date.fromisoformat(word.value), type=DATE, span=checker.span(tree))
    except ValueError:
        return checker.fault(unread.bad_date(checker.span(word), word.value))


def constants(checker: Checker, tree: ast.List) -> Node:
    """`["SE", "DK"]`."""
    span = checker.span(tree)
    items = [checker.value(item) for item in tree.elts]
    if any_faulty(*items):
        return faulty(span)
    if not items:
        return checker.fault(say.empty_list(span))
    first, values = items[0].type, list[Scalar]()
    for item in items:
        if not isinstance(item, Const) or not isinstance(item.value, Scalar):
            return checker.fault(say.only_constants(item.span))
        if item.type.kind != first.kind and not (item.type.numeric and first.numeric):
            return checker.fault(unfit.mixed_list(item.span, first, item.type))
        values.append(item.value)
    places = tuple(item.span for item in items)
    return Const(tuple(values), places=places, type=list_of(_element(first, items)), span=span)


def _element(first: Type, items: list[Node]) -> Type:
    if not first.numeric or all(item.type.kind == "integer" for item in items):
        return first
    return scaled("number", max(item.type.scale for item in items))
