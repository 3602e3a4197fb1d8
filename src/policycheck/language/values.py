"""From what people and programs write to a value of a declared type; the same for packs, files and mappings.

A reader takes anything and returns a value, or None for what says nothing (white space), or raises `Unreadable`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Context, Decimal
from enum import Enum
from typing import TypeAlias

from policycheck.language.rulebook import FieldType
from policycheck.language.types import LIMIT, MOST_DECIMALS, Interval, Value
from policycheck.spelling import nearest

Reader: TypeAlias = Callable[[object], Value | None]

MOST_TEXT = 100_000
"""Characters that a text may have."""


class Unreadable(Exception):
    """A value that cannot be read as its type; `why` is a key of the messages, with the words it speaks of."""

    def __init__(self, why: str, *words: str, instead: Value | None = None) -> None:
        self.why, self.words, self.instead = why, words, instead
        super().__init__(why, *words)


def reader(field: FieldType) -> Reader:
    """How values of a field are read."""
    kind = field.type.kind
    if kind == "choice":
        return _choice_reader(field)
    if kind == "list":
        assert field.element
        return _list_reader(reader(field.element))
    read = _READERS[kind]
    return read if field.min is None and field.max is None else _bounded(read, field)


def _text(value: object) -> str | None:
    text = value if value.__class__ is str else _as_text(value)
    if text.isascii() and len(text) <= MOST_TEXT:
        return text.strip() or None
    return _long_or_foreign(text)


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
        return format(_exact(value), "f")
    raise Unreadable("not_a_text")


def _boolean(value: object) -> bool | None:
    if value is True or value is False:
        return value
    if isinstance(value, str):
        word = value.strip().casefold()
        if not word:
            return None
        if word in _BOOLEANS:
            return _BOOLEANS[word]
    elif (isinstance(value, int | float | Decimal) and _is_bit(value)) or type(value).__name__ in ("bool_", "bool"):
        return bool(value)
    raise Unreadable("not_a_boolean")


def _is_bit(value: int | float | Decimal) -> bool:
    return not (isinstance(value, Decimal) and value.is_snan()) and value in (0, 1)


_BOOLEANS = {
    **dict.fromkeys(("true", "yes", "ja", "1", "x"), True),
    **dict.fromkeys(("false", "no", "nei", "0"), False),
}


def _integer(value: object) -> int | None:
    if value.__class__ is int and -LIMIT < value < LIMIT:
        return value
    number = _number(value)
    if number is None or number.__class__ is int:
        return number
    if number != int(number):
        raise Unreadable("not_whole")
    return int(number)


def _number(value: object) -> int | Decimal | None:
    if value.__class__ is int:
        if -LIMIT < value < LIMIT:
            return value
        raise Unreadable("number_too_long")
    if value.__class__ is Decimal:
        return _exact(value)
    if isinstance(value, bool):
        raise Unreadable("not_a_number")
    if isinstance(value, int):
        return _number(int(value))
    if isinstance(value, Decimal):
        return _exact(Decimal(value))
    if isinstance(value, float):
        if not math.isfinite(value):
            raise Unreadable("not_finite")
        return _exact(Decimal(repr(float(value))))
    if isinstance(value, str):
        return _written_number(value)
    if hasattr(value, "__index__"):
        return _number(int(value))
    raise Unreadable("not_a_number")


def _exact(value: Decimal) -> Decimal:
    """The number as it stands, if it has no more digits than an input may have."""
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int):
        raise Unreadable("not_finite")
    if not -LIMIT < value < LIMIT:
        raise Unreadable("number_too_long")
    if exponent < -MOST_DECIMALS:
        value = value.normalize(_EXACT) if exponent > -1000 else value
        exponent = value.as_tuple().exponent
        assert isinstance(exponent, int)
        if exponent < -MOST_DECIMALS:
            raise Unreadable("too_many_decimals")
    return value if exponent <= 0 and value else Decimal(int(value))


_EXACT = Context(prec=2_000)
_SPACES = re.compile(r"[\s\u00a0\u202f\u2009']")
_GROUPED = re.compile(r"[0-9]{1,3}([\s\u00a0\u202f\u2009][0-9]{3})+")
_PLAIN = re.compile(r"[0-9]+")


def _written_number(text: str) -> int | Decimal | None:
    """A number as people write it: `1 000 000,50`, `1.000.000,50`, `1000000.50`, `-5`."""
    word = text.strip()
    if not word:
        return None
    if len(word) > 100:
        raise Unreadable("number_too_long")
    sign = "-" if word[0] in "-\N{MINUS SIGN}" else ""
    digits = word[1:].lstrip() if word[0] in "+-\N{MINUS SIGN}" else word
    whole, behind = _split(digits)
    if _GROUPED.fullmatch(whole):
        whole = _SPACES.sub("", whole)
    if (
        not whole.isascii()
        or not _PLAIN.fullmatch(whole)
        or (behind is not None and not (behind.isascii() and _PLAIN.fullmatch(behind)))
    ):
        raise Unreadable("not_a_number")
    if behind is None and len(whole) < 18:
        return int(sign + whole)
    return _exact(Decimal(f"{sign}{whole}.{behind or 0}"))  # read as it stands: arithmetic would round


def _split(digits: str) -> tuple[str, str | None]:
    """The part before the decimal separator, with separators of thousands taken out, and the part behind it."""
    points, commas = digits.count("."), digits.count(",")
    if points + commas == 0:
        return digits, None
    last = max(digits.rfind("."), digits.rfind(","))
    if points + commas == 1:
        if len(digits) - last - 1 == 3 and digits[:last].isdigit():
            raise Unreadable("ambiguous_number")
        return digits[:last], digits[last + 1 :]
    mark = digits[last]
    thousands = "." if mark == "," else ","
    if digits.count(mark) > 1:  # the same mark again and again: it separates thousands
        if digits.count(thousands):
            raise Unreadable("not_a_number")
        return _ungrouped(digits, mark), None
    return _ungrouped(digits[:last], thousands), digits[last + 1 :]


def _ungrouped(digits: str, mark: str) -> str:
    first, *groups = digits.split(mark)
    if not 1 <= len(first) <= 3 or any(len(group) != 3 for group in groups):
        raise Unreadable("not_a_number")
    return first + "".join(groups)


_NORDIC_DATE = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")
_ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})([T ]00:00(:00(\.0+)?)?(Z|[+-]00:00)?)?")


def _date(value: object) -> date | None:
    if value.__class__ is date:
        return value
    if value.__class__ is str and len(value) == 10 and value[4] == "-" == value[7]:
        return _iso_date(value)
    if isinstance(value, datetime):
        if (value.hour, value.minute, value.second, value.microsecond) != (0, 0, 0, 0):
            raise Unreadable("time_of_day")
        return value.date()
    if isinstance(value, date):
        return date(value.year, value.month, value.day)
    if not isinstance(value, str):
        raise Unreadable("not_a_date")
    word = value.strip()
    if not word:
        return None
    try:
        if word.isascii():
            if match := _ISO_DATE.fullmatch(word):
                return date(int(match[1]), int(match[2]), int(match[3]))
            if match := _NORDIC_DATE.fullmatch(word):
                return date(int(match[3]), int(match[2]), int(match[1]))
    except ValueError:
        raise Unreadable("no_such_date") from None
    raise Unreadable("not_a_date")


def _iso_date(word: str) -> date:
    try:
        return date.fromisoformat(word)
    except ValueError:
        raise Unreadable(
            "no_such_date" if word.isascii() and word.replace("-", "").isdigit() else "not_a_date"
        ) from None


def _period(value: object) -> Interval:
    """A mapping with `from` and `until`, an Interval, or a text such as `2023-10-01/2027-10-01`."""
    if isinstance(value, Interval):
        found = value
    elif isinstance(value, dict) and value and set(value) <= {"from", "until"}:
        found = Interval(*(None if value.get(end) is None else _date(value[end]) for end in ("from", "until")))
    elif isinstance(value, str) and value.count("/") == 1:
        found = Interval(*(_date(end) if end.strip() else None for end in value.split("/")))
    else:
        raise Unreadable("not_a_period")
    if found.start is None and found.until is None:
        raise Unreadable("not_a_period")
    if found.start is not None and found.until is not None and found.start >= found.until:
        raise Unreadable("empty_period")
    return found


def _choice_reader(field: FieldType) -> Reader:
    names = {name: name for name in field.type.names}
    words: dict[str, str | None] = {}
    for name in field.type.names:
        for label in (field.labels.get(name) or {}).values():
            word = _word(label)
            words[word] = name if words.get(word, name) == name else None
    words.update({_word(name): name for name in field.type.names})

    def read(value: object) -> str | None:
        if value.__class__ is str:
            found = names.get(value)
            if found is not None:
                return found
        text = _text(value)
        if text is None:
            return None
        found = names.get(text) or words.get(_word(text))
        if found is None:
            near = nearest(text, [*field.type.names, *words])
            raise Unreadable(
                "unknown_choice", names.get(near or "") or words.get(near or "") or "", ", ".join(field.type.names[:12])
            )
        return found

    return read


def _word(text: str) -> str:
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

    def bounded(value: object) -> Value | None:
        found = read(value)
        if found is not None:
            if low is not None and found < low:  # type: ignore[operator]
                raise Unreadable("too_small", str(low))
            if high is not None and found > high:  # type: ignore[operator]
                raise Unreadable("too_large", str(high))
        return found

    return bounded


_READERS: dict[str, Reader] = {
    "text": _text,
    "ref": _text,
    "boolean": _boolean,
    "integer": _integer,
    "number": _number,
    "money": _number,
    "date": _date,
    "period": _period,
}
