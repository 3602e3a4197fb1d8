"""Replacing files whole: each is written beside the old one first, so that none is ever half-written."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from collections.abc import Mapping
from pathlib import Path

from policycheck.faults import InvalidCall

_ANY_WRITE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH


def writable(path: Path, name: str, option: str = "--record") -> Path:
    """The file itself, links followed; `InvalidCall` where it, or the directory it is in, is not to be written to."""
    path = path.resolve()
    if not path.stat().st_mode & _ANY_WRITE or not os.access(path, os.W_OK):
        raise InvalidCall(f"{option}: `{name}` is read-only; nothing was written")
    if not path.parent.stat().st_mode & _ANY_WRITE or not os.access(path.parent, os.W_OK):
        raise InvalidCall(f"{option}: the directory of `{name}` is read-only; nothing was written")
    return path


def replace_files(contents: Mapping[Path, bytes], option: str = "--record") -> None:
    """Gives files their new content; where one cannot be written or replaced, all are as they were."""
    before, beside, replaced = {path: path.read_bytes() for path in contents}, dict[Path, Path](), list[Path]()
    try:
        for path, content in contents.items():
            beside[path] = _written_beside(path, content)
        for path in contents:
            os.replace(beside[path], path)
            del beside[path]
            replaced.append(path)
    except OSError as error:
        for path in replaced:
            os.replace(_written_beside(path, before[path]), path)
        name = error.filename2 or error.filename
        raise InvalidCall(f"{option}: `{name}` cannot be written: {error.strerror}") from None
    finally:
        for left in beside.values():
            left.unlink(missing_ok=True)


def _written_beside(path: Path, content: bytes) -> Path:
    """A file with the new content and the old one's permissions, in the same directory."""
    handle, name = tempfile.mkstemp(prefix=f".{path.stem}-", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        shutil.copymode(path, name)
    except BaseException:  # Ctrl-C as well: nothing half-done stays
        os.unlink(name)
        raise
    return Path(name)
