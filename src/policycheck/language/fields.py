"""From the shapes of fields to their types, and from what a pack gives to their values."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace
from datetime import date
from decimal import Decimal

from policycheck.faults import Faults
from policycheck.language import schema_messages as tell
from policycheck.language.rulebook import PORTFOLIO, FieldType
from policycheck.language.texts import Languages, is_text
from policycheck.language.types import FAULTY, SIMPLE, Texts, Type, Value, choice, list_of, ref
from policycheck.language.values import Unreadable, reader
from policycheck.pack.mend import mended
from policycheck.pack.nodes import Mapping, Node, Scalar, Sequence, find, first_word, plain
from policycheck.pack.shape import FieldShape, ParameterShape


class FieldBuilder:
    """Builds the types of fields, of lists' elements and of parameters."""

    def __init__(self, targets: Set[str], broken: Set[str], languages: Languages, faults: Faults) -> None:
        self.targets = targets
        """The record types and tables that a reference may lead to."""
        self.broken = broken
        """Those that stand in the pack but have a fault of their own."""
        self.languages, self.faults = languages, faults

    def field(self, name: str, shape: FieldShape | ParameterShape, node: Node) -> FieldType:
        """The type of a field, of a list's elements, or of a parameter's values."""
        label = self.languages.texts(shape.label, find(node, ("label",)))
        about = self.languages.texts(shape.help, find(node, ("help",))) if isinstance(shape, FieldShape) else None
        labels: dict[str, Texts] = {}
        element: FieldType | None = None
        type_: Type = FAULTY
        if shape.type == "choice":
            labels = self._choices(node)
            type_ = choice(tuple(labels)) if labels else FAULTY
        elif shape.type == "list":
            element = self._element(name, node)
            type_ = list_of(element.type) if element and element.type is not FAULTY else FAULTY
            labels = dict(element.labels) if element else {}
        elif shape.type == "ref":
            type_ = self._ref(shape, node)
        else:
            type_ = SIMPLE[shape.type]
        for key, kinds in _KEYS_OF.items():
            if shape.type not in kinds and isinstance(node, Mapping) and key in node.entries:
                self.faults.add(tell.key_of_other_type(node.key(key).span, key, kinds))
        required = isinstance(shape, FieldShape) and shape.required
        lower = isinstance(shape, FieldShape) and shape.lower
        told = {word: label for word, label in labels.items() if label}
        return self._bounded(FieldType(name, type_, label, about, told, None, None, required, element, lower), node)

    def value(self, field: FieldType, node: Node) -> Value | None:
        """A value that stands in the pack itself, as its field's type; a fault where it cannot be read."""
        if field.type is FAULTY or (isinstance(node, Scalar) and node.value is None):
            return None
        try:
            return reader(field)(plain(node))
        except Unreadable as fault:
            self.faults.add(tell.bad_value(node.span, field.type, fault))
            return None

    def _bounded(self, field: FieldType, node: Node) -> FieldType:
        """The field with its `min` and `max`."""
        low, high = self._bound("min", field, node), self._bound("max", field, node)
        if low is not None and high is not None and _above(low, high):
            self.faults.add(tell.min_above_max(find(node, ("min",)).span))
        return replace(field, min=low, max=high)

    def _bound(self, end: str, field: FieldType, node: Node) -> int | Decimal | date | None:
        at = node.get(end) if isinstance(node, Mapping) else None
        if at is None or not isinstance(node, Mapping):
            return None
        if not (field.type.numeric or field.type.kind in ("date", "faulty")):
            self.faults.add(tell.no_bounds(node.key(end).span, end))
            return None
        found = self.value(field, at)
        return found if isinstance(found, int | Decimal | date) else None

    def _choices(self, node: Node) -> dict[str, Texts]:
        """The names of a choice with their labels (none where the names stand in a list)."""
        of = node.get("of") if isinstance(node, Mapping) else None
        found: dict[str, Texts] = {}
        if isinstance(of, Mapping) and of.entries:
            for name, (word, label) in of.entries.items():
                if not name.strip():
                    self.faults.add(tell.choice_not_text(word.span))
                found[name] = self.languages.node(label)
        elif isinstance(of, Sequence) and of.items:
            for entry in of.items:
                if not isinstance(entry, Scalar) or not is_text(entry):
                    self.faults.add(tell.choice_not_text(entry.span))
                elif entry.written in found:
                    self.faults.add(tell.choice_twice(entry.span, entry.written))
                else:
                    found[entry.written] = {}
        else:
            self.faults.add(tell.no_choices(of.span if of else first_word(node)))
        return found

    def _element(self, name: str, node: Node) -> FieldType | None:
        of = node.get("of") if isinstance(node, Mapping) else None
        if of is None:
            self.faults.add(tell.no_element(first_word(node)))
            return None
        if isinstance(of, Scalar):
            if of.written not in SIMPLE or of.written == "period":
                self.faults.add(tell.bad_element(of.span, of.written))
                return None
            return FieldType(name, SIMPLE[of.written])
        read = mended(FieldShape, of, self.faults)
        if read is None:
            return None
        shape, of = read
        if shape.type == "list":
            self.faults.add(tell.bad_element(find(of, ("type",)).span, "list"))
            return None
        if shape.inverse is not None:
            self.faults.add(tell.no_inverse_of_list(find(of, ("inverse",)).span))
        if shape.required:
            self.faults.add(tell.no_required_element(of.key("required").span if isinstance(of, Mapping) else of.span))
        return self.field(name, shape, of)

    def _ref(self, shape: FieldShape | ParameterShape, node: Node) -> Type:
        to = shape.to if isinstance(shape, FieldShape) else None
        if to is None:
            self.faults.add(tell.no_target(first_word(node)))
            return FAULTY
        if to not in self.targets and (to not in self.broken or to == PORTFOLIO):
            self.faults.add(tell.unknown_record(find(node, ("to",)).span, to, self.targets))
        return ref(to) if to in self.targets else FAULTY


def _above(low: int | Decimal | date, high: int | Decimal | date) -> bool:
    if isinstance(low, date) or isinstance(high, date):
        return isinstance(low, date) and isinstance(high, date) and low > high
    return low > high


_KEYS_OF = {"of": ("choice", "list"), "to": ("ref",), "inverse": ("ref",), "lower": ("text",)}
