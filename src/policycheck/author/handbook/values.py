"""Values and choices as a policy's page shows them in tables and lists."""

from __future__ import annotations

from policycheck.author.handbook.markdown import code, text
from policycheck.author.handbook.page import Page
from policycheck.language.rulebook import FieldType
from policycheck.language.types import Type, Value
from policycheck.wording import say


def shown(page: Page, value: Value | None, kind: FieldType) -> str:
    """A value as people read it, a text without quotes."""
    if value is None:
        return page.say("no value")
    if isinstance(value, tuple):
        assert kind.type.of
        return ", ".join(_scalar(page, part, kind.type.of, kind) for part in value)
    return _scalar(page, value, kind.type, kind)


def _scalar(page: Page, value: Value | None, type_: Type, kind: FieldType) -> str:
    if isinstance(value, str):
        return text(page.own(kind.labels.get(value), value))
    return "" if value is None or isinstance(value, tuple) else text(page.phrases.bare(value, type_))


MOST_CHOICES = 20
"""Choices that are listed; the rest is counted."""


def choices(page: Page, field: FieldType) -> str:
    """The choices there are: what each is called, and its name in data."""
    names = field.type.names or (field.type.of or field.type).names
    told = [_choice(page, field, name) for name in names[:MOST_CHOICES]]
    if len(names) > MOST_CHOICES:
        told.append(f"… {say('and', page.language)} {say('and_more', page.language, len(names) - MOST_CHOICES)}")
    return ", ".join(told)


def _choice(page: Page, field: FieldType, name: str) -> str:
    known = page.own(field.labels.get(name), name)
    return code(name) if known == name else f"{text(page.phrases.quoted(known))} ({code(name)})"
