"""From what people and programs write to a value of a declared type; the same for packs, files and mappings.

A reader takes anything and returns a value, or None for what says nothing (white space), or raises `Unreadable`.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from decimal import Decimal
from enum import Enum
from typing import TypeAlias

from policycheck.language.dates import day, period
from policycheck.language.numbers import amount, exact, integer, number
from policycheck.language.rulebook import FieldType
from policycheck.language.types import LIMIT, Value
from policycheck.language.unreadable import Unreadable
from policycheck.spelling import nearest

__all__ = ["MOST_TEXT", "Reader", "Unreadable", "reader"]

Reader: TypeAlias = Callable[[object], Value | None]

MOST_TEXT = 100_000
"""Characters that a text may have."""
MOST_CHOICES = 12
"""Choices that are listed where none of them is given."""


def reader(field: FieldType) -> Reader:
    """How values of a field are read."""
    kind = field.type.kind
    if kind == "choice":
        return _choice_reader(field)
    if kind == "list":
        assert field.element
        return _list_reader(reader(field.element))
    if kind == "text" and field.lower:
        return _lower
    read = _READERS[kind]
    return read if field.min is None and field.max is None else _bounded(read, field)


def _text(value: object) -> str | None:
    text = value if value.__class__ is str else _as_text(value)
    if text.isascii() and len(text) <= MOST_TEXT:
        return text.strip() or None
    return _long_or_foreign(text)


def _lower(value: object) -> str | None:
    text = _text(value)
    return text and text.lower()


def _long_or_foreign(text: str) -> str | None:
    if len(text) > MOST_TEXT:
        raise Unreadable("text_too_long")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise Unreadable("broken_text") from None
    return text.strip() or None


def _as_text(value: object) -> str:
    """Numbers are taken for texts, since keys and codes are often stored as such; one in YAML knows how it stood."""
    if isinstance(value, Enum):
        return _as_text(value.value)
    written = getattr(value, "written", None)
    if isinstance(written, str):
        return written
    if isinstance(value, str):
        return str(value)
    if isinstance(value, bool):
        raise Unreadable("not_a_text")
    if isinstance(value, int):
        if not -LIMIT < value < LIMIT:
            raise Unreadable("number_too_long")
        return str(int(value))
    if isinstance(value, float) and math.isfinite(value):
        return str(int(value)) if value.is_integer() and abs(value) < LIMIT else repr(value)
    if isinstance(value, Decimal):
        return format(exact(value), "f")
    raise Unreadable("not_a_text")


def _boolean(value: object) -> bool | None:
    if value is True or value is False:
        return value
    if isinstance(value, str):
        word = value.strip().casefold()
        if not word:
            return None
        if word in BOOLEANS:
            return BOOLEANS[word]
    elif (isinstance(value, int | float | Decimal) and _is_bit(value)) or type(value).__name__ in ("bool_", "bool"):
        return bool(value)
    raise Unreadable("not_a_boolean")


def _is_bit(value: int | float | Decimal) -> bool:
    return not (isinstance(value, Decimal) and value.is_snan()) and value in (0, 1)


BOOLEANS = {
    **dict.fromkeys(("true", "yes", "ja", "1", "x"), True),
    **dict.fromkeys(("false", "no", "nei", "0"), False),
}


def _choice_reader(field: FieldType) -> Reader:
    names = {name: name for name in field.type.names}
    words: dict[str, str | None] = {}
    for name in field.type.names:
        for label in (field.labels.get(name) or {}).values():
            word = folded_word(label)
            words[word] = name if words.get(word, name) == name else None
    words.update({folded_word(name): name for name in field.type.names})

    def read(value: object) -> str | None:
        if value.__class__ is str:
            found = names.get(value)
            if found is not None:
                return found
        text = _text(value)
        if text is None:
            return None
        found = names.get(text) or words.get(folded_word(text))
        if found is None:
            near = nearest(text, [*field.type.names, *words])
            known = ", ".join(field.type.names[:MOST_CHOICES]) + (", …" if len(field.type.names) > MOST_CHOICES else "")
            meant = names.get(near or "") or words.get(near or "")
            raise Unreadable(*(("unknown_choice_near", meant, known) if meant else ("unknown_choice", "", known)))
        return found

    return read


def folded_word(text: str) -> str:
    """A text as it is looked up: letter case and the width of spaces aside."""
    return " ".join(text.casefold().split())


def _list_reader(element: Reader) -> Reader:
    def read(value: object) -> tuple[object, ...] | None:
        if isinstance(value, str):
            value = [part for part in value.split(";") if part.strip()]
            if not value:
                return None
        if value.__class__ is not list and not isinstance(value, list | tuple):
            raise Unreadable("not_a_list")
        try:
            return tuple([None if item is None else element(item) for item in value])
        except Unreadable:
            return _elements(element, value)  # type: ignore[arg-type]

    return read  # type: ignore[return-value]


def _elements(element: Reader, items: list[object]) -> tuple[object, ...]:
    """Raises for the first element that cannot be read; those count as missing, the others are kept."""
    found: list[object] = []
    first: Unreadable | None = None
    for item in items:
        try:
            found.append(None if item is None else element(item))
        except Unreadable as fault:
            first = first or fault
            found.append(None)
    assert first
    raise Unreadable(first.why, *first.words, instead=tuple(found))  # type: ignore[arg-type]


def _bounded(read: Reader, field: FieldType) -> Reader:
    low, high = field.min, field.max
    below, above = ("too_early", "too_late") if field.type.kind == "date" else ("too_small", "too_large")

    def bounded(value: object) -> Value | None:
        found = read(value)
        if found is not None:
            if low is not None and found < low:  # type: ignore[operator]
                raise Unreadable(below, str(low))
            if high is not None and found > high:  # type: ignore[operator]
                raise Unreadable(above, str(high))
        return found

    return bounded


_READERS: dict[str, Reader] = {
    "text": _text,
    "ref": _text,
    "boolean": _boolean,
    "integer": integer,
    "number": number,
    "money": amount,
    "date": day,
    "period": period,
}
