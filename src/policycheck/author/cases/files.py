"""Which files hold a pack's cases."""

from __future__ import annotations

import os
from pathlib import Path

from policycheck.pack.search import CASES

ENDING = ".yaml"


def case_files(pack: Path) -> tuple[list[Path], list[OSError]]:
    """The files below `cases/`, and the directories that cannot be read; what is hidden is no part of a pack.

    Files that somebody may take for cases are among them, whatever case their ending has: they are told, not run.
    """
    found, closed = list[Path](), list[OSError]()
    for root, directories, files in os.walk(pack / CASES, onerror=closed.append):
        directories[:] = [name for name in directories if not name.startswith(".")]
        for name in (*directories, *files):
            if not name.startswith(".") and name.lower().endswith((ENDING, ".yml")):
                found.append(Path(root, name))
    return sorted(found), [error for error in closed if not isinstance(error, FileNotFoundError)]
