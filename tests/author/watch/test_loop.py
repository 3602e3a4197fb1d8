"""Which files of a pack are otherwise than before, whichever way an editor writes them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from policycheck.author.watch import Watched


@pytest.fixture
def watched(pack: Path) -> Watched:
    found = Watched(pack)
    assert found.changed() is None
    return found


def test_a_file_that_is_written_is_told_once(pack: Path, watched: Watched) -> None:
    (pack / "rules.yaml").write_text("rules: []\n")
    assert watched.changed() == ("rules.yaml",)
    assert watched.changed() is None


def test_several_saves_at_once_are_one(pack: Path, watched: Watched) -> None:
    for name in ("rules.yaml", "policy.yaml", "cases/trips.yaml"):
        (pack / name).write_text("")
    assert watched.changed() == ("cases/trips.yaml", "policy.yaml", "rules.yaml")
    assert watched.changed() is None


def test_an_editor_may_save_by_renaming(pack: Path, watched: Watched) -> None:
    written = pack / ".rules.yaml.swp"
    written.write_text("rules: []\n")
    assert watched.changed() is None
    os.replace(written, pack / "rules.yaml")
    assert watched.changed() == ("rules.yaml",)


def test_files_come_and_go(pack: Path, watched: Watched) -> None:
    (pack / "cases" / "more").mkdir()
    (pack / "cases" / "more" / "new.yaml").write_text("")
    assert watched.changed() == ("cases/more/new.yaml",)
    (pack / "rules.yaml").unlink()
    assert watched.changed() == ("rules.yaml",)


def test_other_words_of_one_length_at_one_time_are_seen(pack: Path, watched: Watched) -> None:
    file = pack / "rules.yaml"
    before, text = file.stat(), file.read_text()
    file.write_text(text.replace("days <= 5", "days <= 6"))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert watched.changed() == ("rules.yaml",)


def test_a_file_that_is_no_longer_fresh_is_as_it_was(pack: Path) -> None:
    file = pack / "rules.yaml"
    watched, before = Watched(pack), file.stat()
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns - 10**10))
    assert watched.changed() == ("rules.yaml",)
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns - 10**10))
    assert watched.changed() is None


def test_what_is_no_part_of_a_pack_is_left_alone(pack: Path, watched: Watched) -> None:
    (pack / "notes.txt").write_text("not yet")
    (pack / ".git").mkdir()
    (pack / ".git" / "config.yaml").write_text("")
    assert watched.changed() is None


def test_a_pack_can_go_and_come_back(pack: Path, watched: Watched) -> None:
    every = ("cases/trips.yaml", "policy.yaml", "rules.yaml")
    away = pack.rename(pack.with_name("away"))
    assert (watched.changed(), watched.there) == (every, False)
    assert watched.changed() is None
    away.rename(pack)
    assert (watched.changed(), watched.there) == (every, True)


def test_a_pack_may_be_one_file(pack: Path) -> None:
    file = pack / "policy.yaml"
    watched = Watched(file)
    (pack / "rules.yaml").write_text("")
    assert watched.changed() is None
    file.write_text("policy: {}\n")
    assert watched.changed() == ("policy.yaml",)
    file.unlink()
    assert (watched.changed(), watched.there) == (("policy.yaml",), False)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe_is_not_waited_for(pack: Path, watched: Watched) -> None:
    os.mkfifo(pack / "pipe.yaml")
    assert watched.changed() == ("pipe.yaml",)
