"""YAML's own traps in plain words: one function a message."""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

from policycheck.faults import Fault
from policycheck.source import Source, Span

_MOST_SHOWN = 60
_VALUE = re.compile(r"""[ ]*(?:-[ ]+)*(?:"[^"]*"|'[^']*'|[^:]*?)[ ]*:[ ]+""")
_COMMENT = re.compile(r"[ \t]#")
_CLOSING = {"{": "}", "[": "]"}


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


def explain(stumble: Stumble) -> Fault:
    """The fault that a syntax error stands for."""
    problem, context = stumble.problem, stumble.error.context or ""
    if "quoted scalar" in context:
        return _in_quotes(stumble)
    if "block scalar" in context or "alias" in context or "anchor" in context or "tag" in context:
        return text_begins_with(stumble, stumble.since)
    if "tag handle" in problem:
        return text_begins_with(stumble, stumble.at)
    if "directive" in context or "directive" in problem or "incompatible" in problem:
        return directive(stumble.span(stumble.line_start(stumble.at), _line_end(stumble, stumble.at)))
    if "cannot start any token" in problem:
        return tab(stumble) if stumble.character == "\t" else text_begins_with(stumble, stumble.at)
    if "expected ':'" in problem:
        return no_colon(stumble)
    if "mapping values" in problem:
        return _second_colon(stumble)
    if "sequence entries" in problem:
        return list_on_the_same_line(stumble)
    if "mapping keys" in problem:
        return text_begins_with(stumble, stumble.at)
    if "flow" in context:
        return _in_brackets(stumble)
    return _out_of_place(stumble)


def _in_quotes(stumble: Stumble) -> Fault:
    if "unknown escape" in stumble.problem or "escape sequence" in stumble.problem:
        return no_such_escape(stumble.source, stumble.at)
    return unclosed_quote(stumble)


def _second_colon(stumble: Stumble) -> Fault:
    line, column = stumble.source.position(stumble.at)
    name = _VALUE.match(stumble.source.line(line))
    if name and name.end() < column:
        return colon_in_text(stumble, stumble.line_start(stumble.at) + name.end())
    return wrong_indentation(stumble, stumble.at)


def _in_brackets(stumble: Stumble) -> Fault:
    opening = stumble.since if stumble.bracket is None else stumble.bracket
    text, before = stumble.source.text, stumble.source.text[opening : stumble.at].rstrip()
    comment = _COMMENT.search(text, opening, _line_end(stumble, opening))
    same_line = stumble.source.position(opening)[0] == stumble.source.position(stumble.at)[0]
    if not same_line and comment:
        return comment_in_brackets(stumble, comment.end() - 1)
    if not stumble.character or stumble.character in _CLOSING.values():
        return unclosed_bracket(stumble, opening)
    if stumble.character == "?":
        return sign_in_brackets(stumble, "?")
    brackets = before.endswith(("}", "]")) and stumble.character in "{[\"'"
    if brackets or (not same_line and before.endswith(('"', "'"))):
        return missing_comma(stumble)
    if "node" in (stumble.error.context or ""):
        return missing_name(stumble.span(stumble.at)) if stumble.character == ":" else stray(stumble)
    if not same_line:
        return unclosed_bracket(stumble, opening)
    if before.endswith(("}", "]", '"', "'")):
        return _behind_a_text(stumble)
    if stumble.character in ":{[":
        return sign_in_brackets(stumble, stumble.character)
    return stray(stumble)


def _out_of_place(stumble: Stumble) -> Fault:
    """Something where no value can stand: behind a finished text, at a wrong depth, a lone bracket."""
    if stumble.source.line(stumble.source.position(stumble.at)[0]).startswith("%"):
        return directive(stumble.span(stumble.line_start(stumble.at), _line_end(stumble, stumble.at)))
    if stumble.character == ":":
        return missing_name(stumble.span(stumble.at))
    if stumble.character and stumble.character in ",]}?":
        return stray(stumble)
    start = stumble.line_start(stumble.at)
    if stumble.source.text[start : stumble.at].strip(" -"):
        return _behind_a_text(stumble)
    return wrong_indentation(stumble, stumble.at)


