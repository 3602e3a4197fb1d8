"""The files of a pack: which are read, and the fault of each that cannot be."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from policycheck.faults import Faults
from policycheck.pack.load import load_pack

POLICY = 'policy: {id: p, title: P, version: "1", languages: [en]}\n'


def _told(path: Path) -> list[str]:
    faults = Faults()
    load_pack(path, faults)
    return [str(fault) for fault in faults]


def test_hidden_files_and_cases_are_no_part_of_a_pack(tmp_path: Path) -> None:
    (tmp_path / "policy.yaml").write_text(POLICY)
    for name in (".git/x.yaml", "cases/a.yaml", "cases/more/b.yaml", ".x.yaml", "notes.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("[")
    assert _told(tmp_path) == []


def test_a_directory_that_cannot_be_read_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "policy.yaml").write_text(POLICY)
    (tmp_path / "rules" / "more").mkdir(parents=True)
    (tmp_path / "rules" / "more" / "a.yaml").write_text("rules: []")
    scandir: Callable[..., Iterator[os.DirEntry[str]]] = os.scandir

    def closed(path: Any) -> Any:
        if str(path).endswith("more"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", closed)
    assert _told(tmp_path) == [
        "rules/more:1:1: the directory cannot be read: permission denied\n"
        "  hint: every directory of a pack is read, except `cases`"
    ]
