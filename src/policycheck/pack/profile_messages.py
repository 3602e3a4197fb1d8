"""What is said of YAML outside our profile: one function a message."""

from __future__ import annotations

from policycheck.faults import Fault
from policycheck.pack.nodes import Scalar
from policycheck.pack.trap_messages import missing_name
from policycheck.pack.words import shown
from policycheck.source import Span


def strange_character(span: Span) -> Fault:
    """A control character, or one that is no character."""
    return Fault(f"the character U+{ord(span.text):04X} cannot stand in a file", span, "delete it; it may be invisible")


def too_deep(span: Span, most: int) -> Fault:
    """`[[[[…`."""
    return Fault(f"more than {most} levels of nesting", span, "close the brackets that are open, or nest less")


def second_document(span: Span) -> Fault:
    """`---` in the middle of a file."""
    return Fault("a second document begins here", span, "put it in a file of its own, or delete the line")


def no_date(written: str, span: Span) -> Fault:
    """`2023-02-30`."""
    return Fault(f"`{written}` is not a date", span, "no calendar has this day; if it is text, put it in double quotes")


def alias(span: Span) -> Fault:
    """`*name`."""
    hint = f'if this is text, put it in double quotes: "{shown(span.text)} …"; else write the value out'
    return Fault(f"`{shown(span.text)}`: aliases are not used here", span, hint)


def anchor(span: Span) -> Fault:
    """`&name`."""
    hint = f'if this is text, put it in double quotes: "{shown(span.text)} …"; else delete it'
    return Fault(f"`{shown(span.text)}`: anchors are not used here", span, hint)


def tag(span: Span) -> Fault:
    """`!!str`."""
    hint = f'if this is text, put it in double quotes: "{shown(span.text)} …"; else delete it'
    return Fault(f"`{shown(span.text)}`: tags are not used here", span, hint)


def merge_key(span: Span) -> Fault:
    """`<<: …`."""
    return Fault("`<<`: merge keys are not used here", span, "write the entries out")


def key_of_many(span: Span) -> Fault:
    """`? [a, b]`."""
    hint = 'put a text that begins with a bracket or a brace in double quotes: "{name} …"'
    return Fault("a name cannot be a list or a mapping", span, hint)


def no_key(key: Scalar) -> Fault:
    """`null: x`."""
    if key.written:
        return Fault(f"`{key.written}` cannot be a name", key.span, f'put it in double quotes: "{key.written}"')
    return missing_name(Span(key.span.source, key.span.start, key.span.start + 1))


def key_twice(key: Scalar, first: Scalar) -> Fault:
    """`id: a` and `id: b`."""
    message = f"`{shown(key.written)}` stands here a second time; the first is on line {first.span.position[0]}"
    return Fault(message, key.span, "delete one of them, or rename it")


def no_value(key: Scalar) -> Fault:
    """`{nb: Oslo, Bergen}`."""
    if ":" in key.written:
        name, _, rest = key.written.partition(":")
        hint = f"put a space behind the colon: {shown(name)}: {shown(rest)}"
    else:
        hint = "put the whole text in double quotes if it has a comma or a brace in it; else write `name: value`"
    return Fault(f"`{shown(key.written)}` has no value", key.span, hint)
