"""The public names, and that importing them is light."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import policycheck as pc

ROOT = Path(__file__).parent.parent.parent
HEAVY = (
    "pydantic",
    "yaml",
    "babel",
    "typer",
    "rich",
    "durable",
    "pandas",
    "polars",
    "duckdb",
    "sqlglot",
    "hypothesis",
    "altair",
)
NAMES = {
    "EngineUnavailable",
    "Fault",
    "Finding",
    "InvalidCall",
    "InvalidPack",
    "InvalidRecords",
    "Policy",
    "PolicyCheckError",
    "Records",
    "Report",
    "load",
}


def test_public_names() -> None:
    assert set(pc.__all__) >= NAMES
    assert pc.__all__ == sorted(pc.__all__)
    for name in pc.__all__:
        assert getattr(pc, name).__doc__, name


def test_errors_share_a_base() -> None:
    for name in ("InvalidPack", "InvalidCall", "InvalidRecords", "EngineUnavailable"):
        assert issubclass(getattr(pc, name), pc.PolicyCheckError)


def test_an_unknown_name() -> None:
    with pytest.raises(AttributeError, match="module `policycheck` has no `laod`"):
        pc.laod  # noqa: B018


def test_the_version_is_written_once_and_the_same() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project.get("version", pc.__version__) == pc.__version__


def test_it_is_typed() -> None:
    assert (Path(pc.__file__).parent / "py.typed").is_file()


def imported(program: str) -> set[str]:
    """The packages that a program has imported when it ends."""
    found = subprocess.run(
        [sys.executable, "-c", f"{program}\nimport sys\nprint(*{{name.split('.')[0] for name in sys.modules}})"],
        capture_output=True,
        check=True,
        text=True,
    )
    return set(found.stdout.split())


def test_importing_is_light() -> None:
    assert imported("import policycheck") & set(HEAVY) == set()


def test_evaluating_needs_no_more_than_it_must() -> None:
    program = (
        "import policycheck as pc\n"
        "policy = pc.load('fredrikstad')\n"
        "report = policy.evaluate({'projects': [{'id': 'P-1'}]})\n"
        "report.status, len(report.findings)"
    )
    assert imported(program) & {*HEAVY} <= {"pydantic", "yaml"}
