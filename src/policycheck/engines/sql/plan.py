"""From a policy to columns: every value that a rule rests on is a column of its record, made in a stage of its own.

A column is read (stage 0), computed from the record's other columns, looked up over a reference, or gathered from the
records of a collection. What it rests on lies in earlier stages; a record's stage and all before it are one table.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from sqlglot import exp

from policycheck.engines.sql import build as sql
from policycheck.engines.sql.build import Sql
from policycheck.engines.sql.dialects.base import Dialect
from policycheck.engines.sql.emit import Emitter
from policycheck.engines.sql.gather import Gathering, Group
from policycheck.engines.sql.given import Given
from policycheck.engines.sql.names import Names, columns_of
from policycheck.engines.sql.tree import (
    of_element,
    seen_from,
    speaks_of_element,
    speaks_of_subject,
    whole,
)
from policycheck.faults import EngineUnavailable
from policycheck.language.ir import (
    Collection,
    Derived,
    Element,
    Field,
    Flag,
    Node,
    Param,
    Portfolio,
    Quantifier,
    Subject,
    likeness,
)
from policycheck.language.rulebook import PORTFOLIO, RecordType, Rulebook

SELF, OTHER, ITEM = "this", "that", "item"
"""The aliases of the record itself, of a loop's record, and of a list's elements."""


@dataclass(frozen=True)
class Column:
    """A column of a record's table: its name, and the stage that makes it."""

    name: str
    stage: int


@dataclass
class Joined:
    """A table joined in a stage: what it is, and how."""

    alias: str
    source: Callable[[], Sql]
    on: Sql | None
    group: Group = field(default_factory=Group)
    """What loops ask of the elements, where it is a table of groups."""


@dataclass
class Stage:
    """What one stage adds to a record's table."""

    values: list[tuple[str, Sql, str]] = field(default_factory=list)
    """Columns: name, value, and what a reader should know."""
    joins: dict[object, Joined] = field(default_factory=dict)


