"""What a notebook shows: frames, charts, a policy and its rules."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {}
