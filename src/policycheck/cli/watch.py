"""The command that checks and tests a pack again on each save."""

from __future__ import annotations

import sys
from contextlib import suppress
from datetime import datetime
from gc import collect
from time import sleep
from typing import TYPE_CHECKING

from policycheck.cli.options import PackArgument
from policycheck.cli.output import write_line
from policycheck.collector import collector_at_rest
from policycheck.policy import find_pack

LULL = 40
"""Looks without a save before memory is tidied, which takes a moment that nobody should have to wait for."""

if TYPE_CHECKING:
    from pathlib import Path

    from policycheck.author.watch import Memory, State


def watch(pack: PackArgument) -> None:
    """Check and test a pack again on each save, with the change in outcomes. Ctrl-C ends. Exit codes: 0; 2 no pack."""
    path = find_pack(pack)
    with suppress(KeyboardInterrupt), collector_at_rest():
        _watch(path)
    _write("")


def _watch(path: Path) -> None:
    from policycheck.author.watch import Memory, Watched
    from policycheck.author.watch.loop import PAUSE
    from policycheck.author.watch.told import gone, saved, watching

    watched, memory = Watched(path), Memory()
    _write(watching(path))
    good = _told(path, memory, None)
    looks = 0
    while True:
        sleep(PAUSE)
        files, looks = watched.changed(), looks + 1
        if files is None:
            if looks == LULL:
                collect()
            continue
        looks = 0
        _write(saved(datetime.now().strftime("%H:%M:%S"), files))
        if watched.there:
            good = _told(path, memory, good)
        else:
            _write(gone(path))


def _told(path: Path, memory: Memory, good: State | None) -> State | None:
    """Tells the pack as it stands, its faults at once, then what comes of its cases; gives the last good state."""
    from policycheck.author.watch import checked, tried
    from policycheck.author.watch.told import checks, results

    found = checked(path, memory)
    _write(checks(found))
    if not found.good:
        return good
    found = tried(found, good)
    _write(*results(found, good))
    return found if found.good else good


def _write(*lines: str) -> None:
    for line in lines:
        write_line(line)
    sys.stdout.flush()
