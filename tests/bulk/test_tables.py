"""Tables of many kinds judged in bulk: what may be given, what comes of it, and when anything is read at all."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import duckdb
import pandas
import polars
import pyarrow
import pytest
from pyarrow import parquet

import policycheck
from policycheck.faults import EngineUnavailable, InvalidCall
from policycheck.policy import Policy

Judge = Callable[..., Any]
ORDERS = pyarrow.table(
    {
        "id": ["a", "b", "c"],
        "customer": ["k1", "k1", None],
        "amount": [1, 200, 300],
        "day": ["2025-02-01", "31.12.2024", None],
        "paid": [True, False, None],
        "note": [None, "x", None],
    }
)
CUSTOMERS = pyarrow.table({"code": ["k1", "k2"], "limit_of": [100, 100]})
CHEAP = [("cheap", "satisfied", 1), ("cheap", "violated", 2)]
VIOLATED = [
    ("cheap", "order", "b", "violated"),
    ("cheap", "order", "c", "violated"),
    ("dated", "order", "b", "violated"),
    ("paid", "order", "b", "violated"),
]


def cheap(found: Any) -> list[tuple[str, str, int]]:
    return [tuple(count) for count in found.counts() if count.rule == "cheap"]


def rows(findings: Any) -> list[tuple[str, ...]]:
    return sorted(tuple(row.values()) for row in findings.to_pylist())


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with the orders as files of several kinds."""
    parquet.write_table(ORDERS, tmp_path / "orders.parquet")
    parts = tmp_path / "parts" / "year=2025"
    parts.mkdir(parents=True)
    for at in range(3):
        parquet.write_table(ORDERS.slice(at, 1), parts / f"part-{at}.parquet")
    lines = ["id;amount", "a;1,00", "b;200", 'c;"300"']
    (tmp_path / "semicolons.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (tmp_path / "commas.csv").write_text('id,amount\na,1\nb,"200,00"\nc,300\n', encoding="utf-8")
    (tmp_path / "tabs.tsv").write_text("id\tamount\na\t1\nb\t200\nc\t300\n", encoding="utf-8")
    (tmp_path / "labels.csv").write_text("Order number;Total amount\r\na;1\r\nb;200\r\nc;300\r\n", encoding="utf-8-sig")
    parquet.write_table(ORDERS, tmp_path / "it's.parquet")
    return tmp_path


# --- what may be given


@pytest.mark.parametrize(
    "name",
    [
        "orders.parquet",
        "parts",
        "parts/*/*.parquet",
        "semicolons.csv",
        "commas.csv",
        "tabs.tsv",
        "labels.csv",
        "it's.parquet",
    ],
)
def test_a_table_may_be_a_file_a_glob_or_a_folder(name: str, files: Path, judged: Judge) -> None:
    assert cheap(judged(str(files / name))) == CHEAP


def test_a_path_may_be_a_path_of_pathlib(files: Path, judged: Judge) -> None:
    assert cheap(judged(files / "orders.parquet")) == CHEAP


@pytest.mark.parametrize(
    "made",
    [
        ORDERS,
        ORDERS.to_pandas(),
        polars.from_arrow(ORDERS),
        polars.from_arrow(ORDERS).lazy(),
    ],
    ids=["arrow", "pandas", "polars", "lazy"],
)
def test_a_table_may_be_a_frame(made: object, judged: Judge) -> None:
    found = judged(made)
    assert cheap(found) == CHEAP
    assert rows(found.findings("violated")) == VIOLATED


@pytest.mark.parametrize("name", ["orders", "kept.orders", "view_of_orders", "Two Words"])
def test_a_table_may_be_one_of_an_open_connection(name: str, judged: Judge) -> None:
    with duckdb.connect() as connection:
        connection.register("given", ORDERS)
        connection.execute("CREATE TABLE orders AS FROM given")
        connection.execute("CREATE SCHEMA kept")
        connection.execute("CREATE TABLE kept.orders AS FROM given")
        connection.execute("CREATE VIEW view_of_orders AS FROM kept.orders")
        connection.execute('CREATE TABLE "Two Words" AS FROM given')
        assert cheap(judged(name, connection=connection)) == CHEAP


def test_none_is_judged_as_empty(judged: Judge) -> None:
    found = judged(None)
    assert [tuple(count) for count in found.counts()] == [("framed", "not_applicable", 1)]
    assert found.record_counts == {}
    assert found.status() == "nothing_judged"
    assert found.findings().num_rows == 0


def test_a_table_without_rows_is_as_good_as_none(judged: Judge) -> None:
    found = judged(ORDERS.slice(0, 0), CUSTOMERS.slice(0, 0))
    assert [tuple(count) for count in found.counts()] == [("framed", "not_applicable", 1)]
    assert (found.status(), found.record_counts) == ("nothing_judged", {})


def test_a_policy_that_only_counts_rows_reads_no_column() -> None:
    pack = Path(__file__).parent / "packs" / "counted.yaml"
    found = policycheck.load(pack).evaluate_tables({"orders": ORDERS.select(["id"])})
    assert [tuple(count) for count in found.counts()] == [("few", "violated", 1)]


WAIVED = {"rule": "cheap", "subject": "b", "granted_on": "2025-01-01", "expires_on": "2026-01-01"}
ANSWERED = {"judgement": "noted", "subject": "b", "answer": True, "on": "2025-01-01", "valid_until": "2026-01-01"}


@pytest.mark.parametrize("kind", ["rows", "pandas", "polars", "arrow", "csv", "parquet"])
def test_decisions_may_be_rows_frames_or_files(kind: str, tmp_path: Path, judged: Judge) -> None:
    def given(name: str, row: dict[str, Any]) -> object:
        frame = pandas.DataFrame([row])
        match kind:
            case "rows":
                return [row]
            case "pandas":
                return frame
            case "polars":
                return polars.DataFrame([row])
            case "arrow":
                return pyarrow.Table.from_pylist([row])
            case "csv":
                frame.to_csv(tmp_path / f"{name}.csv", index=False)
                return tmp_path / f"{name}.csv"
        frame.to_parquet(tmp_path / f"{name}.parquet")
        return str(tmp_path / f"{name}.parquet")

    portfolio = {"frame": 500} if kind == "rows" else given("portfolio", {"frame": 500})
    found = judged(
        ORDERS, waivers=given("waivers", WAIVED), assessments=given("assessments", ANSWERED), portfolio=portfolio
    )
    counted = {(rule, outcome): n for rule, outcome, n in found.counts()}
    assert (counted["cheap", "waived"], counted["cheap", "violated"]) == (1, 1)
    assert counted["noted", "satisfied"] == 1
    assert counted["framed", "violated"] == 1
    assert rows(found.findings("waived")) == [("cheap", "order", "b", "waived")]
    assert found.findings("needs_judgement").num_rows == 0
    assert found.record_counts == {"order": 3, "portfolio": 1}


# --- what comes of it


@pytest.mark.parametrize(
    ("as_", "type_"), [("arrow", pyarrow.Table), ("pandas", pandas.DataFrame), ("polars", polars.DataFrame)]
)
def test_findings_come_as_a_table_of_ones_liking(as_: str, type_: type, judged: Judge) -> None:
    found = judged(ORDERS).findings("violated", as_)
    assert isinstance(found, type_)
    assert list(found.column_names if as_ == "arrow" else found.columns) == ["rule", "type", "subject", "outcome"]
    assert len(found) == 4


def test_findings_come_in_batches_that_are_read_one_by_one(judged: Judge) -> None:
    many = pyarrow.table({"id": [f"o{at}" for at in range(120_000)], "amount": [200] * 120_000})
    batches = judged(many).findings("violated", as_="batches")
    assert iter(batches) is batches
    sizes = [batch.num_rows for batch in batches]
    assert (sum(sizes), max(sizes) <= 100_000) == (120_000, True)


@pytest.mark.parametrize("kind", ["violated", "undetermined", "needs_judgement", "excepted", "recommended", "waived"])
def test_findings_of_one_kind_are_those_among_all(kind: str, judged: Judge) -> None:
    found = judged(ORDERS)
    assert rows(found.findings(kind)) == [row for row in rows(found.findings()) if row[3] == kind]


def test_an_unknown_kind_or_form_is_told(judged: Judge) -> None:
    found = judged(ORDERS)
    with pytest.raises(InvalidCall, match=r"^unknown kind `violatd`: did you mean `violated`\?$"):
        found.findings("violatd")
    with pytest.raises(InvalidCall, match=r"^unknown kind `satisfied`: known are `excepted`, "):
        found.findings("satisfied")
    with pytest.raises(InvalidCall, match=r"^as_: `panda`: did you mean `pandas`\?$"):
        found.findings(as_="panda")


def test_a_file_of_findings_holds_them_and_what_they_add_up_to(tmp_path: Path, judged: Judge, shop: Policy) -> None:
    found, target = judged(ORDERS, CUSTOMERS), tmp_path / "it's; found.parquet"
    found.write(target)
    assert os.listdir(tmp_path) == [target.name]
    assert rows(parquet.read_table(target)) == rows(found.findings())
    said = {key.decode(): value.decode() for key, value in parquet.read_metadata(target).metadata.items()}
    assert (
        said.items()
        >= {
            "policycheck": "shop",
            "version": "1",
            "digest": shop.digest,
            "today": "2025-06-15",
            "status": "non_compliant",
            "input_faults": "[]",
        }.items()
    )
    assert json.loads(said["counts"]) == [list(count) for count in found.counts()]


def test_an_existing_file_is_replaced_by_a_whole_one(tmp_path: Path, judged: Judge) -> None:
    target = tmp_path / "found.parquet"
    target.write_bytes(b"what was there")
    judged(ORDERS).write(str(target))
    assert parquet.read_table(target).num_rows == judged(ORDERS).findings().num_rows


def test_a_folder_that_is_missing_is_told(tmp_path: Path, judged: Judge) -> None:
    target = tmp_path / "none" / "found.parquet"
    with pytest.raises(InvalidCall) as told:
        judged(ORDERS).write(target)
    assert str(told.value) == f"`{target}` cannot be written: there is no folder `{target.parent}`"


def test_a_folder_in_the_place_of_the_file_is_told(tmp_path: Path, judged: Judge) -> None:
    target = tmp_path / "found.parquet"
    target.mkdir()
    with pytest.raises(InvalidCall) as told:
        judged(ORDERS).write(target)
    assert str(told.value) == f"`{target}` cannot be written: Is a directory"
    assert os.listdir(tmp_path) == [target.name]


@pytest.mark.parametrize(
    "error", [OSError(28, "No space left on device"), KeyboardInterrupt(), duckdb.IOException("IO Error: disk full")]
)
def test_where_writing_breaks_off_the_old_file_stays_and_no_part_is_left(
    error: BaseException, tmp_path: Path, judged: Judge, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, target = judged(ORDERS), tmp_path / "found.parquet"
    target.write_bytes(b"what was there")

    def breaks_off(query: object, path: Path, said: object) -> None:
        path.write_bytes(b"half of it")
        if isinstance(error, duckdb.Error):
            with found.database._telling():
                raise error
        raise error

    monkeypatch.setattr(found.database, "write", breaks_off)
    with pytest.raises((InvalidCall, KeyboardInterrupt, EngineUnavailable)) as told:
        found.write(target)
    if isinstance(error, OSError):
        assert str(told.value) == f"`{target}` cannot be written: No space left on device"
    assert (os.listdir(tmp_path), target.read_bytes()) == ([target.name], b"what was there")


def test_a_report_tells_the_first_findings_and_the_counts_of_all(judged: Judge) -> None:
    found = judged(ORDERS)
    everything, first = found.report(), found.report(2)
    assert not any("first" in note.what for note in everything.notes)
    assert 0 < len(first.findings) < len(everything.findings)
    assert first.counts == everything.counts
    assert first.status == everything.status == found.status() == "non_compliant"
    loud = sum(n for _, outcome, n in found.counts() if outcome not in ("satisfied", "not_applicable"))
    (note,) = [note for note in first.notes if note.what == "first_findings"]
    assert note.words == (str(len(first.findings)), str(loud))
    assert len(everything.findings) == loud


@pytest.mark.parametrize("limit", [0, -1, 1.5, "x", None])
def test_a_limit_is_one_or_more(limit: object, judged: Judge) -> None:
    with pytest.raises(InvalidCall, match=r"^limit is a number of findings, 1 or more$"):
        judged(ORDERS).report(limit)


# --- when it is read


def test_nothing_is_judged_before_it_is_asked_for(files: Path, judged: Judge) -> None:
    told: list[str] = []
    found = judged(files / "orders.parquet", progress=told.append)
    assert told == []
    found.counts()
    judging = list(told)
    assert judging == ["judging orders", "judging the portfolio"] or "judging orders" in judging
    found.counts()
    assert told == judging
    found.input_faults()
    assert told[len(judging) :] == [
        "checking the cells of orders",
        "checking the keys of orders",
        "checking the references of orders",
    ]


def test_files_that_are_gone_when_they_are_judged_are_told(files: Path, judged: Judge) -> None:
    found = judged(str(files / "parts" / "*" / "part-*.parquet"))
    for part in (files / "parts" / "year=2025").iterdir():
        part.unlink()
    with pytest.raises(EngineUnavailable) as told:
        found.counts()
    assert "it broke off, and nothing was judged: IO Error: No files found" in str(told.value)


def test_two_evaluations_run_side_by_side(judged: Judge) -> None:
    with duckdb.connect() as connection:
        connection.register("given", ORDERS)
        connection.execute("CREATE TABLE orders AS FROM given")
        waived = [[dict(WAIVED, subject=subject)] for subject in "bc"]
        found = [judged("orders", connection=connection, waivers=rows) for rows in waived]
        with ThreadPoolExecutor(2) as pool:
            results = list(pool.map(lambda one: rows(one.findings("waived")), found))
    assert results == [[("cheap", "order", subject, "waived")] for subject in "bc"]


def test_frames_of_two_evaluations_on_one_connection_do_not_mix(judged: Judge) -> None:
    with duckdb.connect() as connection:
        first, second = judged(ORDERS, connection=connection), judged(ORDERS.slice(0, 1), connection=connection)
        assert (first.record_counts, second.record_counts) == ({"order": 3}, {"order": 1})


# --- packages that are not installed


@pytest.mark.parametrize("module", ["duckdb", "sqlglot"])
def test_where_a_package_is_missing_it_is_said_what_to_install(
    module: str, shop: Policy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("policycheck.engines.sql.find_spec", lambda name: None if name == module else object())
    what = f"{module} is not installed: pip install 'policycheck\\[bulk\\]'$"
    with pytest.raises(EngineUnavailable, match=what):
        shop.evaluate_tables({"orders": None, "customers": None})
    with pytest.raises(EngineUnavailable, match=what):
        policycheck.load(Path(__file__).parent / "packs" / "shop.yaml").evaluate({}, engine="sql")
    if module == "sqlglot":
        with pytest.raises(EngineUnavailable, match=what):
            shop.sql()


HEAVY = ("duckdb", "sqlglot", "pyspark", "psycopg", "pyarrow")


@pytest.mark.parametrize(
    "program",
    [
        "import policycheck",
        "from policycheck.cli import main; import contextlib\n"
        "sys.argv = ['policycheck', 'check', 'fredrikstad', {data!r}, '--format', 'json']\n"
        "with contextlib.suppress(SystemExit), contextlib.redirect_stdout(open(os.devnull, 'w')): main()",
    ],
)
def test_what_judges_in_bulk_is_not_loaded_before_it_is_needed(program: str) -> None:
    data = Path(__file__).parent.parent.parent / "examples" / "fredrikstad" / "portfolio.json"
    told = "\nprint(*{name.split('.')[0] for name in sys.modules})"
    found = subprocess.run(
        [sys.executable, "-c", "import os, sys\n" + program.format(data=str(data)) + told],
        capture_output=True,
        check=True,
        text=True,
    )
    assert "policycheck" in found.stdout.split()
    assert set(found.stdout.split()) & set(HEAVY) == set()
