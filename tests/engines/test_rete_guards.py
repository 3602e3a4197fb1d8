"""What durable-rules does wrong or cannot do, and that none of it shows: each test fails without its guard."""

from __future__ import annotations

import copy
import gc
import json
import operator
import os
import random
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from itertools import count, product
from pathlib import Path
from typing import Any

import pytest

import policycheck
from policycheck.engines.rete.binding import library
from policycheck.engines.rete.engine import KEPT
from policycheck.engines.rete.inputs import BOUND, encode, fnv
from policycheck.engines.rete.ruleset import NOT_HANDLED, Ruleset
from policycheck.engines.rete.sizes import MOST_CONDITIONS
from policycheck.faults import EngineUnavailable
from policycheck.language.types import TEXT
from policycheck.policy import Policy

Load = Callable[[str], Policy]
Around = Callable[[str, tuple[Any, ...], Callable[..., Any]], Any]
TODAY = date(2025, 6, 15)
TRUE, FALSE, UNKNOWN = "satisfied", "violated", "undetermined"

THING = """
records:
  thing: {plural: things, fields: {id: text, n: integer, t: text, b: boolean, cash: money, half: number, day: date}}
"""


class _Watched:
    """The C library; `around` makes each call, or does something else."""

    def __init__(self, around: Around) -> None:
        self.around, self.real = around, library()

    def __getattr__(self, name: str) -> Callable[..., Any]:
        call = getattr(self.real, name)
        return lambda *args: self.around(name, args, call)


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Callable[[Around], None]:
    """Has every later ruleset call the library through a function."""

    def watch(around: Around) -> None:
        monkeypatch.setattr("policycheck.engines.rete.ruleset.library", lambda: _Watched(around))

    return watch


class Calls:
    """Every call of the library, in order."""

    def __init__(self) -> None:
        self.made: list[tuple[str, tuple[Any, ...]]] = []

    def __call__(self, name: str, args: tuple[Any, ...], call: Callable[..., Any]) -> Any:
        self.made.append((name, args))
        return call(*args)

    def of(self, name: str) -> list[tuple[Any, ...]]:
        return [args for called, args in self.made if called == name]

    def facts(self) -> list[dict[str, Any]]:
        """Every fact, but for those that begin a ruleset."""
        told = [
            json.loads(fact, object_pairs_hook=_named_once, parse_float=_refused) for _, fact in self.of("assert_fact")
        ]
        return [fact for fact in told if "begun" not in fact]


def _named_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = [name for name, _ in pairs]
    assert len(set(names)) == len(names), f"a fact holds a name twice: {names}"
    return dict(pairs)


def _refused(number: str) -> float:
    raise AssertionError(f"{number} is told as a floating-point number")


@pytest.fixture
def calls(watch: Callable[[Around], None]) -> Calls:
    made = Calls()
    watch(made)
    return made


def rules(*expressions: str) -> str:
    """A rule for each expression, in order: outcomes go by the rules' names."""
    made = [
        {"id": f"r{at:03}", "clauses": "c1", "about": "thing", "modality": "must", "require": expression}
        for at, expression in enumerate(expressions)
    ]
    return f"rules: {json.dumps(made)}\n"


def outcomes(policy: Policy, data: Any, engine: str = "rete", **more: Any) -> dict[str, list[str]]:
    """The outcomes of every record by its key, in the order of the rules."""
    found: dict[str, list[str]] = {}
    for one in policy.evaluate(data, today=TODAY, engine=engine, **more).outcomes:
        found.setdefault(one.subject, []).append(one.outcome)
    return found


def agreed(policy: Policy, data: Any, **more: Any) -> dict[str, list[str]]:
    """The outcomes, which are those of the reference."""
    records = policy.read(data)
    found = outcomes(policy, records, **more)
    assert found == outcomes(policy, records, "reference", **more)
    return found


# --- no background threads

THREADS = """
import json, sys, threading
before = threading.enumerate()
import policycheck
policy = policycheck.load(sys.argv[1])
found = policy.evaluate({"things": [{"id": "a", "n": 1}]}, engine="rete").outcomes
started = [thread.name for thread in threading.enumerate() if thread not in before]
print(json.dumps([[one.outcome for one in found], started, [name for name in sys.modules if name.startswith("durable")]]))
"""


def test_judging_starts_no_thread_and_loads_no_host(loaded: Load) -> None:
    policy = loaded(THING + rules("n == 1"))
    ran = subprocess.run([sys.executable, "-c", THREADS, policy.path], capture_output=True, text=True, check=True)
    assert json.loads(ran.stdout) == [[TRUE], [], ["durable_rules_engine"]]


# --- users' keys never reach durable-rules as `sid` or `id`


class _Keeping:
    """The library, but that it takes no fact out again."""

    def __init__(self, inner: Any) -> None:
        self.inner = inner

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)

    def retract_fact(self, handle: int, fact: str) -> tuple[int, int]:
        return 0, 0


def test_a_fact_that_was_left_behind_is_told_and_not_taken_for_the_next() -> None:
    ruleset = Ruleset("things", {"big": {"$gt": {"n": 1}}})
    assert ruleset.fired(',"n":2') == ["big"]
    inner, ruleset._library = ruleset._library, _Keeping(ruleset._library)
    assert ruleset.fired(',"n":3') == ["big"]
    with pytest.raises(EngineUnavailable, match="durable-rules failed in `things`: it answers 2 to a fact"):
        ruleset.fired(',"n":4')
    ruleset._library = inner
    assert ruleset.fired(',"n":5') == ["big"]
    assert ruleset.fired(',"n":0') == []


COLLIDING = ("project-123773", "project-1040280")
KEYS = [*COLLIDING, "0", "1", "sid", "id", "begun", "record", "$s", '"', "\\", "æ", "\U0001f600"]


