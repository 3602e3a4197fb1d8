"""Where the reading of a YAML file came to a halt."""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

from policycheck.source import Source, Span


@dataclass(frozen=True)
class Stumble:
    """Where the reading of a file came to a halt, and what it had read just before."""

    source: Source
    error: yaml.MarkedYAMLError
    before: Span | None
    bracket: int | None  # where the innermost bracket opened, as far as it was read
    in_brackets: bool

    @property
    def problem(self) -> str:
        """What the parser says."""
        return self.error.problem or ""

    @property
    def at(self) -> int:
        """The character at which the parser stopped."""
        mark = self.error.problem_mark or self.error.context_mark
        return mark.index if mark else 0

    @property
    def since(self) -> int:
        """The character at which that began which the parser could not finish."""
        return self.error.context_mark.index if self.error.context_mark else self.at

    @property
    def character(self) -> str:
        """The character at which the parser stopped; empty at the end of the file."""
        return self.source.text[self.at : self.at + 1]

    def line_start(self, at: int) -> int:
        """Where the line of a character begins."""
        return at - self.source.position(at)[1] + 1

    def line_rest(self, at: int) -> str:
        """What stands from a character to the end of its line, or to the next comma or bracket inside brackets."""
        line, column = self.source.position(at)
        rest = self.source.line(line)[column - 1 :]
        if self.in_brackets:
            rest = rest[:1] + re.split(r"[,\]}]", rest[1:])[0]
        return rest.strip()

    def span(self, start: int, end: int | None = None) -> Span:
        """A stretch of the file; one character unless told."""
        return Span(self.source, start, min(start + 1 if end is None else end, len(self.source.text)))

    def line_end(self, at: int) -> int:
        """Where the line of a character ends."""
        return self.line_start(at) + len(self.source.line(self.source.position(at)[0]))

    def text_in_brackets(self) -> str:
        """The whole text that the parser stopped in, as it was meant: up to the next comma, or the bracket's end."""
        if self.before is None or self.source.text[self.before.end : self.at].strip():
            return ""
        depth, quote, end = 0, "", self.at
        for end in range(self.at, self.line_end(self.at) + 1):
            character = self.source.text[end : end + 1]
            if quote or character in "\"'":
                quote = "" if character == quote else quote or character
            elif depth == 0 and character in ",]}":
                break
            depth += (character in "{[(") - (character in ")]}") if character and not quote else 0
        return self.source.text[self.before.start : end].strip()
