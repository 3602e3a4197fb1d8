"""The site's folder: what it is written into, what it leaves alone, and that it is written whole or not at all."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from policycheck.author.site import is_current, save
from policycheck.author.site.folder import MARK
from policycheck.faults import InvalidCall

PAGES = {"index.html": "one\n", "terms.html": "two\n"}


def _there(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in sorted(folder.iterdir()) if path.name != MARK}


@pytest.mark.parametrize("there", [True, False])
def test_a_new_or_an_empty_folder(tmp_path: Path, there: bool) -> None:
    folder = tmp_path / "site"
    if there:
        folder.mkdir()
    save(PAGES, folder)
    assert _there(folder) == PAGES
    assert json.loads((folder / MARK).read_text()) == {
        "made_by": "policycheck docs",
        "files": ["index.html", "terms.html"],
    }
    assert folder.stat().st_mode & 0o777 == 0o777 & ~_umask()


def _umask() -> int:
    found = os.umask(0)
    os.umask(found)
    return found


def test_a_site_is_replaced_and_what_is_beside_it_stays(tmp_path: Path) -> None:
    save({**PAGES, "index.sv.html": "old\n"}, tmp_path)
    (tmp_path / "CNAME").write_text("policy.example")
    save({**PAGES, "index.html": "three\n"}, tmp_path)
    assert _there(tmp_path) == {"CNAME": "policy.example", "index.html": "three\n", "terms.html": "two\n"}


def test_a_folder_in_the_way_of_a_page_leaves_all_as_it_was(tmp_path: Path) -> None:
    save({"index.html": "old\n"}, tmp_path)
    (tmp_path / "terms.html").mkdir()
    with pytest.raises(InvalidCall, match="cannot be written: Is a directory"):
        save(PAGES, tmp_path, force=True)
    assert (tmp_path / "index.html").read_text() == "old\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["index.html", MARK, "terms.html"]


@pytest.mark.parametrize(
    "mark", [None, "{}", "[", '{"made_by": "somebody", "files": []}', '{"made_by": "policycheck docs"}', "[" * 100_000]
)
def test_a_folder_of_anything_else_is_left_alone(tmp_path: Path, mark: str | None) -> None:
    folder = tmp_path / "thesis"
    folder.mkdir()
    (folder / "index.html").write_text("mine")
    if mark is not None:
        (folder / MARK).write_text(mark)
    with pytest.raises(InvalidCall) as told:
        save(PAGES, folder)
    assert str(told.value) == (
        f"--output: `{folder}` holds something else than a site of policycheck: "
        "name a new or empty folder, or --force to write the pages beside what is there"
    )
    assert (folder / "index.html").read_text() == "mine"
    assert not (folder / "terms.html").exists()


def test_a_file_of_somebodys_in_a_site_is_not_written_over(tmp_path: Path) -> None:
    save({"index.html": "one\n"}, tmp_path)
    (tmp_path / "terms.html").write_text("mine")
    with pytest.raises(InvalidCall) as told:
        save(PAGES, tmp_path)
    assert str(told.value) == f"--output: `terms.html` in `{tmp_path}` would be overwritten: move them away, or --force"
    assert _there(tmp_path) == {"index.html": "one\n", "terms.html": "mine"}


def test_by_force_only_the_pages_are_written(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("mine")
    (tmp_path / "notes.txt").write_text("mine")
    save(PAGES, tmp_path, force=True)
    assert _there(tmp_path) == {**PAGES, "notes.txt": "mine"}


def test_a_mark_takes_away_nothing_but_pages_of_its_folder(tmp_path: Path) -> None:
    outside, folder = tmp_path / "outside.html", tmp_path / "site"
    outside.write_text("mine")
    save(PAGES, folder)
    names = ["../outside.html", str(outside), "notes.txt", "", ".", 7]
    (folder / "notes.txt").write_text("mine")
    (folder / MARK).write_text(json.dumps({"made_by": "policycheck docs", "files": [*PAGES, *names]}))
    save(PAGES, folder)
    assert (outside.read_text(), (folder / "notes.txt").read_text()) == ("mine", "mine")


def test_what_cannot_be_written_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    save(PAGES, old)

    def full(self: Path, content: bytes) -> int:
        if self.name == "terms.html":
            raise OSError(28, "No space left on device")
        return len(content)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", full)
        for folder in (old, new):
            with pytest.raises(InvalidCall) as told:
                save({**PAGES, "index.html": "three\n"}, folder)
            assert str(told.value) == f"--output: `{folder}` cannot be written: No space left on device"
    assert _there(old) == PAGES
    assert [path.name for path in tmp_path.iterdir()] == ["old"]


def test_a_folder_that_may_not_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(**_: object) -> str:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("policycheck.author.site.folder.mkdtemp", denied)
    with pytest.raises(InvalidCall) as told:
        save(PAGES, tmp_path)
    assert str(told.value) == f"--output: `{tmp_path}` cannot be written: Permission denied"


@pytest.mark.parametrize(("name", "why"), [("missing/site", "No such file or directory"), ("file", "Not a directory")])
def test_a_place_where_no_folder_can_be(tmp_path: Path, name: str, why: str) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(InvalidCall) as told:
        save(PAGES, tmp_path / name)
    assert str(told.value) == f"--output: `{tmp_path / name}` cannot be written: {why}"


def test_a_folder_is_current_whatever_its_line_ends(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    assert not is_current(PAGES, folder)
    save(PAGES, folder)
    assert is_current(PAGES, folder)
    (folder / "index.html").write_bytes(b"one\r\n")
    assert is_current(PAGES, folder)
    assert not is_current({**PAGES, "index.html": "three\n"}, folder)
    assert not is_current({"index.html": "one\n"}, folder)
    (folder / "terms.html").unlink()
    assert not is_current(PAGES, folder)
    (folder / "terms.html").mkdir()
    with pytest.raises(InvalidCall, match=r"terms.html` cannot be read: Is a directory"):
        is_current(PAGES, folder)
