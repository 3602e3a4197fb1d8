"""What the run of a pack's own cases says."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {}
