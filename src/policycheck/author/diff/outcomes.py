"""What becomes of the outcomes on some data: judged by both versions, each in its own reading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from policycheck.author.diff.change import Difference
from policycheck.author.diff.pair import Pair
from policycheck.author.diff.reasons import Reason, Reasons
from policycheck.language.rulebook import PORTFOLIO, Judgement, Rule
from policycheck.policy import Policy
from policycheck.report.outcomes import STATUSES
from policycheck.report.report import Report
from policycheck.report.telling import Telling

MOST_LISTED = 200
"""Outcomes that are listed; the rest is counted. The same of records."""
QUIET = (None, "satisfied", "not_applicable")


@dataclass(frozen=True)
class Changed:
    """An outcome that is another than it was; None where one version has none."""

    type: str
    key: str
    name: str
    """What people call the record."""
    rule: str
    was: str | None
    """The rule's earlier id, where that was another."""
    before: str | None
    after: str | None
    reasons: tuple[Reason, ...] = ()
    certain: bool = True
    """Whether it is known to be these; else it is one or more of them."""


@dataclass(frozen=True)
class Standing:
    """A record whose status is another than it was; None where one version does not know it."""

    type: str
    key: str
    name: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Effect:
    """What the changes do to some data."""

    today: date
    status: tuple[str, str]
    counts: tuple[tuple[str | None, str | None, int], ...]
    """How many outcomes went from what to what."""
    outcomes: tuple[Changed, ...]
    records: tuple[Standing, ...]
    records_changed: int
    only_old: tuple[tuple[str, int], ...]
    """Types of record that only one version knows, by what people call them, and how many there are."""
    only_new: tuple[tuple[str, int], ...]
    faults: tuple[tuple[str, str], ...]
    """What is wrong with the data, and by which version: old, new or both."""
    notes: tuple[tuple[str, str], ...]
    faults_left: int = 0
    """Faults that are not listed."""

    @property
    def changed(self) -> int:
        """How many outcomes are others than they were."""
        return sum(count for _, _, count in self.counts)


def effect(
    pair: Pair,
    difference: Difference,
    policies: tuple[Policy, Policy],
    data: object,
    today: date,
    settings: tuple[Mapping[str, object], Mapping[str, object]],
) -> Effect:
    """What becomes of some data; `settings` are the parameters that are set for each version."""
    old, new = policies
    records = old.read(data), new.read(data)
    reports = (
        old.evaluate(records[0], today=today, parameters=settings[0]),
        new.evaluate(records[1], today=today, parameters=settings[1]),
    )
    told = Telling(reports[0], pair.language), Telling(reports[1], pair.language)
    found = sorted(_changed(pair, reports), key=_order)
    counts = Counter((one.before, one.after) for one in found)
    reasons = Reasons(pair, difference, policies, records, today, settings)
    listed = [_named(replace(one), told) for one in found[:MOST_LISTED]]
    listed = [_reasoned(one, reasons) for one in listed]
    standings = list(_standings(reports))
    faults = _which(
        *([one.report.teller.input_fault(fault, pair.language) for fault in one.report.input_faults] for one in told)
    )
    return Effect(
        today,
        (reports[0].status, reports[1].status),
        tuple(
            (before, after, count)
            for (before, after), count in sorted(counts.items(), key=lambda one: (-one[1], str(one[0])))
        ),
        tuple(listed),
        tuple(replace(one, name=_name(one.type, one.key, told)) for one in standings[:MOST_LISTED]),
        len(standings),
        _only(told[0], told[1]),
        _only(told[1], told[0]),
        faults[:MOST_LISTED],
        (
            *_which(*([note.text(pair.language) for note in report.notes] for report in reports)),
            *_alone(pair, settings),
        ),
        max(0, len(faults) - MOST_LISTED),
    )


def _changed(pair: Pair, reports: tuple[Report, Report]) -> Iterator[Changed]:
    """Every outcome that is another than it was."""
    old, new = (report.rulebook.item for report in reports)
    names = pair.names.items
    for now, item in new.items():
        was = names.get(now, now)
        earlier = old.get(was)
        earlier = earlier if earlier is not None and isinstance(earlier, Rule) is isinstance(item, Rule) else None
        yield from _of(reports, earlier, item, was if was != now else None)
    kept = {names.get(now, now) for now in new}
    for was, one in old.items():
        if was not in kept or (was in new and isinstance(new[was], Rule) is not isinstance(one, Rule)):
            yield from _of(reports, one, None, None)


def _of(
    reports: tuple[Report, Report], old: Rule | Judgement | None, new: Rule | Judgement | None, was: str | None
) -> Iterator[Changed]:
    item = new or old
    assert item is not None
    if old is not None and new is not None and old.about != new.about:
        yield from _of(reports, old, None, None)
        yield from _of(reports, None, new, None)
        return
    before = reports[0].outcomes_of(old) if old else {}
    after = reports[1].outcomes_of(new) if new else {}
    if before == after:
        return
    for key in dict.fromkeys((*before, *after)):
        if before.get(key) != after.get(key):
            yield Changed(item.about, key, "", item.id, was, before.get(key), after.get(key))


def _order(one: Changed) -> tuple[object, ...]:
    """What somebody must see first; outcomes that only one version has and that ask for nothing come last."""
    quiet = one.before in QUIET and one.after in QUIET and None in (one.before, one.after)
    return quiet, one.type, one.key, one.rule


def _named(one: Changed, told: tuple[Telling, Telling]) -> Changed:
    return replace(one, name=_name(one.type, one.key, told))


def _name(type_: str, key: str, told: tuple[Telling, Telling]) -> str:
    """What people call a record, by the new version if that knows it."""
    known = told[1] if type_ in told[1].rulebook.records else told[0]
    return known.name(type_, key)


def _reasoned(one: Changed, reasons: Reasons) -> Changed:
    found, certain = reasons.of(one.rule, one.type, one.key, one.before, one.after)
    return replace(one, reasons=found, certain=certain)


def _standings(reports: tuple[Report, Report]) -> Iterator[Standing]:
    """The records whose status is another, the worst first."""
    before, after = ({(one.type, one.key): one.status for one in report.subjects} for report in reports)
    found = [
        Standing(*at, "", before.get(at), after.get(at))
        for at in sorted(before.keys() | after.keys())
        if before.get(at) != after.get(at)
    ]
    yield from sorted(found, key=lambda one: STATUSES.index(one.after or "nothing_judged"))


def _only(one: Telling, other: Telling) -> tuple[tuple[str, int], ...]:
    counts = one.report.counts["records"]
    return tuple(
        (one.rulebook.records[name].plural, counts[name])
        for name in sorted(counts)
        if name in one.rulebook.records and name != PORTFOLIO and name not in other.rulebook.records
    )


def _alone(pair: Pair, settings: tuple[Mapping[str, object], Mapping[str, object]]) -> Iterator[tuple[str, str]]:
    """The parameters that are set and that only one version has."""
    names = pair.names.parameters
    for name in settings[0]:
        if name not in pair.new.rulebook.parameters and name not in names.values():
            yield "old", pair.say("set_unknown", name)
    for name in settings[1]:
        if names.get(name, name) not in pair.old.rulebook.parameters:
            yield "new", pair.say("set_unknown", name)


def _which(old: list[str], new: list[str]) -> tuple[tuple[str, str], ...]:
    """Texts, and by which version they are said."""
    before, after = set(old), set(new)
    found = [("both" if text in after else "old", text) for text in old]
    return tuple(dict.fromkeys([*found, *(("new", text) for text in new if text not in before)]))
