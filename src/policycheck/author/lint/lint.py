"""Looking for weaknesses: all that are there, less those whose author knows of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from policycheck.author.lint import rule_without_case, silence_without_weakness
from policycheck.author.lint.matter import Matter, Meaning
from policycheck.author.lint.registry import KNOWN, MEANT, OF_ALL, WRITTEN
from policycheck.author.lint.weakness import Weakness
from policycheck.author.manuscript import Manuscript
from policycheck.collector import collector_at_rest
from policycheck.faults import Fault
from policycheck.pack.load import Item, Pack
from policycheck.pack.shape import SilenceShape


@dataclass(frozen=True)
class Silenced:
    """A weakness that stays, and the entry of the pack that says why."""

    weakness: Weakness
    silence: Item[SilenceShape]


@dataclass(frozen=True)
class Lint:
    """What is wrong with a pack and what is weak in it."""

    faults: tuple[Fault, ...]
    weaknesses: tuple[Weakness, ...]
    """Those that are not silenced, by place."""
    silenced: tuple[Silenced, ...]
    looked_for: tuple[str, ...]
    """The kinds of weakness that could be told; not all where the pack has faults."""


def lint(manuscript: Manuscript, today: date) -> Lint:
    """The faults and weaknesses of a pack on a day.

    Where the pack has a fault, only what its words alone tell is looked for, in the files that can be read to the end.
    """
    with collector_at_rest():
        return _lint(manuscript, today)


def _lint(manuscript: Manuscript, today: date) -> Lint:
    pack, policy, faults = manuscript.pack, manuscript.policy, manuscript.faults
    matter, complete = Matter(pack, today), _complete(pack)
    looked_for = [id_ for id_ in WRITTEN if complete or id_ not in OF_ALL]
    found = [one for id_ in looked_for for one in WRITTEN[id_](matter)]
    if policy is not None:
        meaning = Meaning(matter, policy.rulebook, manuscript.cases, not faults, policy.path.is_dir())
        found += [one for find in MEANT.values() for one in find(meaning)]
        looked_for += [id_ for id_ in MEANT if id_ != rule_without_case.ID or not faults]
    heard, silenced, idle = _sorted_out(found, pack.silences)
    quiet = {(one.weakness.id, one.weakness.of) for one in silenced}
    of_idle = looked_for if pack.whole else ()  # what a silence speaks of may stand where nothing could be read
    heard += silence_without_weakness.find(idle, tuple(heard), quiet, KNOWN, of_idle)
    told = sorted(heard, key=lambda one: (one.span.source.name, one.span.start, one.id, one.message))
    return Lint(faults, tuple(told), tuple(silenced), tuple(sorted((*looked_for, silence_without_weakness.ID))))


def _complete(pack: Pack) -> bool:
    """Whether every item could be read: a rule that could not may be the one that cites a clause."""
    whole = [item.whole for item in pack.rules.values()] + [item.whole for item in pack.judgements.values()]
    return pack.whole and not pack.broken and all(whole)


def _sorted_out(
    found: Iterable[Weakness], silences: Iterable[Item[SilenceShape]]
) -> tuple[list[Weakness], list[Silenced], list[Item[SilenceShape]]]:
    """Weaknesses that are told, those that are silenced, and the silences that silence nothing."""
    by_name: dict[tuple[str, str], Item[SilenceShape]] = {}
    for item in silences:
        by_name.setdefault((item.shape.id, item.shape.of), item)
    heard, silenced, used = list[Weakness](), list[Silenced](), set[int]()
    for weakness in found:
        silence = by_name.get((weakness.id, weakness.of))
        if silence is None:
            heard.append(weakness)
        else:
            silenced.append(Silenced(weakness, silence))
            used.add(id(silence))
    return heard, silenced, [item for item in silences if id(item) not in used]
