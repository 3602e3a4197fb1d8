"""What is raised for a value that cannot be read."""

from __future__ import annotations

from policycheck.language.types import Value


class Unreadable(Exception):
    """A value that cannot be read as its type; `why` is a key of the messages, with the words it speaks of."""

    def __init__(self, why: str, *words: str, instead: Value | None = None) -> None:
        self.why, self.words, self.instead = why, words, instead
        super().__init__(why, *words)
