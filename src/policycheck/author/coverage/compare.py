"""A pack's sentences held against the policy's text as somebody has it: what is new, and what that makes stale."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from policycheck.author.coverage.align import Pairing, paired
from policycheck.author.coverage.misread import misread
from policycheck.author.coverage.normal import key, number_of, words
from policycheck.author.prose import Prose
from policycheck.author.text import Sentence, outline, read_written
from policycheck.author.text.language import frequent
from policycheck.author.wordwise import Op, wordwise
from policycheck.faults import InvalidCall
from policycheck.language.rulebook import Clause, Rulebook
from policycheck.language.texts import in_language

KINDS = ("rule", "question", "parameter")
"""What may rest on a sentence."""
FEWEST = 0.2
"""The share of the pack's sentences that are found in a text of the same policy at least."""
_FIGURE = re.compile(r"(?<!\w)\d{1,3}(?:\s\d{3})+(?:,\d+)?(?:\s?%)?|(?<!\w)\d+(?:[.,]\d+)*(?!\w)(?:\s?%)?")


@dataclass(frozen=True)
class Change:
    """A sentence that reads otherwise."""

    clause: str
    at: str
    """Where it stands in the text, as `draft` would number it."""
    parts: tuple[tuple[Op, str], ...]
    """What went, what is new, and what is the same, word by word."""
    gone_numbers: tuple[str, ...]
    new_numbers: tuple[str, ...]


@dataclass(frozen=True)
class Added:
    """A sentence that the pack does not have."""

    at: str
    text: str
    after: str | None
    """The pack's sentence that it follows; None at the beginning."""


@dataclass(frozen=True)
class Move:
    """A sentence that stands elsewhere, or under another number, and says the same."""

    clause: str
    at: str
    before: str
    """What it was: the sentence that it followed, or its number."""
    now: str


@dataclass(frozen=True)
class Stale:
    """A family of rules, a question or a parameter that rests on sentences that are no longer what they were."""

    kind: str
    """One of `KINDS`."""
    name: str
    clauses: tuple[str, ...]


@dataclass(frozen=True)
class Comparison:
    """What became of the pack's sentences in a text."""

    file: str
    language: str
    windows_1252: bool
    same: int
    """Sentences that read the same."""
    changed: tuple[Change, ...]
    slight: tuple[Change, ...]
    """Those that differ only in letters that a scanner takes for each other."""
    added: tuple[Added, ...]
    removed: tuple[str, ...]
    moved: tuple[Move, ...]
    renumbered: tuple[Move, ...]
    stale: tuple[Stale, ...]

    @property
    def differs(self) -> bool:
        """Whether there is anything to look at."""
        return bool(self.changed or self.slight or self.added or self.removed or self.moved or self.renumbered)


def compared(rulebook: Rulebook, path: Path) -> Comparison:
    """The pack's text against a file's; `InvalidCall` where the file holds another text altogether."""
    written = read_written(path)
    found = outline(written)
    language = _language(rulebook, found)
    clauses = list(rulebook.clauses.values())
    old = [in_language(clause.text, language) for clause in clauses]
    new = [one.text for one in found]
    pairing = _counted(paired(old, new), clauses, old, found)
    known = len(pairing.same) + len(pairing.changed)
    if known < FEWEST * len(old):
        raise InvalidCall(
            f"`{path}` has {known} of the pack's {len(old)} sentences (compared in {language}): it seems to hold"
            " another text; check the file"
        )
    ids = [clause.id for clause in clauses]
    vocabulary = frequent(language).union(*map(words, old))
    changes = [_change(ids[at], found[to], old[at]) for at, to in sorted(pairing.changed.items())]
    vocabulary = frequent(language).union(*map(words, old))
    slight = {
        change.clause
        for at, change in zip(sorted(pairing.changed), changes, strict=True)
        if not change.gone_numbers and not change.new_numbers
        if misread(old[at], new[pairing.changed[at]], vocabulary)
    }
    removed = tuple(id_ for at, id_ in enumerate(ids) if at not in pairing.same and at not in pairing.changed)
    changed = tuple(change for change in changes if change.clause not in slight)
    return Comparison(
        written.name,
        language,
        written.windows_1252,
        len(pairing.same),
        changed,
        tuple(change for change in changes if change.clause in slight),
        tuple(_added(pairing, ids, found)),
        removed,
        tuple(_moved(pairing, ids, found)),
        tuple(_renumbered(pairing, ids, old, found)),
        tuple(stale(Prose(rulebook, language), {*removed, *(change.clause for change in changed)})),
    )


