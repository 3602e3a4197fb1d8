"""Loading a pack from its text."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

import policycheck as pc
from policycheck.policy import Policy

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(scope="session")
def policy(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Policy]:
    """The policy of a pack's text."""

    @cache
    def loaded(text: str) -> Policy:
        path = tmp_path_factory.mktemp("pack") / "trips.yaml"
        path.write_text(text, encoding="utf-8")
        return pc.load(path)

    return loaded


@pytest.fixture(scope="session")
def load(policy: Callable[[str], Policy]) -> Callable[[str], object]:
    """The rulebook of a pack's text."""
    return lambda text: policy(text).rulebook
