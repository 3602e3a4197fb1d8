"""Section `compile`: a pack to SQL in a fresh process, and what `import policycheck` does not load."""

from __future__ import annotations

from collections.abc import Iterator

from bench import library
from bench.clock import python
from bench.table import Line, Verdict, below, not_measured

LIMIT = 300.0
"""ms"""

PACK, REPEATS = "fredrikstad", 5
HEAVY = ("duckdb", "sqlglot", "pyspark", "psycopg")

_SQL = f"""
from time import perf_counter
import policycheck
import policycheck.engines.sql.dialects, policycheck.engines.sql.listing
policy = policycheck.load({PACK!r})
start = perf_counter()
policy.sql(dialect="duckdb")
print(perf_counter() - start)
"""
_IMPORT = f"import sys, policycheck; print(*[name for name in {HEAVY!r} if name in sys.modules])"


def lines() -> Iterator[Line]:
    """The time of the first `policy.sql`, without the import of sqlglot, and the verdict on the import."""
    what, target = f"policy.sql(dialect='duckdb') of {PACK}, its first", f"< {LIMIT:.0f} ms"
    if hasattr(library.policycheck().load(PACK), "sql"):
        taken = min(float(python("-c", _SQL)) for _ in range(REPEATS)) * 1e3
        yield Line(what, f"{taken:.0f} ms", "", target, below(taken, LIMIT))
    else:
        yield not_measured(what, "policycheck has no `sql`", target)
    heavy = python("-c", _IMPORT).split()
    verdict = Verdict.OVER if heavy else Verdict.OK
    yield Line("import policycheck", ", ".join(heavy) or "none", "", "none of the backends", verdict)
