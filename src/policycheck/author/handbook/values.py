"""Values and choices as a policy's page shows them in tables and lists."""

from __future__ import annotations

from collections.abc import Sequence

from policycheck.author.handbook.markdown import code, text
from policycheck.author.prose.values import Choices


def shown(value: Sequence[str]) -> str:
    """A value's texts."""
    return ", ".join(text(part) for part in value)


def choices(found: Choices) -> str:
    """The choices there are: what each is called, and its name in data."""
    told = [code(one.name) if one.words is None else f"{text(one.words)} ({code(one.name)})" for one in found.told]
    return ", ".join([*told, f"… {found.more}"] if found.more else told)
