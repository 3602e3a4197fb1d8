"""Section `memory`: the largest size in a process with a memory limit; its peak memory, and what it spilled."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import sleep

from bench import clock, library
from bench.bulk import ways
from bench.bulk.data import made
from bench.table import Line, Verdict, at_most, not_measured

LIMIT, LIMIT_BYTES = "4GB", 4 * 1024**3
"""DuckDB is held to the first; the whole process, with Python and Arrow, to the second."""

_TARGET = "≤ 4 GB resident"


def lines(times: ways.Times, sizes: list[int]) -> Iterator[Line]:
    """Each task in both ways, over the largest size."""
    rows = max(sizes)
    made(rows, times.below)
    for task in (ways.COUNTS, ways.FINDINGS, ways.QUOTA):
        for way in (ways.BY_HAND, ways.POLICYCHECK):
            what = f"{task}, {rows:,} projects, {way}"
            try:
                if way == ways.POLICYCHECK:
                    ways.loaded(task, times.below)
                seconds, resident, spilled = _run(way, task, rows, times.below)
            except (library.UnmeasurableError, RuntimeError) as why:
                yield not_measured(what, str(why), _TARGET if way == ways.POLICYCHECK else "")
                continue
            verdict = at_most(resident, LIMIT_BYTES) if way == ways.POLICYCHECK else Verdict.NO_TARGET
            note = f"{seconds:.1f} s, {spilled / 1e6:,.0f} MB spilled at most"
            target = _TARGET if way == ways.POLICYCHECK else ""
            yield Line(what, f"{resident / 1e9:.2f} GB", "", target, verdict, note)


def _run(way: str, task: str, rows: int, below: Path) -> tuple[float, int, int]:
    """Seconds, resident bytes and spilled bytes. The process works in an empty directory, where what is spilled goes.

    Raises RuntimeError, with the process's last words, where it fails.
    """
    below = below.resolve()
    out = below / "findings.parquet"
    with tempfile.TemporaryDirectory(dir=below) as spill, (below / "child.out").open("w+") as said:
        command = [sys.executable, str(Path(__file__).with_name("child.py"))]
        arguments = [way, task, str(rows), str(below), LIMIT, str(out)]
        paths = {"PYTHONPATH": str(clock.ROOT / "src")} if not clock.installed() else {}
        process = subprocess.Popen(
            [*command, *arguments],
            cwd=spill,
            env={**os.environ, **paths, "TMPDIR": spill},
            stdout=said,
            stderr=subprocess.STDOUT,
        )
        spilled = 0
        while process.poll() is None:
            spilled = max(spilled, _size(Path(spill)))
            sleep(0.1)
        out.unlink(missing_ok=True)
        said.seek(0)
        words = said.read().strip()
    (below / "child.out").unlink()
    if process.returncode:
        raise RuntimeError(f"ended with exit code {process.returncode}: {words[-500:]}")
    seconds, resident = words.splitlines()[-1].split()
    return float(seconds), int(resident), spilled


def _size(directory: Path) -> int:
    """Bytes below a directory whose files come and go."""
    total = 0
    for path in directory.rglob("*"):
        try:
            total += path.stat().st_blocks * 512
        except FileNotFoundError:
            continue
    return total