def test_keys_whose_hashes_collide_stay_apart(loaded: Load) -> None:
    one, other = COLLIDING
    assert fnv(one) == fnv(other)
    text = "records: {thing: {plural: things, fields: {id: text, a: boolean, b: boolean}}}\n"
    text += "derive: {thing: {some: a or b, marks: {first: a, second: b}}}\n"
    policy = loaded(text + rules("a", "b", "a and b", "some", "all(marks)", 'id == "project-123773"'))
    assert agreed(policy, {"things": [{"id": one, "a": True}, {"id": other, "b": True}]}) == {
        one: [TRUE, UNKNOWN, UNKNOWN, TRUE, UNKNOWN, TRUE],
        other: [UNKNOWN, TRUE, UNKNOWN, TRUE, UNKNOWN, FALSE],
    }


def test_no_key_reaches_the_library(loaded: Load, calls: Calls) -> None:
    policy = loaded(THING + "derive: {thing: {big: n > 5}}\n" + rules("n > 1", "big", "present(t)"))
    things = [{"id": f"key {key}", "n": number, "t": "t"} for number, key in enumerate(KEYS)]
    agreed(policy, {"things": things})
    assert len(calls.facts()) == 2 * len(KEYS)
    assert {(fact["sid"], fact["id"]) for fact in calls.facts()} == {("0", 1)}
    assert {tuple(json.loads(fact).values()) for _, fact in calls.of("retract_fact")} == {("0", 0), ("0", 1)}
    assert not [args for args in calls.made if "key " in str(args)]


def test_a_key_that_a_rule_asks_about_is_told_as_a_value(loaded: Load, calls: Calls) -> None:
    policy = loaded(THING + rules('id == "sid"', 'id in ["id", "0"]'))
    found = agreed(policy, {"things": [{"id": key} for key in KEYS]})
    expected = {key: [FALSE, FALSE] for key in KEYS} | {"sid": [TRUE, FALSE], "id": [FALSE, TRUE], "0": [FALSE, TRUE]}
    assert found == expected
    assert [set(fact) for fact in calls.facts()] == [{"sid", "id", "record", "field_id", "has_field_id"}] * len(KEYS)
    assert {(fact["sid"], fact["id"]) for fact in calls.facts()} == {("0", 1)}


# --- names: durable-rules knows them by a hash of 32 bits, and has some of its own

HASHES = [
    pytest.param("field_sevgilz", "record", id="the record type"),
    pytest.param("field_ddmrfub", "$forward", id="a name inside durable-rules"),
    pytest.param("field_dlsnxiz", "$forward", id="another one of the same"),
    pytest.param("field_wdakzsj", "begun", id="the first fact"),
    pytest.param("field_akukxjb", "id", id="the identity"),
    pytest.param("field_itaveyx", "id", id="another one of the same"),
    pytest.param("field_count_end_cost", "field_end_plan_value", id="two fields"),
    pytest.param("has_field_loan_goal_goal", "field_rank_plan_rank", id="the presence of one, and another"),
]


@pytest.mark.parametrize(("name", "same"), HASHES)
def test_names_whose_hashes_collide_stay_apart(name: str, same: str, loaded: Load) -> None:
    assert fnv(name) == fnv(same)
    one = name.removeprefix("has_").removeprefix("field_")
    other = same.removeprefix("field_") if same.startswith("field_") else "other"
    policy = loaded(
        f"records: {{thing: {{plural: things, fields: {{id: text, {one}: integer, {other}: integer}}}}}}\n"
        + rules(
            f"{one} == 1", f"{other} == 2", f"{one} == 1 or {other} == 2", f"present({one})", f"{other} is None", "true"
        )
    )
    things = {"both": (1, 2), "one": (1, 3), "other": (0, 2), "none": (0, 3), "half": (1, None), "rest": (None, 2)}
    data = [{"id": key, one: first, other: second} for key, (first, second) in things.items()]
    assert agreed(policy, {"things": [*data, {"id": "nothing"}]}) == {
        "both": [TRUE, TRUE, TRUE, TRUE, FALSE, TRUE],
        "one": [TRUE, FALSE, TRUE, TRUE, FALSE, TRUE],
        "other": [FALSE, TRUE, TRUE, TRUE, FALSE, TRUE],
        "none": [FALSE, FALSE, FALSE, TRUE, FALSE, TRUE],
        "half": [TRUE, UNKNOWN, TRUE, TRUE, TRUE, TRUE],
        "rest": [UNKNOWN, TRUE, TRUE, FALSE, FALSE, TRUE],
        "nothing": [UNKNOWN, UNKNOWN, UNKNOWN, FALSE, TRUE, TRUE],
    }


OWN_NAMES = ("id", "sid", "record", "begun", "m", "has_n", "field_n", "value_1", "part_1")


def test_fields_may_be_named_as_what_every_fact_holds(loaded: Load) -> None:
    fields = ", ".join(f"{name}: text" for name in OWN_NAMES)
    policy = loaded(
        f"records: {{thing: {{plural: things, fields: {{{fields}, n: integer}}}}}}\n"
        + rules(*(f'{name} == "{name}"' for name in OWN_NAMES), "n == 1", "present(n)")
    )
    right = {name: name for name in OWN_NAMES}
    wrong = dict.fromkeys(OWN_NAMES, "other")
    assert agreed(policy, {"things": [{**right, "n": 1}, wrong]}) == {
        "id": [TRUE] * (len(OWN_NAMES) + 2),
        "other": [FALSE] * len(OWN_NAMES) + [UNKNOWN, FALSE],
    }


