"""What two things of a policy share that mean the same, whatever else in it has got another name."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from decimal import Decimal

from policycheck.language.ir import Collection as Collected
from policycheck.language.ir import Const, Derived, Element, Field, Flag, Node, Op, Param, Quantifier, likeness
from policycheck.language.rulebook import (
    Clause,
    Derivation,
    FieldType,
    Judgement,
    Parameter,
    RecordType,
    Rule,
    Rulebook,
)
from policycheck.language.types import Interval, Type
from policycheck.report.plain import exact

_OPPOSITE = {"eq": "ne", "ne": "eq", "lt": "ge", "ge": "lt", "gt": "le", "le": "gt"}
_MIRROR = {"gt": "lt", "ge": "le"}


@dataclass
class Names:
    """What the things of one version are called in the other, where that is something else."""

    clauses: dict[str, str] = field(default_factory=dict)
    parameters: dict[str, str] = field(default_factory=dict)
    fields: dict[tuple[str, str], str] = field(default_factory=dict)
    derivations: dict[tuple[str, str], str] = field(default_factory=dict)
    items: dict[str, str] = field(default_factory=dict)


class Shapes:
    """The shapes of one version's things, in the names that `names` gives them."""

    def __init__(self, rulebook: Rulebook, names: Names) -> None:
        self.rulebook, self.names = rulebook, names

    def of(self, thing: object) -> Hashable:
        """What a thing shares with every other that means the same: all but places in files, and names given anew."""
        match thing:
            case Node():
                return self.node(thing)
            case Type() | Interval():
                return thing
            case Mapping():
                return tuple(sorted((str(name), self.of(value)) for name, value in thing.items()))
            case tuple() | list():
                return tuple(map(self.of, thing))
            case None | bool():
                return type(thing).__name__, thing  # no text is like it, not even "None"
        if is_dataclass(thing):
            return tuple(self.of(getattr(thing, part.name)) for part in fields(thing) if part.compare)
        return thing

    def clause(self, clause: Clause) -> Hashable:
        """What a sentence is, but for its id."""
        return self.of((clause.force, clause.text, clause.not_checked))

    def field(self, record: RecordType, field: FieldType) -> Hashable:
        """What a field is, but for its name; one that nobody calls anything is known by where it stands."""
        place = None if field.label else list(record.fields).index(field.name)
        return self.of((replace(field, name=""), place, field.name == record.key))

    def parameter(self, parameter: Parameter) -> Hashable:
        """What a parameter is, but for its name."""
        clause = self.names.clauses.get(parameter.clause or "", parameter.clause)
        return self.of(
            (replace(parameter.kind, name=""), parameter.values, clause, parameter.label, parameter.assumption)
        )

    def derivation(self, derivation: Derivation) -> Hashable:
        """What a derivation is, but for its name."""
        return self.of((derivation.record, derivation.type.kind, derivation.value, derivation.flags))

    def item(self, item: Rule | Judgement) -> Hashable:
        """What a rule or a question is, but for its id."""
        clauses = self.clauses(item.clauses)
        if isinstance(item, Rule):
            return self.of(("rule", replace(item, id="", family="", clauses=clauses)))
        return self.of(("judgement", replace(item, id="", clauses=clauses)))

    def clauses(self, names: Iterable[str]) -> tuple[str, ...]:
        """Sentences, by the names that they are known by."""
        return tuple(self.names.clauses.get(name, name) for name in names)

    def flags_of(self, node: Node) -> Flag | None:
        """`any(flags)` or `all(flags)`: one of its flags; None of any other expression."""
        if not isinstance(node, Op) or node.name not in ("and", "or"):
            return None
        flags = [arg for arg in node.args if isinstance(arg, Flag)]
        if len(flags) < len(node.args) or len({(one.span, one.record, one.name) for one in flags}) > 1:
            return None
        known = self.rulebook.derivations[flags[0].record, flags[0].name].flags
        return flags[0] if len(known) == len(flags) > 1 else None

    def node(self, node: Node, holds: bool = True) -> tuple[object, ...]:
        """What an expression shares with every other that means the same; of a condition that is not to hold, its
        opposite. Neither the order of `and` and `or` nor where a `not` stands counts: Kleene's logic has it so."""
        match node:
            case Op(name="not"):
                return self.node(node.args[0], not holds)
            case Op(name="and" | "or"):
                return self._group(node, holds)
            case Op(name=name) if name in _OPPOSITE:
                return self._comparison(name if holds else _OPPOSITE[name], node.args)
            case Const(value=bool()) if node.type.kind == "boolean":
                return "Const", "boolean", node.value is holds
        found = self._other(node)
        return found if holds else ("Not", found)

    def _group(self, node: Op, holds: bool) -> tuple[object, ...]:
        name = "and" if (node.name == "and") is holds else "or"
        flag = self.flags_of(node)
        if flag is not None:
            return f"{name} of flags", holds, flag.record, self._derivation(flag), self.node(flag.of)
        parts: list[tuple[object, ...]] = []
        for arg in node.args:
            found = self.node(arg, holds)
            parts += found[1:] if found[0] == name else [found]  # type: ignore[arg-type]
        return name, *sorted(parts, key=repr)

    def _comparison(self, name: str, args: tuple[Node, ...]) -> tuple[object, ...]:
        left, right = map(self.node, args)
        if name in ("gt", "ge"):
            name, left, right = _MIRROR[name], right, left
        elif name in ("eq", "ne"):
            left, right = sorted((left, right), key=repr)
        return name, left, right

    def _other(self, node: Node) -> tuple[object, ...]:
        match node:
            case Const():
                return ("Const", self._value(node.value))
            case Param():
                return "Param", self.names.parameters.get(node.name, node.name)
            case Element():
                return ("Element",)
            case Field():
                name = self.names.fields.get((node.of.type.record, node.name), node.name)
                return "Field", node.of.type.record, name, self.node(node.of)
            case Derived():
                return "Derived", node.record, self._derivation(node), self.node(node.of)
            case Flag():
                return "Flag", node.record, self._derivation(node), node.flag, self.node(node.of)
            case Collected():
                inverse = self.names.fields.get((node.record, node.field or ""), node.field)
                return "Collection", node.record, inverse, self.node(node.of)
            case Op():
                return ("Op", node.name, *map(self.node, node.args))
            case Quantifier():
                parts = [part and self.node(part) for part in (node.over, node.value, node.where)]
                return ("Quantifier", node.kind, *parts)
        return likeness(node)

    def _value(self, value: object) -> Hashable:
        """A constant: 1 and 1.0 are the same."""
        if isinstance(value, tuple):
            return tuple(map(self._value, value))
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            return "number", exact(value)
        return type(value).__name__, value

    def _derivation(self, node: Derived | Flag) -> str:
        return self.names.derivations.get((node.record, node.name), node.name)
