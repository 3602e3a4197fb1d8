"""What is said of faults in expressions and in what they speak of: one function a message."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from policycheck.faults import Fault
from policycheck.language.types import MOST_DECIMALS, MOST_DIGITS, MOST_SCALE, Type
from policycheck.pack.words import shown
from policycheck.source import Span
from policycheck.spelling import did_you_mean


def empty_expression(span: Span) -> Fault:
    return Fault("an expression is missing here", span, "write a condition, such as `present(title)`")


def too_long(span: Span, length: int, most: int) -> Fault:
    return Fault(
        f"the expression has {length} characters, at most {most} are allowed", span, "derive parts of it under `derive`"
    )


def too_deep(span: Span, most: int) -> Fault:
    return Fault(f"the expression is nested deeper than {most} levels", span, "derive parts of it under `derive`")


def derived_too_deep(span: Span, most: int) -> Fault:
    return Fault(
        f"with the derivations it rests on, the expression is nested deeper than {most} levels",
        span,
        "make the chain of derivations shorter",
    )


def stray_character(span: Span, character: str) -> Fault:
    hint = "write remarks on a line of their own, outside the expression" if character == "#" else "one expression only"
    return Fault(f"`{shown(character)}` has no meaning in an expression", span, hint)


def other_tongue(span: Span, word: str, ours: str) -> Fault:
    return Fault(f"`{shown(word)}` has no meaning in an expression", span, f"write {ours}")


def other_blank(span: Span) -> Fault:
    return Fault("this is not an ordinary blank", span, "delete it, and write a blank with the space bar")


def nothing_between(span: Span) -> Fault:
    return Fault(
        "two values stand side by side", span, "put an operator such as `==` or `and` between them, or a comma"
    )


def no_else(span: Span) -> Fault:
    return Fault("an `if` needs its `else`", span, "write `a if condition else b`; a condition alone needs no `if`")


def open_quote(span: Span) -> Fault:
    return Fault("this text is never closed", span, "close it with the quote it began with")


def open_bracket(span: Span, bracket: str) -> Fault:
    return Fault(f"`{shown(bracket)}` is never closed", span, "add the closing bracket")


def not_an_expression(span: Span, word: str) -> Fault:
    found = f"`{shown(word)}` does not fit here" if word else "something is missing here"
    return Fault(
        f"the expression cannot be read: {found}",
        span,
        'an expression looks like `present(title) and status == "active"`',
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


def texts_side_by_side(span: Span) -> Fault:
    return Fault(
        "two texts stand side by side", span, "put a comma between them, or write one text in one pair of quotes"
    )


def bad_literal(span: Span, word: str) -> Fault:
    return Fault(
        f"`{shown(word)}` is not a number that can be used here",
        span,
        "write it out in digits, such as `1000000` or `0.25`",
    )


def number_too_long(span: Span) -> Fault:
    return Fault(
        f"the number is too long: at most {MOST_DIGITS} digits before the point and {MOST_SCALE} behind it", span
    )


def unknown_name(span: Span, name: str, known: Iterable[str], hint: str = "") -> Fault:
    return Fault(f"unknown name `{shown(name)}`", span, hint or did_you_mean(name, known))


def unknown_member(span: Span, record: str, name: str, known: Iterable[str]) -> Fault:
    return Fault(f"`{record}` has no `{shown(name)}`", span, did_you_mean(name, known))


def unknown_parameter(span: Span, name: str, known: Iterable[str]) -> Fault:
    return Fault(f"unknown parameter `{shown(name)}`", span, did_you_mean(name, known, "define it under `parameters`"))


def unknown_function(span: Span, name: str, known: Iterable[str]) -> Fault:
    return Fault(f"unknown function `{shown(name)}`", span, did_you_mean(name, known))


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
    hint = "to ask whether it is given, write `present(…)`" if type_.kind != "flags" else "write `any(…)` of the flags"
    return Fault(f"needs a condition (true or false), found {type_}", span, hint)


def not_a_value(span: Span, type_: Type) -> Fault:
    hint = {"collection": "count it with `len(…)`, or ask `any(… for v in …)`", "flags": "ask `any(…)` of the flags"}
    return Fault(f"needs a value, found {type_}", span, hint.get(type_.kind, ""))


def cannot_compare(span: Span, left: Type, right: Type, operator: str) -> Fault:
    hint = ""
    kinds = {left.kind, right.kind}
    if "missing" in kinds:
        hint = "to ask whether a value is missing, write `x is None`"
    elif kinds == {"date", "text"}:
        hint = 'write a date as `date("2024-01-31")`'
    elif kinds in ({"date", "integer"}, {"date", "number"}):
        hint = 'compare its year with `year(…)`, or write a date as `date("2024-01-31")`'
    elif "period" in kinds:
        hint = "ask `date in period`, or compare a date with `start(period)` or `until(period)`"
    elif operator in ("<", "<=", ">", ">=") and (left.kind == right.kind or (left.textual and right.textual)):
        hint = "only numbers and dates have an order"
    elif "list" in kinds:
        hint = "ask whether a list has a value with `value in list`, or compare `len(list)`"
    elif "text" in kinds and kinds & {"integer", "number", "money"}:
        hint = "write a number without quotes"
    elif "boolean" in kinds:
        hint = "a condition stands alone: `flag`, or `not flag`"
    return Fault(f"cannot compare {left} with {right} by `{operator}`", span, hint)


def unknown_choice(span: Span, word: str, names: Sequence[str]) -> Fault:
    return Fault(f"`{shown(word)}` is not one of the choices", span, did_you_mean(word, names))


def no_common_choice(span: Span) -> Fault:
    return Fault("the two choices have no value in common, so they are never equal", span)


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
    return Fault(f"`{shown(name)}` cannot be asked of {type_}", span, f"such as `{example}`")


def bad_date(span: Span, text: str) -> Fault:
    return Fault(f"`{shown(text)}` is not a date", span, 'write `date("2024-01-31")`')


def not_a_loop(span: Span, name: str) -> Fault:
    return Fault(f"`{shown(name)}` needs elements to go through", span, f"such as `{_LOOPS[name]}`")


_LOOPS = {
    "any": 'any(v.direction == "out" for v in visits)',
    "all": "all(present(v.purpose) for v in visits)",
    "count": 'count(v for v in visits if v.direction == "out")',
    "sum": "sum(v.cost for v in visits)",
    "min": "min(v.start_date for v in visits)",
    "max": "max(v.start_date for v in visits)",
    "unique": "unique(v.partnership for v in visits)",
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


def open_brace(span: Span) -> Fault:
    return Fault("`{` is never closed", span, "write `{expression}`, or `{{` for a brace as such")


def lone_brace(span: Span) -> Fault:
    return Fault("`}` without a `{` before it", span, "write `}}` for a brace as such")
