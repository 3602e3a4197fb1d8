"""Faults as data, the collector, and the exceptions that callers may catch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from policycheck.source import Source, Span

MOST_LISTED = 200
"""Faults that are listed in one go; the rest is counted."""


@dataclass(frozen=True)
class Fault:
    """One thing wrong with a pack: what, where, and what to do about it."""

    message: str
    span: Span
    hint: str = ""

    def __str__(self) -> str:
        lines = [f"{self.span}: {self.message}"]
        if self.span.source.text:
            lines.append(self.span.excerpt())
        if self.hint:
            lines.append(f"  hint: {self.hint}")
        return "\n".join(lines)


class Faults:
    """Collects faults; a place is reported once for the same message."""

    def __init__(self) -> None:
        self._seen: dict[tuple[str, int, str], Fault] = {}

    def add(self, fault: Fault) -> None:
        """Takes a fault in, unless the same stands there already."""
        self._seen.setdefault((fault.span.source.name, fault.span.start, fault.message), fault)

    def __bool__(self) -> bool:
        return bool(self._seen)

    def __len__(self) -> int:
        return len(self._seen)

    def __iter__(self) -> Iterator[Fault]:
        return iter(self.sorted())

    def sorted(self) -> tuple[Fault, ...]:
        """All faults, by file, place and message."""
        return tuple(self._seen[key] for key in sorted(self._seen))


class PolicyCheckError(Exception):
    """The base of every exception that policycheck raises."""


class InvalidPack(PolicyCheckError):
    """A pack that cannot be used; `faults` says why, each with its place."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(self._listed())

    def _listed(self) -> str:
        shown = [str(fault) for fault in self.faults[:MOST_LISTED]]
        if len(self.faults) > MOST_LISTED:
            shown.append(f"… and {len(self.faults) - MOST_LISTED} more faults")
        return "\n".join(shown)


class InvalidCall(PolicyCheckError):
    """The caller asked for something that does not exist or does not fit."""


class EngineUnavailable(PolicyCheckError):
    """An engine that is not there, with the reason and what to do."""

    def __init__(self, engine: str, why: str) -> None:
        self.engine, self.why = engine, why
        super().__init__(f"the engine `{engine}` is not available: {why}")


def file_fault(name: str, message: str, hint: str = "") -> Fault:
    """A fault of a file as a whole, such as one that cannot be read."""
    return Fault(message, Span(Source(name, ""), 0, 0), hint)
