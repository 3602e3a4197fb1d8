"""What changed between two versions of a policy, one thing at a time, in one language; not yet in any format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["policy", "sentence", "rule", "judgement", "parameter", "derivation", "record", "table"]
What = Literal["added", "removed", "changed", "renamed", "affected"]
"""`affected` is a rule or a question that stands as it did and rests on something that changed."""
Joined = Literal["", "and", "or"]
KINDS: tuple[Kind, ...] = ("policy", "sentence", "parameter", "derivation", "rule", "judgement", "record", "table")
"""In the order that they are told in: what others rest on before these."""


@dataclass(frozen=True)
class Line:
    """A part that went or is new; `joined` to what stayed by `and` or `or`, or by itself where it is the whole."""

    op: Literal["gone", "new"]
    text: str
    joined: Joined = ""
    meaning: str = ""
    """Where it is but a name: what that stands for."""


@dataclass(frozen=True)
class Edit:
    """One thing that is said otherwise of a rule, a field, a sentence …"""

    part: str
    """Which: `requires`, `message`, `fields.cost.type` …"""
    lead: str
    """The same in words."""
    means: bool
    """Whether outcomes may change by it; else only words did."""
    old: str | None
    """The whole of it as it was; None where there was none."""
    new: str | None
    lines: tuple[Line, ...] = ()
    """Of a condition: only what went and what is new."""
    language: str | None = None
    """Of a text in another language than the reader's."""
    also: tuple[str, ...] = ()
    """The other languages in which a text changed as well."""


@dataclass(frozen=True, order=True)
class Thing:
    """What a rule may rest on: a parameter, a derivation or one of its flags, a field, a table."""

    kind: str
    name: str
    """As it is written in the pack: `larger_project`, `project.larger`."""


@dataclass(frozen=True)
class Cause:
    """Something that changed and that a rule rests on."""

    thing: Thing
    words: str
    """What it is called, in words."""
    through: tuple[str, ...] = ()
    """The derivations over which the rule comes to it."""


@dataclass(frozen=True)
class Change:
    """What became of one thing of a policy."""

    kind: Kind
    name: str
    """Its name in the new version; of what is removed, in the old one."""
    what: What
    means: bool
    was: str | None = None
    """Its earlier name, where that was another."""
    title: str = ""
    """What people call it, where that is not its name."""
    rules: tuple[str, ...] = ()
    """Of a family of rules: the rules that it is told of."""
    edits: tuple[Edit, ...] = ()
    rests: tuple[Cause, ...] = ()
    reads: tuple[Edit, ...] = ()
    """Of a rule: what it comes to otherwise than before, by what it rests on; its own words are as they were."""
    sentences: tuple[tuple[str, str], ...] = ()
    """Of a rule or a question: the sentences that it cites."""


@dataclass(frozen=True)
class Version:
    """One of the two versions."""

    id: str
    version: str
    title: str
    digest: str
    name: str
    """As it was asked for: a shipped pack's id, or a path; empty where it was not."""


@dataclass(frozen=True)
class Difference:
    """All that changed."""

    language: str
    old: Version
    new: Version
    changes: tuple[Change, ...]

    @property
    def means(self) -> bool:
        """Whether anything changed in meaning."""
        return any(change.means for change in self.changes)

    @property
    def same(self) -> bool:
        """Whether both say the same, letter by letter."""
        return self.old.digest == self.new.digest
