"""Which of true, false and unknown a condition can be: a table of conditions, and made-up packs on made-up records."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from generator import TAPE, Tape, data, policy, rules
from hypothesis import given, settings
from hypothesis import strategies as st

from policycheck.author.truths import can_be_unknown, truths
from policycheck.language.ir import Node
from policycheck.language.rulebook import Rule, Rulebook
from policycheck.policy import Policy

PACK = """\
policy: {id: trips, title: Trips, version: "1", languages: [en], currency: NOK}
text: [{id: c, force: must, en: Trips are in order.}]
records:
  town:
    fields: {id: text, country: text, nordic: boolean, size: {type: integer, min: 1, max: 9}}
  trip:
    fields:
      id: text
      title: text
      note: {type: text, required: true}
      cost: {type: money, min: 0}
      budget: money
      share: {type: number, min: 0, max: 1}
      nights: {type: integer, min: 0}
      start: {type: date, min: 2020-01-01}
      end: date
      status: {type: choice, of: [planned, held, off]}
      paid: boolean
      town: {type: ref, to: town, inverse: trips}
      region: {type: ref, to: regions}
      themes: {type: list, of: text}
      grades: {type: list, of: {type: integer, min: 1, max: 6}}
tables:
  regions:
    fields: {id: text, rank: integer, warm: boolean, part: number}
    rows:
      - {id: north, rank: 1, warm: false, part: 0.5}
      - {id: south, rank: 3, warm: true}
parameters:
  limit: {type: money, min: 0, value: 100}
  strict: {type: boolean, value: true}
derive:
  town:
    large: size >= 5
    fits: size <= 9
  trip:
    dear: cost > 1000
    stated: present(title)
    risks: {far: nights > 10, unnamed: missing(title)}
  portfolio:
    some_held: any(t.status == "held" for t in trips)
