"""Texts for people: one string, or one for each of the policy's languages."""

from __future__ import annotations

from dataclasses import dataclass

from policycheck.faults import Faults
from policycheck.language import schema_messages as tell
from policycheck.language.types import Texts
from policycheck.pack.nodes import Mapping, Node, Scalar, first_word


@dataclass(frozen=True)
class Languages:
    """The policy's languages, the source text's first; empty where the policy itself is faulty."""

    names: tuple[str, ...]
    faults: Faults

    def texts(self, texts: Texts | None, node: Node | None) -> Texts | None:
        """The texts, with a fault for a language that is missing or not the policy's."""
        if texts is None or node is None:
            return None
        self._complete(node)
        return texts

    def node(self, node: Node) -> Texts:
        """The texts that a node holds."""
        if isinstance(node, Scalar):
            if is_text(node):
                return {"*": node.written}
            if node.value is not None:
                self.faults.add(tell.not_a_text(node.span))
            return {}
        if isinstance(node, Mapping):
            self._complete(node)
            return {name: value.written for name, (_, value) in node.entries.items() if isinstance(value, Scalar)}
        self.faults.add(tell.not_a_text(node.span))
        return {}

    def _complete(self, node: Node) -> None:
        if not isinstance(node, Mapping) or not self.names:
            return
        for name, (key, value) in node.entries.items():
            if name not in self.names:
                self.faults.add(tell.unknown_language(key.span, name, self.names))
            elif not is_text(value):
                self.faults.add(tell.not_a_text(value.span if value.span.text.strip() else key.span))
        lacking = [name for name in self.names if name not in node.entries]
        if lacking and node.entries:
            self.faults.add(tell.languages_missing(first_word(node), lacking))


def is_text(node: Node) -> bool:
    """Whether a node is a text that says something; an unquoted number or date is the text as written."""
    return isinstance(node, Scalar) and not isinstance(node.value, bool | None) and bool(node.written.strip())


def in_language(texts: Texts | None, language: str, otherwise: str = "") -> str:
    """The text in a language, else the one for all languages, else the first there is."""
    if not texts:
        return otherwise
    return texts.get(language) or texts.get("*") or next(iter(texts.values()))
