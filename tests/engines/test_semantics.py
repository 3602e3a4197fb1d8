"""What expressions and outcomes mean, case by case, for each engine that judges records in memory."""

from __future__ import annotations

import decimal
import itertools
import json
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import pytest

from policycheck.policy import Policy

Load = Callable[[str], Policy]
TODAY = date(2025, 6, 15)
TRUE, FALSE, UNKNOWN = "satisfied", "violated", "undetermined"

SCHEMA = """
records:
  city:
    plural: cities
    fields:
      id: text
      name: text
      yes: boolean
      no: boolean
      open: boolean
      two: integer
      big: integer
      half: number
      cash: money
      lots: money
      blank: money
      day: date
      nodate: date
      last: date
      kind: {type: choice, of: [a, b]}
      nokind: {type: choice, of: [a, b]}
      tags: {type: list, of: text}
      none: {type: list, of: text}
      gone: {type: list, of: text}
      holes: {type: list, of: text}
      numbers: {type: list, of: integer}
      gaps: {type: list, of: integer}
      twin: {type: ref, to: city, inverse: twins}
      lost: {type: ref, to: city}
      friends: {type: list, of: {type: ref, to: city}}
      zone: {type: ref, to: zones}
  trip:
    plural: trips
    fields:
      id: text
      city: {type: ref, to: city, inverse: trips}
      cost: money
      sure: boolean
      maybe: boolean
      on: date
      part: integer
  empty:
    plural: empties
    fields: {id: text, size: integer}
tables:
  zones:
    key: code
    fields: {code: text, rank: integer, wide: boolean}
    rows: [{code: n, rank: 1, wide: true}, {code: s, rank: 2}]
parameters:
  term: {type: period, value: {from: 2024-01-01, until: 2025-01-01}}
  onward: {type: period, value: {from: 2024-01-01}}
  before: {type: period, value: {until: 2025-01-01}}
  unset: {type: integer}
  words: {type: list, of: text, value: [x, y]}
derive:
  city:
    rich: cash > 10
    murky: blank > 10
    double: cash * 2
    marks:
      good: {if: yes, label: Good}
      bad: no
      dim: open
    clear:
      one: yes
      other: "two == 2"
    dark: {first: no, second: open}
"""
CITIES: list[dict[str, Any]] = [
    {
        "id": "x",
        "name": "Xby",
        "yes": True,
        "no": False,
        "two": 2,
        "big": 999_999_999_999_999_999,
        "half": "0.5",
        "cash": 100,
        "lots": "999999999999999999.999999",
        "day": "2024-02-29",
        "last": "9999-12-31",
        "kind": "a",
        "tags": ["p", "q"],
        "none": [],
        "holes": ["p", None],
        "numbers": [1, 2, 2],
        "gaps": [1, None],
        "twin": "y",
        "friends": ["y", "x"],
        "zone": "n",
    },
    {"id": "y", "name": "Yby", "yes": False, "cash": 5, "twin": "x", "zone": "s"},
]
TRIPS: list[dict[str, Any]] = [
    {"id": "t1", "city": "x", "cost": 10, "sure": True, "maybe": True, "on": "2024-01-01", "part": 1},
    {"id": "t2", "city": "x", "cost": 20, "sure": False, "maybe": None, "on": "2025-01-01", "part": 2},
    {"id": "t3", "city": "y", "cost": None, "sure": True, "maybe": False, "on": None, "part": 1},
    {"id": "t4", "city": None, "cost": 5, "sure": False, "maybe": False, "on": "2023-12-31", "part": 3},
]
DATA = {"cities": CITIES, "trips": TRIPS, "empties": []}

TRUTH = {"T": "yes", "F": "no", "U": "open"}


def kleene(name: str, one: str, other: str) -> str:
    """Kleene's tables, from the order false < unknown < true."""
    found = (min if name == "and" else max)((one, other), key="FUT".index)
    return {"T": TRUE, "F": FALSE, "U": UNKNOWN}[found]


