"""Tables judged where they are, on every database: what comes of it is what the reference engine makes of the rows."""

from __future__ import annotations

import gc
import json
import os
import sqlite3
from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest

import policycheck
from policycheck.bulk.around import Around
from policycheck.bulk.evaluation import BulkEvaluation
from policycheck.faults import EngineUnavailable, InvalidCall
from policycheck.policy import Policy

pytest.importorskip("sqlglot", reason="sqlglot is not installed: pip install 'policycheck[bulk]'")
duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed: pip install 'policycheck[bulk]'")
pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed: pip install 'policycheck[bulk]'")

dict_row = pytest.importorskip(
    "psycopg", reason="psycopg is not installed: pip install 'psycopg[binary]'"
).rows.dict_row
parquet = pytest.importorskip("pyarrow.parquet")

ROOT = Path(__file__).parent.parent.parent
TODAY = date(2026, 11, 1)
PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "default")
FEW = ("duckdb", "sqlite", "postgresql")
DATABASES = (*FEW, *(("spark",) if PROFILE in ("ci", "thorough") else ()))

Row = dict[str, Any]
Tables = dict[str, list[Row]]

SCHOOLS = """
policy:
  id: schools
  title: Schools
  issuer: A test
  version: "1"
  languages: [en]
  currency: NOK
text:
  - {id: s1, force: must, en: A school is in order.}
records:
  town:
    plural: towns
    label: Town
    title: name
    fields:
      id: text
      name: {type: text, required: true, label: Name}
      code: {type: text, lower: true, label: Code}
  school:
    plural: schools
    label: School
    fields:
      id: text
      town: {type: ref, to: town, inverse: schools, label: Town}
      near: {type: list, of: {type: ref, to: town}, label: Near}
      kind: {type: choice, of: {big: Big house, small: Small Straße}, label: Kind}
      marks: {type: list, of: number, label: Marks}
      opened: {type: date, min: 1900-01-01, label: Opened}
      cost: {type: money, label: Cost}
      share: {type: number, min: 0, max: 1, label: Share}
      pupils: {type: integer, min: 0, label: Pupils}
      safe: {type: boolean, label: Safe}
rules:
  - {id: town-known, clauses: [s1], about: school, modality: must, require: present(town), message: No town.}
  - {id: in-town, clauses: [s1], about: school, modality: must, require: 'town.name != "Nowhere"', message: "In {town.name}."}
  - {id: marks-fine, clauses: [s1], about: school, modality: must, require: all(m >= 1.5 for m in marks), message: "{marks}"}
  - {id: dear, clauses: [s1], about: school, modality: should, require: cost * share <= 1000.5, message: "{cost} x {share}"}
  - {id: old, clauses: [s1], about: school, modality: must, when: opened < date("1950-05-17"), require: safe, message: "{opened}"}
  - {id: crowd, clauses: [s1], about: school, modality: must, when: 'kind == "big"', require: pupils <= 500, message: "{pupils}"}
  - {id: towns-schools, clauses: [s1], about: town, modality: must, require: sum(s.pupils for s in schools) <= 2000 and len(schools) >= 1, message: "{name}"}
  - {id: code-known, clauses: [s1], about: town, modality: must, require: 'code != "ås"', message: "{code}"}
judgements:
  - {id: fair, clauses: [s1], about: school, modality: must, when: pupils >= 500, question: "Is {pupils} fair?"}
"""

POSTGRESQL = {
    "boolean": "boolean",
    "integer": "bigint",
    "number": "numeric",
    "money": "numeric(24, 6)",
    "date": "date",
}
ARROW = {
    "boolean": pa.bool_(),
    "integer": pa.int64(),
    "number": pa.decimal128(24, 6),
    "money": pa.decimal128(24, 6),
    "date": pa.date32(),
}


# --- data


def twelve() -> tuple[Policy, Tables]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT))
        from bench.data import projects
    policy = policycheck.load(ROOT / "bench/twelve")
    return policy, {"projects": projects(300)}


def thirteen(below: Path) -> tuple[Policy, Tables]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT))
        from bench.bulk.data import made
    policy, files, found = policycheck.load(ROOT / "bench/bulk/policy"), made(300, below), {}
    with duckdb.connect() as connection:
        for plural, path in files.tables.items():
            found[plural] = connection.read_parquet(path).to_arrow_table().to_pylist()
    return policy, found


