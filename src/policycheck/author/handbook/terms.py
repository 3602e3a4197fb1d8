"""The terms of a policy's page: what the names mean that its conditions use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from policycheck.author.handbook.markdown import anchor, code, item, place, text
from policycheck.author.handbook.page import Page
from policycheck.author.prose.terms import term
from policycheck.language.rulebook import Derivation


def terms(page: Page, wanted: Iterable[str]) -> Iterator[str]:
    """What the names mean that the text before links to, and those that their meanings link to."""
    asked, told = list(wanted), dict[str, list[str]]()
    known = {anchor("d", *at): derivation for at, derivation in page.rulebook.derivations.items()}
    while asked:
        id_ = asked.pop()
        if id_ in known and id_ not in told:
            told[id_] = list(_term(page, known[id_]))
            asked += links("\n".join(told[id_]))
    if told:
        yield page.say("about terms")
    by_record: dict[str, list[str]] = {}
    for id_, derivation in known.items():
        if id_ in told:
            by_record.setdefault(derivation.record, []).extend(told[id_])
    for record, lines in by_record.items():
        yield from ("", f"### {text(page.phrases.one(record).text)}", "", *lines)


def _term(page: Page, derivation: Derivation) -> Iterator[str]:
    one = term(page, derivation)
    lead = f"{place(anchor('d', one.record, one.name))}{code(one.name)} {one.lead}"
    yield from [f"- {lead}"] if one.point is None else item(one.point, lead)
    for words, point in one.features:
        yield from item(point, text(words), 1)


def links(lines: str) -> list[str]:
    """The ids that links in a text lead to."""
    return [part.partition(")")[0] for part in lines.split("](#")[1:]]
