"""The small policy that the tests of the report share, and comparing a text with one on record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

import policycheck as pc

HERE = Path(__file__).parent
TODAY = date(2026, 11, 1)


@pytest.fixture(scope="session")
def garden() -> pc.Policy:
    """Rules for allotments: every kind of rule and finding."""
    return pc.load(HERE / "packs" / "garden.yaml")


@pytest.fixture
def report(garden: pc.Policy) -> pc.Report:
    """The report on the allotments on file."""
    return garden.evaluate(HERE / "packs" / "garden-data.json", today=TODAY)


@pytest.fixture
def expected(record: bool) -> Callable[[str, str], None]:
    """Compares a text with the file of that name; with --record it is written there."""

    def compare(name: str, text: str) -> None:
        path = HERE / "expected" / name
        if record:
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text(encoding="utf-8")

    return compare


@pytest.fixture
def pack(tmp_path: Path) -> Callable[[str], pc.Policy]:
    """The policy of a pack given as text."""

    def load(text: str) -> pc.Policy:
        path = tmp_path / "policy.yaml"
        path.write_text(text, encoding="utf-8")
        return pc.load(path)

    return load
