"""Parameters: what the written policy leaves open, with the values the pack gives."""

from __future__ import annotations

from datetime import date

from policycheck.faults import Faults
from policycheck.language import schema_messages as tell
from policycheck.language.fields import FieldBuilder
from policycheck.language.rulebook import FieldType, Parameter
from policycheck.language.scope import name_fault
from policycheck.language.texts import Languages
from policycheck.language.types import FAULTY, SIMPLE, Value
from policycheck.pack.load import Item, Pack
from policycheck.pack.nodes import Mapping, Scalar, find
from policycheck.pack.shape import ParameterShape


class ParameterBuilder:
    """Builds the parameters of a pack."""

    def __init__(self, pack: Pack, fields: FieldBuilder, languages: Languages, faults: Faults) -> None:
        self.pack, self.fields, self.languages, self.faults = pack, fields, languages, faults

    def parameter(self, item: Item[ParameterShape]) -> Parameter | None:
        """A parameter with its values; None where its name or its type is faulty."""
        shape, node = item.shape, item.node
        fault = name_fault(item.word.span, item.name)
        if fault:
            self.faults.add(fault)
            return None
        kind = self.fields.field(item.name, shape, node)
        self._clause(item)
        assumption = self.languages.texts(shape.assumption, node.get("assumption"))
        if kind.type is FAULTY:
            return None
        return Parameter(item.name, kind, self._values(kind, node), shape.clause, kind.label, assumption)

    def _clause(self, item: Item[ParameterShape]) -> None:
        """Checks the clause that leaves the value open."""
        name = item.shape.clause
        if name is None or name in self.pack.clauses or self.pack.is_broken("text", name):
            return
        self.faults.add(tell.unknown_clause(find(item.node, ("clause",)).span, name, self.pack.clauses))

    def _values(self, kind: FieldType, node: Mapping) -> tuple[tuple[date, Value | None], ...]:
        """The values by the day each comes into force; one without a day has always been."""
        one, many = node.get("value"), node.get("values")
        if one is not None and many is not None:
            self.faults.add(tell.value_and_values(node.key("values").span))
        if not isinstance(many, Mapping):
            return () if one is None else ((date.min, self.fields.value(kind, one)),)
        found: dict[date, tuple[Scalar, Value | None]] = {}
        for key, entry in many.entries.values():
            start = self.fields.value(FieldType("", SIMPLE["date"]), key)
            if not isinstance(start, date):
                continue
            if start in found:
                self.faults.add(tell.day_twice(key.span, found[start][0].span))
            found[start] = key, self.fields.value(kind, entry)
        return tuple((start, value) for start, (_, value) in sorted(found.items(), key=lambda pair: pair[0]))
