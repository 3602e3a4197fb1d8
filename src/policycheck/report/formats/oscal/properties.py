"""OSCAL's small parts: properties in our namespace, tokens, and points in time."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from policycheck.harmless import clean
from policycheck.report.formats.entries import NAMESPACE
from policycheck.report.markdown import text as markdown

NS: Final = f"urn:uuid:{NAMESPACE}"
"""The namespace of our properties: `outcome`, `modality` and the others mean what policycheck means by them."""
LIMITS: Final = (date(1900, 1, 1), date(2999, 12, 31))
"""The first and the last day that OSCAL's points in time may have."""
_LINES: Final = ("title", "text")
_PARAGRAPHS: Final = ("description", "remarks", "statement", "prose")
"""The names of what OSCAL has in Markdown, of one line or of several."""
_NO_TOKEN = re.compile(r"[^\w.-]|_(?=x)")


def props(values: Mapping[str, str]) -> list[dict[str, str]]:
    """Properties by name."""
    return [prop(name, value) for name, value in values.items()]


def prop(name: str, value: str) -> dict[str, str]:
    """A property: its value is one line that says something."""
    return {"name": name, "ns": NS, "value": line(value)}


def line(text: str) -> str:
    """A text in one line, without spaces around it; a dash for nothing."""
    return " ".join(clean(text).split()) or "–"


def marked(value: Any, name: str = "") -> Any:
    """A document with its texts for people written as OSCAL has them: as Markdown, in which they are no markup."""
    if isinstance(value, str):
        if name in _LINES:
            return markdown(value)
        return "\n\n".join(map(markdown, value.split("\n"))) if name in _PARAGRAPHS else value
    if isinstance(value, dict):
        return {key: marked(one, key) for key, one in value.items()}
    return [marked(one) for one in value] if isinstance(value, list) else value


def token(kind: str, name: str) -> str:
    """A name as OSCAL's ids are written: letters, digits and `. - _`; different names give different ids."""
    return f"{kind}-{_NO_TOKEN.sub(lambda found: f'_x{ord(found[0]):x}_', name)}"


def stamp(day: date) -> str:
    """The beginning of a day: a report knows the day that it judges by, and nothing of the clock."""
    return f"{day.isoformat()}T00:00:00Z"
