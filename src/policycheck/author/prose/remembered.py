"""Phrases that put a number into words once: a policy speaks of the same few limits again and again."""

from __future__ import annotations

from decimal import Decimal

from policycheck.language.rulebook import Rulebook
from policycheck.language.types import Interval, Scalar, Type
from policycheck.report.phrases.conditions import Phrases


class Remembered(Phrases):
    """The phrases of one policy in one language."""

    def __init__(self, rulebook: Rulebook, language: str) -> None:
        super().__init__(rulebook, language)
        self._numbers: dict[tuple[int | Decimal, str], str] = {}

    def bare(self, value: Scalar | Interval | None, type_: Type) -> str:
        """A value without quotes."""
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            return super().bare(value, type_)
        at = (value, type_.kind)
        if at not in self._numbers:
            self._numbers[at] = super().bare(value, type_)
        return self._numbers[at]
