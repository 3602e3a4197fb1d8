"""`python bench/bulk/run.py`: what judging Parquet by the million costs, beside SQL by hand, against its targets.

Exit code 0 if every target is met, 1 if one is missed or could not be measured, 2 for a wrong argument.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parent.parent.parent)

from bench import clock  # noqa: E402
from bench.bulk import chart, compiling, memory, ways  # noqa: E402
from bench.bulk.data import VISITS_A_PROJECT, made  # noqa: E402
from bench.table import HEADER, Line, Verdict, at_most, not_measured, summary  # noqa: E402

SIZES = [1_000_000, 10_000_000, 50_000_000]
SPEEDS = {ways.COUNTS: 0.8, ways.FINDINGS: 0.7, ways.QUOTA: 0.8}
"""The share of the speed by hand that each task must reach."""

LINEAR_LIMIT = 11.0
"""Ten times the rows may take this many times as long."""


def main() -> int:
    """Run the sections asked for, print their lines as they come, and return the exit code."""
    parser = ArgumentParser(prog="bench/bulk/run.py", description="What judging in bulk costs, against its targets.")
    parser.add_argument("--rows", type=int, nargs="+", default=SIZES, metavar="N", help="how many projects")
    parser.add_argument("--below", type=Path, default=clock.ROOT / "build" / "bulk", help="where the files are kept")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="write the times as a Markdown table")
    parser.add_argument("--plot", type=Path, metavar="FILE", help="write the times as a picture (PNG)")
    names = [*SPEEDS, "linear", "memory", "compile"]
    parser.add_argument("--only", action="append", choices=names, help=f"one of {', '.join(names)}")
    options = parser.parse_args()
    if not clock.installed():
        sys.path.append(str(clock.ROOT / "src"))
    times, sizes = ways.Times(options.below), sorted(set(options.rows))
    sections = _sections(times, sizes)
    lines: list[Line] = []
    print(HEADER)
    for name in options.only or names:
        print(f"\n{name}: {sections[name][0]}")
        for line in sections[name][1]():
            print(line, flush=True)
            lines.append(line)
    print(f"\n{summary(lines)}")
    if options.markdown:
        options.markdown.write_text(chart.markdown(times.seconds), encoding="utf-8")
    if options.plot:
        chart.plot(times.seconds, options.plot)
    return 1 if any(line.verdict.missed for line in lines) else 0


def _sections(times: ways.Times, sizes: list[int]) -> dict[str, tuple[str, Callable[[], Iterator[Line]]]]:
    """Each section's title and its lines."""
    many = f"{VISITS_A_PROJECT} visits a project"
    return {
        ways.COUNTS: (
            "outcomes of 12 rules, counted; ratio: of the speed by hand",
            lambda: _beside(ways.COUNTS, times, sizes),
        ),
        ways.FINDINGS: ("a row each, as batches; ratio: the same", lambda: _beside(ways.FINDINGS, times, sizes)),
        ways.QUOTA: (f"a count over {many}; ratio: the same", lambda: _beside(ways.QUOTA, times, sizes)),
        "linear": ("ten times the rows; ratio: of the two times", lambda: _linear(times, sizes)),
        "memory": (f"DuckDB held to {memory.LIMIT}; figure: largest resident size", lambda: memory.lines(times, sizes)),
        "compile": ("a fresh process", compiling.lines),
    }


def _beside(task: str, times: ways.Times, sizes: list[int]) -> Iterator[Line]:
    """A task in both ways, at each size."""
    target = f"≥ {SPEEDS[task]} of by hand"
    for rows in sizes:
        megabytes = made(rows, times.below).size / 1e6
        hand, ours, why = times.of(task, rows)
        yield Line(f"{task}, {rows:,} projects ({megabytes:,.0f} MB), by hand", f"{hand:.2f} s")
        what = f"{task}, {rows:,} projects, policycheck"
        if ours is None:
            yield not_measured(what, why, target)
        else:
            yield Line(what, f"{ours:.2f} s", f"{hand / ours:.2f}", target, at_most(SPEEDS[task], hand / ours))


def _linear(times: ways.Times, sizes: list[int]) -> Iterator[Line]:
    """Each task at the smallest size and at ten times that."""
    few, many = sizes[0], sizes[0] * 10
    target = f"≤ {LINEAR_LIMIT:.0f} x"
    for task in SPEEDS:
        for nth, way in enumerate((ways.BY_HAND, ways.POLICYCHECK)):
            what, limit = f"{task}, {few:,} → {many:,} projects, {way}", target if nth else ""
            pair = [times.of(task, rows) for rows in (few, many)]
            short, long = (found[nth] for found in pair)
            if isinstance(short, float) and isinstance(long, float):
                verdict = at_most(long / short, LINEAR_LIMIT) if nth else Verdict.NO_TARGET
                yield Line(what, f"{long:.2f} s", f"{long / short:.1f} x", limit, verdict)
            else:
                yield not_measured(what, pair[1][2], limit)


if __name__ == "__main__":
    raise SystemExit(main())
