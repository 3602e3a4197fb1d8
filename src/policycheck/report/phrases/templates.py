"""Messages as their authors wrote them, with what is put in named in angles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from policycheck.engines.reference import STRICT, conjunction, disjunction, member
from policycheck.language.ir import Const, Derived, Field, Node, Op, Param
from policycheck.language.rulebook import Template
from policycheck.language.types import record
from policycheck.report.phrases.conditions import Phrases
from policycheck.report.phrases.naming import HERE, Place
from policycheck.report.phrases.statement import Flat, Name, Statement, Where, flat, plain
from policycheck.report.speech import label

MOST_NAMED = 90
"""Letters of an expression that is said in full; of a longer one, which elements it speaks of is left out."""


def template(phrases: Phrases, templates: Sequence[Template], place: Place = HERE) -> Flat:
    """A message; of the rules of one family, with what differs between them side by side."""
    found: list[str | Name] = []
    for parts in zip(*(one.parts for one in templates), strict=True):
        if isinstance(parts[0], str):
            found.append(parts[0])
        else:
            found += _put_in(phrases, [part for part in parts if not isinstance(part, str)], place)
    return tuple(found)


def _put_in(phrases: Phrases, nodes: Sequence[Node], place: Place) -> Flat:
    """What an expression puts into a message: its texts where those are known, else what it is called."""
    nodes = [_chosen(node) for node in nodes]
    found = list(dict.fromkeys(text for node in nodes for text in _alternatives(phrases, node, place)))
    if len(found) == 1 and (_known(nodes[0]) is not None or isinstance(nodes[0], Param)):
        return found[0]
    spaced = any(isinstance(one[0], str) and one[0].startswith(" ") for one in found)
    found.sort(key=lambda words: words == ("",))
    told = [one for words in found for one in (" / ", *_trimmed(phrases, words))][1:]
    return (" ‹" if spaced else "‹", *told, "›")


def _trimmed(phrases: Phrases, words: Flat) -> Flat:
    """An alternative without the spaces around it; a word for one that is empty."""
    if len(words) == 1 and isinstance(words[0], str):
        return (words[0].strip() or phrases.text("empty"),)
    return words


def _alternatives(phrases: Phrases, node: Node, place: Place) -> Iterator[Flat]:
    """What an expression may put into a message: texts, or where they are not known, what they are called."""
    node = _chosen(node)
    if isinstance(node, Op) and node.name == "if":
        then, _, otherwise = node.args
        yield from _alternatives(phrases, then, place)
        yield from _alternatives(phrases, otherwise, place)
    elif (value := _known(node)) is not None:
        yield (phrases.bare(value, node.type),)
    else:
        yield _named(phrases, node, place)


def _chosen(node: Node) -> Node:
    """What a choice comes to whatever the record is, as where it asks for the value of a `for`."""
    while isinstance(node, Op) and node.name == "if" and _known(node.args[1]) is not None:
        then, when, otherwise = node.args
        node = then if _known(when) else otherwise
    return node


def _named(phrases: Phrases, node: Node, place: Place) -> Flat:
    if isinstance(node, Param):
        return (phrases.parameter(node.name),)
    if isinstance(node, Field) and node.type.kind == "ref" and node.of.type == record(node.type.record):
        return (_title(phrases, node.type.record),)  # a record as such is said by its title
    if isinstance(node, Derived) and node.type.kind == "boolean":
        words = phrases.derivation(node, phrases.owner(node.of, place))
    else:
        words = phrases.value(node, place)
    told = flat(words, phrases.language)
    if len(plain(told, phrases.language)) > MOST_NAMED:
        left_out = Statement(("…",))
        shorter = (Where(one.what, left_out) if isinstance(one, Where) else one for one in words)
        told = flat(tuple(shorter), phrases.language)
    first, *others = told
    return (first.text,) if isinstance(first, Name) and first.kind in ("field", "record") and not others else told


def _title(phrases: Phrases, name: str) -> str:
    type_ = phrases.rulebook.types[name]
    return label(type_.fields[type_.title or type_.key or ""], phrases.language)


def _known(node: Node) -> Any:
    """The value of an expression that is the same for every record; None of others."""
    if isinstance(node, Const):
        return None if isinstance(node.value, tuple) else node.value
    if not isinstance(node, Op) or node.name == "if":
        return None
    args = [_known(arg) for arg in node.args]
    match node.name:
        case "and" | "or":
            truths = [arg if isinstance(arg, bool) else None for arg in args]
            return conjunction(truths) if node.name == "and" else disjunction(truths)
        case "in":
            items = node.args[1]
            return member(args[0], items.value) if isinstance(items, Const) and isinstance(items.value, tuple) else None
    return STRICT[node.name](*args) if node.name in STRICT and None not in args else None