def test_names_may_have_letters_beyond_ascii(loaded: Load) -> None:
    text = """
records:
  besøk: {plural: besøkene, fields: {id: text, størrelse: integer, ja: boolean}}
derive:
  besøk:
    større: størrelse > 3
    merker: {stor: størrelse > 3, "også stor": ja}
    særmerker: {ærlig: ja, "x y": ja, "😀": størrelse > 3}
rules:
  - {id: aa, clauses: c1, about: besøk, modality: must, require: størrelse > 3}
  - {id: ab, clauses: c1, about: besøk, modality: must, require: større}
  - {id: each, clauses: c1, about: besøk, modality: must, for: {w: [å, "a b", 'a"b', 'a\\', "😀"]}, require: any(merker)}
  - {id: ok, clauses: c1, about: besøk, modality: must, require: 'all(særmerker) and "ærlig" in særmerker'}
  - {id: z, clauses: c1, about: besøk, modality: must, require: "true"}
"""
    data = [{"id": "å", "størrelse": 5, "ja": True}, {"id": "b", "størrelse": 1, "ja": False}, {"id": "c"}]
    assert agreed(loaded(text), {"besøkene": data}) == {
        "å": [TRUE] * 9,
        "b": [FALSE] * 8 + [TRUE],
        "c": [UNKNOWN] * 8 + [TRUE],
    }


# --- one type a field, scaled integers and day numbers

SIGNS = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
TINY = Decimal("0.000001")
EDGES = [Decimal(edge).scaleb(-6) for edge in (BOUND, 2**63)]
MOST = Decimal("999999999999999999.999999")
AMOUNTS = sorted(
    {sign * (edge + step * TINY) for edge in EDGES for step in (-1, 0, 1) for sign in (1, -1)}
    | {MOST, -MOST, MOST - TINY, TINY, -TINY, Decimal(0), Decimal(1)}
)


def truth(holds: bool) -> str:
    return TRUE if holds else FALSE


def test_money_is_compared_exactly_whatever_its_size(loaded: Load, calls: Calls) -> None:
    cases = list(product(SIGNS, AMOUNTS))
    policy = loaded(THING + rules(*(f"cash {sign} {amount:f}" for sign, amount in cases)))
    expected = {f"{amount:f}": [truth(SIGNS[sign](amount, other)) for sign, other in cases] for amount in AMOUNTS}
    found = outcomes(policy, {"things": [{"id": f"{amount:f}", "cash": f"{amount:f}"} for amount in AMOUNTS]})
    assert found == expected
    assert {fact["field_cash"] for fact in calls.facts() if abs(fact["field_cash"]) > BOUND - 1} == {BOUND, -BOUND}
    assert max(abs(fact["field_cash"]) for fact in calls.facts()) == BOUND


def test_money_is_found_among_amounts_of_any_size(loaded: Load) -> None:
    listed = [amount for amount in AMOUNTS if amount != MOST][:11]
    text = ", ".join(f"{amount:f}" for amount in listed)
    policy = loaded(THING + rules(f"cash in [{text}]", f"cash not in [{text}]"))
    assert agreed(policy, {"things": [{"id": f"{amount:f}", "cash": f"{amount:f}"} for amount in AMOUNTS]}) == {
        f"{amount:f}": [truth(amount in listed), truth(amount not in listed)] for amount in AMOUNTS
    }


KINDS = [
    # an expression, and rows with what it is of them
    ('t == "1"', [({"t": "1"}, TRUE), ({"t": "1.0"}, FALSE), ({"t": "true"}, FALSE), ({"t": "100"}, FALSE)]),
    ('t == "true"', [({"t": "true"}, TRUE), ({"t": "True"}, FALSE), ({"t": "1"}, FALSE)]),
    ('t in ["20", "null"]', [({"t": "20"}, TRUE), ({"t": "null"}, TRUE), ({"t": "2"}, FALSE), ({"t": "20.0"}, FALSE)]),
    ("n == 1", [({"n": 1}, TRUE), ({"n": "1"}, TRUE), ({"n": 0}, FALSE), ({"n": -1}, FALSE)]),
    ("n == 1.0", [({"n": 1}, TRUE), ({"n": 2}, FALSE)]),
    ("n == 0.5", [({"n": 1}, FALSE), ({"n": 0}, FALSE), ({}, UNKNOWN)]),
    ("n != 0.5", [({"n": 1}, TRUE), ({"n": 0}, TRUE), ({}, UNKNOWN)]),
    ("n < 0.5", [({"n": 1}, FALSE), ({"n": 0}, TRUE), ({"n": -1}, TRUE)]),
    ("n >= -0.5", [({"n": 0}, TRUE), ({"n": -1}, FALSE)]),
    ("n > 20", [({"n": 100}, TRUE), ({"n": 9}, FALSE)]),
    ("n == 999999999999999999", [({"n": 10**18 - 1}, TRUE), ({"n": 10**18 - 2}, FALSE)]),
    ("n > -999999999999999999", [({"n": 1 - 10**18}, FALSE), ({"n": 2 - 10**18}, TRUE)]),
    ("half == 1", [({"half": "1.0"}, TRUE), ({"half": 1}, TRUE), ({"half": "1.000001"}, FALSE)]),
    ("half == 0.1", [({"half": "0.1"}, TRUE), ({"half": Decimal("0.100000")}, TRUE), ({"half": "0.100001"}, FALSE)]),
    ("half < 0.0000001", [({"half": "0"}, TRUE), ({"half": "0.000001"}, FALSE), ({"half": "-0.000001"}, TRUE)]),
    ("half in [0.5, 2]", [({"half": "0.50"}, TRUE), ({"half": 2}, TRUE), ({"half": "0.05"}, FALSE)]),
    ("b", [({"b": True}, TRUE), ({"b": False}, FALSE), ({}, UNKNOWN)]),
    ("b == false", [({"b": True}, FALSE), ({"b": False}, TRUE), ({}, UNKNOWN)]),
    ('day == date("2024-02-29")', [({"day": "2024-02-29"}, TRUE), ({"day": date(2024, 2, 28)}, FALSE)]),
    ('day < date("9999-12-31")', [({"day": "9999-12-30"}, TRUE), ({"day": "9999-12-31"}, FALSE)]),
    ('day > date("0001-01-01")', [({"day": "0001-01-02"}, TRUE), ({"day": "0001-01-01"}, FALSE)]),
    ("cash == 1000", [({"cash": 1000}, TRUE), ({"cash": "1000.000001"}, FALSE)]),
]


