"""`python -m bench.xlsx`: a report of 20,000 findings as a workbook, from mappings and from a workbook to copy."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from bench import data, library, workbook
from bench.data import TODAY
from bench.table import Line, below, not_measured

PROJECTS = 4_300
FINDINGS = 20_000
SECONDS_LIMIT = 10.0
STATED = 0.6
"""The share of values that are stated: so much is missing that there are many findings on few records."""


def lines() -> Iterator[Line]:
    """The seconds that writing takes once the records are judged."""
    what, limit = f"the report as a workbook, {FINDINGS:,} findings", f"< {SECONDS_LIMIT:.0f} s"
    try:
        policy = library.policycheck().load(workbook.PACK)
        import openpyxl  # noqa: F401

        from policycheck.author.template import template
    except (library.UnmeasurableError, ImportError) as why:
        yield not_measured(what, str(why), limit)
        return
    with TemporaryDirectory() as folder:
        book, into = Path(folder) / "book.xlsx", Path(folder) / "report.xlsx"
        records = tables(policy)
        book.write_bytes(template(policy, "nb", policy.read(records)))
        for name, source in (("mappings", records), ("a workbook", book)):
            report = policy.evaluate(source, today=TODAY)
            if len(report.findings) < FINDINGS:
                raise RuntimeError(f"there are {len(report.findings)} findings")
            start = perf_counter()
            report.to_xlsx(into)
            seconds = perf_counter() - start
            yield Line(f"{what}, from {name}", f"{seconds:.1f} s", "", limit, below(seconds, SECONDS_LIMIT))


def tables(policy: Any) -> data.Tables:
    """Projects and visits of which much is not stated."""
    random = Random(2)
    counts = {"partnership": 50, "project": PROJECTS, "visit": PROJECTS}
    return {
        plural: [
            {name: value for name, value in row.items() if name == "id" or random.random() < STATED} for row in rows
        ]
        for plural, rows in workbook.tables(policy, counts).items()
    }


if __name__ == "__main__":
    found = list(lines())
    print(*found, sep="\n")
    sys.exit(any(line.verdict.missed for line in found))