class Relation:
    """The columns of one record type."""

    def __init__(self, plan: Plan, type_: RecordType) -> None:
        self.plan, self.type = plan, type_
        self.names = Names(plan.dialect.name_limit)
        self.fields = columns_of(type_, plan.dialect.name_limit)
        for name in self.fields.values():
            self.names.take(name)
        self.used: set[str] = set()
        self.there: dict[str, str] = {}
        """Fields of which it is asked whether they are there, and the columns that say so."""
        self.own_references: set[str] = set()
        """References whose own values are asked for, not only where they lead."""
        self.stages: dict[int, Stage] = {}
        self.tables: dict[int, str] = {}
        self._made: dict[object, Column] = {}
        self._aliases = Names(plan.dialect.name_limit)
        self._aliases.take(SELF)

    @property
    def key(self) -> str:
        """The column that identifies a record."""
        assert self.type.key is not None
        self.used.add(self.type.key)
        return self.fields[self.type.key]

    def stage(self, number: int) -> Stage:
        """A stage, made when first asked for."""
        return self.stages.setdefault(number, Stage())

    def column(self, node: Node) -> Column:
        """The column that holds a field, a derivation, a flag or a loop of this record; `node` speaks of it as its
        subject."""
        at = likeness(node)
        if at not in self._made:
            self._made[at] = self._make(node)
        return self._made[at]

    def bound(self, node: Node, name: str = "part") -> Column:
        """A part of an expression as a column of its own."""
        at = ("part", likeness(node))
        if at not in self._made:
            self._made[at] = self._computed(name, node, "")
        return self._made[at]

    def presence(self, name: str) -> Column:
        """The column that says whether a field is there."""
        if name not in self.there:
            self.there[name] = self.names.take(f"{name}: present")
        return Column(self.there[name], 0)

    def kept(self, value: Sql, stage: int, key: object) -> Column:
        """Something written as a column of its own."""
        at = ("kept", key)
        if at not in self._made:
            self._made[at] = self._add("each", value, stage)
        return self._made[at]

    def _make(self, node: Node) -> Column:
        match node:
            case Field(of=Subject()):
                self.used.add(node.name)
                if node.type.kind == "ref" or (node.type.of and node.type.of.kind == "ref"):
                    self.own_references.add(node.name)
                return Column(self.fields[node.name], 0)
            case Derived(of=Subject()):
                value = self.plan.rulebook.derivations[node.record, node.name].value
                assert value is not None
                return self._computed(node.name, value, "")
            case Flag(of=Subject()):
                flag = self.plan.rulebook.derivations[node.record, node.name].flags[node.flag]
                return self._computed(f"{node.name}.{node.flag}", flag.condition, "")
            case Field() | Derived() | Flag():
                if isinstance(node.of, Portfolio) and self.type.name == PORTFOLIO:
                    return self.column(seen_from(node, node.of, PORTFOLIO))
                return self._looked_up(node.of, seen_from(node, node.of, node.of.type.record))
            case Quantifier():
                return self._gathered(node)
        raise AssertionError(node)

    def _computed(self, name: str, value: Node, note: str) -> Column:
        scope = RecordScope(self, SELF)
        written = Emitter(self.plan.dialect, self.plan.given, scope).value(value)
        return self._add(name, written, scope.stage + 1, note)

    def _add(self, name: str, value: Sql, stage: int, note: str = "") -> Column:
        made = Column(self.names.take(name), stage)
        self.stage(stage).values.append((made.name, value, note))
        return made

    # --- over references

    def _looked_up(self, of: Node, node: Node) -> Column:
        """What another record says of itself, found over a reference; the portfolio is found by everyone."""
        target = self.plan.relation(of.type.record)
        there = target.column(node)
        key, stage = self._key(of)
        stage = max(stage, there.stage) + 1
        joined = self._joined(
            stage, ("lookup", likeness(of)), _path(of), lambda: self.plan.table(target, stage - 1, joined.alias)
        )
        if key is not None:
            joined.on = sql.binary(exp.EQ, sql.column(joined.alias, target.key), key)
        return self._add(f"{_path(of)}.{there.name}", sql.column(joined.alias, there.name), stage)

    def _key(self, of: Node) -> tuple[Sql | None, int]:
        """The key that a reference holds, and the stage that knows it; None for the portfolio, which needs none."""
        if isinstance(of, Portfolio):
            return None, 0
        if isinstance(of, Field) and isinstance(of.of, Subject):
            self.used.add(of.name)
            return sql.column(SELF, self.fields[of.name]), 0
        scope = RecordScope(self, SELF)
        return Emitter(self.plan.dialect, self.plan.given, scope).value(of), scope.stage

    def _joined(self, stage: int, key: object, alias: str, source: Callable[[], Sql]) -> Joined:
        joins = self.stage(stage).joins
        if key not in joins:
            joins[key] = Joined(self._aliases.take(alias), source, None)
        return joins[key]

    # --- over collections and lists

    def _gathered(self, node: Quantifier) -> Column:
        over = node.over
        if not isinstance(over, Collection):
            return self._from_list(node)
        if any(speaks_of_subject(part) for part in (node.value, node.where)):
            return self._paired(node, over)
        if whole(over) and self.type.name != PORTFOLIO:
            portfolio = Portfolio(type=over.of.type, span=over.of.span)
            return self._looked_up(portfolio, seen_from(node, over.of, PORTFOLIO))
        if whole(over) or isinstance(over.of, Subject):
            return self._grouped(node, over)
        return self._looked_up(over.of, seen_from(node, over.of, over.of.type.record))

    def _grouped(self, node: Quantifier, over: Collection) -> Column:
        """A loop over the records that refer to this one, or over all of a type: each looked at once."""
        other = self.plan.relation(over.record)
        scope = RecordScope(other, OTHER)
        gathering = Gathering(node, Emitter(self.plan.dialect, self.plan.given, scope), of_element)
        stage = scope.stage + 1
        key = None if over.field is None else sql.column(OTHER, other.fields[over.field])
        if over.field is not None:
            other.used.add(over.field)

        def source() -> Sql:
            return joined.group.query(joined.alias, key, self.plan.table(other, stage - 1, OTHER))

        joined = self._joined(stage, ("group", over.record, over.field), over.name, source)
        if key is not None:
            joined.on = sql.binary(exp.EQ, sql.column(joined.alias, "key"), sql.column(SELF, self.key))
        found = gathering.result(joined.alias, joined.group)
        return self._add(f"{over.name}.{node.kind}", found, stage)

    def _paired(self, node: Quantifier, over: Collection) -> Column:
        """A loop that speaks of the record itself as well: each record beside each of its collection."""
        other = self.plan.relation(over.record)
        scope = PairScope(RecordScope(self, SELF), RecordScope(other, OTHER), None)
        gathering = Gathering(node, Emitter(self.plan.dialect, self.plan.given, scope), lambda part: part)
        key: Sql | None = None
        at = 0
        if over.field is not None:
            other.used.add(over.field)
            key, at = (sql.column(SELF, self.key), 0) if isinstance(over.of, Subject) else self._key(over.of)
        stage = max(scope.stage, at) + 1
        on = (
            None
            if key is None or over.field is None
            else sql.binary(exp.EQ, sql.column(OTHER, other.fields[over.field]), key)
        )

        def source() -> Sql:
            beside = sql.join(self.plan.table(other, stage - 1, OTHER), on, "INNER")
            return self._pairs(joined, stage, [beside])

        at_ = ("pairs", over.record, over.field, likeness(over.of))
        joined = self._joined(stage, at_, over.name, source)
        joined.on = sql.binary(exp.EQ, sql.column(joined.alias, "key"), sql.column(SELF, self.key))
        found = gathering.result(joined.alias, joined.group)
        if key is not None and not isinstance(over.of, Subject):
            found = sql.case([(sql.is_not_null(key), found)])
        return self._add(f"{over.name}.{node.kind}", found, stage)

    def _from_list(self, node: Quantifier) -> Column:
        """A loop over a list of references that goes on to what they refer to."""
        of = node.over.type.of
        assert of is not None
        other = self.plan.relation(of.record)
        item = self.plan.dialect.item(ITEM, of)
        mine = RecordScope(self, SELF)
        scope = PairScope(mine, RecordScope(other, OTHER), item)
        gathering = Gathering(node, Emitter(self.plan.dialect, self.plan.given, scope), lambda part: part)
        items = Emitter(self.plan.dialect, self.plan.given, mine).value(node.over)
        stage = scope.stage + 1

        def source() -> Sql:
            there = sql.binary(exp.EQ, sql.column(OTHER, other.key), item)
            beside = [
                sql.join(self.plan.dialect.unnested(items, of, ITEM), None),
                sql.join(self.plan.table(other, stage - 1, OTHER), there),
            ]
            return self._pairs(joined, stage, beside)

        joined = self._joined(stage, ("list", likeness(node.over)), "items", source)
        joined.on = sql.binary(exp.EQ, sql.column(joined.alias, "key"), sql.column(SELF, self.key))
        found = gathering.result(joined.alias, joined.group)
        return self._add(f"list.{node.kind}", sql.case([(sql.is_not_null(items), found)]), stage)

    def _pairs(self, joined: Joined, stage: int, beside: list[exp.Join]) -> Sql:
        """The groups of records that stand beside others."""
        key = sql.column(SELF, self.key)
        return joined.group.query(joined.alias, key, self.plan.table(self, stage - 1, SELF), beside)


