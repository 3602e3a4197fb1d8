"""What the report on a year says."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {}
