"""A folder of data: a file for each record type, workbooks, Parquet in parts; what is not read of it is told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from policycheck.faults import InvalidCall
from policycheck.records.faults import InputFault, Note, Place
from policycheck.records.files import KINDS, ONE_TABLE, READERS, read_as
from policycheck.records.headings import Words
from policycheck.records.input import Input
from policycheck.records.parquet import ENDING, parts_of, read_parts

_OF_THE_SYSTEM = ("thumbs.db", "desktop.ini")


def read_folder(folder: Path, words: Words, into: Input) -> None:
    """Adds what the files of a folder hold; `words` are those for record types."""
    if _is_parquet(folder, words):
        read_parts(folder, folder.name or ".", into)
        return
    read = False
    for path in _visible(folder):
        name = f"{folder.name}/{path.name}" if folder.name else path.name
        if path.is_dir():
            read |= _sub_folder(path, name, words, into)
        else:
            read |= _file(path, name, words, into)
    if not read:
        into.file_fault(folder.name or ".", "empty_folder", "projects.csv")


def _file(path: Path, name: str, words: Words, into: Input) -> bool:
    """Reads a file, or tells why not."""
    ending = path.suffix.lower()
    types = words.find(path.stem)
    if ending not in READERS:
        if types:
            _missing(types[0], name, "unread_kind", KINDS, into)
        else:
            into.notes.append(Note("kind_not_read", (name, KINDS)))
        return bool(types)
    if ending not in ONE_TABLE or types:
        read_as(name, path, into)
        return True
    near = words.near(path.stem)
    if near:
        into.faults.append(InputFault(None, None, None, path.stem, "unread_type", (near,), Place(name)))
    else:
        into.notes.append(Note("file_not_read", (name,)))
    return bool(near)


def _sub_folder(path: Path, name: str, words: Words, into: Input) -> bool:
    """Reads a folder within the folder if it is Parquet in parts, or tells that it is not read."""
    if _is_parquet(path, words):
        read_parts(path, name, into)
        return True
    types = words.find(path.name)
    if types and any(_visible(path)):
        _missing(types[0], name, "unread_folder", None, into)
        return True
    into.notes.append(Note("folder_not_read", (name,)))
    return False


def _missing(type_: str, name: str, why: str, word: str | None, into: Input) -> None:
    """Takes in that a file's records are missing from what is judged."""
    into.faults.append(InputFault(type_, None, None, None, why, (word,) if word else (), Place(name)))


def _is_parquet(folder: Path, words: Words) -> bool:
    """Whether a folder is one table of Parquet in parts: by its ending, or by its name and what lies in it."""
    if folder.suffix.lower() == ENDING:
        return True
    types = words.find(folder.name)
    parts = list(parts_of(folder)) if types else []
    return bool(parts) and all(words.find(part.stem) in ((), types) for part in parts)


def _visible(folder: Path) -> Iterator[Path]:
    """What lies in a folder, by name, without what the system and open workbooks leave there."""
    try:
        found = sorted(folder.iterdir(), key=lambda path: path.name)
    except OSError as error:
        raise InvalidCall(f"`{folder}` cannot be read: {error.strerror}") from None
    for path in found:
        if not path.name.startswith((".", "~$")) and path.name.lower() not in _OF_THE_SYSTEM:
            yield path