def _behind_a_text(stumble: Stumble) -> Fault:
    before = stumble.before
    if before is None or before.text[:1] not in ("'", '"', "{", "["):
        return stray(stumble)
    quote, line = before.text[0], before.position[0]
    if quote in _CLOSING:
        between = stumble.source.text[before.end : stumble.at]
        return text_begins_with(stumble, before.start, before.text + between + stumble.line_rest(stumble.at))
    if stumble.source.position(before.end)[0] != line:
        return quote_closed_late(stumble, before)
    if before.end == stumble.at:
        return quote_inside(stumble, before)
    return text_behind_quotes(stumble, before)


def colon_in_text(stumble: Stumble, value: int) -> Fault:
    """`nb: Husk: dette`."""
    hint = f"put the text in quotes: {quoted(stumble.line_rest(value))}"
    message = "a `:` with a space behind it cannot stand inside a text without quotes"
    return Fault(message, stumble.span(stumble.at), hint)


def sign_in_brackets(stumble: Stumble, sign: str) -> Fault:
    """`{nb: Hva nå? Ja}`."""
    message = f"a `{sign}` cannot stand inside a text without quotes between brackets or braces"
    return Fault(message, stumble.span(stumble.at), 'put the text in double quotes: {nb: "…"}')


def comment_in_brackets(stumble: Stumble, at: int) -> Fault:
    """`{nb: Sak #12, en: Case}`."""
    hint = 'put the text in double quotes: {nb: "…"}'
    return Fault("a `#` makes the rest of the line a comment", stumble.span(at, _line_end(stumble, at)), hint)


def text_begins_with(stumble: Stumble, at: int, words: str = "") -> Fault:
    """`nb: @kommune`, `nb: {name} har …`; `words` is the text where its line alone does not tell."""
    first = stumble.source.text[at : at + 1]
    sign = "a backtick" if first == "`" else f"`{first}`"
    hint = f"if this is text, put it in quotes: {quoted(words or stumble.line_rest(at))}"
    return Fault(f"a text without quotes cannot begin with {sign}", stumble.span(at), hint)


def tab(stumble: Stumble) -> Fault:
    """A tab where only spaces may stand."""
    before = stumble.source.text[stumble.line_start(stumble.at) : stumble.at]
    message = "a tab stands here where only spaces can" if before.strip() else "the line is indented with a tab"
    hint = "use spaces instead" if before.strip() else "indent with spaces, two for each level"
    return Fault(message, stumble.span(stumble.at), hint)


def no_colon(stumble: Stumble) -> Fault:
    """A line of a mapping without `: `."""
    line = stumble.line_rest(stumble.since)
    name, colon, rest = line.partition(":")
    if colon and rest and name.strip("\"'"):
        hint = f"put a space behind the colon: {shown(name)}: {shown(rest)}"
    else:
        hint = "write `name: value`; a line that goes on with the text above is indented further than the text's name"
    span = stumble.span(stumble.since, stumble.since + max(1, len(line)))
    return Fault(f"`{shown(line)}` is not `name: value`", span, hint)


def list_on_the_same_line(stumble: Stumble) -> Fault:
    """`of: - a`."""
    hint = "put each `- ` on a line of its own below; if this is text, put it in double quotes"
    return Fault("a list cannot begin here, behind other words on the line", stumble.span(stumble.at), hint)


def unclosed_quote(stumble: Stumble) -> Fault:
    """A quote without its end."""
    quote = stumble.source.text[stumble.since]
    hint = f"put a `{quote}` behind the last word of the text"
    return Fault("the quote that opens here is never closed", stumble.span(stumble.since), hint)


