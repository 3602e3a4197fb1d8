"""What every view of a report says alike: records by name, missing inputs, assumptions, waivers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from policycheck.language.rulebook import PORTFOLIO
from policycheck.language.texts import in_language
from policycheck.records.built_in import WAIVER
from policycheck.records.tables import Row
from policycheck.report.finding import Finding
from policycheck.report.missing import Input
from policycheck.report.report import Report
from policycheck.wording import say


class Lack(NamedTuple):
    """An input that is missing, and the rules that need it."""

    input: Input
    rules: tuple[str, ...]


class Assumption(NamedTuple):
    """A parameter as it was used: its value, the pack's own where that is another, and what is assumed."""

    name: str
    label: str
    value: str
    own: str | None
    text: str
    clause: str | None


class Telling:
    """Says the parts of one report in one language."""

    def __init__(self, report: Report, language: str) -> None:
        self.report, self.language = report, language
        self.rulebook, self.speech = report.rulebook, report.teller.speech

    def say(self, key: str, *words: object) -> str:
        """A sentence of the library."""
        return say(key, self.language, *words)

    def name(self, type_: str, key: str) -> str:
        """What people call a record: its type, its key, and its title where that is another."""
        if type_ == PORTFOLIO:
            return self.say("portfolio")
        title = self.speech.title(type_, key, self.language)
        label = in_language(self.rulebook.types[type_].label, self.language, type_)
        return f"{label} {key}" + (f" {self.say('quoted', title)}" if title != key else "")

    def type(self, name: str) -> str:
        """What people call a record of a type, within a sentence."""
        otherwise = self.say("portfolio") if name == PORTFOLIO else name
        return in_language(self.rulebook.types[name].label, self.language, otherwise).lower()

    def outcome(self, name: str) -> str:
        """What people call an outcome."""
        return self.say("option" if name == "recommended" else name)

    def waiver(self, waiver: Row) -> str:
        """By whom, for how long and why a breach is set aside."""
        by, since, until, reason = (
            None if value is None else self.speech.value(value, WAIVER.fields[name].type, self.language)
            for name in ("granted_by", "granted_on", "expires_on", "reason")
            for value in [waiver[WAIVER.column[name]]]
        )
        return self.say("waived_by", by or self.say("somebody"), since, until, reason or self.say("no_reason"))

    def assumption(self, name: str) -> Assumption:
        """A parameter, its values as people read them."""
        parameter, given = self.rulebook.parameters[name], self.report.teller.facts.parameters[name]
        own = parameter.at(self.report.today)
        value, own_value = (
            self.speech.value(one, parameter.type, self.language, parameter.kind.labels) for one in (given, own)
        )
        return Assumption(
            name,
            in_language(parameter.label, self.language, name),
            value,
            own_value if given != own else None,
            in_language(parameter.assumption, self.language),
            parameter.clause,
        )


def lacking(findings: Iterable[Finding]) -> list[Lack]:
    """Each missing input once, with the rules that need it, by record."""
    needed: dict[Input, dict[str, None]] = {}
    for finding in findings:
        for found in finding.missing:
            needed.setdefault(found, {})[finding.rule] = None
    return [Lack(found, tuple(rules)) for found, rules in sorted(needed.items())]
