"""Quantifiers in words: what there is, how many, and what is gathered of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from policycheck.language.ir import Collection, Node, Quantifier
from policycheck.report.phrases.naming import Place
from policycheck.report.phrases.statement import Phrase, Statement, Where
from policycheck.report.speech import labels_of

if TYPE_CHECKING:
    from policycheck.report.phrases.conditions import Phrases


def quantified(phrases: Phrases, node: Quantifier, place: Place, holds: bool) -> Statement:
    """`any` and `all`: there are some, there are none, or for each it holds."""
    assert node.value is not None
    within = inside(phrases, node.over, place)
    if node.kind == "all" and holds:
        chosen = _where(phrases, node, place)
        return Statement(phrases.say("all", chosen), (phrases.condition(node.value, within),), "that")
    wanted = phrases.condition(node.value, within, node.kind == "any")
    return phrases.fact("any", holds or node.kind == "all", _where(phrases, node, place, wanted))


def exists(phrases: Phrases, node: Quantifier | Collection, place: Place, holds: bool) -> Statement:
    """That there is something in a collection, or something that a count counts."""
    chosen = _where(phrases, node, place) if isinstance(node, Quantifier) else over(phrases, node, place)
    return phrases.fact("any", holds, chosen)


def gathered(phrases: Phrases, node: Quantifier, place: Place) -> Phrase:
    """A number, an amount or a date gathered from elements."""
    chosen = _where(phrases, node, place)
    if node.value is None:
        return phrases.say("count", chosen)
    value = phrases.value(node.value, inside(phrases, node.over, place))
    dated = " date" if node.value.type.kind == "date" and node.kind in ("min", "max") else ""
    return phrases.say(f"{node.kind}{dated}", value, chosen)


def over(phrases: Phrases, node: Node, place: Place) -> Phrase:
    """What a loop goes through."""
    if isinstance(node, Collection):
        return phrases.collection(node, phrases.owner(node.of, place))
    return phrases.say("elements", phrases.value(node, place))


def inside(phrases: Phrases, node: Node, place: Place) -> Place:
    """Where the parts of a loop over something stand."""
    element = node.type.record if node.type.kind == "collection" else ""
    return replace(place, own=place.own or None, element=element, labels=labels_of(node, phrases.rulebook))


def _where(phrases: Phrases, node: Quantifier, place: Place, wanted: Statement | None = None) -> Phrase:
    """What a loop goes through, of which its conditions hold."""
    within, words = inside(phrases, node.over, place), over(phrases, node.over, place)
    asked = [] if node.where is None else [phrases.condition(node.where, within)]
    asked += [] if wanted is None else [wanted]
    return (Where(words, phrases.together(asked, "and")),) if asked else words