"""
T, F, U = True, False, None
ANY = frozenset((T, F, U))

# fmt: off
TABLE: list[tuple[str, set[bool | None]]] = [
    # constants
    ("true", {T}), ("false", {F}), ("1 < 2", {T}), ('"a" == "b"', {F}), ("paid and false", {F}), ("paid or true", {T}),
    # presence
    ("present(title)", {T, F}), ("missing(title)", {T, F}), ("present(note)", {T, F}), ("present(id)", {T}),
    ("id is None", {F}), ("note is not None", {T, F}), ("present(cost > 3)", {T, F}), ("present(today)", {T}),
    ("present(title) or missing(title)", {T}), ("present(title) and missing(title)", {F}),
    ("stated or missing(title)", {T}), ("stated and missing(title)", {F}),
    ("present(cost + 1) or missing(cost + 1)", {T}), ("present(portfolio.id)", {T}),
    # what is unknown stays so
    ("paid", {T, F, U}), ("paid or not paid", {T, U}), ("paid and not paid", {F, U}), ("paid == paid", {T, U}),
    ("cost > 3 or cost <= 3", {T, U}), ("cost > 3 and missing(cost)", {F, U}), ("cost > 3 or missing(cost)", {T, F}),
    ("present(cost) and cost > 3", {T, F}), ("missing(cost) or cost >= 0", {T}),
    # bounds
    ("cost >= 0", {T, U}), ("cost < 0", {F, U}), ("cost > 0", {T, F, U}), ("0 <= share <= 1", {T, U}), ("share > 1", {F, U}),
    ("cost + 1 > 0", {T, U}), ("cost - share >= -1", {T, U}), ("-cost > 0", {F, U}), ("abs(budget) >= 0", {T, U}),
    ("share * 2 <= 2", {T, U}), ("budget > 0", {T, F, U}), ("missing(budget) or budget + 1 < 1_000", {T, F, U}),
    ("start < date(\"2020-01-01\")", {F, U}), ("year(start) >= 2020", {T, U}), ("month(end) <= 12", {T, U}),
    ("start + days(1) > date(\"2020-01-01\")", {T, U}), ("start - months(1) >= date(\"2019-12-01\")", {T, U}),
    ("end - start <= 4_000_000", {T, U}), ("cost >= 0 if present(cost) else true", {T}), ("town.size >= 1", {T, U}),
    # one value, twice
    ("cost > 5 and cost < 3", {F, U}), ("cost > 5 or cost < 3", {T, F, U}), ("nights > 3 and nights < 4", {F, U}),
    ("nights > 3 and nights < 5", {T, F, U}), ("3 < budget < 4", {T, F, U}), ("budget == 3 and budget == 4", {F, U}),
    ("start > end and start <= end", {F, U}), ("cost <= 1000 and dear", {F, U}),
    ("title == \"a\" or title != \"a\"", {T, U}), ("title == \"a\" and title == \"b\"", {F, U}),
    ("start < date(\"2024-01-02\") and start > date(\"2024-01-01\")", {F, U}),
    # choices
    ('status == "held"', {T, F, U}), ('status == "held" and status == "off"', {F, U}),
    ('status == "planned" or status == "held" or status == "off"', {T, U}), ('status in ["planned", "held", "off"]', {T, U}),
    ('status in ["planned", "held"] or status == "off"', {T, U}), ('status in ["planned"] and status == "off"', {F, U}),
    ('status != "held" and status == "held"', {F, U}), ('missing(status) or status in ["planned", "held", "off"]', {T}),
    # references
    ("present(town) and missing(town.id)", {F}), ("present(town.country) and missing(town)", {F}), ("town.large", {T, F, U}),
    ("town.fits", {T, U}), ("missing(town) or town.id == town", {T, F}), ("town == \"\"", {F, U}),
    ("region.rank >= 1", {T, U}), ("region.rank == 2", {T, F, U}), ("region.rank > 3", {F, U}),
    ("present(region) and missing(region.rank)", {F}), ("present(region) and missing(region.part)", {T, F}),
    ('region == "west"', {F, U}),
    # parameters are the user's to set
    ("cost <= param.limit", {T, F, U}), ("param.limit >= 0", {T, U}), ("param.strict", {T, F, U}), ("present(param.limit)", {T, F}),
    # lists
    ("len(themes) >= 0", {T, U}), ("present(themes)", {T, F}), ("len(themes) > 0 and missing(themes)", {F, U}),
    ("present(themes) and len(themes) == 0", {F}), ("\"art\" in themes", {T, F, U}),
    ("7 in grades", {F, U}), ("3 in [1, 2]", {F}), ("nights in [1, 2] or nights not in [1, 2]", {T, U}),
    # loops
    ("any(t.cost < 0 for t in portfolio.trips)", {F, U}), ("all(t.cost >= 0 for t in portfolio.trips)", {T, U}),
    ("any(present(t.id) for t in portfolio.trips)", {T, F}), ("all(present(t.id) for t in portfolio.trips)", {T}),
    ("any(present(t.cost) and t.cost > 1 for t in portfolio.trips)", {T, F}),
    ("any(t.paid for t in portfolio.trips)", {T, F, U}), ("any(t.paid for t in portfolio.trips) or not portfolio.some_held", ANY),
    ("all(missing(t.title) or present(t.title) for t in portfolio.trips)", {T}),
    ("any(g > 6 for g in grades)", {F, U}), ("any(r.rank > 3 for r in regions)", {F}), ("all(r.rank > 0 for r in regions)", {T}),
    ("count(t for t in portfolio.trips) >= 0", {T}), ("count(t for t in portfolio.trips if t.paid) >= 0", {T, U}),
    ("count(t for t in portfolio.trips if present(t.paid)) < 0", {F}), ("count(r for r in regions) == 2", {T}),
    ("len(regions) == 2", {T}), ("len(portfolio.trips) >= 0", {T}), ("sum(t.cost for t in portfolio.trips) >= 0", {T, U}),
    ("unique(t.id for t in portfolio.trips) >= 0", {T}), ("min(r.rank for r in regions) >= 1", {T}),
    ("min(t.cost for t in portfolio.trips) < 0", {F, U}), ("sum(r.part for r in regions if present(r.part)) > 1", {T, F, U}),
    ("any(t.paid and not t.paid for t in portfolio.trips)", {F, U}), ("any(t.paid for t in portfolio.trips if false)", {F}),
    ("any(t.dear and not dear for t in portfolio.trips)", {T, F, U}),
    ("any(t.id == id for t in portfolio.trips) or not any(t.id == id for t in portfolio.trips)", {T}),
    # flags
    ("any(risks)", {T, F, U}), ("len(risks) >= 0", {T, U}), ("len(risks) > 2", {F, U}), ('"unnamed" in risks', {T, F}),
    ('"unnamed" in risks and present(title)', {F}),
    # one or the other
    ("true if paid else true", {T}), ("true if paid else false", {T, F, U}), ("(1 if present(paid) else 2) >= 1", {T}),
    ("(cost if present(cost) else 0) >= 0", {T}),
]
# fmt: on


@cache
def _book() -> Rulebook:
    written = [
        {"id": f"r{at}", "clauses": "c", "about": "trip", "modality": "must", "require": condition}
        for at, (condition, _) in enumerate(TABLE)
    ]
    return _loaded(f"{PACK}rules: {json.dumps(written)}\n", Path("table.yaml"))


def _loaded(text: str, name: Path) -> Rulebook:
    from policycheck.faults import Faults
    from policycheck.language.compile import compile_pack
    from policycheck.pack.load import Pack, _Merging
    from policycheck.pack.nodes import Mapping
    from policycheck.pack.profile import read
    from policycheck.source import Source

    faults = Faults()
    node, merging = read(Source(str(name), text), faults), _Merging(Pack(), faults)
    assert isinstance(node, Mapping)
    merging.file(node)
    book = compile_pack(merging.pack, faults)
    assert book is not None, "\n".join(map(str, faults))
    return book


@pytest.mark.parametrize(("at", "condition", "expected"), [(at, *row) for at, row in enumerate(TABLE)])
def test_a_condition_can_be(at: int, condition: str, expected: set[bool | None]) -> None:
    book = _book()
    require = book.rules[at].require
    assert require is not None
    assert truths(require, book) == expected


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ("require: paid", True),
        ("require: present(title)", False),
        ("when: paid, require: present(title)", True),
        ("when: present(cost), require: cost < 100", False),
        ("require: paid, unless: [{if: missing(paid), because: So.}]", False),
        ("require: paid, unless: [{if: missing(title), because: So.}]", True),
        ("when: false, require: paid", False),
    ],
)
def test_a_rule_can_be_undetermined(parts: str, expected: bool) -> None:
    book = _loaded(
        f"{PACK}rules: [{{id: r, clauses: c, about: trip, modality: must, {parts}}}]\n", Path("undetermined.yaml")
    )
    assert can_be_unknown(book.rules[0], book) is expected


def test_a_judgement_can_be_undetermined_and_a_permission_cannot() -> None:
    book = _loaded(
        f"""{PACK}
