"""What is said of values whose types do not fit: one function a message."""

from __future__ import annotations

import re

from policycheck.faults import Fault
from policycheck.language.rulebook import PORTFOLIO
from policycheck.language.types import MOST_DECIMALS, MOST_SCALE, Type
from policycheck.pack.words import shown
from policycheck.source import Span

_QUOTE = frozenset("\"'")
_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def not_a_condition(span: Span, type_: Type) -> Fault:
    """`require: cost`."""
    hint = "to ask whether it is given, write `present(…)`"
    if type_.kind in ("flags", "duration") or type_.record == PORTFOLIO:
        hint = _instead_of(type_, span.text)
    elif type_.kind == "collection":
        hint = f"ask `any(… for v in {shown(span.text)})`, or whether there is one: `len({shown(span.text)}) > 0`"
    return Fault(f"needs a condition (true or false), found {type_}", span, hint)


def not_a_value(span: Span, type_: Type) -> Fault:
    """`portfolio == 1`."""
    return Fault(f"needs a value, found {type_}", span, _instead_of(type_, span.text))


def _instead_of(type_: Type, words: str) -> str:
    """What to write for something that is no value."""
    part = shown(words)
    if type_.kind == "record":
        return f"go on with a dot, to a field or a collection: `{part}.…`, such as `len({part}.…)`"
    hints = {
        "collection": f"count it with `len({part})`, or ask `any(… for v in {part})`",
        "flags": f'ask `any({part})`, or for one of them: `"…" in {part}`',
        "duration": f"add it to a date, or take it away: `start_date + {part}`",
    }
    return hints.get(type_.kind, "")


def cannot_compare(span: Span, left: Type, right: Type, operator: str) -> Fault:
    """`cost == "x"`."""
    hint = ""
    kinds = {left.kind, right.kind}
    element = right.of.kind if right.of and operator == "in" else ""
    day = next(iter(_ISO_DATE.findall(span.text)), "2024-01-31")
    if "missing" in kinds:
        hint = "to ask whether a value is missing, write `x is None`"
    elif kinds == {"date", "text"}:
        hint = f'write a date as `date("{day}")`'
    elif left.kind == "date" and element == "text":
        hint = f'write the dates as `[date("{day}")]`'
    elif left.kind == "list" and element:
        hint = "of two lists ask `intersects(a, b)` (is any of the first in the second) or `subset(a, b)` (are all)"
    elif left.numeric and element == "text" and not _QUOTE.isdisjoint(span.text):
        hint = "write a number without quotes"
    elif kinds in ({"date", "integer"}, {"date", "number"}):
        hint = f'compare its year with `year(…)`, or write a date as `date("{day}")`'
    elif "period" in kinds:
        hint = "ask `date in period`, or compare a date with `start(period)` or `until(period)`"
    elif operator in ("<", "<=", ">", ">=") and (left.kind == right.kind or (left.textual and right.textual)):
        hint = "only numbers and dates have an order"
    elif "list" in kinds and not element:
        hint = "ask whether a list has a value with `value in list`, or compare `len(list)`"
    elif "text" in kinds and kinds & {"integer", "number", "money"}:
        hint = "write a number without quotes"
    elif "boolean" in kinds:
        hint = "a condition stands alone: `flag`, or `not flag`"
    return Fault(f"cannot compare {left} with {right} by `{operator}`", span, hint)


def cannot_calculate(span: Span, operator: str, left: Type, right: Type) -> Fault:
    """`title + 1`."""
    hint = ""
    if "date" in (left.kind, right.kind):
        hint = "write `date + days(30)`, `date - months(6)`, or `date - date` for the days between them"
    elif left.kind == right.kind == "duration":
        hint = "add them to a date one after the other: `start_date + months(1) + days(2)`"
    elif "duration" in (left.kind, right.kind):
        hint = "a length of time is added to a date, or taken from one: `start_date + days(30)`"
    return Fault(f"cannot calculate {left} {operator} {right}", span, hint)


def cannot_negate(span: Span, type_: Type) -> Fault:
    """`-title`."""
    return Fault(f"`-` before a value needs a number, found {type_}", span)


def scale_too_large(span: Span, scale: int) -> Fault:
    """`cost * cost * cost`."""
    return Fault(
        f"the result would have {scale} decimals, at most {MOST_SCALE} are exact",
        span,
        f"money and numbers have {MOST_DECIMALS} each; multiply fewer of them",
    )


def branches_differ(span: Span, left: Type, right: Type) -> Fault:
    """`1 if a else "x"`."""
    return Fault(f"`if … else` gives {left} on one side and {right} on the other", span, "both must be of one type")


def mixed_list(span: Span, left: Type, right: Type) -> Fault:
    """`[1, "x"]`."""
    return Fault(f"a list of constants is of one type, found {left} and {right}", span)


def not_in_list(span: Span, type_: Type) -> Fault:
    """`"x" in title`."""
    hints = {
        "text": "to look for a part of a text, write `contains(text, part)`",
        "choice": "to compare with one value, write `==`",
        "collection": "ask `any(v.id == … for v in …)`",
    }
    return Fault(f"`in` needs a list, a period or flags on its right, found {type_}", span, hints.get(type_.kind, ""))


def stands_alone(span: Span, condition: str, negated: bool) -> Fault:
    """`paid is true`."""
    part = f"not {shown(condition)}" if negated else shown(condition)
    return Fault("`is` asks only whether a value is missing", span, f"a condition stands alone: `{part}`")


def only_is_none(span: Span) -> Fault:
    """`a is b`."""
    return Fault("`is` asks only whether a value is missing", span, "write `x is None`, or compare with `==`")


def no_common_choice(span: Span) -> Fault:
    """`direction == level`."""
    return Fault("the two choices have no value in common, so they are never equal", span)


def wrong_argument(span: Span, name: str, type_: Type, example: str) -> Fault:
    """`len(title)`."""
    hint = f"such as `{example}`" if type_.kind != "flags" else f"write `any({shown(span.text)})`"
    return Fault(f"`{shown(name)}` cannot be asked of {type_}", span, hint)
