"""How many examples a rule has of each outcome, and where the first of them stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from policycheck.author.site.examples import outcome_word
from policycheck.author.site.places import Places
from policycheck.wording import say

if TYPE_CHECKING:
    from markupsafe import Markup

MOST_NAMED = 5
"""Examples of an outcome that are named; the rest is counted."""


class Tally:
    """The examples of rules as HTML; nothing in it is a text of the pack's."""

    def __init__(self, places: Places, language: str) -> None:
        from markupsafe import Markup

        self._markup, self._page, self._language = Markup, places.page("cases"), language
        self._links: dict[int, str] = {}

    def __call__(self, of: Mapping[str, Sequence[int]]) -> Markup:
        """By outcome, the numbers of a rule's examples."""
        told = [
            f'<span class="tally"><b>{len(numbers)}</b> {outcome_word(outcome, self._language)} '
            f"({', '.join(self._named(numbers))})</span>"
            for outcome, numbers in of.items()
        ]
        return self._markup(", ".join(told) or say("site_no_examples", self._language))

    def _named(self, numbers: Sequence[int]) -> Iterator[str]:
        yield from map(self._link, numbers[:MOST_NAMED])
        if len(numbers) > MOST_NAMED:
            yield "…"

    def _link(self, number: int) -> str:
        if number not in self._links:
            words = say("site_example_number", self._language, number)
            self._links[number] = f'<a href="{self._page}#c-{number}" aria-label="{words}">{number}</a>'
        return self._links[number]
