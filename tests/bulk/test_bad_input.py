"""What is wrong with tables that are judged in bulk is told: at once what cannot be judged, counted what can."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from threading import Timer
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
TODAY = date(2025, 6, 15)
FINE = pyarrow.table({"id": ["a", "b"], "amount": [1, 200]})
KINDS = (
    "a table is the path of a Parquet or CSV file, a frame of pandas or polars, a table of Arrow, or the name of a"
    " table of `connection`"
)


def of(**columns: Any) -> pyarrow.Table:
    """Orders with some columns; keys and amounts are as they should be where they are not given."""
    length = len(next(iter(columns.values())))
    return pyarrow.table({"id": list("abcdefghij"[:length]), "amount": [1] * length, **columns})


def faults(found: Any, column: str | None = None) -> dict[tuple[str, str], list[str]]:
    """The faults by column and kind: how many, and the examples as they are told."""
    return {
        (fault.column, fault.why): [str(fault.count), *(one.told("en") for one in fault.examples)]
        for fault in found.input_faults()
        if column in (None, fault.column)
    }


def outcomes(found: Any, rule: str) -> dict[str, int]:
    return {outcome: n for name, outcome, n in found.counts() if name == rule}


def notes(found: Any) -> list[str]:
    return [note.text("en") for note in found.notes]


# --- tables that cannot be judged


@pytest.mark.parametrize(
    ("tables", "message"),
    [
        ({"orders": FINE}, "there is no table `customers`: give it, or None in its place to have it judged as empty"),
        ({"orders": FINE, "custommers": None}, "unknown table `custommers`: did you mean `customers`?"),
        (
            {"orders": FINE, "customers": None, "x": None},
            "unknown table `x`: known are `assessments`, `customers`, `orders`, `portfolio`, `waivers`",
        ),
        ({"orders": 5, "customers": None}, f"`orders`: {KINDS}; found int"),
        ({"orders": [{"id": "a"}], "customers": None}, f"`orders`: {KINDS}; found list"),
        ({"orders": {"id": ["a"]}, "customers": None}, f"`orders`: {KINDS}; found dict"),
        ({"orders": "no.parquet", "customers": None}, "`orders`: there is no file `no.parquet`"),
        ({"orders": "no/where.csv", "customers": None}, "`orders`: there is no file `no/where.csv`"),
        ({"orders": "no/folder", "customers": None}, "`orders`: there is no file `no/folder`"),
        (
            {"orders": "orders.xlsx", "customers": None},
            "`orders`: `orders.xlsx` is no file of a kind that is read (.parquet, .csv, .tsv, .txt), and for a table of"
            " a database its `connection` is needed",
        ),
        (
            {"orders": "no*.parquet", "customers": None},
            '`no*.parquet` cannot be read: IO Error: No files found that match the pattern "no*.parquet"',
        ),
        (
            [FINE],
            'tables are a mapping of plural names to tables, such as {"projects": "projects.parquet"}',
        ),
        (
            {"orders": FINE.select(["amount"]), "customers": None},
            "`orders` has no column `id`, which tells its records apart; it has amount",
        ),
        (
            {"orders": FINE.append_column("Order number", [["x", "y"]]), "customers": None},
            "order · id: “Order number” is the same field as the column `id`, and nobody can tell which tells the rows"
            " apart, so the table was not read: remove one",
        ),
    ],
)
def test_a_table_that_cannot_be_judged_is_told_at_once(tables: Any, message: str, shop: Policy) -> None:
    with pytest.raises(InvalidCall) as told:
        shop.evaluate_tables(tables, today=TODAY)
    assert str(told.value) == message


@pytest.mark.parametrize(
    ("column", "cells", "message"),
    [
        ("amount", [TODAY], "holds dates, and `amount` is a money"),
        ("day", [5], "holds numbers, and `day` is a date"),
        ("tags", [5], "holds numbers, and `tags` is a list of text"),
        ("paid", [{"a": 1}], "holds parts with names of their own, and `paid` is a boolean"),
        ("paid", [TODAY], "holds dates, and `paid` is a boolean"),
        ("note", [b"x"], "holds bytes, and `note` is a text"),
        ("id", [TODAY], "holds dates, and `id` is a text"),
        ("others", [[True]], "holds lists of yes and no, and `others` is a list of ref"),
    ],
)
def test_a_column_of_another_type_is_told_at_once(column: str, cells: list[Any], message: str, judged: Judge) -> None:
    with pytest.raises(InvalidCall) as told:
        judged(of(**{column: cells}))
    assert str(told.value) == f"the column `{column}` of `orders` {message}: give it a column of that type, or none"


@pytest.mark.parametrize(
    ("amounts", "why"),
    [
        ([1, "x"], "Could not convert 'x' with type str: tried to convert to int64"),
        ([1, TODAY], "Could not convert datetime.date(2025, 6, 15) with type datetime.date: tried to convert to int64"),
    ],
)
def test_cells_of_several_kinds_in_a_column_of_pandas_are_told(amounts: list[Any], why: str, judged: Judge) -> None:
    with pytest.raises(InvalidCall) as told:
        judged(pandas.DataFrame({"id": ["a", "b"], "amount": amounts}))
    start = f"`orders`: a column of the frame holds values of several kinds: {why}; "
    assert str(told.value) == f"{start}Conversion failed for column amount with type object"


def test_a_folder_without_parquet_files_is_told(tmp_path: Path, judged: Judge) -> None:
    (tmp_path / "orders.csv").write_text("id\na\n", encoding="utf-8")
    with pytest.raises(InvalidCall) as told:
        judged(tmp_path)
    assert str(told.value) == f"`orders`: there are no Parquet files in the folder `{tmp_path}`"


@pytest.mark.parametrize("content", [b"", b"garbage " * 100])
def test_a_file_that_is_no_parquet_is_told(content: bytes, tmp_path: Path, judged: Judge) -> None:
    path = tmp_path / "orders.parquet"
    path.write_bytes(content)
    with pytest.raises(InvalidCall, match=f"^`{path}` cannot be read: Invalid Input Error: "):
        judged(path)


def test_a_file_that_breaks_off_is_told_at_once(tmp_path: Path, judged: Judge) -> None:
    path = tmp_path / "orders.parquet"
    parquet.write_table(FINE, path)
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(InvalidCall, match=f"^`{path}` cannot be read: Invalid Input Error: "):
        judged(path)


def test_a_file_that_is_broken_in_the_middle_breaks_off_while_it_is_judged(tmp_path: Path, judged: Judge) -> None:
    path = tmp_path / "orders.parquet"
    many = pyarrow.table({"id": [str(at) for at in range(20_000)], "amount": list(range(20_000))})
    parquet.write_table(many, path, compression="snappy", use_dictionary=False)
    content = bytearray(path.read_bytes())
    content[100 : len(content) - 2_000] = b"\xff" * (len(content) - 2_100)
    path.write_bytes(content)
    found = judged(path)
    for ask in (found.counts, found.findings, found.input_faults, found.status):
        with pytest.raises(EngineUnavailable, match="it broke off, and nothing was judged: "):
            ask()
    with pytest.raises(EngineUnavailable, match="it broke off, and nothing was judged: "):
        found.write(tmp_path / "found.parquet")
    assert [one.name for one in tmp_path.iterdir()] == ["orders.parquet"]


def test_a_csv_file_that_is_not_in_utf_8_is_told(tmp_path: Path, judged: Judge) -> None:
    path = tmp_path / "orders.csv"
    path.write_bytes("id;note\r\na;blåbær\r\n".encode("latin-1"))
    with pytest.raises(InvalidCall) as told:
        judged(path)
    assert str(told.value) == f"`{path}` is not UTF-8: save it as such, which spreadsheets call CSV UTF-8"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("id;amount;amount\na;1;2\n", "`{}` has 2 columns called `amount`: rename all but one"),
        ("", "`{}` has no headings: it is empty; give None to have the table judged as empty"),
    ],
)
def test_headings_of_a_csv_file_that_are_none_are_told(text: str, why: str, tmp_path: Path, judged: Judge) -> None:
    path = tmp_path / "orders.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidCall) as told:
        judged(path)
    assert str(told.value) == why.format(path)


@pytest.mark.parametrize("text", ['id;amount;note\na;1;"bad\nb;2;x\n', "id;amount;note\na;1;x\nb;2\n"])
def test_rows_of_a_csv_file_that_are_out_of_order_break_off(text: str, tmp_path: Path, judged: Judge) -> None:
    path = tmp_path / "orders.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises((InvalidCall, EngineUnavailable), match=r"CSV Error on Line: [23]"):
        judged(path).counts()


def test_csv_files_with_other_headings_are_no_one_table(tmp_path: Path, judged: Judge) -> None:
    for name, heading in (("a", "id;amount"), ("b", "amount;id")):
        (tmp_path / f"{name}.csv").write_text(f"{heading}\n1;2\n", encoding="utf-8")
    with pytest.raises(InvalidCall) as told:
        judged(tmp_path / "*.csv")
    files = [tmp_path / f"{name}.csv" for name in "ab"]
    assert (
        str(told.value)
        == f"`{files[0]}` and `{files[1]}` have other headings: give files that are alike, or a table for each"
    )


def test_a_row_of_a_csv_file_that_is_too_short_far_down_breaks_off(tmp_path: Path, judged: Judge) -> None:
    path = tmp_path / "orders.csv"
    path.write_text("id;amount;note\n" + "a;1;x\n" * 30_000 + "b;2\n", encoding="utf-8")
    with pytest.raises(EngineUnavailable) as told:
        judged(path).counts()
    assert str(told.value) == (
        f"the engine `duckdb` is not available: it broke off, and nothing was judged: `{path}`: Invalid Input Error: CSV"
        " Error on Line: 30002: Expected Number of Columns: 3 Found: 2"
    )


# --- the call


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"engine": "duckbd"}, "unknown engine `duckbd`: did you mean `duckdb`?"),
        ({"engine": "sqlite"}, "the engine `sqlite` judges tables of a database: give its `connection`"),
        ({"memory_limit": "lots"}, "memory_limit: `lots`: Parser Error: Memory must have a number (e.g. 1GB)"),
        (
            {"engine": "sqlite", "memory_limit": "1GB"},
            "memory_limit is DuckDB's: sqlite has settings of its own",
        ),
        ({"parameters": {"x": 1}}, "unknown parameter `x`: the policy has none"),
        ({"connection": 5}, "the engine `duckdb` takes a connection of DuckDB as `connection`; found int"),
    ],
)
def test_a_call_that_does_not_fit_is_told(settings: dict[str, Any], message: str, judged: Judge) -> None:
    with pytest.raises(InvalidCall) as told:
        judged(FINE, **settings)
    assert str(told.value) == message


def test_a_connection_that_is_closed_is_told(judged: Judge) -> None:
    connection = duckdb.connect()
    connection.close()
    with pytest.raises(EngineUnavailable) as told:
        judged(FINE, connection=connection)
    assert str(told.value) == "the engine `duckdb` is not available: its connection is closed: give one that is open"


def test_a_connection_that_is_closed_before_it_is_asked_breaks_off(judged: Judge) -> None:
    found = judged(FINE, connection=duckdb.connect())
    found.database.connection.close()
    with pytest.raises(EngineUnavailable, match="it broke off, and nothing was judged: Connection Error"):
        found.counts()


def test_a_connection_that_is_interrupted_breaks_off(judged: Judge) -> None:
    with duckdb.connect() as connection:
        connection.execute("SET threads = 1")
        connection.execute(
            "CREATE VIEW slow AS SELECT CAST(range AS TEXT) AS id, range AS amount, md5(md5(md5(range::TEXT))) AS note"
            " FROM range(50000000)"
        )
        found = judged("slow", connection=connection)
        timer = Timer(0.5, found.database.connection.interrupt)
        timer.start()
        with pytest.raises(EngineUnavailable) as told:
            found.counts()
        timer.join()
    assert str(told.value) == (
        "the engine `duckdb` is not available: it broke off, and nothing was judged: INTERRUPT Error: Interrupted!"
    )


def test_where_there_is_no_room_it_breaks_off(judged: Judge) -> None:
    with duckdb.connect() as connection:
        connection.execute("SET max_temp_directory_size = '0KB'")
        connection.execute("SET memory_limit = '15MB'")
        connection.execute("CREATE VIEW many AS SELECT md5(range::TEXT) AS id, range AS amount FROM range(1000000)")
        found = judged("many", connection=connection)
        with pytest.raises(EngineUnavailable, match="it broke off, and nothing was judged: Out of Memory Error: "):
            found.input_faults()


@pytest.mark.parametrize("name", ["nope", "no.pe"])
def test_a_table_that_the_connection_does_not_have_is_told(name: str, judged: Judge) -> None:
    with duckdb.connect() as connection:
        connection.register("orders", FINE)
        with pytest.raises(InvalidCall) as told:
            judged(name, connection=connection)
    assert str(told.value).startswith("`orders` cannot be read: Catalog Error: Table with name")
    assert str(told.value).endswith(
        " (a temporary table, or a frame that was registered, is its own connection's: give the frame)"
    )


# --- columns


def test_columns_that_are_missing_or_unknown_are_noted(judged: Judge) -> None:
    found = judged(FINE.append_column("foo", [["x", "y"]]).append_column("amuont", [["x", "y"]]))
    assert notes(found) == [
        "The unknown field `foo` of orders was not read.",
        "The unknown field `amuont` of orders was not read. Did you mean `amount`?",
        "The table orders lacks the columns customer, share, pieces, day, paid, state, note, others, tags: their values"
        " count as missing.",
    ]
    assert faults(found) == {}
    assert outcomes(found, "dated") == {"undetermined": 2}


def test_two_columns_of_one_field_are_both_left(judged: Judge) -> None:
    found = judged(of(amount=[1]).append_column("Total amount", [[2]]))
    assert faults(found) == {
        ("amount", "column_twice"): [
            "1",
            "order · amount: “Total amount” is the same field as the column `amount`, and nobody can tell which is"
            " meant, so neither was read: remove one",
        ],
        ("amount", "required"): ["1", "order · a · amount: is required"],
    }
    assert outcomes(found, "cheap") == {"undetermined": 1}


# --- keys

TWICE = {
    "id": ["a", "a", "b", "b", "b", " a ", None, "", " "],
    "amount": [1, 500, 2, 3, 4, 7, 8, 9, 10],
}


def test_rows_that_share_a_key_or_have_none_are_counted(judged: Judge) -> None:
    found = judged(pyarrow.table(TWICE))
    assert faults(found) == {
        ("id", "duplicate_key"): [
            "4",
            "order · a · id: “a” an earlier row has this key; this row is not judged",
            "order · b · id: “b” an earlier row has this key; this row is not judged",
        ],
        ("id", "no_key"): ["3", *faults(found)["id", "no_key"][1:]],
    }
    assert faults(found)["id", "no_key"][1] == "order · id: the row has no key (`id`) and cannot be judged"
    assert found.status() == "incomplete"
    assert found.record_counts == {"order": 2}


def test_counts_take_keys_to_be_unique_until_it_is_known_that_they_are_not(judged: Judge) -> None:
    found = judged(pyarrow.table(TWICE))
    assert outcomes(found, "cheap") == {"satisfied": 8, "violated": 1}
    found.input_faults()
    assert sum(outcomes(found, "cheap").values()) == 2
    assert found.findings().num_rows == sum(
        n for _, outcome, n in found.counts() if outcome not in ("satisfied", "not_applicable")
    )


def test_of_rows_that_share_a_key_one_is_judged_whatever_their_order(judged: Judge) -> None:
    rows = [{"id": key, "amount": amount} for key in "abcdef" for amount in (1, 50, 200, 300, None)]
    counts, findings = [], []
    for seed in range(2):
        random.Random(seed).shuffle(rows)
        found = judged(pyarrow.Table.from_pylist(rows))
        found.input_faults()
        counts.append(found.counts())
        findings.append(sorted(tuple(row.values()) for row in found.findings().to_pylist()))
    assert counts == counts[:1] * 2
    assert findings == findings[:1] * 2
    assert sum(outcomes(found, "cheap").values()) == 6


def test_blank_keys_of_a_reference_lead_nowhere_and_are_no_fault(judged: Judge) -> None:
    found = judged(of(customer=["x", "", " ", None]), pyarrow.table({"code": ["x"]}))
    assert faults(found) == {}


# --- cells


@pytest.mark.parametrize(
    ("column", "cells", "expected"),
    [
        (
            "share",
            [float("nan"), float("inf"), -float("inf"), 0.5],
            ["2", "b · share: “inf” is not a finite number", "c · share: “-inf” is not a finite number"],
        ),
        (
            "day",
            ["2025-01-31", "31.12.2025", " 2025-01-31 ", None, ""],
            None,
        ),
        (
            "day",
            ["2025-02-30", "31.02.2025", "1/2/2025", "20250131"],
            [
                "4",
                "a · day: “2025-02-30” is a date that does not exist",
                "b · day: “31.02.2025” is a date that does not exist",
                "c · day: “1/2/2025” is not a date: write 2025-12-31 or 31.12.2025",
                "d · day: “20250131” is not a date: write 2025-12-31 or 31.12.2025",
            ],
        ),
        (
            "amount",
            ["1234567890123456789", "1.1234567", "999999999999999999.999999", "-1,5"],
            [
                "2",
                "a · amount: “1234567890123456789” has too many digits: at most 18 before the point",
                "b · amount: “1.1234567” has too many decimals: round it to 6 at most",
            ],
        ),
        (
            "amount",
            pyarrow.array(
                [Decimal("1234567890123456789"), Decimal("1.1234567"), Decimal(1)], pyarrow.decimal128(38, 7)
            ),
            [
                "2",
                "a · amount: “1234567890123456789.0000000” has too many digits: at most 18 before the point",
                "b · amount: “1.1234567” has too many decimals: round it to 6 at most",
            ],
        ),
        (
            "state",
            ["opne", "closed", "Still open", "", None],
            ["1", "a · state: “opne” is not one of the choices; did you mean `open`? The choices are open, closed"],
        ),
        ("paid", ["ja", "nei", "mye", "1"], ["1", "c · paid: “mye” is neither yes nor no"]),
        ("pieces", ["1", "1 000", "4,5"], ["1", "c · pieces: “4,5” is not a whole number"]),
    ],
)
def test_cells_that_cannot_be_read_are_counted_with_examples(
    column: str, cells: Any, expected: list[str] | None, judged: Judge
) -> None:
    found = faults(judged(of(**{column: cells})), column)
    told = None if expected is None else [expected[0], *(f"order · {example}" for example in expected[1:])]
    assert found == ({} if told is None else {(column, "unreadable"): told})


def test_references_that_lead_nowhere_are_counted_in_lists_too(judged: Judge) -> None:
    found = judged(
        of(customer=["x", "y", None], others=[["x", "z", None], ["q"], None]), pyarrow.table({"code": ["x"]})
    )
    assert faults(found) == {
        ("customer", "dangling"): ["1", "order · b · customer: “y” does not exist: there is no customer with this key"],
        ("others", "dangling"): [
            "2",
            "order · a · others: “z” does not exist: there is no customer with this key",
            "order · b · others: “q” does not exist: there is no customer with this key",
        ],
    }
    assert found.status() == "non_compliant" or found.status() == "incomplete"


def test_required_fields_that_are_missing_are_counted(judged: Judge) -> None:
    found = judged(of(amount=[1, None, None]))
    assert faults(found) == {
        ("amount", "required"): ["2", "order · b · amount: is required", "order · c · amount: is required"]
    }


def test_of_many_faults_a_few_are_examples_and_a_report_says_how_many_there_are(judged: Judge) -> None:
    found = judged(of(paid=["mye"] * 10))
    (fault,) = found.input_faults()
    assert (fault.count, [one.key for one in fault.examples]) == (10, list("abcde"))
    assert fault.message == "order · paid: 10 rows, such as order · a · paid: “mye” is neither yes nor no"
    report = found.report()
    assert len(report.input_faults) == 5
    assert [note.words for note in report.notes if note.what == "more_faults"] == [("order", "paid", "10", "5")]


def test_a_rule_on_a_list_of_references_is_not_judged_in_bulk(tmp_path: Path) -> None:
    text = (Path(__file__).parent / "packs" / "shop.yaml").read_text(encoding="utf-8")
    rule = "  - {id: other, clauses: c1, about: order, modality: must, require: any(o.limit_of > 1 for o in others)}\n"
    (tmp_path / "pack.yaml").write_text(text.replace("judgements:", f"{rule}judgements:"), encoding="utf-8")
    found = policycheck.load(tmp_path / "pack.yaml").evaluate_tables(
        {"orders": of(others=[["x"]]), "customers": pyarrow.table({"code": ["x"]})}
    )
    with pytest.raises(EngineUnavailable) as told:
        found.counts()
    assert str(told.value) == (
        "the engine `duckdb` is not available: `others` is a list of references, which is not read in bulk:"
        " use evaluate()"
    )


# --- hostile names and values

HOSTILE = [
    "'; DROP TABLE kept; --",
    '"; DROP TABLE kept; --',
    "it's",
    "a\\'b",
    "%s {x} $1 ?",
    "a\nb",
    "/* x */",
    "NULL",
    "ø☃\U0001f600",
]


def test_hostile_values_are_values(judged: Judge, shop: Policy) -> None:
    orders = of(
        id=HOSTILE,
        note=HOSTILE[::-1],
        customer=HOSTILE,
        state=HOSTILE,
        tags=[[one] for one in HOSTILE],
        amount=[200] * len(HOSTILE),
    )
    customers = pyarrow.table({"code": HOSTILE, "name": HOSTILE, "limit_of": [1] * len(HOSTILE)})
    waivers = [
        {"rule": "cheap", "subject": key, "granted_on": "2025-01-01", "expires_on": "2026-01-01"} for key in HOSTILE[:3]
    ]
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE kept AS SELECT 1 AS one")
        found = judged(orders, customers, waivers=waivers, connection=connection)
        report = shop.evaluate(
            {"orders": orders, "customers": customers, "waivers": waivers}, today=TODAY, engine="reference"
        )
        findings = sorted(tuple(row.values()) for row in found.findings().to_pylist())
        assert findings == sorted(
            (one.rule, one.type, one.subject, one.outcome)
            for one in report.outcomes
            if one.outcome not in ("satisfied", "not_applicable")
        )
        assert found.status() == report.status
        assert found.report().to_dict()["findings"] == report.to_dict()["findings"]
        assert connection.execute("FROM kept").fetchall() == [(1,)]


@pytest.mark.parametrize("word", HOSTILE)
def test_hostile_names_of_columns_and_files_are_names(word: str, tmp_path: Path, judged: Judge) -> None:
    path = tmp_path / f"{word.replace('/', '')}.parquet"
    parquet.write_table(FINE.append_column(word, [["x", "y"]]), path)
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE kept AS SELECT 1 AS one")
        found = judged(str(path), connection=connection)
        assert outcomes(found, "cheap") == {"satisfied": 1, "violated": 1}
        found.write(tmp_path / f"found {path.name}")
        assert parquet.read_table(tmp_path / f"found {path.name}").num_rows == found.findings().num_rows
        assert connection.execute("FROM kept").fetchall() == [(1,)]


def test_names_of_a_pack_that_look_like_sql_are_names() -> None:
    loaded = policycheck.load(Path(__file__).parent / "packs" / "hostile.yaml")
    rows = [
        {"select": "a", "table": "b", "where": 5, "order": "drop", "null": True},
        {"select": "b", "table": "a", "where": None, "order": "union", "null": False},
    ]
    report = loaded.evaluate({"tables": rows}, today=TODAY, engine="reference")
    for table in (polars.DataFrame(rows), pandas.DataFrame(rows)):
        found = loaded.evaluate_tables({"tables": table}, today=TODAY)
        findings = sorted(tuple(row.values()) for row in found.findings().to_pylist())
        assert findings == sorted(
            (one.rule, one.type, one.subject, one.outcome)
            for one in report.outcomes
            if one.outcome not in ("satisfied", "not_applicable")
        )
        assert found.report().to_dict()["findings"] == report.to_dict()["findings"]


def test_white_space_around_keys_and_references_is_taken_away_once_it_is_known_of(judged: Judge) -> None:
    rows = pyarrow.table({"id": ["a ", " b", "c"], "amount": [1, 2, 3]})
    found = judged(rows)
    assert sorted(found.findings()["subject"].to_pylist())[:1] != ["a"]
    found.input_faults()
    assert {key.strip() for key in found.findings()["subject"].to_pylist()} == set(
        found.findings()["subject"].to_pylist()
    )
