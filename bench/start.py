"""Sections `one`, `import`, `load` and `command`: what a single call costs, in a running process and in a fresh one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from typing import Any

from bench import library
from bench.clock import ROOT, best, python
from bench.data import TODAY
from bench.table import Line, below, not_measured

ONE_LIMIT, IMPORT_LIMIT, LOAD_LIMIT, COMMAND_LIMIT = 1.0, 150.0, 300.0, 1200.0
"""All in ms."""

PACK = "fredrikstad"
PORTFOLIO = "examples/fredrikstad/portfolio.json"

_LOAD = f"""
from time import perf_counter
import policycheck
start = perf_counter()
policycheck.load({PACK!r})
print(perf_counter() - start)
"""


def one() -> Iterator[Line]:
    """`evaluate_one` of each Fredrikstad project in its surroundings: best of 50, findings listed; the slowest."""
    what = "evaluate_one, a Fredrikstad project, findings listed"
    try:
        policy = library.policycheck().load(PACK)
        tables = _portfolio()
    except library.UnmeasurableError as why:
        yield not_measured(what, str(why), _below(ONE_LIMIT))
        return
    records = policy.read(tables)
    runs = {str(row["id"]): partial(_judge, policy, row, records) for row in tables["projects"]}
    slowest = max(best(runs, 50).values()) * 1e3
    yield _line(f"{what}, slowest of {len(runs)}", slowest, ONE_LIMIT)


def importing() -> Iterator[Line]:
    """`import policycheck` in a fresh process less the start of Python itself, best of 10 each."""
    what = "import policycheck, beyond Python's own start"
    try:
        library.policycheck()
    except library.UnmeasurableError as why:
        yield not_measured(what, str(why), _below(IMPORT_LIMIT))
        return
    runs = {"bare": partial(python, "-c", "pass"), "import": partial(python, "-c", "import policycheck")}
    seconds = best(runs, 10)
    yield Line("Python's own start", f"{seconds['bare'] * 1e3:.0f} ms")
    yield _line(what, (seconds["import"] - seconds["bare"]) * 1e3, IMPORT_LIMIT)


def loading() -> Iterator[Line]:
    """`load` in a fresh process, after the import: the best of 10 processes."""
    what = f"load({PACK!r}) in a fresh process, after the import"
    try:
        library.policycheck()
    except library.UnmeasurableError as why:
        yield not_measured(what, str(why), _below(LOAD_LIMIT))
        return
    python("-c", _LOAD)
    yield _line(what, min(float(python("-c", _LOAD)) for _ in range(10)) * 1e3, LOAD_LIMIT)


def command() -> Iterator[Line]:
    """The whole command from start to exit, best of 10."""
    what = "the whole command: check fredrikstad"
    try:
        library.policycheck()
        _portfolio()
    except library.UnmeasurableError as why:
        yield not_measured(what, str(why), _below(COMMAND_LIMIT))
        return
    seconds = best({"check": _check}, 10)["check"]
    yield _line(what, seconds * 1e3, COMMAND_LIMIT)


def _portfolio() -> dict[str, Any]:
    """The example's tables, numbers exact. Raises UnmeasurableError where it is not there or holds no project."""
    try:
        tables: dict[str, Any] = json.loads((ROOT / PORTFOLIO).read_text(encoding="utf-8"), parse_float=Decimal)
    except FileNotFoundError as fault:
        raise library.UnmeasurableError(f"{PORTFOLIO} is not there") from fault
    if not tables.get("projects"):
        raise library.UnmeasurableError(f"{PORTFOLIO} holds no project")
    return tables


def _judge(policy: Any, row: object, records: object) -> object:
    return list(policy.evaluate_one("project", row, given=records).findings)


def _check() -> str:
    """The command's output. What the example breaks may set the exit code; silence means that nothing was judged."""
    arguments = ("-m", "policycheck", "check", PACK, PORTFOLIO, "--today", TODAY.isoformat())
    printed = python(*arguments, accept=(0, 1, 2, 3))
    if not printed.strip():
        raise RuntimeError(f"`python {' '.join(arguments)}` printed no report")
    return printed


def _line(what: str, value: float, limit: float) -> Line:
    """A figure and its limit, both in ms."""
    figure = f"{value:.3f} ms" if value < 10 else f"{value:.0f} ms"
    return Line(what, figure, target=_below(limit), verdict=below(value, limit))


def _below(limit: float) -> str:
    return f"< {limit:.0f} ms"
