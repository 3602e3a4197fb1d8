"""What has changed since an earlier report: findings that are new, gone or other, and what they are judged by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from policycheck.language.rulebook import Parameter
from policycheck.language.texts import in_language
from policycheck.language.values import Unreadable, reader
from policycheck.report.annual.paper import Block, Paragraph, Section, Table
from policycheck.report.annual.previous import Earlier, Previous
from policycheck.report.annual.voice import Voice, short
from policycheck.report.finding import Finding
from policycheck.report.kinds import kind
from policycheck.report.plain import plain
from policycheck.report.report import Report

MOST_DIGITS = 12
"""Digits of a digest that are shown."""


@dataclass(frozen=True)
class Gone:
    """A finding that is no more, and why."""

    earlier: Earlier
    now: str
    """The outcome now; `record_gone` where there is no such record, `rule_gone` where no such rule is in force."""


@dataclass(frozen=True)
class Changes:
    """What has changed since an earlier report."""

    previous: Previous
    new: tuple[Finding, ...]
    gone: tuple[Gone, ...]
    changed: tuple[tuple[Earlier, Finding], ...]
    same: int
    """How many findings are as they were."""
    parameters: tuple[str, ...]
    """The parameters whose values are others, or that only one of the reports has."""


def changes(report: Report, previous: Previous) -> Changes:
    """What has changed; a finding is the same where its rule and its record are."""
    now = {one.id: one for one in report.findings}
    there = frozenset((one.type, one.key) for one in report.subjects)
    known = [one for one in report.findings if one.id in previous.findings]
    return Changes(
        previous,
        tuple(one for one in report.findings if one.id not in previous.findings),
        tuple(Gone(one, _now(one, report, there)) for one in previous.findings.values() if one.id not in now),
        tuple((previous.findings[one.id], one) for one in known if previous.findings[one.id].kind != kind(one)),
        sum(previous.findings[one.id].kind == kind(one) for one in known),
        tuple(_parameters(report, previous)),
    )


def told_changes(found: Changes, voice: Voice) -> Section:
    """The section on changes."""
    before, report = found.previous, voice.report
    blocks: list[Block] = [Paragraph(" ".join(_basis(before, voice)))]
    rows = [(voice.say("status"), voice.say(before.status), voice.say(report.status))]
    if before.input_faults or report.input_faults:
        told = (voice.count(before.input_faults), voice.count(len(report.input_faults)))
        rows.append((voice.say("input_faults"), *told))
    rows += [
        (voice.say("annual_parameter", _label(name, voice)), *_values(name, before, voice)) for name in found.parameters
    ]
    headings = voice.all("annual_what", "annual_then", "annual_now")
    blocks.append(Table(voice.say("annual_then_and_now"), headings, tuple(rows)))
    blocks += _findings("annual_new", [_new(one, before, voice) for one in found.new], voice)
    blocks += _findings("annual_gone", [_gone(one, before, voice) for one in found.gone], voice)
    blocks += _findings("annual_changed", [_changed(*one, voice) for one in found.changed], voice)
    blocks.append(Paragraph(voice.say("annual_same", voice.count(found.same))))
    return Section("changes", voice.say("annual_changes"), tuple(blocks))


def _now(earlier: Earlier, report: Report, there: frozenset[tuple[str, str]]) -> str:
    """What became of a finding that is no more."""
    if (earlier.type, earlier.subject) not in there:
        return "record_gone"
    item = report.rulebook.item.get(earlier.rule)
    found = report.outcome_of(item, earlier.subject) if item is not None and item.about == earlier.type else None
    return found or "rule_gone"


def _parameters(report: Report, previous: Previous) -> Iterator[str]:
    used, kinds = report.teller.facts.parameters, report.rulebook.parameters
    for name in dict.fromkeys((*kinds, *previous.parameters)):
        known = name in kinds and name in previous.parameters
        if not known or plain(used[name], kinds[name].type) != previous.parameters[name]:
            yield name


def _basis(before: Previous, voice: Voice) -> Iterator[str]:
    """What the earlier report was judged by."""
    book = voice.rulebook
    yield voice.say("annual_compared_with", voice.day(before.today), before.version)
    if before.today > voice.report.today:
        yield voice.say("annual_previous_is_later")
    if before.digest != book.digest:
        digests = (one.removeprefix("sha256:")[:MOST_DIGITS] for one in (before.digest, book.digest))
        yield voice.say("annual_other_digest", before.version, book.version, *digests)


def _label(name: str, voice: Voice) -> str:
    parameter = voice.rulebook.parameters.get(name)
    return voice.assumption(name).label if parameter is not None else name


def _values(name: str, before: Previous, voice: Voice) -> tuple[str, str]:
    """A parameter's value then and now; a dash where the policy did not have it."""
    parameter = voice.rulebook.parameters.get(name)
    then = _then(before.parameters[name], parameter, voice) if name in before.parameters else "–"
    return short(then), "–" if parameter is None else short(voice.assumption(name).value)


def _then(value: object, parameter: Parameter | None, voice: Voice) -> str:
    """A value of an earlier report as people read it; as it stands there, where it is none of the kind."""
    if value is None:
        return voice.say("not_stated")
    if parameter is not None:
        try:
            return voice.value(reader(parameter.kind)(value), parameter.kind)
        except Unreadable:
            pass
    if isinstance(value, Mapping | list):
        return "; ".join(str(one) for one in (value.values() if isinstance(value, Mapping) else value))
    return str(value)


def _findings(key: str, rows: Sequence[tuple[str, ...]], voice: Voice) -> Iterator[Block]:
    if not rows:
        yield Paragraph(voice.say(f"{key}_none"))
        return
    shown, rest = voice.listed(rows)
    keys = ("annual_about", "annual_finding", "annual_then", "annual_now")
    yield Table(voice.say(key), voice.all(*keys), tuple(shown))
    yield from rest


def _new(one: Finding, before: Previous, voice: Voice) -> tuple[str, ...]:
    known = one.type in before.partial or (one.type, one.subject) in before.titles
    then = "annual_no_finding" if known else "annual_record_new"
    return voice.name(one.type, one.subject), _said(one, voice), voice.say(then), voice.kind(kind(one))


def _gone(one: Gone, before: Previous, voice: Voice) -> tuple[str, ...]:
    earlier = one.earlier
    now = f"annual_{one.now}" if one.now in ("record_gone", "rule_gone") else one.now
    words = earlier.message.get(voice.language) or next(iter(earlier.message.values()), "")
    return (
        _named(earlier, before, voice),
        short(f"{words} ({earlier.rule})"),
        voice.kind(earlier.kind),
        voice.say(now) if one.now.endswith("_gone") else voice.kind(now),
    )


def _named(one: Earlier, before: Previous, voice: Voice) -> str:
    """What people call the record of an earlier finding, which may be there no more."""
    if one.subject in voice.report.teller.facts.tables.index.get(one.type, ()):
        return voice.name(one.type, one.subject)
    type_ = voice.rulebook.types.get(one.type)
    title = before.titles.get((one.type, one.subject), one.subject)
    words = [in_language(type_.label, voice.language, one.type) if type_ else one.type, one.subject]
    return " ".join([*words, voice.say("quoted", title)] if title != one.subject else words)


def _changed(earlier: Earlier, one: Finding, voice: Voice) -> tuple[str, ...]:
    return voice.name(one.type, one.subject), _said(one, voice), voice.kind(earlier.kind), voice.kind(kind(one))


def _said(one: Finding, voice: Voice) -> str:
    return short(f"{one.message[voice.language]} ({one.rule})")