class Hints(Protocol):
    """What is known of the tables that are read, and makes some questions quicker to answer."""

    def there(self, type_: RecordType, name: str) -> bool:
        """Whether it is seen sooner that a field is there than what its value is."""


class RecordScope:
    """The point of view of one record, under an alias; keeps the latest stage that it rests on."""

    def __init__(self, relation: Relation, alias: str) -> None:
        self.relation, self.alias, self.stage = relation, alias, 0

    def leaf(self, node: Node) -> Sql:
        """A column of the record."""
        if isinstance(node, Param):
            return self.relation.plan.parameter(node)
        if isinstance(node, Subject):
            return sql.column(self.alias, self.relation.key)
        return self._said(self.relation.column(node))

    def bound(self, node: Node) -> Sql | None:
        """A part as a column of the record."""
        return self._said(self.relation.bound(node))

    def presence(self, node: Node) -> Sql | None:
        """Whether a field is there, where that is seen sooner than what its value is."""
        if isinstance(node, Field) and isinstance(node.of, Subject):
            hints = self.relation.plan.hints
            if hints is not None and hints.there(self.relation.type, node.name):
                return sql.column(self.alias, self.relation.presence(node.name).name)
        return None

    def keep(self, key: object) -> Callable[[Sql], Sql] | None:
        """Makes a column of something written in this scope: of the record itself, not of one in a loop."""
        if self.alias != SELF:
            return None
        return lambda value: self._said(self.relation.kept(value, self.stage + 1, key))

    def named(self, node: Node, name: str) -> Sql:
        """A part as a column of the record, under a name of its own."""
        return self._said(self.relation.bound(node, name))

    def _said(self, column: Column) -> Sql:
        self.stage = max(self.stage, column.stage)
        return sql.column(self.alias, column.name)


