"""The page of a report: every language of the policy in it, the chosen one first."""

from __future__ import annotations

from policycheck.report.html.page import page
from policycheck.report.page.edition import edition
from policycheck.report.page.selection import selection
from policycheck.report.page.speaker import Speaker
from policycheck.report.report import Report


def render(report: Report, language: str, every: bool) -> str:
    """The page, opened in a language; `every` shows all records in the matrices."""
    languages = [language, *(other for other in report.rulebook.languages if other != language)]
    chosen = selection(report)
    editions = [edition(Speaker(report, one, place), chosen, every) for place, one in enumerate(languages, 1)]
    return page("report.html", language=language, editions=editions)
