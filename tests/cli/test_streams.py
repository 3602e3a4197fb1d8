"""Where the output goes: pipes that close, terminals that know few characters, people who wait."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
Data = Callable[..., str]

EVIL = {"trips": [{"id": "\x1b[31mT [/b] [bold]", "cost": 9000}]}


def environment(**more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("FORCE_COLOR", "NO_COLOR", "COLUMNS")}
    return {**kept, "TERM": "xterm-256color", **more}


@pytest.mark.parametrize("format", ["table", "json"])
@pytest.mark.parametrize(("rows", "reads"), [(1, 0), (800, 0), (800, 1)])
def test_a_reader_that_leaves_early(place: Path, format: str, rows: int, reads: int) -> None:
    trips = [{"id": f"T-{n}", "cost": 9000} for n in range(rows)]
    (place / "data.json").write_text(json.dumps({"trips": trips}), encoding="utf-8")
    running = subprocess.Popen(
        [sys.executable, "-m", "policycheck", "check", "trips.yaml", "data.json", "--format", format],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    )
    assert running.stdout
    assert running.stderr
    for _ in range(reads):
        running.stdout.readline()
    running.stdout.close()
    err = running.stderr.read()
    running.stderr.close()
    running.wait(timeout=30)
    assert err == b""


@pytest.mark.parametrize("words", [["check"], ["check", "--all"], ["explain", "--rule", "cheap", "--subject", "T"]])
def test_a_terminal_that_knows_ascii_alone(process: Run, data: Data, words: list[str]) -> None:
    name = data('{"trips": [{"id": "T", "cost": 9000}]}')
    found = process(words[0], "trips.yaml", name, *words[1:], PYTHONIOENCODING="ascii")
    assert found.err == ""
    assert found.out.isascii()
    assert "9?000?kr" in found.out


def test_errors_for_a_terminal_that_knows_ascii_alone(process: Run) -> None:
    found = process("check", "blåbær", "data.json", PYTHONIOENCODING="ascii")
    assert found.code == 2
    assert "there is no pack `bl\\xe5b\\xe6r`" in found.err
    assert "Traceback" not in found.err


def test_a_stranger_encoding(process: Run, data: Data) -> None:
    found = process("check", "trips.yaml", data('{"trips": [{"id": "æ✓", "cost": 9}]}'), PYTHONIOENCODING="latin-1")
    assert (found.code, found.err) == (0, "")


def on_a_terminal(place: Path, *words: str, patience: float, slow: float, stdout: bool = False) -> tuple[str, int]:
    """What a command writes to standard error (or to both streams) where a person watches, and its exit code."""
    program = (
        "import sys, time\n"
        "from policycheck import cli, policy\nimport policycheck.cli.output\n"
        f"cli.output.PATIENCE = {patience}\n"
        "read = policy.Policy.read\n"
        "def slowly(self, data):\n"
        f"    time.sleep({slow})\n"
        "    return read(self, data)\n"
        "policy.Policy.read = slowly\n"
        "cli.main()\n"
    )
    ours, theirs = pty.openpty()
    running = subprocess.Popen(
        [sys.executable, "-c", program, *words],
        cwd=place,
        stdout=theirs if stdout else subprocess.DEVNULL,
        stderr=theirs,
        env=environment(),
    )
    os.close(theirs)
    found = b""
    try:
        while chunk := os.read(ours, 65536):
            found += chunk
    except OSError:  # the other end is closed
        pass
    os.close(ours)
    return found.decode(), running.wait(timeout=30)


def test_who_waits_is_told(place: Path) -> None:
    (place / "data.json").write_text('{"trips": [{"id": "T", "cost": 1}]}', encoding="utf-8")
    told, code = on_a_terminal(place, "check", "trips.yaml", "data.json", patience=0.0, slow=0.3)
    assert code == 0
    assert "trips.yaml: reading data.json" in told
    assert "Traceback" not in told


def test_short_work_is_done_in_silence(place: Path) -> None:
    (place / "data.json").write_text('{"trips": [{"id": "T", "cost": 1}]}', encoding="utf-8")
    assert on_a_terminal(place, "check", "trips.yaml", "data.json", patience=30, slow=0) == ("", 0)


def test_markup_in_a_name_is_shown_as_it_is(place: Path) -> None:
    (place / "[bold][x].json").write_text('{"trips": [{"id": "T", "cost": 1}]}', encoding="utf-8")
    told, code = on_a_terminal(place, "check", "trips.yaml", "[bold][x].json", patience=0.0, slow=0.3)
    assert code == 0
    assert "reading [bold][x].json" in told


def test_nobody_is_told_where_nobody_watches(place: Path) -> None:
    (place / "data.json").write_text('{"trips": [{"id": "T", "cost": 1}]}', encoding="utf-8")
    program = "from policycheck import cli\ncli.PATIENCE = 0.0\ncli.main()"
    found = subprocess.run(
        [sys.executable, "-c", program, "check", "trips.yaml", "data.json"], capture_output=True, env=environment()
    )
    assert (found.returncode, found.stderr) == (0, b"")


def test_data_cannot_steer_the_terminal(place: Path) -> None:
    (place / "data.json").write_text(json.dumps(EVIL), encoding="utf-8")
    told, code = on_a_terminal(place, "check", "trips.yaml", "data.json", "--all", patience=30, slow=0, stdout=True)
    assert code == 1
    assert "\x1b[31mT" not in told
    assert "�[31mT [/b] [bold]" in told
    assert "\x1b[1;31m" in told


def test_data_cannot_steer_the_terminal_by_what_is_said_of_a_mistake(process: Run, data: Data) -> None:
    found = process("explain", "trips.yaml", data(json.dumps(EVIL)), "--rule", "cheap", "--subject", "T")
    assert found.code == 2
    assert "known are `�[31mT [/b] [bold]`" in found.err
