"""Conditions of two versions against each other, part by part."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Literal

from policycheck.author.diff.change import Edit, Joined, Line
from policycheck.author.diff.pair import Pair
from policycheck.author.diff.shape import Shapes
from policycheck.author.prose import Prose
from policycheck.language.ir import Const, Derived, Node, Op, Subject, children
from policycheck.report.phrases.naming import HERE, Place
from policycheck.report.phrases.statement import Statement, inline, plain
from policycheck.wording import say


@dataclass(frozen=True)
class Part:
    """A condition, or where it is not to hold, its opposite."""

    node: Node
    holds: bool = True


class Side:
    """One version's conditions in words."""

    def __init__(self, prose: Prose, shapes: Shapes, place: Place = HERE) -> None:
        self.prose, self.shapes, self.place = prose, shapes, place

    def words(self, part: Part) -> str:
        """A part in words."""
        statement = self.prose.phrases.condition(part.node, self.place, part.holds)
        return plain(inline(statement, self.prose.language), self.prose.language)

    def line(self, op: Literal["gone", "new"], part: Part, joined: Joined = "") -> Line:
        """A part that went or is new."""
        words = self.words(part)
        return Line(op, words, joined, self._meaning(part.node, words))

    def _meaning(self, node: Node, words: str) -> str:
        """What a name stands for, where a part is no more than that."""
        if not isinstance(node, Derived) or not isinstance(node.of, Subject) or f"`{node.name}`" not in words:
            return ""
        meaning = self.prose.phrases.meaning(self.prose.rulebook.derivations[node.record, node.name])
        told = plain(inline(meaning, self.prose.language, True), self.prose.language)
        return say("diff_is_met", self.prose.language, node.name, told)

    def shape(self, part: Part) -> Hashable:
        """What it shares with every part that means the same."""
        return self.shapes.node(part.node, part.holds)

    def split(self, part: Part) -> tuple[Joined, tuple[Part, ...]]:
        """The parts of which all or one must hold; one that is always met has none."""
        node, holds = part.node, part.holds
        while isinstance(node, Op) and node.name == "not":
            node, holds = node.args[0], not holds
        if isinstance(node, Const) and node.value is holds:
            return "and", ()
        if not isinstance(node, Op) or node.name not in ("and", "or") or self.shapes.flags_of(node) is not None:
            return "", (Part(node, holds),)
        joined: Joined = "and" if (node.name == "and") is holds else "or"
        found: list[Part] = []
        for arg in node.args:
            inner, parts = self.split(Part(arg, holds))
            found += parts if inner in (joined, "") and parts else [Part(arg, holds)]
        return joined, tuple(found)


def condition(pair: Pair, part: str, lead: str, old: Node | None, new: Node | None, place: Place = HERE) -> Edit | None:
    """What changed of a condition; nothing where it means the same."""
    before, after = Side(pair.old, pair.before, place), Side(pair.new, pair.after, place)
    if old is not None and new is not None and pair.alike(old, new):
        return None
    was = None if old is None else before.words(Part(old))
    now = None if new is None else after.words(Part(new))
    if old is None or new is None:
        return None if old is new else Edit(part, lead, True, was, now)
    if was == now:  # words say the same of both: the author's own do not
        was, now = written(old), written(new)
    lines = _compared(before, after, Part(old), Part(new))
    return Edit(part, lead, True, was, now, lines if _tells(lines) else ())


def value(pair: Pair, part: str, lead: str, old: Node, new: Node) -> Edit | None:
    """What changed of a value."""
    if pair.alike(old, new):
        return None
    was, now = value_words(pair.old, old), value_words(pair.new, new)
    return Edit(part, lead, True, *((written(old), written(new)) if was == now else (was, now)))


def value_words(prose: Prose, node: Node) -> str:
    """A value in words."""
    phrases = prose.phrases
    found = phrases.condition(node) if node.type.kind == "boolean" else Statement(phrases.value(node))
    return plain(inline(found, prose.language), prose.language)


def written(node: Node) -> str:
    """An expression in its author's words."""
    if node.span.source.text and node.span.text.strip():
        return f"`{' '.join(node.span.text.split())}`"
    return " ".join(written(part) for part in children(node))


def _compared(before: Side, after: Side, old: Part, new: Part) -> tuple[Line, ...]:
    """The parts that went and those that are new; a part of which only parts did is gone into."""
    was, ones = before.split(old)
    now, others = after.split(new)
    if not ones or not others:
        found = [before.line("gone", old, "and")] if ones else []
        return (*found, after.line("new", new, "and")) if others else tuple(found)
    if was and now and was != now:  # the whole of one may have become a part of the other
        if before.shape(old) in map(after.shape, others):
            was, ones = "", (old,)
        elif after.shape(new) in map(before.shape, ones):
            now, others = "", (new,)
    gone, come = _left(before, ones, after, others), _left(after, others, before, ones)
    if (was and now and was != now) or (len(gone) == len(ones) and len(come) == len(others)):
        return before.line("gone", old), after.line("new", new)
    if len(gone) == len(come) == 1:
        inner = _compared(before, after, gone[0], come[0])
        if all(line.joined for line in inner):
            return inner
    joined = was or now
    return (
        *(before.line("gone", part, joined) for part in gone),
        *(after.line("new", part, joined) for part in come),
    )


def _left(own: Side, parts: Sequence[Part], other: Side, others: Sequence[Part]) -> list[Part]:
    """The parts that the other side does not have."""
    known, found = Counter(map(other.shape, others)), list[Part]()
    for part in parts:
        shape = own.shape(part)
        if known[shape]:
            known[shape] -= 1
        else:
            found.append(part)
    return found


def _tells(lines: Sequence[Line]) -> bool:
    """Whether the parts say more than the whole does."""
    gone, come = (sorted(line.text for line in lines if line.op == op) for op in ("gone", "new"))
    return bool(lines) and gone != come and all(line.joined for line in lines)
