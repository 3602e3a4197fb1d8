"""`policycheck docs`: the page on standard output or in a file, the site in a folder, and whether they are current."""

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
        (
            ["-o", "site.html"],
            "--output: `site.html`: a site is a folder with several pages: give a name without `.html`",
        ),
        (["-o", "page.md", "--force"], "--force: is for a site: name its folder with --output DIR"),
        (["-o", "missing/site"], "--output: `missing/site` cannot be written: No such file or directory"),
        (
            ["-o", "."],
            "--output: `.` holds something else than a site of policycheck: "
            "name a new or empty folder, or --force to write the pages beside what is there",
        ),
    ],
)
def test_mistakes(run: Run, words: list[str], message: str) -> None:
    found = run("docs", "trips.yaml", *words)
    assert (found.code, found.out, found.err) == (2, "", f"policycheck: {message}\n")


@pytest.mark.parametrize("name", ["site", "v1.2/"])
def test_a_folder_gets_the_site(run: Run, place: Path, name: str) -> None:
    found = run("docs", "trips.yaml", "-o", name)
    assert (found.code, found.out, found.err) == (0, "", "")
    assert '<html lang="nb">' in (place / name / "index.html").read_text(encoding="utf-8")
    assert '<html lang="en">' in (place / name / "index.en.html").read_text(encoding="utf-8")
    assert run("docs", "trips.yaml", "-o", name, "--check").code == 0
    found = run("docs", "trips.yaml", "--lang", "en", "-o", name, "--check")
    assert (found.code, found.out, found.err) == (
        1,
        f"{name}: not what the pack says: run policycheck docs trips.yaml --lang en --output {name}\n",
        "",
    )
    assert run("docs", "trips.yaml", "--lang", "en", "-o", name).code == 0
    assert sorted(path.name for path in (place / name).iterdir() if path.suffix == ".html")[:4] == [
        "assumptions.html", "assumptions.nb.html", "cases.html", "cases.nb.html",
    ]  # fmt: skip


def test_a_file_without_an_ending_that_is_there_stays_a_page(run: Run, place: Path) -> None:
    (place / "handbook").write_text("old")
    assert run("docs", "trips.yaml", "-o", "handbook").code == 0
    assert (place / "handbook").read_text(encoding="utf-8").startswith("# Reiser")


def test_a_pack_that_does_not_load_writes_nothing(run: Run, place: Path) -> None:
    (place / "half.yaml").write_text("policy: {id: half, title: H\n")
    found = run("docs", "half.yaml", "-o", "site")
    assert (found.code, found.out, (place / "site").exists()) == (2, "", False)
    assert found.err.startswith("half.yaml:1:9: ")
