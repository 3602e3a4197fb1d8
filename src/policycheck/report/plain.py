"""Values as JSON holds them: exact decimals as texts, dates in ISO form."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from policycheck.language.types import Interval, Texts, Type


def plain(value: object, type_: Type) -> object:
    """A value of a type; a number or an amount of money is a text without needless zeros."""
    if value is None or isinstance(value, str | bool):
        return value
    if isinstance(value, int | Decimal):
        return int(value) if type_.kind == "integer" else exact(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Interval):
        return {
            "from": value.start.isoformat() if value.start else None,
            "until": value.until.isoformat() if value.until else None,
        }
    if type_.kind == "flags" and isinstance(value, tuple):
        return dict(value)  # each flag with its truth
    if isinstance(value, tuple):
        return [plain(item, type_.of or type_) for item in value]
    raise AssertionError(value)


def exact(value: int | Decimal) -> str:
    """A number in digits."""
    text = format(Decimal(value), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def every_language(texts: Texts | None, languages: Sequence[str]) -> Texts | None:
    """The texts by language, one that stands for all written out."""
    if texts is None:
        return None
    return {language: texts.get(language) or texts.get("*", "") for language in languages}
