"""Dates and periods as people and programs write them: `2025-12-31`, `31.12.2025`, `2023-10-01/2027-10-01`."""

from __future__ import annotations

import re
from datetime import date, datetime

from policycheck.language.types import Interval
from policycheck.language.unreadable import Unreadable

_NORDIC_DATE = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")
_ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})([T ]00:00(:00(\.0+)?)?(Z|[+-]00:00)?)?")


def day(value: object) -> date | None:
    """A day; None for white space."""
    if value.__class__ is date:
        return value
    if value.__class__ is str and len(value) == 10 and value[4] == "-" == value[7]:
        return _iso_day(value)
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


def _iso_day(word: str) -> date:
    try:
        return date.fromisoformat(word)
    except ValueError:
        raise Unreadable(
            "no_such_date" if word.isascii() and word.replace("-", "").isdigit() else "not_a_date"
        ) from None


def period(value: object) -> Interval:
    """A mapping with `from` and `until`, an Interval, or a text such as `2023-10-01/2027-10-01`."""
    if isinstance(value, Interval):
        found = value
    elif isinstance(value, dict) and value and set(value) <= {"from", "until"}:
        found = Interval(*(None if value.get(end) is None else day(value[end]) for end in ("from", "until")))
    elif isinstance(value, str) and value.count("/") == 1:
        found = Interval(*(day(end) if end.strip() else None for end in value.split("/")))
    else:
        raise Unreadable("not_a_period")
    if found.start is None and found.until is None:
        raise Unreadable("not_a_period")
    if found.start is not None and found.until is not None and found.start >= found.until:
        raise Unreadable("empty_period")
    return found
