"""Two versions of a policy side by side: what is the same thing in both, and each of them in words."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import cached_property, partial
from typing import Any, TypeAlias, TypeVar

from policycheck.author.diff.change import Edit
from policycheck.author.diff.shape import Names, Shapes
from policycheck.author.prose import Prose
from policycheck.language.rulebook import Rulebook
from policycheck.language.types import Texts
from policycheck.records.headings import Headings
from policycheck.wording import say

Key = TypeVar("Key", bound=Any)
Thing = TypeVar("Thing")
Shape: TypeAlias = Callable[[Thing], Hashable]


class Pair:
    """Two versions of a policy in one language."""

    def __init__(self, old: Rulebook, new: Rulebook, language: str) -> None:
        self.language = language
        self.old, self.new = Prose(old, language), Prose(new, language)
        self.names = Names()
        self.before, self.after = Shapes(old, Names()), Shapes(new, self.names)
        _find_names(self)

    def say(self, key: str, *words: object) -> str:
        """A sentence of the comparison's own."""
        return say(f"diff_{key}", self.language, *words)

    def alike(self, old: object, new: object) -> bool:
        """Whether something means the same in both."""
        return self.before.of(old) == self.after.of(new)

    @cached_property
    def headings(self) -> Headings:
        """The words by which the new version knows sheets and columns."""
        return Headings(self.new.rulebook.records.values(), self.new.rulebook.languages)

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages that both have, the reader's first."""
        common = [name for name in self.new.rulebook.languages if name in self.old.rulebook.languages]
        return tuple(sorted(common, key=lambda name: name != self.language))

    def texts(self, part: str, lead: str, old: Texts | None, new: Texts | None, source: bool = False) -> Iterable[Edit]:
        """What changed of a text: in the reader's language, else in the others. `source` is a sentence of the policy
        itself: in the language that it was adopted in, another text may mean something else."""
        pairs = {name: (_in(old, name), _in(new, name)) for name in self.languages}
        if not pairs:
            mine = _in(old, self.old.rulebook.languages[0]), _in(new, self.new.rulebook.languages[0])
            pairs = {self.language: mine}
        changed = [name for name, (before, after) in pairs.items() if before != after]
        first = {self.old.rulebook.languages[0], self.new.rulebook.languages[0]}
        told = changed[:1] if self.language in changed else changed
        for name in told:
            before, after = pairs[name]
            means = source and bool(first & set(changed)) and (len(told) == 1 or name in first)
            other = None if name == self.language else name
            also = tuple(changed[1:]) if self.language in changed else ()
            yield Edit(part, lead, means, before, after, language=other, also=also)


def matched(old: Iterable[Key], new: Iterable[Key], names: Mapping[Key, Key]) -> list[tuple[Key | None, Key | None]]:
    """What stands in either version: the new one's in its order, each with its old name, then what is gone."""
    before, after = list(old), list(new)
    known = set(before)
    pairs: list[tuple[Key | None, Key | None]] = []
    for name in after:
        was = names.get(name, name)
        pairs.append((was if was in known else None, name))
    seen = {was for was, _ in pairs}
    return pairs + [(name, None) for name in before if name not in seen]


def moved(old: Sequence[str], new: Sequence[str]) -> slice | None:
    """Where the same names stand in another order; None where they do not."""
    other = [at for at, (one, another) in enumerate(zip(old, new, strict=True)) if one != another]
    return slice(other[0], other[-1] + 1) if other else None


def _in(texts: Texts | None, language: str) -> str | None:
    return (texts.get(language) or texts.get("*")) if texts else None


def _find_names(pair: Pair) -> None:
    """Finds what got another name, each kind by those before it: sentences, fields, parameters, derivations, rules."""
    (old, before), (new, after), names = (pair.old.rulebook, pair.before), (pair.new.rulebook, pair.after), pair.names
    names.clauses |= _renamed(old.clauses, new.clauses, before.clause, after.clause)
    for record in old.types.keys() & new.types.keys():
        one, other = old.types[record], new.types[record]
        found = _renamed(one.fields, other.fields, partial(before.field, one), partial(after.field, other))
        names.fields |= {(record, name): was for name, was in found.items()}
    names.parameters |= _renamed(old.parameters, new.parameters, before.parameter, after.parameter)
    gone, come = dict(old.derivations), dict(new.derivations)
    while found_now := _renamed(gone, come, before.derivation, after.derivation):  # one may rest on another
        names.derivations |= {at: name for at, (_, name) in found_now.items()}
        gone = {at: one for at, one in gone.items() if at not in found_now.values()}
        come = {at: one for at, one in come.items() if at not in found_now}
    for was, now in ((old.rules, new.rules), (old.judgements, new.judgements)):
        known = {item.id: item for item in was}, {item.id: item for item in now}
        names.items |= _renamed(*known, before.item, after.item)


def _renamed(
    old: Mapping[Key, Thing], new: Mapping[Key, Thing], before: Shape[Thing], after: Shape[Thing]
) -> dict[Key, Key]:
    """What stands in one version only and is told in the other under another name: the new name to the old one."""
    gone: dict[Hashable, list[Key]] = {}
    for name in sorted(old.keys() - new.keys()):
        gone.setdefault(before(old[name]), []).append(name)
    found: dict[Key, Key] = {}
    for name in sorted(new.keys() - old.keys()) if gone else ():
        same = gone.get(after(new[name]))
        if same:
            found[name] = same.pop(0)
    return found
