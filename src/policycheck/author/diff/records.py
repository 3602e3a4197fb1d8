"""What changed of the record types and of the tables that come with the pack."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from policycheck.author.diff.change import Change, Edit, Kind, What
from policycheck.author.diff.pair import Pair, matched, moved
from policycheck.author.diff.values import kind_edits, kind_words, shown
from policycheck.author.prose import Prose
from policycheck.language.rulebook import FieldType, RecordType
from policycheck.language.types import Texts, Value
from policycheck.records.headings import Words
from policycheck.report.speech import label


def records(pair: Pair) -> Iterator[Change]:
    """The types of record, then the tables."""
    yield from _types(pair, "record", pair.old.rulebook.records, pair.new.rulebook.records)
    yield from _types(pair, "table", pair.old.rulebook.tables, pair.new.rulebook.tables)


def _types(pair: Pair, kind: Kind, old: Mapping[str, RecordType], new: Mapping[str, RecordType]) -> Iterator[Change]:
    for was, now in matched(old, new, {}):
        name = now or was or ""
        if was is None or now is None:
            gone = now is None
            prose = pair.old if gone else pair.new
            type_ = prose.rulebook.types[name]
            edits = [_field(pair, prose, field, gone) for field in type_.fields.values()]
            what: What = "removed" if gone else "added"
            yield Change(kind, name, what, True, title=prose.own(type_.label), edits=tuple(edits))
            continue
        edits = list(_type(pair, old[name], new[name]))
        if kind == "table":
            edits += _rows(pair, old[name], new[name])
        if edits:
            means = any(edit.means for edit in edits)
            yield Change(kind, name, "changed", means, title=pair.new.own(new[name].label), edits=tuple(edits))


def _type(pair: Pair, old: RecordType, new: RecordType) -> Iterator[Edit]:
    sheets = pair.headings.sheets if new.name in pair.new.rulebook.records else None
    for part, one, other in (("label", old.label, new.label), ("plural_label", old.plural_label, new.plural_label)):
        yield from _label(pair.texts(part, pair.say(part), one, other), one, sheets, new.name)
    names = {name: was for (record, name), was in pair.names.fields.items() if record == new.name}
    key, title = (None if one is None else names.get(one, one) for one in (new.key, new.title))
    plain = (
        ("plural", True, old.plural, new.plural, old.plural == new.plural),
        ("key", True, old.key, new.key, old.key == key),
        ("title_field", False, old.title, new.title, old.title == title),
    )
    for part, means, before, after, same in plain:
        if not same:
            yield Edit(part, pair.say(part), means, before, after)
    for was, now in matched(old.fields, new.fields, names):
        if was is None or now is None:
            prose, type_ = (pair.old, old) if now is None else (pair.new, new)
            yield _field(pair, prose, type_.fields[now or was or ""], now is None)
        else:
            yield from _fields(pair, old, old.fields[was], new, new.fields[now])
    yield from _inverses(pair, old, new, names)


def _fields(pair: Pair, record: RecordType, old: FieldType, other: RecordType, new: FieldType) -> Iterator[Edit]:
    part, lead = f"fields.{new.name}", pair.say("field", label(new, pair.language))
    if old.name != new.name:
        yield Edit(f"{part}.name", f"{lead}, {pair.say('column')}", True, old.name, new.name)
    if not (record.name == "portfolio" and old.name == record.key):
        yield from kind_edits(pair, f"{part}.", f"{lead}, ", old, new)
    columns = pair.headings.fields(other) if other.name in pair.new.rulebook.records else None
    told = pair.texts(f"{part}.label", f"{lead}, {pair.say('label')}", old.label, new.label)
    yield from _label(told, old.label, columns, new.name)
    yield from pair.texts(f"{part}.help", f"{lead}, {pair.say('help')}", old.help, new.help)


def _label(edits: Iterable[Edit], was: Texts | None, words: Words | None, name: str) -> Iterator[Edit]:
    """What changed of a label; it is more than words where data that have it as a heading are read no more by it."""
    lost = words is not None and any(words.find(word) != (name,) for word in (was or {}).values())
    for edit in edits:
        yield replace(edit, means=lost)


def _field(pair: Pair, prose: Prose, field: FieldType, gone: bool) -> Edit:
    """A field that is gone or new."""
    words = kind_words(prose, field)
    lead = pair.say("field", label(field, pair.language))
    return Edit(f"fields.{field.name}", lead, True, words if gone else None, None if gone else words)


def _inverses(pair: Pair, old: RecordType, new: RecordType, names: Mapping[str, str]) -> Iterator[Edit]:
    """The collections that lead to it: their names are words of rules, and what they hold is the fields'."""
    for was, now in matched(old.inverses, new.inverses, {}):
        if was is None or now is None:
            one = (old if now is None else new).inverses[now or was or ""]
            words = f"{one.record}.{one.field}"
            before, after = (words, None) if now is None else (None, words)
            yield Edit(f"inverses.{now or was}", pair.say("inverse", now or was), False, before, after)


def _rows(pair: Pair, old: RecordType, new: RecordType) -> Iterator[Edit]:
    """The rows of a table, by key."""
    sides = []
    for prose, type_ in ((pair.old, old), (pair.new, new)):
        sides.append({type_.key_of(row): row for row in prose.rulebook.table_rows[type_.name]})
    names = {name: was for (record, name), was in pair.names.fields.items() if record == new.name}
    for was, now in matched(sides[0], sides[1], {}):
        key = now or was or ""
        lead = pair.say("row", key)
        before = None if was is None else _row(pair.old, old, sides[0][was])
        after = None if now is None else _row(pair.new, new, sides[1][now])
        if was is None or now is None:
            yield Edit(f"rows.{key}", lead, True, _told(before), _told(after))
            continue
        for name in new.fields:
            earlier = names.get(name, name)
            if earlier not in old.fields:
                continue
            one, other = (
                row[type_.column[column]]
                for row, type_, column in ((sides[0][was], old, earlier), (sides[1][now], new, name))
            )
            if pair.before.of(one) != pair.after.of(other):
                words = f"{lead}, {label(new.fields[name], pair.language)}"
                was_words, now_words = (
                    shown(pair.old, one, old.fields[earlier]),
                    shown(pair.new, other, new.fields[name]),
                )
                yield Edit(f"rows.{key}.{name}", words, True, was_words, now_words)
    stood, stand = ([key for key in side if key in sides[0] and key in sides[1]] for side in sides)
    stretch = moved(stood, stand)
    if stretch:
        told = ", ".join(stood[stretch]), ", ".join(stand[stretch])
        yield Edit("order", pair.say("row_order"), _suggested(pair, new.name), *told)


def _suggested(pair: Pair, table: str) -> bool:
    """Whether some rule suggests rows of a table: the first come first, and of some, only the first."""
    rules = (*pair.old.rulebook.rules, *pair.new.rulebook.rules)
    return any(rule.recommend is not None and rule.recommend.record == table for rule in rules)


def _row(prose: Prose, type_: RecordType, row: tuple[Value | None, ...]) -> dict[str, str]:
    """The cells of a row that hold something, by what their fields are called."""
    found = {}
    for name, value in zip(type_.fields, row, strict=True):
        words = shown(prose, value, type_.fields[name])
        if words is not None and name != type_.key:
            found[label(type_.fields[name], prose.language)] = words
    return found


def _told(cells: Mapping[str, str] | None) -> str | None:
    return None if cells is None else "; ".join(f"{name}: {words}" for name, words in cells.items())