def test_values_of_one_kind_are_never_taken_for_those_of_another(loaded: Load) -> None:
    policy = loaded(THING + rules(*(expression for expression, _ in KINDS)))
    data = [
        {"id": f"{at} {number}", **row} for at, (_, rows) in enumerate(KINDS) for number, (row, _) in enumerate(rows)
    ]
    report = policy.evaluate({"things": data}, today=TODAY, engine="rete")
    found = {(one.rule, one.subject): one.outcome for one in report.outcomes}
    assert report.input_faults == ()
    assert {
        (expression, str(row)): found[f"r{at:03}", f"{at} {number}"]
        for at, (expression, rows) in enumerate(KINDS)
        for number, (row, _) in enumerate(rows)
    } == {(expression, str(row)): outcome for expression, rows in KINDS for row, outcome in rows}
    agreed(policy, {"things": data})


def test_each_name_is_told_in_one_type_and_none_as_null(loaded: Load, calls: Calls) -> None:
    policy = loaded(THING + rules(*(expression for expression, _ in KINDS), "cash * 2 > 1", "present(n)"))
    rows = [{"id": "none"}, {"id": "all", "n": 1, "t": "1", "b": True, "cash": "1.5", "half": 1, "day": "2024-01-01"}]
    rows += [{"id": "more", "n": 0, "t": "x", "b": False, "cash": 1, "half": "0.5", "day": "2025-01-01"}]
    agreed(policy, {"things": rows})
    told = {(name, type(value)) for fact in calls.facts() for name, value in fact.items()}
    kinds = {
        str: ("sid", "record", "field_t"),
        int: ("id", "field_n", "field_half", "field_cash", "field_day", "value_1"),
        bool: ("field_b", "has_field_n", "has_field_t", "has_field_half"),
    }
    assert told == {(name, kind) for kind, names in kinds.items() for name in names}


# --- texts: durable-rules decodes no escapes, ends at a NUL, and counts bytes in 16 bits

HOSTILE = {
    "a quote": '"',
    "quotes within": 'a"b',
    "a backslash": "\\",
    "a backslash at the end": "a\\",
    "two at the end": "a\\\\",
    "a backslash and a quote": 'a\\"',
    "an escape": "\\u0041",
    "what it stands for": "A",
    "NUL": "\0",
    "NUL within": "a\0b",
    "what stands before it": "a",
    "an emoji": "😀",
    "the same with a skin": "👍🏽",
    "without": "👍",
    "a control character": "\x01",
    "the last of ASCII": "\x7f",
    "a line's end": "a\nb",
    "a brace": '{"$s":1}',
    "a comma": 'a","field_n":1,"x":"',
    "a number": "1",
    "a truth": "true",
    "nothing": "null",
    "a capital": "Ø",
    "none": "ø",
    "decomposed": "o\u0338",
    "a dollar": "$m",
    "long": "y" * 100_000,
    "a letter shorter": "y" * 99_999,
    "another last letter": "y" * 99_999 + "z",
    "another first letter": "z" + "y" * 99_999,
    "in the middle": "y" * 50_000 + "z" + "y" * 49_999,
    "65,535 bytes": "x" * 65_533,
    "65,536 bytes": "x" * 65_534,
    "65,537 bytes": "x" * 65_535,
    "as long as none": "x" * 65_536,
    "6,000 emoji": "😀" * 6_000,
    "one more": "😀" * 6_001,
    "one other": "😀" * 5_999 + "😁",
    "1,000 letters": "w" * 1_000,
    "1,001": "w" * 1_001,
    "1,002": "w" * 1_002,
}
ASKED = """
parameters:
  one: {type: text, value: x}
  some: {type: list, of: text, value: [x]}
  half: {type: number, value: 1}
"""


@pytest.mark.parametrize("name", HOSTILE)
def test_texts_are_compared_letter_by_letter(name: str, loaded_once: Policy) -> None:
    asked = HOSTILE[name]
    data = {"things": [{"id": key, "t": text} for key, text in HOSTILE.items()]}
    assert outcomes(loaded_once, data, parameters={"one": asked, "some": ["q", asked]}) == {
        key: [truth(text == asked), truth(text != asked), truth(text == asked), truth(text != asked)]
        for key, text in HOSTILE.items()
    }


@pytest.fixture(scope="module")
def loaded_once(tmp_path_factory: pytest.TempPathFactory) -> Policy:
    """Compares a text with parameters."""
    path = tmp_path_factory.mktemp("texts") / "pack.yaml"
    head = (
        'policy: {id: tiny, title: Tiny, version: "1", languages: [en]}\ntext: [{id: c1, force: must, en: Be good.}]\n'
    )
    asked = rules("t == param.one", "t != param.one", "t in param.some", "t not in param.some")
    path.write_text(head + THING + ASKED + asked, encoding="utf-8")
    return policycheck.load(path)


def test_halves_of_letters_are_texts_to_durable_rules_and_faults_in_data(loaded_once: Policy) -> None:
    halves = ("\ud83d", "\ude00", "\ud83d\ude00", "😀")
    told = encode(TEXT)
    for asked in halves[:2]:
        ruleset = Ruleset("halves", {"same": {"t": asked}, "other": {"$neq": {"t": asked}}})
        found = [ruleset.fired(f',"t":{told(text)}') for text in ["", *(half[:1] for half in halves)]]
        assert found == [["other"], *(["same"] if half[:1] == asked else ["other"] for half in halves)]
    found = agreed(loaded_once, {"things": [{"id": str(at), "t": text} for at, text in enumerate(halves)]})
    assert found == {**dict.fromkeys("012", [UNKNOWN] * 4), "3": [FALSE, TRUE, FALSE, TRUE]}


