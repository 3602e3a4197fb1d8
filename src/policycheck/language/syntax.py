"""From an expression's text to Python's syntax tree, within bounds, each part with its place in the author's file.

The text is read by `ast.parse` alone: nothing of it is ever compiled or run.
"""

from __future__ import annotations

import ast
import re
import warnings
from dataclasses import dataclass
from functools import cached_property

from policycheck.faults import Fault, Faults
from policycheck.language import syntax_messages as say
from policycheck.language.habits import Told, habit, outside_quotes, tuple_habit
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
        return self.flat[slice(*self._ends(node))]

    def place(self, node: ast.expr | ast.keyword) -> Span:
        """The place of a node."""
        return self.at(*self._ends(node))

    def between(self, left: ast.expr, right: ast.expr) -> Span:
        """The place of two nodes with all that stands between them."""
        return self.at(self._ends(left)[0], self._ends(right)[1])

    def operator(self, left: ast.expr, right: ast.expr) -> Span:
        """The place of the operator between two nodes."""
        start, end = self._ends(left)[1], self._ends(right)[0]
        words = self.flat[start:end]
        first = start + len(words) - len(words.lstrip(" )"))
        return self.at(first, first + len(words.strip(" ()")))

    def attribute(self, node: ast.Attribute) -> Span:
        """The place of the name behind the dot."""
        _, end = self._ends(node)
        behind = self.flat.rindex(".", 0, end) + 1  # the name may stand in another form than Python gives it
        return self.at(behind + len(self.flat[behind:end]) - len(self.flat[behind:end].lstrip()), end)

    def _ends(self, node: ast.expr | ast.keyword) -> tuple[int, int]:
        return self.offset(node.col_offset), self.offset(node.end_col_offset or 0)


_ONE_LINE = str.maketrans("\n\r\t\f", "    ")


def parse(expression: Expression, faults: Faults) -> ast.expr | None:
    """The syntax tree of an expression, or None with a fault that says what is wrong."""
    found = _parse(expression)
    if isinstance(found, Fault):
        faults.add(found)
        return None
    return found


def _parse(expression: Expression) -> ast.expr | Fault:
    text = expression.flat
    if not text.strip():
        return say.empty_expression(expression.span)
    if len(text) > MOST_CHARACTERS:
        return say.too_long(expression.at(0, 1), len(text), MOST_CHARACTERS)
    fault = _scan(expression)
    if fault is not None:
        return fault
    try:
        tree = _tree(text)
    except SyntaxError as error:
        return _unreadable(expression, error)
    except (RecursionError, MemoryError, SystemError, ValueError):  # which of them depends on Python's version
        return say.too_deep(expression.at(0, 1), MOST_NESTED)
    comma = tuple_habit(text) if isinstance(tree, ast.Tuple) else None
    if comma:
        return _told(expression, comma)
    deep = _too_deep(tree)
    return say.too_deep(expression.place(deep), MOST_NESTED) if deep is not None else tree


def _tree(text: str) -> ast.expr:
    """Python's syntax tree, without what Python warns of: that is no concern of a pack's author."""
    if not _MAY_WARN.search(text):
        return ast.parse(text, mode="eval").body
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(text, mode="eval").body


def _told(expression: Expression, found: tuple[int, int, Told]) -> Fault:
    return found[2](expression.at(found[0], found[1]))


def _scan(expression: Expression) -> Fault | None:
    """What is wrong with quotes, brackets and single characters: told alike, whatever Python's parser says."""
    text, quote, opened, escaped = expression.flat, -1, list[int](), -1
    for found in _MARK.finditer(text):
        at, character = found.start(), found.group()
        if at == escaped:
            continue
        if quote >= 0:
            escaped = at + 1 if character == "\\" else escaped
            quote = -1 if character == text[quote] else quote
        elif character in "\"'":
            quote = at
        elif character in _BRACKETS:
            opened.append(at)
            if len(opened) > MOST_NESTED:
                return say.too_deep(expression.at(at, at + 1), MOST_NESTED)
        elif character in _BRACKETS.values():
            if not opened:
                return say.bracket_too_many(expression.at(at, at + 1), character)
            wanted = _BRACKETS[text[opened.pop()]]
            if wanted != character:
                return say.other_bracket(expression.at(at, at + 1), character, wanted)
        elif character in _OTHER_MARKS:
            return say.other_tongue(expression.at(at, at + 1), character, _OTHER_MARKS[character])
        elif character in _NO_MARKS or not (character.isprintable() or character.isspace()):
            return say.stray_character(expression.at(at, at + 1), character)
        elif character.isspace() and character != " ":
            usual = habit(text)
            within = usual is not None and usual[0] <= at < usual[1]
            return _told(expression, usual) if within and usual else say.other_blank(expression.at(at, at + 1))
    if quote >= 0:
        return say.open_quote(expression.at(quote, quote + 1))
    if opened:
        return say.open_bracket(expression.at(opened[-1], opened[-1] + 1), text[opened[-1]])
    return None