LOGIC = [
    *((f"{TRUTH[a]} {name} {TRUTH[b]}", kleene(name, a, b)) for name in ("and", "or") for a in "TUF" for b in "TUF"),
    ("not yes", FALSE),
    ("not no", TRUE),
    ("not open", UNKNOWN),
    ("no and open and yes", FALSE),
    ("yes or open or no", TRUE),
    ("(yes or open or no) != no", TRUE),
    ("(no and open) == no", TRUE),
    ("(yes and open) == yes", UNKNOWN),
    ("(no or true or open) != (no and open)", TRUE),
    ("not (open and open)", UNKNOWN),
    ("true", TRUE),
    ("False", FALSE),
]
COMPARISONS = [
    ("two == 2", TRUE),
    ("two != 2", FALSE),
    ("two < 2", FALSE),
    ("two <= 2", TRUE),
    ("two > 1", TRUE),
    ("two >= 3", FALSE),
    ("half == 0.5", TRUE),
    ("half < two", TRUE),
    ("cash == 100.000000", TRUE),
    *((f"blank {sign} 1", UNKNOWN) for sign in ("==", "!=", "<", "<=", ">", ">=")),
    ("blank == blank", UNKNOWN),
    ("blank + 1 > 0", UNKNOWN),
    ("-blank < 0", UNKNOWN),
    ("abs(blank) >= 0", UNKNOWN),
    ("blank * 0 == 0", UNKNOWN),
    ("blank - blank == 0", UNKNOWN),
    ("1 < two < 3", TRUE),
    ("1 < two < 2", FALSE),
    ("3 < two < blank", FALSE),
    ("1 < two < blank", UNKNOWN),
    ("blank < two < 1", FALSE),
    ("1 < two <= 2 < cash", TRUE),
    ('kind == "a"', TRUE),
    ('kind != "b"', TRUE),
    ('nokind == "a"', UNKNOWN),
    ("kind == nokind", UNKNOWN),
    ('name == "Xby"', TRUE),
    ('name == "xby"', FALSE),
    ('day == date("2024-02-29")', TRUE),
    ("day < today", TRUE),
    ("nodate < today", UNKNOWN),
    ("twin == lost", UNKNOWN),
    ('twin == "y"', TRUE),
    ("twin.twin == id", TRUE),
    ("lost == lost.twin", UNKNOWN),
    ("yes == no", FALSE),
    ("yes != open", UNKNOWN),
]
CHOSEN = [
    ("(two if yes else blank) == 2", TRUE),
    ("(blank if yes else two) == 2", UNKNOWN),
    ("(two if no else 3) == 3", TRUE),
    ("(two if open else 2) == 2", TRUE),
    ("(two if open else 3) == 2", UNKNOWN),
    ("(two if open else 3) > 1", UNKNOWN),
    ("(two if open else blank) == 2", UNKNOWN),
    ("(blank if open else blank) == 2", UNKNOWN),
    ("yes if open else true", TRUE),
    ("no if open else false", FALSE),
    ("yes if open else no", UNKNOWN),
    ("(None if yes else two) is None", TRUE),
    ('("a" if open else kind) == "a"', TRUE),
    ("len(tags if open else tags) == 2", TRUE),
    ("((0.5 if open else half) * 2) == 1", TRUE),
]
KNOWN = [
    ("present(two)", TRUE),
    ("present(blank)", FALSE),
    ("missing(blank)", TRUE),
    ("missing(two)", FALSE),
    ("two is None", FALSE),
    ("two is not None", TRUE),
    ("blank is None", TRUE),
    ("blank is not None", FALSE),
    ("present(none)", FALSE),
    ("none is None", FALSE),
    ("present(gone)", FALSE),
    ("gone is None", TRUE),
    ("present(holes)", TRUE),
    ("present(no)", TRUE),
    ("present(open)", FALSE),
    ("present(blank > 1)", FALSE),
    ("present(blank > 1 or yes)", TRUE),
    ("present(lost)", FALSE),
    ("present(lost.name)", FALSE),
    ("present(twin.name)", TRUE),
    ("present(trips)", TRUE),
    ("present(portfolio.empties)", FALSE),
    ("missing(portfolio.empties)", TRUE),
    ("present(lost.trips)", FALSE),
    ("present(zones)", TRUE),
    ('present("")', FALSE),
    ('present("" if yes else "x")', FALSE),
    ('("" if yes else "x") is None', FALSE),
    ("present(param.unset)", FALSE),
    ("present(param.term)", TRUE),
    ('present(date("9999-12-31") + days(1))', FALSE),
    ("present(big + 1)", FALSE),
]
MEMBERS = [
    ('"p" in tags', TRUE),
    ('"z" in tags', FALSE),
    ('"z" not in tags', TRUE),
    ('"p" in holes', TRUE),
    ('"z" in holes', UNKNOWN),
    ('"z" not in holes', UNKNOWN),
    ('"p" in gone', UNKNOWN),
    ('"p" in none', FALSE),
    ('nokind in ["a", "b"]', UNKNOWN),
    ('kind in ["a"]', TRUE),
    ('kind not in ["a"]', FALSE),
    ("lost.name in tags", UNKNOWN),
    ("lost.name in none", UNKNOWN),
    ("two in numbers", TRUE),
    ("half in [0.50, 1]", TRUE),
    ("two in [0.5, 2.0]", TRUE),
    ("3 in gaps", UNKNOWN),
    ("1 in gaps", TRUE),
    ("twin in friends", TRUE),
    ("lost in friends", UNKNOWN),
    ('"x" in param.words', TRUE),
    ("yes in [false]", FALSE),
    ("open in [true, false]", UNKNOWN),
    ('intersects(tags, ["q", "z"])', TRUE),
    ('intersects(tags, ["z"])', FALSE),
    ('intersects(holes, ["p"])', TRUE),
    ('intersects(holes, ["z"])', UNKNOWN),
    ('intersects(["z"], holes)', UNKNOWN),
    ("intersects(gone, tags)", UNKNOWN),
    ("intersects(none, gone)", UNKNOWN),
    ("intersects(none, tags)", FALSE),
    ("intersects(none, holes)", FALSE),
    ("intersects(holes, none)", UNKNOWN),
    ("intersects(tags, none)", FALSE),
    ('subset(tags, ["p", "q", "r"])', TRUE),
    ('subset(tags, ["p"])', FALSE),
    ("subset(none, tags)", TRUE),
    ("subset(none, none)", TRUE),
    ("subset(none, holes)", TRUE),
    ("subset(none, gone)", UNKNOWN),
    ("subset(gone, tags)", UNKNOWN),
    ('subset(holes, ["p"])', UNKNOWN),
    ('subset(holes, ["q"])', FALSE),
    ("subset(tags, holes)", UNKNOWN),
    ('subset(["p"], holes)', TRUE),
    ("subset(holes, none)", FALSE),
    ("subset(friends, friends)", TRUE),
    ("len(tags) == 2", TRUE),
    ("len(holes) == 2", TRUE),
    ("len(none) == 0", TRUE),
    ("len(gone) == 0", UNKNOWN),
    ('contains(name, "by")', TRUE),
    ('contains(name, "BY")', FALSE),
    ('contains(lost.name, "b")', UNKNOWN),
    ('startswith(name, "X")', TRUE),
    ("startswith(name, lost.name)", UNKNOWN),
    ('startswith(kind, "")', TRUE),
]
LOOPS = [
    # over a collection of one's own: t1 (maybe true) and t2 (maybe unknown)
    ("any(t.sure for t in trips)", TRUE),
    ("any(t.cost > 50 for t in trips)", FALSE),
    ("any(t.maybe for t in trips if t.cost > 15)", UNKNOWN),
    ("any(t.sure for t in trips if t.maybe)", TRUE),
    ("any(t.cost > 15 for t in trips if t.maybe)", UNKNOWN),
    ("any(t.cost > 25 for t in trips if t.maybe)", FALSE),
    ("all(t.cost > 5 for t in trips)", TRUE),
    ("all(t.sure for t in trips)", FALSE),
    ("all(t.maybe for t in trips)", UNKNOWN),
    ("all(t.sure for t in trips if t.maybe)", UNKNOWN),
    ("all(t.cost > 5 for t in trips if t.maybe)", TRUE),
    ("all(t.cost > 15 for t in trips if t.maybe)", FALSE),
    ("count(t for t in trips) == 2", TRUE),
    ("count(t for t in trips if t.sure) == 1", TRUE),
    ("count(t for t in trips if t.maybe) >= 0", UNKNOWN),
    ("count(t for t in trips if t.maybe if t.sure) == 1", TRUE),
    ("count(t for t in trips if t.sure if t.maybe) == 1", TRUE),
    ("sum(t.cost for t in trips) == 30", TRUE),
    ("sum(t.cost for t in trips if t.sure) == 10", TRUE),
    ("sum(t.cost for t in trips if t.maybe) > 0", UNKNOWN),
    ("min(t.cost for t in trips) == 10", TRUE),
    ("max(t.cost for t in trips) == 20", TRUE),
    ('max(t.on for t in trips) == date("2025-01-01")', TRUE),
    ("unique(t.city for t in trips) == 1", TRUE),
    ("unique(t.part for t in trips) == 2", TRUE),
    ("unique(t for t in trips) == 2", TRUE),
    # over all of them: a cost, a date and a city are missing
    ("any(t.cost > 15 for t in portfolio.trips)", TRUE),
    ("any(t.cost > 50 for t in portfolio.trips)", UNKNOWN),
    ("any(t.cost > 50 for t in portfolio.trips if present(t.cost))", FALSE),
    ("all(t.cost > 0 for t in portfolio.trips)", UNKNOWN),
    ("all(t.cost > 5 for t in portfolio.trips)", FALSE),
    ("sum(t.cost for t in portfolio.trips) > 0", UNKNOWN),
    ("sum(t.cost for t in portfolio.trips if present(t.cost)) == 35", TRUE),
    ("min(t.on for t in portfolio.trips) < today", UNKNOWN),
    ('min(t.on for t in portfolio.trips if present(t.on)) == date("2023-12-31")', TRUE),
    ("unique(t.part for t in portfolio.trips) == 3", TRUE),
    ("unique(t.city for t in portfolio.trips) > 0", UNKNOWN),
    # joined by an equality; a trip without a city may belong anywhere
    ("count(t for t in portfolio.trips if t.city == id) == 2", UNKNOWN),
    ("any(t.sure for t in portfolio.trips if t.city == id)", TRUE),
    ("any(t.cost == 5 for t in portfolio.trips if t.city == id)", UNKNOWN),
    ("any(t.cost == 99 for t in portfolio.trips if t.city == id)", FALSE),
    ("any(t.city == twin for t in portfolio.trips)", TRUE),
    ("any(t.city == lost for t in portfolio.trips)", UNKNOWN),
    ("any(t.city == lost and t.cost == 99 for t in portfolio.trips)", UNKNOWN),
    ("any(t.city == lost and t.part == 9 for t in portfolio.trips)", FALSE),
    ("all(t.cost > 4 for t in portfolio.trips if t.city == id)", TRUE),
    ("all(t.sure for t in portfolio.trips if t.city == twin)", UNKNOWN),
    ("sum(t.part for t in portfolio.trips if t.city == id) == 3", UNKNOWN),
    ("sum(t.part for t in portfolio.trips if present(t.city) if t.city == id) == 3", TRUE),
    # over nothing
    ("any(e.size > 0 for e in portfolio.empties)", FALSE),
    ("all(e.size > 0 for e in portfolio.empties)", TRUE),
    ("count(e for e in portfolio.empties) == 0", TRUE),
    ("sum(e.size for e in portfolio.empties) == 0", TRUE),
    ("unique(e.size for e in portfolio.empties) == 0", TRUE),
    ("min(e.size for e in portfolio.empties) == 0", UNKNOWN),
    ("max(e.size for e in portfolio.empties) is None", TRUE),
    ("min(t.cost for t in trips if t.cost > 99) is None", TRUE),
    # over a missing list, and that of a missing reference
    *((f'{word}(w == "p" for w in gone)', UNKNOWN) for word in ("any", "all")),
    ("count(w for w in gone) == 0", UNKNOWN),
    ("unique(w for w in gone) == 0", UNKNOWN),
    ("sum(t.cost for t in lost.trips) == 0", UNKNOWN),
    ("any(t.sure for t in lost.trips)", UNKNOWN),
    ("len(lost.trips) == 0", UNKNOWN),
    ("len(trips) == 2", TRUE),
    ("len(twin.trips) == 1", TRUE),
    # over lists
    ("any(n > 1 for n in numbers)", TRUE),
    ("any(n > 5 for n in gaps)", UNKNOWN),
    ("any(n == 1 for n in gaps)", TRUE),
    ("all(n > 0 for n in gaps)", UNKNOWN),
    ("all(n > 1 for n in gaps)", FALSE),
    ("sum(n for n in numbers) == 5", TRUE),
    ("sum(n for n in gaps) == 1", UNKNOWN),
    ("sum(n for n in gaps if present(n)) == 1", TRUE),
    ("count(n for n in gaps) == 2", TRUE),
    ("unique(n for n in numbers) == 2", TRUE),
    ("max(n for n in [3, 1.5]) == 3", TRUE),
    ("count(n for n in none) == 0", TRUE),
    # over a table, and over a list of references
    ("count(z for z in zones) == 2", TRUE),
    ("any(z.wide for z in zones if z.rank == 2)", UNKNOWN),
    ("sum(z.rank for z in zones) == 3", TRUE),
    ('any(z.rank == two and z.code == "s" for z in zones)', TRUE),
    ('any(f.name == "Yby" for f in friends)', TRUE),
    ("sum(f.cash for f in friends) == 105", TRUE),
    ("any(f == id for f in friends)", TRUE),
    ("all(f.yes for f in friends)", FALSE),
    # derivations of the elements
    ("any(c.rich for c in portfolio.cities)", TRUE),
    ("all(c.rich for c in portfolio.cities)", FALSE),
    ("any(c.murky for c in portfolio.cities)", UNKNOWN),
    ("count(c for c in twins if c.rich) == 0", TRUE),
]
FLAGS = [
    ("any(marks)", TRUE),
    ("all(marks)", FALSE),
    ("len(marks) == 1", UNKNOWN),
    ("any(clear)", TRUE),
    ("all(clear)", TRUE),
    ("len(clear) == 2", TRUE),
    ("any(dark)", UNKNOWN),
    ("all(dark)", FALSE),
    ('"good" in marks', TRUE),
    ('"bad" in marks', FALSE),
    ('"bad" not in marks', TRUE),
    ('"dim" in marks', UNKNOWN),
    ('"dim" not in marks', UNKNOWN),
    ("any(lost.marks)", UNKNOWN),
    ('"good" in lost.marks', UNKNOWN),
    ('"good" in twin.marks', FALSE),
    ('"other" in twin.clear', UNKNOWN),
    ("len(lost.clear) == 0", UNKNOWN),
    ("len(twin.twin.clear) == 2", TRUE),
    ("rich", TRUE),
    ("twin.rich", FALSE),
    ("lost.rich", UNKNOWN),
    ("murky", UNKNOWN),
    ("double == 200", TRUE),
    ("twin.double == 10", TRUE),
    ("lost.twin.name == name", UNKNOWN),
    ("zone.rank == 1", TRUE),
    ("twin.zone.wide", UNKNOWN),
]
CALENDAR = [
    ('date("2024-02-29") + years(1) == date("2025-02-28")', TRUE),
    ('date("2024-02-29") + years(4) == date("2028-02-29")', TRUE),
    ('date("2024-02-29") - years(1) == date("2023-02-28")', TRUE),
    ('date("2025-01-31") + months(1) == date("2025-02-28")', TRUE),
    ('date("2024-01-31") + months(1) == date("2024-02-29")', TRUE),
    ('date("2025-03-31") - months(1) == date("2025-02-28")', TRUE),
    ('date("2025-01-31") + months(13) == date("2026-02-28")', TRUE),
    ('date("2025-01-31") + months(-2) == date("2024-11-30")', TRUE),
    ('date("2025-12-31") + months(2) == date("2026-02-28")', TRUE),
    ('date("2025-01-15") + months(0) == date("2025-01-15")', TRUE),
    ('months(1) + date("2025-01-15") == date("2025-02-15")', TRUE),
    ('date("2024-02-28") + days(1) == day', TRUE),
    ('date("2024-03-01") - days(1) == day', TRUE),
    ('day + days(two) == date("2024-03-02")', TRUE),
    ('date("2025-03-01") - date("2024-03-01") == 365', TRUE),
    ('date("2024-03-01") - date("2025-03-01") == -365', TRUE),
    ("today - today == 0", TRUE),
    ("nodate - today == 0", UNKNOWN),
    ("nodate + days(1) > today", UNKNOWN),
    ("day + days(param.unset) > today", UNKNOWN),
    ("year(day) == 2024", TRUE),
    ("month(day) == 2", TRUE),
    ("year(nodate) == 2024", UNKNOWN),
    ("month(nodate) == 2", UNKNOWN),
    ("last + days(1) > today", UNKNOWN),
    ("last + months(1) > today", UNKNOWN),
    ("last + years(1) > today", UNKNOWN),
    ("last - years(9999) < today", UNKNOWN),
    ('date("0001-01-01") - days(1) < today', UNKNOWN),
    ('date("0001-01-31") - months(1) < today', UNKNOWN),
    ("day + days(big) > today", UNKNOWN),
    ("day - days(big) < today", UNKNOWN),
    ("day + months(big) > today", UNKNOWN),
    ("day + years(big) > today", UNKNOWN),
    ('date("2024-01-01") in param.term', TRUE),
    ('date("2024-12-31") in param.term', TRUE),
    ('date("2025-01-01") in param.term', FALSE),
    ('date("2023-12-31") in param.term', FALSE),
    ('date("2025-01-01") not in param.term', TRUE),
    ("nodate in param.term", UNKNOWN),
    ("last in param.onward", TRUE),
    ('date("2023-12-31") in param.onward', FALSE),
    ('date("0001-01-01") in param.before', TRUE),
    ('date("2025-01-01") in param.before', FALSE),
    ('start(param.term) == date("2024-01-01")', TRUE),
    ('until(param.term) == date("2025-01-01")', TRUE),
    ("until(param.onward) > today", UNKNOWN),
    ("start(param.before) is None", TRUE),
]
NUMBERS = [
    ("lots == 999999999999999999.999999", TRUE),
    ("lots > 999999999999999999.999998", TRUE),
    ("lots - 0.000001 == 999999999999999999.999998", TRUE),
    ("lots + 0.000001 > 0", UNKNOWN),
    ("-lots - 0.000001 < 0", UNKNOWN),
    ("lots * 0.000001 == 999999999999.999999999999", TRUE),
    ("lots * 1 == lots", TRUE),
    ("lots * 2 > 0", UNKNOWN),
    ("lots * lots > 0", UNKNOWN),
    ("abs(-lots) == lots", TRUE),
    ("big == 999999999999999999", TRUE),
    ("big + 1 > 0", UNKNOWN),
    ("big - 1 + 1 == big", TRUE),
    ("big + 1 - 1 == big", UNKNOWN),
    ("-big - 1 < 0", UNKNOWN),
    ("big * big > 0", UNKNOWN),
    ("big * -1 == -big", TRUE),
    ("0.1 + 0.2 == 0.3", TRUE),
    ("half * half == 0.25", TRUE),
    ("0.000001 * 0.000001 == 0.000000000001", TRUE),
    ("123456789012.345678 * 1.000001 == 123456912469.134690345678", TRUE),
    ("cash - 100.5 == -0.5", TRUE),
    ("abs(cash - 100.5) == 0.5", TRUE),
    ("-half * 0 == 0", TRUE),
    ("sum(n * big for n in [1, -1]) == 0", TRUE),
    ("sum(n for n in [999999999999999999, 999999999999999999, -999999999999999999]) == big", TRUE),
    ("sum(n for n in [999999999999999999, 1]) > 0", UNKNOWN),
    ("sum(c.lots for c in friends if c.id == id) == lots", TRUE),
]
TABLES = {
    "logic": LOGIC,
    "comparisons": COMPARISONS,
    "chosen": CHOSEN,
    "known": KNOWN,
    "members": MEMBERS,
    "loops": LOOPS,
    "flags": FLAGS,
    "calendar": CALENDAR,
    "numbers": NUMBERS,
}


