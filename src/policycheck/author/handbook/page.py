"""A policy in one language, and where each thing of it stands on its page of Markdown."""

from __future__ import annotations

from policycheck.author.handbook.markdown import anchor, code, link, phrase
from policycheck.author.prose import Prose


class Page(Prose):
    """One policy's page in one language."""

    def item_link(self, name: str) -> str:
        """A link to a rule or a judgement."""
        return link(code(name), anchor("r", name))

    def sentence_link(self, clause: str) -> str:
        """A link to a sentence."""
        return link(code(clause), anchor("s", clause))

    def parameter_link(self, name: str) -> str:
        """A link to a parameter."""
        return phrase((self.phrases.parameter(name),))
