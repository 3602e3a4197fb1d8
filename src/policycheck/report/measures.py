"""What rules measure: a count or a sum over records, held against a limit, for each record that a rule applies to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple

from policycheck.engines.reference import Walk, conjunction, disjunction, negation
from policycheck.language.ir import Const, Derived, Node, Op, Param, Quantifier, Today, likeness, walk
from policycheck.language.rulebook import Rule, Rulebook
from policycheck.language.types import Type
from policycheck.records.tables import Row
from policycheck.report.missing import Input, missing_below

if TYPE_CHECKING:
    from policycheck.report.report import Report

_SIGNS: Final[Mapping[str, frozenset[int]]] = {
    "lt": frozenset((-1,)),
    "le": frozenset((-1, 0)),
    "eq": frozenset((0,)),
    "ne": frozenset((-1, 1)),
    "ge": frozenset((0, 1)),
    "gt": frozenset((1,)),
}
"""Each comparison as the signs that the difference of its sides may have."""
_WRITTEN: Final = dict(zip(_SIGNS.values(), ("<", "<=", "==", "!=", ">=", ">"), strict=True))
_ANY: Final = frozenset((-1, 0, 1))


class Measure(NamedTuple):
    """A count or a sum that a rule holds against a limit, for one record."""

    item: Rule
    type: str
    key: str
    kind: str
    """count or sum."""
    value: int | Decimal | None
    """None where it cannot be known, which is never zero."""
    relation: str
    """How the value must stand to the limit: <, <=, ==, !=, >= or >."""
    limit: int | Decimal | None
    value_type: Type
    limit_type: Type
    record: str
    """The record type that is counted or summed over; empty where there are several."""
    rows: tuple[Row, ...]
    """The records counted, as far as that is known; none of a sum or a difference of several."""
    missing: tuple[Input, ...]
    """The inputs whose absence leaves the value or the limit open."""
    outcome: str
    measured: Node
    """What the value is of, for those who say it in words."""
    against: Node
    """What the limit is of."""
    row: Row | None
    """The record that both are values on; None where a reference that leads there is missing."""

    @property
    def holds(self) -> bool | None:
        """Whether the value stands to the limit as it must; None where that cannot be known."""
        if self.value is None or self.limit is None:
            return None
        sign = (self.value > self.limit) - (self.value < self.limit)
        return any(sign in signs for signs, written in _WRITTEN.items() if written == self.relation)


def measures(report: Report) -> tuple[Measure, ...]:
    """Every measure of a report, by rule in the pack's order and then by record.

    A rule measures where what it demands holds a comparison with a count or a sum over records: by itself or as one of
    several demands, behind derivations too. Alternatives that the parameters rule out are passed over.
    """
    measuring = _Measuring(report)
    return tuple(one for rule in report.rulebook.rules for one in measuring.of(rule))


class _Amount(NamedTuple):
    """A value that rests on counts, or on sums, over records."""

    kind: str
    sources: tuple[tuple[Quantifier | Op, Row | None], ...]
    alone: bool
    """Whether it is the one source itself, not calculated from it."""


class _Comparison(NamedTuple):
    amount: _Amount
    measured: Node
    against: Node
    row: Row | None
    signs: frozenset[int]

    def is_like(self, other: _Comparison) -> bool:
        """Whether two compare the same things, though in different ways."""
        mine, others = (map(likeness, (one.measured, one.against)) for one in (self, other))
        return self.row is other.row and list(mine) == list(others)


class _Measuring:
    def __init__(self, report: Report) -> None:
        self.report, self.rulebook = report, report.rulebook
        self.walk: Walk = report.teller.walk

    def of(self, rule: Rule) -> Iterator[Measure]:
        """What a rule measures, by record."""
        if rule.require is None or not _gathers(rule.require, self.rulebook):
            return
        outcomes, type_ = self.report.outcomes_of(rule), self.rulebook.records[rule.about]
        for row in self.report.teller.facts.subjects(rule.about):
            key = type_.key_of(row)
            outcome = outcomes.get(key, "not_applicable")
            if outcome != "not_applicable":
                for comparison in self._comparisons(rule.require, row, True):
                    yield self._measure(rule, key, outcome, comparison)

    def _measure(self, rule: Rule, key: str, outcome: str, found: _Comparison) -> Measure:
        amount, measured, against, row, signs = found
        value, limit = self.walk.value(measured, row), self.walk.value(against, row)
        records = {_collected(node) for node, _ in amount.sources}
        return Measure(
            rule,
            rule.about,
            key,
            amount.kind,
            value,
            _WRITTEN[signs],
            limit,
            measured.type,
            against.type,
            records.pop() if len(records) == 1 else "",
            self._rows(*amount.sources[0]) if amount.alone else (),
            tuple(dict.fromkeys(self._missing((measured, against), row))) if value is None or limit is None else (),
            outcome,
            measured,
            against,
            row,
        )

    def _rows(self, node: Quantifier | Op, row: Row | None) -> tuple[Row, ...]:
        over, where = (node.over, node.where) if isinstance(node, Quantifier) else (node.args[0], None)
        items = self.walk.value(over, row) or ()
        return tuple(item for item in items if where is None or self.walk.value(where, row, item) is True)

    def _missing(self, sides: tuple[Node, ...], row: Row | None) -> Iterator[Input]:
        """What leaves a side open; of a reference that is missing the outcome tells."""
        if row is not None:
            for side in sides:
                if self.walk.value(side, row) is None:
                    yield from missing_below(side, row, self.walk)

    def _comparisons(self, node: Node, row: Row | None, holds: bool) -> list[_Comparison]:
        """The comparisons that must be met for a condition to hold, or not to hold."""
        match node:
            case Op(name="not"):
                return self._comparisons(node.args[0], row, not holds)
            case Op(name="and" | "or"):
                if (node.name == "and") is holds:
                    return [found for part in node.args for found in self._comparisons(part, row, holds)]
                return self._one_of(node, row, holds)
            case Op(name="if"):
                then, condition, otherwise = node.args
                known = self.walk.value(condition, row)
                return [] if known is None else self._comparisons(then if known else otherwise, row, holds)
            case Op() if node.name in _SIGNS:
                return self._compared(node, row, holds)
            case Derived():
                value = self.rulebook.derivations[node.record, node.name].value
                return [] if value is None else self._comparisons(value, self.walk.row(node.of, row), holds)
        return []

    def _one_of(self, node: Op, row: Row | None, holds: bool) -> list[_Comparison]:
        """Of alternatives the one that the parameters leave; or several that compare the same, as one."""
        left = [part for part in node.args if self._settled(part) is not (not holds)]
        found = [self._comparisons(part, row, holds) for part in left]
        if len(found) == 1:
            return found[0]
        if not found or any(len(one) != 1 or not one[0].is_like(found[0][0]) for one in found):
            return []
        signs = frozenset[int]().union(*(one.signs for (one,) in found))
        return [] if signs == _ANY else [found[0][0]._replace(signs=signs)]

    def _settled(self, node: Node) -> bool | None:
        """What parameters alone make of a condition; None where that is open."""
        match node:
            case Op(name="and"):
                return conjunction(self._settled(part) for part in node.args)
            case Op(name="or"):
                return disjunction(self._settled(part) for part in node.args)
            case Op(name="not"):
                return negation(self._settled(node.args[0]))
            case Derived():
                value = self.rulebook.derivations[node.record, node.name].value
                return None if value is None else self._settled(value)
        if not all(isinstance(part, Op | Param | Const | Today) for part in walk(node)):
            return None
        found: bool | None = self.walk.value(node, None)
        return found

    def _compared(self, node: Op, row: Row | None, holds: bool) -> list[_Comparison]:
        left, right = node.args
        signs = _SIGNS[node.name] if holds else _ANY - _SIGNS[node.name]
        amount = self._amount(left, row)
        if amount is not None:
            return [_Comparison(amount, left, right, row, signs)]
        amount = self._amount(right, row)
        return [] if amount is None else [_Comparison(amount, right, left, row, frozenset(-sign for sign in signs))]

    def _amount(self, node: Node, row: Row | None) -> _Amount | None:
        """The counts or the sums that a value rests on; None where there are none, or both."""
        match node:
            case Quantifier(kind="count" | "sum") | Op(name="len") if _collected(node) in self.rulebook.records:
                return _Amount(
                    "sum" if isinstance(node, Quantifier) and node.kind == "sum" else "count", ((node, row),), True
                )
            case Derived():
                value = self.rulebook.derivations[node.record, node.name].value
                return None if value is None else self._amount(value, self.walk.row(node.of, row))
            case Op(name="if"):
                then, condition, otherwise = node.args
                known = self.walk.value(condition, row)
                if known is not None:
                    return self._amount(then if known else otherwise, row)
                return self._together((then, otherwise), row)
            case Op(name="add" | "sub"):
                return self._together(node.args, row)
        return None

    def _together(self, parts: tuple[Node, ...], row: Row | None) -> _Amount | None:
        found = [amount for part in parts if (amount := self._amount(part, row)) is not None]
        kinds = {amount.kind for amount in found}
        if len(kinds) != 1:
            return None
        return _Amount(kinds.pop(), tuple(source for amount in found for source in amount.sources), False)


def _collected(node: Node) -> str:
    """The record type whose records a node goes through; empty where it goes through none."""
    over = node.over if isinstance(node, Quantifier) else node.args[0] if isinstance(node, Op) else None
    return over.type.record if over is not None and over.type.kind == "collection" else ""


def _gathers(node: Node, rulebook: Rulebook) -> bool:
    """Whether a tree counts or adds up somewhere, behind derivations too."""
    seen, left = set[tuple[str, str]](), [node]
    while left:
        for part in walk(left.pop()):
            if isinstance(part, Quantifier) and part.kind in ("count", "sum"):
                return True
            if isinstance(part, Op) and part.name == "len":
                return True
            if isinstance(part, Derived) and (part.record, part.name) not in seen:
                seen.add((part.record, part.name))
                value = rulebook.derivations[part.record, part.name].value
                left += [] if value is None else [value]
    return False
