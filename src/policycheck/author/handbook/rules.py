"""A rule or a question on a policy's page."""

from __future__ import annotations

from collections.abc import Iterator

from policycheck.author.handbook.markdown import anchor, code, item
from policycheck.author.handbook.markdown import place as target
from policycheck.author.handbook.page import Page
from policycheck.author.prose import described


def told_item(page: Page, name: str) -> Iterator[str]:
    """A family of rules or a judgement: what it is, and under it each part of it."""
    found = described(page, name)
    yield f"{target(anchor('r', name))}**{found.kind}** {code(name)} · {found.breach}"
    for block in found.blocks:
        yield from ("",) if block.rule is None else ("", code(block.rule), "")
        for part in block.parts:
            yield from item(part.point, f"**{part.lead}**")
