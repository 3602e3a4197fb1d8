"""A difference as people read it in a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from policycheck.author.diff.told import Told, ToldChange, ToldEdit, ToldLine
from policycheck.author.diff.told_effect import ToldEffect
from policycheck.report.line import line

SIGNS = {"added": "+", "removed": "−", "changed": "~", "renamed": "→", "affected": "^"}
STYLES = {"added": "green", "removed": "red", "changed": "bold", "renamed": "cyan", "affected": "magenta"}
RUNS = {"gone": "red strike", "new": "bold green", "same": ""}
LINES = {"gone": ("−", "red"), "new": ("+", "green")}


def diff_view(told: Told) -> Iterator[RenderableType]:
    """A difference from top to bottom."""
    yield line(told.title, "bold")
    for words in told.versions:
        yield line(words, "dim")
    yield line(told.summary, "bold")
    for section in told.sections:
        yield Text()
        yield line(section.heading, "bold underline")
        for change in section.changes:
            yield from _change(change)
    if told.effect:
        yield Text()
        yield from _effect(told.effect)


def _change(change: ToldChange) -> Iterator[RenderableType]:
    head = Text()
    head.append(f"{SIGNS[change.what]} ", STYLES[change.what]).append_text(line(change.name, "bold"))
    if change.title:
        head.append_text(line(f"  {change.title}"))
    head.append(f"  {change.state}, {change.effect}", "" if change.means else "dim")
    yield _in(head, 1)
    for words in change.notes:
        yield _in(line(words, "dim"), 2)
    for edit in change.edits:
        yield from _edit(edit)
    if change.rests:
        yield _in(line(change.rests), 2)
        for words in change.causes:
            yield _in(line(f"^ {words}", "magenta"), 3)
    for edit in change.reads:
        yield from _edit(edit)


def _edit(edit: ToldEdit) -> Iterator[RenderableType]:
    yield _in(line(edit.sentence, "" if edit.means else "dim"), 2)
    for one in edit.lines:
        yield _in(_line(one), 3)
        if one.note:
            yield _in(line(one.note, "dim"), 4)
    if edit.note:
        yield _in(line(edit.note, "dim"), 3)


def _line(one: ToldLine) -> Text:
    sign, style = LINES[one.mark]
    found = line(f"{sign} ", style)
    for op, words in one.runs:
        found.append_text(line(words, RUNS[op]))
    return found


def _effect(effect: ToldEffect) -> Iterator[RenderableType]:
    yield line(effect.heading, "bold underline")
    for words in effect.lines:
        yield _in(line(words), 1)
    for words, count in effect.counts:
        yield _in(line(f"{count:>6}  {words}"), 1)
    for one in effect.outcomes:
        yield Text()
        yield _in(line(f"{one.record}  {one.rule}", "bold"), 1)
        yield _in(line(f"{one.before} → {one.after}"), 2)
        yield _in(line(one.why, "dim"), 2)
    if effect.more_outcomes:
        yield _in(line(effect.more_outcomes), 1)
    if effect.records:
        yield Text()
        yield line(effect.record_heading, "bold underline")
        for record, before, after in effect.records:
            yield _in(line(f"{record}: {before} → {after}"), 1)
        if effect.more_records:
            yield _in(line(effect.more_records), 1)
    if effect.notes:
        yield Text()
        yield line(effect.notes_heading, "bold underline")
        for words in effect.notes:
            yield _in(line(f"• {words}"), 1)


def _in(part: RenderableType, steps: int) -> Padding:
    return Padding(part, (0, 0, 0, 2 * steps), expand=False)
