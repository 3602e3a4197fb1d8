"""The two ways that are timed: statements by hand, and policycheck's engine on DuckDB; each opens its own database."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import yaml

from bench import clock, library
from bench.bulk import by_hand
from bench.bulk.data import Files, made
from bench.data import TODAY

BY_HAND, POLICYCHECK = "by hand", "policycheck"
COUNTS, FINDINGS, QUOTA = "counts", "findings", "quota"
_PACK = library.ROOT / "bench" / "bulk" / "policy" / "policy.yaml"

QUOTA_RULE = "visit-quota"

Counts = dict[tuple[str, str], int]
"""Rule and outcome → how many."""

_STATEMENTS = {COUNTS: by_hand.COUNTS, FINDINGS: by_hand.FINDINGS, QUOTA: by_hand.QUOTA}


def connected(files: Files, config: Mapping[str, str] | None = None) -> duckdb.DuckDBPyConnection:
    """A database in memory in which the files are the relations that the statements read."""
    connection = duckdb.connect(config=dict(config or {}))
    connection.execute("SET enable_progress_bar = false")  # else it is drawn between the lines of the report
    for name, path in files.tables.items():
        connection.execute(f"CREATE VIEW {name} AS FROM '{path}'")
    return connection


def hand_counts(files: Files, statement: str) -> Counts:
    """What a statement by hand counts."""
    with connected(files) as connection:
        return {(rule, outcome): n for rule, outcome, n in connection.execute(statement).fetchall() or ()}


def hand_findings(files: Files) -> int:
    """All findings by hand, taken as Arrow batches and let go; how many there were."""
    with connected(files) as connection:
        return sum(batch.num_rows for batch in connection.sql(by_hand.FINDINGS).to_arrow_reader())


def loaded(task: str, below: Path) -> Any:
    """The policy of a task. Raises UnmeasurableError where it cannot judge tables."""
    policy = library.policycheck().load(str(_quota_alone(below))) if task == QUOTA else library.pack("twelve")
    if not hasattr(policy, "evaluate_tables"):
        raise library.UnmeasurableError("policycheck has no `evaluate_tables`")
    return policy


def _quota_alone(below: Path) -> Path:
    """The pack without its 12 record rules, in a file: beside the join by hand nothing else is judged."""
    pack = yaml.safe_load(_PACK.read_text(encoding="utf-8"))
    pack["rules"] = [rule for rule in pack["rules"] if rule["id"] == QUOTA_RULE]
    cited = {clause for rule in pack["rules"] for clause in rule["clauses"]}
    pack["text"] = [clause for clause in pack["text"] if clause["id"] in cited]
    pack["parameters"] = {name: each for name, each in pack["parameters"].items() if each["clause"] in cited}
    path = below / "quota.yaml"
    path.write_text(yaml.safe_dump(pack, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return path


def judged(policy: Any, files: Files, task: str, **settings: object) -> Any:
    """The lazy result over the files that the task needs."""
    tables = files.tables if task == QUOTA else {"projects": str(files.projects)}
    return policy.evaluate_tables(tables, today=TODAY, engine="duckdb", **settings)


def our_counts(policy: Any, files: Files, task: str) -> Counts:
    """What policycheck counts."""
    return {(rule, outcome): n for rule, outcome, n in judged(policy, files, task).counts()}


def our_findings(policy: Any, files: Files) -> int:
    """All findings from policycheck, taken as Arrow batches and let go; how many there were."""
    return sum(batch.num_rows for batch in judged(policy, files, FINDINGS).findings(as_="batches"))


@dataclass(slots=True)
class Times:
    """The shortest times, in seconds, of each task, way and size, each measured when first asked for."""

    below: Path
    seconds: dict[tuple[str, str, int], float] = field(default_factory=dict)

    def of(self, task: str, rows: int) -> tuple[float, float | None, str]:
        """By hand, by policycheck if it can be measured, and why not. Raises AssertionError where the two differ."""
        why = ""
        if (task, BY_HAND, rows) not in self.seconds:
            files = made(rows, self.below)
            contenders = {BY_HAND: _hand(task, files)}
            try:
                contenders[POLICYCHECK] = _ours(task, files)
            except library.UnmeasurableError as fault:
                why = str(fault)
            for way, taken in clock.best(contenders, _repeats(rows)).items():
                self.seconds[task, way, rows] = taken
        ours = self.seconds.get((task, POLICYCHECK, rows))
        return self.seconds[task, BY_HAND, rows], ours, "" if ours else why or "not measured before"


def _hand(task: str, files: Files) -> Callable[[], object]:
    if task == FINDINGS:
        return lambda: hand_findings(files)
    return lambda: hand_counts(files, _STATEMENTS[task])


def _ours(task: str, files: Files) -> Callable[[], object]:
    """policycheck's way, once it is known to give what the statements give."""
    policy = loaded(task, files.projects.parent)
    if task == FINDINGS:
        _same(hand_findings(files), our_findings(policy, files), task)
        return lambda: our_findings(policy, files)
    expected, got = hand_counts(files, _STATEMENTS[task]), our_counts(policy, files, task)
    _same(expected, got, task)
    return lambda: our_counts(policy, files, task)


def _same(expected: object, got: object, task: str) -> None:
    if expected != got:
        raise AssertionError(f"`{task}`: by hand {expected}; policycheck {got}")


def _repeats(rows: int) -> int:
    """Small sizes are over in a blink, large ones are steady."""
    return 5 if rows <= 1_000_000 else 3 if rows <= 10_000_000 else 1
