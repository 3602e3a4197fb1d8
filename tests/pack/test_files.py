"""Files that can be read, and the fault of each that cannot."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from policycheck.faults import Faults
from policycheck.pack.files import read_source


def _read(path: Path, most_bytes: int = 5_000_000) -> tuple[str | None, list[str]]:
    faults = Faults()
    source = read_source(path, "p.yaml", faults, most_bytes)
    return (source.text if source else None), [str(fault) for fault in faults]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", ""),
        ("a: blåbær 😀\r\nb: c\n".encode(), "a: blåbær 😀\r\nb: c\n"),
        (b"\xef\xbb\xbfa: b", "a: b"),
    ],
)
def test_utf8_is_read_as_it_stands(tmp_path: Path, data: bytes, text: str) -> None:
    path = tmp_path / "p.yaml"
    path.write_bytes(data)
    assert _read(path) == (text, [])


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (
            b"a: b\nc: bl\xe5b\xe6r\n",
            "p.yaml:2:6: is not UTF-8: byte 0xE5 on line 2\n  c: blåbær\n       ^\n"
            "  hint: save the file as UTF-8; it looks like Windows-1252, where this byte is `å`",
        ),
        (
            b"a: \x81",
            "p.yaml:1:4: is not UTF-8: byte 0x81 on line 1\n  a: \ufffd\n     ^\n  hint: save the file as UTF-8",
        ),
        (
            b"\xff\xfea\x00",
            "p.yaml:1:1: is not UTF-8: it was saved as UTF-16 (“Unicode” in some editors)\n"
            "  hint: save the file as UTF-8",
        ),
        (b"PK\x03\x04\x00\x00", "p.yaml:1:1: is not a text file"),
        (b"x" * 11, "p.yaml:1:1: is larger than 10 bytes\n  hint: split it into several files"),
    ],
)
def test_what_is_no_text_is_a_fault(tmp_path: Path, data: bytes, fault: str) -> None:
    path = tmp_path / "p.yaml"
    path.write_bytes(data)
    assert _read(path, 10 if data.startswith(b"x") else 5_000_000) == (None, [fault])


def test_a_huge_file_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "p.yaml"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    monkeypatch.setattr(Path, "open", lambda *_: pytest.fail("it was opened"))
    assert _read(path) == (None, ["p.yaml:1:1: is larger than 5 MB\n  hint: split it into several files"])


def test_what_is_no_file_is_a_fault(tmp_path: Path) -> None:
    assert _read(tmp_path) == (None, ["p.yaml:1:1: is a directory, not a file"])
    assert _read(tmp_path / "none") == (None, ["p.yaml:1:1: there is no such file"])
    assert _read(tmp_path / "a\0b")[0] is None
    (tmp_path / "file").write_text("a")
    assert _read(tmp_path / "file" / "below") == (None, ["p.yaml:1:1: cannot be read: not a directory"])


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert _read(tmp_path / "pipe") == (None, ["p.yaml:1:1: is not a text file"])
