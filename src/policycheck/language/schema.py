"""From the shapes of records and tables to their types."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from policycheck.faults import Fault, Faults
from policycheck.language import messages as say
from policycheck.language import schema_messages as tell
from policycheck.language.fields import FieldBuilder
from policycheck.language.rulebook import BUILT_IN, PORTFOLIO, FieldType, Inverse, RecordType
from policycheck.language.scope import name_fault
from policycheck.language.texts import Languages
from policycheck.language.types import FAULTY, TEXT
from policycheck.pack.load import Item, Pack
from policycheck.pack.nodes import Mapping, Scalar, find
from policycheck.pack.shape import RecordShape, TableShape
from policycheck.source import Span


class SchemaBuilder:
    """Builds the record types and tables of a pack."""

    def __init__(self, pack: Pack, languages: Languages, faults: Faults) -> None:
        self.pack, self.languages, self.faults = pack, languages, faults
        words = {name: item.word for name, item in pack.tables.items()}
        words.update({name: item.word for name, item in pack.records.items()})
        sound = {name for name, word in words.items() if not self._name_fault(word)} - {PORTFOLIO}
        broken = {name.split(".", 1)[1] for name in pack.broken if name.startswith(("records.", "tables."))}
        self.fields = FieldBuilder(sound, (broken | set(words)) - sound, languages, faults)

    def types(self) -> dict[str, RecordType]:
        """Every record type and table by name, the portfolio among them, with the collections that lead to each."""
        found: dict[str, RecordType] = {}
        for name, record in self.pack.records.items():
            if name == PORTFOLIO:
                found[name] = self._portfolio(record)
            elif self._good(record.word):
                found[name] = self._record(record)
        for name, table in self.pack.tables.items():
            if name in self.pack.records:
                self.faults.add(tell.taken(table.word.span, name, f"the record type `{name}`"))
            elif self._good(table.word):
                found[name] = self._table(table)
        found.setdefault(PORTFOLIO, RecordType(PORTFOLIO, PORTFOLIO, {"id": FieldType("id", TEXT)}, "id"))
        self._plurals(found)
        self._inverses(found)
        return found

    def _name_fault(self, word: Scalar) -> Fault | None:
        if word.written in BUILT_IN:
            return tell.built_in(word.span, word.written)
        return name_fault(word.span, word.written)

    def _good(self, word: Scalar) -> bool:
        fault = self._name_fault(word)
        if fault:
            self.faults.add(fault)
        return fault is None

    def _portfolio(self, item: Item[RecordShape]) -> RecordType:
        fields = self._fields(item)
        if "id" in fields:
            self.faults.add(tell.taken(_word(item.node, "id"), "id", "the portfolio's key"))
        for key in ("plural", "plural_label", "key"):
            if key in item.node.entries:
                self.faults.add(tell.portfolio_has_none(item.node.key(key).span, key))
        label = self.languages.texts(item.shape.label, item.node.get("label"))
        fields = {"id": FieldType("id", TEXT), **fields}
        return RecordType(PORTFOLIO, PORTFOLIO, fields, "id", self._title(item, fields), label)

    def _record(self, item: Item[RecordShape]) -> RecordType:
        shape, fields = item.shape, self._keyed(item)
        label = self.languages.texts(shape.label, item.node.get("label"))
        several = self.languages.texts(shape.plural_label, item.node.get("plural_label"))
        plural = shape.plural or f"{item.name}s"
        return RecordType(item.name, plural, fields, shape.key, self._title(item, fields), label, several)

    def _table(self, item: Item[TableShape]) -> RecordType:
        shape, fields = item.shape, self._keyed(item)
        label = self.languages.texts(shape.label, item.node.get("label"))
        return RecordType(item.name, item.name, fields, shape.key, self._title(item, fields), label, table=True)

    def _keyed(self, item: Item[RecordShape] | Item[TableShape]) -> dict[str, FieldType]:
        """The fields with the key among them: a text, required."""
        key, fields = item.shape.key, self._fields(item)
        declared = fields.get(key)
        if declared is not None and declared.type.kind not in ("text", "faulty"):
            self.faults.add(tell.key_not_text(_word(item.node, key), key))
        if key not in fields and key not in item.shape.fields and key != "id":
            self.faults.add(say.unknown_name(find(item.node, ("key",)).span, key, item.shape.fields))
        declared = replace(declared or FieldType(key, TEXT), type=TEXT, required=True)
        return {**fields, key: declared} if key in fields else {key: declared, **fields}

    def _title(self, item: Item[RecordShape] | Item[TableShape], fields: dict[str, FieldType]) -> str | None:
        title = item.shape.title
        if title is not None and title not in fields and title not in item.shape.fields:
            self.faults.add(say.unknown_name(find(item.node, ("title",)).span, title, fields))
        return title if title in fields else None

    def _fields(self, item: Item[RecordShape] | Item[TableShape]) -> dict[str, FieldType]:
        """The fields in the pack's order; one whose shape is faulty is there, so that nothing stumbles over it."""
        given, under = item.given.get("fields") or item.node.get("fields"), item.node.get("fields")
        assert isinstance(given, Mapping)
        assert isinstance(under, Mapping)
        found: dict[str, FieldType] = {}
        for name, (word, _) in given.entries.items():
            if self._good_field(word):
                found[name] = FieldType(name, FAULTY)
                if name in under.entries:
                    found[name] = self.fields.field(name, item.shape.fields[name], under.entries[name][1])
        return found

    def _good_field(self, word: Scalar) -> bool:
        fault = name_fault(word.span, word.written)
        if fault:
            self.faults.add(fault)
        return fault is None

    def _plurals(self, types: dict[str, RecordType]) -> None:
        """INVARIANT: on the portfolio, every plural, field and table has a name of its own."""
        taken: dict[str, str] = dict.fromkeys(types[PORTFOLIO].fields, "a field of the portfolio")
        taken.update({f"{name}s": "built in" for name in BUILT_IN})
        for type_ in types.values():
            if type_.name == PORTFOLIO:
                continue
            item = self.pack.tables[type_.name] if type_.table else self.pack.records[type_.name]
            plural = item.node.get("plural")
            span = plural.span if plural else item.word.span
            fault = name_fault(span, type_.plural)
            if type_.plural in taken:
                fault = tell.taken(span, type_.plural, taken[type_.plural])
            if fault and plural is None and not type_.table:
                fault = tell.plural_by_default(fault, type_.plural)
            if fault:
                self.faults.add(fault)
            taken[type_.plural] = f"the table `{type_.name}`" if type_.table else f"the plural of `{type_.name}`"

    def _inverses(self, types: dict[str, RecordType]) -> None:
        """Adds to each record type the collections of those that refer to it."""
        found: dict[str, dict[str, Inverse]] = {}
        items: dict[str, Item[RecordShape] | Item[TableShape]] = {**self.pack.records, **self.pack.tables}
        for name, item in items.items():
            for field, to, inverse in _references(item):
                if to not in types or name not in types:
                    continue
                span, word = inverse.span, inverse.written
                into, target = found.setdefault(to, {}), types[to]
                fault = name_fault(span, word)
                if word in target.fields:
                    fault = tell.taken(span, word, f"a field of `{target.name}`")
                elif word in into:
                    fault = tell.taken(span, word, f"another inverse on `{target.name}`")
                if fault:
                    self.faults.add(fault)
                else:
                    into[word] = Inverse(name, field)
        for name, inverses in found.items():
            types[name] = replace(types[name], inverses=inverses)


def _references(item: Item[RecordShape] | Item[TableShape]) -> Iterator[tuple[str, str, Scalar]]:
    """The fields that give a record type a collection: the field, the record type, and the collection's name.

    They are told from what stands there, so that a field with a fault still gives its collection.
    """
    given, read = item.given.get("fields") or item.node.get("fields"), item.node.get("fields")
    if isinstance(given, Mapping) and isinstance(read, Mapping):
        for field, (_, entry) in {**given.entries, **read.entries}.items():
            to, inverse = (entry.get("to"), entry.get("inverse")) if isinstance(entry, Mapping) else (None, None)
            if isinstance(to, Scalar) and isinstance(inverse, Scalar) and inverse.written.strip():
                yield field, to.written, inverse


def _word(node: Mapping, name: str) -> Span:
    """Where a field's name stands."""
    under = node.get("fields")
    return under.key(name).span if isinstance(under, Mapping) and name in under.entries else node.span
