"""Which files a pack consists of."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from policycheck.faults import Faults, file_fault
from policycheck.pack import messages as say

MOST_FILES = 2_000
MAIN = "policy.yaml"
"""The file that makes a directory a pack."""
CASES = "cases"
"""The directory of a pack that holds its tests, not its rules."""


def pack_files(path: Path, faults: Faults) -> tuple[list[tuple[Path, str]], bool]:
    """The files of a pack with the names they are known by, and whether they are all there."""
    if not path.is_dir():
        return [(path, path.name)], True
    here, found, unreadable = file_fault(str(path), "").span, list[tuple[Path, str]](), list[OSError]()
    complete = True
    for file in sorted(_below(path, unreadable)):
        name = file.relative_to(path).as_posix()
        if file.suffix == ".yaml":
            found.append((file, name))
        elif file.suffix.lower() in (".yml", ".yaml"):
            faults.add(say.other_ending(file_fault(name, "").span, file.suffix))
            complete = False
    for error in unreadable:
        name = Path(error.filename).relative_to(path).as_posix()
        faults.add(say.closed_directory(file_fault(str(path) if name == "." else name, "").span, error.strerror or ""))
        complete = False
    if complete and not found:
        faults.add(say.no_files(here))
    elif complete and not (path / MAIN).exists():
        faults.add(say.no_main_file(here, MAIN))
    elif len(found) > MOST_FILES:
        faults.add(say.too_many_files(here, MOST_FILES))
    else:
        return sorted(found, key=lambda entry: (entry[1] != MAIN, entry[1])), complete
    return [], False


def _below(path: Path, unreadable: list[OSError]) -> Iterator[Path]:
    """Everything below a directory, except its cases and what is hidden; directories that cannot be read apart."""
    for root, directories, files in os.walk(path, onerror=unreadable.append):
        top = Path(root) == path
        directories[:] = [name for name in directories if not (name.startswith(".") or (top and name == CASES))]
        yield from (Path(root) / name for name in (*directories, *files) if not name.startswith("."))
