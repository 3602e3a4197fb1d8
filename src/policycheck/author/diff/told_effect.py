"""What becomes of some data, as every view of it tells it."""

from __future__ import annotations

from dataclasses import dataclass

from policycheck.author.diff.outcomes import Changed, Effect
from policycheck.report.speech import day, joined
from policycheck.wording import say


@dataclass(frozen=True)
class ToldOutcome:
    """An outcome that changed."""

    record: str
    rule: str
    before: str
    after: str
    why: str


@dataclass(frozen=True)
class ToldEffect:
    """What becomes of some data."""

    heading: str
    lines: tuple[str, ...]
    count_heads: tuple[str, str]
    counts: tuple[tuple[str, str], ...]
    outcome_heads: tuple[str, ...]
    outcomes: tuple[ToldOutcome, ...]
    more_outcomes: str
    record_heading: str
    record_heads: tuple[str, ...]
    records: tuple[tuple[str, str, str], ...]
    more_records: str
    notes_heading: str
    notes: tuple[str, ...]


def told_effect(effect: Effect, language: str) -> ToldEffect:
    """The effect on some data, in a language."""
    return _Teller(language).effect(effect)


class _Teller:
    def __init__(self, language: str) -> None:
        self.language = language

    def say(self, key: str, *words: object) -> str:
        return say(f"diff_{key}", self.language, *words)

    def effect(self, effect: Effect) -> ToldEffect:
        """All of it."""
        before, after = (say(status, self.language) for status in effect.status)
        lines = [self.say("judged", day(effect.today, self.language))]
        lines.append(self.say("overall_same", after) if before == after else self.say("overall", before, after))
        lines.append(self.say("outcomes_changed", effect.changed) if effect.changed else self.say("no_outcomes"))
        lines += [self.say("only_old", *one) for one in effect.only_old]
        lines += [self.say("only_new", *one) for one in effect.only_new]
        return ToldEffect(
            self.say("outcomes"),
            tuple(lines),
            (self.say("counts"), self.say("count")),
            tuple((f"{self.outcome(one)} → {self.outcome(other)}", str(n)) for one, other, n in effect.counts),
            tuple(self.say(key) for key in ("record_one", "rule_one", "before", "now", "why")),
            tuple(self.told_outcome(one) for one in effect.outcomes),
            self.more(effect.changed - len(effect.outcomes)),
            self.say("record_statuses"),
            tuple(self.say(key) for key in ("record_one", "before", "now")),
            tuple((one.name, self.status(one.before), self.status(one.after)) for one in effect.records),
            self.more(effect.records_changed - len(effect.records)),
            self.say("notes"),
            (
                *(self.say("fault", self.which(which), text) for which, text in effect.faults),
                *([self.more(effect.faults_left)] if effect.faults_left else []),
                *(self.say("note", self.which(which), text) for which, text in effect.notes),
            ),
        )

    def told_outcome(self, one: Changed) -> ToldOutcome:
        rule = one.rule if one.was is None else f"{one.was} → {one.rule}"
        words = [reason.words for reason in one.reasons]
        why = joined(words, self.language) if one.certain else self.say("one_of", "; ".join(words))
        return ToldOutcome(one.name, rule, self.outcome(one.before), self.outcome(one.after), why)

    def which(self, which: str) -> str:
        return self.say("both_versions" if which == "both" else f"{which}_version")

    def outcome(self, name: str | None) -> str:
        """What people call an outcome."""
        if name is None:
            return self.say("no_outcome")
        return say("option" if name == "recommended" else name, self.language)

    def status(self, name: str | None) -> str:
        return self.say("no_outcome") if name is None else say(name, self.language)

    def more(self, number: int) -> str:
        return self.say("more_outcomes", number) if number > 0 else ""