def test_texts_that_are_computed_may_be_empty(loaded: Load) -> None:
    """A text of 65,536 letters is as long as none, to durable-rules."""
    text = '("" if b else t)'
    policy = loaded(THING + rules(f'{text} == ""', f'{text} != ""', f'{text} in ["", "a"]', f"present({text})"))
    things = [{"id": "yes", "b": True, "t": "a"}, {"id": "no", "b": False, "t": "a"}, {"id": "open", "t": "a"}]
    things += [{"id": "long", "b": False, "t": "a" * 65_536}, {"id": "gone", "b": False}]
    assert agreed(policy, {"things": things}) == {
        "yes": [TRUE, FALSE, TRUE, FALSE],
        "no": [FALSE, TRUE, TRUE, TRUE],
        "open": [UNKNOWN, UNKNOWN, UNKNOWN, FALSE],
        "long": [FALSE, TRUE, FALSE, TRUE],
        "gone": [UNKNOWN, UNKNOWN, UNKNOWN, FALSE],
    }


# --- what is missing is left out, and its presence told

PRESENCE = [
    "present(n)",
    "missing(t)",
    "b is None",
    "cash is not None",
    "n == 1",
    "n != 1",
    "not (n == 1)",
    "b",
    "not b",
]


def test_what_is_missing_is_left_out_and_told_to_be_missing(loaded: Load, calls: Calls) -> None:
    policy = loaded(THING + rules(*PRESENCE))
    data = [
        {"id": "all", "n": 1, "t": "a", "b": False, "cash": 0},
        {"id": "nulls", "n": None, "t": " "},
        {"id": "none"},
    ]
    missing = [FALSE, TRUE, TRUE, FALSE, *[UNKNOWN] * 5]
    assert agreed(policy, {"things": data}) == {
        "all": [TRUE, FALSE, FALSE, TRUE, TRUE, FALSE, FALSE, FALSE, TRUE],
        "nulls": missing,
        "none": missing,
    }
    every = {"sid": "0", "id": 1, "record": "thing"}
    asked = ("has_field_n", "has_field_t", "has_field_b", "has_field_cash")
    held = [{name: value for name, value in fact.items() if name not in every} for fact in calls.facts()]
    assert held == [
        {"field_n": 1, "field_b": False, **dict.fromkeys(asked, True)},
        dict.fromkeys(asked, False),
        dict.fromkeys(asked, False),
    ]


# --- at most 60 conditions a ruleset, and none that is too large


def test_hundreds_of_rules_may_hold_of_one_record(loaded: Load) -> None:
    policy = loaded(THING + rules(*["n >= 5 or b"] * 400))
    things = [{"id": "yes", "n": 9, "b": True}, {"id": "no", "n": 1, "b": False}, {"id": "open", "n": 1}]
    assert outcomes(policy, {"things": things}) == {"yes": [TRUE] * 400, "no": [FALSE] * 400, "open": [UNKNOWN] * 400}
    rulesets = policy.ruleset()["rulesets"].values()
    assert len(rulesets) == 35
    assert max(sum(weight(rule["all"][0]["m"]) for rule in ruleset.values()) for ruleset in rulesets) <= MOST_CONDITIONS


def weight(condition: dict[str, Any]) -> int:
    """How many tests and branchings a condition has."""
    joined = condition.get("$and", condition.get("$or"))
    return 1 if joined is None else ("$or" in condition) + sum(map(weight, joined))


def nest(random: random.Random, depth: int) -> str:
    """A condition of `depth` levels."""
    if not depth:
        return random.choice(["n == 3", "n < 5", 't == "a"', "b", "not b", "present(n)", "cash > 1", "half <= 0.5"])
    word = random.choice([" and ", " or "])
    return f"({word.join(nest(random, depth - 1) for _ in range(random.randint(2, 4)))})"


@pytest.mark.parametrize(
    "expression",
    [
        pytest.param(" or ".join(f"n == {number}" for number in range(600)), id="600 in an or"),
        pytest.param(" and ".join(f"n != {number}" for number in range(600)), id="600 in an and"),
        pytest.param(" and ".join(f"(n == {number} or b)" for number in range(40)), id="a product of 40 ors"),
        *(pytest.param(nest(random.Random(seed), 5), id=f"5 levels, {seed}") for seed in range(3)),
    ],
)
def test_conditions_of_any_size_are_judged(expression: str, loaded: Load) -> None:
    choose = random.Random(1)
    values = {"n": [None, 3, 4, 5, 600], "t": [None, "a", "b"], "b": [None, True, False], "cash": [None, 0, 2]}
    things = [{"id": str(at), **{name: choose.choice(some) for name, some in values.items()}} for at in range(60)]
    policy = loaded(THING + rules(expression, f"not ({expression})"))
    assert len({one for told in agreed(policy, {"things": things}).values() for one in told}) > 1


def test_a_rule_may_have_many_exceptions(loaded: Load) -> None:
    unless = [{"if": f'n == {number} and t != "a"', "because": "So."} for number in range(60)]
    rule = {"id": "r", "clauses": "c1", "about": "thing", "modality": "must", "require": "b", "unless": unless}
    policy = loaded(f"{THING}rules: {json.dumps([rule])}")
    cases = list(product([0, 59, 60, None], [True, False, None], ["a", "b", None]))
    found = agreed(policy, {"things": [{"id": str(at), "n": n, "b": b, "t": t} for at, (n, b, t) in enumerate(cases)]})
    assert {found[str(at)][0] for at, (n, b, t) in enumerate(cases) if b is False} == {"violated", "excepted"}


@pytest.mark.parametrize("part", ["then", "condition", "else"])
def test_choices_within_choices_are_planned_in_no_time(part: str, loaded: Load) -> None:
    nested = "b16"
    for at in range(16):
        nested = {
            "then": f"({nested} if b{at} else b{at + 1})",
            "condition": f"(b{at} if {nested} else b{at + 1})",
            "else": f"(b{at} if b{at + 1} else {nested})",
        }[part]
    fields = ", ".join(f"b{at}: boolean" for at in range(17))
    policy = loaded(f"records: {{thing: {{plural: things, fields: {{id: text, {fields}}}}}}}\n{rules(nested)}")
    choose = random.Random(part)
    few = [{"id": str(at), **{f"b{n}": choose.choice([True, False, None]) for n in range(17)}} for at in range(60)]
    known = [{"id": f"k{at}", **{f"b{n}": choose.random() < 0.5 for n in range(17)}} for at in range(60)]
    records = policy.read({"things": few + known})
    began = time.perf_counter()
    found = outcomes(policy, records)
    assert time.perf_counter() - began < 2
    assert found == outcomes(policy, records, "reference")
    assert {told for (told,) in found.values()} == {TRUE, FALSE, UNKNOWN}


