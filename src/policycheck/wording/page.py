"""What the page of a report says."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {}
