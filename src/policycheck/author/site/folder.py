"""The site's folder: written whole or not at all, into a folder that is new, empty, or a site already."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from errno import EISDIR
from os import strerror
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

from policycheck.author.site import messages as tell

MARK = "policycheck-site.json"
"""The file that says that a folder is a site of ours, and which files of it are."""
_MADE_BY = "policycheck docs"


def save(pages: Mapping[str, str], directory: Path, force: bool = False) -> None:
    """Writes the pages into a folder, and takes away those of the site that was there.

    `InvalidCall` where the folder holds anything else, unless by force: then what has not the name of a page stays.
    """
    files = _files(pages)
    before = _before(directory)
    if not force:
        _check(directory, files, before)
    made = False
    try:
        if not directory.is_dir():
            directory.mkdir()
            made = True
        _replace(files, directory, before or ())
    except OSError as error:
        if made:
            with suppress(OSError):
                directory.rmdir()
        raise tell.unwritable(directory, error.strerror) from None


def is_current(pages: Mapping[str, str], directory: Path) -> bool:
    """Whether a folder holds these pages, and none of an earlier site; line ends aside.

    `InvalidCall` where a page is there and cannot be read.
    """
    files = _files(pages)
    if set(_before(directory) or ()) != set(pages):
        return False
    for name, content in files.items():
        path = directory / name
        try:
            if path.read_bytes().replace(b"\r\n", b"\n") != content:
                return False
        except FileNotFoundError:
            return False
        except OSError as error:
            raise tell.unreadable(path, error.strerror) from None
    return True


def _files(pages: Mapping[str, str]) -> dict[str, bytes]:
    """The pages, and the mark, which is written last."""
    mark = json.dumps({"made_by": _MADE_BY, "files": sorted(pages)}, indent=2) + "\n"
    return {**{name: text.encode() for name, text in pages.items()}, MARK: mark.encode()}


def _before(directory: Path) -> tuple[str, ...] | None:
    """The files of the site that a folder is; None where it is none of ours."""
    try:
        mark = json.loads((directory / MARK).read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    if not isinstance(mark, dict) or mark.get("made_by") != _MADE_BY or not isinstance(mark.get("files"), list):
        return None
    return tuple(name for name in mark["files"] if isinstance(name, str) and name == Path(name).name != "")


def _check(directory: Path, files: Mapping[str, bytes], before: tuple[str, ...] | None) -> None:
    """`InvalidCall` where something else than a site would be written over or between."""
    try:
        there = {path.name for path in directory.iterdir()}
    except FileNotFoundError:
        return
    except OSError as error:
        raise tell.unwritable(directory, error.strerror) from None
    if there and before is None:
        raise tell.not_ours(directory)
    if strangers := sorted((there & set(files)) - {*(before or ()), MARK}):
        raise tell.foreign(directory, strangers)


def _replace(files: Mapping[str, bytes], directory: Path, before: tuple[str, ...]) -> None:
    """All is written beside before anything takes its place; so a full disk leaves what was there."""
    aside = Path(mkdtemp(prefix=".policycheck-", dir=directory))
    try:
        for name, content in files.items():
            (aside / name).write_bytes(content)
        for name in files:
            if (directory / name).is_dir():
                raise IsADirectoryError(EISDIR, strerror(EISDIR))
        for name in files:
            (aside / name).replace(directory / name)
        for name in set(before) - set(files):
            if name.endswith(".html"):
                (directory / name).unlink(missing_ok=True)
    finally:
        rmtree(aside, ignore_errors=True)
