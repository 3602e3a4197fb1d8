"""From an expression's text to Python's syntax tree, within bounds, each part with its place in the author's file.

The text is read by `ast.parse` alone: nothing of it is ever compiled or run.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from policycheck.faults import Faults
from policycheck.language import messages as say
from policycheck.pack.nodes import Scalar
from policycheck.source import Span

MOST_CHARACTERS = 10_000
MOST_NESTED = 50


@dataclass(frozen=True, eq=False)
class Expression:
    """A text that holds an expression, and where in a scalar of the pack it stands."""

    scalar: Scalar
    start: int
    text: str

    @classmethod
    def whole(cls, scalar: Scalar) -> Expression:
        """The expression that a scalar as a whole is."""
        stripped = scalar.written.strip()
        return cls(scalar, scalar.written.find(stripped) if stripped else 0, stripped)

    @cached_property
    def flat(self) -> str:
        """The text on one line; every character keeps its index."""
        return self.text.translate(_ONE_LINE)

    @property
    def span(self) -> Span:
        """The whole of it."""
        return self.at(0, len(self.text))

    def at(self, start: int, end: int) -> Span:
        """The place of characters `start` to `end` of the text."""
        return self.scalar.at(self.start + start, self.start + max(end, start + 1))

    def offset(self, column: int) -> int:
        """The character at a column of the syntax tree (columns there count UTF-8 bytes)."""
        return column if self.flat.isascii() else len(self.flat.encode()[:column].decode(errors="ignore"))

    def part(self, node: ast.expr) -> str:
        """The author's characters for a node."""
        return self.flat[self.offset(node.col_offset) : self.offset(node.end_col_offset or 0)]

    def place(self, node: ast.expr) -> Span:
        """The place of a node."""
        return self.at(self.offset(node.col_offset), self.offset(node.end_col_offset or 0))

    def attribute(self, node: ast.Attribute) -> Span:
        """The place of the name behind the dot."""
        end = self.offset(node.end_col_offset or 0)
        return self.at(end - len(node.attr), end)


_ONE_LINE = str.maketrans("\n\r\t\f", "    ")


def parse(expression: Expression, faults: Faults) -> ast.expr | None:
    """The syntax tree of an expression, or None with a fault that says what is wrong."""
    text = expression.flat
    if not text.strip():
        faults.add(say.empty_expression(expression.scalar.span))
        return None
    if len(text) > MOST_CHARACTERS:
        faults.add(say.too_long(expression.at(0, 1), len(text), MOST_CHARACTERS))
        return None
    stray = next((at for at, character in outside_quotes(text) if character in "#;"), None)
    if stray is not None:
        faults.add(say.stray_character(expression.at(stray, stray + 1), text[stray]))
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(text, mode="eval").body
    except SyntaxError as error:
        faults.add(_unreadable(expression, error))
        return None
    except (RecursionError, MemoryError, ValueError):
        faults.add(say.too_deep(expression.at(0, 1), MOST_NESTED))
        return None
    deep = _too_deep(tree)
    if deep is not None:
        faults.add(say.too_deep(expression.place(deep), MOST_NESTED))
        return None
    return tree


def outside_quotes(text: str) -> Iterator[tuple[int, str]]:
    """The characters of a text that stand outside quoted parts, with their index."""
    quote, skip = "", False
    for at, character in enumerate(text):
        if skip:
            skip = False
        elif quote:
            skip = character == "\\"
            quote = "" if character == quote else quote
        elif character in "\"'":
            quote = character
        else:
            yield at, character


def _unreadable(expression: Expression, error: SyntaxError) -> say.Fault:
    text, found = expression.flat, error.offset or 1
    if "too many nested" in error.msg or "too many levels" in error.msg:
        return say.too_deep(expression.at(0, 1), MOST_NESTED)
    for at, character in outside_quotes(text):
        if text[at : at + 2] in _OTHER_TONGUES or character in _OTHER_TONGUES:
            word = text[at : at + 2] if text[at : at + 2] in _OTHER_TONGUES else character
            return say.other_tongue(expression.at(at, at + len(word)), word, _OTHER_TONGUES[word])
        if character == "=" and text[at + 1 : at + 2] != "=" and (at == 0 or text[at - 1] not in "=!<>:"):
            return say.single_equals(expression.at(at, at + 1))
    if "unterminated string" in error.msg:
        return say.open_quote(expression.at(found - 1, found))
    if "was never closed" in error.msg:
        return say.open_bracket(expression.at(found - 1, found), text[found - 1 : found])
    if "4300" in error.msg:
        return say.number_too_long(expression.at(max(0, found - 1), found))
    at = min(max(found - 1, 0), len(text))
    end = at + 1
    while at < end < len(text) and text[at].isalnum() and (text[end].isalnum() or text[end] == "_"):
        end += 1
    return say.not_an_expression(expression.at(at, end), text[at:end].strip())


_OTHER_TONGUES = {
    "&&": "`and`",
    "||": "`or`",
    "<>": "`!=`",
    "=>": "`>=`",
    "=<": "`<=`",
    "“": 'straight quotes `"…"`',
    "”": 'straight quotes `"…"`',
    "«": 'straight quotes `"…"`',
    "≥": "`>=`",
    "≤": "`<=`",
    "≠": "`!=`",
    "×": "`*`",
}


def _too_deep(tree: ast.expr) -> ast.expr | None:
    """The first node nested deeper than allowed, found without recursion."""
    pending: list[tuple[ast.AST, ast.expr, int]] = [(tree, tree, 1)]
    while pending:
        node, nearest, depth = pending.pop()
        if depth > MOST_NESTED:
            return nearest
        for child in ast.iter_child_nodes(node):
            pending.append((child, child if isinstance(child, ast.expr) else nearest, depth + 1))
    return None
