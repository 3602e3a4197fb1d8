"""What a rule counts against its limit, day by day: a panel a record, with the limit as a line across."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final, NamedTuple

from policycheck.faults import InvalidCall
from policycheck.language.rulebook import PORTFOLIO
from policycheck.language.texts import in_language
from policycheck.report.charts.appearance import COLOUR, RANK, given, labels, outcome, text, titled
from policycheck.report.charts.course import Course, course
from policycheck.report.kinds import kind_of
from policycheck.report.measures import Measure, measures
from policycheck.report.report import Report
from policycheck.report.speech import day, period
from policycheck.spelling import did_you_mean
from policycheck.wording import say

MOST_RECORDS: Final = 20
"""Records that are shown, the worst first; the rest is counted."""
MOST_STEPS: Final = 500
"""Records that a panel marks one by one; of more there is the line alone."""
MOST_LABEL: Final = 40
MOST_SENTENCE: Final = 120
WIDTH: Final = 320
HEIGHT: Final = 70
RELATIONS: Final[Mapping[str, str]] = {
    "<": "chart_less_than",
    "<=": "chart_at_most",
    "==": "chart_exactly",
    "!=": "chart_other_than",
    ">=": "chart_at_least",
    ">": "chart_more_than",
}
UPPER: Final = ("<", "<=", "==")
"""Relations that a total may break by growing."""
_BEGINNING: Final = date(1970, 1, 1)


class _Panel(NamedTuple):
    """A course, and where in the grid it is drawn."""

    course: Course
    record: str
    rule: str


class Drawing(NamedTuple):
    """What is drawn, apart from how."""

    rows: list[dict[str, Any]]
    """The data: each the part of a panel."""
    records: list[str]
    rules: list[str]
    span: tuple[date, date]
    """The days that every panel shows."""
    counts: bool
    """Whether records are counted, not added up."""
    lines: list[str]
    """What else to know."""


def quota(report: Report, language: str, rule: str | None) -> Any:
    """The panels of one rule or family: a row a record, a column a rule."""
    import altair

    drawing = draw(report, language, rule)
    head: dict[str, Any] = {"title": None, "labelLimit": 0, "labelFontWeight": "bold"}
    at_side = altair.Header(labelAngle=0, labelAlign="left", **head)
    grid = (
        altair.layer(*_layers(drawing, language))
        .properties(width=WIDTH, height=HEIGHT)
        .facet(
            data=altair.InlineData(values=[]),
            row=altair.Row("record:N", sort=drawing.records, header=at_side),
            column=altair.Column("rule:N", sort=drawing.rules, header=altair.Header(**head)),
        )
    )
    whole = titled(grid, say("chart_quota", language), drawing.lines)
    given(whole, drawing.rows)
    return whole


def draw(report: Report, language: str, rule: str | None) -> Drawing:
    """What is drawn of a rule or family; `InvalidCall` where that is nothing, or where it must be named."""
    courses = _courses(report, rule)
    worst: dict[str, int] = {}
    for one in courses:
        rank = RANK[kind_of(one.measure.outcome, one.measure.item.modality)]
        worst[one.measure.key] = min(rank, worst.get(one.measure.key, rank))
    keys = sorted(worst, key=worst.__getitem__)[:MOST_RECORDS]
    type_, speech = courses[0].measure.type, report.teller.speech
    titles = [say("portfolio", language) if type_ == PORTFOLIO else speech.title(type_, key, language) for key in keys]
    records = dict(zip(keys, labels(titles, MOST_LABEL), strict=True))
    panels = list(_panels(courses, records))
    span = _span([panel.course for panel in panels], report.today)
    rows = [row for panel in panels for row in _rows(panel, span, report, language)]
    lines = _lines(courses[0], report, language)
    if len(worst) > len(keys):
        lines.append(say("chart_more_records", language, len(worst) - len(keys)))
    rules = list(dict.fromkeys(panel.rule for panel in panels))
    return Drawing(rows, list(records.values()), rules, span, courses[0].measure.kind == "count", lines)


def _courses(report: Report, rule: str | None) -> list[Course]:
    """The courses of the rule or family that is asked for, else of the only one that counts in a period."""
    found: dict[str, list[Course]] = {}
    for measure in measures(report):
        one = course(measure, report)
        if one is not None:
            found.setdefault(measure.item.family, []).append(one)
    drawn = f"there are {', '.join(f'`{family}`' for family in found)}" if found else "no rule that applies does"
    if rule is not None:
        chosen = [one for courses in found.values() for one in courses if rule in _names(one)]
        if chosen:
            return chosen
        known = [name for item in report.rulebook.rules for name in (item.id, item.family)]
        if rule not in known:
            raise InvalidCall(f"unknown rule `{rule}`: {did_you_mean(rule, dict.fromkeys(known))}")
        raise InvalidCall(f"`{rule}` counts no records that have dates, or applies to nothing: {drawn}")
    held = {family: courses for family, courses in found.items() if any(one.period for one in courses)} or found
    if len(held) != 1:
        why = "name the rule whose quota is drawn" if found else "a quota is of records that have dates"
        raise InvalidCall(f"{why}: {drawn}")
    return next(iter(held.values()))


def _names(one: Course) -> tuple[str, str]:
    return one.measure.item.id, one.measure.item.family


def _panels(courses: Sequence[Course], records: Mapping[str, str]) -> Iterator[_Panel]:
    """The panels, by rule; one that holds a record's counts against several limits has several columns."""
    taken = set[tuple[str, str]]()
    for one in courses:
        key, rule = one.measure.key, text(one.measure.item.id, MOST_LABEL)
        if key in records:
            column, number = rule, 1
            while (key, column) in taken:
                number += 1
                column = f"{rule} ({number})"
            taken.add((key, column))
            yield _Panel(one, records[key], column)