# --- what fires twice counts once


def test_a_rule_that_holds_in_two_ways_is_told_once(loaded: Load, calls: Calls) -> None:
    both = {"$or": [{"n": 1}, {"b": True}]}
    assert Ruleset("twice", {"r": both}).fired(',"n":1,"b":true') == ["r", "r"]
    policy = loaded(THING + "derive: {thing: {either: n == 1 or b}}\n" + rules("n == 1 or b", "either", "not either"))
    report = policy.evaluate({"things": [{"id": "a", "n": 1, "b": True}]}, today=TODAY, engine="rete")
    assert [(one.rule, one.outcome) for one in report.outcomes] == [("r000", TRUE), ("r001", TRUE), ("r002", FALSE)]
    assert [one.rule for one in report.findings] == ["r002"]
    assert [fact.get("derived_either") for fact in calls.facts()[1:]] == [None, True]


# --- what goes wrong in the library is told, and is over with the next evaluation

STEPS = ("assert_fact", "start_action_for_state", "complete_and_start_action", "retract_fact")
FAILING = THING + "derive: {thing: {big: n > 5, flags: {f: b}}}\n" + rules("big", "b or n == 1", "any(flags)")
ROWS = {"things": [{"id": "a", "n": 9, "b": True}, {"id": "b", "n": 1, "b": False}, {"id": "c", "n": 7}]}
JUDGED = {"a": [TRUE, TRUE, TRUE], "b": [FALSE, TRUE, FALSE], "c": [TRUE, UNKNOWN, UNKNOWN]}


@pytest.mark.parametrize("step", STEPS)
def test_a_failure_of_the_library_is_told(step: str, loaded: Load, watch: Callable[[Around], None]) -> None:
    broken: set[str] = set()

    def around(name: str, args: tuple[Any, ...], call: Callable[..., Any]) -> Any:
        if name in broken:
            raise RuntimeError("error code: 303")
        return call(*args)

    watch(around)
    policy = loaded(FAILING)
    assert outcomes(policy, ROWS) == JUDGED
    broken.add(step)
    with pytest.raises(EngineUnavailable) as caught:
        outcomes(policy, ROWS)
    assert str(caught.value) == (
        "the engine `rete` is not available: durable-rules failed in `thing 1.1`: error code: 303"
    )
    with pytest.raises(EngineUnavailable) as caught:  # it is made anew, in vain
        outcomes(policy, ROWS)
    assert str(caught.value) == (
        "the engine `rete` is not available: durable-rules refuses `thing 1.1`: error code: 303"
    )
    broken.clear()
    assert outcomes(policy, ROWS) == JUDGED


def test_what_the_library_itself_refuses_is_told() -> None:
    with pytest.raises(EngineUnavailable) as caught:
        Ruleset("odd", {"r": {"$no": {"n": 1}}})
    assert str(caught.value) == (
        "the engine `rete` is not available: durable-rules refuses `odd`: Could not create ruleset, error code: 202"
    )
    wide = Ruleset("wide", {f"r{at}": {"$lt": {"n": 1000 + at}} for at in range(70)})
    with pytest.raises(EngineUnavailable) as caught:
        wide.fired(',"n":1')
    assert str(caught.value) == (
        "the engine `rete` is not available: durable-rules failed in `wide`: Could not assert fact, error code: 303"
    )
    assert sorted(wide.fired(',"n":1066')) == ["r67", "r68", "r69"]


class Fault:
    """Strikes at some calls of the library while records are judged, each counted from the one before; or behind it."""

    def __init__(self) -> None:
        self.kind: type[BaseException] = RuntimeError
        self.behind, self.judging = False, False
        self.left: list[int] = []

    def set(self, kind: type[BaseException], behind: bool, *at: int) -> None:
        self.kind, self.behind, self.left = kind, behind, list(at)

    def __call__(self, name: str, args: tuple[Any, ...], call: Callable[..., Any]) -> Any:
        now = self.judging and self._counted() < 0
        if now and not self.behind:
            raise self.kind
        found = call(*args)
        if now:
            raise self.kind
        return found

    def _counted(self) -> int:
        if not self.left:
            return 0
        self.left[0] -= 1
        return self.left.pop(0) if self.left[0] < 0 else 0

    def fails(self, policy: Policy) -> bool:
        """Whether an evaluation fails, as it should where the library does."""
        self.judging = True
        gc.disable()  # what goes wrong while garbage is collected is swallowed by Python
        try:
            assert outcomes(policy, ROWS) == JUDGED
        except KeyboardInterrupt:
            return self.kind is KeyboardInterrupt
        except EngineUnavailable:
            return self.kind is RuntimeError
        finally:
            self.judging = False
            gc.enable()
        return False


@pytest.fixture
def fault(watch: Callable[[Around], None]) -> Fault:
    made = Fault()
    watch(made)
    return made


FAULTS = pytest.mark.parametrize(("kind", "behind"), list(product([KeyboardInterrupt, RuntimeError], [False, True])))


@FAULTS
def test_an_evaluation_after_a_failure_at_any_call_is_right(
    kind: type[BaseException], behind: bool, loaded: Load, fault: Fault
) -> None:
    policy = loaded(FAILING)
    assert outcomes(policy, ROWS) == JUDGED
    for at in count():
        fault.set(kind, behind, at)
        if not fault.fails(policy):
            break
        assert outcomes(policy, ROWS) == JUDGED
    assert at > 20


