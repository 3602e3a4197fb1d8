"""The headings of CSV files: what DuckDB is told of them, so that it guesses nothing."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from glob import glob, has_magic
from itertools import islice

from policycheck.faults import InvalidCall
from policycheck.records.delimited import LOOKED_AT, named_separator, separator_of


@dataclass(frozen=True)
class Layout:
    """How CSV files are laid out: their separator, the lines above the headings, and the headings."""

    separator: str
    above: int
    headings: tuple[str, ...]


def layout(path: str) -> Layout:
    """The layout of a CSV file, or of all that a glob finds; `InvalidCall` where they differ, or cannot be told."""
    found: dict[Layout, str] = {}
    for file in sorted(glob(path, recursive=True)) if has_magic(path) else [path]:
        found.setdefault(_of_file(file), file)
    if len(found) > 1:
        one, other, *_ = found.values()
        raise InvalidCall(f"`{one}` and `{other}` have other headings: give files that are alike, or a table for each")
    if not found:
        raise InvalidCall(f"there is no file like `{path}`")
    return next(iter(found))


def _of_file(path: str) -> Layout:
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            lines = list(islice(file, LOOKED_AT))
    except UnicodeDecodeError:
        raise InvalidCall(f"`{path}` is not UTF-8: save it as such, which spreadsheets call CSV UTF-8") from None
    except OSError as error:
        raise InvalidCall(f"`{path}` cannot be read: {error.strerror}") from None
    named = named_separator(lines[0]) if lines else None
    above = 0 if named is None else 1
    if not "".join(lines[above:]).strip():
        raise InvalidCall(f"`{path}` has no headings: it is empty; give None to have the table judged as empty")
    separator = named or separator_of(lines)
    headings = tuple(word.strip() for word in next(csv.reader(lines[above:], delimiter=separator)))
    for heading, times in Counter(headings).items():
        if times > 1:
            raise InvalidCall(f"`{path}` has {times} columns called `{heading}`: rename all but one")
    return Layout(separator, above, headings)
