"""The nearest known name to one that is not known."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known name most like `word`, letter case aside, or None where nothing is near."""
    folded = {name.casefold(): name for name in sorted(known, reverse=True)}
    found = get_close_matches(word[:100].casefold(), folded, n=1, cutoff=0.6)
    return folded[found[0]] if found else None


def did_you_mean(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """A hint that names the nearest known name, or lists a few where none is near."""
    names = sorted(set(known))
    near = nearest(word, names)
    if near is not None:
        return f"did you mean `{near}`?"
    if otherwise or not names:
        return otherwise
    shown = ", ".join(f"`{name}`" for name in names[:10])
    return f"known are {shown}" + (f" and {len(names) - 10} more" if len(names) > 10 else "")
