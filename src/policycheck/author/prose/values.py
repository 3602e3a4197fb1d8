"""Values and choices as people read them, outside of conditions: in tables and lists."""

from __future__ import annotations

from dataclasses import dataclass

from policycheck.author.prose.prose import Prose
from policycheck.language.rulebook import FieldType
from policycheck.language.types import Type, Value
from policycheck.wording import say

MOST_CHOICES = 20
"""Choices that are listed; the rest is counted."""


@dataclass(frozen=True)
class Choice:
    """One that there is to choose."""

    name: str
    """What it is in data."""
    words: str | None
    """What it is called, in quotes; None where that is its name."""


@dataclass(frozen=True)
class Choices:
    """What there is to choose from; the rest is counted in words."""

    told: tuple[Choice, ...]
    more: str


def shown(prose: Prose, value: Value | None, kind: FieldType) -> tuple[str, ...]:
    """A value, a text without quotes; a list's values one by one."""
    if value is None:
        return (prose.say("no value"),)
    if isinstance(value, tuple):
        assert kind.type.of
        return tuple(_scalar(prose, part, kind.type.of, kind) for part in value)
    return (_scalar(prose, value, kind.type, kind),)


def _scalar(prose: Prose, value: Value | None, type_: Type, kind: FieldType) -> str:
    if isinstance(value, str):
        return prose.own(kind.labels.get(value), value)
    return "" if value is None or isinstance(value, tuple) else prose.phrases.bare(value, type_)


def choices(prose: Prose, field: FieldType) -> Choices | None:
    """The choices there are for a field or a parameter; None where it is none of choices."""
    names = field.type.names or (field.type.of or field.type).names
    if not names:
        return None
    told = tuple(_choice(prose, field, name) for name in names[:MOST_CHOICES])
    rest = len(names) - len(told)
    return Choices(told, f"{say('and', prose.language)} {say('and_more', prose.language, rest)}" if rest else "")


def _choice(prose: Prose, field: FieldType, name: str) -> Choice:
    known = prose.own(field.labels.get(name), name)
    return Choice(name, None if known == name else prose.phrases.quoted(known))