class PairScope:
    """The point of view of a loop: a record beside an element, which is a record or an item of a list."""

    def __init__(self, mine: RecordScope, other: RecordScope, item: Sql | None) -> None:
        self.mine, self.other, self.item = mine, other, item

    @property
    def stage(self) -> int:
        """The latest stage that it rests on."""
        return max(self.mine.stage, self.other.stage)

    def leaf(self, node: Node) -> Sql:
        """A column of the one or of the other."""
        if isinstance(node, Element) and self.item is not None:
            return self.item
        if not speaks_of_element(node):
            return self.mine.leaf(node)
        if speaks_of_subject(node):
            raise EngineUnavailable(
                "sql", "a reference inside a loop depends on both records: derive it on one of them"
            )
        return self.other.leaf(of_element(node))

    def presence(self, node: Node) -> Sql | None:
        """Whether a field of the one or of the other is there."""
        if not speaks_of_element(node):
            return self.mine.presence(node)
        return None if speaks_of_subject(node) else self.other.presence(of_element(node))

    def keep(self, key: object) -> Callable[[Sql], Sql] | None:
        """There is no place for columns of both."""
        return None

    def bound(self, node: Node) -> Sql | None:
        """A part as a column of the one that it speaks of."""
        if not speaks_of_element(node):
            return self.mine.bound(node)
        return None if speaks_of_subject(node) or self.item is not None else self.other.bound(of_element(node))


class Plan:
    """The columns of a whole policy."""

    def __init__(self, rulebook: Rulebook, dialect: Dialect, given: Given, hints: Hints | None = None) -> None:
        self.rulebook, self.dialect, self.given, self.hints = rulebook, dialect, given, hints
        self._relations: dict[str, Relation] = {}

    @property
    def relations(self) -> list[Relation]:
        """The record types that are spoken of, in the order in which they came up."""
        return list(self._relations.values())

    def relation(self, record: str) -> Relation:
        """The columns of a record type."""
        if record not in self._relations:
            self._relations[record] = Relation(self, self.rulebook.types[record])
        return self._relations[record]

    def table(self, relation: Relation, stage: int, alias: str | None = None) -> Sql:
        """A record's table as it is after a stage."""
        at = max(number for number in relation.tables if number <= stage)
        return sql.table(relation.tables[at], alias)

    def parameter(self, node: Param) -> Sql:
        """A parameter whose value depends on the day a query is run."""
        found = []
        for start, value in reversed(self.rulebook.parameters[node.name].values):
            reached = sql.binary(exp.GTE, self.dialect.today(), self.dialect.day(start))
            found.append((reached, self.dialect.constant(value, node.type)))
        return sql.case(found, self.dialect.null(node.type))


def _path(of: Node) -> str:
    match of:
        case Field(of=Subject()) | Derived(of=Subject()):
            return of.name
        case Field() | Derived():
            return f"{_path(of.of)}.{of.name}"
        case Portfolio():
            return PORTFOLIO
    return "other"
