"""Numbers as people and programs write them: `1 000 000,50`, `1000000.50`, `50 %`, integers, decimals and floats."""

from __future__ import annotations

import math
import re
from decimal import Context, Decimal

from policycheck.language.types import LIMIT, MOST_DECIMALS
from policycheck.language.unreadable import Unreadable


def integer(value: object) -> int | None:
    """A whole number; None for white space."""
    if value.__class__ is int and -LIMIT < value < LIMIT:
        return value
    found = amount(value)
    if found is None or found.__class__ is int:
        return found
    if found != int(found):
        raise Unreadable("not_whole")
    return int(found)


def number(value: object) -> int | Decimal | None:
    """An exact number; None for white space. A percentage, as `50 %`, is the number it stands for: 0.5."""
    if value.__class__ is str and value.rstrip()[-1:] == "%":
        return _percentage(value.rstrip()[:-1])
    return amount(value)


def amount(value: object) -> int | Decimal | None:
    """An exact number that is no share of anything; None for white space."""
    if value.__class__ is int:
        if -LIMIT < value < LIMIT:
            return value
        raise Unreadable("number_too_long")
    if value.__class__ is Decimal:
        return exact(value)
    if isinstance(value, bool):
        raise Unreadable("not_a_number")
    if isinstance(value, int):
        return amount(int(value))
    if isinstance(value, Decimal):
        if _THOUSANDS.fullmatch(getattr(value, "written", "")):
            raise Unreadable("ambiguous_number")
        return exact(Decimal(value))
    if isinstance(value, float):
        if not math.isfinite(value):
            raise Unreadable("not_finite")
        return exact(Decimal(repr(float(value))))
    if isinstance(value, str):
        return _written_number(value)
    if hasattr(value, "__index__"):
        return amount(int(value))
    raise Unreadable("not_a_number")


def _percentage(text: str) -> Decimal:
    """The hundredth part, exactly."""
    found = _written_number(text)
    if found is None:
        raise Unreadable("not_a_number")
    return exact(Decimal(found).scaleb(-2, _EXACT).normalize(_EXACT))


_THOUSANDS = re.compile(r"[-+]?[1-9][0-9]{0,2}\.[0-9]{2}0")
"""A number, unquoted in YAML, that an author may have meant in thousands: nobody writes 1.5 as `1.500`."""


def exact(value: Decimal) -> Decimal:
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
    return exact(Decimal(f"{sign}{whole}.{behind or 0}"))  # read as it stands: arithmetic would round


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
