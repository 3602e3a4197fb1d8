"""What reports in the formats of other tools say."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {}
