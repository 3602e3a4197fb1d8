"""Parquet: one table in a file, or in a folder of parts; read by pyarrow or polars, whichever is there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path, PurePath
from typing import Any
from urllib.parse import unquote

from policycheck.faults import InvalidCall
from policycheck.records.columns import Columns
from policycheck.records.content import content_of
from policycheck.records.frames import columns_of
from policycheck.records.input import Input

ENDING = ".parquet"
NO_PARTITION = "__HIVE_DEFAULT_PARTITION__"
"""What stands in a folder's name in the place of a missing value."""
_PARTITION = re.compile(r"([^=]+)=(.*)")
_COUNTER = re.compile(r"__index_level_[0-9]+__")
"""What pandas calls an index without a name."""


def read_parquet(name: str, content: bytes, into: Input) -> None:
    """Adds the table of a file."""
    _read(PurePath(name).stem, name, content, {}, into)


def read_parts(folder: Path, name: str, into: Input) -> None:
    """Adds the one table whose parts lie in a folder; what folders' names say (`country=SE`) is a column."""
    table = folder.stem if folder.suffix.lower() == ENDING else folder.name
    parts = list(parts_of(folder))
    for path in parts:
        within = path.relative_to(folder)
        said = {found[1]: unquote(found[2]) for part in within.parts[:-1] if (found := _PARTITION.fullmatch(part))}
        _read(table, f"{name}/{within.as_posix()}", content_of(path), said, into)
    if not parts:
        into.file_fault(name, "no_parts")


def parts_of(folder: Path) -> Iterator[Path]:
    """The Parquet files below a folder, by name; hidden ones, which say how others were written, are left out."""
    for path in sorted(folder.rglob("*")):
        within = path.relative_to(folder)
        if path.suffix.lower() == ENDING and path.is_file() and not any(part[0] in "._" for part in within.parts):
            yield path


def _read(table: str, file: str, content: bytes, said: dict[str, str], into: Input) -> None:
    read = _library()
    try:
        columns = columns_of(file, read(content))
    except Exception as error:  # whatever the library makes of a broken file
        into.file_fault(file, "broken_parquet", str(error).partition("\n")[0][:200])
        return
    rows = len(columns[0][1]) if columns else 0
    found = [column for column in columns if not _COUNTER.fullmatch(column[0])]
    found += [(name, [None if value == NO_PARTITION else value] * rows) for name, value in said.items()]
    into.batches.append(Columns(table, found, file))


def _library() -> Callable[[bytes], Any]:
    """What reads the content of a file as a table."""
    if find_spec("pyarrow"):
        import pyarrow
        import pyarrow.parquet

        return lambda content: pyarrow.parquet.read_table(pyarrow.BufferReader(content))
    if find_spec("polars"):
        import polars

        return lambda content: polars.read_parquet(BytesIO(content))
    raise InvalidCall("Parquet files need pyarrow or polars: install one, such as `pip install 'policycheck[parquet]'`")