def schools(below: Path) -> tuple[Policy, Tables]:
    """Everything that a column of the declared type may hold, faults included."""
    random = Random(7)
    towns: list[Row] = [
        {
            "id": f"t{at}",
            "name": random.choice(["Oslo", " Ås\u2003", "Nowhere"]),
            "code": random.choice(["ÅS", " X ", None]),
        }
        for at in range(20)
    ]
    towns += [
        {"id": "t3", "name": "Oslo", "code": None},
        {"id": None, "name": "Nobody's", "code": None},
        {"id": " \u00a0", "name": "Blank", "code": None},
        {"id": "empty", "name": " ", "code": "Æ"},
        {"id": "long", "name": "x" * 100_001, "code": "İ"},
    ]
    rows: list[Row] = []
    for at in range(150):
        rows.append(
            {
                "id": f"s{at}",
                "town": random.choice(["t1", " t2 ", "t5", "gone", None, ""]),
                "near": random.choice([None, [], ["t1"], ["t1", "gone", None], [" ", "t2"]]),
                "kind": random.choice(
                    ["big", "small", " BIG  house", "small strasse", "SMALL STRASSE", "huge", "", None]
                ),
                "marks": random.choice([None, [], [Decimal("1.5")], [Decimal(2), None], [Decimal("1.499999")]]),
                "opened": random.choice(
                    [None, date(1899, 12, 31), date(1900, 1, 1), date(1950, 5, 17), date(2000, 2, 29)]
                ),
                "cost": random.choice([None, Decimal("1000.5"), Decimal("2001"), Decimal("999999999999999999.999999")]),
                "share": random.choice([None, Decimal("0.5"), Decimal("1"), Decimal("1.000001"), Decimal("-0.1")]),
                "pupils": random.choice([None, 0, 500, 501, -1, 10**18 - 1, 10**18]),
                "safe": random.choice([None, True, False]),
            }
        )
    day, end = date(2026, 1, 1), date(2027, 1, 1)
    waivers = [{"rule": "crowd", "subject": f"s{at}", "granted_on": day, "expires_on": end} for at in range(60)]
    assessments = [
        {"judgement": "fair", "subject": f"s{at}", "answer": at % 3 == 0, "on": day, "valid_until": end}
        for at in range(50)
    ]
    (below / "policy.yaml").write_text(SCHOOLS)
    return policycheck.load(below / "policy.yaml"), {
        "towns": towns,
        "schools": rows,
        "waivers": waivers,
        "assessments": assessments,
    }


# --- databases


class Databases:
    """Opens each database with some rows in tables of their own."""

    def __init__(self, request: pytest.FixtureRequest) -> None:
        self.request = request
        self.opened: list[Any] = []

    def judged(self, name: str, policy: Policy, rows: Tables, **more: Any) -> BulkEvaluation:
        connection, tables = getattr(self, f"_{name}")(policy, rows)
        return policy.evaluate_tables({**tables, **more}, engine=name, connection=connection, today=TODAY)

    def _duckdb(self, policy: Policy, rows: Tables) -> tuple[Any, dict[str, Any]]:
        return None, {plural: arrow(policy, plural, found) for plural, found in rows.items()}

    def _sqlite(self, policy: Policy, rows: Tables) -> tuple[Any, dict[str, Any]]:
        connection = sqlite3.connect(":memory:")
        self.opened.append(connection)
        for plural, found in rows.items():
            names = columns(found)
            connection.execute(f"CREATE TABLE {plural} ({', '.join(map(json.dumps, names))})")
            marks = ", ".join("?" * len(names))
            cells = [[in_sqlite(row.get(name)) for name in names] for row in found]
            connection.executemany(f"INSERT INTO {plural} VALUES ({marks})", cells)
        connection.commit()
        return connection, {plural: plural for plural in rows}

    def postgresql(self) -> Any:
        connection = self.request.getfixturevalue("postgresql")()
        self.opened.append(connection)
        return connection

    def _postgresql(self, policy: Policy, rows: Tables) -> tuple[Any, dict[str, Any]]:
        connection = self.postgresql()
        for plural, found in rows.items():
            names = columns(found)
            made = ", ".join(f'"{name}" {in_postgresql(policy, plural, name)}' for name in names)
            connection.execute(f"CREATE TEMPORARY TABLE {plural} ({made})")
            with connection.cursor() as cursor, cursor.copy(f"COPY {plural} FROM STDIN") as copy:
                for row in found:
                    copy.write_row([row.get(name) for name in names])
        return connection, {plural: plural for plural in rows}

    def _spark(self, policy: Policy, rows: Tables) -> tuple[Any, dict[str, Any]]:
        session = self.request.getfixturevalue("spark").newSession()
        session.conf.set("spark.sql.codegen.wholeStage", "false")  # for so few rows Java is written longer than run
        session.conf.set("spark.sql.codegen.factoryMode", "NO_CODEGEN")
        frames = {plural: session.createDataFrame(arrow(policy, plural, found)) for plural, found in rows.items()}
        return session, frames


