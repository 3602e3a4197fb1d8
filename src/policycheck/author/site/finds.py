"""What can be searched for: each thing of a policy with its title and its words, in all its languages."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from policycheck.author.handbook.markdown import anchor
from policycheck.author.prose.description import Description
from policycheck.author.site.edition import Edition
from policycheck.author.site.examples import Example
from policycheck.harmless import clean
from policycheck.report.phrases.statement import Name, Point, plain

KINDS = ("sentence", "rule", "question", "assumption", "term", "record", "field", "table", "case")
MOST_WORDS = 5_000
"""Letters of a thing that are searched."""


@dataclass(frozen=True)
class Find:
    """One thing in one language."""

    kind: str
    page: str
    anchor: str
    title: str
    words: str


def index(editions: Sequence[Edition]) -> str:
    """All that can be found, as a block of JSON that a page of HTML may hold."""
    listed = zip(*(finds(edition) for edition in editions), strict=True)
    found = [
        [KINDS.index(every[0].kind), every[0].page, every[0].anchor, _each(one.title for one in every),
         _each(one.words for one in every)]
        for every in listed
    ]  # fmt: skip
    written = json.dumps(
        {"suffixes": [edition.places.suffix for edition in editions], "finds": found},
        ensure_ascii=False,
        separators=(",", ":"),
    )
    return written.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def finds(edition: Edition) -> Iterator[Find]:
    """What a reader may look for, in the order in which it is offered."""
    language = edition.prose.language
    for sentence in edition.text:
        yield Find("sentence", "index", sentence.anchor, sentence.id, f"{sentence.text} {sentence.not_checked}")
        for item in sentence.items:
            kind = "question" if item.question else "rule"
            yield Find(kind, "index", item.anchor, item.description.name, _described(item.description, language))
    for one in edition.assumptions:
        words = f"{one.name} · {one.now(edition.prose)} · {one.text}"
        yield Find("assumption", "assumptions", anchor("p", one.name), one.label, words)
    for record, terms in edition.terms:
        for term in terms:
            points = [*([term.point] if term.point else []), *(point for _, point in term.features)]
            words = " ".join((record, term.lead, *(lead for lead, _ in term.features), *_told(points, language)))
            yield Find("term", "terms", anchor("d", term.record, term.name), term.name, words)
    for kept in edition.records:
        yield Find("record", "records", anchor("k", kept.name), kept.label, kept.plural)
        for field in kept.fields:
            choices = field.choices.told if field.choices else ()
            chosen = (f"{one.words or ''} {one.name}" for one in choices)
            words = " · ".join((kept.label, field.name, *field.notes, *chosen))
            yield Find("field", "records", anchor("f", kept.name, field.name), field.label, words)
    for table in edition.tables:
        cells = (", ".join(cell) for row in table.rows for cell in row)
        words = " · ".join((*table.headings, *cells))
        yield Find("table", "records", anchor("t", table.name), table.label or table.name, words)
    for example in edition.examples.all:
        yield Find("case", "cases", f"c-{example.number}", example.name, " · ".join(_case(example)))


def _each(texts: Iterable[str]) -> list[str]:
    """A text in each language; once, where it is the same in all."""
    cut = [clean(text[:MOST_WORDS].strip()) for text in texts]
    return cut[:1] if len(set(cut)) == 1 else cut


def _described(one: Description, language: str) -> str:
    told = (f"{part.lead} {words}" for block in one.blocks for part in block.parts
            for words in ["; ".join(_told([part.point], language))])  # fmt: skip
    return " · ".join(told)


def _told(points: Iterable[Point], language: str) -> Iterator[str]:
    for point in points:
        line = plain(tuple(Name(one.text, "id") if isinstance(one, Name) else one for one in point.line), language)
        yield from [line] if line else []
        yield from _told(point.below, language)


def _case(example: Example) -> Iterator[str]:
    yield from (rule for rule, _ in example.expected)
    for several, given, _ in example.given:
        yield several
        yield from (one.key for one in given)
