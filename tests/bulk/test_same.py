"""Tables judged in bulk come out as the reference engine judges the same tables, whatever they are given as."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import polars
import pyarrow
import pytest
from generator import FIELDS, KEYS, TAPE, Tape, data, policy, rules
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pyarrow import csv, parquet

import policycheck
from policycheck.policy import Policy
from policycheck.report.report import Report

ROOT = Path(__file__).parent.parent.parent
TODAY = date(2025, 6, 15)
EXAMPLES = {"ci": 100, "thorough": 2_000}.get(os.environ.get("HYPOTHESIS_PROFILE", ""), 4)
TAPES = st.binary(min_size=TAPE, max_size=TAPE)
SILENT = ("satisfied", "not_applicable", "not_in_force")
PLURALS = {"orgs": "org", "events": "event"}
SMALL = ("portfolio", "waivers", "assessments")
NATIVE: dict[str, tuple[type | tuple[type, ...], Any]] = {
    "boolean": (bool, pyarrow.bool_()),
    "integer": (int, pyarrow.int64()),
    "number": ((int, float), pyarrow.float64()),
    "money": (int, pyarrow.int64()),
}


# --- the same rows as tables of several kinds


def written(cell: object) -> str | None:
    """A cell as people write it."""
    if cell is None:
        return None
    return str(cell).lower() if isinstance(cell, bool) else str(cell)


def column(kind: str, cells: list[Any]) -> Any:
    """A column of Arrow: of its own type where all cells are of it, else of texts."""
    if kind.startswith("list:"):
        kept = [None if cell is None or isinstance(cell, str) else cell for cell in cells]
        inner = column(kind[5:], [one for cell in kept if cell for one in cell]).type
        values = kept if inner != pyarrow.string() else [cell and [written(one) for one in cell] for cell in kept]
        return pyarrow.array(values, pyarrow.list_(inner))
    python, type_ = NATIVE.get(kind.partition(":")[0], (None, None))
    if python is not None and all(
        cell is None or (isinstance(cell, python) and isinstance(cell, bool) == (kind == "boolean")) for cell in cells
    ):
        return pyarrow.array(cells, type_)
    return pyarrow.array([written(cell) for cell in cells], pyarrow.string())


def arrow(plural: str, rows: list[dict[str, Any]]) -> pyarrow.Table:
    """Rows of the generator as a table of Arrow."""
    fields = FIELDS[PLURALS[plural]]
    return pyarrow.table({name: column(kind, [row.get(name) for row in rows]) for name, kind in fields.items()})


def as_texts(table: pyarrow.Table) -> pyarrow.Table:
    """The same with every cell a text, as a CSV file can hold it."""

    def cell(value: object) -> str | None:
        return "; ".join(written(one) or "" for one in value) if isinstance(value, list) else written(value)

    return pyarrow.table(
        {
            name: pyarrow.array([cell(value) for value in column.to_pylist()], pyarrow.string())
            for name, column in zip(table.column_names, table.columns, strict=True)
        }
    )


def as_csv(table: pyarrow.Table, path: Path, delimiter: str) -> Path:
    csv.write_csv(as_texts(table), path, csv.WriteOptions(delimiter=delimiter))
    return path


def as_parquet(table: pyarrow.Table, path: Path) -> Path:
    parquet.write_table(table, path)
    return path


Make = Callable[[dict[str, pyarrow.Table], Path], tuple[dict[str, Any], Any]]
"""Makes tables of Arrow the tables that are judged in bulk, and the data that the reference judges."""


def of_arrow(tables: dict[str, pyarrow.Table], folder: Path) -> tuple[dict[str, Any], Any]:
    return dict(tables), tables


def of_pandas(tables: dict[str, pyarrow.Table], folder: Path) -> tuple[dict[str, Any], Any]:
    made = {plural: table.to_pandas() for plural, table in tables.items()}
    return dict(made), made


def of_polars(tables: dict[str, pyarrow.Table], folder: Path) -> tuple[dict[str, Any], Any]:
    made = {plural: polars.from_arrow(table) for plural, table in tables.items()}
    return dict(made), made


def of_lazy(tables: dict[str, pyarrow.Table], folder: Path) -> tuple[dict[str, Any], Any]:
    made = {plural: polars.from_arrow(table).lazy() for plural, table in tables.items()}
    return dict(made), made


def of_parquet(tables: dict[str, pyarrow.Table], folder: Path) -> tuple[dict[str, Any], Any]:
    made = {plural: as_parquet(table, folder / f"{plural}.parquet") for plural, table in tables.items()}
    return dict(made), list(made.values())


def of_csv(tables: dict[str, pyarrow.Table], folder: Path) -> tuple[dict[str, Any], Any]:
    made = {plural: as_csv(table, folder / f"{plural}.csv", ";") for plural, table in tables.items()}
    return dict(made), folder


def of_commas(tables: dict[str, pyarrow.Table], folder: Path) -> tuple[dict[str, Any], Any]:
    made = {plural: as_csv(table, folder / f"{plural}.csv", ",") for plural, table in tables.items()}
    return dict(made), folder


KINDS: dict[str, Make] = {
    "arrow": of_arrow,
    "pandas": of_pandas,
    "polars": of_polars,
    "lazy": of_lazy,
    "parquet": of_parquet,
    "csv": of_csv,
    "commas": of_commas,
}


# --- what is compared


def counts(report: Report) -> dict[tuple[str, str], int]:
    found = Counter((one.rule, one.outcome) for one in report.outcomes)
    return {at: n for at, n in sorted(found.items()) if at[1] != "not_in_force"}


def loud(report: Report) -> list[tuple[str, ...]]:
    return sorted(
        (one.rule, one.type, one.subject, one.outcome) for one in report.outcomes if one.outcome not in SILENT
    )


def in_order(findings: pyarrow.Table) -> list[tuple[str, ...]]:
    return sorted(zip(*(findings[name].to_pylist() for name in findings.column_names), strict=True))


def agree(generated: Policy, tables: dict[str, Any], given_data: Any, small: dict[str, Any], told: str) -> None:
    report = generated.evaluate(
        [*(given_data if isinstance(given_data, list) else [given_data]), *([small] if small else [])],
        today=TODAY,
        engine="reference",
    )
    found = generated.evaluate_tables({**tables, **small}, today=TODAY)
    assert {(rule, outcome): n for rule, outcome, n in found.counts()} == counts(report), told
    assert in_order(found.findings()) == loud(report), told
    assert found.status() == report.status, told
    assert found.record_counts == report.counts["records"], told
    faulty = {(fault.type, fault.column) for fault in found.input_faults()}
    assert faulty == {(fault.type, fault.column) for fault in report.input_faults if fault.type in KEYS}, told


def without_lists_of_references(tape_bytes: bytes) -> tuple[Tape, str]:
    """A tape's rules, or the first of others that do not speak of lists of references: those are not judged in bulk."""
    tape, others = Tape(tape_bytes), Random(tape_bytes)
    while "mates" in (text := rules(tape, number=2)):
        tape = Tape(others.randbytes(TAPE))
    return tape, text


