"""Clubs and their trips: a small policy, and records with something for every part of the report on a year."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import policycheck as pc
from policycheck.report.annual import Annual

START, UNTIL, TODAY = date(2026, 1, 1), date(2027, 1, 1), date(2026, 11, 1)
CLUBS = Path(__file__).parent / "clubs.yaml"
DATA: dict[str, Any] = {
    "portfolio": {"frame": 1000},
    "clubs": [
        {"id": "a", "name": "Ask", "size": "big"},
        {"id": "b", "name": "Bjørk", "size": "small", "agreed": "to turer"},
        {"id": "c", "name": "Ceder"},
    ],
    "trips": [
        {"id": "1", "club": "a", "way": "out", "day": "2025-12-31", "cost": 300, "planned": True, "goals": ["G1"], "region": "coast"},
        {"id": "2", "club": "a", "way": "out", "day": "2026-01-01", "cost": "200.5", "planned": False, "goals": ["G1"], "region": "coast"},
        {"id": "3", "club": "b", "way": "home", "day": "2026-12-31", "planned": True, "goals": []},
        {"id": "4", "club": "b", "way": "home", "day": "2027-01-01", "cost": 0, "planned": True},
        {"id": "5", "club": "c", "cost": 10, "planned": True, "goals": ["G1", "G1"], "region": "coast"},
    ],
    "waivers": [],
    "assessments": [],
}  # fmt: skip


@pytest.fixture(scope="session")
def clubs() -> pc.Policy:
    return pc.load(CLUBS)


@pytest.fixture
def data() -> dict[str, Any]:
    """The records, to be changed as a test likes."""
    return deepcopy(DATA)


@pytest.fixture
def yearly(clubs: pc.Policy) -> Callable[..., Annual]:
    """The report on 2026 for some records."""

    def make(data: Mapping[str, Any], previous: Any = None, today: date = TODAY, **parameters: object) -> Annual:
        return clubs.evaluate(data, today=today, parameters=parameters).annual(START, UNTIL, previous)

    return make
