"""Parts of texts and digits of numbers, as each database that runs in this process says them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from decimal import Decimal
from typing import Any

import duckdb
import pytest

from policycheck.engines.sql import build as sql
from policycheck.engines.sql.build import Sql
from policycheck.engines.sql.dialects.base import Dialect
from policycheck.engines.sql.dialects.duckdb import DuckDB
from policycheck.engines.sql.dialects.sqlite import SQLite
from policycheck.engines.sql.functions import register
from policycheck.language.types import INTEGER, NUMBER, TEXT

TEXTS = ("", "a", "ab", "ba", "å", "åb", "%", "_", "a%", "'; --", "a\x00b", "a\x00", None)


Ask = Callable[[str], Any]


@contextmanager
def on_sqlite() -> Iterator[Ask]:
    with closing(sqlite3.connect(":memory:")) as connection:
        register(connection)
        yield lambda query: connection.execute(query).fetchone()


@contextmanager
def on_duckdb() -> Iterator[Ask]:
    with duckdb.connect() as connection:
        yield lambda query: connection.execute(query).fetchone()


@pytest.mark.parametrize(("dialect", "on"), [(DuckDB(), on_duckdb), (SQLite(), on_sqlite)], ids=["duckdb", "sqlite"])
@pytest.mark.parametrize("word", ["contains", "startswith"])
def test_parts_of_texts(word: str, dialect: Dialect, on: Callable[[], AbstractContextManager[Ask]]) -> None:
    def written(text: str | None) -> Sql:
        if text is not None and "\x00" in text:
            before, after = text.split("\x00")
            return sql.binary(
                sql.exp.DPipe, sql.binary(sql.exp.DPipe, sql.text(before), _nul(dialect)), sql.text(after)
            )
        return dialect.constant(text, TEXT)

    says = dialect.contains if word == "contains" else dialect.starts
    pairs = [(whole, part) for whole in TEXTS for part in TEXTS]
    asked = [says(written(whole), written(part)) for whole, part in pairs]
    with on() as ask:
        answers = ask(dialect.write(sql.select([sql.alias(one, f"a{at}") for at, one in enumerate(asked)])))
    for (whole, part), answer in zip(pairs, answers, strict=True):
        known = whole is not None and part is not None
        holds = (part in whole if word == "contains" else whole.startswith(part)) if known else None
        assert (whole, part, None if answer is None else bool(answer)) == (whole, part, holds)


def test_lists_are_the_same_whatever_stands_between_their_elements() -> None:
    same = SQLite().same_lists(
        sql.text('["a", null, 1]'), sql.call("JSON_ARRAY", sql.text("a"), sql.exp.Null(), sql.number(1))
    )
    with on_sqlite() as ask:
        assert ask(SQLite().write(sql.select([same]))) == (1,)


def _nul(dialect: Dialect) -> Sql:
    return sql.call("CHR" if dialect.name == "duckdb" else "CHAR", sql.number(0))


@pytest.mark.parametrize(
    ("value", "digits"),
    [
        (999_999_999_999_999_999, "999999999999999999"),
        (-999_999_999_999_999_999, "-999999999999999999"),
        (Decimal("999999999999999999.999999"), "999999999999999999.999999"),
        (Decimal("1.123456789012"), "1.123456789012"),
        (Decimal("100.000"), "100"),
        (Decimal("1E+2"), "100"),
        (Decimal("-0.0"), "0"),
    ],
)
def test_numbers_are_written_digit_by_digit(value: int | Decimal, digits: str) -> None:
    type_ = INTEGER if isinstance(value, int) else NUMBER
    assert DuckDB().write(DuckDB().number(value, type_)) == digits
    assert SQLite().write(SQLite().number(value, NUMBER)) == f"'{digits}'"
