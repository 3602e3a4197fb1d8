"""A policy's coverage as people read it in a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from policycheck.author.coverage.compare import Change, Comparison
from policycheck.author.coverage.told import numbers, place_of_added, place_of_moved, stale, stale_in_all, summary
from policycheck.author.coverage.view import MARKS, Coverage, Passage
from policycheck.author.prose import TREATMENTS, Description, described
from policycheck.harmless import clean
from policycheck.report.line import Line, line
from policycheck.report.phrases.statement import Point, plain

LONGEST_DEMAND = 160
"""Letters of what a rule requires that are shown."""
_DEMANDS = ("requires", "suggests", "asks")
STYLES = {"enforced": "green", "suggested": "cyan", "judged": "blue", "unchecked": "yellow", "background": "dim"}


def coverage_view(page: Coverage) -> Iterator[RenderableType]:
    """The page from top to bottom: what changed and the figures, then the text."""
    yield line(page.say("title", page.title), "bold")
    yield line(" · ".join(page.facts()), "dim")
    yield Text()
    if page.comparison:
        yield from _against(page, page.comparison)
    yield line(page.say("figures"), "bold underline")
    yield _table(page)
    for words in page.counted():
        yield line(words)
    yield Text()
    yield line(page.say("text"), "bold underline")
    for passage in page.passages:
        yield from _passage(page, passage)
    yield Text()
    yield line(page.made(), "dim")


def _passage(page: Coverage, passage: Passage) -> Iterator[RenderableType]:
    fate = f"  [{page.say(f'fate_{passage.fate}', page.comparison.file)}]" if page.comparison and passage.fate else ""
    if passage.level >= 0:
        yield Text()
        yield line(passage.text, "bold").append(clean(fate), "bold red")
    if passage.level < 0 or passage.treatments != ("background",):
        first = passage.treatments[0]
        told = ", ".join(page.treated(passage, key) for key in passage.treatments)
        head = Text()
        head.append("".join(MARKS[key] for key in passage.treatments), STYLES[first])
        head.append(clean(f" {passage.clause.id}  {page.prose.say(passage.clause.force)} · "), "dim")
        head.append(told, STYLES[first]).append(clean(fate if passage.level < 0 else ""), "bold red")
        yield head
        if passage.level < 0:
            yield _indented(line(passage.text))
    for name in passage.here:
        found = described(page.prose, name)
        in_force = page.prose.items[name].in_force
        words = found.breach if name in page.prose.families else found.kind.lower()
        time = f", {page.prose.interval(in_force)}" if in_force.start or in_force.until else ""
        yield _item(page, name, f"{words}{time}")
        yield _in_short(page, found)
    for name, home in passage.elsewhere:
        yield _item(page, name, page.say("at", "", home).removeprefix(", "))
    if passage.not_checked:
        yield _indented(line(page.say("why_not", passage.not_checked), "italic"), 4)


def _item(page: Coverage, name: str, words: str) -> RenderableType:
    told = line(f"→ {name}").append(clean(f"  {words}"), "dim")
    if name in page.stale_items:
        told.append(f"  {page.say('stale_mark')}", "bold red")
    return _indented(told, 4)


def _in_short(page: Coverage, found: Description) -> RenderableType:
    """What a rule requires or suggests, or a question asks, on a line; the rest stands in the other formats."""
    part = next(part for part in found.blocks[0].parts if part.key in _DEMANDS)
    words = f"{part.lead} {_on_one_line(part.point, page.language)}"
    if len(words) > LONGEST_DEMAND:
        words = f"{words[:LONGEST_DEMAND].rsplit(' ', 1)[0]} …"
    if len(found.blocks) > 1:
        words = f"{found.blocks[0].rule}: {words} (+{len(found.blocks) - 1})"
    return _indented(line(words, "dim"), 6)


def _on_one_line(point: Point, language: str) -> str:
    """A point with those below it, one behind the other."""
    below = "; ".join(_on_one_line(one, language) for one in point.below)
    return f"{plain(point.line, language)}{': ' if point.line and below else ''}{below}"


def _against(page: Coverage, found: Comparison) -> Iterator[RenderableType]:
    yield line(page.say("against", found.file), "bold underline")
    if found.windows_1252:
        yield _indented(line(page.say("windows_1252", found.file)))
    if not found.differs:
        yield _indented(line(page.say("nothing", found.same, found.file), "green"))
        yield Text()
        return
    yield _indented(line(summary(page, found)))
    yield _indented(line(stale_in_all(page), "bold red" if found.stale else ""))
    texts = {passage.clause.id: passage.text for passage in page.passages}
    added = (line(f"+ {one.at} ({place_of_added(page, one)}): {one.text}", "green") for one in found.added)
    moved = (line(f"{one.clause}: {place_of_moved(page, one)}") for one in found.moved)
    yield from _titled(page, "changed", [_change(page, one) for one in found.changed])
    yield from _titled(page, "added", list(added))
    yield from _titled(page, "removed", [_removed(page, one, texts[one]) for one in found.removed])
    yield from _titled(page, "moved", list(moved))
    yield from _titled(page, "renumbered", [line(page.say("number", one.before, one.now)) for one in found.renumbered])
    yield from _titled(page, "slight", [_change(page, one) for one in found.slight])
    yield Text()


def _removed(page: Coverage, clause: str, text: str) -> RenderableType:
    return _with_stale(page, clause, line(f"- {clause}: {text}", "red"))


def _with_stale(page: Coverage, clause: str, told: Line) -> RenderableType:
    words = stale(page, clause)
    return Group(told, _indented(line(f"→ {words}"))) if words else told


def _titled(page: Coverage, key: str, parts: Sequence[RenderableType]) -> Iterator[RenderableType]:
    if parts:
        yield Text()
        yield _indented(line(page.say(key), "bold"))
        if key == "slight":
            yield _indented(line(page.say("slight_about"), "dim"))
        yield from (_indented(one, 4) for one in parts)


def _change(page: Coverage, one: Change) -> RenderableType:
    """What went stands in `[-…-]`, what is new in `{+…+}`: to be told apart without colour."""
    told = line(f"{one.clause}: ")
    for op, words in one.parts:
        if op == "same":
            told.append(clean(words))
        else:
            told.append(clean(f"[-{words}-]" if op == "gone" else f"{{+{words}+}}"), "red" if op == "gone" else "green")
    if words := numbers(page, one):
        told.append(clean(f"  ({words})"), "bold")
    return _with_stale(page, one.clause, told)


def _table(page: Coverage) -> Table:
    found = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for at, heading in enumerate((page.prose.say("force"), page.prose.say("total"), *map(page.prose.say, TREATMENTS))):
        found.add_column(Text(heading), justify="right" if at else "left")
    for name, counts in page.rows():
        found.add_row(Text(name), *(Text(str(count or "–")) for count in counts))
    return found


def _indented(part: RenderableType, columns: int = 2) -> Padding:
    return Padding(part, (0, 0, 0, columns))
