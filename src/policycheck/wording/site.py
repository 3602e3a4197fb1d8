"""What the site of a policy says around the pack's own words."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {}