def rules(expressions: Iterable[str], about: str = "city") -> str:
    """A rule for each expression: r0, r1, …"""
    made = [
        {"id": f"r{at}", "clauses": "c1", "about": about, "modality": "must", "require": expression}
        for at, expression in enumerate(expressions)
    ]
    return f"rules: {json.dumps(made)}\n"


@pytest.fixture(params=["reference", "python"])
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def outcomes(policy: Policy, engine: str, data: Any, subject: str, today: date = TODAY) -> dict[str, str]:
    """The outcomes of one record by rule."""
    report = policy.evaluate(data, today=today, engine=engine)
    return {one.rule: one.outcome for one in report.outcomes if one.subject == subject}


def judged(load: Load, engine: str, expressions: list[str]) -> dict[str, str]:
    """What each expression is on the city `x`."""
    found = outcomes(load(SCHEMA + rules(expressions)), engine, DATA, "x")
    return {expression: found[f"r{at}"] for at, expression in enumerate(expressions)}


@pytest.mark.parametrize("table", TABLES)
def test_expressions(table: str, loaded: Load, engine: str) -> None:
    expected = dict(TABLES[table])
    assert len(expected) == len(TABLES[table]), "an expression stands in the table twice"
    assert judged(loaded, engine, list(expected)) == expected


