"""A policy's coverage as a page, in all of the policy's languages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from policycheck.author.coverage.compare import Added, Change, Move
from policycheck.author.coverage.told import numbers, place_of_added, place_of_moved, stale, stale_in_all, summary
from policycheck.author.coverage.view import MARKS, Coverage
from policycheck.author.handbook.markdown import anchor
from policycheck.author.html import PACKAGE, page
from policycheck.author.prose import TREATMENTS, Description, described
from policycheck.report.html.page import own
from policycheck.report.page.edition import tongue
from policycheck.report.phrases.statement import Name


class Edition(NamedTuple):
    """The page in one language, ready to be put in."""

    number: int
    tongue: str
    page: Coverage

    @property
    def language(self) -> str:
        """The language it is in."""
        return self.page.language

    def at(self, clause: str) -> str:
        """The id of a sentence on the page."""
        return f"{anchor('s', clause)}-{self.number}"

    def rule(self, name: str) -> str:
        """The id of a rule or a question on the page."""
        return f"{anchor('r', name)}-{self.number}"

    def described(self, name: str) -> Description:
        """A rule or a question in words."""
        return described(self.page.prose, name)

    @property
    def href(self) -> Callable[[Name], str]:
        """Where a name within a phrase leads: to the sentence that it names, or nowhere."""
        return lambda part: f"#{self.at(*part.target)}" if part.kind == "clause" else ""

    def summary(self) -> str:
        """How many sentences changed, and how."""
        return summary(self.page, self.page.comparison) if self.page.comparison else ""

    def stale(self, clause: str) -> str:
        """What rests on a sentence that changed."""
        return stale(self.page, clause)

    def stale_in_all(self) -> str:
        """How much there is to be looked over."""
        return stale_in_all(self.page)

    def numbers(self, one: Change) -> str:
        """The numbers that changed with a sentence."""
        return numbers(self.page, one)

    def place_of_added(self, one: Added) -> str:
        """Where a new sentence stands."""
        return place_of_added(self.page, one)

    def place_of_moved(self, one: Move) -> str:
        """Where a sentence has gone."""
        return place_of_moved(self.page, one)


def coverage_html(pages: Sequence[Coverage]) -> str:
    """The page; of several languages the reader picks one."""
    return page(
        "coverage.html",
        language=pages[0].language,
        editions=[Edition(at, tongue(one.language), one) for at, one in enumerate(pages, 1)],
        marks=MARKS,
        treatments=TREATMENTS,
        coverage_style=own("coverage.css", PACKAGE),
    )
