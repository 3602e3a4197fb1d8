"""Section `workbook`: a large workbook, from file to findings in one command, beside calamine's bare reading of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from bench import data, library
from bench.clock import python
from bench.data import TODAY
from bench.table import Line, below, not_measured

PROJECTS, VISITS, PARTNERSHIPS = 20_000, 40_000, 50
COUNTS = {"partnership": PARTNERSHIPS, "project": PROJECTS, "visit": VISITS}
SECONDS_LIMIT, MEMORY_LIMIT = 15.0, 600.0
"""In s, and in MB."""
FILLED, YES = 0.99, 0.02
"""The shares of cells that hold something, and of answers that are yes: a portfolio mostly in order."""
RARE = ("no_risk_assessment_reason", "exception_reason")
"""Fields that are filled in only where something is out of order."""

PACK = "fredrikstad"
_WORDS = ("harbour", "school", "library", "river", "theatre", "climate", "market", "archive", "language", "youth")

_COMMAND = """
import resource, sys
from time import perf_counter
start = perf_counter()
from policycheck.cli import main
sys.argv[1:] = {arguments!r}
try:
    main()
except SystemExit:
    pass
print(perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""
_BARE = """
from time import perf_counter
from python_calamine import CalamineWorkbook
start = perf_counter()
workbook = CalamineWorkbook.from_path({path!r})
for name in workbook.sheet_names:
    for row in workbook.get_sheet_by_name(name).iter_rows():
        pass
print(perf_counter() - start)
"""


def lines() -> Iterator[Line]:
    """One run of the command in a fresh process: seconds, peak memory, and how often calamine could have read it."""
    what = f"check {PACK}, a workbook of {PROJECTS:,} projects and {VISITS:,} visits"
    try:
        policy = library.policycheck().load(PACK)
        import python_calamine  # noqa: F401
        import xlsxwriter  # noqa: F401
    except (library.UnmeasurableError, ImportError) as why:
        yield not_measured(what, str(why), _limits())
        return
    with TemporaryDirectory() as folder:
        path, report = Path(folder) / "portfolio.xlsx", Path(folder) / "report.json"
        write(path, policy)
        bare = min(float(python("-c", _BARE.format(path=str(path)))) for _ in range(2))
        arguments = [
            "check",
            PACK,
            str(path),
            "--today",
            TODAY.isoformat(),
            "--format",
            "json",
            "--output",
            str(report),
        ]
        seconds, memory = map(float, python("-c", _COMMAND.format(arguments=arguments)).split())
        counts = json.loads(report.read_text(encoding="utf-8"))["counts"]["records"]
        if (counts["project"], counts["visit"]) != (PROJECTS, VISITS):
            raise RuntimeError(f"the report has {counts}")
    yield Line("calamine alone", f"{bare:.1f} s")
    ratio = f"{seconds / bare:.1f} x"
    yield Line(what, f"{seconds:.1f} s", ratio, f"< {SECONDS_LIMIT:.0f} s", below(seconds, SECONDS_LIMIT))
    yield Line("the same, peak memory", f"{memory:.0f} MB", "", f"< {MEMORY_LIMIT:.0f} MB", below(memory, MEMORY_LIMIT))


def write(path: Path, policy: Any) -> None:
    """Writes the workbook: every field of the pack's projects, visits and partnerships, under its label."""
    import xlsxwriter

    random = Random(1)
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        for name, count in COUNTS.items():
            type_ = policy.records[name]
            sheet = book.add_worksheet(type_.plural_label["nb"])
            fields = list(type_.fields.values())
            for at, field in enumerate(fields):
                sheet.write_string(0, at, field.label["nb"])
            for row in range(1, count + 1):
                for at, field in enumerate(fields):
                    if field.name == type_.key:
                        sheet.write_string(row, at, key(name, row))
                    elif random.random() < (YES if field.name in RARE else FILLED):
                        value = _value(random, field, COUNTS)
                        if isinstance(value, date):
                            sheet.write_datetime(row, at, value, day)
                        else:
                            sheet.write(row, at, value)


def tables(policy: Any, counts: Mapping[str, int]) -> data.Tables:
    """So many records of each type as mappings, with every field of the pack: a portfolio mostly in order."""
    random = Random(1)
    found: data.Tables = {}
    for name, count in counts.items():
        type_ = policy.records[name]
        found[type_.plural] = [
            {
                field.name: key(name, row) if field.name == type_.key else _value(random, field, counts)
                for field in type_.fields.values()
                if field.name == type_.key or random.random() < (YES if field.name in RARE else FILLED)
            }
            for row in range(1, count + 1)
        ]
    return found


def key(name: str, number: int) -> str:
    """The key of a record."""
    return f"{name[:2].upper()}-{number:06d}"


def _value(random: Random, field: Any, counts: Mapping[str, int]) -> object:
    """A cell as a person would write it; `counts` says how many records there are to refer to."""
    type_ = field.type
    if type_.kind == "list":
        return "; ".join(str(_value(random, field.element, counts)) for _ in range(random.randrange(1, 4)))
    if type_.kind == "choice":
        name = random.choice(type_.names)
        return field.labels.get(name, {}).get("nb", name)
    if type_.kind == "ref":
        return key(type_.record, random.randrange(1, counts[type_.record] + 1))
    if type_.kind == "boolean":
        return "ja" if random.random() < YES else "nei"
    if type_.kind == "date":
        first = date(2027, 1, 1) if field.name in ("end_date", "valid_until") else date(2024, 1, 1)
        return first + timedelta(days=random.randrange(1000))
    if field.name == "advice_level":
        return 0
    if type_.kind == "integer":
        return random.randrange(field.min or 0, (field.max or 40) + 1)
    if type_.numeric:
        return random.randrange(1, 250) * 1000 + random.choice((0, 0, 0.5))
    return " ".join(random.choices(_WORDS, k=random.randrange(1, 5)))


def _limits() -> str:
    return f"< {SECONDS_LIMIT:.0f} s, < {MEMORY_LIMIT:.0f} MB"
