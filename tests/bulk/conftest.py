"""What the tests of judging in bulk share: the generator of packs, and packs by their names."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import policycheck
from policycheck.policy import Policy

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "differential"))
TODAY = date(2025, 6, 15)


@pytest.fixture(scope="session")
def shop() -> Policy:
    """A policy on orders and customers."""
    return policycheck.load(HERE / "packs" / "shop.yaml")


@pytest.fixture
def judged(shop: Policy) -> Callable[..., Any]:
    """The evaluation of orders, and of customers."""

    def judge(orders: object, customers: object = None, **others: Any) -> Any:
        settings = {name: others.pop(name) for name in list(others) if name in SETTINGS}
        return shop.evaluate_tables({"orders": orders, "customers": customers, **others}, today=TODAY, **settings)

    return judge


SETTINGS = ("connection", "memory_limit", "progress", "engine", "parameters")
