"""What an author is told who asks for a draft that cannot be made."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from policycheck.faults import InvalidCall
from policycheck.spelling import did_you_mean


def unknown_language(language: str, known: Sequence[str]) -> InvalidCall:
    """A language whose wording is not understood."""
    return InvalidCall(f"--lang: no draft in `{language}`: {did_you_mean(language, known)}")


def other_language(path: Path, language: str, known: Sequence[str]) -> InvalidCall:
    """A text in another language, by its words."""
    return InvalidCall(
        f"`{path}` seems to be in the language `{language}`: a draft is made of {', '.join(known)};"
        " name one of them with --lang where that is wrong"
    )


def no_language(path: Path, known: Sequence[str]) -> InvalidCall:
    """A text that is too short, or in a language that is not known."""
    return InvalidCall(
        f"`{path}`: its language cannot be told by its words: name it with --lang, of {', '.join(known)}"
    )


def no_sentences(path: Path) -> InvalidCall:
    """Page numbers and the like alone."""
    return InvalidCall(f"`{path}` has no sentences: is it the policy's text?")


def own_source(path: Path) -> InvalidCall:
    """The text itself would be lost."""
    return InvalidCall(f"--output: `{path}` is the text that the draft is made from: give another name")


def there_already(path: Path) -> InvalidCall:
    """A file that may have been corrected by hand."""
    return InvalidCall(f"--output: `{path}` is there already: give another name, or --force to replace what is in it")


def not_written(path: Path, why: str) -> InvalidCall:
    """The system does not take it."""
    return InvalidCall(f"--output: `{path}` cannot be written: {why}")
