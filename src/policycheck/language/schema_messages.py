"""What is said of faults in records, tables, parameters, clauses and rules: one function a message."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from policycheck.faults import Fault
from policycheck.language.types import Type
from policycheck.language.values import Unreadable
from policycheck.pack.words import shown
from policycheck.source import Span
from policycheck.spelling import did_you_mean


def built_in(span: Span, name: str) -> Fault:
    return Fault(
        f"the record type `{shown(name)}` is built in", span, "take it out; its fields are given by the language"
    )


def taken(span: Span, name: str, by: str) -> Fault:
    return Fault(f"the name `{shown(name)}` is taken: it is {by}", span, "choose another name")


def plural_by_default(fault: Fault, plural: str) -> Fault:
    return replace(fault, hint=f"`{shown(plural)}` is its plural unless you give one: add `plural: …`")


def bad_name(span: Span, name: str) -> Fault:
    return Fault(
        f"`{shown(name)}` cannot be a name in expressions",
        span,
        "use letters, digits and `_`, beginning with a letter, such as `start_date`",
    )


def bad_id(span: Span, name: str) -> Fault:
    return Fault(
        f"`{shown(name)}` cannot be an id", span, "use small letters, digits and hyphens, such as `visit-quota`"
    )


def portfolio_has_none(span: Span, key: str) -> Fault:
    return Fault(f"the portfolio has no `{key}`: there is one of it", span, "take it away")


def key_not_text(span: Span, name: str) -> Fault:
    return Fault(f"the key `{shown(name)}` must be a text", span, f"write `{shown(name)}: text`")


def key_of_other_type(span: Span, key: str, kinds: Sequence[str]) -> Fault:
    return Fault(f"`{key}` belongs to the type {' or '.join(kinds)}", span)


def choice_not_text(span: Span) -> Fault:
    return Fault("a choice is a text", span, "put it in quotes")


def choice_twice(span: Span, name: str) -> Fault:
    return Fault(f"the choice `{shown(name)}` stands there twice", span)


def no_choices(span: Span) -> Fault:
    return Fault(
        "a choice says which values there are",
        span,
        "such as `of: [draft, approved]`, or names with labels: `of: {draft: Utkast}`",
    )


def no_element(span: Span) -> Fault:
    return Fault("a list says what its elements are", span, "such as `of: text`")


def bad_element(span: Span, word: str) -> Fault:
    return Fault(
        f"a list cannot hold `{shown(word)}`",
        span,
        "it holds text, boolean, integer, number, money or date, or a field such as `{type: choice, of: [a, b]}`",
    )


def no_inverse_of_list(span: Span) -> Fault:
    return Fault("a list of references has no inverse", span, "take `inverse` away")


def no_target(span: Span) -> Fault:
    return Fault("a reference says which record type it leads to", span, "such as `{type: ref, to: project}`")


def unknown_record(span: Span, name: str, known: Iterable[str]) -> Fault:
    return Fault(f"unknown record type `{shown(name)}`", span, did_you_mean(name, known))


def min_above_max(span: Span) -> Fault:
    return Fault("`min` is above `max`", span)


def no_bounds(span: Span, key: str) -> Fault:
    return Fault(f"`{key}` belongs to numbers and dates", span)


def bad_value(span: Span, type_: Type, fault: Unreadable) -> Fault:
    return Fault(f"this cannot be read as {type_}", span, _WHY.get(fault.why, "").format(*fault.words))


_WHY = {
    "unknown_choice": "the choices are {1}",
    "unknown_choice_near": "did you mean `{0}`? The choices are {1}",
    "not_a_boolean": "write `true` or `false`",
    "not_a_number": "write it in digits, such as `1000000` or `0.25`",
    "not_a_date": "write it as `2024-01-31`",
    "no_such_date": "no calendar has that day",
    "not_a_period": "write `{{from: 2024-01-01, until: 2028-01-01}}`",
    "empty_period": "`from` must be before `until`",
    "number_too_long": "at most 18 digits before the point",
    "too_many_decimals": "at most 6 digits behind the point",
    "not_whole": "write a whole number",
    "too_small": "the least is {0}",
    "too_large": "the most is {0}",
    "too_early": "the earliest is {0}",
    "too_late": "the latest is {0}",
    "not_a_list": "write a list: `[a, b]`",
    "ambiguous_number": "write it without separators, such as `1000`",
}


def value_and_values(span: Span) -> Fault:
    return Fault("a parameter has `value` or `values`, not both", span)


def unknown_clause(span: Span, name: str, known: Iterable[str]) -> Fault:
    return Fault(f"unknown clause `{shown(name)}`", span, did_you_mean(name, known, "the clauses stand under `text`"))


def row_without(span: Span, key: str) -> Fault:
    return Fault(f"the row has no `{shown(key)}`", span, f"add `{shown(key)}: …`")


def unknown_row(span: Span, name: str, table: str, known: Iterable[str]) -> Fault:
    return Fault(f"the table `{table}` has no row `{shown(name)}`", span, did_you_mean(name, known))


def day_twice(span: Span, first: Span) -> Fault:
    return Fault("two values come into force on the same day", span, f"the first stands at {first}")


def no_required_element(span: Span) -> Fault:
    return Fault("an element of a list is not `required`", span, "put `required` on the list's own field")


def row_twice(span: Span, key: str, first: Span) -> Fault:
    return Fault(f"the row `{key}` stands there twice", span, f"it stands first at {first}")


def not_a_text(span: Span) -> Fault:
    return Fault("must be a text, or one for each language", span)


def unknown_language(span: Span, name: str, known: Sequence[str]) -> Fault:
    return Fault(f"`{shown(name)}` is not one of the policy's languages", span, did_you_mean(name, known))


def languages_missing(span: Span, names: Sequence[str]) -> Fault:
    listed = ", ".join(f"`{shown(name)}`" for name in names)
    return Fault(f"the text is missing in {listed}", span, "give one text for all languages, or one for each")


def no_languages(span: Span) -> Fault:
    return Fault("a policy has at least one language", span, "such as `languages: [nb, en]`")


def language_twice(span: Span, name: str) -> Fault:
    return Fault(f"`{shown(name)}` stands there twice", span, "delete one of them")


def bad_language(span: Span, name: str) -> Fault:
    return Fault(f"`{shown(name)}` is not a language's code", span, "such as `nb`, `nn`, `sv`, `da` or `en`")


def bad_currency(span: Span, name: str) -> Fault:
    return Fault(f"`{shown(name)}` is not a currency's code", span, "three capital letters, such as `NOK`")


def interval_backwards(span: Span) -> Fault:
    return Fault("`from` must be before `until`", span)


def clause_not_cited(span: Span, name: str, force: str) -> Fault:
    return Fault(
        f"no rule and no judgement cites `{shown(name)}`, whose force is {force}",
        span,
        "cite it in a rule's `clauses`, or say why it is not checked: `not_checked: …`",
    )


def no_clauses(span: Span) -> Fault:
    return Fault("no clause of the text is cited", span, "name its clauses: `clauses: [4-p2.s1]`")


def one_demand(span: Span) -> Fault:
    return Fault(
        "a rule has `require` or `forbid`, one of the two",
        span,
        "`forbid` is what must not be; `require` is what must be",
    )


def no_demand(span: Span) -> Fault:
    return Fault("the rule demands nothing", span, "add `require: …` or `forbid: …`")


def may_demands_nothing(span: Span, key: str) -> Fault:
    return Fault(
        f"a `may` rule has no `{key}`: it recommends and demands nothing", span, "take it away, or change the modality"
    )


def may_recommends(span: Span) -> Fault:
    return Fault("a `may` rule recommends", span, "add `recommend: {from: …, say: …}`")


def one_variable(span: Span) -> Fault:
    return Fault("`for` takes one variable with its values", span, "such as `for: {way: [out, in]}`")


def bad_for_value(span: Span) -> Fault:
    return Fault("a value of `for` is a text, a number or a date", span)


def for_value_twice(span: Span, word: str) -> Fault:
    return Fault(f"`{shown(word)}` stands in `for` twice", span)


def not_a_source(span: Span) -> Fault:
    return Fault("options come from a table or a collection", span, "such as `from: s in funding_schemes`")


def expression_or_flags(span: Span) -> Fault:
    return Fault("a derivation is an expression, or flags with a condition each", span)


def rule_id_taken(span: Span, name: str, first: Span) -> Fault:
    return Fault(f"the judgement `{shown(name)}` has the id of a rule", span, f"the rule stands at {first}")
