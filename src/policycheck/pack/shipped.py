"""The packs that come with policycheck, found in a wheel, an sdist and an editable install alike."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent
_PLACES = (_PACKAGE / "rules", _PACKAGE.parent.parent / "rules")
"""Within the installed package; beside `src` in a checkout."""


def shipped_packs() -> dict[str, Path]:
    """The shipped packs' directories by id, sorted."""
    for place in _PLACES:
        found = {path.name: path for path in sorted(place.glob("*")) if (path / "policy.yaml").is_file()}
        if found:
            return found
    return {}
