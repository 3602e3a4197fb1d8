"""What the library itself says to people, in Norwegian (bokmål) and English: one entry a sentence, a table an occasion.

Packs bring their own messages; these are the words around them. `{0}` … stand for what a sentence speaks of.
"""

from __future__ import annotations

from policycheck.wording import (
    annual,
    cases,
    coverage,
    data,
    difference,
    display,
    draft,
    explanation,
    formats,
    page,
    report,
    sheets,
    site,
    template,
)

SCANDINAVIAN = ("nb", "nn", "no", "da", "sv")
"""Languages whose readers are served in Norwegian where there is no text of their own."""
TABLES = (
    data,
    report,
    explanation,
    template,
    page,
    sheets,
    formats,
    display,
    annual,
    cases,
    coverage,
    difference,
    draft,
    site,
)
SENTENCES: dict[str, tuple[str, str]] = {key: words for table in TABLES for key, words in table.SENTENCES.items()}


def spoken(language: str) -> str:
    """The language, `nb` or `en`, in which the library speaks to a reader of some language."""
    return "nb" if language.replace("_", "-").split("-")[0] in SCANDINAVIAN else "en"


def say(key: str, language: str, *words: object) -> str:
    """A sentence in a language, with its words put in."""
    nb, en = SENTENCES[key]
    return (nb if spoken(language) == "nb" else en).format(*words)
