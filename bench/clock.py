"""Timing: the best of several repeats, by the wall clock, with the garbage collector as Python sets it."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).resolve().parent.parent
"""The project's root, where every subprocess runs."""


def best(contenders: Mapping[str, Callable[[], object]], repeats: int) -> dict[str, float]:
    """The shortest of `repeats` runs of each contender, in seconds.

    They take turns, so that a slow spell of the machine meets all of them. Each runs once more beforehand, untimed.
    What a run leaves behind is freed outside the clock.
    """
    for run in contenders.values():
        run()
    shortest = dict.fromkeys(contenders, float("inf"))
    for _ in range(repeats):
        for name, run in contenders.items():
            shortest[name] = min(shortest[name], _seconds(run))
    return shortest


def python(*arguments: str, accept: Sequence[int] = (0,)) -> str:
    """What a fresh Python process prints. Raises RuntimeError, with its last words, on an exit code not accepted."""
    done = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=_environment(), capture_output=True, encoding="utf-8", check=False
    )
    if done.returncode not in accept:
        command = " ".join(("python", *arguments))
        raise RuntimeError(f"`{command}` ended with exit code {done.returncode}:\n{done.stderr.strip()[-2000:]}")
    return done.stdout


def installed() -> bool:
    """Whether policycheck is found without help; if not, the benchmark takes it from `src`."""
    return importlib.util.find_spec("policycheck") is not None


def _seconds(run: Callable[[], object]) -> float:
    """One run, in seconds."""
    start = perf_counter()
    result = run()
    taken = perf_counter() - start
    del result
    return taken


def _environment() -> dict[str, str]:
    """This process's environment, with the paths on which it finds modules itself added for its children."""
    source = str(ROOT / "src")
    if source not in sys.path:
        return dict(os.environ)
    inherited = os.environ.get("PYTHONPATH")
    return {**os.environ, "PYTHONPATH": os.pathsep.join([source, inherited] if inherited else [source])}
