"""The assumptions of a policy in words: what the text leaves open, for somebody to decide."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from policycheck.author.prose.prose import Prose
from policycheck.author.prose.values import Choices, choices, shown
from policycheck.language.rulebook import Parameter
from policycheck.language.types import Interval, Value
from policycheck.report.plain import exact
from policycheck.report.speech import day


@dataclass(frozen=True)
class Assumption:
    """A parameter."""

    name: str
    label: str
    text: str
    """What is assumed, and why; empty where the pack does not say."""
    values: tuple[tuple[str, tuple[str, ...]], ...]
    """From which day, empty for always, and the value; a list's values one by one."""
    dated: bool
    """Whether a value comes into force on some day."""
    clause: str | None
    choices: Choices | None
    used_by: tuple[str, ...]
    setting: str
    """What is typed to set it, for a single run."""

    def now(self, prose: Prose, joined: Callable[[Sequence[str]], str] = ", ".join) -> str:
        """Its value, or its values by the day from which each is in force; `joined` writes one of several parts."""
        if not self.values:
            return prose.say("no value")
        told = [(start, joined(value)) for start, value in self.values]
        return "; ".join(prose.say("from day", start, value) if start else value for start, value in told)


def assumptions(prose: Prose) -> Iterator[Assumption]:
    """The parameters, in the pack's order."""
    for parameter in prose.rulebook.parameters.values():
        yield Assumption(
            name=parameter.name,
            label=prose.own(parameter.label, parameter.name),
            text=prose.own(parameter.assumption),
            values=tuple(
                ("" if start == date.min else day(start, prose.language), shown(prose, value, parameter.kind))
                for start, value in parameter.values
            ),
            dated=any(start != date.min for start, _ in parameter.values),
            clause=parameter.clause,
            choices=choices(prose, parameter.kind) if parameter.kind.labels or parameter.type.names else None,
            used_by=prose.used_by[parameter.name],
            setting=_setting(parameter),
        )


def _setting(parameter: Parameter) -> str:
    """What is typed to set it to the last value that it has."""
    known = [value for _, value in parameter.values if value is not None]
    words = f"{parameter.name}={_typed(known[-1]) if known else '…'}"
    return f"--set {words}" if _PLAIN.fullmatch(words) else f'--set "{words}"'


_PLAIN = re.compile(r"[\w=./…-]+")


def _typed(value: Value) -> str:
    """A value as it is written on the command line."""
    match value:
        case bool():
            return "true" if value else "false"
        case int() | Decimal():
            return exact(value)
        case date():
            return value.isoformat()
        case Interval():
            return "/".join("" if end is None else end.isoformat() for end in (value.start, value.until))
        case tuple():
            return ";".join(_typed(part) for part in value if part is not None)
    return value
