"""A policy's sentences in one language, with what becomes of each: what every form of its page is made from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from policycheck.author.coverage.compare import Comparison, Stale
from policycheck.author.prose import Figures, Prose, figures
from policycheck.language.rulebook import Clause
from policycheck.policy import Policy
from policycheck.report.terminal import MOST_DIGEST
from policycheck.version import __version__
from policycheck.wording import say

MARKS = {"enforced": "✓", "suggested": "◇", "judged": "◆", "unchecked": "○", "background": "·"}
"""What stands beside a sentence, by what becomes of it."""
_NUMBERED = re.compile(r"\d+(\.\d+)*")


@dataclass(frozen=True)
class Passage:
    """A sentence of the policy."""

    clause: Clause
    text: str
    level: int
    """Of a heading, how deep it stands, from 0; -1 of a sentence."""
    treatments: tuple[str, ...]
    in_force: str
    """When it is enforced, where that is from or until some day only."""
    here: tuple[str, ...]
    """The families of rules and the questions that are described here."""
    elsewhere: tuple[tuple[str, str], ...]
    """Those that are described at another sentence, each with that sentence."""
    not_checked: str
    fate: str
    """What became of it in the text that the pack is held against; empty where it is the same."""


@dataclass(frozen=True)
class Coverage:
    """A policy's page in one language."""

    prose: Prose
    figures: Figures
    passages: tuple[Passage, ...]
    comparison: Comparison | None

    @property
    def language(self) -> str:
        """The language of the page."""
        return self.prose.language

    def say(self, key: str, *words: object) -> str:
        """What the page says around the policy's own words."""
        return say(f"coverage_{key}", self.language, *words)

    @property
    def title(self) -> str:
        """What the policy is called."""
        return self.prose.own(self.prose.rulebook.title, self.prose.rulebook.id)

    def facts(self) -> tuple[str, ...]:
        """Who issued it, its version, and when it is in force."""
        book = self.prose.rulebook
        found = [self.prose.own(book.issuer), self.prose.say("version", book.version)]
        if book.in_force.start or book.in_force.until:
            found.append(self.prose.say("in force", self.prose.interval(book.in_force)))
        return tuple(fact for fact in found if fact)

    def counted(self) -> tuple[str, ...]:
        """The figures that matter, as sentences."""
        binding, book = self.figures.binding, self.prose.rulebook
        treated = binding.treated
        told = [self.say("binding", binding.total, treated["enforced"], treated["judged"], treated["unchecked"])]
        told += [self.say("suggestions", treated["suggested"])] if treated["suggested"] else []
        told += [self.say("several", binding.several)] if binding.several else []
        told += [self.say("in_force", ", ".join(self.figures.in_force))] if self.figures.in_force else []
        told.append(self.say("items", len(self.prose.families), len(book.judgements), len(book.parameters)))
        return tuple(told)

    def rows(self) -> tuple[tuple[str, tuple[int, ...]], ...]:
        """Kinds of sentences, and how many there are in all and by treatment; all together last."""
        counts = [(self.prose.say(force), count) for force, count in self.figures.by_force.items()]
        counts += [(self.say("binds"), self.figures.binding), (self.prose.say("total"), self.figures.every)]
        return tuple((name, (count.total, *count.treated.values())) for name, count in counts)

    def treated(self, passage: Passage, key: str) -> str:
        """One thing that becomes of a sentence, with the time for which it does."""
        told = self.say(key)
        return f"{told} ({passage.in_force})" if key == "enforced" and passage.in_force else told

    def items(self, names: tuple[str, ...]) -> str:
        """What some families and questions are: `2 rules, question`."""
        rules = sum(name in self.prose.families for name in names)
        told = []
        for key, number in (("rules", rules), ("questions", len(names) - rules)):
            if number:
                told.append(self.say(f"{key}_one") if number == 1 else self.say(f"{key}_more", number))
        return ", ".join(told)

    def made(self) -> str:
        """What the page is made from, and by."""
        book = self.prose.rulebook
        digest = book.digest.removeprefix("sha256:")[:MOST_DIGEST]
        return self.say("made", book.id, book.version, digest, __version__)

    @property
    def stale(self) -> tuple[Stale, ...]:
        """What is to be looked over."""
        return self.comparison.stale if self.comparison else ()

    @cached_property
    def stale_items(self) -> frozenset[str]:
        """The families and questions to be looked over."""
        return frozenset(one.name for one in self.stale if one.kind != "parameter")


def covered(policy: Policy, language: str, comparison: Comparison | None = None) -> Coverage:
    """The page of a policy in a language, with what a text that it was held against makes of it."""
    prose = Prose(policy.rulebook, language)
    fates = _fates(comparison) if comparison else {}
    passages = tuple(_passage(prose, clause, fates) for clause in policy.rulebook.clauses.values())
    return Coverage(prose, figures(prose), passages, comparison)


def _passage(prose: Prose, clause: Clause, fates: dict[str, str]) -> Passage:
    names = prose.cited[clause.id]
    return Passage(
        clause,
        prose.own(clause.text),
        _level(clause),
        prose.treatments(clause),
        prose.only_in_force(clause),
        tuple(name for name in names if prose.home(name) == clause.id),
        tuple((name, prose.home(name)) for name in names if prose.home(name) != clause.id),
        prose.own(clause.not_checked),
        fates.get(clause.id, ""),
    )


def _level(clause: Clause) -> int:
    """How deep a heading stands, where its id is a number."""
    if clause.force != "heading":
        return -1
    return min(2, clause.id.count(".")) if _NUMBERED.fullmatch(clause.id) else 0


def _fates(comparison: Comparison) -> dict[str, str]:
    """What became of each sentence that is not as it was; of several things, the weightiest."""
    found = {one.clause: "renumbered" for one in comparison.renumbered}
    found |= {one.clause: "moved" for one in comparison.moved}
    found |= {one.clause: "slight" for one in comparison.slight}
    found |= {one.clause: "changed" for one in comparison.changed}
    return found | dict.fromkeys(comparison.removed, "removed")
