"""One task in a process of its own, whose memory is looked at: `child.py WAY TASK ROWS BELOW MEMORY OUT`.

It prints seconds and the largest resident size in bytes.
"""

from __future__ import annotations

import resource
import sys
from pathlib import Path
from time import perf_counter

_ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[0] = str(_ROOT)

from bench.bulk import by_hand, ways  # noqa: E402
from bench.bulk.data import Files, made  # noqa: E402


def main() -> None:
    """Run the task and print what it took."""
    way, task, rows, below, memory, out = sys.argv[1:]
    files, start = made(int(rows), Path(below)), perf_counter()
    (_by_hand if way == ways.BY_HAND else _policycheck)(task, files, memory, out)
    print(perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)


def _by_hand(task: str, files: Files, memory: str, out: str) -> None:
    with ways.connected(files, {"memory_limit": memory}) as connection:
        if task == ways.FINDINGS:
            connection.execute("SET preserve_insertion_order = false")
            connection.execute(f"COPY ({by_hand.FINDINGS}) TO '{out}' (FORMAT parquet)")
        else:
            connection.execute(by_hand.QUOTA if task == ways.QUOTA else by_hand.COUNTS).fetchall()


def _policycheck(task: str, files: Files, memory: str, out: str) -> None:
    result = ways.judged(ways.loaded(task, files.projects.parent), files, task, memory_limit=memory)
    if task == ways.FINDINGS:
        result.write(out)
    else:
        result.counts()


if __name__ == "__main__":
    main()
