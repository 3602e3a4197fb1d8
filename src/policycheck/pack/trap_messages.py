"""YAML's own traps in plain words: one function a message."""

from __future__ import annotations

from policycheck.faults import Fault
from policycheck.pack.stumble import Stumble
from policycheck.pack.words import quoted, shown
from policycheck.source import Source, Span

CLOSING = {"{": "}", "[": "]"}
"""What closes a bracket or brace."""


def colon_in_text(stumble: Stumble, value: int) -> Fault:
    """`nb: Husk: dette`."""
    hint = f"put the text in quotes: {quoted(stumble.line_rest(value))}"
    message = "a `:` with a space behind it cannot stand inside a text without quotes"
    return Fault(message, stumble.span(stumble.at), hint)


def sign_in_brackets(stumble: Stumble, sign: str) -> Fault:
    """`{nb: Hva nå? Ja}`."""
    message = f"a `{sign}` cannot stand inside a text without quotes between brackets or braces"
    text = stumble.text_in_brackets()
    hint = f"put the text in quotes: {quoted(text)}" if text else 'put the text in double quotes: {nb: "…"}'
    return Fault(message, stumble.span(stumble.at), hint)


def comment_in_brackets(stumble: Stumble, at: int) -> Fault:
    """`{nb: Sak #12, en: Case}`."""
    hint = 'put the text in double quotes: {nb: "…"}'
    return Fault("a `#` makes the rest of the line a comment", stumble.span(at, stumble.line_end(at)), hint)


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
    hint = f"put a `{CLOSING.get(opening, '}')}` behind its last item, and a comma between items"
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
