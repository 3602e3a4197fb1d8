"""The files of a pack, and whether they are as they were: asked again and again, which every system can."""

from __future__ import annotations

import os
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from stat import S_ISREG
from time import sleep, time
from typing import TypeAlias

PAUSE = 0.05
"""Seconds between two looks."""
CALM = 0.03
"""Seconds without a save before what was saved is read: editors write a file in steps, and several at once."""
LONGEST = 1.0
"""Seconds that are waited for calm."""
FRESH = 2.0
"""Seconds in which a file may be written again at a time that its system does not tell apart: its content is asked."""

Stamp: TypeAlias = tuple[int, int, int, bytes]
"""When a file was written, its size, which file it is, and its content's digest while it is fresh."""


class Watched:
    """The files of a pack as they were when last looked at."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._stamps = self._look()

    @property
    def there(self) -> bool:
        """Whether the pack was there."""
        return self._stamps is not None

    def changed(self) -> tuple[str, ...] | None:
        """The files that are otherwise than before, once nothing is written any more; None where none is."""
        before, now = self._stamps, self._look()
        if now == before:
            return None
        waited = 0.0
        while waited < LONGEST:
            sleep(CALM)
            waited += CALM
            again = self._look()
            if again == now:
                break
            now = again
        self._stamps = now
        old, new = before or {}, now or {}
        found = tuple(sorted(name for name in old.keys() | new.keys() if not _same(old.get(name), new.get(name))))
        return found if found or (now is None) != (before is None) else None

    def _look(self) -> dict[str, Stamp] | None:
        """Each file's stamp; None where there is no pack."""
        if not os.path.exists(self.path):  # which tells no error, whatever is in the way
            return None
        return {name: stamp for file, name in self._files() if (stamp := _stamp(file)) is not None}

    def _files(self) -> Iterator[tuple[str, str]]:
        """Every file that can be one of the pack or of its cases."""
        if not self.path.is_dir():
            yield str(self.path), self.path.name
        for root, directories, files in os.walk(self.path):
            directories[:] = [name for name in directories if not name.startswith(".")]
            for name in files:
                if name.lower().endswith((".yaml", ".yml")) and not name.startswith("."):
                    file = os.path.join(root, name)
                    yield file, Path(os.path.relpath(file, self.path)).as_posix()


def _stamp(file: str) -> Stamp | None:
    try:
        found = os.stat(file)
        content = b""
        if abs(time() - found.st_mtime) < FRESH and S_ISREG(found.st_mode):
            with open(file, "rb") as opened:
                content = blake2b(opened.read()).digest()
        return found.st_mtime_ns, found.st_size, found.st_ino, content
    except OSError:
        return None


def _same(a: Stamp | None, b: Stamp | None) -> bool:
    """Whether a file is as it was; one that is no longer fresh has no digest to compare."""
    if a is None or b is None:
        return a is b
    return a[:3] == b[:3] and (a[3] == b[3] or not (a[3] and b[3]))
