"""Counts against quotas, and money against frames: what rules measure, in tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from typing import Final, NamedTuple

from policycheck.language.types import Type
from policycheck.report.annual.measured import measured_words, parts, variant
from policycheck.report.annual.paper import Block, Heading, Paragraph, Point, Points, Section, Table
from policycheck.report.annual.voice import MOST_LISTED, Voice
from policycheck.report.kinds import RANK, kind_of
from policycheck.report.measures import Measure
from policycheck.report.speech import joined, number

MOST_COUNTED = 10
"""Records that are named of those counted."""
_WIDE: Final = Context(prec=64)
"""Room for every digit of a share of amounts."""


def told_counts(found: Sequence[Measure], voice: Voice) -> Section | None:
    """The section on what is counted, or added up without being money; None where no rule counts."""
    return _section("counts", [one for one in found if not _is_money(one)], voice)


def told_frames(found: Sequence[Measure], voice: Voice) -> Section | None:
    """The section on sums of money; None where no rule holds one against a limit."""
    return _section("frames", [one for one in found if _is_money(one)], voice)


class _Group(NamedTuple):
    """Which measures stand in one table: those of a family that count the same and must stand alike to the limit."""

    family: str
    record: str
    relation: str


def _is_money(measure: Measure) -> bool:
    return measure.kind == "sum" and measure.value_type.kind == "money"


def _section(key: str, found: Sequence[Measure], voice: Voice) -> Section | None:
    groups: dict[_Group, list[Measure]] = {}
    for one in found:
        groups.setdefault(_Group(one.item.family, one.record, one.relation), []).append(one)
    blocks = [block for group, measures in groups.items() for block in _told(key, group, measures, voice)]
    return Section(key, voice.say(f"annual_{key}"), tuple(blocks)) if blocks else None


def _told(key: str, group: _Group, found: list[Measure], voice: Voice) -> Iterator[Block]:
    """The measures of a family: the sentences, a table, what a sum is made of, and what is missing."""
    against = "frame" if key == "frames" else "quota" if group.relation in ("<", "<=") else "demand"
    name = voice.several(group.record) if group.record else voice.say("annual_sum")
    clauses = dict.fromkeys(clause for one in found for clause in one.item.clauses)
    yield Heading(f"{voice.say(f'annual_against_{against}', name)} ({', '.join(clauses)})")
    yield from voice.sentences(clauses)
    in_order = sorted(found, key=lambda one: (RANK.get(kind_of(one.outcome, one.item.modality), len(RANK)), one.key))
    shown, rest = in_order[:MOST_LISTED], in_order[MOST_LISTED:]
    yield _table(key, shown, voice)
    if rest:
        yield Paragraph(voice.say("annual_more_measures", voice.count(len(rest)), _outcomes(rest, voice)))
    yield from _made_of(shown, voice)
    lacking = [one for one in shown if one.value is None or one.limit is None]
    if lacking:
        yield Paragraph(voice.say("annual_cannot_be_counted"))
        yield Points(tuple(Point(_missing(one, voice), _about(one, voice)) for one in lacking))


def _made_of(shown: Sequence[Measure], voice: Voice) -> Iterator[Block]:
    """What a sum of several is made of; and of what is not as it must be, the records that are counted."""
    counted = []
    for one in shown:
        made_of = parts(one, voice)
        if made_of:
            caption = voice.say("annual_made_of", voice.name(one.type, one.key))
            yield Table(caption, voice.all("annual_part", "annual_sum"), tuple(made_of), (1,))
        elif one.rows and one.holds is False:
            type_ = voice.rulebook.records[one.record]
            named = [voice.name(one.record, type_.key_of(row)) for row in one.rows[:MOST_COUNTED]]
            if len(one.rows) > MOST_COUNTED:
                named.append(voice.say("and_more", voice.count(len(one.rows) - MOST_COUNTED)))
            counted.append(Point(joined(named, voice.language), _about(one, voice)))
    if counted:
        yield Paragraph(voice.say("annual_counted"))
        yield Points(tuple(counted))


def _about(one: Measure, voice: Voice) -> str:
    """The record, and which of its family the rule is."""
    of = variant(one, voice)
    return voice.name(one.type, one.key) + (f", {of.value}" if of else "")


def _table(key: str, shown: Sequence[Measure], voice: Voice) -> Table:
    """A row a measure; its caption says what is measured."""
    variants = [variant(one, voice) for one in shown]
    label = next((found.label for found in variants if found is not None), None)
    share = key == "frames" and all(one.relation in ("<", "<=") for one in shown)
    headings = [voice.say("annual_about"), *([label] if label else [])]
    headings += voice.all(f"annual_{shown[0].kind}", "annual_limit", *(["annual_share"] if share else []))
    headings += voice.all("annual_left", "outcome")
    rows = [
        (
            voice.name(one.type, one.key),
            *([found.value if found else "–"] if label else []),
            _value(one, voice),
            voice.say(f"annual_must {one.relation}", voice.speech.value(one.limit, _limit_type(one), voice.language)),
            *([_share(one, voice)] if share else []),
            _left(one, voice),
            _outcome(one, voice),
        )
        for one, found in zip(shown, variants, strict=True)
    ]
    first = 2 if label else 1
    summed = all(parts(one, voice) for one in shown)
    caption = voice.say("annual_sum_of_parts" if summed else "annual_what_is_measured", measured_words(shown[0], voice))
    return Table(caption, tuple(headings), tuple(rows), tuple(range(first, first + 2 + share)))


def _value(one: Measure, voice: Voice) -> str:
    if one.value is not None:
        return voice.speech.value(one.value, one.value_type, voice.language)
    if one.kind == "count" and one.rows:
        return voice.say("annual_unknown_at_least", voice.count(len(one.rows)))
    return voice.say("unknown")


def _limit_type(one: Measure) -> Type:
    """An amount is held against an amount, though it be written as a number."""
    return one.value_type if one.value_type.kind == "money" else one.limit_type


def _share(one: Measure, voice: Voice) -> str:
    """How much of a frame is used: rounded so that what is under never reads as all of it, nor what is over."""
    if one.value is None or one.limit is None or one.limit <= 0:
        return "–"
    share = _WIDE.divide(_WIDE.multiply(Decimal(one.value), Decimal(100)), Decimal(one.limit))
    rounding = ROUND_FLOOR if one.value <= one.limit else ROUND_CEILING
    return voice.say("annual_percent", number(share.quantize(Decimal("0.1"), rounding, _WIDE), voice.language))


def _left(one: Measure, voice: Voice) -> str:
    """How far the value is from its limit."""
    if one.value is None or one.limit is None:
        return voice.say("unknown")
    apart = one.limit - one.value
    told = voice.speech.value(abs(apart), _limit_type(one), voice.language)
    if one.relation in ("<", "<="):
        return voice.say("annual_none_left" if apart == 0 else "annual_is_left" if apart > 0 else "annual_over", told)
    return voice.say("annual_equal" if apart == 0 else "annual_under" if apart > 0 else "annual_over", told)


def _outcome(one: Measure, voice: Voice) -> str:
    """What became of the rule; where another demand of it decided, that is said."""
    told = voice.kind(kind_of(one.outcome, one.item.modality))
    return voice.say("annual_for_another_reason", told) if one.holds and one.outcome == "violated" else told


def _outcomes(found: Sequence[Measure], voice: Voice) -> str:
    counts = Counter(voice.kind(kind_of(one.outcome, one.item.modality)) for one in found)
    return ", ".join(f"{told} {voice.count(count)}" for told, count in counts.items())


def _missing(one: Measure, voice: Voice) -> str:
    named = [
        voice.report.teller.input_name(found, voice.language)
        + ("" if found.type == "parameter" else f" ({voice.name(found.type, found.key)})")
        for found in one.missing
    ]
    return voice.say("annual_lacks", ", ".join(named)) if named else voice.say("cannot_decide_at_all")