@pytest.mark.parametrize("table", TABLES)
def test_negations(table: str, loaded: Load, engine: str) -> None:
    turned = {TRUE: FALSE, FALSE: TRUE, UNKNOWN: UNKNOWN}
    expected = {f"not ({expression})": turned[found] for expression, found in TABLES[table]}
    assert judged(loaded, engine, list(expected)) == expected


@pytest.mark.parametrize("table", TABLES)
def test_values_of_conditions(table: str, loaded: Load, engine: str) -> None:
    """A condition that is a part of something else has the same value as one that stands alone."""
    expected = {f"({expression}) == true": found for expression, found in TABLES[table]}
    assert judged(loaded, engine, list(expected)) == expected


def test_numbers_do_not_depend_on_the_callers_context(loaded: Load, engine: str) -> None:
    expected = {expression: found for expression, found in NUMBERS if "-" not in expression}
    policy = loaded(SCHEMA + rules(expected))
    with decimal.localcontext() as context:
        context.prec, context.rounding = 3, decimal.ROUND_UP
        context.traps[decimal.Inexact] = True
        found = outcomes(policy, engine, DATA, "x")
    assert {expression: found[f"r{at}"] for at, expression in enumerate(expected)} == expected


def test_deep_conditions_are_compiled_in_no_time(loaded: Load, engine: str) -> None:
    one, other, third = "yes", "yes", "yes"
    for _ in range(11):
        one = f"(yes == {one})"
        other = f"(yes if (yes and {other}) else open)"
        third = f"({third} in [true])"
    expected = {one: TRUE, other: TRUE, third: TRUE, one.replace("(yes == yes)", "(open == yes)"): UNKNOWN}
    assert judged(loaded, engine, list(expected)) == expected