rules: [{{id: r, clauses: c, about: trip, modality: may, when: paid, recommend: {{from: s in regions, where: s.warm, say: "{{s.id}}"}}}}]
judgements: [{{id: j, clauses: c, about: trip, when: paid, question: Well}}]
""",
        Path("asked.yaml"),
    )
    assert [can_be_unknown(item, book) for item in book.every_item] == [False, True]
    assert [truths(node, book) for node in book.rules[0].conditions if node.type.kind == "boolean"] == [ANY, {T, F}]


def test_a_large_condition_is_told_in_time() -> None:
    parts = " or ".join(f'(status == "held" and paid and cost > {at} and town.size < {at})' for at in range(60))
    book = _loaded(
        f"{PACK}rules: {json.dumps([{'id': 'r', 'clauses': 'c', 'about': 'trip', 'modality': 'must', 'require': parts}])}\n",
        Path("large.yaml"),
    )
    assert truths(book.rules[0].conditions[1], book) == ANY


@given(st.binary(min_size=TAPE, max_size=TAPE))
@settings(max_examples=10)
def test_no_value_is_left_out(tape_bytes: bytes) -> None:
    tape = Tape(tape_bytes)
    text = rules(tape)
    generated = policy(text)
    told = {id(node): truths(node, generated.rulebook) for node, _ in _conditions(generated)}
    for _ in range(3):
        given_data = data(tape)
        report = generated.evaluate(given_data, today=date(2025, 6, 15), engine="reference")
        walk = report.teller.walk
        for node, about in _conditions(generated):
            for row in walk.facts.tables.rows[about]:
                found = walk.value(node, row)
                assert found in told[id(node)], f"{node.span.text} is {found}\n{text}\n{json.dumps(given_data)}"


def _conditions(generated: Policy) -> Iterator[tuple[Node, str]]:
    """Every condition on the record judged, with its record type."""
    for about, items in generated.rulebook.items.items():
        for item in items:
            yield item.when, about
            if isinstance(item, Rule) and item.require is not None:
                yield item.require, about
                yield from ((exception.condition, about) for exception in item.exceptions)
