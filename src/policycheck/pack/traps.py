"""Which of YAML's traps a text fell into, from where the parser stopped and what it says."""

from __future__ import annotations

import re

from policycheck.faults import Fault
from policycheck.pack.stumble import Stumble
from policycheck.pack.trap_messages import (
    CLOSING,
    colon_in_text,
    comment_in_brackets,
    directive,
    list_on_the_same_line,
    missing_comma,
    missing_name,
    no_colon,
    no_such_escape,
    quote_closed_late,
    quote_inside,
    sign_in_brackets,
    stray,
    tab,
    text_begins_with,
    text_behind_quotes,
    unclosed_bracket,
    unclosed_quote,
    wrong_indentation,
)

_VALUE = re.compile(r"""[ ]*(?:-[ ]+)*(?:"[^"]*"|'[^']*'|[^:]*?)[ ]*:[ ]+""")
_COMMENT = re.compile(r"[ \t]#")


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
        return directive(stumble.span(stumble.line_start(stumble.at), stumble.line_end(stumble.at)))
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
    comment = _COMMENT.search(text, opening, stumble.line_end(opening))
    same_line = stumble.source.position(opening)[0] == stumble.source.position(stumble.at)[0]
    if not same_line and comment:
        return comment_in_brackets(stumble, comment.end() - 1)
    if not stumble.character or stumble.character in CLOSING.values():
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
        return directive(stumble.span(stumble.line_start(stumble.at), stumble.line_end(stumble.at)))
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
    if quote in CLOSING:
        between = stumble.source.text[before.end : stumble.at]
        return text_begins_with(stumble, before.start, before.text + between + stumble.line_rest(stumble.at))
    if stumble.source.position(before.end)[0] != line:
        return quote_closed_late(stumble, before)
    if before.end == stumble.at:
        return quote_inside(stumble, before)
    return text_behind_quotes(stumble, before)
