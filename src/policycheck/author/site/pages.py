"""The pages of the site: each thing that is told of a policy in its template, a file a page and language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, partial
from typing import TYPE_CHECKING

from policycheck.author.cases import load_cases
from policycheck.author.handbook.markdown import anchor
from policycheck.author.html import page
from policycheck.author.html.written import Written
from policycheck.author.prose import TREATMENTS, figures
from policycheck.author.site.edition import Edition
from policycheck.author.site.examples import outcome_word
from policycheck.author.site.finds import KINDS, index
from policycheck.author.site.places import PAGES
from policycheck.author.site.tally import Tally
from policycheck.author.template.workbook import pack_word
from policycheck.collector import collector_at_rest
from policycheck.faults import InvalidPack
from policycheck.harmless import clean
from policycheck.policy import Policy
from policycheck.report.formats import installed
from policycheck.report.page.edition import tongue
from policycheck.wording import say

if TYPE_CHECKING:
    from markupsafe import Markup

MOST_ROWS = 1_000
"""Rows of a reference table that are shown; the rest is counted."""


def site(policy: Policy, language: str | None = None) -> Mapping[str, str]:
    """The files of a policy's site by name: the pages of `language`, by default the policy's first, have plain names.

    `InvalidPack` where a case cannot be read: what is signed is the whole of it.
    """
    installed("a site", "html", "jinja2")
    first = language or policy.languages[0]
    languages = (first, *(other for other in policy.languages if other != first))
    with collector_at_rest():
        cases, faults = load_cases(policy)
        if faults:
            raise InvalidPack(faults)
        editions = [Edition(policy.rulebook, cases, one, first) for one in languages]
        searched = index(editions)
        return {
            edition.places.page(name): _page(name, edition, editions, searched, pack_word(policy))
            for edition in editions
            for name in PAGES
        }


def _page(name: str, edition: Edition, editions: Sequence[Edition], searched: str, pack: str) -> str:
    prose, places = edition.prose, edition.places
    book, language = prose.rulebook, prose.language
    return page(
        f"site_{name.replace('-', '_')}.html",
        language=language,
        name=name,
        pages=PAGES,
        others=[
            (one.prose.language, tongue(one.prose.language), one.places.page(name), one is edition) for one in editions
        ],
        edition=edition,
        prose=prose,
        places=places,
        anchor=anchor,
        word=cache(lambda key, *words: say(key, language, *words)),
        book=book,
        title=prose.own(book.title, book.id),
        issuer=prose.own(book.issuer),
        in_force=prose.interval(book.in_force) if book.in_force.start or book.in_force.until else "",
        digest=book.digest.removeprefix("sha256:"),
        pack=pack,
        figures=figures(prose),
        treatments=TREATMENTS,
        told=Written(places.href),
        coded=_coded,
        tally=Tally(places, language),
        outcome=cache(partial(outcome_word, language=language)),
        searched=searched,
        kinds=KINDS,
        most_rows=MOST_ROWS,
    )


def _coded(words: str) -> Markup:
    """Words of the library, with what stands between backticks as it is typed."""
    from markupsafe import Markup

    return Markup().join(
        Markup("<code>{}</code>").format(clean(part)) if at % 2 else clean(part)
        for at, part in enumerate(words.split("`"))
    )
