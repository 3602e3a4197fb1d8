"""The rules of `scaling/policy.yaml` by hand, slowly: how many outcomes of each kind a portfolio must give.

It keeps the scaling section honest: what is timed there is known to be right.
"""

from __future__ import annotations

from collections import Counter, defaultdict

from bench.data import Row, Tables

_PERIOD = ("2023-10-01", "2027-10-01")
_QUOTA = 2
_TIMES_AVERAGE = 4

Visits = dict[object, list[Row]]


def outcomes(tables: Tables) -> Counter[str]:
    """The name of each outcome → how many there are, over all rules and records of a `data.portfolio`."""
    visits: Visits = defaultdict(list)
    for visit in tables["visits"]:
        visits[visit["partnership"]].append(visit)
    paused = {row["id"] for row in tables["partnerships"] if row["status"] != "active"}
    counts = _budgets(tables["projects"])
    for row in tables["partnerships"]:
        for way in ("out", "in"):
            made = _made(visits[row["id"]], way)
            counts["undetermined" if made is None else "violated" if made > _QUOTA else "satisfied"] += 1
    counts.update("violated" if row["partnership"] in paused else "satisfied" for row in tables["visits"])
    counts.update(_project_active(row, visits, paused) for row in tables["projects"])
    return counts


def _budgets(projects: list[Row]) -> Counter[str]:
    """The outcomes of `budget-near-average`."""
    budgets = [row["budget_total"] for row in projects]
    known = [budget for budget in budgets if isinstance(budget, int)]
    limit = sum(known) * _TIMES_AVERAGE
    over = sum(budget * len(known) > limit for budget in known)
    return Counter(violated=over, satisfied=len(known) - over, undetermined=len(budgets) - len(known))


def _made(visits: list[Row], way: str) -> int | None:
    """How many visits one way fall in the period; None where one of them has no date."""
    days = [visit["start_date"] for visit in visits if visit["direction"] == way]
    known = [day for day in days if isinstance(day, str)]
    return sum(_PERIOD[0] <= day < _PERIOD[1] for day in known) if len(known) == len(days) else None


def _project_active(row: Row, visits: Visits, paused: set[object]) -> str:
    """The outcome of `project-active` for one project."""
    made = _made(visits[row["partnership"]], "out")
    if made == 0:
        return "not_applicable"
    if row["partnership"] not in paused:
        return "satisfied"
    return "undetermined" if made is None else "violated"
