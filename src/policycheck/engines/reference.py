"""The reference engine: a plain walk over the typed tree. This is what the language means; every engine is held to it.

A value is None where it is missing, and a condition None where it is unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from policycheck.engines import facts as outcome
from policycheck.engines.exact import absolute, add, add_days, add_months, mul, neg, sub, total
from policycheck.engines.facts import Facts, Verdicts
from policycheck.language.ir import (
    Collection,
    Const,
    Derived,
    Element,
    Field,
    Flag,
    Node,
    Op,
    Param,
    Portfolio,
    Quantifier,
    Subject,
    Today,
)
from policycheck.language.rulebook import Judgement, Rule, Rulebook
from policycheck.records.tables import Row

STRICT: Mapping[str, Callable[..., Any]] = MappingProxyType(
    {
        "not": lambda a: not a,
        "eq": lambda a, b: a == b,
        "ne": lambda a, b: a != b,
        "lt": lambda a, b: a < b,
        "le": lambda a, b: a <= b,
        "gt": lambda a, b: a > b,
        "ge": lambda a, b: a >= b,
        "within": lambda day, period: day in period,
        "add": add,
        "sub": sub,
        "mul": mul,
        "neg": neg,
        "abs": absolute,
        "add_days": add_days,
        "add_months": add_months,
        "days_between": lambda a, b: (a - b).days,
        "year": lambda day: day.year,
        "month": lambda day: day.month,
        "start": lambda period: period.start,
        "until": lambda period: period.until,
        "len": len,
        "how_many": lambda *conditions: sum(conditions),
        "contains": lambda text, part: part in text,
        "startswith": lambda text, part: text.startswith(part),
    }
)
"""The operators that are missing where an argument is."""


def conjunction(parts: Iterable[bool | None]) -> bool | None:
    """Kleene's and: false if one is false, else unknown if one is unknown, else true."""
    found = list(parts)
    return False if False in found else None if None in found else True


def disjunction(parts: Iterable[bool | None]) -> bool | None:
    """Kleene's or: true if one is true, else unknown if one is unknown, else false."""
    found = list(parts)
    return True if True in found else None if None in found else False


def negation(part: bool | None) -> bool | None:
    """Kleene's not: unknown stays unknown."""
    return None if part is None else not part


def member(item: Any, items: Sequence[Any] | None) -> bool | None:
    """True if found, else unknown if the item, the list or an element of it is missing."""
    if item is None or items is None:
        return None
    return disjunction(None if element is None else item == element for element in items)