def test_names_that_look_alike_stay_apart(loaded: Load, engine: str) -> None:
    policy = loaded(
        """
records:
  a: {plural: as_, fields: {id: text, b_c: text, b: {type: ref, to: c, inverse: d_e}}}
  a_b: {plural: abs_, fields: {id: text, c: text}}
  c: {plural: cs, fields: {id: text}}
derive:
  c: {x: "true", x__y: "true", x_y: "false", f: {x: "false", "y z": "true", None: "true"}, f__x: "true"}
"""
        + rules(
            [
                'any(v.b_c == "1" for v in portfolio.as_)',
                'any(v.c == "1" for v in portfolio.abs_)',
                "x and x__y and not x_y",
                '"x" not in f and f__x and "y z" in f and "None" in f',
            ],
            "c",
        )
    )
    data = {"as_": [{"id": "1", "b_c": "1"}], "abs_": [{"id": "1", "c": "2"}], "cs": [{"id": "1"}]}
    assert outcomes(policy, engine, data, "1") == {"r0": TRUE, "r1": FALSE, "r2": TRUE, "r3": TRUE}


# --- outcomes

STATES = {"T": True, "F": False, "U": None}
OUTCOMES = {
    # w r e: the outcome
    "TTT": "satisfied",
    "TTF": "satisfied",
    "TTU": "satisfied",
    "TFT": "excepted",
    "TFF": "violated",
    "TFU": "violated",
    "TUT": "excepted",
    "TUF": "undetermined",
    "TUU": "undetermined",
    "FTT": "not_applicable",
    "FTF": "not_applicable",
    "FTU": "not_applicable",
    "FFT": "not_applicable",
    "FFF": "not_applicable",
    "FFU": "not_applicable",
    "FUT": "not_applicable",
    "FUF": "not_applicable",
    "FUU": "not_applicable",
    "UTT": "satisfied",
    "UTF": "satisfied",
    "UTU": "satisfied",
    "UFT": "excepted",
    "UFF": "undetermined",
    "UFU": "undetermined",
    "UUT": "excepted",
    "UUF": "undetermined",
    "UUU": "undetermined",
}
WRE = """
records:
  thing: {plural: things, fields: {id: text, w: boolean, r: boolean, e: boolean, n: integer}}
rules:
  - {id: req, clauses: c1, about: thing, modality: must, when: w, require: r, unless: [{if: e, because: So.}]}
  - {id: ban, clauses: c1, about: thing, modality: must, when: w, forbid: not r, unless: [{if: e, because: So.}]}
  - id: costly
    clauses: c1
    about: thing
    modality: must
    when: any(w for v in [1])
    require: r if true else w
    unless: [{if: "n == 1", because: No.}, {if: "e if true else w", because: So.}]
"""


