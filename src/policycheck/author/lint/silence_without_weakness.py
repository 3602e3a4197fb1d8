"""A silence for a weakness that is not there."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from policycheck.author.lint import messages as say
from policycheck.author.lint.weakness import Weakness
from policycheck.pack.load import Item
from policycheck.pack.nodes import find as below
from policycheck.pack.shape import SilenceShape
from policycheck.spelling import nearest

ID = "silence-without-weakness"


def find(
    idle: Iterable[Item[SilenceShape]],
    heard: Iterable[Weakness],
    silenced: Container[tuple[str, str]],
    known: Iterable[str],
    looked_for: Container[str],
) -> Iterator[Weakness]:
    """Of the silences that silence nothing: those of a weakness that was looked for, or that there is not.

    One whose name is near that of an item with the weakness is most likely misspelt; of several that say the same the
    first silences.
    """
    names, left = tuple(known), tuple(heard)
    for item in idle:
        id_, of = item.shape.id, item.shape.of
        if id_ not in names:
            yield Weakness(ID, of, below(item.node, ("id",)).span, *say.unknown_weakness(id_, names))
        elif (id_, of) in silenced:
            yield Weakness(ID, of, below(item.node, ("of",)).span, *say.silenced_twice(id_, of), ("lint", id_, of))
        elif id_ in looked_for:
            near = nearest(of, {one.of for one in left if one.id == id_})
            span, mend = below(item.node, ("of",)).span, () if near else ("lint", id_, of)
            yield Weakness(ID, of, span, *say.silences_nothing(id_, of, near), mend)
