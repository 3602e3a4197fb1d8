"""A policy's page for its owner: every sentence with the rules that enforce it, in words; one Markdown file."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

from policycheck.author.handbook.assumptions import assumptions
from policycheck.author.handbook.data import records, tables
from policycheck.author.handbook.markdown import anchor, link, place, quote, table, text
from policycheck.author.handbook.page import Page
from policycheck.author.handbook.rules import told_item
from policycheck.author.handbook.terms import links, terms
from policycheck.author.prose import TREATMENTS, Count, figures
from policycheck.author.template.workbook import pack_word
from policycheck.faults import InvalidCall
from policycheck.language.rulebook import Clause
from policycheck.policy import Policy
from policycheck.report.speech import joined

SECTIONS = ("figures", "sentences", "assumptions", "terms", "tables", "records")
DIGITS = 12
"""Digits of the digest that are shown."""

_NUMBERED = re.compile(r"\d+(\.\d+)*")


def handbook(policy: Policy, language: str | None = None) -> str:
    """The page as Markdown, in one of the policy's languages: by default its first."""
    page = Page(policy.rulebook, language or policy.languages[0])
    told = {
        "figures": list(_figures(page)),
        "sentences": list(_sentences(page)),
        "assumptions": list(assumptions(page)) if page.rulebook.parameters else [],
    }
    told["terms"] = list(terms(page, links("\n".join(line for lines in told.values() for line in lines))))
    told["tables"], told["records"] = list(tables(page)), list(records(page))
    there = [key for key in SECTIONS if told[key]]
    lines = list(_head(page, _command(policy, page.language), there))
    for key in there:
        lines += ["", f"## {place(anchor('section', key))}{page.say(key)}", "", *told[key]]
    return "\n".join(lines) + "\n"


def is_current(page: str, path: Path) -> bool:
    """Whether a file holds a page, its line ends aside. `InvalidCall` where there is a file that cannot be read."""
    try:
        return path.read_bytes().replace(b"\r\n", b"\n") == page.encode()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise InvalidCall(f"--output: `{path}` cannot be read: {error.strerror}") from None


def _command(policy: Policy, language: str) -> str:
    """What makes the page."""
    words = [
        "policycheck",
        "docs",
        pack_word(policy),
        *([] if language == policy.languages[0] else ["--lang", language]),
    ]
    return shlex.join(words)


def _head(page: Page, command: str, there: list[str]) -> Iterator[str]:
    book = page.rulebook
    yield f"# {text(page.own(book.title, book.id))}"
    yield ""
    facts = [text(page.own(book.issuer))] if book.issuer else []
    facts.append(page.say("version", text(book.version)))
    facts += [page.say("in force", page.interval(book.in_force))] if book.in_force.start or book.in_force.until else []
    facts.append(page.say("digest", book.digest.removeprefix("sha256:")[:DIGITS]))
    yield " · ".join(facts)
    yield from ("", page.say("about"), "", "```sh", command, "```", "")
    yield " · ".join(link(page.say(key), anchor("section", key)) for key in there)
    yield from ("", page.say("legend"), "")
    yield "- " + page.say("legend fields", page.say("records"), anchor("section", "records"))
    if "assumptions" in there:
        yield "- " + page.say("legend parameters", anchor("section", "assumptions"))
    if "terms" in there:
        yield "- " + page.say("legend terms", anchor("section", "terms"))
    yield from (f"- {page.say(key)}" for key in ("legend words", "legend missing"))


def _figures(page: Page) -> Iterator[str]:
    """How many sentences there are of each force, and what becomes of them."""
    found = figures(page)
    rows = [[page.say(force), *_counts(count)] for force, count in found.by_force.items()]
    rows.append([f"**{page.say('total')}**", *_counts(found.every)])
    yield from table([page.say("force"), page.say("total"), *(page.say(key) for key in TREATMENTS)], rows)
    yield ""
    yield page.say("counts", len(page.families), len(page.rulebook.judgements), len(page.rulebook.parameters))
    if found.both:
        yield page.say("both", found.both)
    if found.in_force:
        yield page.say("which in force", ", ".join(page.sentence_link(id_) for id_ in found.in_force))
    if found.unchecked:
        yield page.say("which unchecked", ", ".join(page.sentence_link(id_) for id_ in found.unchecked))


def _counts(count: Count) -> list[str]:
    return [str(count.total), *(str(number or "–") for number in count.treated.values())]


def _sentences(page: Page) -> Iterator[str]:
    for at, clause in enumerate(page.rulebook.clauses.values()):
        yield from [""] if at else []
        if clause.force == "heading":
            yield f"{'#' * _level(clause)} {place(anchor('s', clause.id))}{text(page.own(clause.text))}"
            yield from _treated(page, clause)
            continue
        yield f"##### {place(anchor('s', clause.id))}{text(clause.id)} · {page.say(clause.force)}"
        yield ""
        yield quote(page.own(clause.text))
        yield from _treated(page, clause)


def _level(clause: Clause) -> int:
    """How deep a heading stands, where its id is a number."""
    return min(4, 3 + clause.id.count(".")) if _NUMBERED.fullmatch(clause.id) else 3


def _treated(page: Page, clause: Clause) -> Iterator[str]:
    """What becomes of a sentence: the rules and questions that are described here, and those described elsewhere."""
    here = [name for name in page.cited[clause.id] if page.home(name) == clause.id]
    for name in here:
        yield ""
        yield from told_item(page, name)
    elsewhere: dict[str, list[str]] = {}
    for name in page.cited[clause.id]:
        if name not in here:
            elsewhere.setdefault(page.home(name), []).append(page.item_link(name))
    if elsewhere:
        places = (
            page.say("described at", joined(links, page.language), page.sentence_link(at))
            for at, links in elsewhere.items()
        )
        yield from ("", page.say("see also" if here else "see", "; ".join(places)))
    if clause.not_checked:
        yield from ("", page.say("not checked", text(page.own(clause.not_checked))))
