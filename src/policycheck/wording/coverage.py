"""What the page of a policy's coverage says: every sentence and what becomes of it."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {}