def test_every_row_of_the_truth_table(loaded: Load, engine: str) -> None:
    assert len(OUTCOMES) == len(list(itertools.product("TFU", repeat=3)))
    policy = loaded(WRE)
    things = [{"id": name, **{field: STATES[s] for field, s in zip("wre", name, strict=True)}} for name in OUTCOMES]
    report = policy.evaluate({"things": things}, today=TODAY, engine=engine)
    for rule in ("req", "ban", "costly"):
        assert {one.subject: one.outcome for one in report.outcomes if one.rule == rule} == OUTCOMES


def test_the_reasons_of_all_exceptions_that_hold_are_told(loaded: Load, engine: str) -> None:
    policy = loaded(WRE)
    thing = {"id": "a", "w": True, "r": False, "e": True, "n": 1}
    found = policy.evaluate({"things": [thing]}, today=TODAY, engine=engine).findings
    assert {one.rule: one.outcome for one in found} == dict.fromkeys(("req", "ban", "costly"), "excepted")
    assert "No. So." in next(one.message["en"] for one in found if one.rule == "costly")


MAY = """
records:
  thing: {plural: things, fields: {id: text, w: boolean, n: integer, gone: {type: ref, to: thing, inverse: kin}}}
tables:
  offers: {fields: {id: text, rank: integer}, rows: [{id: o1, rank: 1}, {id: o2, rank: 2}, {id: o3}]}
rules:
  - {id: may, clauses: c1, about: thing, modality: may, when: w, recommend: {from: o in offers, where: o.rank >= n, say: "{o.id}"}}
  - {id: one, clauses: c1, about: thing, modality: may, recommend: {from: o in offers, say: "{o.id}", at_most: 1}}
  - {id: kin, clauses: c1, about: thing, modality: may, recommend: {from: o in gone.kin, say: "{o.id}"}}
  - {id: bad, clauses: c1, about: thing, modality: should, require: "n == 9", recommend: {from: o in offers, where: o.rank == n, say: "{o.id}"}}
"""


