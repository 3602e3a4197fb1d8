"""What the comparison of two versions of a pack says."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {}
