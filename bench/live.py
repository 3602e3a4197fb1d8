"""Sections `rete` and `session`: durable-rules as an engine beside itself by hand; what a step of a case costs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from random import Random
from statistics import median
from time import perf_counter
from typing import Any

from bench import data, durable, floor, library, workbook
from bench.clock import best, python
from bench.data import TODAY
from bench.table import Line, at_most, below, not_measured

RECORDS, REPEATS = 3_000, 12
RETE_LIMIT, RETE_AIM = 3.0, 2.0
"""Outcomes from validated records may take this many times what durable-rules takes with 12 conditions by hand."""

SMALL, LARGE = 100, 10_000
STEPS = 400
STEP_LIMIT = 2.0
"""A change among 10,000 projects may cost this many times what it costs among 100."""
AGAIN_FACTOR = 100.0
"""And at least this many times less than judging all again."""
MEMORY_LIMIT = 500.0
"""In MB, for a session of 10,000 projects in a process of its own."""

_MEMORY = """
import sys
sys.path[:0] = {path!r}
from bench import live
session = live.begin({name!r}, live.LARGE)
with open("/proc/self/status") as file:
    print([line.split()[1] for line in file if line.startswith("VmHWM")][0])
"""


def rete() -> Iterator[Line]:
    """The 12-rule work through durable-rules: by hand for violations alone, and as an engine for every outcome."""
    raw_name, rete_name = "durable-rules by hand, violations alone", "policycheck, engine rete, every outcome"
    target = f"≤ {RETE_LIMIT:.0f} x by hand"
    try:
        raw, policy = durable.Raw(), library.pack("twelve")
    except Exception as why:  # whatever durable-rules raises where it cannot be loaded
        yield not_measured(rete_name, str(why), target)
        return
    rows = data.projects(RECORDS)
    projects = [floor.project(row) for row in rows]
    codes, facts = (
        [floor.three_valued(project) for project in projects],
        [durable.fact(project) for project in projects],
    )
    expected = [tuple(code == floor.VIOLATED for code in record) for record in codes]
    if raw.violations(facts) != expected:
        raise AssertionError("durable-rules by hand sees other violations than the floor")
    records = policy.read({"projects": rows})
    report = policy.evaluate(records, today=TODAY, engine="rete")
    if [one.outcome for one in report.outcomes] != [one.outcome for one in library.counted(policy, records).outcomes]:
        raise AssertionError("the engines rete and python differ")
    seconds = best(
        {raw_name: lambda: raw.violations(facts), rete_name: lambda: _counted(policy, records, "rete")}, REPEATS
    )
    micro = {name: taken / RECORDS * 1e6 for name, taken in seconds.items()}
    ratio = micro[rete_name] / micro[raw_name]
    yield Line(raw_name, f"{micro[raw_name]:.1f} µs")
    yield Line(rete_name, f"{micro[rete_name]:.1f} µs", f"{ratio:.2f} x", target, at_most(ratio, RETE_LIMIT))
    yield Line(
        "the same, against the aim", "", f"{ratio:.2f} x", f"≤ {RETE_AIM:.0f} x by hand", at_most(ratio, RETE_AIM)
    )


def session() -> Iterator[Line]:
    """A change to one project, among 100 and among 10,000: 12 rules alone, and Fredrikstad's with its totals."""
    for name, what in (("twelve", "12 rules"), ("fredrikstad", "Fredrikstad, with totals of all")):
        try:
            small, large = (_step(name, number) for number in (SMALL, LARGE))
        except Exception as why:  # whatever durable-rules raises where it cannot be loaded
            yield not_measured(what, str(why), f"≤ {STEP_LIMIT:.0f} x")
            continue
        ratio = large / small
        yield Line(f"{what}: a change among {SMALL}", f"{small * 1e3:.2f} ms")
        target = f"≤ {STEP_LIMIT:.0f} x"
        yield Line(
            f"{what}: a change among {LARGE:,}",
            f"{large * 1e3:.2f} ms",
            f"{ratio:.2f} x",
            target,
            at_most(ratio, STEP_LIMIT),
        )
        yield from _again(name, what, large)
        memory = float(python("-c", _MEMORY.format(path=[str(library.ROOT)], name=name))) / 1024
        target = f"< {MEMORY_LIMIT:.0f} MB"
        yield Line(
            f"{what}: peak memory, {LARGE:,} projects", f"{memory:.0f} MB", "", target, below(memory, MEMORY_LIMIT)
        )


def begin(name: str, number: int) -> Any:
    """A session over so many projects."""
    return _policy(name).session(today=TODAY, given=_tables(name, number))


def _policy(name: str) -> Any:
    return library.policycheck().load(name) if name == "fredrikstad" else library.pack(name)


def _tables(name: str, number: int) -> data.Tables:
    if name == "twelve":
        return {"projects": data.projects(number)}
    return workbook.tables(_policy(name), {"partnership": number // 200 + 1, "project": number, "visit": 2 * number})


def _step(name: str, number: int) -> float:
    """The median of many changes, each of another project's budget, in seconds."""
    rows, random, taken = _tables(name, number)["projects"], Random(2), []
    with begin(name, number) as live:
        for at in range(STEPS):
            row = {**random.choice(rows), "budget_total": random.choice((None, 0, 90_000, 2_500_000))}
            start = perf_counter()
            live.put("project", row)
            if at >= STEPS // 10:
                taken.append(perf_counter() - start)
    return median(taken)


def _again(name: str, what: str, step: float) -> Iterator[Line]:
    """What judging all again takes, as often as a step: by the session's own engine, and by the fastest."""
    policy, tables = _policy(name), _tables(name, LARGE)
    again: dict[str, Callable[[], object]] = {
        engine: partial(_counted, policy, tables, engine) for engine in ("rete", "python")
    }
    for engine, seconds in best(again, 1).items():
        factor = seconds / step
        target, verdict = f"≥ {AGAIN_FACTOR:.0f} x a change", at_most(AGAIN_FACTOR, factor)
        line = f"{what}: all {LARGE:,} again, engine {engine}"
        yield Line(line, f"{seconds * 1e3:.0f} ms", f"{factor:.0f} x", target, verdict)


def _counted(policy: Any, given: object, engine: str) -> Any:
    report = policy.evaluate(given, today=TODAY, engine=engine)
    _ = report.counts["outcomes"]
    return report
