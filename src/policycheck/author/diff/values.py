"""Values, types and choices of a pack in words, as a comparison shows them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from policycheck.author.diff.change import Edit
from policycheck.author.diff.pair import Pair, matched
from policycheck.author.prose import Prose
from policycheck.language.rulebook import FieldType, Parameter
from policycheck.language.types import Texts, Type, Value
from policycheck.language.unreadable import Unreadable
from policycheck.language.values import reader
from policycheck.report.phrases.naming import lowered
from policycheck.report.speech import day
from policycheck.wording import say


def shown(prose: Prose, value: Value | None, kind: FieldType) -> str | None:
    """A value as people read it, a text without quotes; None where there is none."""
    if isinstance(value, tuple):
        told = ", ".join(_scalar(prose, part, kind.type.of or kind.type, kind) for part in value)
        return told or prose.say("no value")
    return None if value is None else _scalar(prose, value, kind.type, kind)


def _scalar(prose: Prose, value: Value | None, type_: Type, kind: FieldType) -> str:
    if isinstance(value, str):
        labels = kind.labels or (kind.element.labels if kind.element else {})
        return prose.own(labels.get(value), value)
    return "" if value is None or isinstance(value, tuple) else prose.phrases.bare(value, type_)


def dated(prose: Prose, parameter: Parameter) -> str | None:
    """A parameter's value, or its values by the day from which each is in force."""
    if all(start == date.min for start, _ in parameter.values):
        return shown(prose, parameter.values[-1][1], parameter.kind) if parameter.values else None
    told = [(start, shown(prose, value, parameter.kind) or prose.say("no value")) for start, value in parameter.values]
    return "; ".join(
        words if start == date.min else prose.say("from day", day(start, prose.language), words)
        for start, words in told
    )


def kind_words(prose: Prose, field: FieldType) -> str:
    """What a field holds: text, amount, list of …"""
    match field.type.kind:
        case "list" if field.element:
            return prose.say("list", kind_words(prose, field.element))
        case "ref":
            one = prose.phrases.one(field.type.record).text
            return prose.say("ref", lowered(one))
        case "period":
            return say("diff_period", prose.language)
    return prose.say(field.type.kind)


def kind_edits(pair: Pair, part: str, lead: str, old: FieldType, new: FieldType, means: bool = True) -> Iterator[Edit]:
    """What changed of what a field or a parameter may hold: its type, the least and the most, its choices."""
    one, other = old.element or old, new.element or new
    was, now = kind_words(pair.old, old), kind_words(pair.new, new)
    if _bare(old.type) != _bare(new.type):
        yield Edit(f"{part}type", f"{lead}{pair.say('type')}", means, was, now)
    plain = (
        ("required", old.required, new.required, _truth(pair, old.required), _truth(pair, new.required)),
        ("min", one.min, other.min, shown(pair.old, one.min, one), shown(pair.new, other.min, other)),
        ("max", one.max, other.max, shown(pair.old, one.max, one), shown(pair.new, other.max, other)),
        ("lower", one.lower, other.lower, _truth(pair, one.lower), _truth(pair, other.lower)),
    )
    for name, low, high, before, after in plain:
        if low != high:
            yield Edit(f"{part}{name}", f"{lead}{pair.say(name)}", means, before, after)
    yield from _choices(pair, part, lead, old, new, means)


def _choices(pair: Pair, part: str, lead: str, old: FieldType, new: FieldType, means: bool) -> Iterator[Edit]:
    before, after = (((one.type.of or one.type).names if one.type else ()) for one in (old, new))
    if not before and not after:
        return
    labels = [one.labels or (one.element.labels if one.element else {}) for one in (old, new)]
    for was, now in matched(before, after, {}):
        name = now or was or ""
        texts = labels[0].get(name), labels[1].get(name)
        here = f"{lead}{pair.say('choice', name)}"
        if was is None or now is None:
            words = (pair.old if now is None else pair.new).own(texts[now is not None], name)
            before_, after_ = (words, None) if now is None else (None, words)
            yield Edit(f"{part}choices.{name}", here, means, before_, after_)
        else:
            lost = means and not _still_read(texts[0], name, new.element or new)
            for edit in pair.texts(f"{part}choices.{name}", here, *texts):
                yield replace(edit, means=lost)


def _still_read(labels: Texts | None, name: str, field: FieldType) -> bool:
    """Whether each word that data had for a choice is a word for it now; a label is one, as its name is."""
    read = reader(field)
    for word in (labels or {}).values():
        try:
            if read(word) != name:
                return False
        except Unreadable:
            return False
    return True


def _bare(type_: Type) -> object:
    """A type without its choices."""
    return type_.kind, type_.record, type_.of and _bare(type_.of)


def _truth(pair: Pair, truth: bool) -> str | None:
    return pair.old.phrases.bare(True, Type("boolean")) if truth else None
