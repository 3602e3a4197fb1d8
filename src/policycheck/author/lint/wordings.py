"""Every text of a pack that people read, with the item it belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from policycheck.pack.load import Item, Pack
from policycheck.pack.nodes import Mapping, Node, Scalar, Sequence, find

_EXPRESSION = re.compile(r"\{\{|\}\}|\{[^{}]*\}")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Wording:
    """A text for people: one for all languages (`*`), or one a language."""

    of: str
    """The name of the item it belongs to."""
    key: str
    """The key it stands under: `message`, `label` …; `choice` for the label of a choice."""
    texts: dict[str, Scalar]


def words(text: str) -> list[str]:
    """The words of a text, without those of its expressions."""
    return _WORD.findall(_EXPRESSION.sub(" ", text))


def is_name(text: str) -> bool:
    """Whether a text is most likely a name, which is the same in every language: each word begins with a capital."""
    return all(word[0].isupper() for word in words(text))


def wordings(pack: Pack, languages: tuple[str, ...]) -> Iterator[Wording]:
    """Every text for people, in the pack's order; no issuer, which is a name."""
    if pack.policy:
        yield from _under(pack.policy.node, ("title",), pack.policy.shape.id)
    for name, clause in pack.clauses.items():
        text = {language: clause.node.get(language) for language in languages}
        yield Wording(name, "text", {key: node for key, node in text.items() if isinstance(node, Scalar)})
        yield from _under(clause.node, ("not_checked",), name)
    written: dict[str, Item[Any]] = {**pack.records, **pack.tables}
    for name, item in written.items():
        yield from _under(item.node, ("label", "plural_label"), name)
        for field, value in _entries(find(item.node, ("fields",))):
            yield from _field(value, f"{name}.{field}")
    for name, parameter in pack.parameters.items():
        yield from _field(parameter.node, name)
    for record, derived in pack.derive.items():
        for name, (_, value) in derived.items():
            for _, flag in _entries(value):
                yield from _under(flag, ("label",), f"{record}.{name}")
    for name, rule in pack.rules.items():
        yield from _rule(rule.node, name)
    for name, judgement in pack.judgements.items():
        yield from _under(judgement.node, ("question",), name)
        for _, fact in _entries(judgement.node.get("facts")):
            yield from _under(fact, ("label",), name)


def _rule(node: Mapping, name: str) -> Iterator[Wording]:
    yield from _under(node, ("message", "remedy"), name)
    unless = node.get("unless")
    for exception in unless.items if isinstance(unless, Sequence) else ():
        yield from _under(exception, ("because",), name)
    yield from _under(node.get("recommend"), ("say",), name)


def _field(node: Node | None, name: str) -> Iterator[Wording]:
    """The texts of a field or a parameter, and of its choices."""
    yield from _under(node, ("label", "help", "assumption"), name)
    choices = node.get("of") if isinstance(node, Mapping) else None
    if isinstance(choices, Mapping) and "type" in choices.entries:
        yield from _field(choices, name)
    else:
        for _, label in _entries(choices):
            yield from _wording(label, "choice", name)


def _under(node: Node | None, keys: tuple[str, ...], of: str) -> Iterator[Wording]:
    if isinstance(node, Mapping):
        for key in keys:
            yield from _wording(node.get(key), key, of)


def _wording(node: Node | None, key: str, of: str) -> Iterator[Wording]:
    if isinstance(node, Scalar):
        yield Wording(of, key, {"*": node})
    elif isinstance(node, Mapping):
        yield Wording(of, key, {name: text for name, text in _entries(node) if isinstance(text, Scalar)})


def _entries(node: Node | None) -> Iterator[tuple[str, Node]]:
    if isinstance(node, Mapping):
        for name, (_, value) in node.entries.items():
            yield name, value
