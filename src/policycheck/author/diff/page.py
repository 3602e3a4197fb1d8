"""A difference as one page of HTML, to send or to print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policycheck.author.diff.told import Told
from policycheck.author.html import PACKAGE, page
from policycheck.harmless import clean
from policycheck.report.formats import installed
from policycheck.report.html.page import own

if TYPE_CHECKING:
    from markupsafe import Markup


def diff_page(told: Told) -> str:
    """The page."""
    installed("a page of HTML", "html", "jinja2")
    return page("diff.html", told=told, language=told.language, coded=coded, diff_style=own("diff.css", PACKAGE))


def coded(words: str) -> Markup:
    """Words in which names stand between backticks."""
    from markupsafe import Markup, escape

    parts = clean(words).split("`")
    return Markup("").join(
        Markup("<code>{}</code>").format(part)
        if at % 2 and at < len(parts) - 1
        else escape(part if at % 2 == 0 else f"`{part}")
        for at, part in enumerate(parts)
    )
