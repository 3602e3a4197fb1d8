"""Expressions as SQL, in the point of view of a scope: which says what the record's own words are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Literal, Protocol

from sqlglot import exp

from policycheck.engines.sql import build as sql
from policycheck.engines.sql.build import Sql
from policycheck.engines.sql.dialects.base import COMPARISONS, Dialect
from policycheck.engines.sql.given import Given
from policycheck.engines.sql.tree import certain, heavy, how_many, speaks_of_element
from policycheck.faults import EngineUnavailable
from policycheck.language.ir import (
    Element,
    Field,
    Node,
    Op,
    Param,
    Quantifier,
    Today,
    likeness,
)
from policycheck.language.types import BOOLEAN, INTEGER, Interval, Type

LARGEST = 20_000
"""Parts that one expression may have when it is written out; only unheard-of nesting inside loops gets there."""


class Scope(Protocol):
    """Where an expression stands."""

    def leaf(self, node: Node) -> Sql:
        """A field, a derivation, a flag, a loop over records, or a loop's element."""

    def bound(self, node: Node) -> Sql | None:
        """A part as a column of its own, so that it can be written more than once; None where there is no place."""

    def presence(self, node: Node) -> Sql | None:
        """Whether a field is there, where that is seen sooner than what its value is."""

    def keep(self, key: object) -> Callable[[Sql], Sql] | None:
        """Makes a column of something written in this scope; None where there is no place."""


_STRICT: Mapping[str, Callable[[Dialect, list[Sql]], Sql]] = MappingProxyType(
    {
        "contains": lambda dialect, args: dialect.contains(*args),
        "startswith": lambda dialect, args: dialect.starts(*args),
        "add_days": lambda dialect, args: dialect.later(*args),
        "add_months": lambda dialect, args: dialect.months_later(*args),
        "days_between": lambda dialect, args: dialect.days_between(*args),
        "year": lambda dialect, args: dialect.part_of_day("year", *args),
        "month": lambda dialect, args: dialect.part_of_day("month", *args),
        "start": lambda dialect, args: dialect.end_of_period(args[0], "start"),
        "until": lambda dialect, args: dialect.end_of_period(args[0], "until"),
    }
)
"""Operators that are NULL where an argument is, because the database's own are."""
_TWICE = frozenset(("add_days", "add_months", "within"))
"""Operators whose arguments are written twice."""


