"""`policycheck watch` as an author uses it: in a process of its own, from a save to what is printed."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Timer
from time import perf_counter

import pytest

from policycheck.cli.watch import watch
from policycheck.faults import InvalidCall

SECONDS = 5.0
"""From a save to its result, on a machine that is busy with other tests; `bench/watch.py` has the figures."""


class Watching:
    """A command that watches, and what it prints."""

    def __init__(self, pack: Path) -> None:
        command = [sys.executable, "-m", "policycheck", "watch", str(pack)]
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
        )
        self.timer = Timer(60, self.process.kill)
        self.timer.start()

    def until(self, last: str) -> list[str]:
        """The lines up to one that begins so."""
        assert self.process.stdout
        found = list[str]()
        for line in self.process.stdout:
            found.append(line.rstrip("\n"))
            if line.startswith(last):
                return found
        raise AssertionError((found, self.process.communicate()))

    def end(self) -> tuple[int, str]:
        """Ends it as Ctrl-C does: its exit code, and what it wrote on standard error."""
        self.process.send_signal(signal.SIGINT)
        _, errors = self.process.communicate()
        self.timer.cancel()
        return self.process.returncode, errors


@pytest.fixture
def watching(pack: Path) -> Iterator[Watching]:
    found = Watching(pack)
    yield found
    found.process.kill()
    found.process.communicate()
    found.timer.cancel()


@pytest.mark.skipif(sys.platform == "win32", reason="a process is ended otherwise there")
def test_each_save_is_told_until_the_author_ends_it(pack: Path, watching: Watching) -> None:
    rules = pack / "rules.yaml"
    text = rules.read_text()
    assert watching.until("cases:") == [f"watching {pack}; Ctrl-C ends", "no faults", "cases: 2 passed, 0 failed"]
    start = perf_counter()
    rules.write_text(text.replace("days <= 5", "days <= 1"))
    blank, when, *told = watching.until("  short on t1 in")
    assert perf_counter() - start < SECONDS
    assert (blank, bool(re.fullmatch(r"\d\d:\d\d:\d\d rules\.yaml", when))) == ("", True)
    assert told[1:3] == ["cases: 1 passed, 1 failed", "newly failing: cases/trips.yaml: a dear trip"]
    rules.write_text(text.replace("days <= 5", "days <= (1"))
    assert "rules.yaml:3:75: `(` is never closed" in watching.until("faults: 1")
    away = pack.rename(pack.with_name("away"))
    assert watching.until("`")[-1] == f"`{pack}` is not there any more: waiting for it to come back; Ctrl-C ends"
    (away / "rules.yaml").write_text(text)
    away.rename(pack)
    assert watching.until("  short on")[-1] == '  short on t1 in "a dear trip": violated → satisfied'
    assert watching.end() == (0, "")


def test_a_pack_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InvalidCall, match=r"there is no pack `.*none`"):
        watch(str(tmp_path / "none"))