def _span(courses: Sequence[Course], today: date) -> tuple[date, date]:
    """The days that every panel shows."""
    first = min((one.first for one in courses if one.first), default=today)
    return first, max([first, *(one.last for one in courses if one.last)])


def _rows(panel: _Panel, span: tuple[date, date], report: Report, language: str) -> Iterator[dict[str, Any]]:
    """A panel's data: the parts of its line, the records on it, the limit, today, and what it tells."""
    one, measure = panel.course, panel.course.measure
    speech, place = report.teller.speech, {"record": panel.record, "rule": panel.rule}
    ends = max([min(report.today, span[1]), *(step.day for step in one.steps[-1:])])
    totals = {span[0]: 0.0, **{step.day: float(step.total) for step in one.steps}}
    if ends >= span[0]:
        totals.setdefault(ends, list(totals.values())[-1])
        yield from ({**place, "part": "line", "day": _time(at), "total": total} for at, total in totals.items())
    for step in one.steps if len(one.steps) <= MOST_STEPS else ():
        yield {
            **place,
            "part": "over" if _is_over(measure, step.total) else "step",
            "day": _time(step.day),
            "total": float(step.total),
            "what": text(speech.title(measure.record, step.key, language), MOST_LABEL),
            "on": day(step.day, language),
            "so_far": speech.value(step.total, measure.value_type, language),
        }
    if measure.limit is not None:
        yield {**place, "part": "limit", "total": float(measure.limit)}
    if span[0] <= report.today <= span[1]:
        yield {**place, "part": "today", "day": _time(report.today)}
    yield {**place, "part": "told", "told": _told(one, report, language)}


def _is_over(measure: Measure, total: int | Decimal) -> bool:
    """Whether a total is above the limit of a rule that has one."""
    if measure.limit is None or measure.relation not in UPPER:
        return False
    return total >= measure.limit if measure.relation == "<" else total > measure.limit


def _told(one: Course, report: Report, language: str) -> str:
    """The outcome, the value and the limit in words."""
    measure, speech = one.measure, report.teller.speech
    value = speech.value(measure.value, measure.value_type, language) if measure.value is not None else None
    limit = speech.value(measure.limit, measure.limit_type, language) if measure.limit is not None else None
    unknown = say("unknown", language)
    relation = say(RELATIONS[measure.relation], language, limit or unknown)
    kind = kind_of(measure.outcome, measure.item.modality)
    told = say("chart_measured", language, outcome(kind, language), value or unknown, relation)
    return told + (say("chart_unplaced", language, one.unplaced) if one.unplaced else "")


def _layers(drawing: Drawing, language: str) -> list[Any]:
    """What is drawn of each panel."""
    import altair

    def part(name: str) -> Any:
        return altair.Chart().transform_filter(altair.FieldEqualPredicate(name, "part"))

    x = altair.X(
        "day:T",
        title=None,
        scale=altair.Scale(type="utc", domain=list(map(_time, drawing.span)), nice=False),
        axis=altair.Axis(format="%Y-%m", labelOverlap=True),
    )
    count = altair.Axis(format="d", tickMinStep=1) if drawing.counts else altair.Axis(format="~s")
    y = altair.Y("total:Q", title=None, scale=altair.Scale(zero=True), axis=count)
    tooltip = [altair.Tooltip(f"{name}:N", title=say(f"chart_{name}", language)) for name in ("what", "on", "so_far")]
    line = part("line").mark_line(interpolate="step-after", color=COLOUR["needs_judgement"]).encode(x=x, y=y)
    steps = part("step").mark_point(filled=True, size=60, opacity=1, color=COLOUR["needs_judgement"])
    over = part("over").mark_point(shape="cross", angle=45, filled=True, size=110, opacity=1, color=COLOUR["violated"])
    limit = part("limit").mark_rule(strokeDash=[6, 4], color="#333333").encode(y=y)
    today = part("today").mark_rule(strokeDash=[2, 2], color="#333333").encode(x=x)
    told = (
        part("told")
        .mark_text(align="left", baseline="bottom", dy=-4)
        .encode(x=altair.value(0), y=altair.value(0), text="told:N")
    )
    marked = [one.encode(x=x, y=y, tooltip=tooltip) for one in (steps, over)]
    return [limit, today, line, *marked, told]


def _lines(one: Course, report: Report, language: str) -> list[str]:
    """What else to know: the sentence, the period, and what the lines are."""
    item = one.measure.item
    cited = [f"{clause.id}: {in_language(clause.text, language)}" for clause in item.sentences[:1]]
    held = [say("chart_period", language, period(one.period, language))] if one.period else []
    legend = say("chart_quota_legend", language, day(report.today, language))
    return [*(text(sentence, MOST_SENTENCE) for sentence in cited), *held, legend]


def _time(day_: date) -> int:
    """A day as charts count time: milliseconds."""
    return (day_ - _BEGINNING).days * 86_400_000
