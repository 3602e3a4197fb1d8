"""What files said, kept while their text is the same."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from policycheck.author.cases.run import CaseShape, shape_of
from policycheck.faults import Faults
from policycheck.pack.nodes import Node
from policycheck.pack.profile import read
from policycheck.source import Source


class Memory:
    """Reads the files of one pack; of a file whose text has not changed it says what it said before."""

    def __init__(self) -> None:
        self._files: dict[str, tuple[str, Node | None, Faults]] = {}
        self._shapes: WeakKeyDictionary[Node, tuple[CaseShape | None, Faults]] = WeakKeyDictionary()

    def read(self, source: Source, faults: Faults) -> Node | None:
        """What a file says, with its faults."""
        known = self._files.get(source.name)
        if known is None or known[0] != source.text:
            known = self._files[source.name] = source.text, read(source, told := Faults()), told
        _, found, own = known
        for fault in own:
            faults.add(fault)
        return found

    def shape(self, node: Node, faults: Faults) -> CaseShape | None:
        """What a case says, with its faults."""
        known = self._shapes.get(node)
        if known is None:
            known = self._shapes[node] = shape_of(node, told := Faults()), told
        found, own = known
        for fault in own:
            faults.add(fault)
        return found
