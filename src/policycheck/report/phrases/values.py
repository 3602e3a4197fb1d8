"""Constants and calculations in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from policycheck.language.ir import Const, Flag, Node, Op, Param, Today
from policycheck.report.phrases.dates import shifted
from policycheck.report.phrases.loops import over
from policycheck.report.phrases.naming import Place, variable
from policycheck.report.phrases.statement import Name, Phrase, Under
from policycheck.report.speech import labels_of

if TYPE_CHECKING:
    from policycheck.report.phrases.conditions import Phrases

_LOOSE: Mapping[str, tuple[str, ...]] = {
    "add": (),
    "sub": (),
    "from": ("add", "sub"),
    "mul": ("add", "sub", "neg"),
}
"""Operators whose arguments stand in parentheses where they are one of some others."""


def constant(phrases: Phrases, node: Const, place: Place, like: Node | None) -> Phrase:
    """A constant, said as the kind of value that it is compared with."""
    word = variable(node)
    if word is not None:
        return (Name(word, "variable"),)
    if node.value is None:
        return phrases.say("missing")
    other = like if like is not None else node
    labels = {**place.labels, **labels_of(other, phrases.rulebook)}
    type_ = other.type if other.type.numeric else node.type
    return phrases.value_of(node.value, type_, labels)


def calculated(phrases: Phrases, node: Op, place: Place) -> Phrase:
    """An operator that gives a value."""
    match node.name:
        case "if":
            return ("(", *either(phrases, node, place), ")")
        case "add_days" | "add_months":
            return shifted(phrases, node, _operand(phrases, node, 0, place), place)
        case "year" | "month" if isinstance(node.args[0], Today):
            return phrases.say(f"this {node.name}")
        case "start" | "until" if isinstance(node.args[0], Param):
            return phrases.say(node.name, (phrases.parameter(node.args[0].name),))
        case "how_many":
            flag = node.args[0]
            assert isinstance(flag, Flag)
            return phrases.say("how_many", phrases.derivation(flag, phrases.owner(flag.of, place)))
        case "len" if node.args[0].type.kind == "collection":
            return phrases.say("count", over(phrases, node.args[0], place))
    return phrases.say(node.name, *(_operand(phrases, node, at, place) for at in range(len(node.args))))


def either(phrases: Phrases, node: Op, place: Place) -> Phrase:
    """A choice between two values."""
    then, when, otherwise = node.args
    like = otherwise if isinstance(then, Const) else then
    one, other = phrases.value(then, place, like), phrases.value(otherwise, place, like)
    return phrases.say("either", one, (Under(phrases.condition(when, place)),), other)


def _operand(phrases: Phrases, node: Op, at: int, place: Place) -> Phrase:
    """An argument of a calculation, in parentheses where it would be misread."""
    arg = node.args[at]
    words = phrases.value(arg, place)
    told, _ = phrases.opened(arg, place) or (arg, place)
    loose = _LOOSE.get("from" if node.name == "sub" and at else node.name, ("add", "sub", "mul"))
    return ("(", *words, ")") if isinstance(told, Op) and told.name in loose else words
