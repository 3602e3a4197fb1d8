"""How a measure came about, day by day: when each record counted, and the period that they are counted in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from policycheck.engines.exact import add
from policycheck.language.ir import Derived, Field, Flag, Node, Op, Param, Quantifier, walk
from policycheck.language.rulebook import Rulebook
from policycheck.language.types import Interval
from policycheck.records.tables import Row
from policycheck.report.measures import Measure
from policycheck.report.report import Report


class Step(NamedTuple):
    """A record that counts, its day, and how much there is with it."""

    key: str
    day: date
    total: int | Decimal


@dataclass(frozen=True)
class Course:
    """A measure as it came about."""

    measure: Measure
    steps: tuple[Step, ...]
    """By day."""
    unplaced: int
    """Records that count and have no date, or no amount."""
    period: Interval | None
    """The period among the parameters that it is counted in, if there is one."""

    @property
    def first(self) -> date | None:
        """The day that it begins: that of the period, or of the first record."""
        days = [step.day for step in self.steps[:1]]
        return min([self.period.start, *days] if self.period and self.period.start else days, default=None)

    @property
    def last(self) -> date | None:
        """The day that it ends: the last of the period, or that of the last record."""
        days = [step.day for step in self.steps[-1:]]
        until = self.period.until if self.period else None
        return max([until - timedelta(1), *days] if until and until > date.min else days, default=None)


def course(measure: Measure, report: Report) -> Course | None:
    """The course of a measure; None where it is of no single kind of record, or of one that has no date."""
    rulebook, walk_ = report.rulebook, report.teller.walk
    row: Row | None = report.teller.facts.tables.index[measure.type][measure.key]
    source: Node | None = measure.measured
    while source is not None and not _goes_through_records(source):
        source, row = _within(source, row, report)
    if source is None:
        return None
    read = list(_read(source, rulebook))
    name = _date_field(measure.record, read, rulebook)
    if name is None:
        return None
    type_ = rulebook.types[measure.record]
    dated = list[tuple[date, str, int | Decimal]]()
    for found in measure.rows:
        day = found[type_.column[name]]
        amount = walk_.value(source.value, row, found) if isinstance(source, Quantifier) and source.value else 1
        if isinstance(day, date) and amount is not None:
            dated.append((day, type_.key_of(found), amount))
    steps = list[Step]()
    total: int | Decimal = 0
    for day, key, amount in sorted(dated):
        total = add(total, amount) or 0
        steps.append(Step(key, day, total))
    periods = {node.name for node in read if isinstance(node, Param) and node.type.kind == "period"}
    period = report.teller.facts.parameters[periods.pop()] if len(periods) == 1 else None
    unplaced = len(measure.rows) - len(steps)
    return Course(measure, tuple(steps), unplaced, period if isinstance(period, Interval) else None)


def _goes_through_records(node: Node) -> bool:
    return isinstance(node, Quantifier) or (isinstance(node, Op) and node.name == "len")


def _within(node: Node, row: Row | None, report: Report) -> tuple[Node | None, Row | None]:
    """What a value is that only stands for another, and the record that it is of."""
    walk_ = report.teller.walk
    match node:
        case Derived():
            return report.rulebook.derivations[node.record, node.name].value, walk_.row(node.of, row)
        case Op(name="if"):
            then, condition, otherwise = node.args
            known = walk_.value(condition, row)
            return (None if known is None else then if known else otherwise), row
    return None, row


def _date_field(record: str, read: list[Node], rulebook: Rulebook) -> str | None:
    """The date that a record counts by: one that is held against a period, else one that is read, else its first."""
    fields = [name for name, field in rulebook.types[record].fields.items() if field.type.kind == "date"]
    dates = [node for node in read if isinstance(node, Field) and node.of.type.record == record]
    held = {id(node.args[0]) for node in read if isinstance(node, Op) and node.name == "within"}
    for names in ({node.name for node in dates if id(node) in held}, {node.name for node in dates}, set(fields)):
        for name in fields:
            if name in names:
                return name
    return None


def _read(node: Node, rulebook: Rulebook) -> Iterator[Node]:
    """A node and all that it reads, behind derivations too, each once."""
    seen, left = set[tuple[str, ...]](), [node]
    while left:
        for part in walk(left.pop()):
            yield part
            if isinstance(part, Derived | Flag):
                flag = part.flag if isinstance(part, Flag) else ""
                if (part.record, part.name, flag) not in seen:
                    seen.add((part.record, part.name, flag))
                    derivation = rulebook.derivations[part.record, part.name]
                    flags = [one.condition for name, one in derivation.flags.items() if flag in ("", name)]
                    left += flags if derivation.value is None else [derivation.value]
