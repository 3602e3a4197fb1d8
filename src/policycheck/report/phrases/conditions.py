"""Conditions in words: what the typed tree says, as a policy's owner would."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from policycheck.language.ir import (
    Const,
    Derived,
    Element,
    Field,
    Flag,
    Node,
    Op,
    Param,
    Portfolio,
    Quantifier,
    Subject,
    walk,
)
from policycheck.language.rulebook import Derivation, Recommendation, Rulebook
from policycheck.language.texts import in_language
from policycheck.report.phrases.compare import compared
from policycheck.report.phrases.loops import gathered, inside, over, quantified
from policycheck.report.phrases.naming import HERE, Naming, Place
from policycheck.report.phrases.statement import Phrase, Statement, Under, Where, flat, inline, is_mixed, plain
from policycheck.report.phrases.values import calculated, constant, either

SHORT = 85
"""Letters of a derivation that is said in full wherever it is used; a longer one is named."""
SHORT_VALUE = 75
"""The same of a derivation that is no condition."""
SMALL = 25
"""Nodes that its tree may have."""
MOST_UNFOLDED = 3
"""Derivations that are said in full within each other."""


class Phrases(Naming):
    """Conditions and values of one policy in one language."""

    def __init__(self, rulebook: Rulebook, language: str) -> None:
        super().__init__(rulebook, language)
        self._brief: dict[tuple[str, str, int], bool] = {}

    def condition(self, node: Node, place: Place = HERE, holds: bool = True) -> Statement:
        """A condition, or where it is not to hold, its opposite."""
        match node:
            case Op(name="not"):
                return self.condition(node.args[0], place, not holds)
            case Op(name="and" | "or"):
                return self._group(node, place, holds)
            case Op(name="if"):
                then, when, otherwise = node.args
                parts = (
                    self.condition(when, place),
                    self.condition(then, place, holds),
                    self.condition(otherwise, place, holds),
                )
                return Statement((), parts, "if")
            case Op():
                return compared(self, node, place, holds)
            case Quantifier():
                return quantified(self, node, place, holds)
            case Derived():
                return self._derived(node, place, holds)
            case Flag():
                return self.fact("flag", holds, self._flag(node, place))
            case Const():
                key = "unknown" if node.value is None else "always" if node.value is holds else "never"
                return Statement(self.say(key))
        return self.fact("true", holds, self.value(node, place))

    def fact(self, key: str, holds: bool, topic: Phrase, *others: Phrase) -> Statement:
        """A phrase of the table, or its opposite; it speaks of what comes first in it."""
        line = self.say(key if holds else f"not {key}", topic, *others)
        whole = any(isinstance(part, Where) for part in topic) or line[: len(topic)] != topic
        return Statement(line, topic=() if whole else topic)

    def value(self, node: Node, place: Place = HERE, like: Node | None = None) -> Phrase:
        """A value; `like` is what it is compared with."""
        match node:
            case Const():
                return constant(self, node, place, like)
            case Param():
                known, name = self.known_parameter(node), (self.parameter(node.name),)
                return self.say("parameter", known, name) if known else name
            case Field():
                return self.field(node, self.owner(node.of, place))
            case Derived() if node.type.kind != "boolean":
                return self._derived_value(node, place)
            case Subject() | Portfolio():
                return self.record(node, place) or (self.one(node.type.record),)
            case Element():
                return self.say("element")
            case Quantifier() if node.type.kind != "boolean":
                return gathered(self, node, place)
            case Op() if node.type.kind != "boolean":
                return calculated(self, node, place)
        if node.type.kind == "collection":
            return over(self, node, place)
        if node.type.kind == "boolean":
            return self.say("whether", (Under(self.condition(node, place)),))
        return self.say("today")

    def meaning(self, derivation: Derivation) -> Statement:
        """What a derivation's name stands for, where that is an expression."""
        node = derivation.value
        assert node is not None
        if node.type.kind == "boolean":
            return self.condition(node)
        return Statement(either(self, node, HERE) if isinstance(node, Op) and node.name == "if" else self.value(node))

    def owner(self, node: Node, place: Place) -> Phrase:
        """Whose something is; nothing where that is clear."""
        if isinstance(node, Subject | Portfolio):
            return self.record(node, place)
        if isinstance(node, Field) and isinstance(node.of, Subject) and not self._has(place.element, node.name):
            return self.value(node, HERE if place.own is None else place)
        return () if isinstance(node, Element) and place.element else self.value(node, place)

    def _has(self, record: str | None, field: str) -> bool:
        """Whether a field of the record itself may be taken for one of a loop's elements."""
        return bool(record) and field in self.rulebook.types[record or ""].fields

    def options(self, recommend: Recommendation) -> Phrase:
        """What there is to recommend."""
        words = over(self, recommend.source, HERE)
        if recommend.where is None:
            return words
        return (Where(words, self.condition(recommend.where, inside(self, recommend.source, HERE))),)

    def opened(self, node: Node, place: Place) -> tuple[Node, Place] | None:
        """What a derivation stands for, and where, if it is said in full; None of others."""
        if not isinstance(node, Derived) or place.unfolded >= MOST_UNFOLDED:
            return None
        value = self.rulebook.derivations[node.record, node.name].value
        if value is None or not self._is_brief(node, value, place.unfolded + 1):
            return None
        return value, Place(self.owner(node.of, place), unfolded=place.unfolded + 1)

    def _is_brief(self, node: Derived, value: Node, unfolded: int) -> bool:
        """Whether a derivation is short enough to be said in full, so many others around it."""
        at = node.record, node.name, unfolded
        if at not in self._brief:
            small = sum(1 for _ in walk(value)) <= SMALL
            self._brief[at] = small and self._in_full(value, Place(unfolded=unfolded)) is not None
        return self._brief[at]

    def _in_full(self, value: Node, place: Place, holds: bool = True) -> Statement | None:
        """What a derivation says, if that is short and simple."""
        if value.type.kind != "boolean":
            words = self.value(value, place)
            return Statement(words) if self._length(words) <= SHORT_VALUE else None
        found = self.condition(value, place, holds)
        simple = found.joined in ("", "and", "or") and not is_mixed(found)
        return found if simple and self._length(inline(found, self.language)) <= SHORT else None

    def _length(self, words: Phrase) -> int:
        return len(plain(flat(words, self.language), self.language))

    def _derived(self, node: Derived, place: Place, holds: bool) -> Statement:
        opened = self.opened(node, place)
        found = self._in_full(*opened, holds) if opened else None
        if found is not None:
            return found
        owner = self.owner(node.of, place)
        if owner:
            return self.fact("derived of", holds, self.derivation(node, ()), owner)
        return self.fact("derived", holds, self.derivation(node, ()))

    def _derived_value(self, node: Derived, place: Place) -> Phrase:
        opened = self.opened(node, place)
        found = self._in_full(*opened) if opened else None
        return found.line if found is not None else self.derivation(node, self.owner(node.of, place))

    def _group(self, node: Op, place: Place, holds: bool) -> Statement:
        flags = self._flags(node, place, holds)
        if flags is not None:
            return flags
        joined: Literal["and", "or"] = "and" if (node.name == "and") is holds else "or"
        return self.together([self.condition(arg, place, holds) for arg in node.args], joined)

    def together(self, parts: Sequence[Statement], joined: Literal["and", "or"]) -> Statement:
        """All of some conditions, or one of them."""
        found: list[Statement] = []
        for part in parts:
            found += part.parts if part.joined == joined else [part]
        return found[0] if len(found) == 1 else Statement((), tuple(found), joined)

    def _flags(self, node: Op, place: Place, holds: bool) -> Statement | None:
        """`any(flags)` or `all(flags)`: its name, and what the flags are; None for another group."""
        flags = [arg for arg in node.args if isinstance(arg, Flag)]
        if len(flags) < len(node.args) or len({(flag.span, flag.record, flag.name) for flag in flags}) > 1:
            return None
        first, known = flags[0], self.rulebook.derivations[flags[0].record, flags[0].name].flags
        if len(flags) != len(known) or len(known) == 1:
            return None
        key = "any flag" if node.name == "or" else "all flags"
        parts = tuple(Statement((self.flag_name(first, name),)) for name in known)
        line = self.say(key if holds else f"not {key}", self.derivation(first, self.owner(first.of, place)))
        return Statement(line, parts, "list")

    def flag_name(self, node: Flag | Derived, name: str) -> str:
        """What people call a flag."""
        flag = self.rulebook.derivations[node.record, node.name].flags[name]
        return in_language(flag.label, self.language, name)

    def _flag(self, node: Flag, place: Place) -> Phrase:
        owner = self.owner(node.of, place)
        quoted = (self.quoted(self.flag_name(node, node.flag)),)
        return self.say("of", quoted, owner) if owner else quoted