@pytest.fixture
def databases(request: pytest.FixtureRequest) -> Iterator[Databases]:
    found = Databases(request)
    yield found
    for connection in found.opened:
        connection.close()


def columns(rows: list[Row]) -> list[str]:
    return list(dict.fromkeys(name for row in rows for name in row))


def kind_of(policy: Policy, plural: str, name: str) -> tuple[str, bool]:
    for type_ in policy.rulebook.records.values():
        if type_.plural == plural:
            field = type_.fields[name]
            return (field.element or field).type.kind, field.element is not None
    return {"answer": "boolean", "granted_on": "date", "expires_on": "date", "on": "date", "valid_until": "date"}.get(
        name, "text"
    ), False


def arrow(policy: Policy, plural: str, rows: list[Row]) -> Any:
    arrays = {}
    for name in columns(rows):
        kind, listed = kind_of(policy, plural, name)
        type_ = ARROW.get(kind, pa.string())
        cells = [in_arrow(row.get(name), kind) for row in rows]
        arrays[name] = pa.array(cells, pa.list_(type_) if listed else type_)
    return pa.table(arrays)


def in_arrow(cell: Any, kind: str) -> Any:
    if isinstance(cell, list):
        return [in_arrow(one, kind) for one in cell]
    if kind in ("number", "money") and cell is not None:
        return Decimal(cell).quantize(Decimal("0.000001"))
    return date.fromisoformat(cell) if kind == "date" and isinstance(cell, str) else cell


def in_sqlite(cell: Any) -> Any:
    if isinstance(cell, list):
        return json.dumps([in_sqlite(one) for one in cell])
    return cell if cell is None or isinstance(cell, bool | int | float | bytes) else str(cell)


def in_postgresql(policy: Policy, plural: str, name: str) -> str:
    kind, listed = kind_of(policy, plural, name)
    return POSTGRESQL.get(kind, "text") + ("[]" if listed else "")


# --- what is the same


KINDS = ("no_key", "duplicate_key", "dangling", "required")


def hold(found: BulkEvaluation, policy: Policy, rows: Tables) -> None:
    """Holds what a database found to what the reference engine finds."""
    wanted = policy.evaluate(rows, today=TODAY, engine="reference")
    faults = Counter(
        (fault.type, fault.column, fault.why if fault.why in KINDS else "unreadable") for fault in wanted.input_faults
    )
    assert {(one.type, one.column, one.why): one.count for one in found.input_faults()} == dict(faults)
    findings = wanted.to_dict()["findings"]
    told = Counter((one["rule"], one["subject"], one["outcome"]) for one in findings)
    outcomes = Counter((one["rule"], one["outcome"]) for one in findings)
    rows_found = found.findings().to_pylist()
    assert Counter((one["rule"], one["subject"], one["outcome"]) for one in rows_found) == told
    assert {(rule, name): n for rule, name, n in found.counts() if (rule, name) in outcomes} == dict(outcomes)
    batches = found.findings(as_="batches")
    assert sum(batch.num_rows for batch in batches) == len(findings)
    assert found.status() == wanted.status
    report = found.report(100_000).to_dict()
    assert report["findings"] == findings