def stale(prose: Prose, clauses: set[str]) -> Iterator[Stale]:
    """The rules, questions and parameters that rest on some sentences, in the pack's order."""
    for name, item in prose.items.items():
        cited = tuple(clause for clause in dict.fromkeys(item.clauses) if clause in clauses)
        if cited:
            yield Stale("rule" if name in prose.families else "question", name, cited)
    for name, parameter in prose.rulebook.parameters.items():
        if parameter.clause in clauses and parameter.clause is not None:
            yield Stale("parameter", name, (parameter.clause,))


def _language(rulebook: Rulebook, found: Sequence[Sentence]) -> str:
    """The pack's language whose sentences share most words with the text; of several alike, the first."""
    own = {word for one in found for word in words(one.text)}
    shares = {}
    for language in rulebook.languages:
        known = {word for clause in rulebook.clauses.values() for word in words(in_language(clause.text, language))}
        shares[language] = len(known & own) / len(known) if known else 0.0
    return max(rulebook.languages, key=lambda language: shares[language])


def _counted(pairing: Pairing, clauses: Sequence[Clause], old: Sequence[str], found: Sequence[Sentence]) -> Pairing:
    """Those that are the same but for a number that they begin with, and that does not number them, as changed."""
    other = {
        at: places[0]
        for at, places in pairing.same.items()
        if clauses[at].force != "heading" and (before := number_of(old[at])[0]).isdigit()
        if not re.match(rf"{before}\b", clauses[at].id) and found[places[0]].number not in ("", before)
    }
    same = {at: places for at, places in pairing.same.items() if at not in other}
    return Pairing(same, {**pairing.changed, **other}, pairing.moved)


def _whole(now: Sentence) -> str:
    """A sentence with the number before it, if one stands there."""
    return now.text if now.heading or not now.number else f"{now.number} {now.text}"


def _change(clause: str, now: Sentence, before: str) -> Change:
    text = _whole(now) if number_of(before)[0] else now.text
    gone, new = (Counter(_numbers(one)) for one in (before, text))
    return Change(
        clause, now.id, wordwise(before, text), tuple((gone - new).elements()), tuple((new - gone).elements())
    )


def _numbers(sentence: str) -> list[str]:
    label, rest = number_of(sentence)
    return [" ".join(found.split()) for found in _FIGURE.findall(sentence if label.isdigit() else rest)]


def _added(pairing: Pairing, ids: Sequence[str], found: Sequence[Sentence]) -> Iterator[Added]:
    clause_at = {place: ids[at] for at, places in pairing.same.items() for place in places}
    clause_at |= {place: ids[at] for at, place in pairing.changed.items()}
    after: str | None = None
    for place, sentence in enumerate(found):
        if place in clause_at:
            after = clause_at[place]
        else:
            yield Added(sentence.id, sentence.text, after)


def _moved(pairing: Pairing, ids: Sequence[str], found: Sequence[Sentence]) -> Iterator[Move]:
    places = _places(pairing)
    order = sorted(places, key=lambda at: (places[at], at))
    follows = {at: before for before, at in pairwise(order)}
    for at in sorted(pairing.moved):
        before, now = ids[at - 1] if at else "", ids[follows[at]] if at in follows else ""
        yield Move(ids[at], found[places[at]].id, before, now)


def _renumbered(pairing: Pairing, ids: Sequence[str], old: Sequence[str], found: Sequence[Sentence]) -> Iterator[Move]:
    """Headings, and paragraphs that have a number of their own, that have another."""
    for at, place in sorted(_places(pairing).items()):
        before, now = number_of(old[at])[0], found[place].number or number_of(found[place].text)[0]
        told = at in pairing.changed and found[place].number and before in _numbers(old[at])
        if before and now and before != now and key(old[at]) and not told:
            yield Move(ids[at], found[place].id, before, now)


def _places(pairing: Pairing) -> Mapping[int, int]:
    return {**{at: places[0] for at, places in pairing.same.items()}, **pairing.changed}
