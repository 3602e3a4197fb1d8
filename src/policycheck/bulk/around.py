"""The records that some records' rules and messages speak of, followed along references and collections."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sqlglot import exp

from policycheck.engines.sql import build as sql
from policycheck.engines.sql.plan import Relation
from policycheck.faults import EngineUnavailable
from policycheck.language.ir import Collection, Derived, Element, Field, Flag, Node, Op, Portfolio, Quantifier, Subject
from policycheck.language.rulebook import PORTFOLIO, Judgement, Rule, Rulebook
from policycheck.language.types import Type
from policycheck.records.tables import Row, Tables

if TYPE_CHECKING:
    from policycheck.bulk.evaluation import BulkEvaluation

MOST = 200_000
"""Records of one type that are read back at most: more would be no sample."""
AT_ONCE = 500
"""Keys that are asked for in one query."""


class Demand:
    """Which records are needed beside one of a type: those it refers to, those that refer to it."""

    def __init__(self, record: str) -> None:
        self.record = record
        self.references: dict[str, Demand] = {}
        self.collections: dict[tuple[str, str], Demand] = {}

    def reference(self, name: str, record: str) -> Demand:
        """What is needed beside the record that a field refers to."""
        return self.references.setdefault(name, Demand(record))

    def collection(self, record: str, field: str) -> Demand:
        """What is needed beside the records that refer to it."""
        return self.collections.setdefault((record, field), Demand(record))


class Demands:
    """What the items of a policy need, found from their expressions."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self.whole: dict[str, Demand] = {}
        """Record types of which all records are needed."""
        self._portfolio = Demand(PORTFOLIO)

    def of(self, about: str) -> Demand:
        """What is needed beside a record of a type that is judged."""
        found = self._portfolio if about == PORTFOLIO else Demand(about)
        for item in self.rulebook.items.get(about, ()):
            for node in _expressions(item):
                self._visit(node, found, ())
        type_ = self.rulebook.records[about]
        for name in type_.fields:  # titles of what a record refers to are told beside it
            if type_.fields[name].type.kind == "ref":
                found.reference(name, type_.fields[name].type.record)
        return found

    def _visit(self, node: Node, here: Demand, element: tuple[Demand, ...]) -> tuple[Demand, ...]:
        """Notes what a part needs; the records that it is or leads to."""
        match node:
            case Subject():
                return (here,)
            case Element():
                return element
            case Portfolio():
                return (self._portfolio,)
            case Field():
                at = self._visit(node.of, here, element)
                kind = node.type.of if node.type.kind == "list" else node.type
                assert kind is not None
                if kind.kind != "ref":
                    return ()
                return tuple(one.reference(node.name, kind.record) for one in at)
            case Derived() | Flag():
                at = self._visit(node.of, here, element)
                derivation = self.rulebook.derivations[node.record, node.name]
                parts = (
                    [derivation.value] if derivation.value else [flag.condition for flag in derivation.flags.values()]
                )
                return tuple(found for one in at for part in parts for found in self._visit(part, one, ()))
            case Collection(field=None):
                return (self.whole.setdefault(node.record, Demand(node.record)),)
            case Collection():
                assert node.field is not None
                at = self._visit(node.of, here, element)
                return tuple(one.collection(node.record, node.field) for one in at)
            case Quantifier():
                inner = self._visit(node.over, here, element)
                for part in (node.value, node.where):
                    if part is not None:
                        self._visit(part, here, inner)
                return ()
            case Op():
                found = [self._visit(arg, here, element) for arg in node.args]
                return tuple(one for part in found for one in part) if node.type.kind in ("ref", "list") else ()
        return ()


def _expressions(item: Rule | Judgement) -> Iterator[Node]:
    """Every expression of an item, those of its texts included."""
    yield from item.conditions
    if isinstance(item, Judgement):
        yield from item.facts.values()
        yield from _parts(item.question.values())
        return
    for templates in (item.message, item.remedy, *(exception.because for exception in item.exceptions)):
        yield from _parts((templates or {}).values())
    if item.recommend is not None:
        true = item.when
        where = item.recommend.where or true
        for said in (where, *_parts(item.recommend.say.values())):
            yield Quantifier(
                kind="any",
                over=item.recommend.source,
                value=said,
                where=None,
                variable="",
                type=true.type,
                span=true.span,
            )


def _parts(templates: Iterable[Any]) -> Iterator[Node]:
    for template in templates:
        yield from (part for part in template.parts if not isinstance(part, str))


