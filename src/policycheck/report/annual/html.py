"""The paper as HTML: a page to be read on a screen or printed on A4, or a part of somebody's notebook."""

from __future__ import annotations

from policycheck.report.annual.paper import Paper
from policycheck.report.html.page import environment, page

LONGEST = 30
"""Letters of a word that a column makes room for; a longer one is broken where the column ends."""


def html(paper: Paper) -> str:
    """The page; `InvalidCall` where Jinja2 is not installed."""
    return page("annual.html", paper=paper, language=paper.language, has_long_words=_has_long_words)


def fragment(paper: Paper) -> str:
    """The paper without a page around it, in the looks of whatever it stands in."""
    template = environment().get_template("annual_fragment.html")
    return template.render(paper=paper, language=paper.language, has_long_words=_has_long_words)


def _has_long_words(text: str) -> bool:
    return any(len(word) > LONGEST for word in text.split())
