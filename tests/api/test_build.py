"""What is shipped: the wheel and the source distribution."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the distributions are, the wheel built from the source distribution."""
    into = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(into), str(ROOT)]
    found = subprocess.run(command, capture_output=True, text=True, cwd=into)
    assert found.returncode == 0, found.stdout + found.stderr
    return into


def test_the_wheel(built: Path, tmp_path: Path) -> None:
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        archive.extractall(tmp_path / "unpacked")
    assert {"policycheck/py.typed", "policycheck/rules/fredrikstad/policy.yaml"} <= names
    rules = {f"policycheck/{path.relative_to(ROOT)}" for path in (ROOT / "rules").rglob("*.yaml")}
    assert rules <= names
    assert {name.split("/")[0].split("-")[0] for name in names} == {"policycheck"}
    assert not [name for name in names if "/test" in name or name.endswith((".pyc", ".orig"))]
    program = (
        "import policycheck as pc\n"
        "from policycheck.pack.shipped import shipped_packs\n"
        "print(pc.__file__)\n"
        "print(*shipped_packs().values(), sep='\\n')\n"
        "print(len(pc.load('fredrikstad').text))"
    )
    found = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "unpacked")},
    )
    *places, clauses = found.stdout.split()
    assert all(Path(place).is_relative_to(tmp_path / "unpacked" / "policycheck") for place in places)
    assert (len(places), clauses) == (3, "53")


def test_the_source_distribution(built: Path) -> None:
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {
        "pyproject.toml",
        "LICENSE",
        "README.md",
        "src/policycheck/py.typed",
        "rules/fredrikstad/policy.yaml",
        "tests/api/test_build.py",
        "examples/fredrikstad/portfolio.json",
    } <= names
    assert not [name for name in names if name.endswith(".pyc") or name.startswith((".git/", ".hypothesis"))]
