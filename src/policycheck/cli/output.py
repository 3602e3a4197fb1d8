"""What commands print and write, and what a person who waits is told."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer

from rich.console import Console, RenderableType
from rich.text import Text

from policycheck.faults import InvalidCall
from policycheck.harmless import clean
from policycheck.records.files import READERS
from policycheck.report.formats import FORMATS
from policycheck.report.terminal import page

TEXTS = frozenset((".json", ".yaml"))
"""Endings of data that what is written may have as well."""
PATIENCE = 1.0
"""Seconds before a person who waits is told what is going on."""


def write_line(line: str) -> None:
    """Prints a line; characters that the terminal lacks are replaced."""
    sys.stdout.write(f"{clean(line)}\n")


def show(parts: Iterable[RenderableType]) -> None:
    """Prints a view: in colour and as wide as it is on a terminal, as a plain page elsewhere."""
    console = Console(highlight=False)
    if console.is_terminal:
        for part in parts:
            console.print(part)
    else:
        sys.stdout.write(page(parts, sys.stdout.encoding or "utf-8"))


def put(written: str | bytes, path: Path | None, format: str = "") -> None:
    """Writes a text as UTF-8, whatever the terminal's encoding, or bytes: to a file, or to standard output.

    `format` is the report's, if it has one. A file of a kind that holds data is written only where the format is of
    that kind: elsewhere that would most likely be somebody's records. Bytes never go to a terminal.
    """
    if path is None:
        if isinstance(written, bytes) and sys.stdout.isatty():
            raise InvalidCall(f"--format {format}: not for a terminal: name a file with --output FILE")
        sys.stdout.flush()
        sys.stdout.buffer.write(written if isinstance(written, bytes) else written.encode())
        return
    own = FORMATS[format].ending if format else ""
    if path.suffix.lower() in READERS.keys() - (TEXTS if isinstance(written, str) else {}) - {own}:
        what, ending = ("text", ".txt") if isinstance(written, str) else (format, own)
        raise InvalidCall(
            f"--output: `{path}` is a name for data, and this is {what}: give it a name such as report{ending}"
        )
    try:
        path.write_bytes(written if isinstance(written, bytes) else written.encode())
    except OSError as error:
        raise InvalidCall(f"--output: `{path}` cannot be written: {error.strerror}") from None


@contextmanager
def told(words: str) -> Iterator[Callable[[str], None]]:
    """Says on standard error what is going on, if a person watches and it takes long."""
    console = Console(stderr=True)
    status = console.status(Text(clean(words)))
    timer = Timer(PATIENCE, status.start)
    timer.daemon = True
    if console.is_terminal:
        timer.start()
    try:
        yield lambda more: status.update(Text(clean(more)))
    finally:
        timer.cancel()
        if timer.ident is not None:
            timer.join()
        status.stop()