@pytest.mark.parametrize(
    ("row", "outcome", "options"),
    [
        ({"w": True, "n": 1}, "recommended", ["o1", "o2"]),
        ({"w": True, "n": 2}, "recommended", ["o2"]),
        ({"w": True, "n": 3}, "not_applicable", []),
        ({"w": True}, "not_applicable", []),
        ({"w": False, "n": 1}, "not_applicable", []),
        ({"n": 1}, "not_applicable", []),
    ],
)
def test_may_rules(row: dict[str, Any], outcome: str, options: list[str], loaded: Load, engine: str) -> None:
    report = loaded(MAY).evaluate({"things": [{"id": "a", **row}]}, today=TODAY, engine=engine)
    found = {one.rule: one.outcome for one in report.outcomes}
    assert found == {
        "may": outcome,
        "one": "recommended",
        "kin": "not_applicable",
        "bad": "violated" if "n" in row else "undetermined",
    }
    told = {one.rule: [key for key, _ in one.recommendations] for one in report.findings}
    assert told.get("may", []) == options
    assert told["one"] == ["o1"]
    assert told["bad"] == ([f"o{row['n']}"] if row.get("n") in (1, 2) else [])
    assert report.status == ("compliant" if "n" in row else "incomplete")


# --- decisions that people record

DECIDED = """
records:
  thing: {plural: things, fields: {id: text, bad: boolean, ask: boolean}}
rules:
  - {id: good, clauses: c1, about: thing, modality: must, forbid: bad}
  - {id: each, clauses: c1, about: thing, modality: default, for: {w: [a, b]}, forbid: bad}
  - {id: soft, clauses: c1, about: thing, modality: should, forbid: bad}
judgements:
  - {id: asked, clauses: c1, about: thing, when: ask, question: Is it well}
  - {id: whole, clauses: c1, about: portfolio, modality: should, question: Are all well}
"""
BAD = [
    {"id": "a", "bad": True, "ask": True},
    {"id": "b", "bad": True, "ask": False},
    {"id": "c", "bad": None, "ask": None},
]


def decided(policy: Policy, engine: str, **more: Any) -> tuple[dict[tuple[str, str], str], list[str], str]:
    report = policy.evaluate({"things": BAD, **more}, today=TODAY, engine=engine)
    found = {(one.rule, one.subject): one.outcome for one in report.outcomes}
    return found, [note.text("en") for note in report.notes], report.status


FOUNDED = {"reason": "a storm", "granted_by": "the board"}


def waiver(rule: str, subject: str = "a", granted: str = "2025-06-15", expires: str = "2025-06-16") -> dict[str, str]:
    return {"rule": rule, "subject": subject, "granted_on": granted, "expires_on": expires}


@pytest.mark.parametrize(
    ("given", "waived"),
    [
        (waiver("good"), ["good"]),
        (waiver("good", granted="2025-06-14", expires="2025-06-16"), ["good"]),
        (waiver("good", granted="2025-06-16", expires="2025-06-17"), []),
        (waiver("good", granted="2025-06-01", expires="2025-06-15"), []),
        (waiver("each"), ["each[a]", "each[b]"]),
        (waiver("each[b]"), ["each[b]"]),
        (waiver("each[c]"), []),
        (waiver("soft"), ["soft"]),
        (waiver("good", subject="z"), []),
        (waiver("nothing"), []),
    ],
)
def test_waivers(given: dict[str, str], waived: list[str], loaded: Load, engine: str) -> None:
    found, notes, status = decided(loaded(DECIDED), engine, waivers=[{**FOUNDED, **given}])
    assert [rule for (rule, _), outcome in found.items() if outcome == "waived"] == waived
    assert len(notes) == (0 if waived else 1)
    assert status == "non_compliant"


def test_a_waiver_changes_violations_only(loaded: Load, engine: str) -> None:
    policy = loaded(DECIDED)
    waivers = [{**FOUNDED, **waiver("good", key)} for key in ("c", "b")]
    found, notes, _ = decided(policy, engine, waivers=waivers)
    assert (found["good", "c"], found["good", "b"], notes) == ("undetermined", "waived", [])


def test_a_waived_finding_keeps_the_outcome_it_sets_aside(loaded: Load, engine: str) -> None:
    report = loaded(DECIDED).evaluate({"things": BAD, "waivers": [waiver("good")]}, today=TODAY, engine=engine)
    told = next(one.to_dict() for one in report.findings if (one.rule, one.subject) == ("good", "a"))
    assert told["outcome"] == "waived"
    assert told["waiver"] == {
        "rule": "good",
        "subject": "a",
        "reason": None,
        "granted_by": None,
        "granted_on": "2025-06-15",
        "expires_on": "2025-06-16",
        "case_number": None,
        "outcome": "violated",
    }


def assessment(answer: str, on: str = "2025-06-15", until: str = "2025-06-16", **more: str) -> dict[str, str]:
    return {"judgement": "asked", "subject": "a", "answer": answer, "on": on, "valid_until": until, **more}


