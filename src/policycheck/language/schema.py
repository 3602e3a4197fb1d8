"""From the shapes of records, tables and parameters to their types."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from keyword import iskeyword

from policycheck.faults import Faults
from policycheck.language import messages as say
from policycheck.language import schema_messages as tell
from policycheck.language.rulebook import PORTFOLIO, FieldType, Inverse, Parameter, RecordType
from policycheck.language.scope import RESERVED
from policycheck.language.texts import Languages
from policycheck.language.types import FAULTY, SIMPLE, TEXT, Interval, Texts, Type, Value, choice, list_of, ref
from policycheck.language.values import Unreadable, reader
from policycheck.pack.load import Item, Pack
from policycheck.pack.nodes import Mapping, Node, Scalar, Sequence, find, plain
from policycheck.pack.shape import FieldShape, ParameterShape, RecordShape, TableShape
from policycheck.pack.validate import validate

BUILT_IN = ("waiver", "assessment")
"""Record types that are always there; nothing refers to them."""


class SchemaBuilder:
    """Builds the record types, tables and parameters of a pack."""

    def __init__(self, pack: Pack, languages: Languages, faults: Faults) -> None:
        self.pack, self.languages, self.faults = pack, languages, faults
        self.names = {
            *pack.records,
            *pack.tables,
            *(name.split(".", 1)[1] for name in pack.broken if name.startswith(("records.", "tables."))),
        }

    def records(self) -> dict[str, RecordType]:
        """Every record type and table by name, the portfolio among them, with the collections that lead to each."""
        found: dict[str, RecordType] = {}
        for name, record in self.pack.records.items():
            if name in BUILT_IN:
                self.faults.add(tell.built_in(record.word.span, name))
            elif self._name(record.word, portfolio=name == PORTFOLIO):
                found[name] = self._record(record)
        for name, table in self.pack.tables.items():
            if name in found:
                self.faults.add(tell.taken(table.word.span, name, f"the record type `{name}`"))
            elif self._name(table.word):
                found[name] = self._table(table)
        portfolio = found.get(PORTFOLIO) or RecordType(PORTFOLIO, PORTFOLIO, {"id": FieldType("id", TEXT)}, "id")
        found[PORTFOLIO] = portfolio
        self._plurals(found)
        self._inverses(found)
        return found

    def _name(self, word: Scalar, portfolio: bool = False) -> bool:
        name = word.written
        if not name.isidentifier() or iskeyword(name) or not name.isascii():
            self.faults.add(tell.bad_name(word.span, name))
            return False
        if name in RESERVED and not portfolio:
            self.faults.add(say.shadowed_word(word.span, name))
            return False
        return True

    def _record(self, item: Item[RecordShape]) -> RecordType:
        shape, fields = item.shape, self._fields(item.node, item.shape.fields)
        label = self.languages.texts(shape.label, item.node.get("label"))
        if item.name == PORTFOLIO:
            if "id" in fields:
                self.faults.add(tell.taken(_word(item.node, "fields", "id"), "id", "the portfolio's key"))
            for key in ("plural", "key"):
                if key in item.node.entries:
                    self.faults.add(tell.portfolio_has_none(item.node.key(key).span, key))
            return RecordType(
                PORTFOLIO, PORTFOLIO, {"id": FieldType("id", TEXT), **fields}, "id", self._title(item, fields), label
            )
        plural = shape.plural or f"{item.name}s"
        return RecordType(item.name, plural, self._keyed(item, fields), shape.key, self._title(item, fields), label)

    def _keyed(self, item: Item[RecordShape] | Item[TableShape], fields: dict[str, FieldType]) -> dict[str, FieldType]:
        """The fields with the key among them: a text, required."""
        key = item.shape.key
        declared = fields.get(key)
        if declared is not None and declared.type.kind not in ("text", "faulty"):
            self.faults.add(tell.key_not_text(_word(item.node, "fields", key), key))
        declared = replace(declared or FieldType(key, TEXT), type=TEXT, required=True)
        return {**fields, key: declared} if key in fields else {key: declared, **fields}

    def _title(self, item: Item[RecordShape] | Item[TableShape], fields: dict[str, FieldType]) -> str | None:
        title = item.shape.title
        if title is not None and title not in fields and title != getattr(item.shape, "key", None):
            node = item.node.get("title")
            self.faults.add(say.unknown_name(node.span if node else item.word.span, title, fields))
            return None
        return title

    def _table(self, item: Item[TableShape]) -> RecordType:
        fields = self._keyed(item, self._fields(item.node, item.shape.fields))
        label = self.languages.texts(item.shape.label, item.node.get("label"))
        return RecordType(item.name, item.name, fields, item.shape.key, self._title(item, fields), label, table=True)

    def _fields(self, node: Mapping, shapes: dict[str, FieldShape]) -> dict[str, FieldType]:
        fields: dict[str, FieldType] = {}
        under = node.get("fields")
        assert isinstance(under, Mapping)
        for name, shape in shapes.items():
            if self._name(under.key(name)):
                fields[name] = self.field(name, shape, under.entries[name][1])
        return fields

    def field(self, name: str, shape: FieldShape | ParameterShape, node: Node) -> FieldType:
        """The type of a field, of a list's elements, or of a parameter's values."""
        label = self.languages.texts(shape.label, find(node, ("label",)))
        text = self.languages.texts(getattr(shape, "help", None), find(node, ("help",)))
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
        self._only("of", ("choice", "list"), shape.type, node)
        self._only("to", ("ref",), shape.type, node)
        self._only("inverse", ("ref",), shape.type, node)
        required = getattr(shape, "required", False)
        field = FieldType(
            name, type_, label, text, {k: v for k, v in labels.items() if v}, None, None, required, element
        )
        low, high = (self._bound(end, field, node) for end in ("min", "max"))
        if low is not None and high is not None and low > high:  # type: ignore[operator]
            self.faults.add(tell.min_above_max(find(node, ("min",)).span))
        return replace(field, min=low, max=high)

    def _only(self, key: str, kinds: tuple[str, ...], kind: str, node: Node) -> None:
        if kind not in kinds and isinstance(node, Mapping) and key in node.entries:
            self.faults.add(tell.key_of_other_type(node.key(key).span, key, kinds))

    def _choices(self, node: Node) -> dict[str, Texts]:
        """The names of a choice with their labels (none where the names stand in a list)."""
        of = node.get("of") if isinstance(node, Mapping) else None
        found: dict[str, Texts] = {}
        if isinstance(of, Mapping) and of.entries:
            for name, (_, label) in of.entries.items():
                found[name] = self.languages.node(label)
        elif isinstance(of, Sequence) and of.items:
            for entry in of.items:
                if not isinstance(entry, Scalar) or not entry.written.strip() or isinstance(entry.value, bool | None):
                    self.faults.add(tell.choice_not_text(entry.span))
                elif entry.written in found:
                    self.faults.add(tell.choice_twice(entry.span, entry.written))
                else:
                    found[entry.written] = {}
        else:
            self.faults.add(tell.no_choices(of.span if of else _first(node)))
        return found

    def _element(self, name: str, node: Node) -> FieldType | None:
        of = node.get("of") if isinstance(node, Mapping) else None
        if of is None:
            self.faults.add(tell.no_element(_first(node)))
            return None
        shape = validate(FieldShape, of, self.faults) if isinstance(of, Mapping) else None
        if isinstance(of, Scalar):
            if of.written not in SIMPLE or of.written == "period":
                self.faults.add(tell.bad_element(of.span, of.written))
                return None
            return FieldType(name, SIMPLE[of.written])
        if shape is None:
            return None
        if shape.type == "list":
            self.faults.add(tell.bad_element(find(of, ("type",)).span, "list"))
            return None
        if shape.inverse is not None:
            self.faults.add(tell.no_inverse_of_list(find(of, ("inverse",)).span))
        return self.field(name, shape, of)

    def _ref(self, shape: FieldShape | ParameterShape, node: Node) -> Type:
        to = getattr(shape, "to", None)
        if to is None:
            self.faults.add(tell.no_target(_first(node)))
            return FAULTY
        if to not in self.names or to == PORTFOLIO:
            self.faults.add(tell.unknown_record(find(node, ("to",)).span, to, self.names - {PORTFOLIO}))
            return FAULTY
        return ref(to) if to in self.pack.records or to in self.pack.tables else FAULTY

    def _bound(self, end: str, field: FieldType, node: Node) -> Value | None:
        at = node.get(end) if isinstance(node, Mapping) else None
        if at is None:
            return None
        if not (field.type.numeric or field.type.kind in ("date", "faulty")):
            assert isinstance(node, Mapping)
            self.faults.add(tell.no_bounds(node.key(end).span, end))
            return None
        return self.value(field, at) if field.type is not FAULTY else None

    def value(self, field: FieldType, node: Node) -> Value | None:
        """A value that stands in the pack itself, as its field's type; a fault where it cannot be read."""
        if isinstance(node, Scalar) and node.value is None:
            return None
        try:
            return reader(field)(plain(node))
        except Unreadable as fault:
            self.faults.add(tell.bad_value(node.span, field.type, fault))
            return None

    def parameter(self, item: Item[ParameterShape]) -> Parameter | None:
        """A parameter with its values; None where its type is faulty."""
        shape, node = item.shape, item.node
        if not self._name(item.word):
            return None
        kind = self.field(item.name, shape, node)
        if kind.type is FAULTY:
            return None
        one, many = node.get("value"), node.get("values")
        if one is not None and many is not None:
            self.faults.add(tell.value_and_values(node.key("values").span))
        values: list[tuple[date, Value | None]] = []
        if isinstance(many, Mapping):
            for key, entry in many.entries.values():
                start = self._day(key)
                if start is not None:
                    values.append((start, self.value(kind, entry)))
        elif one is not None:
            values.append((date.min, self.value(kind, one)))
        if (
            shape.clause is not None
            and shape.clause not in self.pack.clauses
            and not self.pack.is_broken("text", shape.clause)
        ):
            self.faults.add(tell.unknown_clause(find(node, ("clause",)).span, shape.clause, self.pack.clauses))
        assumption = self.languages.texts(shape.assumption, node.get("assumption"))
        return Parameter(
            item.name, kind, tuple(sorted(values, key=lambda pair: pair[0])), shape.clause, kind.label, assumption
        )

    def _day(self, key: Scalar) -> date | None:
        try:
            found = reader(FieldType("", SIMPLE["date"]))(key.written)
            return found if isinstance(found, date) else None
        except Unreadable as fault:
            self.faults.add(tell.bad_value(key.span, SIMPLE["date"], fault))
            return None

    def rows(self, item: Item[TableShape], type_: RecordType) -> tuple[tuple[Value | None, ...], ...]:
        """The rows of a table in the pack's order."""
        rows, node, seen = [], item.node.get("rows"), dict[str, Scalar]()
        assert isinstance(node, Sequence)
        for entry in node.items:
            assert isinstance(entry, Mapping)
            for name, (word, _) in entry.entries.items():
                if name not in type_.fields and name not in item.shape.fields:
                    self.faults.add(say.unknown_name(word.span, name, type_.fields))
            key = entry.get(type_.key or "")
            if not isinstance(key, Scalar) or not key.written.strip():
                self.faults.add(tell.row_without_key(_first(entry), type_.key or ""))
            elif key.written in seen:
                self.faults.add(tell.row_twice(key.span, key.written, seen[key.written].span))
            else:
                seen[key.written] = key
                rows.append(tuple(self._cell(field, entry) for field in type_.fields.values()))
        return tuple(rows)

    def _cell(self, field: FieldType, entry: Mapping) -> Value | None:
        node = entry.get(field.name)
        return self.value(field, node) if node is not None and field.type is not FAULTY else None

    def _plurals(self, types: dict[str, RecordType]) -> None:
        """INVARIANT: on the portfolio, every plural, field and table has a name of its own."""
        taken: dict[str, str] = {name: "a field of the portfolio" for name in types[PORTFOLIO].fields}
        taken.update({f"{name}s": "built in" for name in BUILT_IN})
        for type_ in types.values():
            if type_.name == PORTFOLIO:
                continue
            word = (self.pack.records.get(type_.name) or self.pack.tables[type_.name]).node.get("plural")
            span = word.span if word else (self.pack.records.get(type_.name) or self.pack.tables[type_.name]).word.span
            if type_.plural in taken:
                self.faults.add(tell.taken(span, type_.plural, taken[type_.plural]))
            elif not type_.plural.isidentifier() or iskeyword(type_.plural) or type_.plural in RESERVED:
                self.faults.add(tell.bad_name(span, type_.plural))
            taken[type_.plural] = f"the table `{type_.name}`" if type_.table else f"the plural of `{type_.name}`"

    def _inverses(self, types: dict[str, RecordType]) -> None:
        found: dict[str, dict[str, Inverse]] = {}
        for name, item in (*self.pack.records.items(), *self.pack.tables.items()):
            for field, shape in item.shape.fields.items():
                if shape.type != "ref" or shape.inverse is None or shape.to not in types or name not in types:
                    continue
                span = find(item.node, ("fields", field, "inverse")).span
                into = found.setdefault(shape.to, {})
                target = types[shape.to]
                if shape.inverse in target.fields:
                    self.faults.add(tell.taken(span, shape.inverse, f"a field of `{target.name}`"))
                elif shape.inverse in into:
                    self.faults.add(tell.taken(span, shape.inverse, f"another inverse on `{target.name}`"))
                elif not shape.inverse.isidentifier() or iskeyword(shape.inverse) or shape.inverse in RESERVED:
                    self.faults.add(tell.bad_name(span, shape.inverse))
                else:
                    into[shape.inverse] = Inverse(name, field)
        for name, inverses in found.items():
            types[name] = replace(types[name], inverses=inverses)


def _word(node: Mapping, section: str, name: str) -> say.Span:
    under = node.get(section)
    return under.key(name).span if isinstance(under, Mapping) and name in under.entries else node.span


def _first(node: Node) -> say.Span:
    if isinstance(node, Mapping) and node.entries:
        return next(iter(node.entries.values()))[0].span
    return node.span


__all__ = ["BUILT_IN", "Interval", "SchemaBuilder"]
