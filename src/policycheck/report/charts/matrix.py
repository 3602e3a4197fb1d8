"""Each record against each rule: a square an outcome, told by its mark and its colour; one matrix a record type."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from policycheck.faults import InvalidCall
from policycheck.language.rulebook import PORTFOLIO, Judgement, Rule
from policycheck.language.texts import in_language
from policycheck.report.charts.appearance import (
    DARK,
    INK,
    LIGHT,
    MARK,
    RANK,
    colours,
    given,
    labels,
    outcome,
    text,
    titled,
)
from policycheck.report.kinds import kind_of
from policycheck.report.report import Report
from policycheck.report.speech import day
from policycheck.report.subject import SubjectStatus, worst_first
from policycheck.spelling import did_you_mean
from policycheck.wording import say

MOST_RECORDS: Final = 40
"""Records of a type that are shown, the worst first; the rest is counted."""
MOST_RULES: Final = 60
"""Rules of a type that are shown, those with the worst outcomes; the rest is counted."""
MOST_TYPES: Final = 12
"""Record types that are shown together."""
MOST_LABEL: Final = 45
MOST_MESSAGE: Final = 300
SIDE: Final = 18
"""The side of a square."""


class _Block(NamedTuple):
    """The part of the matrix that is of one record type."""

    type: str
    records: list[SubjectStatus]
    items: list[Rule | Judgement]
    kinds: dict[tuple[str, str], str]
    """Kinds of outcomes by record and rule."""
    left: tuple[int, int]
    """Records and rules that are not shown."""


def matrix(report: Report, language: str, type_: str | None) -> Any:
    """The matrix of every record type that is judged, or of one."""
    import altair

    blocks = list(_blocks(report))
    if type_ is not None:
        known = [block.type for block in blocks]
        if type_ not in known:
            raise InvalidCall(f"nothing of the type `{type_}` was judged: {did_you_mean(type_, known)}")
        blocks = [block for block in blocks if block.type == type_]
    shown = blocks[:MOST_TYPES]
    kinds = [kind for block in shown for kind in block.kinds.values()]
    data = [_cells(block, report, language) for block in shown]
    drawn = [
        _drawn(block, cells, report, language, colours(kinds, language))
        for block, cells in zip(shown, data, strict=True)
    ]
    lines = [say("chart_as_of", language, day(report.today, language))]
    if len(blocks) > len(shown):
        lines.append(say("chart_more_types", language, len(blocks) - len(shown)))
    joined = altair.vconcat(*drawn, spacing=24).resolve_scale(color="shared")
    whole = titled(joined, say("chart_matrix", language), lines)
    for part, cells in zip(whole.vconcat, data, strict=True):
        given(part, cells)
    return whole


def _blocks(report: Report) -> Iterator[_Block]:
    """What is shown of each record type that is judged: the worst, records in order of that and rules in the pack's."""
    for type_ in report.rulebook.records:
        every = [item for item in report.rulebook.every_item if item.about == type_]
        outcomes = {item.id: report.outcomes_of(item) for item in every}
        items = [item for item in every if outcomes[item.id]]
        subjects = [one for one in report.subjects if one.type == type_ and items]
        if not subjects:
            continue
        worst = {
            item.id: min(RANK[kind_of(one, item.modality)] for one in outcomes[item.id].values()) for item in items
        }
        chosen = sorted(items, key=lambda item: worst[item.id])[:MOST_RULES]
        items_shown = [item for item in items if item in chosen]
        records = worst_first(subjects)[:MOST_RECORDS]
        kinds = {
            (one.key, item.id): kind_of(outcomes[item.id][one.key], item.modality)
            for one in records
            for item in items_shown
        }
        yield _Block(type_, records, items_shown, kinds, (len(subjects) - len(records), len(items) - len(items_shown)))


def _cells(block: _Block, report: Report, language: str) -> list[dict[str, str]]:
    """The data of a matrix, record by record."""
    records = labels((_name(one, report, language) for one in block.records), MOST_LABEL)
    rules = labels((item.id for item in block.items), MOST_LABEL)
    return [
        _cell(report, block.kinds[one.key, item.id], one, item, (record, rule), language)
        for one, record in zip(block.records, records, strict=True)
        for item, rule in zip(block.items, rules, strict=True)
    ]


def _drawn(block: _Block, cells: list[dict[str, str]], report: Report, language: str, colour: Any) -> Any:
    """One matrix, yet without its data: the squares, and the marks on them."""
    import altair

    records, rules = (list(dict.fromkeys(cell[name] for cell in cells)) for name in ("record", "rule"))
    base = altair.Chart().encode(
        x=altair.X("rule:N", sort=rules, title=None, axis=altair.Axis(orient="top", labelAngle=-50, labelLimit=0)),
        y=altair.Y("record:N", sort=records, title=None, axis=altair.Axis(labelLimit=0)),
        tooltip=[
            altair.Tooltip(f"{name}:N", title=say(f"chart_{name}", language))
            for name in ("record", "rule", "clauses", "outcome", "message")
        ],
    )
    ink = altair.condition(
        altair.FieldOneOfPredicate("outcome", [outcome(kind, language) for kind in DARK]),
        altair.value(LIGHT),
        altair.value(INK),
    )
    squares = base.mark_rect(stroke=LIGHT).encode(color=colour)
    marks = base.mark_text(fontWeight="bold").encode(text="mark:N", color=ink)
    type_ = report.rulebook.types[block.type]
    heading = text(in_language(type_.plural_label or type_.label, language, type_.plural), MOST_LABEL)
    left = [
        say(key, language, count)
        for key, count in zip(("chart_more_records", "chart_more_rules"), block.left, strict=True)
        if count
    ]
    return (squares + marks).properties(
        width=altair.Step(SIDE),
        height=altair.Step(SIDE),
        title=altair.TitleParams(heading, subtitle=left, anchor="start", frame="group"),
    )


def _cell(
    report: Report, kind: str, record: SubjectStatus, item: Rule | Judgement, names: tuple[str, str], language: str
) -> dict[str, str]:
    """A square's data; of a finding also what it says."""
    found = report.findings_of.get((record.type, record.key), ())
    message = next((finding.message[language] for finding in found if finding.rule == item.id), "")
    return {
        "record": names[0],
        "rule": names[1],
        "clauses": text(", ".join(item.clauses), MOST_MESSAGE),
        "outcome": outcome(kind, language),
        "mark": MARK[kind],
        "message": text(message, MOST_MESSAGE),
    }


def _name(record: SubjectStatus, report: Report, language: str) -> str:
    if record.type == PORTFOLIO:
        return say("portfolio", language)
    return report.teller.speech.key_and_title(record.type, record.key, language)
