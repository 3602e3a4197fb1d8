"""A difference as Markdown: for a pull request, or the paper of a council."""

from __future__ import annotations

from collections.abc import Iterator

from policycheck.author.diff.told import Section, Told, ToldChange, ToldEdit, ToldLine
from policycheck.author.diff.told_effect import ToldEffect
from policycheck.report.markdown import code, escaped, foreign, harmless_start, quote, table, text


def markdown(told: Told) -> str:
    """A difference from top to bottom."""
    lines = list(_parts(told))
    while lines and not lines[-1]:
        lines.pop()
    return "\n".join(lines) + "\n"


def _parts(told: Told) -> Iterator[str]:
    yield from (f"# {text(told.title)}", "")
    yield from (text(told.summary), "")
    yield from (f"- {_coded(words)}" for words in told.versions)
    yield ""
    for section in told.sections:
        yield from _section(section)
    if told.effect:
        yield from _effect(told.effect)


def _section(section: Section) -> Iterator[str]:
    yield from (f"## {text(section.heading)}", "")
    for change in section.changes:
        yield from _change(change)


def _change(change: ToldChange) -> Iterator[str]:
    name = code(change.name)
    yield f"### {text(change.title)} ({name})" if change.title else f"### {text(change.kind)} {name}"
    yield ""
    yield from (f"*{text(change.state)} · {text(change.effect)}*", "")
    for words in change.notes:
        yield from (_coded(words), "")
    for id_, sentence in change.sentences:
        yield from (f"{quote(sentence)} ({code(id_)})", "")
    for edit in change.edits:
        yield from _edit(edit)
    if change.rests:
        yield from (_coded(change.rests), "")
        yield from (f"- {_coded(words)}" for words in change.causes)
        yield ""
    for edit in change.reads:
        yield from _edit(edit)


def _edit(edit: ToldEdit) -> Iterator[str]:
    yield from (_coded(edit.sentence), "")
    for one in edit.lines:
        yield _line(one)
        yield from [f"  - {_coded(one.note)}"] if one.note else []
    yield ""
    if edit.note:
        yield from (_coded(edit.note), "")


def _line(one: ToldLine) -> str:
    label = f"**{text(one.label)}:** " if one.label else ""
    words = "".join(_run(op, part) for op, part in one.runs)
    return f"- {label}{words if label else harmless_start(words)}"


def _run(op: str, words: str) -> str:
    told = _coded(words, start=False)
    tag = {"gone": "del", "new": "ins"}.get(op)
    return f"<{tag}>{told}</{tag}>" if tag else told


def _coded(words: str, start: bool = True) -> str:
    """Words in which names stand between backticks."""
    parts = words.split("`")
    found = "".join(
        code(part) if at % 2 and at < len(parts) - 1 else escaped(part if at % 2 == 0 else f"`{part}")
        for at, part in enumerate(parts)
    )
    return harmless_start(found.strip()) if start else found


def _effect(effect: ToldEffect) -> Iterator[str]:
    yield from (f"## {text(effect.heading)}", "")
    yield from (f"- {text(words)}" for words in effect.lines)
    yield ""
    if effect.counts:
        yield from table([text(head) for head in effect.count_heads], ([text(w), n] for w, n in effect.counts))
        yield ""
        rows = (
            [foreign(one.record), code(one.rule), text(one.before), text(one.after), _coded(one.why)]
            for one in effect.outcomes
        )
        yield from table([text(head) for head in effect.outcome_heads], rows)
        yield ""
    if effect.more_outcomes:
        yield from (text(effect.more_outcomes), "")
    if effect.records:
        yield from (f"### {text(effect.record_heading)}", "")
        yield from table(
            [text(head) for head in effect.record_heads],
            ([foreign(one), text(before), text(after)] for one, before, after in effect.records),
        )
        yield ""
    if effect.more_records:
        yield from (text(effect.more_records), "")
    if effect.notes:
        yield from (f"### {text(effect.notes_heading)}", "")
        yield from (f"- {foreign(words)}" for words in effect.notes)
        yield ""
