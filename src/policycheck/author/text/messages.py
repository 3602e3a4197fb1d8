"""What an author is told of a file with a policy's text that cannot be read."""

from __future__ import annotations

from pathlib import Path

from policycheck.faults import InvalidCall


def absent(path: Path) -> InvalidCall:
    """No file."""
    return InvalidCall(f"`{path}`: there is no such file")


def directory(path: Path) -> InvalidCall:
    """A folder."""
    return InvalidCall(f"`{path}` is a folder: name the file that holds the policy's text")


def unreadable(path: Path, why: str) -> InvalidCall:
    """The system does not hand it out."""
    return InvalidCall(f"`{path}` cannot be read: {why}")


def too_large(path: Path, megabytes: int) -> InvalidCall:
    """Larger than any policy's text."""
    return InvalidCall(f"`{path}` is larger than {megabytes} MB: name a file with the policy's text alone")


def too_many_sentences(name: str, most: int) -> InvalidCall:
    """More sentences than any policy has."""
    return InvalidCall(f"`{name}` has more than {most} sentences: name a file with the policy's text alone")


def not_plain_text(path: Path, what: str) -> InvalidCall:
    """A format that holds text with other things."""
    return InvalidCall(f"`{path}` is {what}: open it, and save the text as plain text (.txt, UTF-8)")


def not_text(path: Path) -> InvalidCall:
    """Bytes of something else."""
    return InvalidCall(f"`{path}` is not a text file: save the policy's text as plain text (.txt, UTF-8)")


def damaged(path: Path) -> InvalidCall:
    """Letters as UTF-8 has them, among others that it has not: cut off, or put together from several files."""
    return InvalidCall(f"`{path}` is partly UTF-8 and partly not, so its letters cannot be read: save the text anew")


def empty(path: Path) -> InvalidCall:
    """Nothing but blanks."""
    return InvalidCall(f"`{path}` has no text: was it saved, or is it a scan without text recognition?")
