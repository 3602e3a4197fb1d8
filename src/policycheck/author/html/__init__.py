"""Pages of HTML for a policy's owner: the templates that several of them share, and how one is made."""

from __future__ import annotations

from policycheck.report.html.page import own as own_file
from policycheck.report.html.page import page as any_page

PACKAGE = "policycheck.author.html"


def page(template: str, **values: object) -> str:
    """A page, from the template of its name in this package's `templates`."""
    return any_page(template, PACKAGE, prose_style=own_file("prose.css", PACKAGE), **values)