@pytest.mark.parametrize(
    ("given", "outcome", "notes"),
    [
        ([], "needs_judgement", 0),
        ([assessment("yes")], "satisfied", 0),
        ([assessment("no")], "violated", 0),
        ([assessment("yes", "2025-06-16", "2025-06-20")], "needs_judgement", 1),
        ([assessment("yes", "2025-06-01", "2025-06-15")], "needs_judgement", 1),
        ([assessment("yes", "2025-06-01"), assessment("no", "2025-06-10")], "violated", 0),
        ([assessment("no", "2025-06-01"), assessment("yes", "2025-06-10")], "satisfied", 0),
        ([assessment("no", "2025-06-10"), assessment("yes", "2025-06-01")], "violated", 0),
        ([assessment("no", "2025-06-10", "2025-06-12"), assessment("yes", "2025-06-01")], "satisfied", 0),
        ([assessment("yes"), assessment("no")], "violated", 0),
        ([assessment("no"), assessment("yes")], "violated", 0),
        ([assessment("yes", subject="z")], "needs_judgement", 1),
        ([assessment("yes", judgement="other")], "needs_judgement", 1),
    ],
)
def test_assessments(given: list[dict[str, str]], outcome: str, notes: int, loaded: Load, engine: str) -> None:
    found, told, _ = decided(loaded(DECIDED), engine, assessments=given)
    assert found["asked", "a"] == outcome
    assert len(told) == notes
    assert (found["asked", "b"], found["asked", "c"]) == ("not_applicable", "undetermined")
    assert found["whole", "portfolio"] == "needs_judgement"


def test_an_assessment_of_the_portfolio(loaded: Load, engine: str) -> None:
    given = [assessment("no", judgement="whole", subject="portfolio")]
    assert decided(loaded(DECIDED), engine, assessments=given)[0]["whole", "portfolio"] == "violated"


DATED = """
policy: {id: tiny, title: Tiny, version: "1", languages: [en], in_force: {from: 2024-01-01, until: 2026-01-01}}
text: [{id: c1, force: must, en: Be good.}]
records:
  thing: {plural: things, fields: {id: text, n: integer}}
parameters:
  most: {type: integer, values: {2024-06-01: 1, 2025-06-01: 3}}
rules:
  - {id: always, clauses: c1, about: thing, modality: must, require: "true"}
  - {id: dated, clauses: c1, about: thing, modality: must, require: "true", in_force: {from: 2025-01-01, until: 2025-07-01}}
  - {id: most, clauses: c1, about: thing, modality: must, require: n <= param.most}
"""


@pytest.mark.parametrize(
    ("today", "rules_in_force", "most"),
    [
        ("2023-12-31", [], None),
        ("2024-01-01", ["always", "most"], "undetermined"),
        ("2024-05-31", ["always", "most"], "undetermined"),
        ("2024-06-01", ["always", "most"], "violated"),
        ("2024-12-31", ["always", "most"], "violated"),
        ("2025-01-01", ["always", "dated", "most"], "violated"),
        ("2025-05-31", ["always", "dated", "most"], "violated"),
        ("2025-06-01", ["always", "dated", "most"], "satisfied"),
        ("2025-06-30", ["always", "dated", "most"], "satisfied"),
        ("2025-07-01", ["always", "most"], "satisfied"),
        ("2025-12-31", ["always", "most"], "satisfied"),
        ("2026-01-01", [], None),
    ],
)
def test_what_is_in_force(today: str, rules_in_force: list[str], most: str | None, loaded: Load, engine: str) -> None:
    found = outcomes(loaded(DATED), engine, {"things": [{"id": "a", "n": 2}]}, "a", date.fromisoformat(today))
    assert sorted(found) == rules_in_force
    assert found.get("most") == most
    report = loaded(DATED).evaluate({"things": [{"id": "a"}]}, today=date.fromisoformat(today), engine=engine)
    assert (report.status == "nothing_judged") is (not rules_in_force)


def test_a_parameter_given_by_the_caller(loaded: Load, engine: str) -> None:
    policy = loaded(DATED)
    for value, outcome in {1: "violated", 2: "satisfied", None: "undetermined"}.items():
        report = policy.evaluate(
            {"things": [{"id": "a", "n": 2}]}, today=TODAY, parameters={"most": value}, engine=engine
        )
        assert {one.rule: one.outcome for one in report.outcomes}["most"] == outcome


def test_no_template_fails_whatever_its_value(loaded: Load, engine: str) -> None:
    policy = loaded(
        SCHEMA
        + """
rules:
  - {id: said, clauses: c1, about: city, modality: must, require: no, message: "{lots} {big} {lots * 0.000001} {blank} {day} {holes} {marks} {lost.name} {param.onward}"}
"""
    )
    for precision in (28, 3):
        with decimal.localcontext(prec=precision):
            report = policy.evaluate(DATA, today=TODAY, engine=engine)
            assert report.for_("city", "x").findings[0].message["en"].startswith("999,999,999,999,999,999.999999 ")


def test_a_negative_literal_has_all_its_digits(loaded: Load, engine: str) -> None:
    expression = "-999999999999999999.123456789012 + 999999999999999999.123456789012 == 0"
    assert judged(loaded, engine, [expression]) == {expression: TRUE}
