"""The pages on weaknesses: one for each, with examples that are what they say."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from policycheck.author.lint import KNOWN, lint
from policycheck.author.manuscript import manuscript

PAGES = Path(__file__).parents[3] / "docs" / "lint"
_BLOCK = re.compile(r"^```yaml\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_TODAY = date(2026, 11, 1)


def _blocks(page: str, heading: str) -> list[str]:
    section = page.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    found = _BLOCK.findall(section)
    assert found
    return found


def _found(place: Path, blocks: list[str]) -> set[tuple[str, str]]:
    """The weaknesses of the pack that the examples stand in, with them."""
    (place / "cases").mkdir(parents=True)
    frame = _blocks((PAGES / "README.md").read_text(encoding="utf-8"), "The examples")
    (place / "policy.yaml").write_text(frame[0], encoding="utf-8")
    for at, block in enumerate(blocks):
        below = "cases/" if block.startswith("- case") else ""
        (place / f"{below}example{at}.yaml").write_text(block, encoding="utf-8")
    found = lint(manuscript(place), _TODAY)
    assert found.faults == ()
    return {(one.id, one.of) for one in found.weaknesses}


def test_every_weakness_has_a_page_and_every_page_a_weakness() -> None:
    assert {page.stem for page in PAGES.glob("*.md")} == {*KNOWN, "README"}


def test_the_list_names_every_weakness() -> None:
    listed = re.findall(r"^\| \[`([a-z-]+)`\]\(\1\.md\) \|", (PAGES / "README.md").read_text("utf-8"), re.MULTILINE)
    assert listed == list(KNOWN)


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> set[tuple[str, str]]:
    """The weaknesses of the pack that the examples stand in."""
    return _found(tmp_path_factory.mktemp("pages") / "bare", [])


@pytest.mark.parametrize("id_", KNOWN)
def test_a_page_shows_what_is_weak_and_what_is_better(id_: str, tmp_path: Path, bare: set[tuple[str, str]]) -> None:
    page = (PAGES / f"{id_}.md").read_text(encoding="utf-8")
    assert page.startswith(f"# `{id_}`\n")
    weak = _found(tmp_path / "weak", _blocks(page, "Weak")) - bare
    better = _found(tmp_path / "better", _blocks(page, "Better")) - bare
    assert id_ in {one for one, _ in weak}
    assert id_ not in {one for one, _ in better}


def test_the_silence_of_the_list_silences(tmp_path: Path, bare: set[tuple[str, str]]) -> None:
    silence = _blocks((PAGES / "README.md").read_text(encoding="utf-8"), "Silence one")
    assert ("unused-field", "project.budget") in bare
    assert "project.budget" not in {of for _, of in _found(tmp_path / "silent", silence)}
