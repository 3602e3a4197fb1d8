"""From what people call a folder to the id of a pack."""

from __future__ import annotations

import re
from unicodedata import normalize

_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "ä": "a", "ö": "o", "ð": "d", "þ": "th", "ß": "ss", "ł": "l"})
_OTHERS = re.compile(r"[^a-z0-9]+")
UNNAMED = "policy"
"""The id where a name has no letter that an id may have."""


def kebab(name: str) -> str:
    """A name in small letters, digits and hyphens."""
    letters = normalize("NFC", name).lower().translate(_LETTERS)
    bare = normalize("NFKD", letters).encode("ascii", "ignore").decode()
    return _OTHERS.sub("-", bare).strip("-") or UNNAMED
