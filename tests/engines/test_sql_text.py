"""The script of a policy: its text for each database, and that whoever runs it gets the outcomes of the reference.

`pytest tests/engines/test_sql_text.py -k recorded --record` writes the texts in `sql/` anew; read the diff with care.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import policycheck
from policycheck.policy import Policy

pytest.importorskip("sqlglot", reason="sqlglot is not installed: pip install 'policycheck[bulk]'")

TEXTS = Path(__file__).parent / "sql"
TODAY = date(2026, 9, 15)
DIALECTS = ("duckdb", "sqlite", "postgresql", "spark", "bigquery", "snowflake", "tsql")
HOSTILE = "'; DROP TABLE grants; --"
POLICY = policycheck.load(TEXTS / "pack")

Outcomes = dict[tuple[str, str, str], str]
"""What became of each rule for each record, by type, subject and rule."""


# --- the text


@pytest.mark.parametrize(
    ("name", "dialect", "given"),
    [
        *((dialect, dialect, {"today": TODAY}) for dialect in DIALECTS),
        ("duckdb-any-day", "duckdb", {}),
        ("duckdb-views", "duckdb", {"today": TODAY, "views": True}),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_the_text_is_the_recorded_one(name: str, dialect: str, given: dict[str, Any], record: bool) -> None:
    path = TEXTS / f"{name}.sql"
    text = POLICY.sql(dialect, **given)
    if record:
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


def test_the_text_is_the_same_each_time() -> None:
    for dialect in DIALECTS:
        assert POLICY.sql(dialect) == policycheck.load(TEXTS / "pack").sql(dialect)


@pytest.mark.parametrize("views", [False, True])
@pytest.mark.parametrize("dialect", DIALECTS)
def test_what_authors_write_does_not_leave_its_comment_or_its_quotes(dialect: str, views: bool) -> None:
    import sqlglot

    text = POLICY.sql(dialect, views=views)
    writes = {"postgresql": "postgres"}.get(dialect, dialect)
    words = [token for token in sqlglot.tokenize(text, read=writes) if "DROP" in token.text.upper()]
    assert words, "the pack has such texts"
    assert {token.token_type.name for token in words} <= {"STRING", "NATIONAL_STRING", "IDENTIFIER"}


@pytest.mark.parametrize(
    ("dialect", "hint"), [("postgres", "did you mean `postgresql`?"), ("oracle", "known are `bigquery`")]
)
def test_an_unknown_dialect(dialect: str, hint: str) -> None:
    with pytest.raises(policycheck.InvalidCall, match=re.escape(f"unknown dialect `{dialect}`: {hint}")):
        POLICY.sql(dialect)


# --- databases that run it


class DuckDB:
    name = "duckdb"

    def __init__(self) -> None:
        duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed: pip install 'policycheck[bulk]'")
        self.connection = duckdb.connect(":memory:")

    def insert(self, statement: str, row: list[object]) -> None:
        self.connection.execute(statement, row)

    def run(self, script: str) -> None:
        self.connection.execute(script)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = self.connection.execute(query).fetchall()
        return found

    def close(self) -> None:
        self.connection.close()


class SQLite:
    name = "sqlite"

    def __init__(self) -> None:
        from policycheck.engines.sql.functions import register

        self.connection = sqlite3.connect(":memory:")
        register(self.connection)

    def insert(self, statement: str, row: list[object]) -> None:
        self.connection.execute(statement, [self._held(value) for value in row])

    def _held(self, value: object) -> object:
        match value:
            case Decimal():
                return format(value.normalize(), "f")
            case date():
                return value.isoformat()
            case list():
                return json.dumps([self._held(one) for one in value])
        return value

    def run(self, script: str) -> None:
        self.connection.executescript(script)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        return self.connection.execute(query).fetchall()

    def close(self) -> None:
        self.connection.close()


class PostgreSQL:
    name = "postgresql"

    def __init__(self, connect: Callable[[], Any]) -> None:
        self.connection = connect()
        self.connection.execute("DROP SCHEMA IF EXISTS public CASCADE")
        self.connection.execute("CREATE SCHEMA public")

    def insert(self, statement: str, row: list[object]) -> None:
        self.connection.execute(statement.replace("?", "%s"), row)

    def run(self, script: str) -> None:
        self.connection.execute(script)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = self.connection.execute(query).fetchall()
        return found

    def close(self) -> None:
        self.connection.close()


Database = DuckDB | SQLite | PostgreSQL


@pytest.fixture(scope="module")
def server() -> Iterator[Callable[[], Any]]:
    """Opens connections to a PostgreSQL; skips the test where there is none."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(Path(__file__).parent.parent))
        from servers import postgresql_server

        with postgresql_server() as connect:
            yield connect


