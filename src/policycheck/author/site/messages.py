"""What is said where a site cannot be written."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from policycheck.faults import InvalidCall
from policycheck.report.speech import joined


def not_ours(directory: Path) -> InvalidCall:
    """The directory holds something, and no site of ours."""
    return InvalidCall(
        f"--output: `{directory}` holds something else than a site of policycheck: "
        "name a new or empty folder, or --force to write the pages beside what is there"
    )


def foreign(directory: Path, names: Iterable[str]) -> InvalidCall:
    """Files of a site's own directory would be overwritten that it does not know."""
    listed = joined([f"`{name}`" for name in names], "en")
    return InvalidCall(f"--output: {listed} in `{directory}` would be overwritten: move them away, or --force")


def unwritable(directory: Path, why: str | None) -> InvalidCall:
    """The pages cannot be written; nothing that was there has changed."""
    return InvalidCall(f"--output: `{directory}` cannot be written: {why}")


def unreadable(path: Path, why: str | None) -> InvalidCall:
    """A page that is to be compared cannot be read."""
    return InvalidCall(f"--output: `{path}` cannot be read: {why}")
