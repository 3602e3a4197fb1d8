"""What a name means where it stands, alone or behind a dot."""

from __future__ import annotations

import ast
from dataclasses import replace

from policycheck.language import messages as say
from policycheck.language.checking import Checker, any_faulty, faulty
from policycheck.language.ir import (
    Collection,
    Const,
    Derived,
    Element,
    Field,
    Node,
    Param,
    Portfolio,
    Subject,
    Today,
)
from policycheck.language.operators import FUNCTIONS, QUANTIFIERS
from policycheck.language.rulebook import BUILT_IN, PORTFOLIO
from policycheck.language.types import BOOLEAN, DATE, Type, collection, record
from policycheck.source import Span

_APPLIED = frozenset(f"{name}{ending}" for name in BUILT_IN for ending in ("", "s"))


def name(checker: Checker, tree: ast.Name) -> Node:
    """A name that stands alone: the nearest meaning counts, the loop's variable first."""
    word, span, scope = tree.id, checker.span(tree), checker.scope
    if scope.element and word == scope.element[0]:
        return Element(word, type=scope.element[1], span=span)
    if word in scope.variables:
        return replace(scope.variables[word], span=span)
    if word in ("true", "false"):
        return Const(word == "true", type=BOOLEAN, span=span)
    if word == "today":
        return Today(type=DATE, span=span)
    portfolio = Portfolio(type=record(PORTFOLIO), span=span)
    if word == PORTFOLIO:
        return portfolio
    if scope.subject:
        found = _member(checker, Subject(type=record(scope.subject), span=span), scope.subject, word, span)
        if found:
            return found
    if word in scope.names.tables:
        return Collection(portfolio, word, word, None, type=collection(word), span=span)
    if word in _APPLIED:
        return checker.fault(say.applied_by_themselves(span, word))
    return checker.fault(say.unknown_name(span, word, scope.all_names(), _elsewhere(checker, word)))


def attribute(checker: Checker, tree: ast.Attribute) -> Node:
    """A name behind a dot: of `param`, a record or a reference."""
    word, names = checker.expression.attribute(tree), checker.scope.names
    if isinstance(tree.value, ast.Name) and tree.value.id == "param":
        type_ = names.parameters.get(tree.attr)
        if type_ is None:
            return checker.fault(say.unknown_parameter(word, tree.attr, names.parameters))
        return Param(tree.attr, type=type_, span=checker.span(tree))
    of = checker.node(tree.value)
    if any_faulty(of):
        return of
    if of.type.kind == "collection":
        return checker.fault(say.many_members(word, tree.attr))
    if of.type.kind not in ("record", "ref"):
        return checker.fault(say.no_members(word, of.type, tree.attr))
    found = _member(checker, of, of.type.record, tree.attr, checker.span(tree))
    if found is None and of.type.record == PORTFOLIO and tree.attr in _APPLIED:
        return checker.fault(say.applied_by_themselves(word, tree.attr))
    return found or checker.fault(say.unknown_member(word, of.type.record, tree.attr, names.members(of.type.record)))


def _member(checker: Checker, of: Node, about: str, word: str, span: Span) -> Node | None:
    """A field, derivation or collection of a record; None where it has none of that name."""
    names = checker.scope.names
    type_ = names.types.get(about)
    if type_ is None:
        return faulty(span)
    if word in type_.fields:
        return Field(of, word, type=type_.fields[word].type, span=span)
    if word in names.derived.get(about, ()):
        derivation = names.derive(about, word)
        return Derived(of, word, about, type=derivation.type, span=span) if derivation else faulty(span)
    inverse = names.collections(about).get(word)
    if inverse:
        type_of = collection(inverse.record)
        return Collection(of, word, inverse.record, inverse.field or None, type=type_of, span=span)
    return None


def _elsewhere(checker: Checker, word: str) -> str:
    """A hint for a name that another part of the pack has."""
    names, subject, element = checker.scope.names, checker.scope.subject, checker.scope.element
    if word in names.parameters:
        return f"a parameter is written `param.{word}`"
    if word == "param":
        return "name the parameter: `param.…`"
    if subject and word in names.collections(PORTFOLIO):
        return f"from here it is written `{PORTFOLIO}.{word}`"
    if element and element[1].kind in ("record", "ref") and word in set(names.members(element[1].record)):
        return f"of the element it is written `{element[0]}.{word}`"
    for field in names.types[subject].fields.values() if subject else ():
        if field.type.kind == "ref" and word in set(names.members(field.type.record)):
            return f"it is a part of {field.type.record}: write `{field.name}.{word}`"
    if word in FUNCTIONS or word in QUANTIFIERS:
        return f"write it with its values: `{word}(…)`"
    if word.casefold() in _YES_OR_NO:
        return f"write `{_YES_OR_NO[word.casefold()]}`, or the field alone: `flag`, `not flag`"
    about = {subject, element[1].record if element else None} & set(names.types)
    if any(word in _choices(field.type) for record_ in about for field in names.types[record_ or ""].fields.values()):
        return f'a choice stands in quotes: `"{word}"`'
    return ""


def _choices(type_: Type) -> tuple[str, ...]:
    """The choices that a value of a type, or an element of it, is one of."""
    return (type_.of or type_).names


_YES_OR_NO = {"yes": "true", "ja": "true", "no": "false", "nei": "false"}