def quote_closed_late(stumble: Stumble, before: Span) -> Fault:
    """A quote that another text's quote closes."""
    last = stumble.source.position(before.end - 1)[0]
    hint = f"put a `{before.text[0]}` behind the last word of the text"
    return Fault(f"the quote that opens here is closed only on line {last}", stumble.span(before.start), hint)


def quote_inside(stumble: Stumble, before: Span) -> Fault:
    """`'it's'`, `"a "b" c"`."""
    quote = before.text[0]
    hint = r"write `\"` for a double quote inside double quotes, or put the text in single quotes"
    if quote == "'":
        hint = "write an apostrophe inside single quotes twice (`''`), or put the text in double quotes"
    return Fault(f"the text ends at this `{quote}`, but the line goes on", stumble.span(before.end - 1), hint)


def text_behind_quotes(stumble: Stumble, before: Span) -> Fault:
    """`when: "a" == b`."""
    hint = f"put the whole text in quotes: {quoted(stumble.line_rest(before.start))}"
    rest = stumble.line_rest(stumble.at)
    span = stumble.span(stumble.at, stumble.at + max(1, len(rest)))
    return Fault("nothing can stand behind a text in quotes", span, hint)


def no_such_escape(source: Source, at: int) -> Fault:
    r"""`"C:\data"`; `at` is a character behind the backslash, or the backslash."""
    start = source.text.rfind("\\", 0, at + 1)
    hint = r"write `\\` for a backslash, or put the text in single quotes"
    end = max(start + 2, at)
    message = f"`{shown(source.text[start:end])}` has no meaning inside double quotes"
    return Fault(message, Span(source, start, end), hint)


def unclosed_bracket(stumble: Stumble, at: int) -> Fault:
    """A bracket or brace without its end."""
    opening = stumble.source.text[at : at + 1]
    hint = f"put a `{_CLOSING.get(opening, '}')}` behind its last item, and a comma between items"
    return Fault(f"the `{opening}` that opens here is not closed", stumble.span(at), hint)


def missing_comma(stumble: Stumble) -> Fault:
    """Two items with nothing between them."""
    return Fault("a comma is missing before this", stumble.span(stumble.at), "put a `,` between the items")


def missing_name(span: Span) -> Fault:
    """`: value`."""
    return Fault("a name is missing here", span, "write `name: value`; if this is text, put it in double quotes")


def stray(stumble: Stumble) -> Fault:
    """A sign that has no place where it stands."""
    hint = "delete it; if it belongs to a text, put the whole text in double quotes"
    return Fault(f"`{shown(stumble.character)}` cannot stand here", stumble.span(stumble.at), hint)


def wrong_indentation(stumble: Stumble, at: int) -> Fault:
    """A line that lines up with nothing above it."""
    start = stumble.line_start(at)
    line, _ = stumble.source.position(at)
    words = stumble.source.line(line)
    first = len(words) - len(words.lstrip(" "))
    name = words[first:].split(":")[0].rstrip() or words[first : first + 1]
    hint = "indent it by as many spaces as the lines it belongs with; a text of several lines goes in double quotes"
    span = stumble.span(start + first, start + first + max(1, len(name)))
    return Fault(f"`{shown(name)}` does not line up with the lines above it", span, hint)


def directive(span: Span) -> Fault:
    """`%YAML 1.2`."""
    hint = "delete the line; if it is text, indent it under its name and put it in double quotes"
    return Fault(f"`{shown(span.text)}`: a line cannot begin with `%`", span, hint)


def shown(text: str) -> str:
    """The user's words as a message shows them: one line, printable, not too long."""
    safe = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text[: _MOST_SHOWN + 1])
    return safe if len(safe) <= _MOST_SHOWN else safe[:_MOST_SHOWN] + "…"


def quoted(text: str) -> str:
    """A text in the quotes that need the least change to it."""
    words = shown(text)
    if '"' in words and "'" not in words:
        return f"'{words}'"
    escaped = words.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _line_end(stumble: Stumble, at: int) -> int:
    return stumble.line_start(at) + len(stumble.source.line(stumble.source.position(at)[0]))
