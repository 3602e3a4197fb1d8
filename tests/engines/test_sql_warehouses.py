"""What is written for the databases that no test runs: it is read back whole, and nothing in it is foreign to them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise, product
from pathlib import Path
from random import Random

import pytest

import policycheck
from policycheck.policy import Policy

sqlglot = pytest.importorskip("sqlglot", reason="sqlglot is not installed: pip install 'policycheck[bulk]'")
from sqlglot import exp  # noqa: E402

ROOT = Path(__file__).parent.parent.parent
DIALECTS = ("bigquery", "snowflake", "tsql")
PACKS = ("bench/twelve", "examples/library", "rules/fredrikstad")
ALL = os.environ.get("HYPOTHESIS_PROFILE") in ("ci", "thorough")
GENERATED = 100 if ALL else 4

KNOWN = {
    "bigquery": """
        ABS ARRAY ARRAY_LENGTH AS CAST COALESCE COUNT DATE_ADD DATE_DIFF EXTRACT INSTR LOWER MAX MIN NULLIF ROW_NUMBER
        STARTS_WITH STRPOS SUBSTRING SUM TO_JSON_STRING TRIM UNNEST
    """,
    "snowflake": """
        ABS ARRAY_DISTINCT ARRAY_MAX ARRAY_MIN ARRAY_SIZE CAST COALESCE CONTAINS COUNT DATEADD DATEDIFF DECIMAL FILTER
        FLATTEN LOWER MAX MIN MONTH NULLIF REDUCE ROW_NUMBER STARTSWITH SUBSTRING SUM TABLE TO_JSON TRANSFORM TRIM
        TRY_CAST YEAR
    """,
    "tsql": """
        ABS CAST CHARINDEX COALESCE COUNT DATEADD DATEDIFF DATEPART EXISTS GETDATE LOWER MAX MIN NULLIF NUMERIC NVARCHAR
        OPENJSON ROUND ROW_NUMBER STRING_AGG STRING_ESCAPE SUBSTRING SUM TRIM TRY_CAST
    """,
}
"""The functions, and the types with parameters, that each has."""
WORDS = """
    ALL AND APPLY AS BY CASE DISTINCT ELSE FROM GROUP IN INTERVAL JOIN NOT ON OR OVER SELECT THEN WHEN WHERE WITH
"""
"""Words that may stand before a parenthesis."""


@pytest.fixture(scope="module")
def generated() -> Iterator[list[Policy]]:
    """Packs of the generator that engines are compared with."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT / "tests" / "differential"))
        from generator import TAPE, Tape, policy, rules

        yield [policy(rules(Tape(Random(seed).randbytes(TAPE)), number=1)) for seed in range(GENERATED)]


@cache
def _loaded(pack: str) -> Policy:
    return policycheck.load(ROOT / pack)


def _forms() -> Iterator[object]:
    """Each pack in each dialect, as a query and as views; the largest by default in one of the two."""
    for pack, dialect, views in product(PACKS, DIALECTS, (False, True)):
        if ALL or pack != PACKS[-1] or views == (dialect != "snowflake"):
            yield pytest.param(pack, dialect, views, id=f"{pack}-{dialect}-{'views' if views else 'query'}")


class TestReadBack:
    @pytest.mark.parametrize(("pack", "dialect", "views"), list(_forms()))
    def test_a_pack(self, pack: str, dialect: str, views: bool) -> None:
        hold(_loaded(pack).sql(dialect, views=views), dialect)

    @pytest.mark.parametrize("views", [False, True], ids=["query", "views"])
    @pytest.mark.parametrize("dialect", DIALECTS)
    def test_generated_packs(self, generated: list[Policy], dialect: str, views: bool) -> None:
        for policy in generated:
            hold(policy.sql(dialect, views=views), dialect)


def hold(script: str, dialect: str) -> None:
    """Holds a script to what its database has."""
    for statement in re.split(r";\n(?:GO\n)?\n?", script):
        if not statement.strip():
            continue
        (tree,) = sqlglot.parse(statement, read=dialect, error_level=sqlglot.ErrorLevel.RAISE)
        assert isinstance(tree, exp.Query | exp.Create), type(tree)
        words = _words(statement, dialect)
        assert _words(tree.sql(dialect=dialect), dialect) == words
        called = {
            word.upper()
            for (kind, word), (_, following) in pairwise(words)
            if following == "(" and kind not in ("IDENTIFIER", "STRING", "NATIONAL_STRING") and re.match(r"\w", word)
        }
        assert called <= {*KNOWN[dialect].split(), *WORDS.split()}
        {"bigquery": _as_bigquery_has_it, "snowflake": _as_snowflake_has_it, "tsql": _as_tsql_has_it}[dialect](tree)


def _words(text: str, dialect: str) -> list[tuple[str, str]]:
    """The words of a text, whatever is commented and however it is laid out."""
    return [(token.token_type.name, token.text) for token in sqlglot.tokenize(text, read=dialect)]


def _as_bigquery_has_it(tree: exp.Expression) -> None:
    for word in tree.find_all(exp.Identifier):
        assert re.fullmatch(r"\w+", word.name), word
    for number in tree.find_all(exp.Literal):
        assert number.is_string or number.name.isdecimal(), f"{number} is no exact number"
    for join in tree.find_all(exp.Join):
        if join.side == "LEFT":
            sides = join.args["on"].find_all(exp.Column)
            assert len({side.table for side in sides}) > 1, f"nothing is equal in {join}"


def _as_snowflake_has_it(tree: exp.Expression) -> None:
    for cast in tree.find_all(exp.TryCast):
        assert isinstance(cast.this, exp.Cast), cast
        assert cast.this.to.is_type("varchar"), cast
    for function in tree.find_all(exp.Lambda):
        assert not function.find(exp.Select), function


CONDITIONS = (exp.Predicate, exp.Connector, exp.Not)


def _as_tsql_has_it(tree: exp.Expression) -> None:
    assert not tree.find(exp.Boolean)
    for node in tree.walk():
        if isinstance(node, exp.Paren | exp.Case) or not isinstance(node.parent, exp.Expression):
            continue
        assert isinstance(node, CONDITIONS) == _asks(node), f"{node} in {node.parent}"
    for aggregate in tree.find_all(exp.AggFunc):
        assert not aggregate.find(exp.Select) or isinstance(aggregate, exp.GroupConcat), aggregate
    for text in tree.find_all(exp.Literal):
        assert not text.is_string or text.name == "$", f"{text} loses letters"
    for query in tree.find_all(exp.Select):
        if not query.find_ancestor(exp.Exists) and isinstance(query.parent, exp.CTE | exp.Create):
            assert all(item.alias_or_name for item in query.expressions), query


def _asks(node: exp.Expression) -> bool:
    """Whether a condition is to stand where a node stands."""
    child, parent = node, node.parent
    while isinstance(parent, exp.Paren):
        child, parent = parent, parent.parent
    match parent:
        case exp.Where() | exp.And() | exp.Or() | exp.Not():
            return True
        case exp.If():
            return child.arg_key == "this" and parent.parent.args.get("this") is None
        case exp.Join():
            return child.arg_key == "on"
    return False
