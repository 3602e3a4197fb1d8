"""Rows for the benchmark, the same on every run: what a JSON file of projects would give."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random

Row = dict[str, object]
Tables = dict[str, list[Row]]

TODAY = date(2026, 11, 1)
"""The evaluation date of every section."""

MISSING = 0.1
"""The share of rows in which an optional field is left out or null (each half of the time)."""

_GOALS = ("M1", "M2", "M3", "M4")
_STATUSES = ("proposed", "approved", "active", "completed", "cancelled")
_WORDS = ("harbour", "school", "library", "river", "theatre", "climate", "market", "archive", "language", "youth")


def projects(n: int, seed: int = 1) -> list[Row]:
    """`n` project rows of up to 17 fields, two of them lists.

    Values are as JSON gives them: whole numbers as int, others as Decimal, dates as ISO text. About a tenth of the
    values of each optional field are missing. None is unreadable, and no text is blank: no row has an input fault.
    """
    random = Random(seed)
    return [_with_gaps(random, _project(random, number)) for number in range(1, n + 1)]


def portfolio(n: int, seed: int = 1) -> Tables:
    """`n` records in all for the pack in `scaling/`: a tenth partnerships, half projects, the rest visits."""
    random = Random(seed)
    partnerships, in_projects = n // 10, n // 2
    return {
        "partnerships": [_partnership(random, number) for number in range(1, partnerships + 1)],
        "projects": [_small_project(random, number, partnerships) for number in range(1, in_projects + 1)],
        "visits": [_visit(random, number, partnerships) for number in range(1, n - partnerships - in_projects + 1)],
    }


def _project(random: Random, number: int) -> Row:
    """One project with every field known."""
    start = date(2023, 1, 1) + timedelta(days=random.randrange(1400))
    end = start + timedelta(days=random.randrange(30, 900))
    if random.random() < 0.04:
        end = start - timedelta(days=random.randrange(1, 60))
    return {
        "id": f"P-{number:06d}",
        "title": " ".join(random.choices(_WORDS, k=3)),
        "status": random.choice(_STATUSES),
        "start_date": start.isoformat(),
        "end_date": end.isoformat(),
        "goals": _goals(random),
        "sdgs": _sdgs(random),
        "benefit": " ".join(random.choices(_WORDS, k=8)),
        "plan_ref": f"plan {random.randrange(1, 40)}",
        "budget_total": _budget(random),
        "own_share": Decimal(random.randrange(5, 100)) / 100,
        "advice_level": random.choices((0, 1, 2, 3), (70, 15, 10, 5))[0],
        "involves_minors": random.random() < 0.3,
        "personal_data": random.random() < 0.3,
        "risk_assessment": random.random() < 0.7,
        "evaluated": random.random() < 0.6,
        "external_application": random.random() < 0.75,
    }


def _with_gaps(random: Random, row: Row) -> Row:
    """The row with values missing here and there: half of them left out, half null. The key stays."""
    kept: Row = {}
    for field, value in row.items():
        if field == "id" or random.random() >= MISSING:
            kept[field] = value
        elif random.random() < 0.5:
            kept[field] = None
    return kept


def _goals(random: Random) -> list[str]:
    """No goal, one to three of the policy's goals, or one that it does not know."""
    draw = random.random()
    if draw < 0.04:
        return []
    chosen = random.sample(_GOALS, random.randrange(1, 4))
    return [*chosen, "M9"] if draw < 0.1 else chosen


def _sdgs(random: Random) -> list[int]:
    """None, one to four of the 17 goals of sustainable development, or a number that is none of them."""
    draw = random.random()
    if draw < 0.04:
        return []
    chosen = random.sample(range(1, 18), random.randrange(1, 5))
    return [*chosen, random.choice((0, 18, 169))] if draw < 0.1 else chosen


def _budget(random: Random) -> int | Decimal:
    """Crowns: nothing (a few), whole crowns (most), or with half a crown."""
    draw = random.random()
    if draw < 0.06:
        return 0
    crowns = random.randrange(20, 1200) * 1000
    return crowns + Decimal("0.5") if draw < 0.2 else crowns


def _partnership(random: Random, number: int) -> Row:
    return {
        "id": f"T-{number:06d}",
        "name": " ".join(random.choices(_WORDS, k=2)),
        "status": "paused" if random.random() < 0.1 else "active",
        "contact_level": random.choice(("high", "medium", "low", None)),
    }


def _small_project(random: Random, number: int, partnerships: int) -> Row:
    budget = None if random.random() < MISSING else random.randrange(20, 1200) * 1000
    return {
        "id": f"P-{number:06d}",
        "partnership": f"T-{random.randrange(1, partnerships + 1):06d}",
        "budget_total": budget if random.random() < 0.98 or budget is None else budget * 10,
    }


def _visit(random: Random, number: int, partnerships: int) -> Row:
    day = date(2022, 1, 1) + timedelta(days=random.randrange(2600))
    return {
        "id": f"V-{number:06d}",
        "partnership": f"T-{random.randrange(1, partnerships + 1):06d}",
        "direction": random.choice(("out", "in")),
        "start_date": None if random.random() < 0.02 else day.isoformat(),
    }
