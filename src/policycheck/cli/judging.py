"""What commands that judge have in common: the report asked for, and the exit code it gives."""

from __future__ import annotations

from pathlib import Path

from policycheck.cli.options import day, language, parameters
from policycheck.cli.output import told
from policycheck.faults import InvalidCall
from policycheck.policy import load
from policycheck.report.report import Report


def judge(
    pack: str, data: list[str], today: str | None, settings: list[str], lang: str | None, engine: str
) -> tuple[Report, str]:
    """The report that a command asks for, and the language to tell it in."""
    with told(f"{pack}: reading the pack") as tell:
        policy = load(pack)
        tongue = language(policy, lang)
        at, values = day(today), parameters(settings)
        tell(f"{pack}: reading {', '.join(data)}")
        records = policy.read(list(data))
        tell(f"{pack}: judging {', '.join(data)}")
        return policy.evaluate(records, today=at, parameters=values, engine=engine), tongue


def judge_in_bulk(
    pack: str, data: list[str], today: str | None, settings: list[str], lang: str | None, empty: list[str], limit: int
) -> tuple[Report, str]:
    """The report on a folder of tables, and the language to tell it in."""
    from policycheck.engines.sql import needs

    needs("duckdb", "duckdb", "sqlglot", "pyarrow")
    from policycheck.bulk.directory import tables_in

    with told(f"{pack}: reading the pack") as tell:
        policy = load(pack)
        tongue = language(policy, lang)
        at, values = day(today), parameters(settings)
        if len(data) != 1:
            raise InvalidCall("--bulk: DATA is one folder, with a file or a folder for each kind of record")
        tables = tables_in(policy.rulebook, Path(data[0]), empty)
        evaluation = policy.evaluate_tables(
            tables, today=at, parameters=values, progress=lambda words: tell(f"{pack}: {words}")
        )
        return evaluation.report(limit), tongue


def exit_code(report: Report, failing: frozenset[str]) -> int:
    """The exit code of `check`: a fault in the data outweighs what could be judged."""
    if report.input_faults or report.status == "nothing_judged":
        return 2
    outcomes = report.counts["outcomes"]
    if "violation" in failing and report.breached & {"must", "default"}:
        return 1
    if "recommendation" in failing and "should" in report.breached:
        return 1
    if "undetermined" in failing and "undetermined" in outcomes:
        return 3
    return 3 if "judgement" in failing and "needs_judgement" in outcomes else 0
