"""What the sheets say that a report adds to a workbook."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {}