@pytest.mark.parametrize("name", DATABASES)
class TestSame:
    def test_twelve_rules(self, databases: Databases, name: str) -> None:
        policy, rows = twelve()
        hold(databases.judged(name, policy, rows), policy, rows)

    def test_thirteen_rules(self, databases: Databases, name: str, tmp_path: Path) -> None:
        policy, rows = thirteen(tmp_path)
        hold(databases.judged(name, policy, rows), policy, rows)

    def test_faults_and_decisions(self, databases: Databases, name: str, tmp_path: Path) -> None:
        policy, rows = schools(tmp_path)
        hold(databases.judged(name, policy, rows), policy, rows)

    def test_written(self, databases: Databases, name: str, tmp_path: Path) -> None:
        policy, rows = schools(tmp_path)
        found = databases.judged(name, policy, rows)
        found.write(tmp_path / "findings.parquet")
        written = parquet.read_table(tmp_path / "findings.parquet")
        assert written.num_rows == found.findings().num_rows
        said = parquet.read_metadata(tmp_path / "findings.parquet").metadata
        assert said[b"policycheck"] == b"schools"
        assert said[b"status"] == b"non_compliant"


@pytest.mark.skipif(PROFILE == "default", reason="Spark takes a while to start: set HYPOTHESIS_PROFILE to ci")
def test_twelve_rules_on_spark(databases: Databases) -> None:
    """The one test of Spark that every run has."""
    policy, rows = twelve()
    hold(databases.judged("spark", policy, rows), policy, rows)


def one_school(below: Path) -> Policy:
    (below / "policy.yaml").write_text(SCHOOLS)
    return policycheck.load(below / "policy.yaml")


def read(policy: Policy, found: BulkEvaluation, name: str) -> tuple[dict[str, Any], dict[str, str | None]]:
    """The values of a field by key, as a report reads them, and the examples of its faults."""
    rows = Around(found)._rows("school", None)
    type_ = policy.rulebook.records["school"]
    values = {str(type_.key_of(row)): row[type_.column[name]] for row in rows}
    faults = {str(one.key): one.value for kind in found.input_faults() if kind.column == name for one in kind.examples}
    return values, faults


NAN, INFINITY = float("nan"), float("inf")
CELLS: dict[str, list[tuple[object, object]]] = {
    "cost": [
        ("1 000,5", Decimal("1000.5")),
        (1000.5, Decimal("1000.5")),
        (0.1, Decimal("0.1")),
        (7, 7),
        ("  ", None),
        ("1.500", "fault"),
        (10**18, "fault"),
        (INFINITY, "fault"),
        (b"7", "fault"),
    ],
    "pupils": [("12", 12), (12.0, 12), (12.5, "fault"), ("", None), (-1, "fault"), ("x", "fault")],
    "safe": [("ja", True), (0, False), ("NO", False), (2, "fault")],
    "opened": [
        ("1.2.2003", date(2003, 2, 1)),
        ("2003-02-01T00:00", date(2003, 2, 1)),
        ("2003-02-30", "fault"),
        (2003, "fault"),
    ],
    "near": [
        ('["t1", null]', ("t1", None)),
        ("t1; t2", ("t1", "t2")),
        ("[]", ()),
        (" ", None),
        ("[broken", ("[broken",)),
    ],
    "marks": [('[1.5, "2,25"]', (Decimal("1.5"), Decimal("2.25"))), ("1,5;2", (Decimal("1.5"), 2)), ('["x"]', "fault")],
    "kind": [("big", "big"), (" BIG house", "big"), ("SMALL STRASSE", "small"), ("huge", "fault")],
}


class TestSQLite:
    @pytest.mark.parametrize("name", CELLS)
    def test_any_cell(self, name: str, tmp_path: Path) -> None:
        policy, connection = one_school(tmp_path), sqlite3.connect(":memory:")
        connection.execute(f"CREATE TABLE schools (id, {name})")
        connection.executemany(
            "INSERT INTO schools VALUES (?, ?)", [(f"s{at}", cell) for at, (cell, _) in enumerate(CELLS[name])]
        )
        found = policy.evaluate_tables(
            {"towns": None, "schools": "schools"}, engine="sqlite", connection=connection, today=TODAY
        )
        values, faults = read(policy, found, name)
        for at, (cell, wanted) in enumerate(CELLS[name]):
            if wanted == "fault":
                assert f"s{at}" in faults, cell
            else:
                assert values[f"s{at}"] == wanted, cell
                assert f"s{at}" not in faults or name == "near", cell
        connection.close()

    def test_a_view_an_attached_table_and_texts_as_bytes(self, databases: Databases, tmp_path: Path) -> None:
        policy, rows = twelve()
        connection, _ = databases._sqlite(policy, rows)
        connection.execute("CREATE VIEW project AS SELECT * FROM projects")  # named like a table on the way
        connection.execute("ATTACH ':memory:' AS other")
        connection.execute("CREATE TABLE other.more AS SELECT * FROM projects")
        connection.row_factory, connection.text_factory = sqlite3.Row, bytes
        for name in ("project", "PROJECT", "main.project", "more", "other.more"):
            hold(judge(policy, "sqlite", connection, {"projects": name}), policy, rows)
        assert connection.text_factory is bytes

    def test_nothing_is_left_behind(self, databases: Databases, tmp_path: Path) -> None:
        policy, rows = schools(tmp_path)
        connection, tables = databases._sqlite(policy, rows)
        found = judge(policy, "sqlite", connection, tables)
        found.counts()
        assert not connection.in_transaction
        assert connection.execute("SELECT name FROM temp.sqlite_master").fetchall()
        del found
        gc.collect()
        assert not connection.execute("SELECT name FROM temp.sqlite_master").fetchall()


