"""What is said of faults in expressions and in what they speak of: one function a message."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from policycheck.faults import Fault
from policycheck.language.types import Type
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


def unknown_choice(span: Span, word: str, names: Sequence[str]) -> Fault:
    return Fault(f"`{shown(word)}` is not one of the choices", span, did_you_mean(word, names))


def only_constants(span: Span) -> Fault:
    return Fault("a list in an expression holds constants only", span, 'such as `["SE", "DK", "FI"]`')


def empty_list(span: Span) -> Fault:
    return Fault("an empty list has no type", span, "to ask whether a list is empty, write `len(list) == 0`")


def wrong_arguments(span: Span, name: str, wanted: int, found: int, example: str) -> Fault:
    return Fault(
        f"`{shown(name)}` takes {wanted} value{'s' if wanted != 1 else ''}, found {found}", span, f"such as `{example}`"
    )


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
