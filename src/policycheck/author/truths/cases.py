"""What a term can be: told from its parts, and case by case where a part stands in it more than once.

So `a or not a` is not unknown where `a` is not, and `x > 5 and x < 3` is never true: what `x` can be is cut where the
condition names a value, and each stretch is looked at apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from fractions import Fraction
from itertools import product

from policycheck.author.truths.declared import declared, elements, length, read
from policycheck.author.truths.loops import LOOPS
from policycheck.author.truths.ranges import NOTHING, Range, agree, exactly, join, perhaps, regions, whole_steps
from policycheck.author.truths.terms import Term, below
from policycheck.author.truths.values import operation
from policycheck.language.rulebook import Rulebook
from policycheck.language.types import Interval

MOST_CASES = 256
"""Combinations that are looked at apart, of a condition and of each loop in it."""

STRIDE = 17

_COMPARISONS = ("eq", "lt", "within")
_LISTED = ("list", "collection")


class Case:
    """One combination of what some terms can be, for elements of one depth; what is less deep the outer case tells."""

    def __init__(self, depth: int, outer: Case | None, rulebook: Rulebook) -> None:
        self.depth, self.outer, self.rulebook = depth, outer, rulebook
        self._found: dict[Term, Range] = {}

    def where(self, given: Mapping[Term, Range], touched: Set[Term]) -> Case:
        """The same with some terms in some ranges; what these do not touch is as it was."""
        found = Case(self.depth, self.outer, self.rulebook)
        found._found = {term: one for term, one in self._found.items() if term not in touched} | dict(given)
        return found

    def value(self, term: Term) -> Range:
        """What a term can be in this case."""
        if term.depth < self.depth and self.outer is not None:
            return self.outer.value(term)
        if term not in self._found:
            self._found[term] = self.own(term)
        return self._found[term]

    def allows(self, given: Mapping[Term, Range]) -> bool:
        """Whether no part of the combination contradicts the others."""
        return all(agree(self.own(term), part) for term, part in given.items())

    def own(self, term: Term) -> Range:
        """What a term can be by its parts."""
        if term.does == "element":
            return elements(term.args[0], self.rulebook)
        if term.does in LOOPS:
            over, *body = term.args
            inside = [told(part, term.loop, self, self.rulebook) for part in body]
            return LOOPS[term.does](self.value(over), *inside)
        parts = [self.value(part) for part in term.args]
        if term.does == "in":
            parts.append(elements(term.args[1], self.rulebook))
        if term.does in ("field", "collection"):
            found = declared(term, self.rulebook) if term.does == "field" else length(term, self.rulebook)
            return perhaps(found if parts[0].known else NOTHING, parts[0].missing)
        if term.does == "param":
            return perhaps(read(self.rulebook.parameters[str(term.name)].kind, self.rulebook), True)
        return operation(term, parts)


def told(term: Term, depth: int, outer: Case | None, rulebook: Rulebook) -> Range:
    """What a term can be, for whatever element of a depth."""
    whole = Case(depth, outer, rulebook)
    found = whole.value(term)
    if len(found.values or ()) + found.missing == 1 and found.values is not None:
        return found
    parts, together = _apart(term, whole), NOTHING
    if not parts:
        return found
    touched = _above(parts, term)
    for chosen in _spread(list(product(*parts.values()))):
        given = dict(zip(parts, chosen, strict=True))
        case = whole.where(given, touched)
        if case.allows(given):
            together = join((together, case.value(term)))
            if together == found:
                break
    return together


def _spread(combinations: list[tuple[Range, ...]]) -> Iterator[tuple[Range, ...]]:
    """All of them, unlike ones first: most conditions show early that they can be anything."""
    for start in range(STRIDE):
        yield from combinations[start::STRIDE]


def _above(parts: Iterable[Term], root: Term) -> Set[Term]:
    """Some terms and all that rest on them."""
    over: dict[Term, list[Term]] = {}
    for term, parent in below(root):
        over.setdefault(term, []).append(parent)
    found, waiting = set(parts), list(parts)
    while waiting:
        new = [term for term in over.get(waiting.pop(), ()) if term not in found]
        found.update(new)
        waiting += new
    return found


def _apart(root: Term, whole: Case) -> dict[Term, list[Range]]:
    """The terms that stand in one more than once, in what each can be, part by part; as many as there is room for."""
    times: Counter[Term] = Counter()
    cuts: dict[Term, set[object]] = {}
    for term, parent in below(root):
        times[term] += 1
        if parent.does in _COMPARISONS:
            _cut(term, parent, cuts)
    found: dict[Term, list[Range]] = {}
    room = MOST_CASES
    for term, number in times.most_common():
        if number > 1 and term.depth == whole.depth and term.does not in ("const", "record"):
            parts = regions(whole.value(term), frozenset(cuts.get(term, ())) | _emptiness(term))
            if term.type.kind in ("integer", "date", *_LISTED):
                parts = [part for part in map(whole_steps, parts) if part != NOTHING]
            if 1 < len(parts) <= room:
                found[term] = parts
                room //= len(parts)
    return found


def _cut(term: Term, parent: Term, cuts: dict[Term, set[object]]) -> None:
    """Notes the constants that a term is compared with."""
    for other in parent.args:
        if other is term or other.does != "const":
            continue
        value = other.name
        ends = (value.start, value.until) if isinstance(value, Interval) else (exactly(value).single,)
        into = cuts.setdefault(term, set())
        into.update(end for end in ends if end is not None)
        if term.does == "len":
            cuts.setdefault(term.args[0], set()).update(into)


def _emptiness(term: Term) -> frozenset[object]:
    """Where a list or a collection is cut in any case: whether it is empty is what is asked."""
    return frozenset((Fraction(0),)) if term.type.kind in _LISTED else frozenset()
