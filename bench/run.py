"""`python bench/run.py`: what policycheck costs, beside code by hand and a peer, against its targets.

Exit code 0 if every target is met, 1 if one is missed or could not be measured, 2 for a wrong argument.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from pathlib import Path

_HERE = Path(__file__).resolve().parent
if sys.path and Path(sys.path[0]).resolve() == _HERE:
    sys.path.pop(0)  # else `zen`, the peer's package, would be this directory's zen.py
sys.path.insert(0, str(_HERE.parent))

from bench import author, clock, growth, live, pages, start, twelve_rules, watch, workbook, xlsx  # noqa: E402
from bench.table import HEADER, Line, summary  # noqa: E402

SECTIONS: dict[str, tuple[str, Callable[[], Iterator[Line]]]] = {
    "twelve": (
        f"12 rules over {twelve_rules.RECORDS:,} projects; figure: a record; ratio: to the floor",
        twelve_rules.lines,
    ),
    "scaling": ("ten times the records, mappings → report; ratio: of the two times", growth.lines),
    "rete": (
        f"12 rules over {live.RECORDS:,} projects on durable-rules; figure: a record; ratio: to by hand",
        live.rete,
    ),
    "session": ("a live case; ratio: to a change among few, or to a change", live.session),
    "one": ("one record in its surroundings", start.one),
    "import": ("import", start.importing),
    "load": ("load", start.loading),
    "command": ("command line", start.command),
    "workbook": ("a workbook, from file to report as JSON; ratio: to calamine alone", workbook.lines),
    "pages": (f"the page of a report of {pages.OUTCOMES:,} outcomes", pages.lines),
    "author": (f"a pack of {author.RULES:,} rules, from start to exit", author.lines),
    "watch": ("the Fredrikstad pack, from a save to what `policycheck watch` prints; figure: the median", watch.lines),
    "xlsx": (f"a report of {xlsx.FINDINGS:,} findings as a workbook", xlsx.lines),
}


def main() -> int:
    """Run the sections asked for, print their lines as they come, and return the exit code."""
    parser = ArgumentParser(prog="bench/run.py", description="What policycheck costs, against its targets.")
    parser.add_argument(
        "--only", action="append", choices=SECTIONS, metavar="NAME", help=f"one of {', '.join(SECTIONS)}"
    )
    chosen: list[str] = parser.parse_args().only or list(SECTIONS)
    if not clock.installed():
        sys.path.append(str(clock.ROOT / "src"))
    lines: list[Line] = []
    print(HEADER)
    for name, (title, run) in SECTIONS.items():
        if name in chosen:
            print(f"\n{name}: {title}")
            lines += _printed(run())
    print(f"\n{summary(lines)}")
    return 1 if any(line.verdict.missed for line in lines) else 0


def _printed(lines: Iterator[Line]) -> list[Line]:
    """The lines, each printed as soon as it is there."""
    kept = []
    for line in lines:
        print(line, flush=True)
        kept.append(line)
    return kept


if __name__ == "__main__":
    raise SystemExit(main())