class TestPostgreSQL:
    @pytest.mark.parametrize(
        ("name", "type_", "cells"),
        [
            ("cost", "numeric", [("1.50", Decimal("1.5")), ("1.2345678", "fault"), ("NaN", None), ("Infinity", "fault"), ("1e18", "fault"), ("1.20000000", Decimal("1.2"))]),
            ("cost", "double precision", [("0.1", Decimal("0.1")), ("NaN", None), ("-Infinity", "fault"), ("1e300", "fault"), ("123456789012.25", Decimal("123456789012.25")), ("1e-7", "fault")]),
            ("cost", "real", [("0.1", Decimal("0.1")), ("16777216", 16777216), ("NaN", None)]),
            ("cost", "smallint", [("7", 7), (None, None)]),
            ("share", "double precision", [("0.5", Decimal("0.5")), ("1.5", "fault"), ("NaN", None)]),
            ("share", "numeric", [("1", 1), ("1.000001", "fault"), ("NaN", None)]),
            ("pupils", "numeric", [("7.0", 7), ("7.5", "fault"), ("999999999999999999", 10**18 - 1), ("1e30", "fault"), ("NaN", None)]),
            ("pupils", "double precision", [("7", 7), ("7.5", "fault"), ("1e17", 10**17), ("1e18", "fault"), ("Infinity", "fault")]),
            ("pupils", "bigint", [("1000000000000000000", "fault"), ("0", 0), ("-1", "fault")]),
            ("pupils", "integer", [("-1", "fault"), ("5", 5)]),
            ("opened", "date", [("infinity", "fault"), ("0044-03-15 BC", "fault"), ("1900-01-01", date(1900, 1, 1)), ("12000-01-01", "fault")]),
            ("opened", "timestamp", [("2001-02-03 00:00", date(2001, 2, 3)), ("2001-02-03 00:00:01", "fault"), ("infinity", "fault")]),
            ("kind", "varchar(40)", [("\u2003Big\u00a0 HOUSE ", "big"), ("small straße", "small"), ("SMALL STRASSE", "small"), ("", None), ("bigg", "fault")]),
            ("kind", "size", [("big", "big"), ("huge", "fault")]),
            ("town", "char(8)", [("t1", "t1"), (" ", None), ("t9", None)]),
            ("town", "integer", [("1", "1"), ("9", None)]),
            ("town", "uuid", [("00000000-0000-0000-0000-000000000001", "00000000-0000-0000-0000-000000000001")]),
            ("marks", "double precision[]", [("{1.5,NULL,2}", (Decimal("1.5"), None, 2)), ("{}", ()), ("{Infinity}", "fault")]),
            ("marks", "integer[]", [("{1,2}", (1, 2)), ("{{1},{2}}", "fault")]),
            ("near", "text[]", [('{t1," ",NULL}', ("t1", None, None)), ("{}", ())]),
        ],
    )  # fmt: skip
    def test_cells(
        self, databases: Databases, tmp_path: Path, name: str, type_: str, cells: list[tuple[Any, Any]]
    ) -> None:
        policy, connection = one_school(tmp_path), databases.postgresql()
        connection.execute("CREATE TYPE pg_temp.size AS ENUM ('big', 'huge')")
        connection.execute("CREATE TEMPORARY TABLE towns (id text)")
        connection.execute("INSERT INTO towns VALUES ('t1'), ('1'), ('00000000-0000-0000-0000-000000000001')")
        of = "pg_temp.size" if type_ == "size" else type_
        connection.execute(f"CREATE TEMPORARY TABLE schools (id integer, {name} {of})")
        for at, (cell, _) in enumerate(cells):
            connection.execute(f"INSERT INTO schools VALUES (%s, %s::text::{of})", (at, cell))
        found = judge(policy, "postgresql", connection, {"towns": "towns", "schools": "schools"})
        values, faults = read(policy, found, name)
        for at, (cell, wanted) in enumerate(cells):
            assert (values[str(at)], str(at) in faults or name == "town") == (
                (None if name != "marks" or "Inf" not in cell else (None,), True)
                if wanted == "fault"
                else (wanted, name == "town")
            ), cell

    def test_small_letters(self, databases: Databases, tmp_path: Path) -> None:
        policy, connection = one_school(tmp_path), databases.postgresql()
        connection.execute("CREATE TEMPORARY TABLE towns (id text, name text, code text)")
        rows = [
            {"id": str(at), "name": "x", "code": code} for at, code in enumerate((" ÅS ", "ÅSGÅRD", "İ", "ẞ", "x", ""))
        ]
        for row in rows:
            connection.execute("INSERT INTO towns VALUES (%s, %s, %s)", tuple(row.values()))
        found = judge(policy, "postgresql", connection, {"towns": "towns", "schools": None})
        hold(found, policy, {"towns": rows})

    @pytest.mark.parametrize("autocommit", [True, False])
    @pytest.mark.parametrize("began", [True, False])
    def test_the_transaction_is_the_callers(
        self, databases: Databases, tmp_path: Path, autocommit: bool, began: bool
    ) -> None:
        policy, rows = schools(tmp_path)
        connection, tables = databases._postgresql(policy, rows)
        connection.autocommit = autocommit
        connection.row_factory = dict_row
        if began:
            connection.execute("BEGIN" if autocommit else "SELECT 1")
        before = connection.info.transaction_status
        hold(judge(policy, "postgresql", connection, tables), policy, rows)
        one, other = (judge(policy, "postgresql", connection, tables).findings(as_="batches") for _ in range(2))
        assert next(one).num_rows == next(other).num_rows
        del one
        with pytest.raises(InvalidCall, match="there is no table `nix`"):
            judge(policy, "postgresql", connection, {**tables, "towns": "nix"})
        del other
        gc.collect()
        assert connection.info.transaction_status == before

    def test_schemas_views_and_names_of_tables_on_the_way(self, databases: Databases) -> None:
        policy, rows = twelve()
        connection, _ = databases._postgresql(policy, rows)
        connection.execute("CREATE SCHEMA a_schema")
        try:
            connection.execute("CREATE TABLE a_schema.project AS SELECT * FROM projects")
            connection.execute('CREATE TEMPORARY VIEW "project: outcomes" AS SELECT * FROM projects')
            for name in ("a_schema.project", "project: outcomes"):
                hold(judge(policy, "postgresql", connection, {"projects": name}), policy, rows)
        finally:
            connection.execute("DROP SCHEMA a_schema CASCADE")