@FAULTS
def test_an_evaluation_after_two_failures_at_any_calls_is_right(
    kind: type[BaseException], behind: bool, loaded: Load, fault: Fault
) -> None:
    """The second one comes while the ruleset is made anew, or later."""
    policy = loaded(FAILING)
    assert outcomes(policy, ROWS) == JUDGED
    for at, again in product(range(8), range(12)):
        fault.set(kind, behind, at, again)
        assert fault.fails(policy)
        assert fault.fails(policy)
        assert outcomes(policy, ROWS) == JUDGED


@FAULTS
def test_the_first_evaluation_may_fail_at_any_call(
    kind: type[BaseException], behind: bool, loaded: Load, fault: Fault
) -> None:
    for at in count():
        policy = loaded(FAILING)
        fault.set(kind, behind, at)
        if not fault.fails(policy):
            break
        assert outcomes(policy, ROWS) == JUDGED
    assert at > 20


# --- states and rulesets are freed


def test_rulesets_and_their_states_are_freed_with_the_policy(loaded: Load, calls: Calls) -> None:
    policy = loaded(FAILING)
    made = policy.ruleset()["rulesets"]
    assert outcomes(policy, ROWS) == JUDGED
    assert [name for name, _ in calls.of("create_ruleset")] == list(made)
    assert not calls.of("delete_ruleset")
    del policy
    gc.collect()
    handles = [handle for handle, fact in calls.of("assert_fact") if "begun" in fact]
    assert len(handles) == len(made)
    freed = [(name, *args) for name, args in calls.made if name.startswith("delete")]
    assert Counter(freed) == Counter(
        [("delete_state", handle, "0") for handle in handles] + [("delete_ruleset", handle) for handle in handles]
    )
    for handle in handles:
        assert freed.index(("delete_state", handle, "0")) < freed.index(("delete_ruleset", handle))


def test_a_state_in_which_nothing_fired_is_not_deleted(watch: Callable[[Around], None]) -> None:
    """Which would end the process."""
    made: list[str] = []

    def around(name: str, args: tuple[Any, ...], call: Callable[..., Any]) -> Any:
        made.append(name)
        if name == "assert_fact":
            raise RuntimeError("no")
        return None if name == "delete_state" else call(*args)

    watch(around)
    with pytest.raises(EngineUnavailable):
        Ruleset("silent", {"r": {"a": 1}})
    gc.collect()
    assert made == ["create_ruleset", "assert_fact", "delete_ruleset"]


def test_a_ruleset_that_does_not_begin_is_refused(watch: Callable[[Around], None]) -> None:
    silent: Around = lambda name, args, call: None if name == "start_action_for_state" else call(*args)  # noqa: E731
    watch(silent)
    with pytest.raises(EngineUnavailable) as caught:
        Ruleset("silent", {"r": {"a": 1}})
    assert str(caught.value) == (
        "the engine `rete` is not available: durable-rules does not do as it should in `silent`: []"
    )


def test_a_ruleset_is_freed_by_nobody_who_may_still_ask_it() -> None:
    assert [name for name in vars(Ruleset) if not name.startswith("_")] == ["fired"]


# --- one lock a ruleset, and one for the library's table of them


class Meetings:
    """Refuses a thread where another one is: in a ruleset between a fact going in and out, and in the table of them."""

    def __init__(self, pause: float) -> None:
        self.pause = pause
        self.inside: dict[object, int] = {}

    def __call__(self, name: str, args: tuple[Any, ...], call: Callable[..., Any]) -> Any:
        alone = name in ("create_ruleset", "delete_ruleset")
        place = "the table" if alone else args[0]
        if self.inside.setdefault(place, threading.get_ident()) != threading.get_ident():
            raise RuntimeError(f"two threads met at {name} in {place}")
        time.sleep(self.pause)
        found = call(*args)
        if alone or name == "retract_fact" or (name == "assert_fact" and found[0] == NOT_HANDLED):
            self.inside.pop(place, None)
        return found


