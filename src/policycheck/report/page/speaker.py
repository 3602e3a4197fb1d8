"""How a page says the parts of a report: as every view does, with long texts cut where they are."""

from __future__ import annotations

from policycheck.report.kinds import kind_word
from policycheck.report.report import Report
from policycheck.report.speech import number
from policycheck.report.telling import Assumption, Telling

MOST_TEXT = 1_200
"""Characters of a text that are shown."""
MOST_NAME = 120
"""Characters of a record's name."""
MOST_VALUE = 300
"""Characters of a value."""


class Speaker(Telling):
    """Says the parts of one report in one language, and where on the page they stand."""

    def __init__(self, report: Report, language: str, place: int) -> None:
        super().__init__(report, language)
        self.place = place
        self._names: dict[tuple[str, str], str] = {}
        self._assumptions: dict[str, str] = {}

    def anchor(self, what: str) -> str:
        """The id of something on the page, other than in its other languages."""
        return f"{what}-{self.place}"

    def number(self, count: int) -> str:
        """A count as the language writes it."""
        return number(count, self.language)

    def cut(self, text: str, most: int = MOST_TEXT) -> str:
        """A text, with how much of it is left out where it is long and saying so is shorter."""
        if len(text) <= most:
            return text
        shorter = text[:most] + self.say("page_cut", self.number(len(text) - most))
        return min(text, shorter, key=len)

    def word(self, kind: str) -> str:
        """What a kind of finding, or another outcome, is called."""
        return kind_word(kind, self.language)

    def record(self, type_: str, key: str) -> str:
        """What people call a record."""
        if (type_, key) not in self._names:
            self._names[type_, key] = self.cut(self.name(type_, key), MOST_NAME)
        return self._names[type_, key]

    def rests_on(self, name: str) -> str:
        """An assumption in one sentence."""
        if name not in self._assumptions:
            self._assumptions[name] = self._rests_on(self.assumption(name))
        return self._assumptions[name]

    def _rests_on(self, one: Assumption) -> str:
        own = "" if one.own is None else f" ({self.say('set_here', self.cut(one.own, MOST_VALUE))})"
        clause = f" [{one.clause}]" if one.clause else ""
        return f"{one.name} = {self.cut(one.value, MOST_VALUE)}{own}: {self.cut(one.text)}{clause}"