class Around:
    """Reads records back from the database."""

    def __init__(self, evaluation: BulkEvaluation) -> None:
        self.evaluation, self.rulebook = evaluation, evaluation.rulebook
        self._found: dict[str, dict[str, Row]] = {name: {} for name in self.rulebook.records}

    def tables(self, subjects: Mapping[str, set[str]]) -> Tables:
        """The records, and all that is needed beside them."""
        demands = Demands(self.rulebook)
        wanted = [(demands.of(about), keys) for about, keys in subjects.items()]
        for demand, keys in wanted:
            if demand.record != PORTFOLIO:
                self._take(demand, self._by_key(demand.record, keys))
            else:
                self._take(demand, [self.evaluation.question.around.portfolio])
        done: set[str] = set()
        while more := [record for record in demands.whole if record not in done]:
            for record in more:
                done.add(record)
                if record in self.evaluation.question.sources:
                    self._take(demands.whole[record], self._rows(record, None))
        rulebook = self.rulebook
        index: dict[str, Mapping[str, Row]] = {
            name: {type_.key_of(row): row for row in rulebook.table_rows[name]}
            for name, type_ in rulebook.tables.items()
        }
        for name, rows in self._found.items():
            index[name] = dict(sorted(rows.items()))
        index[PORTFOLIO] = {PORTFOLIO: self.evaluation.question.around.portfolio}
        return Tables(rulebook.types, {name: tuple(found.values()) for name, found in index.items()}, index)

    def _take(self, demand: Demand, rows: list[Row]) -> None:
        if not rows:
            return
        type_ = self.rulebook.types[demand.record]
        if demand.record in self._found and demand.record != PORTFOLIO:
            self._found[demand.record].update((type_.key_of(row), row) for row in rows)
            if len(self._found[demand.record]) > MOST:
                raise EngineUnavailable(
                    self.evaluation.database.name,
                    f"the messages speak of more than {MOST:,} {type_.plural}, which a report does not read back:"
                    " ask for counts() and findings()",
                )
        for name, next_ in demand.references.items():
            column = type_.column[name]
            keys = {key for row in rows for key in _keys(row[column])}
            if next_.record in self.evaluation.question.sources:
                self._take(next_, self._by_key(next_.record, keys))
            else:
                known = self.rulebook.table_rows.get(next_.record, ())
                self._take(next_, [row for row in known if self.rulebook.types[next_.record].key_of(row) in keys])
        for (record, field), next_ in demand.collections.items():
            if record in self.evaluation.question.sources:
                self._take(next_, self._referring(record, field, {type_.key_of(row) for row in rows}))

    def _by_key(self, record: str, keys: set[str]) -> list[Row]:
        key = self.rulebook.types[record].key
        assert key is not None
        return self._where(record, key, keys)

    def _referring(self, record: str, field: str, keys: set[str]) -> list[Row]:
        return self._where(record, field, keys)

    def _where(self, record: str, field: str, values: set[str]) -> list[Row]:
        found, in_order = list[Row](), sorted(values)
        for at in range(0, len(in_order), AT_ONCE):
            found += self._rows(record, (field, in_order[at : at + AT_ONCE]))
        return found

    def _rows(self, record: str, where: tuple[str, list[str]] | None) -> list[Row]:
        """Whole records, as values of Python."""
        evaluation, type_ = self.evaluation, self.rulebook.types[record]
        plan = evaluation.plan()
        relation: Relation = plan.relation(record)
        for name, field in type_.fields.items():
            relation.used.add(name)
            if field.type.kind == "ref":
                relation.own_references.add(name)
        base = sql.derived(evaluation.reading.read(plan, relation), "r")
        query = sql.select([sql.column("r", relation.fields[name]) for name in type_.fields], base)
        if where is not None:
            name, values = where
            asked = exp.In(this=sql.column("r", relation.fields[name]), expressions=[sql.text(one) for one in values])
            query.set("where", exp.Where(this=asked))
        else:
            query.set("limit", exp.Limit(expression=sql.number(MOST + 1)))
        kinds = [field.type for field in type_.fields.values()]
        rows = evaluation.database.rows(query)
        return [tuple(_value(cell, kind) for cell, kind in zip(row, kinds, strict=True)) for row in rows]


def _keys(value: Any) -> Iterator[str]:
    if isinstance(value, tuple):
        yield from (one for one in value if one is not None)
    elif value is not None:
        yield value


def _value(cell: Any, type_: Type) -> Any:
    """A database's value as the engines know it; SQLite has lists as JSON, days as texts, and yes and no as 1 and 0."""
    if cell is None:
        return None
    if type_.kind == "list":
        assert type_.of is not None
        return tuple(_value(one, type_.of) for one in (json.loads(cell) if isinstance(cell, str) else cell))
    if type_.kind == "boolean":
        return bool(cell)
    if type_.kind == "date" and isinstance(cell, str):
        return date.fromisoformat(cell)
    if type_.kind in ("number", "money"):
        found = Decimal(cell)
        return Decimal(int(found)) if found == found.to_integral_value() else found.normalize()
    return cell
