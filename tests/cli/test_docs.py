"""`policycheck docs`: the page on standard output or in a file, and whether a file is what would be written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


def test_on_standard_output_and_in_a_file(run: Run, place: Path) -> None:
    shown, written = run("docs", "trips.yaml"), run("docs", "trips.yaml", "-o", "page.md")
    assert (shown.code, shown.err) == (0, "")
    assert (written.code, written.out, written.err) == (0, "", "")
    assert shown.out.startswith("# Reiser\n\nVersjon 1 · ")
    assert (place / "page.md").read_bytes() == shown.out.encode()


def test_in_another_language(run: Run) -> None:
    found = run("docs", "trips.yaml", "--lang", "en")
    assert (found.code, found.err) == (0, "")
    assert "- **Requires** that *Cost* is at most" in found.out


def test_check(run: Run, place: Path) -> None:
    run("docs", "trips.yaml", "-o", "page.md")
    found = run("docs", "trips.yaml", "-o", "page.md", "--check")
    assert (found.code, found.out, found.err) == (0, "", "")


@pytest.mark.parametrize("there", [True, False])
def test_check_tells_what_to_run(run: Run, place: Path, there: bool) -> None:
    if there:
        run("docs", "trips.yaml", "-o", "page.md")
    found = run("docs", "trips.yaml", "--lang", "en", "-o", "page.md", "--check")
    assert (found.code, found.err) == (1, "")
    assert found.out == (
        "page.md: not what the pack says: run policycheck docs trips.yaml --lang en --output page.md\n"
    )
    assert (place / "page.md").exists() is there


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--check"], "--check: name the file to compare with: --output FILE"),
        (["--lang", "sv"], "--lang: the policy has no `sv`: it has nb, en"),
        (["-o", "missing/page.md"], "--output: `missing/page.md` cannot be written: No such file or directory"),
        (["-o", ".", "--check"], "--output: `.` cannot be read: Is a directory"),
    ],
)
def test_mistakes(run: Run, words: list[str], message: str) -> None:
    found = run("docs", "trips.yaml", *words)
    assert (found.code, found.out, found.err) == (2, "", f"policycheck: {message}\n")
