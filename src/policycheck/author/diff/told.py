"""A difference as every view of it tells it: sections of short sentences, with what was before and what is now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from policycheck.author.diff.change import KINDS, Change, Difference, Edit
from policycheck.author.diff.outcomes import Effect
from policycheck.author.diff.told_effect import ToldEffect, told_effect
from policycheck.author.wordwise import Op, wordwise
from policycheck.report.speech import joined
from policycheck.wording import SENTENCES, say

Runs = tuple[tuple[Op, str], ...]
"""A text, and what of it is the same, gone or new."""


@dataclass(frozen=True)
class ToldLine:
    """A line below a sentence: what was before, what is now, or what went or came."""

    mark: str
    """`gone` or `new`."""
    label: str
    """`Before` or `Now`; empty where the sentence has said it."""
    runs: Runs
    note: str = ""
    """What a name that it is stands for."""


@dataclass(frozen=True)
class ToldEdit:
    """A sentence on one thing that changed, and the lines below it."""

    sentence: str
    means: bool
    lines: tuple[ToldLine, ...]
    note: str = ""


@dataclass(frozen=True)
class ToldChange:
    """What became of one thing of the policy."""

    kind: str
    """What it is, as it begins a sentence: `The rule`."""
    name: str
    title: str
    what: str
    state: str
    """What became of it, in a word or two."""
    means: bool
    effect: str
    notes: tuple[str, ...]
    sentences: tuple[tuple[str, str], ...]
    edits: tuple[ToldEdit, ...]
    rests: str
    """A sentence that leads to what it rests on."""
    causes: tuple[str, ...]
    reads: tuple[ToldEdit, ...]
    """What it comes to by that."""


@dataclass(frozen=True)
class Section:
    """The changes of one kind."""

    key: str
    heading: str
    changes: tuple[ToldChange, ...]


@dataclass(frozen=True)
class Told:
    """All of it."""

    language: str
    title: str
    versions: tuple[str, ...]
    summary: str
    sections: tuple[Section, ...]
    effect: ToldEffect | None


def told(difference: Difference, effect: Effect | None = None) -> Told:
    """A difference, and what it does to some data, in its language."""
    teller = _Teller(difference.language)
    return Told(
        difference.language,
        teller.say("heading", difference.new.title),
        tuple(teller.versions(difference)),
        teller.summary(difference),
        tuple(teller.sections(difference)),
        told_effect(effect, difference.language) if effect else None,
    )


class _Teller:
    def __init__(self, language: str) -> None:
        self.language = language

    def say(self, key: str, *words: object) -> str:
        return say(f"diff_{key}", self.language, *words)

    def versions(self, difference: Difference) -> Iterator[str]:
        old, new = difference.old, difference.new
        if old.version != new.version:
            yield self.say("versions", old.version, new.version)
        for key, one in (("from", old), ("to", new)):
            yield self.say(key, one.name or one.id, one.digest[:19])
        if old.name and old.name == new.name:
            yield self.say("same_path", old.name)
        if old.id != new.id:
            yield self.say("other_id", old.id, new.id)

    def summary(self, difference: Difference) -> str:
        if difference.same:
            return self.say("nothing")
        if not difference.changes:
            return self.say("nothing_said")
        if not difference.means:
            return self.say("words_only")
        affected = sum(change.what == "affected" for change in difference.changes)
        meant = sum(change.means for change in difference.changes) - affected
        return self.say("total", meant, affected, len(difference.changes) - affected - meant)

    def sections(self, difference: Difference) -> Iterator[Section]:
        for kind in KINDS:
            changes = tuple(self.change(one) for one in difference.changes if one.kind == kind)
            if changes:
                key = kind if kind == "policy" else f"{kind}s"
                yield Section(kind, self.say(key), changes)

    def change(self, change: Change) -> ToldChange:
        notes = [self.say("was_called", change.was)] if change.was else []
        if change.rules not in ((), (change.name,)):
            notes.append(self.say("for_rules", joined([f"`{name}`" for name in change.rules], self.language)))
        rests = "" if not change.rests else self.say("rests_too" if change.edits else "rests")
        whole = change.what in ("added", "removed")
        edits = [self.whole(edit) if whole else self.edit(edit) for edit in change.edits]
        return ToldChange(
            self.say(change.kind),
            change.name,
            change.title if change.title != change.name else "",
            change.what,
            self.say(change.what),
            change.means,
            self.say("meaning" if change.means else "words"),
            tuple(notes),
            change.sentences,
            tuple(edits),
            rests,
            tuple(self.cause(one.words, one.through) for one in change.rests),
            tuple(replace(self.edit(one), sentence=self.say(f"reads_{one.part}")) for one in change.reads),
        )

    def cause(self, words: str, through: tuple[str, ...]) -> str:
        if not through:
            return words
        return self.say("through", words, joined([f"`{name}`" for name in through], self.language))

    def whole(self, edit: Edit) -> ToldEdit:
        """A part of what is new or gone as a whole."""
        mark, text = ("gone", edit.old) if edit.new is None else ("new", edit.new)
        return ToldEdit(f"{edit.lead}:", edit.means, (ToldLine(mark, "", (("same", text or ""),)),))

    def edit(self, edit: Edit) -> ToldEdit:
        lead = edit.lead if edit.language is None else self.say("in_language", edit.lead, edit.language)
        note = self.say("also_in", joined(edit.also, self.language)) if edit.also else ""
        shape = _shape(edit)
        sentence = self.sentence(edit.part, shape, lead, edit.language is None)
        return ToldEdit(sentence, edit.means, tuple(self.lines(edit, shape)), note)

    def sentence(self, part: str, shape: str, lead: str, own: bool) -> str:
        key = f"said_{part}_{shape}"
        if own and f"diff_{key}" in SENTENCES:
            return self.say(key)
        words = self.say(f"said_{shape}", lead)
        return words[:1].upper() + words[1:]

    def lines(self, edit: Edit, shape: str) -> Iterator[ToldLine]:
        gone = [(line.text, line.meaning) for line in edit.lines if line.op == "gone"]
        new = [(line.text, line.meaning) for line in edit.lines if line.op == "new"]
        if not edit.lines:
            gone = [] if edit.old is None else [(edit.old, "")]
            new = [] if edit.new is None else [(edit.new, "")]
        labels = (self.say("before"), self.say("now")) if shape.endswith("changed") else ("", "")
        if len(gone) == len(new) == 1:
            runs = _runs(gone[0][0], new[0][0])
            yield ToldLine("gone", labels[0], tuple(run for run in runs if run[0] != "new"), gone[0][1])
            yield ToldLine("new", labels[1], tuple(run for run in runs if run[0] != "gone"), new[0][1])
            return
        yield from (ToldLine("gone", labels[0], (("same", text),), note) for text, note in gone)
        yield from (ToldLine("new", labels[1], (("same", text),), note) for text, note in new)


def _runs(old: str, new: str) -> Runs:
    """Two texts word by word; as wholes where they share but little, since nobody can read such scraps."""
    runs = wordwise(old, new)
    shared = sum(len(words.strip()) for op, words in runs if op == "same")
    return runs if 3 * shared >= max(len(old), len(new)) else (("gone", old), ("new", new))


def _shape(edit: Edit) -> str:
    """How a thing changed: something new, something gone, either joined by `and` or `or` to what stayed; or changed."""
    if not edit.lines:
        return "new" if edit.old is None else "gone" if edit.new is None else "changed"
    joined, ops = edit.lines[0].joined, {line.op for line in edit.lines}
    return f"{joined}_{ops.pop() if len(ops) == 1 else 'changed'}"
