"""Tables judged where they are, on every database: what comes of it is what the reference engine makes of the rows."""

from __future__ import annotations

import json
import os
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest

import policycheck
from policycheck.bulk.evaluation import BulkEvaluation
from policycheck.faults import EngineUnavailable, InvalidCall
from policycheck.policy import Policy

pytest.importorskip("sqlglot", reason="sqlglot is not installed: pip install 'policycheck[bulk]'")
duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed: pip install 'policycheck[bulk]'")
pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed: pip install 'policycheck[bulk]'")

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

TYPES: dict[str, dict[str, str]] = {
    "text": {"postgresql": "text", "duckdb": "string"},
    "boolean": {"postgresql": "boolean"},
    "integer": {"postgresql": "bigint"},
    "number": {"postgresql": "numeric"},
    "money": {"postgresql": "numeric(24, 6)"},
    "date": {"postgresql": "date"},
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
            found[plural] = connection.execute("SELECT * FROM read_parquet(?)", [path]).to_arrow_table().to_pylist()
    return policy, found


def schools(below: Path) -> tuple[Policy, Tables]:
    """Everything that a column of the declared type may hold, faults included."""
    random = Random(7)
    towns: list[Row] = [
        {"id": f"t{at}", "name": random.choice(["Oslo", " Ås\u2003", "Nowhere"]), "code": random.choice(["ÅS", " X ", None])}
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
                "kind": random.choice(["big", "small", " BIG  house", "small strasse", "SMALL STRASSE", "huge", "", None]),
                "marks": random.choice([None, [], [Decimal("1.5")], [Decimal(2), None], [Decimal("1.499999")]]),
                "opened": random.choice([None, date(1899, 12, 31), date(1900, 1, 1), date(1950, 5, 17), date(2000, 2, 29)]),
                "cost": random.choice([None, Decimal("1000.5"), Decimal("2001"), Decimal("999999999999999999.999999")]),
                "share": random.choice([None, Decimal("0.5"), Decimal("1"), Decimal("1.000001"), Decimal("-0.1")]),
                "pupils": random.choice([None, 0, 500, 501, -1, 10**18 - 1, 10**18]),
                "safe": random.choice([None, True, False]),
            }
        )
    day, end = date(2026, 1, 1), date(2027, 1, 1)
    waivers = [{"rule": "crowd", "subject": f"s{at}", "granted_on": day, "expires_on": end} for at in range(60)]
    assessments = [
        {"judgement": "fair", "subject": f"s{at}", "answer": at % 3 == 0, "on": day, "valid_until": end} for at in range(50)
    ]
    (below / "policy.yaml").write_text(SCHOOLS)
    return policycheck.load(below / "policy.yaml"), {"towns": towns, "schools": rows, "waivers": waivers, "assessments": assessments}


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
            names = columns(policy, plural, found)
            connection.execute(f"CREATE TABLE {plural} ({', '.join(map(json.dumps, names))})")
            marks = ", ".join("?" * len(names))
            cells = [[in_sqlite(row.get(name)) for name in names] for row in found]
            connection.executemany(f"INSERT INTO {plural} VALUES ({marks})", cells)
        connection.commit()
        return connection, {plural: plural for plural in rows}

    def _postgresql(self, policy: Policy, rows: Tables) -> tuple[Any, dict[str, Any]]:
        connection = self.request.getfixturevalue("postgresql")()
        self.opened.append(connection)
        for plural, found in rows.items():
            names = columns(policy, plural, found)
            made = ", ".join(f'"{name}" {in_postgresql(policy, plural, name)}' for name in names)
            connection.execute(f"CREATE TEMPORARY TABLE {plural} ({made})")
            with connection.cursor() as cursor, cursor.copy(f"COPY {plural} FROM STDIN") as copy:
                for row in found:
                    copy.write_row([row.get(name) for name in names])
        return connection, {plural: plural for plural in rows}

    def _spark(self, policy: Policy, rows: Tables) -> tuple[Any, dict[str, Any]]:
        session = self.request.getfixturevalue("spark")
        frames = {plural: session.createDataFrame(arrow(policy, plural, found)) for plural, found in rows.items()}
        return session, frames


@pytest.fixture
def databases(request: pytest.FixtureRequest) -> Iterator[Databases]:
    found = Databases(request)
    yield found
    for connection in found.opened:
        connection.close()


def columns(policy: Policy, plural: str, rows: list[Row]) -> list[str]:
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
    for name in columns(policy, plural, rows):
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
    return TYPES.get(kind, TYPES["text"])["postgresql"] + ("[]" if listed else "")


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
