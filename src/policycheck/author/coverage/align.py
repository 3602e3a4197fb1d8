"""Which sentence of a text is which of another, where some have changed, moved, come or gone."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop
from math import log

from policycheck.author.coverage.normal import joined, key, likeness, words

MOST_JOINED = 8
"""Sentences of one text that may be one in the other: writers of packs and printers divide them differently."""
ALIKE = 0.5
"""How much of their words, by weight, two sentences share that are taken for the same, changed."""
ALIKE_IN_PLACE = 0.3
"""And where they stand between the same neighbours."""
COMMON = 40
"""Sentences with a word from which it says nothing of which sentence is meant."""


@dataclass(frozen=True)
class Pairing:
    """Where each sentence of an old text is in a new one."""

    same: Mapping[int, tuple[int, ...]]
    """By old sentence: the new ones that say the same, in the order in which they stand."""
    changed: Mapping[int, int]
    """By old sentence: the new one that it has become."""
    moved: frozenset[int]
    """The old sentences, of those, that stand in another order."""


def paired(old: Sequence[str], new: Sequence[str]) -> Pairing:
    """The old sentences in the new text: first those that are the same, then by the words that they share."""
    same = _same([key(one) for one in old], [key(one) for one in new])
    taken = {at for places in same.values() for at in places}
    left = [at for at in range(len(old)) if at not in same]
    free = [at for at in range(len(new)) if at not in taken]
    changed = _changed(old, new, left, free, {at: places[0] for at, places in same.items()})
    places = {at: found[0] for at, found in same.items()} | changed
    return Pairing(same, changed, frozenset(places) - _in_order(places))


def _same(old: Sequence[str], new: Sequence[str]) -> dict[int, tuple[int, ...]]:
    """Sentences that are the same: one for one, then one for several that follow on each other."""
    found: dict[int, tuple[int, ...]] = {}
    known = defaultdict[str, list[int]](list)
    for at in reversed(range(len(new))):
        known[new[at]].append(at)
    for at, one in enumerate(old):
        if known[one]:
            found[at] = (known[one].pop(),)
    taken = {at for places in found.values() for at in places}
    runs = {joined(new[i] for i in run): run for run in _runs(len(new), taken)}
    for at, one in enumerate(old):
        if at not in found and one in runs and not taken.intersection(runs[one]):
            found[at] = runs[one]
            taken.update(runs[one])
    wholes = {new[at]: at for at in range(len(new)) if at not in taken}
    for run in _runs(len(old), found.keys()):
        whole = joined(old[at] for at in run)
        if whole in wholes and not any(at in found for at in run):
            found |= dict.fromkeys(run, (wholes.pop(whole),))
    return found


def _runs(length: int, taken: Container[int]) -> Iterator[tuple[int, ...]]:
    """Two or more neighbours that nothing has been found for."""
    start = 0
    for at in range(length + 1):
        if at == length or at in taken:
            for first in range(start, at):
                for end in range(first + 2, min(at, first + MOST_JOINED) + 1):
                    yield tuple(range(first, end))
            start = at + 1


def _changed(
    old: Sequence[str], new: Sequence[str], left: Sequence[int], free: Sequence[int], same: Mapping[int, int]
) -> dict[int, int]:
    """The best pair first, then the best of the rest; a pair between the same neighbours need not be so much alike."""
    if not left or not free:
        return {}
    before = {at: Counter(likeness(word) for word in words(old[at])) for at in left}
    after = {at: Counter(likeness(word) for word in words(new[at])) for at in free}
    having = defaultdict[str, list[int]](list)
    for at, counts in after.items():
        for word in counts:
            having[word].append(at)
    weight = _weights([*old, *new])
    mass = {("old", at): _mass(counts, weight) for at, counts in before.items()}
    mass |= {("new", at): _mass(counts, weight) for at, counts in after.items()}
    gaps = _gaps(free, left, same)
    pairs = []
    for at in left:
        near = gaps[at]
        candidates = {to for word in before[at] if len(having[word]) <= COMMON for to in having[word]}
        for to in sorted(candidates.union(near)):
            shared = _mass(before[at] & after[to], weight)
            whole = mass["old", at] + mass["new", to]
            score = 2 * shared / whole if whole else 0.0
            if score >= (ALIKE_IN_PLACE if to in near else ALIKE):
                pairs.append((-score - (0.1 if to in near else 0), abs(at - to), at, to))
    heapify(pairs)
    found: dict[int, int] = {}
    taken: set[int] = set()
    while pairs:
        _, _, at, to = heappop(pairs)
        if at not in found and to not in taken:
            found[at] = to
            taken.add(to)
    return found


def _weights(sentences: Sequence[str]) -> dict[str, float]:
    """How much a word says of which sentence it stands in: one that stands in many, little."""
    spread = Counter(word for one in sentences for word in {likeness(word) for word in words(one)})
    return {word: 0.1 + log(1 + len(sentences) / number) for word, number in spread.items()}


def _mass(counts: Counter[str], weight: Mapping[str, float]) -> float:
    return sum(weight[word] * number for word, number in counts.items())


def _gaps(free: Sequence[int], left: Sequence[int], same: Mapping[int, int]) -> dict[int, Sequence[int]]:
    """By old sentence: the new ones that stand between the same neighbours; of many, the nearest."""
    anchors = sorted(_in_order(same))
    found = {}
    for at in left:
        place = bisect_left(anchors, at)
        low = same[anchors[place - 1]] if place else -1
        high = same[anchors[place]] if place < len(anchors) else free[-1] + 1 if free else 0
        first, last = bisect_left(free, low + 1), bisect_left(free, high)
        if last - first > COMMON:
            middle = first + (at - (anchors[place - 1] if place else -1))
            first, last = max(first, middle - COMMON // 2), min(last, middle + COMMON // 2)
        found[at] = free[first:last]
    return found


def _in_order(places: Mapping[int, int]) -> frozenset[int]:
    """The most old sentences that stand in the new text in the order of the old one."""
    tails: list[int] = []
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for at in sorted(places):
        spot = bisect_right(tails, places[at])  # several old sentences may be one of the new
        before[at] = ends[spot - 1] if spot else None
        tails[spot : spot + 1] = [places[at]]
        ends[spot : spot + 1] = [at]
    found = set[int]()
    one = ends[-1] if ends else None
    while one is not None:
        found.add(one)
        one = before[one]
    return frozenset(found)