_MARK = re.compile(r"[^\w ]")
"""What is looked at: no letter, digit or blank means anything by itself."""
_MAY_WARN = re.compile(r"\\|[0-9][^\W\d]")
"""Escapes, and digits that a word follows at once."""
_BRACKETS = {"(": ")", "[": "]", "{": "}"}
_NO_MARKS = frozenset("#;?$`\\")
_OTHER_MARKS = {
    **dict.fromkeys("“”„«»‹›‘’‚", 'straight quotes: `"…"`'),
    **dict.fromkeys("−–—", "`-`"),
    "≥": "`>=`",
    "≤": "`<=`",
    "≠": "`!=`",
    "×": "`*`",
    "¬": "`not`",
    "∧": "`and`",
    "∨": "`or`",
}
_OTHER_SIGNS = {"&&": "`and`", "||": "`or`", "<>": "`!=`", "=>": "`>=`", "=<": "`<=`", "!": "`not`", "=": "`==`"}


def _unreadable(expression: Expression, error: SyntaxError) -> Fault:
    """The fault that an error of Python's parser stands for."""
    text = expression.flat
    if "too many nested" in error.msg or "too many levels" in error.msg:
        return say.too_deep(expression.at(0, 1), MOST_NESTED)
    if "4300" in error.msg:
        return say.number_too_long(expression.at(0, len(text)))
    found = habit(text)
    if found is not None:
        return _told(expression, found)
    at = error.offset - 1 if error.offset else len(text)  # 0 where the text ends too early
    if "forgot a comma" in error.msg:
        return say.nothing_between(expression.at(at, (error.end_offset or 0) - 1))
    sign = _other_sign(text)
    if sign is not None:
        where, word = sign
        place = expression.at(where, where + len(word))
        return say.other_tongue(place, word, _OTHER_SIGNS[word]) if word != ":" else say.stray_character(place, word)
    if "literal" in error.msg:
        return _bad_literal(expression, at)
    if "expected 'else'" in error.msg:
        return say.no_else(expression.at(at, (error.end_offset or 0) - 1))
    end = at + 1
    while at < end < len(text) and text[at].isalnum() and (text[end].isalnum() or text[end] == "_"):
        end += 1
    return say.not_an_expression(expression.at(at, end), text[at:end].strip())


def _bad_literal(expression: Expression, at: int) -> Fault:
    """The number, such as `0777` or `2f`, that begins or goes on at a character."""
    start = end = min(at, len(expression.flat) - 1)
    while start > 0 and (expression.flat[start - 1].isalnum() or expression.flat[start - 1] in "_."):
        start -= 1
    while end < len(expression.flat) and (expression.flat[end].isalnum() or expression.flat[end] in "_."):
        end += 1
    return say.bad_literal(expression.at(start, end), expression.flat[start:end])


def _other_sign(text: str) -> tuple[int, str] | None:
    """The first sign that other languages have: where it stands, and the sign."""
    opened = 0
    for at, character in outside_quotes(text):
        before, behind = text[max(0, at - 1) : at], text[at + 1 : at + 2]
        opened += (character in _BRACKETS) - (character in _BRACKETS.values())
        if text[at : at + 2] in _OTHER_SIGNS:
            return at, text[at : at + 2]
        if character == "=" and behind != "=" and before not in tuple("=!<>:"):
            return at, "="
        if character == "!" and behind != "=" and not before.isalnum():
            return at, "!"
        if character == ":" and not opened:
            return at, ":"
    return None


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