class Walk:
    """Values of nodes for the records of some facts."""

    def __init__(self, rulebook: Rulebook, facts: Facts) -> None:
        self.rulebook, self.facts = rulebook, facts
        self._derived: dict[tuple[str, str, str | None, object], Any] = {}

    def value(self, node: Node, subject: Row | None, element: Any = None) -> Any:
        """The value of a node on a record, and for an element where it stands in a loop."""
        match node:
            case Field():
                row = self.row(node.of, subject, element)
                return None if row is None else row[self._column(node)]
            case Subject():
                return subject
            case Const():
                return node.value
            case Op():
                return self._operation(node, subject, element)
            case Derived():
                row = self.row(node.of, subject, element)
                return None if row is None else self.derived(node.record, node.name, None, row)
            case Element():
                return element
            case Flag():
                row = self.row(node.of, subject, element)
                return None if row is None else self.derived(node.record, node.name, node.flag, row)
            case Quantifier():
                return self._quantifier(node, subject, element)
            case Collection():
                return self._collection(node, subject, element)
            case Param():
                return self.facts.parameters[node.name]
            case Today():
                return self.facts.today
            case Portfolio():
                return self.facts.tables.portfolio
        raise AssertionError(node)

    def row(self, node: Node, subject: Row | None, element: Any = None) -> Row | None:
        """The record that a node is, or that it refers to; None for a missing reference."""
        found = self.value(node, subject, element)
        if node.type.kind == "ref" and found is not None:
            return self.facts.tables.index[node.type.record].get(found)
        return found  # type: ignore[no-any-return]

    def derived(self, record: str, name: str, flag: str | None, row: Row) -> Any:
        """A derivation's value on a record, or one of its flags; of flags as a whole, each with its truth."""
        type_ = self.rulebook.types[record]
        at = (record, name, flag, type_.key_of(row))
        if at not in self._derived:
            derivation = self.rulebook.derivations[record, name]
            if derivation.value is not None:
                self._derived[at] = self.value(derivation.value, row)
            elif flag is not None:
                self._derived[at] = self.value(derivation.flags[flag].condition, row)
            else:
                self._derived[at] = tuple((one, self.derived(record, name, one, row)) for one in derivation.flags)
        return self._derived[at]

    def elements(self, node: Quantifier, subject: Row | None) -> Sequence[Any] | None:
        """The elements a quantifier goes through; None for a missing list."""
        return self.value(node.over, subject)  # type: ignore[no-any-return]

    def _column(self, node: Field) -> int:
        return self.rulebook.types[node.of.type.record].column[node.name]

    def _collection(self, node: Collection, subject: Row | None, element: Any) -> Sequence[Row] | None:
        row = self.row(node.of, subject, element)
        if row is None:
            return None
        if node.field is None:
            return self.facts.tables.rows[node.record]
        type_ = self.rulebook.types[node.of.type.record]
        key = type_.key_of(row)
        return self.facts.tables.referring(node.record, node.field).get(key, ())

    def _operation(self, node: Op, subject: Row | None, element: Any) -> Any:
        if node.name == "if":
            return self._if(node, subject, element)
        args = [self.value(arg, subject, element) for arg in node.args]
        match node.name:
            case "and":
                return conjunction(args)
            case "or":
                return disjunction(args)
            case "in":
                return member(*args)
            case "known":
                return args[0] is not None
            case "present":
                return args[0] is not None and (bool(args[0]) if _holds_many(node.args[0]) else args[0] != "")
            case "intersects" | "subset":
                first, second = args
                if first is None or second is None:
                    return None
                found = [member(item, second) for item in first]
                return disjunction(found) if node.name == "intersects" else conjunction(found)
        return None if None in args else STRICT[node.name](*args)

    def _if(self, node: Op, subject: Row | None, element: Any) -> Any:
        then, condition, otherwise = node.args
        known = self.value(condition, subject, element)
        if known is not None:
            return self.value(then if known else otherwise, subject, element)
        one, other = self.value(then, subject, element), self.value(otherwise, subject, element)
        return one if one is not None and other is not None and one == other else None

    def _quantifier(self, node: Quantifier, subject: Row | None, outer: Any) -> Any:
        kept = self.facts.kept(node)
        if kept is not None and isinstance(node.over, Collection):
            return kept.value(self.row(node.over.of, subject, outer))
        items = self.value(node.over, subject, outer)
        if items is None:
            return None
        wheres = [True if node.where is None else self.value(node.where, subject, item) for item in items]
        if node.kind in ("any", "all"):
            assert node.value is not None
            values = [self.value(node.value, subject, item) for item in items]
            if node.kind == "any":
                return disjunction(conjunction(pair) for pair in zip(wheres, values, strict=True))
            return conjunction(disjunction((negation(w), v)) for w, v in zip(wheres, values, strict=True))
        if None in wheres:
            return None
        chosen = [item for item, where in zip(items, wheres, strict=True) if where]
        if node.kind == "count":
            return len(chosen)
        assert node.value is not None
        values = [self.value(node.value, subject, item) for item in chosen]
        if None in values:
            return None
        match node.kind:
            case "sum":
                return total(values)
            case "unique":
                return len(set(values))
            case "min":
                return min(values, default=None)
            case "max":
                return max(values, default=None)


def _holds_many(node: Node) -> bool:
    return node.type.kind in ("list", "collection")


class Reference:
    """The reference engine for one rulebook."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook

    def judge(self, facts: Facts) -> Verdicts:
        """The outcomes of every rule and judgement for every subject."""
        walk = Walk(self.rulebook, facts)
        return {
            about: bytearray(self._outcome(item, row, walk) for row in facts.subjects(about) for item in items)
            for about, items in self.rulebook.items.items()
        }

    def _outcome(self, item: Rule | Judgement, row: Row, walk: Walk) -> int:
        when = walk.value(item.when, row)
        if isinstance(item, Judgement):
            return {True: outcome.NEEDS_JUDGEMENT, False: outcome.NOT_APPLICABLE, None: outcome.UNDETERMINED}[when]
        if item.require is None:
            fits = when is True and bool(fitting(item, row, walk))
            return outcome.RECOMMENDED if fits else outcome.NOT_APPLICABLE
        require = walk.value(item.require, row)
        excepted = any(walk.value(exception.condition, row) is True for exception in item.exceptions)
        violated = conjunction((when, negation(require), not excepted))
        if violated is not False:
            return outcome.VIOLATED if violated else outcome.UNDETERMINED
        if when is False:
            return outcome.NOT_APPLICABLE
        return outcome.SATISFIED if require else outcome.EXCEPTED


def fitting(rule: Rule, row: Row, walk: Walk) -> list[Row]:
    """The options that a rule recommends for a record, in the order of their table or, of records, of their keys."""
    recommend = rule.recommend
    if recommend is None:
        return []
    options: Sequence[Row] = walk.value(recommend.source, row) or ()
    found = [
        option for option in options if recommend.where is None or walk.value(recommend.where, row, option) is True
    ]
    return found[: recommend.at_most]
