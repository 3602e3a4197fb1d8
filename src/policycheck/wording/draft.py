"""What the draft of a pack's text says."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {}
