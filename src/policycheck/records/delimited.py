"""CSV: one table as text, by the separator and the quotes that the file itself uses. Cells are left as they are."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from io import StringIO
from itertools import islice
from pathlib import PurePath

from policycheck.records.content import decoded
from policycheck.records.faults import InputFault, Note, Place, shown
from policycheck.records.grid import Grid
from policycheck.records.input import Input

SEPARATORS = "\t;,"
"""What may stand between cells; of two that suit a file equally well, the first."""
LOOKED_AT = 200
"""Rows by which the separator is found."""
LONGEST = 20_000
"""Characters of a line that is looked at for that."""

_NAMED = re.compile(r'"?sep=([^"\r\n])"?[;,\t]*(\r\n|\r|\n|$)', re.IGNORECASE)
"""Excel's own first line, which names the separator; Excel shows no row for it."""


def read_delimited(name: str, content: bytes, into: Input) -> None:
    """Adds the one table of a CSV file; its rows are numbered as a spreadsheet shows them.

    A row with line breaks in its cells is one row. A row whose quotes are out of order is a fault, and costs no other.
    """
    text = decoded(name, content, into)
    if text is None:
        return
    if "\x00" in text:
        into.file_fault(name, "not_text_file")
        return
    named = _NAMED.match(text)
    lines = list(StringIO(text[named.end() :] if named else text, newline=""))
    if not any(line.strip() for line in lines):
        into.file_fault(name, "empty_file")
        return
    separator = named[1] if named else separator_of(lines)
    rows = list(_rows(name, lines, separator, 2 if named else 1, into))
    into.batches.append(Grid(PurePath(name).stem, rows, name, separated=True))


def named_separator(text: str) -> str | None:
    """The separator that a text's first line names, if it does."""
    found = _NAMED.match(text)
    return found[1] if found else None


def separator_of(lines: Sequence[str]) -> str:
    """The separator that gives the most rows of one width, and of those the widest."""
    sample = [line for line in lines[: 5 * LOOKED_AT] if len(line) < LONGEST]
    found, best = ",", (0, 0)
    for separator in SEPARATORS:
        widths: Counter[int] = Counter()
        with suppress(csv.Error):  # a quote that nobody closes, and too much behind it
            for row in islice(csv.reader(sample, delimiter=separator), LOOKED_AT):
                widths[len(row)] += 1
        fits = max(((rows, width) for width, rows in widths.items() if width > 1), default=(0, 0))
        if fits > best:
            found, best = separator, fits
    return found


def _rows(name: str, lines: Sequence[str], separator: str, first_line: int, into: Input) -> Iterator[list[str]]:
    """The cells of each row; a blank row in the place of one that cannot be read, after which the next line is read."""
    start, number = 0, 0
    while start < len(lines):
        before = start
        reader = csv.reader(map(lines.__getitem__, range(before, len(lines))), delimiter=separator, strict=True)
        try:
            for row in reader:
                number += 1
                end = before + reader.line_num
                if end - start > 1 and _like_rows(lines[start:end], separator, len(row)):
                    into.notes.append(Note("rows_in_a_cell", (name, str(number))))
                start = end
                yield row
        except csv.Error:
            number += 1
            why = "text_too_long" if len(lines[start]) > csv.field_size_limit() else "broken_quotes"
            words = (str(first_line + start),) if why == "broken_quotes" else ()
            value = shown(lines[start].rstrip())
            into.faults.append(InputFault(None, None, None, value, why, words, Place(name, row=number)))
            yield []
            start += 1


def _like_rows(lines: Sequence[str], separator: str, width: int) -> bool:
    """Whether each line of a row could be a row by itself, as where a quote that nobody closed has swallowed some."""
    return width > 1 and all(line.count(separator) == width - 1 for line in lines)
