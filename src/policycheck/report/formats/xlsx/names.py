"""The names of sheets: within what Excel takes, each there once, and none that means a record type to the reader."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import count

from policycheck.records.headings import MOST_SHEET, Words

_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]|^'|'$")
"""What Excel takes in no name of a sheet."""
_OF_EXCEL = "history"
"""A name that Excel keeps to itself."""


class Names:
    """The names of a workbook's sheets, as they are given out."""

    def __init__(self, taken: Iterable[str], words: Words) -> None:
        self._taken = {_OF_EXCEL, *(name.casefold() for name in taken)}
        self._words = words

    def free(self, name: str) -> str:
        """The name, with a number where it is taken, or would be read as the name of a record type."""
        for number in count(1):
            ending = f" {number}" if number > 1 else ""
            found = name[: MOST_SHEET - len(ending)].rstrip() + ending
            if found.casefold() not in self._taken and not self._words.find(found):
                return self._take(found)
        raise AssertionError

    def of_records(self, type_: str, words: Iterable[str]) -> str:
        """The first of some words that Excel takes and the reader knows the type by; else the type's name, cut."""
        for word in words:
            name = word[:MOST_SHEET].rstrip()
            fits = name.isprintable() and not _FORBIDDEN.search(name) and self._words.find(name) == (type_,)
            if fits and name.casefold() not in self._taken:
                return self._take(name)
        return self.free(_FORBIDDEN.sub("_", type_))

    def _take(self, name: str) -> str:
        self._taken.add(name.casefold())
        return name
