"""Writing packs, and running the command in this process."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from grants import CASES, FRAME

from policycheck import cli


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Writes the pack with more files; `cases` are added to those of the frame."""

    def put(cases: str = "", frame: str = FRAME, **files: str) -> Path:
        pack = tmp_path / "grants"
        (pack / "cases").mkdir(parents=True, exist_ok=True)
        (pack / "policy.yaml").write_text(frame, encoding="utf-8")
        (pack / "cases" / "frame.yaml").write_text(CASES + cases, encoding="utf-8")
        for name, text in files.items():
            (pack / f"{name}.yaml").write_bytes(text.encode())
        return pack

    return put


@dataclass(frozen=True)
class Ran:
    """What a command left behind."""

    code: int
    out: str
    err: str


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    """Runs the command in this process."""

    def command(*words: str | Path) -> Ran:
        monkeypatch.setattr(sys, "argv", ["policycheck", "lint", *map(str, words)])
        capfdbinary.readouterr()
        with pytest.raises(SystemExit) as ended:
            cli.main()
        sys.stdout.flush()
        out, err = capfdbinary.readouterr()
        assert isinstance(ended.value.code, int)
        return Ran(ended.value.code, out.decode(), err.decode())

    return command
