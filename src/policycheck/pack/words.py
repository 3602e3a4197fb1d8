"""The user's words as a message shows them."""

from __future__ import annotations

_MOST_SHOWN = 60


def shown(text: str) -> str:
    """The user's words as a message shows them: one line, printable, not too long."""
    safe = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text[: _MOST_SHOWN + 1])
    return safe if len(safe) <= _MOST_SHOWN else safe[:_MOST_SHOWN] + "…"


def quoted(text: str) -> str:
    """A text in the quotes that need the least change to it."""
    words = shown(text)
    if '"' in words and "'" not in words:
        return f"'{words}'"
    escaped = words.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