class TestSpark:
    def test_cells(self, databases: Databases, tmp_path: Path) -> None:
        if "spark" not in DATABASES:
            pytest.skip("only where there is time")
        policy = one_school(tmp_path)
        session = databases.request.getfixturevalue("spark")
        frame = session.sql(
            """SELECT * FROM VALUES
            (0, CAST(0.1 AS DOUBLE), CAST(1.5 AS DECIMAL(38, 10)), TIMESTAMP '2001-02-03 00:00:00', ' BIG\u00a0 house'),
            (1, CAST('NaN' AS DOUBLE), CAST(1.0000001 AS DECIMAL(38, 10)), TIMESTAMP '2001-02-03 00:00:01', 'huge'),
            (2, CAST('Infinity' AS DOUBLE), CAST(1e18 AS DECIMAL(38, 10)), NULL, 'small STRASSE'),
            (3, CAST(1e-7 AS DOUBLE), NULL, NULL, ' '),
            (4, CAST(12345678901.25 AS DOUBLE), CAST(7 AS DECIMAL(38, 10)), NULL, NULL)
            AS t(id, cost, pupils, opened, kind)"""
        )
        found = judge(policy, "spark", session, {"towns": None, "schools": frame})
        for name, wanted, faulty in (
            ("cost", [Decimal("0.1"), None, None, None, Decimal("12345678901.25")], {"2", "3"}),
            ("pupils", [None, None, None, None, 7], {"0", "1", "2"}),
            ("opened", [date(2001, 2, 3), None, None, None, None], {"1"}),
            ("kind", ["big", None, "small", None, None], {"1"}),
        ):
            values, faults = read(policy, found, name)
            assert [values[str(at)] for at in range(5)] == wanted, name
            assert set(faults) == faulty, name


