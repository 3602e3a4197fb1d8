"""Projects and visits in Parquet, by the million, from a seed: every rule of the pack is kept, broken and left open."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb

SEED = 20261101
VISITS_A_PROJECT = 2
ROW_GROUP = 122_880
"""Rows in a Parquet row group: 60 of DuckDB's vectors, which is also its own default."""

_FORMAT = f"(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROW_GROUP})"

_PROJECTS = """
WITH drawn AS (
    SELECT
        i,
        hash(i, {seed}) AS a, hash(i, {seed} + 1) AS b, hash(i, {seed} + 2) AS c,
        hash(i, {seed} + 3) AS d, hash(i, {seed} + 4) AS e, hash(i, {seed} + 5) AS f
    FROM range({rows}) AS numbers(i)
), parts AS (
    SELECT
        *,
        DATE '2014-01-01' + CAST(a % 4700 AS INTEGER) AS start_known,
        CASE WHEN b % 1000 < 30 THEN 'M5' WHEN b % 1000 < 33 THEN NULL ELSE 'M' || (1 + (b >> 10) % 4) END AS goal,
        CASE WHEN c % 1000 < 25 THEN 18 WHEN c % 1000 < 30 THEN 0 WHEN c % 1000 < 33 THEN NULL
            ELSE CAST(1 + (c >> 10) % 17 AS INTEGER) END AS sdg
    FROM drawn
)
SELECT
    'p' || i AS id,
    CASE WHEN d % 100 >= 1 THEN 'Project ' || (d >> 8) % 5000 END AS title,
    CASE WHEN (d >> 24) % 50 >= 1
        THEN ['proposed', 'approved', 'active', 'completed', 'cancelled'][1 + CAST((d >> 32) % 5 AS INTEGER)]
    END AS status,
    CASE WHEN (a >> 16) % 100 >= 2 THEN start_known END AS start_date,
    CASE WHEN (a >> 24) % 100 >= 4
        THEN start_known + CAST((a >> 32) % 1500 AS INTEGER) - CASE WHEN (a >> 48) % 10 = 0 THEN 400 ELSE 0 END
    END AS end_date,
    CASE
        WHEN (b >> 20) % 100 < 3 THEN NULL
        WHEN (b >> 20) % 100 < 5 THEN []
        WHEN (b >> 20) % 100 < 50 THEN [goal]
        WHEN (b >> 20) % 100 < 85 THEN [goal, 'M' || (1 + (b >> 30) % 4)]
        ELSE ['M' || (1 + (b >> 30) % 4), goal, 'M' || (1 + (b >> 40) % 4)]
    END AS goals,
    CASE
        WHEN (c >> 20) % 100 < 3 THEN NULL
        WHEN (c >> 20) % 100 < 6 THEN []
        WHEN (c >> 20) % 100 < 45 THEN [sdg]
        WHEN (c >> 20) % 100 < 80 THEN [sdg, CAST(1 + (c >> 30) % 17 AS INTEGER)]
        ELSE [CAST(1 + (c >> 30) % 17 AS INTEGER), CAST(1 + (c >> 40) % 17 AS INTEGER), sdg, 4]
    END AS sdgs,
    CASE
        WHEN (d >> 40) % 100 < 4 THEN NULL
        WHEN (d >> 40) % 100 < 5 THEN ''
        WHEN (d >> 40) % 100 < 6 THEN '  '
        ELSE 'Serves ' || (d >> 48) % 20000 || ' inhabitants'
    END AS benefit,
    CASE
        WHEN e % 100 < 6 THEN NULL
        WHEN e % 100 < 7 THEN ' '
        ELSE 'Plan ' || (e >> 8) % 3000
    END AS plan_ref,
    CASE
        WHEN (e >> 20) % 100 < 5 THEN NULL
        WHEN (e >> 20) % 100 < 7 THEN 0
        WHEN (e >> 20) % 100 < 8 THEN -100
        ELSE CAST(10000 + (e >> 27) % 19000 * 50 AS DECIMAL(14, 2))
    END AS budget_total,
    CASE WHEN (e >> 50) % 20 >= 1 THEN CAST((e >> 44) % 64 / 64.0 AS DECIMAL(4, 2)) END AS own_share,
    CASE WHEN f % 100 < 3 THEN NULL WHEN f % 100 < 60 THEN 0 ELSE CAST(1 + (f >> 8) % 3 AS INTEGER) END AS advice_level,
    CASE WHEN (f >> 12) % 100 >= 3 THEN (f >> 20) % 5 = 0 END AS involves_minors,
    CASE WHEN (f >> 24) % 100 >= 3 THEN (f >> 32) % 4 = 0 END AS personal_data,
    CASE WHEN (f >> 36) % 100 >= 4 THEN (f >> 44) % 5 < 3 END AS risk_assessment,
    CASE WHEN (f >> 48) % 100 >= 5 THEN (f >> 56) % 3 > 0 END AS evaluated,
    CASE WHEN (d >> 56) % 40 >= 2 THEN (f >> 52) % 8 > 0 END AS external_application
FROM parts
"""

_VISITS = """
SELECT
    'v' || i AS id,
    CASE WHEN b % 200 >= 1 THEN 'p' || a % {projects} END AS project,
    CASE WHEN (b >> 8) % 100 >= 2 THEN CASE WHEN (b >> 16) % 2 = 0 THEN 'out' ELSE 'in' END END AS direction,
    CASE WHEN (b >> 24) % 100 >= 1 THEN DATE '2017-01-01' + CAST((b >> 32) % 3900 AS INTEGER) END AS start_date
FROM (SELECT i, hash(i, {seed} + 6) AS a, hash(i, {seed} + 7) AS b FROM range({rows}) AS numbers(i))
"""


@dataclass(frozen=True, slots=True)
class Files:
    """The two files of one size."""

    rows: int
    projects: Path
    visits: Path

    @property
    def tables(self) -> dict[str, str]:
        """As `evaluate_tables` takes them."""
        return {"projects": str(self.projects), "visits": str(self.visits)}

    @property
    def size(self) -> int:
        """Bytes on disk."""
        return self.projects.stat().st_size + self.visits.stat().st_size


def made(rows: int, below: Path, seed: int = SEED) -> Files:
    """The files with so many projects, made unless they are there already."""
    directory = below / str(rows)
    files = Files(rows, directory / "projects.parquet", directory / "visits.parquet")
    directory.mkdir(parents=True, exist_ok=True)
    _write(files.projects, _PROJECTS.format(rows=rows, seed=seed))
    _write(files.visits, _VISITS.format(rows=rows * VISITS_A_PROJECT, projects=rows, seed=seed))
    return files


def _write(path: Path, query: str) -> None:
    """The query's rows in a file, which gets its name once it is whole."""
    if path.exists():
        return
    half = path.with_suffix(".half")
    with duckdb.connect(config={"memory_limit": "4GB", "threads": 2}) as connection:
        connection.execute(f"COPY ({query}) TO '{half}' {_FORMAT}")
    half.rename(path)