def at_once(judge: Callable[[Any], dict[str, list[str]]], things: Iterable[Any], switch: float = 0.005) -> list[Any]:
    """What some threads find."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(switch)
    try:
        with ThreadPoolExecutor(4) as threads:
            return list(threads.map(judge, things))
    finally:
        sys.setswitchinterval(before)


def test_threads_never_meet_in_a_ruleset(loaded: Load, watch: Callable[[Around], None]) -> None:
    watch(Meetings(0.0002))
    policy = loaded(FAILING)
    assert at_once(lambda _: outcomes(policy, ROWS), range(20)) == [JUDGED] * 20


def test_threads_never_meet_in_the_table_of_rulesets(loaded: Load, watch: Callable[[Around], None]) -> None:
    watch(Meetings(0.0002))
    policies = [loaded(FAILING) for _ in range(20)]
    assert at_once(lambda _: outcomes(policies.pop(), ROWS), range(20)) == [JUDGED] * 20
    gc.collect()


def test_threads_that_share_a_policy_judge_as_the_reference_does(loaded: Load, watch: Callable[[Around], None]) -> None:
    watch(Meetings(0))
    policy = loaded(FAILING)
    choose = random.Random(1)
    values = {"n": [None, 1, 5, 9], "b": [None, True, False]}
    data = [
        policy.read(
            {
                "things": [
                    {"id": str(at), **{of: choose.choice(some) for of, some in values.items()}} for at in range(40)
                ]
            }
        )
        for _ in range(40)
    ]
    expected = [outcomes(policy, records, "reference") for records in data]
    assert at_once(lambda records: outcomes(policy, records), data, switch=1e-6) == expected


# --- what durable-rules is given is a copy, and so is what the caller gets


def test_the_callers_rows_and_definitions_are_their_own(loaded: Load) -> None:
    policy = loaded(FAILING)
    rows = copy.deepcopy(ROWS)
    definition = policy.ruleset()
    assert outcomes(policy, rows) == JUDGED
    for ruleset in definition["rulesets"].values():
        for rule in ruleset.values():
            del rule["run"]
            rule["all"][0]["m"] = {"record": "thing"}
    for record in definition["records"].values():
        record["rounds"].clear()
        record["conclusions"].clear()
    definition["precedence"].reverse()
    assert rows == ROWS
    assert outcomes(policy, rows) == JUDGED
    assert policy.ruleset() == loaded(FAILING).ruleset() != definition


def test_a_ruleset_keeps_its_own_conditions() -> None:
    conditions: dict[str, Any] = {"r": {"$or": [{"a": 1}]}}
    ruleset = Ruleset("own", conditions)
    conditions["r"]["$or"].append({"b": 1})
    conditions["s"] = {"b": 1}
    with pytest.raises(EngineUnavailable, match="error code: 204"):
        ruleset.fired(',"a":1e16')
    # it has to be made anew
    assert (ruleset.fired(',"a":1'), ruleset.fired(',"b":1')) == (["r"], [])


# --- parameters' values stand in the conditions


def test_parameters_in_turn_are_told_apart(loaded: Load, calls: Calls) -> None:
    policy = loaded(THING + ASKED + rules("n >= param.half", "half == param.half", "t == param.one", "t in param.some"))
    things = [{"id": str(n), "n": n, "half": n, "t": f"t{n}"} for n in range(8)]
    sets = [(Decimal(n) / 2, f"t{n}") for n in range(2 * KEPT)]
    for half, word in [*sets, *sets[:2], *reversed(sets), (None, None), *sets]:
        given = {"half": half, "one": word, "some": None if word is None else [word, "t7"]}
        assert outcomes(policy, {"things": things}, parameters=given) == {
            str(n): [UNKNOWN] * 4
            if half is None
            else [truth(n >= half), truth(n == half), truth(f"t{n}" == word), truth(f"t{n}" in (word, "t7"))]
            for n in range(8)
        }
    assert len(calls.of("create_ruleset")) - len(calls.of("delete_ruleset")) == KEPT


# --- where the library cannot be loaded

MISSING = """
import sys
class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == "durable_rules_engine":
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, Finder())
"""
BROKEN = 'raise ImportError("durable_rules_engine.so: undefined symbol: PyEval_CallObject")'
LACKING = "import a_module_that_nobody_has"
AS_WELL = "; the engines `python` and `reference` judge the same without it"
ANEW = "install it anew for this Python with `pip install --force-reinstall --no-binary :all: durable-rules`" + AS_WELL
UNAVAILABLE = [
    pytest.param(
        "sitecustomize.py",
        MISSING,
        f"durable-rules is not installed: run `pip install durable-rules`, which needs a C compiler{AS_WELL}",
        id="not installed",
    ),
    pytest.param(
        "durable_rules_engine.py",
        BROKEN,
        f"durable-rules cannot be loaded (durable_rules_engine.so: undefined symbol: PyEval_CallObject): {ANEW}",
        id="a symbol is missing",
    ),
    pytest.param(
        "durable_rules_engine.py",
        LACKING,
        f"durable-rules cannot be loaded (No module named 'a_module_that_nobody_has'): {ANEW}",
        id="what it needs is missing",
    ),
]
WITHOUT = """
import json, os, sys
import policycheck
flags = sys.getdlopenflags()
policy = policycheck.load(sys.argv[1])
found = {}
for engine in ("python", "rete", "reference", "rete"):
    try:
        report = policy.evaluate({"things": [{"id": "a", "n": 1}]}, engine=engine)
        found[engine] = [one.outcome for one in report.outcomes]
    except policycheck.EngineUnavailable as fault:
        found[engine] = [fault.engine, fault.why, str(fault)]
found["rulesets"] = list(policy.ruleset()["rulesets"])
found["flags"] = sys.getdlopenflags() == flags
print(json.dumps(found))
"""


@pytest.mark.parametrize(("file", "text", "why"), UNAVAILABLE)
def test_where_the_library_cannot_be_loaded_the_rest_works(
    file: str, text: str, why: str, loaded: Load, tmp_path: Path
) -> None:
    (tmp_path / file).write_text(text)
    (tmp_path / "things.json").write_text('{"things": [{"id": "a", "n": 1}]}')
    path = loaded(THING + rules("n == 1")).path
    places = os.pathsep.join([str(tmp_path), *filter(None, [os.environ.get("PYTHONPATH")])])
    environment = {**os.environ, "PYTHONPATH": places, "PYTHONIOENCODING": "utf-8"}

    def run(*args: str | Path) -> tuple[int, str, str]:
        ran = subprocess.run([sys.executable, *args], capture_output=True, env=environment, check=False)
        return ran.returncode, ran.stdout.decode(), ran.stderr.decode()

    told = f"the engine `rete` is not available: {why}"
    code, out, err = run("-c", WITHOUT, path)
    assert (code, err) == (0, "")
    assert json.loads(out) == {
        "python": [TRUE],
        "reference": [TRUE],
        "rete": ["rete", why, told],
        "rulesets": ["thing 1.1"],
        "flags": True,
    }
    check = ("-m", "policycheck", "check", path, tmp_path / "things.json", "--engine")
    assert run(*check, "rete") == (2, "", f"policycheck: {told}\n")
    assert run(*check, "python")[0] == 0


LAZILY = """
import os, sys
seen = []
class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == "durable_rules_engine":
            seen.append(sys.getdlopenflags())
sys.meta_path.insert(0, Finder())
before = os.RTLD_NOW | os.RTLD_GLOBAL
sys.setdlopenflags(before)
from policycheck.engines.rete.binding import library
library()
library()
print(seen == [os.RTLD_LAZY], sys.getdlopenflags() == before)
"""


def test_the_library_alone_is_loaded_with_symbols_found_when_called() -> None:
    ran = subprocess.run([sys.executable, "-c", LAZILY], capture_output=True, text=True, check=True)
    assert ran.stdout == "True True\n"
