"""What is said of texts that cannot be read as an expression or a template: one function a message."""

from __future__ import annotations

from policycheck.faults import Fault
from policycheck.language.types import MOST_DIGITS, MOST_SCALE
from policycheck.pack.words import shown
from policycheck.source import Span


def empty_expression(span: Span) -> Fault:
    """`require: ""`, `{}` in a template."""
    return Fault("an expression is missing here", span, "write a condition, such as `present(title)`")


def too_long(span: Span, length: int, most: int) -> Fault:
    """An expression of many pages."""
    return Fault(
        f"the expression has {length} characters, at most {most} are allowed", span, "derive parts of it under `derive`"
    )


def too_deep(span: Span, most: int) -> Fault:
    """`((((…))))`."""
    return Fault(f"the expression is nested deeper than {most} levels", span, "derive parts of it under `derive`")


def stray_character(span: Span, character: str) -> Fault:
    """`a # b`, `a; b`."""
    hint = "write remarks on a line of their own, outside the expression" if character == "#" else "one expression only"
    return Fault(f"`{shown(character)}` has no meaning in an expression", span, hint)


def other_tongue(span: Span, word: str, ours: str) -> Fault:
    """`a && b`, `a AND b`, `a ≥ b`."""
    return Fault(f"`{shown(word)}` has no meaning in an expression", span, f"write {ours}")


def other_blank(span: Span) -> Fault:
    """A no-break space."""
    return Fault("this is not an ordinary blank", span, "delete it, and write a blank with the space bar")


def nothing_between(span: Span) -> Fault:
    """`a b`."""
    return Fault(
        "two values stand side by side", span, "put an operator such as `==` or `and` between them, or a comma"
    )


def no_else(span: Span) -> Fault:
    """`a if b`."""
    return Fault("an `if` needs its `else`", span, "write `a if condition else b`; a condition alone needs no `if`")


def begins_with_if(span: Span) -> Fault:
    """`if a: b`."""
    hint = "`when` and `require` hold conditions, no `if`; a value that depends on one is `a if condition else b`"
    return Fault("an expression does not begin with `if`", span, hint)


def no_left_side(span: Span, left: str, joined: str) -> Fault:
    """`a > 1 or > 5`."""
    sign = shown(span.text)
    return Fault(
        f"`{sign}` has nothing on its left", span, f"repeat the left side: `{joined} {shown(left or '…')} {sign} …`"
    )


def open_quote(span: Span) -> Fault:
    """`a == "b`."""
    return Fault("this text is never closed", span, "close it with the quote it began with")


def open_bracket(span: Span, bracket: str) -> Fault:
    """`(a`."""
    return Fault(f"`{shown(bracket)}` is never closed", span, "add the closing bracket")


def bracket_too_many(span: Span, bracket: str) -> Fault:
    """`a)`."""
    return Fault(f"`{bracket}` closes nothing", span, "a bracket too many: take it away, or open it before")


def other_bracket(span: Span, bracket: str, wanted: str) -> Fault:
    """`(a]`."""
    return Fault(f"`{bracket}` does not close the bracket that is open", span, f"write `{wanted}`")


def not_an_expression(span: Span, word: str) -> Fault:
    """What cannot be read in any other way."""
    found = f"`{shown(word)}` does not fit here" if word else "something is missing here"
    return Fault(
        f"the expression cannot be read: {found}",
        span,
        'an expression looks like `present(title) and status == "active"`',
    )


def word_of_its_own(span: Span, word: str) -> Fault:
    """`class == 1`."""
    return Fault(
        f"`{shown(word)}` has a meaning of its own in expressions",
        span,
        "nothing can be called that: choose another name",
    )


def texts_side_by_side(span: Span) -> Fault:
    """`["a" "b"]`."""
    return Fault(
        "two texts stand side by side", span, "put a comma between them, or write one text in one pair of quotes"
    )


def written_otherwise(span: Span, word: str, ours: str) -> Fault:
    """`1 000`, `1000 kr`, `0,5`."""
    return Fault(f"`{shown(word)}` is not a number that can be used here", span, f"write `{shown(ours)}`")


def date_without_quotes(span: Span, word: str, ours: str) -> Fault:
    """`01.01.2024`, `2024-01-01`."""
    return Fault(f"`{shown(word)}` is not a date as expressions have it", span, f'write `date("{ours}")`')


def bad_literal(span: Span, word: str) -> Fault:
    """`0x10`, `1e6`."""
    return Fault(
        f"`{shown(word)}` is not a number that can be used here",
        span,
        "write it out in digits, such as `1000000` or `0.25`",
    )


def number_too_long(span: Span) -> Fault:
    """A number of more digits than any result may have."""
    return Fault(
        f"the number is too long: at most {MOST_DIGITS} digits before the point and {MOST_SCALE} behind it", span
    )


def bad_date(span: Span, text: str) -> Fault:
    """`date("31.12.2024")`."""
    return Fault(f"`{shown(text)}` is not a date", span, 'write `date("2024-01-31")`')


def open_brace(span: Span) -> Fault:
    """`{title` in a template."""
    return Fault("`{` is never closed", span, "write `{expression}`, or `{{` for a brace as such")


def lone_brace(span: Span) -> Fault:
    """`}` in a template."""
    return Fault("`}` without a `{` before it", span, "write `}}` for a brace as such")


def no_format(span: Span, expression: str) -> Fault:
    """`{cost:.2f}` in a template."""
    hint = f"values are shown in the language's own way: write `{{{shown(expression)}}}`"
    return Fault("templates take no format", span, hint)
