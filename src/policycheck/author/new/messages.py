"""What is said where no pack can be begun: one function a message."""

from __future__ import annotations

from pathlib import Path

from policycheck.faults import InvalidCall


def not_empty(path: Path) -> InvalidCall:
    """Something is there, and nothing is overwritten."""
    return InvalidCall(f"`{path}` is not empty, and nothing is overwritten: name a new directory")


def a_file(path: Path) -> InvalidCall:
    """A file is there."""
    return InvalidCall(f"`{path}` is a file: name a new directory")


def not_written(path: Path, error: OSError) -> InvalidCall:
    """The system refuses."""
    return InvalidCall(f"`{path}` cannot be written: {error.strerror}")


def bad_id(id_: str, fit: str) -> InvalidCall:
    """An id that packs cannot have."""
    return InvalidCall(f"--id: `{id_}` is not small letters, digits and hyphens: write {fit}")


def bad_title() -> InvalidCall:
    """A title that says nothing, or cannot be shown."""
    return InvalidCall("--title: write what the policy is called, in letters that can be shown")


def bad_language(language: str) -> InvalidCall:
    """No language's code."""
    return InvalidCall(f"--lang: `{language}` is no language: write its code, such as nb or en")


def language_is_a_key(language: str) -> InvalidCall:
    """A code that means something else in a sentence of the text: Indonesian's `id`."""
    return InvalidCall(f"--lang: `{language}` is a sentence's own key: write the language's longer code, such as ind")


def language_twice(language: str) -> InvalidCall:
    """A language twice."""
    return InvalidCall(f"--lang: `{language}` stands there twice")


def no_language() -> InvalidCall:
    """No language at all."""
    return InvalidCall("--lang: write one language or more, such as nb,en")
