"""Section `watch`: from the write of a file of the Fredrikstad pack to the result that `policycheck watch` prints.

The command runs in a process of its own on a copy of the pack; a save is one write of a file. A result is whole when
its last part is there: the faults, or the change in outcomes. The time until a save is noticed is in it.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copytree
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, sleep

from bench import library
from bench.clock import ROOT
from bench.table import Line, below, not_measured

PACK = ROOT / "rules" / "fredrikstad"
REPEATS = 5
LIMIT = 500.0
"""In ms."""
SAVES = {
    "a rule": ("rules/4-follow-up.yaml", "require: present(", "require: missing("),
    "a case": ("cases/4-visits.yaml", "- case: ", "- case: again, "),
    "a remark": ("text.yaml", "text:", "# a remark\ntext:"),
    "a parameter": ("parameters.yaml", "clause: 4-p2.s1\n    value: 1\n", "clause: 4-p2.s1\n    value: 2\n"),
    "a derivation": (
        "derive.yaml",
        'bound: status != "cancelled"',
        'bound: status == "cancelled"',
    ),
    "how records are read": ("records.yaml", "min: 0", "min: 1"),
    "a fault": ("rules/4-follow-up.yaml", "require: present(", "require: presnt("),
}
"""What is saved: the file, and the first words in it that become others."""


def lines() -> Iterator[Line]:
    """Each save a few times, the pack as it was between them: the median, and the slowest."""
    try:
        library.policycheck()
    except library.UnmeasurableError as why:
        yield not_measured("a save", str(why), f"< {LIMIT:.0f} ms")
        return
    with TemporaryDirectory() as place:
        pack = Path(copytree(PACK, Path(place) / "pack"))
        with _watching(pack) as command:
            _until(command, "cases:")
            for what, (name, old, new) in SAVES.items():
                found = list(_saves(command, pack / name, old, new))
                note = f"slowest of {REPEATS}: {max(found):.0f} ms"
                milliseconds = median(found)
                target = f"< {LIMIT:.0f} ms"
                yield Line(f"a save: {what}", f"{milliseconds:.0f} ms", "", target, below(milliseconds, LIMIT), note)


def _saves(command: subprocess.Popen[str], file: Path, old: str, new: str) -> Iterator[float]:
    """The milliseconds of each save with other words."""
    text = file.read_text(encoding="utf-8")
    if old not in text:
        raise RuntimeError(f"{file.name} does not say `{old}`")
    for _ in range(REPEATS):
        yield _saved(command, file, text.replace(old, new, 1))
        _saved(command, file, text)


def _saved(command: subprocess.Popen[str], file: Path, text: str) -> float:
    sleep(0.2)
    start = perf_counter()
    file.write_text(text, encoding="utf-8")
    _until(command, "outcomes", "faults:")
    return (perf_counter() - start) * 1e3


def _until(command: subprocess.Popen[str], *beginnings: str) -> None:
    assert command.stdout
    for line in command.stdout:
        if line.startswith(beginnings):
            return
    raise RuntimeError("`policycheck watch` ended")


@contextmanager
def _watching(pack: Path) -> Iterator[subprocess.Popen[str]]:
    arguments = [sys.executable, "-m", "policycheck", "watch", str(pack)]
    paths = {"PYTHONPATH": os.pathsep.join(sys.path)}  # where this process finds its modules
    command = subprocess.Popen(arguments, stdout=subprocess.PIPE, encoding="utf-8", env={**os.environ, **paths})
    try:
        yield command
    finally:
        command.kill()
        command.communicate()