@given(TAPES, st.sampled_from(list(KINDS)))
@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate])
def test_generated_tables_come_out_as_the_reference_judges_them(
    tmp_path_factory: pytest.TempPathFactory, tape_bytes: bytes, kind: str
) -> None:
    tape, text = without_lists_of_references(tape_bytes)
    generated, given_data = policy(text), data(tape)
    folder = tmp_path_factory.mktemp(kind)
    small = {name: given_data[name] for name in SMALL if name in given_data}
    tables, same = KINDS[kind]({plural: arrow(plural, given_data[plural]) for plural in PLURALS}, folder)
    agree(generated, tables, same, small, f"{kind}\n{text}\n{json.dumps(given_data)}")


@pytest.fixture(scope="module")
def fredrikstad() -> tuple[Policy, Report, Any]:
    """The example's policy, its report by the reference, and its evaluation in bulk."""
    loaded = policycheck.load("fredrikstad")
    given_data = json.loads((ROOT / "examples" / "fredrikstad" / "portfolio.json").read_text(encoding="utf-8"))
    report = loaded.evaluate(given_data, today=date(2026, 11, 1), engine="reference")
    plurals = [type_.plural for type_ in loaded.records.values() if type_.name != "portfolio"]
    tables = {plural: polars.DataFrame(given_data[plural]) if given_data.get(plural) else None for plural in plurals}
    small = {plural: given_data[plural] for plural in SMALL if plural in given_data}
    return loaded, report, loaded.evaluate_tables({**tables, **small}, today=date(2026, 11, 1))


def test_the_example_of_fredrikstad_comes_out_the_same(fredrikstad: tuple[Policy, Report, Any]) -> None:
    _, report, found = fredrikstad
    assert {(rule, outcome): n for rule, outcome, n in found.counts()} == counts(report)
    assert in_order(found.findings()) == loud(report)
    assert found.status() == report.status == "non_compliant"
    assert found.record_counts == report.counts["records"]


def test_the_report_on_fredrikstad_has_the_same_findings_word_for_word(
    fredrikstad: tuple[Policy, Report, Any],
) -> None:
    _, report, found = fredrikstad
    sampled = found.report(10_000)
    assert sampled.to_dict()["findings"] == report.to_dict()["findings"]
    assert (sampled.status, sampled.counts["outcomes"]) == (report.status, report.counts["outcomes"])


@pytest.mark.parametrize(
    "lists",
    [
        {
            "shares": [["999999999999999999,999999", "1"], None, ["2,5"]],
            "grades": [["999999999999999999,999999", "x"], ["1", " 2 "], []],
            "kinds": [["Alpha"], ["x", "a"], [None]],
            "tags": [[" x "], ["y"], [""]],
        },
        {"shares": [[0.1], [2.5], None], "grades": [[1, 2], [3], [None]], "kinds": None, "tags": [[1, 2], [3], None]},
    ],
    ids=["texts", "numbers"],
)
def test_lists_of_any_cells_beside_lists_of_a_rule_come_out_the_same(lists: dict[str, Any]) -> None:
    loaded = policycheck.load(Path(__file__).parent / "packs" / "lists.yaml")
    columns = {name: cells for name, cells in lists.items() if cells is not None}
    table = pyarrow.table({"id": ["a", "b", "c"], "level": [1, 2, None], **columns})
    report = loaded.evaluate({"things": table}, today=TODAY, engine="reference")
    found = loaded.evaluate_tables({"things": table}, today=TODAY)
    found.input_faults()  # which sees the white space in a list's texts: until then they are taken as they stand
    assert {(rule, outcome): n for rule, outcome, n in found.counts()} == counts(report)
    assert in_order(found.findings()) == loud(report)
