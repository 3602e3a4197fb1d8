"""PostgreSQL and Spark against the reference: the cases of the packs, and generated packs on generated records."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

import policycheck
from policycheck.author.cases import Case, load_cases, run
from policycheck.engines.sql.engine import Database, SqlEngine
from policycheck.engines.sql.postgresql import Connected
from policycheck.engines.sql.spark import Session
from policycheck.policy import Policy

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT / "tests" / "differential"))
from generator import TAPE, Tape, data, policy, rules  # noqa: E402

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "default")
THOROUGH = PROFILE != "default"
EVERY_CASE = {"associations": 1 if THOROUGH else 24, "fredrikstad": 1 if THOROUGH else 6, "library": 1}
"""Of a pack's cases, each such one is tried on PostgreSQL."""
EVERY_CASE_ON_SPARK = {
    "associations": 1 if PROFILE == "thorough" else 12,
    "fredrikstad": 1 if PROFILE == "thorough" else 12,
    "library": 1,
}
PACKS = {"associations": "associations", "fredrikstad": "fredrikstad", "library": ROOT / "examples" / "library"}
GENERATED_ON_POSTGRESQL = 300 if THOROUGH else 20
GENERATED_ON_SPARK = 30
SPARK_TAKES_ITS_TIME = pytest.mark.skipif(not THOROUGH, reason="takes minutes: set HYPOTHESIS_PROFILE to ci")
TODAY = date(2025, 6, 15)


@pytest.fixture(scope="module")
def connected(postgresql: Any) -> Iterator[Connected]:
    """An engine's PostgreSQL."""
    with postgresql() as connection:
        yield Connected(connection)


@pytest.fixture(scope="module")
def session(spark: SparkSession) -> Session:
    """An engine's Spark."""
    return Session(spark)


@pytest.fixture(scope="module")
def lenient(spark: SparkSession) -> Session:
    """One that gives NULL, or worse, where Spark by itself would raise."""
    found = Session(spark)
    found.session.conf.set("spark.sql.ansi.enabled", "false")
    return found


# --- cases


@cache
def pack(name: str) -> tuple[Policy, tuple[Case, ...]]:
    loaded = policycheck.load(PACKS[name])
    cases, faults = load_cases(loaded)
    assert faults == ()
    return loaded, cases


@cache
def reduced(name: str, items: frozenset[str]) -> Policy:
    """A pack with no more rules and judgements than those of some ids."""
    book = pack(name)[0].rulebook
    wanted = [tuple(item for item in those if item.id in items) for those in (book.rules, book.judgements)]
    return Policy(replace(book, rules=wanted[0], judgements=wanted[1]), pack(name)[0].path)


def asked(name: str, case: Case) -> Policy:
    """What a case needs of its pack."""
    return pack(name)[0] if case.shape.expect_all else reduced(name, frozenset(case.shape.expect))


def differing(name: str, database: Database, cases: tuple[Case, ...]) -> list[str]:
    """What is not as the cases expect it."""
    found = []
    for case in cases:
        of_case = asked(name, case)
        of_case._engines["database"] = SqlEngine(of_case.rulebook, database)
        for one in run(case, of_case, "database").differences:
            found.append(f"{case.file}: {case.name}: {one}")
    return found


@pytest.mark.parametrize("name", PACKS)
def test_cases_on_postgresql(name: str, connected: Connected) -> None:
    assert differing(name, connected, pack(name)[1][:: EVERY_CASE[name]]) == []


@SPARK_TAKES_ITS_TIME
@pytest.mark.parametrize("name", PACKS)
def test_cases_on_spark(name: str, session: Session) -> None:
    assert differing(name, session, pack(name)[1][:: EVERY_CASE_ON_SPARK[name]]) == []


# --- generated packs


def agree(seed: int, database: Database, sets: int = 2) -> None:
    """Holds a database to the reference, on a generated pack."""
    tape = Tape(Random(seed).randbytes(TAPE))
    text = rules(tape)
    generated = policy(text)
    generated._engines["database"] = SqlEngine(generated.rulebook, database)
    for _ in range(sets):
        given = data(tape)
        records = generated.read(given)
        expected = list(generated.evaluate(records, today=TODAY, engine="reference").outcomes)
        found = list(generated.evaluate(records, today=TODAY, engine="database").outcomes)
        assert found == expected, f"{text}\n{json.dumps(given)}"


@pytest.mark.parametrize("seed", range(GENERATED_ON_POSTGRESQL))
def test_generated_packs_on_postgresql(seed: int, connected: Connected) -> None:
    agree(seed, connected)


@SPARK_TAKES_ITS_TIME
@pytest.mark.parametrize("seed", range(GENERATED_ON_SPARK))
def test_generated_packs_on_spark(seed: int, session: Session) -> None:
    agree(seed, session)


@SPARK_TAKES_ITS_TIME
@pytest.mark.parametrize("seed", range(GENERATED_ON_SPARK, GENERATED_ON_SPARK + 5))
def test_generated_packs_on_lenient_spark(seed: int, lenient: Session) -> None:
    agree(seed, lenient)


# --- after an error


def fails_and_goes_on(database: Database, broken: pytest.MonkeyPatch) -> None:
    with broken.context() as patch:
        patch.setattr(type(database.dialect), "length", lambda dialect, items: items)
        patch.setattr(type(database.dialect), "switch", lambda dialect, condition, *values: condition)
        with pytest.raises(Exception, match=r"(?s)."):
            agree(0, database, sets=1)
    agree(0, database, sets=1)


def test_postgresql_goes_on_after_an_error(connected: Connected, monkeypatch: pytest.MonkeyPatch) -> None:
    fails_and_goes_on(connected, monkeypatch)


@SPARK_TAKES_ITS_TIME
def test_spark_goes_on_after_an_error(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    fails_and_goes_on(session, monkeypatch)
    assert session.session.catalog.listTables() == []