def judge(policy: Policy, engine: str, connection: Any, tables: dict[str, Any]) -> BulkEvaluation:
    return policy.evaluate_tables(tables, engine=engine, connection=connection, today=TODAY)


@pytest.mark.parametrize("name", ["sqlite", "postgresql"])
class TestRefused:
    def test_no_such_table(self, databases: Databases, name: str) -> None:
        policy, rows = twelve()
        connection, _ = getattr(databases, f"_{name}")(policy, rows)
        with pytest.raises(InvalidCall, match="there is no table `project`: did you mean `projects`"):
            judge(policy, name, connection, {"projects": "project"})
        with pytest.raises(InvalidCall, match='files are read by engine="duckdb"'):
            judge(policy, name, connection, {"projects": "projects.parquet"})
        with pytest.raises(InvalidCall, match='found list, and files and frames are read by engine="duckdb"'):
            judge(policy, name, connection, {"projects": rows["projects"]})

    def test_another_connection(self, name: str) -> None:
        with pytest.raises(InvalidCall, match=f"the engine `{name}` takes a connection of .*; found object"):
            judge(twelve()[0], name, object(), {"projects": "projects"})

    def test_closed(self, databases: Databases, name: str) -> None:
        policy, rows = twelve()
        connection, tables = getattr(databases, f"_{name}")(policy, rows)
        found = judge(policy, name, connection, tables)
        connection.close()
        for asked in (
            found.counts,
            found.findings,
            found.input_faults,
            lambda: judge(policy, name, connection, tables),
        ):
            with pytest.raises(EngineUnavailable, match=rf"the engine `{name}` is not available: .*closed"):
                asked()

    def test_a_table_that_goes(self, databases: Databases, name: str) -> None:
        policy, rows = twelve()
        connection, tables = getattr(databases, f"_{name}")(policy, rows)
        found = judge(policy, name, connection, tables)
        connection.execute("DROP TABLE projects")
        with pytest.raises(EngineUnavailable, match=r"nothing was judged: .*projects"):
            found.counts()

    def test_evaluations_side_by_side(self, databases: Databases, name: str, tmp_path: Path) -> None:
        policy, rows = schools(tmp_path)
        connection, tables = getattr(databases, f"_{name}")(policy, rows)
        fewer = {**rows, "waivers": rows["waivers"][:5]}
        one, other = (judge(policy, name, connection, {**tables, "waivers": some["waivers"]}) for some in (rows, fewer))
        one.counts(), other.counts()
        hold(one, policy, rows)
        hold(other, policy, fewer)


@pytest.mark.parametrize(
    ("column", "words"),
    [
        ("pupils text", "holds texts, and `pupils` is an integer"),
        ("safe integer", "holds numbers, and `safe` is a boolean"),
        ("opened timestamptz", "holds points in time, and `opened` is a date"),
        ("cost jsonb", "holds JSON, and `cost` is a money"),
        ("marks text[]", "holds lists of texts, and `marks` is a list of number"),
        ("marks numeric", "holds numbers, and `marks` is a list of number"),
        ("town text[]", "holds lists, and `town` is a reference to town"),
    ],
)
def test_columns_of_other_types(databases: Databases, tmp_path: Path, column: str, words: str) -> None:
    policy, connection = one_school(tmp_path), databases.postgresql()
    connection.execute(f"CREATE TEMPORARY TABLE schools (id text, {column})")
    with pytest.raises(InvalidCall, match=f"{words}: give it a column of that type, or none"):
        judge(policy, "postgresql", connection, {"towns": None, "schools": "schools"})


def test_spark_is_told_what_it_takes() -> None:
    with pytest.raises(InvalidCall, match="takes a SparkSession as `connection`; found object"):
        judge(twelve()[0], "spark", object(), {"projects": "projects"})
