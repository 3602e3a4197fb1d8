"""Names in SQL: readable, short enough for every database, and no two alike, whatever it thinks of their case."""

from __future__ import annotations

from policycheck.language.rulebook import RecordType


def columns_of(type_: RecordType, limit: int) -> dict[str, str]:
    """The names of a record type's columns, by field."""
    names = Names(limit)
    return {name: names.take(name) for name in type_.fields}


class Names:
    """Names given out so far."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self._taken: set[str] = set()

    def take(self, wanted: str) -> str:
        """A name like the one wanted that nothing else has."""
        found, again = self._short(wanted, self.limit), 1
        while found.casefold() in self._taken:
            again += 1
            found = f"{self._short(wanted, self.limit - 6)} ({again})"
        self._taken.add(found.casefold())
        return found

    def _short(self, wanted: str, limit: int) -> str:
        plain = "".join(" " if ord(letter) < 32 or letter == "\x7f" else letter for letter in wanted)
        if len(plain.encode()) <= limit:
            return plain
        return plain.encode()[: limit - 3].decode(errors="ignore") + "…"
