"""The text of a policy with its rules beside it: each sentence, what becomes of it, and what is described there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from policycheck.author.handbook.markdown import anchor
from policycheck.author.prose import Description, Prose, described
from policycheck.language.rulebook import Clause

_NUMBERED = re.compile(r"\d+(\.\d+)*")


@dataclass(frozen=True)
class Item:
    """A family of rules or a question, described beside its sentence."""

    anchor: str
    modality: str
    question: bool
    description: Description


@dataclass(frozen=True)
class Elsewhere:
    """Rules and questions that are described beside another sentence."""

    names: tuple[str, ...]
    clause: str


@dataclass(frozen=True)
class Sentence:
    """A sentence, or a heading."""

    id: str
    anchor: str
    force: str
    text: str
    level: int
    """Of a heading, how deep it stands; 0 of a sentence."""
    treatments: tuple[str, ...]
    in_force: str
    """When it is enforced, where that is from or until some day only."""
    items: tuple[Item, ...]
    elsewhere: tuple[Elsewhere, ...]
    not_checked: str


def sentences(prose: Prose) -> Iterator[Sentence]:
    """The whole text, in its order."""
    for clause in prose.rulebook.clauses.values():
        cited = prose.cited[clause.id]
        others: dict[str, list[str]] = {}
        for name in cited:
            if (home := prose.home(name)) != clause.id:
                others.setdefault(home, []).append(name)
        yield Sentence(
            id=clause.id,
            anchor=anchor("s", clause.id),
            force=clause.force,
            text=prose.own(clause.text),
            level=_level(clause) if clause.force == "heading" else 0,
            treatments=prose.treatments(clause),
            in_force=prose.only_in_force(clause),
            items=tuple(_item(prose, name) for name in cited if prose.home(name) == clause.id),
            elsewhere=tuple(Elsewhere(tuple(names), home) for home, names in others.items()),
            not_checked=prose.own(clause.not_checked),
        )


def _item(prose: Prose, name: str) -> Item:
    return Item(anchor("r", name), prose.items[name].modality, name not in prose.families, described(prose, name))


def _level(clause: Clause) -> int:
    """How deep a heading stands, where its id is a number."""
    return min(4, 2 + clause.id.count(".")) if _NUMBERED.fullmatch(clause.id) else 2
