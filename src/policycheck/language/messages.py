"""What is said of faults in expressions and in what they speak of: one function a message."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from policycheck.faults import Fault
from policycheck.language.types import MOST_DECIMALS, MOST_SCALE, Type
from policycheck.pack.words import shown
from policycheck.source import Span
from policycheck.spelling import did_you_mean, nearest

_MOST_LISTED = 8


def derived_too_deep(span: Span, most: int) -> Fault:
    return Fault(
        f"with the derivations it rests on, the expression is nested deeper than {most} levels",
        span,
        "make the chain of derivations shorter",
    )


def not_in_language(span: Span, what: str, hint: str = "") -> Fault:
    return Fault(f"{what} has no place in an expression", span, hint)


def division(span: Span) -> Fault:
    return Fault(
        "division has no place in an expression: its result cannot be exact",
        span,
        "multiply the other side instead: `a > b * 2`, not `a / b > 2`",
    )


def other_arithmetic(span: Span) -> Fault:
    hint = {"&": "write `and`", "|": "write `or`"}.get(span.text, "numbers are added, subtracted and multiplied")
    return Fault(f"`{shown(span.text)}` has no place in an expression", span, hint)


def unknown_name(span: Span, name: str, known: Iterable[str], hint: str = "") -> Fault:
    return Fault(f"unknown name `{shown(name)}`", span, hint or nearest_or_first(name, known))


def unknown_member(span: Span, record: str, name: str, known: Iterable[str]) -> Fault:
    return Fault(f"`{record}` has no `{shown(name)}`", span, nearest_or_first(name, known))


def unknown_parameter(span: Span, name: str, known: Iterable[str]) -> Fault:
    return Fault(f"unknown parameter `{shown(name)}`", span, did_you_mean(name, known, "define it under `parameters`"))


def unknown_function(span: Span, name: str, known: Iterable[str]) -> Fault:
    return Fault(f"unknown function `{shown(name)}`", span, nearest_or_first(name, known))


def nearest_or_first(word: str, known: Iterable[str]) -> str:
    """A hint that names the nearest known name, or lists the first few in their order, the most useful first."""
    names = list(dict.fromkeys(known))
    near = nearest(word, names)
    if near is not None or not names:
        return f"did you mean `{near}`?" if near else ""
    listed = ", ".join(f"`{name}`" for name in names[:_MOST_LISTED])
    return f"known are {listed}" + (f" and {len(names) - _MOST_LISTED} more" if len(names) > _MOST_LISTED else "")


def applied_by_themselves(span: Span, name: str) -> Fault:
    return Fault(
        f"`{shown(name)}` cannot be asked about",
        span,
        "waivers and assessments are applied by themselves: where one is in force, it changes the outcome",
    )


def no_members(span: Span, type_: Type, name: str) -> Fault:
    return Fault(
        f"{type_} has no parts, so `.{shown(name)}` means nothing",
        span,
        "only records and references are followed with a dot",
    )


def many_members(span: Span, name: str) -> Fault:
    return Fault(
        f"`.{shown(name)}` of a whole collection means nothing",
        span,
        f"ask for each record: `any(v.{shown(name)} for v in …)`",
    )


def not_a_condition(span: Span, type_: Type) -> Fault:
    hint = "to ask whether it is given, write `present(…)`"
    if type_.kind in ("flags", "duration") or type_.record == PORTFOLIO:
        hint = _instead_of(type_, span.text)
    elif type_.kind == "collection":
        hint = f"ask `any(… for v in {shown(span.text)})`, or whether there is one: `len({shown(span.text)}) > 0`"
    return Fault(f"needs a condition (true or false), found {type_}", span, hint)


def not_a_value(span: Span, type_: Type) -> Fault:
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


_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def unknown_choice(span: Span, word: str, names: Sequence[str]) -> Fault:
    return Fault(f"`{shown(word)}` is not one of the choices", span, did_you_mean(word, names))


def no_common_choice(span: Span) -> Fault:
    return Fault("the two choices have no value in common, so they are never equal", span)


def stands_alone(span: Span, condition: str, negated: bool) -> Fault:
    part = f"not {shown(condition)}" if negated else shown(condition)
    return Fault("`is` asks only whether a value is missing", span, f"a condition stands alone: `{part}`")


def only_is_none(span: Span) -> Fault:
    return Fault("`is` asks only whether a value is missing", span, "write `x is None`, or compare with `==`")


def not_in_list(span: Span, type_: Type) -> Fault:
    hints = {
        "text": "to look for a part of a text, write `contains(text, part)`",
        "choice": "to compare with one value, write `==`",
        "collection": "ask `any(v.id == … for v in …)`",
    }
    return Fault(f"`in` needs a list, a period or flags on its right, found {type_}", span, hints.get(type_.kind, ""))


def cannot_calculate(span: Span, operator: str, left: Type, right: Type) -> Fault:
    hint = ""
    if "date" in (left.kind, right.kind):
        hint = "write `date + days(30)`, `date - months(6)`, or `date - date` for the days between them"
    elif left.kind == right.kind == "duration":
        hint = "add them to a date one after the other: `start_date + months(1) + days(2)`"
    elif "duration" in (left.kind, right.kind):
        hint = "a length of time is added to a date, or taken from one: `start_date + days(30)`"
    return Fault(f"cannot calculate {left} {operator} {right}", span, hint)


def cannot_negate(span: Span, type_: Type) -> Fault:
    return Fault(f"`-` before a value needs a number, found {type_}", span)


def scale_too_large(span: Span, scale: int) -> Fault:
    return Fault(
        f"the result would have {scale} decimals, at most {MOST_SCALE} are exact",
        span,
        f"money and numbers have {MOST_DECIMALS} each; multiply fewer of them",
    )


def branches_differ(span: Span, left: Type, right: Type) -> Fault:
    return Fault(f"`if … else` gives {left} on one side and {right} on the other", span, "both must be of one type")


def mixed_list(span: Span, left: Type, right: Type) -> Fault:
    return Fault(f"a list of constants is of one type, found {left} and {right}", span)


def only_constants(span: Span) -> Fault:
    return Fault("a list in an expression holds constants only", span, 'such as `["SE", "DK", "FI"]`')


def empty_list(span: Span) -> Fault:
    return Fault("an empty list has no type", span, "to ask whether a list is empty, write `len(list) == 0`")


def wrong_arguments(span: Span, name: str, wanted: int, found: int, example: str) -> Fault:
    return Fault(
        f"`{shown(name)}` takes {wanted} value{'s' if wanted != 1 else ''}, found {found}", span, f"such as `{example}`"
    )


def wrong_argument(span: Span, name: str, type_: Type, example: str) -> Fault:
    hint = f"such as `{example}`" if type_.kind != "flags" else f"write `any({shown(span.text)})`"
    return Fault(f"`{shown(name)}` cannot be asked of {type_}", span, hint)


def not_a_loop(span: Span, name: str, over: str = "") -> Fault:
    """`over` is the collection or list that stands there alone, in the author's words."""
    hint = f"such as `{_LOOPS[name]}`"
    if over:
        hint = f"write `{_BARE_LOOPS[name].format(shown(over))}`"
    if over and name == "count":
        hint += f"; for all of them, `len({shown(over)})`"
    return Fault(f"`{shown(name)}` needs elements to go through", span, hint)