class Emitter:
    """Writes the expressions of one scope."""

    def __init__(self, dialect: Dialect, given: Given, scope: Scope) -> None:
        self.dialect, self.given, self.scope = dialect, given, scope
        self._written = 0

    # --- conditions

    def condition(self, node: Node) -> Sql:
        """A condition, as it stands behind WHERE: true, false or, where it is unknown, NULL."""
        if isinstance(node, Op):
            match node.name:
                case "and" | "or":
                    join = sql.all_of if node.name == "and" else sql.any_of
                    return join([self.condition(arg) for arg in node.args])
                case "not":
                    return sql.not_(self.condition(node.args[0]))
                case "known":
                    return self._known(node.args[0])
                case "present":
                    return self._present(node.args[0])
                case "in":
                    return self._in(node.args[0], node.args[1])
                case "within":
                    return self._within(node.args[0], node.args[1])
                case "intersects" | "subset":
                    return self._lists(node)
                case "contains" | "startswith":
                    return _STRICT[node.name](self.dialect, [self.value(arg) for arg in node.args])
            if node.name in COMPARISONS:
                left, right = node.args
                return self.dialect.compare(node.name, self.value(left), self.value(right), left.type, right.type)
        if self.given.fixed(node):
            known = self.given.value(node)
            return self.dialect.unknown() if known is None else self._always(bool(known))
        return self.dialect.holds(self.value(node))

    def _always(self, truth: bool) -> Sql:
        return self.dialect.holds(self.dialect.boolean(truth))

    def _known(self, node: Node) -> Sql:
        if node.type.kind == "collection":
            node = how_many(node)
        there = self.scope.presence(node) if node.type.textual else None
        return sql.is_not_null(self.value(node)) if there is None else self.dialect.holds(there)

    def _present(self, node: Node) -> Sql:
        if node.type.kind == "collection":
            return self.dialect.surely(sql.binary(exp.GT, self.value(how_many(node)), sql.number(0)))
        there = self.scope.presence(node)
        if there is not None:
            return self.dialect.holds(there)
        value = self.value(node)
        if node.type.kind == "list":
            return self.dialect.surely(sql.binary(exp.GT, self.dialect.length(value), sql.number(0)))
        if node.type.textual and not isinstance(node, Field | Param):
            return self.dialect.surely(sql.binary(exp.NEQ, value, sql.text("")))
        return sql.is_not_null(value)

    def _in(self, item: Node, over: Node) -> Sql:
        """True if found, else unknown if the item, the list or an element is missing."""
        assert over.type.of is not None
        if not self.given.fixed(over):
            item_sql = self.light(item)
            return self.dialect.member(item_sql, self.light(over), item.type, over.type.of)
        values = self.given.value(over)
        if values is None:
            return self.dialect.unknown()
        return self.among(self.light(item), values, item.type, over.type.of)  # type: ignore[arg-type]

    def among(self, item: Sql, values: tuple[object, ...], item_type: Type, of: Type) -> Sql:
        """Whether a value is one of some known ones."""
        found = [value for value in values if value is not None]
        if not found:
            return self._where_known(item, None if None in values else False)
        inside = self.dialect.among(item, found, item_type, of)  # type: ignore[arg-type]
        if None not in values:
            return inside
        return sql.any_of([inside, self.dialect.unknown()])

    def _where_known(self, value: Sql, truth: bool | None) -> Sql:
        """A truth; unknown where a value is missing."""
        if truth is None:
            return self.dialect.unknown()
        known = sql.is_not_null(value)
        return (
            sql.any_of([known, self.dialect.unknown()])
            if truth
            else sql.all_of([sql.not_(known), self.dialect.unknown()])
        )

    def _within(self, day: Node, period: Node) -> Sql:
        written = self.light(day)
        if not self.given.fixed(period):
            ends = {name: _STRICT[name](self.dialect, [self.light(period)]) for name in ("start", "until")}
            known = sql.all_of([sql.is_not_null(self.light(period)), sql.is_not_null(written)])
            sides = [
                sql.any_of([sql.binary(COMPARISONS[name], written, end), sql.all_of([sql.is_null(end), known])])
                for name, end in (("ge", ends["start"]), ("lt", ends["until"]))
            ]
            return sql.all_of([sql.any_of([known, self.dialect.unknown()]), *sides])
        value = self.given.value(period)
        if value is None:
            return self.dialect.unknown()
        assert isinstance(value, Interval)
        sides = [
            sql.binary(kind, written, self.dialect.day(end))
            for kind, end in ((exp.GTE, value.start), (exp.LT, value.until))
            if end is not None
        ]
        return sql.all_of(sides) if sides else self._where_known(written, True)

    def _lists(self, node: Op) -> Sql:
        """`intersects` asks whether any element is in the other list, `subset` whether all are."""
        first, second = node.args
        assert first.type.of is not None
        assert second.type.of is not None
        if self.given.fixed(second) and self.given.value(second) is None:
            return self.dialect.unknown()
        word = "item"
        item = self.dialect.element(word, first.type.of)
        kind: Literal["any", "all"] = "any" if node.name == "intersects" else "all"
        if self.given.fixed(second):
            values: tuple[object, ...] = self.given.value(second)  # type: ignore[assignment]
            inside = self.among(item, values, first.type.of, second.type.of)
        else:
            inside = self.dialect.member(item, self.light(second), first.type.of, second.type.of)
        plain, keep = self._all_fixed(second), self.scope.keep(likeness(node))
        found = self.dialect.over_list(
            kind, self.light(first), first.type.of, None, inside, (BOOLEAN, BOOLEAN), word, plain, keep
        )
        if self.given.fixed(second):
            return self.dialect.holds(found)
        return self.dialect.holds(sql.case([(sql.is_not_null(self.light(second)), found)]))

    def _all_fixed(self, items: Node) -> bool:
        values = self.given.value(items) if self.given.fixed(items) else None
        return isinstance(values, tuple) and None not in values

    # --- values

    def value(self, node: Node) -> Sql:
        """The value of a node; NULL where it is missing, or unknown."""
        self._written += 1
        if self._written > LARGEST:
            raise EngineUnavailable("sql", "an expression is nested too deeply inside a loop: derive a part of it")
        if self.given.fixed(node):
            return self.dialect.constant(self.given.value(node), node.type)
        match node:
            case Today():
                return self.dialect.today()
            case Param():
                return self.scope.leaf(node)
            case Quantifier() if node.over.type.kind == "list":
                return self._over_list(node)
            case Op():
                return self._operation(node)
        return self.scope.leaf(node)

    def light(self, node: Node) -> Sql:
        """The value of a node that may be written more than once."""
        bound = self.scope.bound(node) if heavy(node) else None
        return self.value(node) if bound is None else bound

    def _operand(self, node: Node, operator: str) -> Sql:
        """The value of an operator's argument; a column where the database can only write it more than once."""
        computed = isinstance(node, Op) or (isinstance(node, Quantifier) and node.over.type.kind == "list")
        bound = self.scope.bound(node) if computed and operator in self.dialect.repeated else None
        return self.value(node) if bound is None else bound

    def _operation(self, node: Op) -> Sql:
        name, args = node.name, node.args
        if name == "if":
            return self._if(node)
        if node.type.kind == "boolean":
            return self.dialect.truth(self.condition(node))
        if name in ("add", "sub", "mul"):
            written = [self._operand(arg, name) for arg in args]
            return self.dialect.arithmetic(name, written, [arg.type for arg in args], node.type)
        if name == "neg":
            return self.dialect.negative(self.value(args[0]), args[0].type)
        if name == "abs":
            return self.dialect.absolute(self.value(args[0]), args[0].type)
        if name == "len":
            (items,) = args
            many = items.type.kind == "collection"
            return self.value(how_many(items)) if many else self.dialect.length(self.value(items))
        if name == "how_many":
            return self._how_many(args)
        written = [self.light(arg) if name in _TWICE else self._operand(arg, name) for arg in args]
        return _STRICT[name](self.dialect, written)

    def _how_many(self, conditions: tuple[Node, ...]) -> Sql:
        found: Sql | None = None
        for condition in conditions:
            one = self.dialect.switch(self.condition(condition), sql.number(1), sql.number(0), None)
            found = one if found is None else exp.Add(this=found, expression=one)
        return sql.number(0) if found is None else sql.cast(found, self.dialect.type(INTEGER))

    def _if(self, node: Op) -> Sql:
        then, condition, otherwise = node.args
        one, other = (self.dialect.like(self.light(arg), arg.type, node.type) for arg in (then, otherwise))
        if certain(condition):
            return sql.case([(self.condition(condition), one)], other)
        if node.type.kind == "list":
            agreed = sql.case([(self.dialect.same_lists(one, other), one)])
        else:
            agreed = sql.case([(self.dialect.compare("eq", one, other, node.type, node.type), one)])
        return self.dialect.switch(self.condition(condition), one, other, agreed)

    def _over_list(self, node: Quantifier) -> Sql:
        try:
            return self.inline(node)
        except Unreachable:
            return self.scope.leaf(node)

    def inline(self, node: Quantifier) -> Sql:
        """A loop over a list whose body speaks of plain elements; raises `Unreachable` where it goes on to records."""
        assert node.over.type.of is not None
        of = node.over.type.of
        element = self.dialect.element(node.variable, of)
        inner = Emitter(self.dialect, self.given, _Elements(self.scope, element))
        where = None if node.where is None else inner.condition(node.where)
        value = None
        if node.value is not None:
            value = inner.condition(node.value) if node.kind in ("any", "all") else inner.value(node.value)
        types = (None if node.value is None else node.value.type, node.type)
        plain = node.where is None and node.value is not None and self._plain(node.value)
        keep = self.scope.keep(likeness(node))
        items = self.light(node.over)
        return self.dialect.over_list(node.kind, items, of, where, value, types, node.variable, plain, keep)

    def _plain(self, node: Node) -> bool:
        """Whether a condition on a loop's element is unknown where the element is missing, and nowhere else."""
        if not isinstance(node, Op):
            return isinstance(node, Element)
        if node.name in ("and", "or", "not"):
            return all(self._plain(arg) for arg in node.args)
        if node.name == "in":
            item, over = node.args
            return isinstance(item, Element) and self._all_fixed(over)
        if node.name in COMPARISONS:
            known = [arg for arg in node.args if self.given.fixed(arg) and self.given.value(arg) is not None]
            elements = [arg for arg in node.args if isinstance(arg, Element)]
            return len(elements) > 0 and len(known) + len(elements) == len(node.args)
        return False


class Unreachable(Exception):
    """Something that cannot be said from where it stands."""


class _Elements:
    """Within a loop over a list: the elements are plain values."""

    def __init__(self, outer: Scope, element: Sql) -> None:
        self.outer, self.element = outer, element

    def leaf(self, node: Node) -> Sql:
        """The element, or something of the record outside."""
        if isinstance(node, Element):
            return self.element
        if speaks_of_element(node):
            raise Unreachable
        return self.outer.leaf(node)

    def presence(self, node: Node) -> Sql | None:
        """As outside."""
        return self.outer.presence(node)

    def keep(self, key: object) -> Callable[[Sql], Sql] | None:
        """What speaks of an element has no place outside."""
        return None

    def bound(self, node: Node) -> Sql | None:
        """Only what does not speak of the element has a place outside."""
        return None if speaks_of_element(node) else self.outer.bound(node)