@pytest.fixture(params=["duckdb", "sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Iterator[Database]:
    """An empty database."""
    made: Database
    match request.param:
        case "duckdb":
            made = DuckDB()
        case "sqlite":
            made = SQLite()
        case _:
            made = PostgreSQL(request.getfixturevalue("server"))
    with closing(made):
        yield made


def filled(database: Database, script: str, data: dict[str, list[dict[str, Any]]]) -> None:
    """Makes the tables that the head of a script asks for, and fills them."""
    asked = script.partition("Reads, one row a record, keys without duplicates:\n")[2].partition("\n\n")[0]
    for line in asked.splitlines():
        table, columns = line.removeprefix("-- ").strip().split(": ", 1)
        shapes = [column.split(" ", 1) for column in re.split(r", (?![^(]*\))", columns)]
        kinds = ", ".join(f'"{name}" {kind}' for name, kind in shapes)
        database.run(f'CREATE TABLE "{table}" ({kinds})')
        marks = ", ".join("?" * len(shapes))
        for row in data.get(table, []):
            assert row.keys() <= {name for name, _ in shapes}
            database.insert(f'INSERT INTO "{table}" VALUES ({marks})', [row.get(name) for name, _ in shapes])


def outcomes(database: Database, script: str, views: bool) -> Outcomes:
    """What a script finds."""
    if views:
        database.run(script)
        script = 'SELECT "type", "subject", "rule", "outcome" FROM "outcomes"'
    rows = database.rows(script)
    found = {(type_, subject, rule): outcome for type_, subject, rule, outcome in rows}
    assert len(found) == len(rows), "an outcome is told twice"
    return found


def expected(policy: Policy, data: dict[str, list[dict[str, Any]]], today: date) -> Outcomes:
    """What the reference finds."""
    report = policy.evaluate(data, today=today, engine="reference")
    return {(one.type, one.subject, one.rule): str(one.outcome) for one in report.outcomes}


# --- a script on tables made by hand


def data_of(today: date) -> dict[str, list[dict[str, Any]]]:
    """Records, waivers and assessments of which some are in force."""
    before, after = today - timedelta(days=10), today + timedelta(days=10)
    grant = {"kind": "art", "holder": "a", "start_date": today, "months": 3, "amount": Decimal("200000.5")}
    grants = [
        {**grant, "id": "g1", "share": Decimal("0.75"), "paid": False, "themes": ["culture"], "amounts": [1, 20]},
        {**grant, "id": "g2", "share": Decimal("0.75"), "months": 30, "themes": ["sport"], "amounts": [300_000]},
        {**grant, "id": "g3", "kind": HOSTILE, "months": 31, "paid": True, "themes": [], "amounts": []},
        {**grant, "id": "g4", "kind": "*/; DROP TABLE grants; --", "months": 40, "holder": "b", "amounts": [3]},
        {**grant, "id": "g5", "kind": "it's", "holder": None, "themes": ["o'neill", "culture"], "amounts": [11, None]},
        {**grant, "id": HOSTILE, "start_date": None, "holder": "c", "share": Decimal("0.000001"), "amount": None},
        {"id": "g7", "holder": "nobody", "paid": False},
        {**grant, "id": "g8", "share": Decimal(1), "months": 24, "holder": "b", "paid": False, "amounts": [50]},
        {**grant, "id": "g9", "share": Decimal(1), "months": 24, "holder": "c", "paid": False, "amounts": [60]},
    ]
    holders = [
        {"id": "a", "name": HOSTILE},
        {"id": "b", "name": "B", "reason": "*/ DROP TABLE holders; --"},
        {"id": "c"},
        {"id": "d", "name": "\\'; --"},
    ]
    waivers = [
        {"rule": "money-and-end", "subject": "g9", "granted_on": before, "expires_on": after},
        {"rule": "money-and-end", "subject": "g2", "granted_on": before, "expires_on": today},
        {"rule": "quota", "subject": "a", "granted_on": today, "expires_on": after},
        {"rule": "themes-known", "subject": "g2", "granted_on": today, "expires_on": after},
        {"rule": "schemes-to-consider", "subject": "g1", "granted_on": today, "expires_on": after},
        {"rule": "themes-known", "subject": HOSTILE, "granted_on": after, "expires_on": after + timedelta(days=1)},
    ]
    assessments = [
        {"judgement": "of-use", "subject": "g1", "answer": True, "on": before, "valid_until": after},
        {"judgement": "of-use", "subject": "g1", "answer": False, "on": before - timedelta(1), "valid_until": after},
        {"judgement": "of-use", "subject": "g2", "answer": True, "on": before, "valid_until": after},
        {"judgement": "of-use", "subject": "g2", "answer": False, "on": before, "valid_until": after},
        {"judgement": "of-use", "subject": "g3", "answer": True, "on": before, "valid_until": today},
        {"judgement": "of-use", "subject": "g7", "answer": True, "on": before, "valid_until": after},
    ]
    people = {"granted_by": "A", "reason": "So it is."}
    return {
        "holders": holders,
        "grants": grants,
        "waivers": [{**people, **waiver} for waiver in waivers],
        "assessments": [{"by": "A", "reason": "So it is.", **assessment} for assessment in assessments],
    }


@pytest.mark.parametrize("views", [False, True], ids=["query", "views"])
def test_a_script_finds_what_the_reference_finds(database: Database, views: bool) -> None:
    data = data_of(TODAY)
    script = POLICY.sql(database.name, today=TODAY, views=views)
    filled(database, script, data)
    wanted = expected(POLICY, data, TODAY)
    assert {"waived", "needs_judgement", "satisfied", "violated", "undetermined", "recommended", "excepted"} <= {
        *wanted.values()
    }
    assert wanted["grant", "g9", "money-and-end"] == "waived"
    assert {wanted["grant", key, "of-use"] for key in ("g1", "g2")} == {"satisfied", "violated"}
    assert outcomes(database, script, views) == wanted


@pytest.mark.parametrize("views", [False, True], ids=["query", "views"])
def test_without_a_day_it_goes_by_the_day_it_is_run(database: Database, views: bool) -> None:
    day = "DATE('now', 'localtime')" if database.name == "sqlite" else "CAST(CURRENT_DATE AS TEXT)"
    ((written,),) = database.rows(f"SELECT {day}")
    today = date.fromisoformat(written)
    data = data_of(today)
    script = POLICY.sql(database.name, views=views)
    filled(database, script, data)
    assert outcomes(database, script, views) == expected(POLICY, data, today)


def test_views_are_as_of_the_rows_of_their_tables(database: Database) -> None:
    script = POLICY.sql(database.name, today=TODAY, views=True)
    filled(database, script, {})
    assert outcomes(database, script, True) == {}
    data = {"grants": [{"id": HOSTILE, "paid": False, "amount": Decimal(5)}]}
    database.insert('INSERT INTO "grants" ("id", "paid", "amount") VALUES (?, ?, ?)', [HOSTILE, False, Decimal(5)])
    found = database.rows('SELECT "type", "subject", "rule", "outcome" FROM "outcomes"')
    assert {tuple(row[:3]): row[3] for row in found} == expected(POLICY, data, TODAY)


@pytest.mark.parametrize("dialect", ["bigquery", "snowflake"])
def test_what_is_never_run_finds_the_same_in_translation(dialect: str) -> None:
    """As sqlglot understands it, on DuckDB; its decimals are shorter than BigQuery's."""
    import sqlglot
    from sqlglot import exp

    tree = sqlglot.parse_one(POLICY.sql(dialect, today=TODAY), read=dialect)
    for kind in list(tree.find_all(exp.DataType)):
        if kind.is_type("bigdecimal"):
            kind.replace(exp.DataType.build("decimal(38, 6)"))
    data = data_of(TODAY)
    with closing(DuckDB()) as database:
        filled(database, POLICY.sql("duckdb", today=TODAY), data)
        assert outcomes(database, tree.sql(dialect="duckdb"), False) == expected(POLICY, data, TODAY)


# --- words of SQL as names


NAMES = """
policy: {id: select, title: "*/ DROP TABLE tables; --", version: "1", languages: [en]}
text:
  - {id: "--", force: must, en: "*/ ; DROP TABLE tables"}
  - {id: "*/ SELECT 1; /*", force: must, en: Be good.}
  - {id: "'\\"`$$\\\\", force: must, en: Be better.}
records:
  select:
    plural: tables
    fields:
      where: text
      group: {type: choice, of: ["NULL", "'", '"', "`", "\\\\", "$$", "*/", "--", "?", "%s", ":x", "{x}", "Ø", "1 OR 1=1"]}
      order: {type: list, of: text}
      union: {type: ref, to: select, inverse: joins}
      value: integer
      key: boolean
      this: date
      that: number
      subject: text
      item: {type: list, of: {type: ref, to: select}}
  outcome:
    plural: outcomes_
    fields: {waivers: text, type: integer, rule: {type: ref, to: select, inverse: cross}}
tables:
  values_:
    fields: {table: text}
    rows:
      - {id: "'; DROP TABLE tables; --", table: "$1 ? %s :x \\\\"}
parameters:
  null_: {type: text, value: "'; DROP TABLE tables; --"}
  current_date: {type: list, of: text, value: ["'", "\\\\", "NULL", "--"]}
derive:
  select:
    having: that * that
    limit: len(joins) + count(c for c in cross if c.type > value)
    case: {"end": value > 3, "then": 'contains(where, "\\\\")'}
  outcome:
    outcomes: rule.limit
rules:
  - {id: select, clauses: ["--"], about: select, modality: must, require: 'where != param.null_'}
  - {id: drop.table--x, clauses: ["*/ SELECT 1; /*"], about: select, modality: must, require: 'subset(order, param.current_date)'}
  - id: "1"
    for: {union_all: ["NULL", "'", "\\\\", "*/", "1 OR 1=1"]}
    clauses: ["--"]
    about: select
    modality: must
    when: group == union_all
    require: having <= 2.25 and limit <= 1
  - {id: subject, clauses: ["--"], about: select, modality: must, require: 'any(i.key for i in item) or "end" in case'}
  - {id: outcomes, clauses: ["'\\"`$$\\\\"], about: outcome, modality: must, require: 'outcomes == 0 or "then" in rule.case'}
  - {id: tables, clauses: ["--"], about: outcome, modality: must, require: 'any(v.table == waivers for v in values_)'}
  - {id: waivers, clauses: ["--"], about: select, modality: must, require: 'startswith(where, "%") or contains(where, "_") or contains(where, param.null_)'}
judgements:
  - {id: assessments, clauses: ["--"], about: select, when: key, question: "*/?"}
"""
TEXTS_OF_SQL = [
    "'; DROP TABLE tables; --",
    "\\",
    "'",
    "%s",
    "100 %",
    "a_b",
    '"',
    "NULL",
    "$1 ? %s :x \\",
    "*/ /* --",
    "Ø",
    "\N{GRINNING FACE}",
]
GROUPS = ["NULL", "'", '"', "`", "\\", "$$", "*/", "--", "?", "%s", ":x", "{x}", "Ø", "1 OR 1=1"]
ROWS: dict[str, list[dict[str, Any]]] = {
    "tables": [
        {
            "id": text,
            "where": text,
            "group": GROUPS[at],
            "order": [text, "NULL"],
            "union": TEXTS_OF_SQL[at // 2],
            "value": at,
            "key": at % 2 == 0,
            "this": date(2026, 1, 1),
            "that": Decimal(at) / 4,
            "subject": text,
            "item": TEXTS_OF_SQL[at - 2 : at],
        }
        for at, text in enumerate(TEXTS_OF_SQL)
    ]
    + [{"id": "nothing"}, {"id": "1 OR 1=1", "group": "1 OR 1=1", "that": Decimal("1.5"), "order": ["--", None]}],
    "outcomes_": [
        {"id": text, "waivers": text, "type": at, "rule": TEXTS_OF_SQL[at // 3]} for at, text in enumerate(TEXTS_OF_SQL)
    ],
    "waivers": [
        {
            "rule": "drop.table--x",
            "subject": "Ø",
            "granted_on": date(2026, 1, 1),
            "expires_on": date(2027, 1, 1),
            "reason": "'; --",
            "granted_by": "A",
        }
    ],
    "assessments": [
        {
            "judgement": "assessments",
            "subject": "'; DROP TABLE tables; --",
            "answer": False,
            "on": date(2026, 1, 1),
            "valid_until": date(2027, 1, 1),
            "by": "A",
            "reason": "--",
        }
    ],
}


@pytest.fixture
def named(loaded: Callable[[str], Policy]) -> Policy:
    """A policy whose names and texts look like SQL."""
    return loaded(NAMES)


@pytest.mark.parametrize("views", [False, True], ids=["query", "views"])
def test_words_of_sql_are_names_like_others(named: Policy, database: Database, views: bool) -> None:
    script = named.sql(database.name, today=TODAY, views=views)
    filled(database, script, ROWS)
    wanted = expected(named, ROWS, TODAY)
    assert {"satisfied", "violated", "waived", "undetermined", "not_applicable", "needs_judgement"} == {
        *wanted.values()
    }
    assert outcomes(database, script, views) == wanted
    assert database.rows('SELECT COUNT(*) FROM "tables"') == [(len(ROWS["tables"]),)]


HIDING = """
records:
  waivers: {plural: waivers_, fields: {a: text, outcomes: {type: ref, to: outcomes}}}
  assessments: {plural: assessments_, fields: {a: text}}
  outcomes: {plural: outcomes_, fields: {a: text}}
rules:
  - {id: outcomes, clauses: [c1], about: waivers, modality: must, require: a == outcomes.a}
judgements:
  - {id: waivers, clauses: [c1], about: outcomes, question: "Good?"}
"""


@pytest.mark.parametrize("views", [False, True], ids=["query", "views"])
def test_no_table_on_the_way_hides_one_that_is_read(
    loaded: Callable[[str], Policy], database: Database, views: bool
) -> None:
    policy, days = loaded(HIDING), {"granted_on": date(2026, 1, 1), "expires_on": date(2027, 1, 1)}
    data: dict[str, list[dict[str, Any]]] = {
        "waivers_": [{"id": "w", "a": "1", "outcomes": "o"}],
        "outcomes_": [{"id": "o", "a": "2"}],
        "waivers": [{"rule": "outcomes", "subject": "w", "reason": "R", "granted_by": "A", **days}],
    }
    script = policy.sql(database.name, today=TODAY, views=views)
    filled(database, script, data)
    wanted = expected(policy, data, TODAY)
    assert wanted["waivers", "w", "outcomes"] == "waived"
    assert outcomes(database, script, views) == wanted


@pytest.mark.parametrize("engine", ["sql", "sqlite"])
def test_words_of_sql_in_the_data(named: Policy, engine: str) -> None:
    report = named.evaluate(ROWS, today=TODAY, engine=engine)
    assert list(report.outcomes) == list(named.evaluate(ROWS, today=TODAY, engine="reference").outcomes)
