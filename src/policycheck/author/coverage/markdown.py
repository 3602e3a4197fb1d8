"""A policy's coverage as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from policycheck.author.coverage.compare import Change, Comparison
from policycheck.author.coverage.told import numbers, place_of_added, place_of_moved, stale, stale_in_all, summary
from policycheck.author.coverage.view import MARKS, Coverage, Passage
from policycheck.author.prose import TREATMENTS, described
from policycheck.report.markdown import code, escaped, foreign, quote, table, text
from policycheck.report.phrases.statement import Flat, Name, Point


def coverage_markdown(page: Coverage) -> str:
    """The page."""
    return "\n".join(_lines(page)) + "\n"


def _lines(page: Coverage) -> Iterator[str]:
    yield from (f"# {text(page.say('title', page.title))}", "")
    yield from (" · ".join(text(fact) for fact in page.facts()), "", page.say("about"))
    if page.comparison:
        yield from _against(page, page.comparison)
    yield from ("", f"## {page.say('figures')}", "")
    yield from (f"{words}  " for words in page.counted())
    yield ""
    headings = [page.prose.say("force"), page.prose.say("total"), *map(page.prose.say, TREATMENTS)]
    yield from table(headings, ([name, *(str(count or "–") for count in counts)] for name, counts in page.rows()))
    yield from ("", f"## {page.say('text')}")
    for passage in page.passages:
        yield from _passage(page, passage)
    yield from ("", "---", "", text(page.made()))


def _passage(page: Coverage, passage: Passage) -> Iterator[str]:
    fate = f" · **{foreign(_fate(page, passage))}**" if passage.fate else ""
    if passage.level >= 0:
        yield from ("", f"{'#' * (3 + min(passage.level, 1))} {text(passage.text)}{fate}")
    if passage.level < 0 or passage.treatments != ("background",):
        told = ", ".join(f"{MARKS[key]} {page.treated(passage, key)}" for key in passage.treatments)
        yield from ("", f"##### {text(passage.clause.id)} · {page.prose.say(passage.clause.force)} · {told}{fate}")
    if passage.level < 0:
        yield from ("", quote(passage.text))
    for name in passage.here:
        yield from _item(page, name)
    if passage.elsewhere:
        places = "; ".join(page.say("at", code(name), code(home)) for name, home in passage.elsewhere)
        yield from ("", page.say("see", places))
    if passage.not_checked:
        yield from ("", page.say("why_not", text(passage.not_checked)))


def _fate(page: Coverage, passage: Passage) -> str:
    return page.say(f"fate_{passage.fate}", page.comparison.file) if page.comparison else ""


def _item(page: Coverage, name: str) -> Iterator[str]:
    found = described(page.prose, name)
    stale = f" · **{page.say('stale_mark')}**" if name in page.stale_items else ""
    yield from ("", f"**{found.kind}** {code(found.name)} · {found.breach}{stale}")
    for block in found.blocks:
        yield from ("", code(block.rule), "") if block.rule else ("",)
        for part in block.parts:
            yield from _point(part.point, f"**{part.lead}** ")


def _point(point: Point, lead: str = "", depth: int = 0) -> Iterator[str]:
    yield f"{'  ' * depth}- {lead}{_phrase(point.line)}{':' if point.below and point.line else ''}"
    for below in point.below:
        yield from _point(below, depth=depth + 1)


def _phrase(words: Flat) -> str:
    """A phrase; its names look as they do on a policy's own page, and lead nowhere."""
    return "".join(_name(part) if isinstance(part, Name) else escaped(part) for part in words)


def _name(part: Name) -> str:
    match part.kind:
        case "parameter" | "variable":
            return f"‹{text(part.text)}›"
        case "derivation" | "clause" | "id":
            return code(part.text)
        case "field" | "record":
            return f"*{text(part.text)}*"
    return text(part.text)


def _against(page: Coverage, found: Comparison) -> Iterator[str]:
    yield from ("", f"## {foreign(page.say('against', found.file))}", "")
    if found.windows_1252:
        yield from (foreign(page.say("windows_1252", found.file)), "")
    if not found.differs:
        yield foreign(page.say("nothing", found.same, found.file))
        return
    yield summary(page, found)
    yield from ("", stale_in_all(page))
    texts = {passage.clause.id: passage.text for passage in page.passages}
    yield from _list(page, "changed", [_change(page, one) for one in found.changed])
    yield from _list(page, "slight", [_change(page, one) for one in found.slight])
    yield from _list(
        page, "added", [f"{code(one.at)}, {place_of_added(page, one)}: {foreign(one.text)}" for one in found.added]
    )
    yield from _list(page, "removed", [f"{code(one)}: {text(texts[one])}{_stale(page, one)}" for one in found.removed])
    yield from _list(page, "moved", [f"{code(one.clause)}: {text(place_of_moved(page, one))}" for one in found.moved])
    yield from _list(page, "renumbered", [foreign(page.say("number", one.before, one.now)) for one in found.renumbered])


def _list(page: Coverage, key: str, points: Iterable[str]) -> Iterator[str]:
    every = list(points)
    if every:
        yield from ("", f"### {page.say(key)}", "")
        if key == "slight":
            yield from (page.say("slight_about"), "")
        yield from (f"- {point}" for point in every)


def _change(page: Coverage, one: Change) -> str:
    told = []
    for op, words in one.parts:
        inner = escaped(words).strip()
        if op == "same" or not inner:
            told.append(foreign(words) if op == "same" and words.strip() else " ")
        else:
            told.append(f" ~~{inner}~~ " if op == "gone" else f" **{inner}** ")
    found = " ".join(f"{code(one.clause)}: {' '.join(told)}".split())
    figures = numbers(page, one)
    return f"{found}{f' ({figures})' if figures else ''}{_stale(page, one.clause)}"


def _stale(page: Coverage, clause: str) -> str:
    words = stale(page, clause, code)
    return f"  \n  → {words}" if words else ""
