"""Messages of SARIF: plain text in which nobody's words are a link."""

from __future__ import annotations

import re

from policycheck.harmless import clean

_LINK = re.compile(r"\](?=\()")
"""Where a link's text would end: `[text](target)` is one, even in plain text."""


def message(text: str) -> dict[str, str]:
    """A text as a message."""
    return {"text": _LINK.sub(r"\\]", clean(text))}
