"""`python bench/pages.py`: what the page of a large report costs, in seconds and in size, against its targets.

Two reports of 100,000 outcomes: one mostly in order by the Fredrikstad pack, one with gaps everywhere by twelve rules.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import Any

_HERE = Path(__file__).resolve().parent
if sys.path and Path(sys.path[0]).resolve() == _HERE:
    sys.path.pop(0)
sys.path.insert(0, str(_HERE.parent))

from bench import data, library, workbook  # noqa: E402
from bench.data import TODAY  # noqa: E402
from bench.table import HEADER, Line, below, summary  # noqa: E402

OUTCOMES = 100_000
IN_ORDER = {"partnership": 60, "project": 5_000, "visit": 3_200}
GAPPED = 8_400
REPEATS = 3
SECONDS_LIMIT, SIZE_LIMIT = 5.0, 30.0
"""In s, and in MB."""


def lines() -> Iterator[Line]:
    """The page of each report: from the report to the text, its findings not listed yet; the best of some."""
    policy = library.policycheck().load(workbook.PACK)
    yield from _page(f"{workbook.PACK}, mostly in order", policy, workbook.tables(policy, IN_ORDER))
    yield from _page("twelve rules, with gaps", library.pack("twelve"), {"projects": data.projects(GAPPED)})


def _page(what: str, policy: Any, tables: data.Tables) -> Iterator[Line]:
    outcomes = library.outcome_counts(policy.evaluate(tables, today=TODAY))
    if sum(outcomes.values()) < OUTCOMES:
        raise RuntimeError(f"only {sum(outcomes.values()):,} outcomes")
    pages = [_timed(policy.evaluate(tables, today=TODAY)) for _ in range(REPEATS)]
    seconds, size = min(seconds for seconds, _ in pages), pages[0][1] / 1e6
    quiet = outcomes.get("satisfied", 0) + outcomes.get("not_applicable", 0)
    note = f"{sum(outcomes.values()):,} outcomes, {sum(outcomes.values()) - quiet:,} of them findings"
    yield Line(what, f"{seconds:.1f} s", "", f"< {SECONDS_LIMIT:.0f} s", below(seconds, SECONDS_LIMIT), note)
    yield Line("its size", f"{size:.1f} MB", "", f"< {SIZE_LIMIT:.0f} MB", below(size, SIZE_LIMIT))


def _timed(report: Any) -> tuple[float, int]:
    """The seconds that a page takes, and its bytes."""
    start = perf_counter()
    html = report.to_html()
    return perf_counter() - start, len(html.encode())


def main() -> int:
    """Prints the table."""
    print(HEADER)
    found = []
    for line in lines():
        print(line)
        found.append(line)
    print(summary(found))
    return int(any(line.verdict.missed for line in found))


if __name__ == "__main__":
    sys.exit(main())
