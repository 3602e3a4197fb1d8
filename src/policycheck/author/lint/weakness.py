"""A weakness: what is allowed in a pack and is most likely not what its author wants."""

from __future__ import annotations

from dataclasses import dataclass

from policycheck.source import Span


@dataclass(frozen=True)
class Weakness:
    """One weakness: which, of what, where, and what to do about it."""

    id: str
    """Its kind: the name of its page below `docs/lint/`."""
    of: str
    """The name of the item that has it, by which it can be silenced."""
    span: Span
    message: str
    hint: str = ""
    mend: tuple[str, ...] = ()
    """What `--fix` takes out of the file, where that is certain: a derivation, the `when` of an item, or a silence."""

    def __str__(self) -> str:
        lines = [f"{self.span}: {self.message} [{self.id}]"]
        if self.span.source.text:
            lines.append(self.span.excerpt())
        lines.append(f"  of: {self.of}")
        if self.hint:
            lines.append(f"  hint: {self.hint}")
        return "\n".join(lines)
