"""What all tests share: recording what a test expects instead of comparing with it, and how many examples are tried."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

sys.path.insert(0, str(Path(__file__).parent))
from browsers import browser  # noqa: F401
from servers import postgresql, spark  # noqa: F401

_COMMON = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow, HealthCheck.data_too_large]}
settings.register_profile("default", max_examples=300, derandomize=True, **_COMMON)
settings.register_profile("ci", max_examples=1_000, derandomize=True, **_COMMON)
settings.register_profile("thorough", max_examples=5_000, **_COMMON)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--record", action="store_true", help="write what is found as what is expected; review it as a diff"
    )


@pytest.fixture
def record(request: pytest.FixtureRequest) -> bool:
    """Whether expected texts are written anew instead of compared."""
    return bool(request.config.getoption("--record"))
