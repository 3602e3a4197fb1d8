"""What is said of weaknesses: one function a message, which gives the message and the hint."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from policycheck.pack.words import quoted, shown
from policycheck.source import Span
from policycheck.spelling import did_you_mean

Said = tuple[str, str]
"""A message and a hint."""


def clause_not_cited(clause: str, force: str) -> Said:
    return (
        f"no rule or judgement cites the {force} clause `{shown(clause)}`",
        "cite it in the rule that it speaks to, or say in `not_checked` why none does",
    )


def rule_without_case(rule: str, lacking: Sequence[str]) -> Said:
    return (
        f"no case expects `{shown(rule)}` to be {_listed(lacking, 'or')}",
        "write a case below `cases/` with such a record: an outcome that no case expects may change unseen",
    )


def no_cases(directory: bool) -> Said:
    hint = "write them below `cases/`" if directory else "make the pack a directory, with `policy.yaml` and `cases/`"
    return "the pack has no cases: nothing says that its rules mean what they should", hint


def always(kind: str, key: str, value: bool, unknown: bool) -> Said:
    opposite = "false" if value else "true"
    is_ = f"never {opposite}" if unknown else f"always {'true' if value else 'false'}"
    told = f"the `{key}` of this {kind} is {is_}, whatever the record"
    if key == "when":
        hint = "take it away" if value else f"the {kind} never applies: mend the condition, or take the {kind} away"
        return told, hint
    if key == "if":
        return told, "nothing is a breach any more" if value else "the exception never holds: take it away"
    breached = value == (key == "forbid")
    return told, "no record can meet the rule" if breached else "no record can breach the rule: mend the condition"


def unused(kind: str, name: str) -> Said:
    return (
        f"nothing uses the {kind} `{shown(name)}`",
        "use it in a rule, or take it away; if it is kept for people to read, silence this with that reason",
    )


def unused_derivation(name: str) -> Said:
    return f"nothing uses the derivation `{shown(name)}`", "use it in a rule, or take it away: `--fix` does"


def presence_not_tested(path: str, demand: str, clause: str) -> Said:
    return (
        f"where `{shown(path)}` is missing this stays undetermined, though [{shown(clause)}] demands that it is there "
        f"({quoted(demand)})",
        f"write `present({path}) and …`, so that a missing one is a breach",
    )


def message_without_value(rule: str, languages: Sequence[str]) -> Said:
    where = f" in {_listed(languages, 'and', quote=False)}" if languages else ""
    return (
        f"the message of `{shown(rule)}` shows no value of the record{where}",
        "say what was found: write an expression in braces, such as {name}",
    )


def translation_missing(key: str, languages: Sequence[str]) -> Said:
    keys = ", ".join(f"{language}: …" for language in languages)
    what = "label of a choice" if key == "choice" else f"`{key}`"
    return f"this {what} is one text for all languages", f"write one a language: {{{keys}}}"


def translation_equal(language: str, source: str) -> Said:
    return (
        f"the text in `{language}` is the one in `{source}`, letter by letter",
        "translate it; where it is the same in both languages, silence this with that reason",
    )


def same_condition(rule: str, other: str, at: Span) -> Said:
    return (
        f"the rule `{shown(rule)}` applies and demands the same as `{shown(other)}`",
        f"make them one that cites the clauses of both; the other stands at {at}",
    )


def parameter_differs(name: str, value: str, clause: str, found: Sequence[str]) -> Said:
    told = _listed([quoted(number) for number in found], "and", quote=False)
    return (
        f"the value of `{shown(name)}` is {value}, and the clause [{shown(clause)}] speaks of {told}",
        "set the value that the text gives; where the number is of something else, silence this with that reason",
    )


def shadowed_name(kind: str, name: str, hidden: str) -> Said:
    return (
        f"the {kind} `{shown(name)}` has the name of {hidden}",
        "give it a name of its own: whoever reads the condition takes one for the other",
    )


def in_force_expired(kind: str, name: str, day: str) -> Said:
    return (
        f"the {kind} `{shown(name)}` is no longer in force: it ended on {day}",
        "take it away, or set the date until which it is in force; `--today DATE` asks for another day",
    )


def case_without_expectation(name: str) -> Said:
    return (
        f"the case `{shown(name)}` expects nothing: it passes whatever the rules say",
        "name the outcomes that it shows under `expect`, or write `expect_all: true`",
    )


def parameter_without_value(name: str, day: str, dated: bool) -> Said:
    when = f" on {day}" if dated else ""
    return (
        f"the parameter `{shown(name)}` has no value{when}, and nothing asks whether it has one",
        "give it a value, or ask `present(param." + name + ")` where it is used: what rests on it is undetermined",
    )


def silences_nothing(id_: str, of: str, near: str | None) -> Said:
    hint = f"did you mean `{shown(near)}`?" if near else "take the silence away: `--fix` does"
    return f"`{shown(of)}` has no weakness `{shown(id_)}`", hint


def silenced_twice(id_: str, of: str) -> Said:
    return f"`{shown(id_)}` of `{shown(of)}` is silenced already", "take one away: `--fix` does"


def unknown_weakness(id_: str, known: Iterable[str]) -> Said:
    return f"there is no weakness `{shown(id_)}`", did_you_mean(id_, known)


def _listed(names: Sequence[str], word: str, quote: bool = True) -> str:
    told = [f"`{name}`" if quote else name for name in names]
    return told[0] if len(told) == 1 else f"{', '.join(told[:-1])} {word} {told[-1]}"