_LOOPS = {
    "any": 'any(v.direction == "out" for v in visits)',
    "all": "all(present(v.purpose) for v in visits)",
    "count": 'count(v for v in visits if v.direction == "out")',
    "sum": "sum(v.cost for v in visits)",
    "min": "min(v.start_date for v in visits)",
    "max": "max(v.start_date for v in visits)",
    "unique": "unique(v.partnership for v in visits)",
}
_BARE_LOOPS = {
    "any": "any(… for v in {0})",
    "all": "all(… for v in {0})",
    "count": "count(v for v in {0} if …)",
    "sum": "sum(v.… for v in {0})",
    "min": "min(v.… for v in {0})",
    "max": "max(v.… for v in {0})",
    "unique": "unique(v.… for v in {0})",
}


def one_loop(span: Span) -> Fault:
    return Fault("one `for` only", span, "derive a value on the inner record under `derive`, and use it here")


def single_variable(span: Span) -> Fault:
    return Fault("behind `for` stands one name", span, "such as `any(v.cost > 0 for v in visits)`")


def nested_loop(span: Span) -> Fault:
    return Fault(
        "a quantifier inside another has no place in an expression",
        span,
        "derive a value on the inner record under `derive`, and use it here",
    )


def not_countable(span: Span, type_: Type) -> Fault:
    return Fault(f"cannot go through {type_}", span, "go through a collection, a list or a table")


def count_the_variable(span: Span, variable: str) -> Fault:
    loop = f"count({shown(variable)} for {shown(variable)} in … if …)"
    hint = f"put the condition behind `if`: `{loop}`; for different values write `unique(…)`"
    return Fault("`count` counts elements, so the variable itself stands before `for`", span, hint)


def unordered(span: Span, name: str, type_: Type) -> Fault:
    wanted = {"sum": "numbers", "unique": "single values"}.get(name, "numbers or dates")
    return Fault(f"`{shown(name)}` goes over {wanted}, found {type_}", span)


def unknown_flag(span: Span, word: str, names: Sequence[str]) -> Fault:
    return Fault(f"`{shown(word)}` is not one of the flags", span, did_you_mean(word, names))


def flag_by_name(span: Span) -> Fault:
    return Fault("a flag is asked for by its name in quotes", span, 'such as `"minors" in risk_triggers`')


def shadowed_word(span: Span, name: str) -> Fault:
    return Fault(f"`{shown(name)}` has a meaning of its own in expressions", span, "choose another name")


def unusual_letters(span: Span, name: str, plain: str) -> Fault:
    return Fault(
        f"the name `{shown(name)}` has letters in an unusual form", span, f"type the name anew: `{shown(plain)}`"
    )


def circle(span: Span, names: Sequence[str]) -> Fault:
    return Fault(
        f"derivations in a circle: {' → '.join(f'`{shown(name)}`' for name in names)}",
        span,
        "one of them must not rest on the others",
    )
