"""Which durable-rules conditions expressions become, and that conditions hold where they should."""

from __future__ import annotations

import operator
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policycheck.engines.rete import conditions
from policycheck.engines.rete import formula as f
from policycheck.engines.rete.formula import ALWAYS, NEVER, Formula, Input, Presence, all_of, any_of, otherwise, written
from policycheck.engines.rete.inputs import BOUND, encode
from policycheck.engines.rete.ruleset import Ruleset
from policycheck.engines.rete.sizes import MOST_CONDITIONS, fits, fitted, weight
from policycheck.engines.rete.treatment import TREATMENTS, Way
from policycheck.language import ir
from policycheck.language.ir import Node, Op, Quantifier, walk
from policycheck.language.operators import OPERATORS, QUANTIFIERS
from policycheck.language.types import BOOLEAN, INTEGER, TEXT
from policycheck.policy import Policy
from policycheck.wording import SENTENCES

Load = Callable[[str], Policy]
Condition = dict[str, Any] | None
"""As durable-rules takes it; None where none can hold."""
TODAY = date(2025, 6, 15)

SCHEMA = """
records:
  other: {plural: others, fields: {id: text, n: integer, b: boolean, thing: {type: ref, to: thing, inverse: others}}}
  thing:
    plural: things
    fields:
      id: text
      b: boolean
      c: boolean
      n: integer
      m: integer
      half: number
      cash: money
      t: text
      kind: {type: choice, of: [x, y, z]}
      day: date
      tags: {type: list, of: text}
      ref: {type: ref, to: other}
parameters:
  most: {type: integer, value: 7}
  unset: {type: integer}
  sure: {type: boolean, value: true}
  some: {type: list, of: text, value: [p, q]}
  holes: {type: list, of: text, value: [p, null]}
  term: {type: period, value: {from: 2024-01-01, until: 2025-01-01}}
  onward: {type: period, value: {from: 2024-01-01}}
  before: {type: period, value: {until: 2024-01-01}}
derive:
  other: {big: n > 5}
  thing:
    big: n > 5
    bigger: big and b
    least: n + m
    flags: {one: b, two: n == 2}
    sure: "true"
"""
B, NOT_B, C, NOT_C = ({f"field_{name}": truth} for name in "bc" for truth in (True, False))
DAY = date(2024, 1, 1).toordinal()
YEAR_LATER = date(2025, 1, 1).toordinal()
HAS_N, NO_N, HAS_T = {"has_field_n": True}, {"has_field_n": False}, {"has_field_t": True}
RECORD = {"record": "thing"}


def is_(name: str, value: object) -> dict[str, Any]:
    return {f"field_{name}": value}


def not_(name: str, value: object) -> dict[str, Any]:
    return {"$neq": {f"field_{name}": value}}


def sign(name: str, field: str, value: object) -> dict[str, Any]:
    return {f"${name}": {f"field_{field}": value}}


def both(*parts: dict[str, Any]) -> dict[str, Any]:
    return {"$and": list(parts)}


def some(*parts: dict[str, Any]) -> dict[str, Any]:
    return {"$or": list(parts)}


# an expression, when it is known to be true, and when to be false
ON_ITS_OWN_VALUES: list[tuple[str, Condition, Condition]] = [
    # and, or, not, if
    ("b", B, NOT_B),
    ("not b", NOT_B, B),
    ("not not b", B, NOT_B),
    ("b and c", both(B, C), some(NOT_B, NOT_C)),
    ("b or c", some(B, C), both(NOT_B, NOT_C)),
    ("not (b and c)", some(NOT_B, NOT_C), both(B, C)),
    ("not (b or n == 1)", both(NOT_B, not_("n", 1)), some(B, is_("n", 1))),
    ("b and b", B, NOT_B),
    ("b and true", B, NOT_B),
    ("b and false", None, RECORD),
    ("b or true", RECORD, None),
    (
        "b if c else n == 1",
        some(both(C, B), both(NOT_C, is_("n", 1)), both(B, is_("n", 1))),
        some(both(C, NOT_B), both(NOT_C, not_("n", 1)), both(NOT_B, not_("n", 1))),
    ),
    ("b if true else c", some(B, both(B, C)), some(NOT_B, both(NOT_B, NOT_C))),
    # comparison with constants
    ("n == 1", is_("n", 1), not_("n", 1)),
    ("n != 1", not_("n", 1), is_("n", 1)),
    ("n < 1", sign("lt", "n", 1), sign("gte", "n", 1)),
    ("n <= 1", sign("lte", "n", 1), sign("gt", "n", 1)),
    ("n > 1", sign("gt", "n", 1), sign("lte", "n", 1)),
    ("n >= 1", sign("gte", "n", 1), sign("lt", "n", 1)),
    ("2 < n", sign("gt", "n", 2), sign("lte", "n", 2)),
    ("2 >= n", sign("lte", "n", 2), sign("gt", "n", 2)),
    ("-2 == n", is_("n", -2), not_("n", -2)),
    ("1 < n < 5", both(sign("gt", "n", 1), sign("lt", "n", 5)), some(sign("lte", "n", 1), sign("gte", "n", 5))),
    ("b == true", B, NOT_B),
    ("false == b", NOT_B, B),
    ('t == "x"', is_("t", "x"), not_("t", "x")),
    ('t != "x"', not_("t", "x"), is_("t", "x")),
    ('kind == "x"', is_("kind", "x"), not_("kind", "x")),
    ('ref == "o"', is_("ref", "o"), not_("ref", "o")),
    ('day < date("2024-01-01")', sign("lt", "day", DAY), sign("gte", "day", DAY)),
    ('date("2024-01-01") == day', is_("day", DAY), not_("day", DAY)),
    # scaled
    ("half == 0.5", is_("half", 500_000), not_("half", 500_000)),
    ("cash >= 1000.5", sign("gte", "cash", 1_000_500_000), sign("lt", "cash", 1_000_500_000)),
    ("cash < 2.5 * 2", sign("lt", "cash", 5_000_000), sign("gte", "cash", 5_000_000)),
    # between two values of the field
    ("n == 0.5", None, HAS_N),
    ("n != 0.5", HAS_N, None),
    ("n < 0.5", sign("lte", "n", 0), sign("gte", "n", 1)),
    ("n >= -0.5", sign("gte", "n", 0), sign("lte", "n", -1)),
    # comparison with parameters
    ("n > param.most", sign("gt", "n", 7), sign("lte", "n", 7)),
    ("n > param.most + 1", sign("gt", "n", 8), sign("lte", "n", 8)),
    ("n == param.unset", None, None),
    ("b != param.sure", NOT_B, B),
    ("start(param.term) == day", is_("day", DAY), not_("day", DAY)),
    # membership
    ("n in [1]", is_("n", 1), both(HAS_N, not_("n", 1))),
    ("n in [0.5, 2]", is_("n", 2), both(HAS_N, not_("n", 2))),
    (
        'kind in ["x", "y"]',
        some(is_("kind", "x"), is_("kind", "y")),
        both({"has_field_kind": True}, not_("kind", "x"), not_("kind", "y")),
    ),
    ("t in param.some", some(is_("t", "p"), is_("t", "q")), both(HAS_T, not_("t", "p"), not_("t", "q"))),
    ("t not in param.some", both(HAS_T, not_("t", "p"), not_("t", "q")), some(is_("t", "p"), is_("t", "q"))),
    ("t in param.holes", is_("t", "p"), None),
    # ranges of dates
    (
        "day in param.term",
        both(sign("gte", "day", DAY), sign("lt", "day", YEAR_LATER)),
        some(sign("lt", "day", DAY), sign("gte", "day", YEAR_LATER)),
    ),
    ("day in param.onward", sign("gte", "day", DAY), sign("lt", "day", DAY)),
    ("day not in param.before", sign("gte", "day", DAY), sign("lt", "day", DAY)),
    # presence
    ("present(n)", HAS_N, NO_N),
    ("missing(n)", NO_N, HAS_N),
    ("n is None", NO_N, HAS_N),
    ("t is not None", HAS_T, {"has_field_t": False}),
    ("present(ref)", {"has_field_ref": True}, {"has_field_ref": False}),
    ("not present(b)", {"has_field_b": False}, {"has_field_b": True}),
    # known without a record
    ("true", RECORD, None),
    ("param.sure", RECORD, None),
    ("param.most > 9", None, RECORD),
    ("until(param.onward) is None", RECORD, None),
    ("param.unset > 1", None, None),
]
# an expression that a value is computed for, that value, and the tests of it
COMPUTED: list[tuple[str, str, Condition, Condition]] = [
    # field against field, dates relative to each other
    *((one, one, {"value_1": True}, {"value_1": False}) for one in ("n == m", "cash > half", "day < today", "b != c")),
    ("n == 1 and n < m", "n < m", both(is_("n", 1), {"value_1": True}), some(not_("n", 1), {"value_1": False})),
    ("day - today > 1", "day - today", {"$gt": {"value_1": 1}}, {"$lte": {"value_1": 1}}),
    ("day + days(1) == today", "day + days(1) == today", {"value_1": True}, {"value_1": False}),
    ('day + days(1) == date("2024-01-01")', "day + days(1)", {"value_1": DAY}, {"$neq": {"value_1": DAY}}),
    ('day - months(1) > date("2024-01-01")', "day - months(1)", {"$gt": {"value_1": DAY}}, {"$lte": {"value_1": DAY}}),
    ('today == date("2024-01-01")', "today", {"value_1": DAY}, {"$neq": {"value_1": DAY}}),
    # arithmetic and parts of dates
    *(
        (f"{value} == 2", value, {"value_1": 2}, {"$neq": {"value_1": 2}})
        for value in ("n + 1", "n - 1", "n * 2", "-n", "abs(n)", "year(day)", "month(day)", "len(tags)", "len(flags)")
    ),
    ("half * 2 == 2", "half * 2", {"value_1": 2_000_000}, {"$neq": {"value_1": 2_000_000}}),
    ("half * half == 2", "half * half", {"value_1": 2 * 10**12}, {"$neq": {"value_1": 2 * 10**12}}),
    ("present(n + m)", "n + m", {"has_value_1": True}, {"has_value_1": False}),
    ("(n if b else m) == 2", "n if b else m", {"value_1": 2}, {"$neq": {"value_1": 2}}),
    ('("" if b else t) == "x"', '"" if b else t', {"value_1": "x"}, {"$neq": {"value_1": "x"}}),
    # money beyond 64 bits
    ("cash > 5000000000000", "cash > 5000000000000", {"value_1": True}, {"value_1": False}),
    # text parts, lists, and membership among many
    *(
        (one, one, {"value_1": True}, {"value_1": False})
        for one in (
            'contains(t, "x")',
            'startswith(t, "x")',
            '"x" in tags',
            'intersects(tags, ["x"])',
            'subset(tags, ["x"])',
            "present(tags)",
            f"n in {list(range(conditions.MOST_LISTED + 1))}",
        )
    ),
    ("tags is None", "tags is None", {"value_1": False}, {"value_1": True}),
    # aggregates and other records
    *(
        (f"{value} == 2", value, {"value_1": 2}, {"$neq": {"value_1": 2}})
        for value in (
            "count(o for o in others)",
            "sum(o.n for o in others)",
            "min(o.n for o in others)",
            "max(o.n for o in others)",
            "unique(o.n for o in portfolio.others)",
            "ref.n",
            "least",
        )
    ),
    *(
        (one, one, {"value_1": True}, {"value_1": False})
        for one in ("any(o.b for o in others)", "all(o.b for o in others)", "ref.b", "ref.big", "ref.thing == id")
    ),
]
BIG = {"true derived_big": sign("gt", "n", 5), "false derived_big": sign("lte", "n", 5)}
BIGGER = {
    "true derived_bigger": both({"derived_big": True}, B),
    "false derived_bigger": some({"derived_big": False}, NOT_B),
}
ONE = {"true flag_flags_one": B, "false flag_flags_one": NOT_B}
TWO = {"true flag_flags_two": is_("n", 2), "false flag_flags_two": not_("n", 2)}
FLAGS = ({"flag_flags_one": True}, {"flag_flags_two": True}), ({"flag_flags_one": False}, {"flag_flags_two": False})
# an expression, the rules that conclude what it rests on, and the tests of that
CHAINED: list[tuple[str, dict[str, Any], Condition, Condition]] = [
    ("big", BIG, {"derived_big": True}, {"derived_big": False}),
    ("not bigger", BIG | BIGGER, {"derived_bigger": False}, {"derived_bigger": True}),
    ("present(big)", BIG, {"has_derived_big": True}, {"has_derived_big": False}),
    ("any(flags)", ONE | TWO, some(*FLAGS[0]), both(*FLAGS[1])),
    ("all(flags)", ONE | TWO, both(*FLAGS[0]), some(*FLAGS[1])),
    ('"one" in flags', ONE, FLAGS[0][0], FLAGS[1][0]),
    ("sure", {"true derived_sure": RECORD}, {"derived_sure": True}, {"derived_sure": False}),
]


def planned(load: Load, expression: str) -> tuple[dict[str, Any], Condition, Condition, dict[str, Any]]:
    """What is concluded on the way, when a rule is satisfied and violated, and what the facts hold."""
    rule = f"{{id: r, clauses: c1, about: thing, modality: must, require: '{expression}'}}"
    found = load(f"{SCHEMA}rules: [{rule}]\n").ruleset(today=TODAY)
    every = {name: rule["all"][0]["m"] for ruleset in found["rulesets"].values() for name, rule in ruleset.items()}
    assert every.pop("begun", {"begun": True}) == {"begun": True}
    true, false = (every.pop(f"{outcome} r", None) for outcome in ("satisfied", "violated"))
    facts = found["records"]["thing"]["facts"]
    assert facts.pop("record")["way"] == "condition"
    return every, true, false, {name: (fact["way"], fact["of"]) for name, fact in facts.items()}


@pytest.mark.parametrize(("expression", "true", "false"), ON_ITS_OWN_VALUES)
def test_conditions_on_a_records_own_values_are_durable_rules_own(
    expression: str, true: Condition, false: Condition, loaded: Load
) -> None:
    every, found_true, found_false, facts = planned(loaded, expression)
    assert (every, found_true, found_false) == ({}, true, false)
    assert facts == {name: ("condition", name.removeprefix("field_")) for name in facts}


@pytest.mark.parametrize(("expression", "value", "true", "false"), COMPUTED)
def test_what_rete_cannot_do_exactly_is_computed_first(
    expression: str, value: str, true: Condition, false: Condition, loaded: Load
) -> None:
    every, found_true, found_false, facts = planned(loaded, expression)
    assert (every, found_true, found_false) == ({}, true, false)
    assert facts.pop("value_1") == ("computed", value)
    assert facts == {name: ("condition", name.removeprefix("field_")) for name in facts}


@pytest.mark.parametrize(("expression", "concluded", "true", "false"), CHAINED)
def test_derivations_and_flags_are_concluded_in_rounds_before(
    expression: str, concluded: dict[str, Any], true: Condition, false: Condition, loaded: Load
) -> None:
    every, found_true, found_false, facts = planned(loaded, expression)
    assert (every, found_true, found_false) == (concluded, true, false)
    names = {name.split()[1] for name in concluded}
    assert {name for name, (way, _) in facts.items() if way == "chained"} == names
    assert all(way == "condition" for name, (way, _) in facts.items() if name not in names)


# --- the table of treatments

KINDS = {kind.__name__ for kind in vars(ir).values() if isinstance(kind, type) and issubclass(kind, Node)}
KINDS -= {"Node", "Op", "Quantifier"}


def test_every_part_of_an_expression_has_a_treatment() -> None:
    assert set(TREATMENTS) == {*OPERATORS, *QUANTIFIERS, *KINDS}
    reasons = {treatment.computed for treatment in TREATMENTS.values() if treatment.computed is not None}
    assert reasons < set(SENTENCES)
    assert all(treatment.computed for treatment in TREATMENTS.values() if treatment.way is Way.COMPUTED)


def test_the_operators_that_are_conditions_are_those_with_a_form() -> None:
    assert {name for name in OPERATORS if TREATMENTS[name].way is Way.CONDITION} == set(conditions._FORMS)
    assert {name for name in TREATMENTS if TREATMENTS[name].way is Way.CHAINED} == {"Derived", "Flag"}


def test_the_tables_above_leave_no_treatment_out(loaded: Load) -> None:
    every = [row[0] for table in (ON_ITS_OWN_VALUES, COMPUTED, CHAINED) for row in table]
    made = "".join(
        f"  - {{id: r{at}, clauses: c1, about: thing, modality: must, require: '{expression}'}}\n"
        for at, expression in enumerate(every)
    )
    policy = loaded(f"{SCHEMA}rules:\n{made}")
    roots = [condition for rule in policy.rules for condition in rule.conditions]
    assert {_row(node) for root in roots for node in walk(root)} == set(TREATMENTS)


def _row(node: Node) -> str:
    return node.name if isinstance(node, Op) else node.kind if isinstance(node, Quantifier) else type(node).__name__


# --- formulas: tests joined by all and any

FEWER = settings(max_examples=settings().max_examples // 2)
"""For what takes long to generate."""

SIGNS = {
    "eq": operator.eq,
    "ne": operator.ne,
    "lt": operator.lt,
    "le": operator.le,
    "gt": operator.gt,
    "ge": operator.ge,
}
NUMBERS = (0, 1, -1, 999_999, BOUND - 1, 1 - BOUND)
WORDS = ("", "a", "ab", "a\\", 'a"', "1", "true", "å", "\ud800", "😀", "w" * 1_000)
TRUTHS, COUNTS, NAMES = ([Input(f"{kind}{at}") for at in range(3)] for kind in "bit")
PARTS = [Input(f"p{at}", always=True) for at in range(2)]
VALUES = {
    **{one: (BOOLEAN, st.booleans()) for one in [*TRUTHS, *PARTS]},
    **{one: (INTEGER, st.sampled_from([*NUMBERS, BOUND, -BOUND, 5])) for one in COUNTS},
    **{one: (TEXT, st.sampled_from([*WORDS, "b", "w" * 1_001, "w" * 65_537])) for one in NAMES},
}
ENCODED = {one: encode(type_, max(map(len, WORDS))) for one, (type_, _) in VALUES.items()}
FACTS = st.fixed_dictionaries({one: some if one.always else st.none() | some for one, (_, some) in VALUES.items()})
TESTS = st.one_of(
    st.builds(f.Test, st.sampled_from([*TRUTHS, *PARTS]), st.just("eq"), st.booleans()),
    st.builds(f.Test, st.sampled_from(COUNTS), st.sampled_from(sorted(SIGNS)), st.sampled_from(NUMBERS)),
    st.builds(f.Test, st.sampled_from(NAMES), st.sampled_from(["eq", "ne"]), st.sampled_from(WORDS)),
    st.builds(Presence, st.sampled_from([*TRUTHS, *COUNTS, *NAMES]), st.booleans()),
)


def formulas(leaves: int, least: int = 0) -> st.SearchStrategy[Formula]:
    """Formulas of at most so many tests."""
    return st.recursive(
        TESTS,
        lambda parts: st.builds(
            lambda join, joined: join(joined),
            st.sampled_from([all_of, any_of]),
            st.lists(parts, min_size=least, max_size=6),
        ),
        max_leaves=leaves,
    )


def holds(formula: Formula, fact: dict[Input, Any], parts: dict[Input, Formula] | None = None) -> bool:
    """Whether a formula holds of a fact; `parts` are formulas of their own that inputs stand for."""
    match formula:
        case f.All():
            return all(holds(part, fact, parts) for part in formula.parts)
        case f.Any():
            return any(holds(part, fact, parts) for part in formula.parts)
        case Presence():
            return (fact[formula.input] is not None) is formula.there
        case f.Test():
            if parts and formula.input in parts:
                return holds(parts[formula.input], fact, parts) is formula.value
            known = fact[formula.input]
            return known is not None and SIGNS[formula.operator](known, formula.value)


@given(formulas(30), FACTS)
def test_the_opposite_holds_exactly_where_a_formula_does_not(formula: Formula, fact: dict[Input, Any]) -> None:
    assert holds(otherwise(formula), fact) is not holds(formula, fact)
    assert holds(otherwise(otherwise(formula)), fact) is holds(formula, fact)


@FEWER
@given(st.lists(formulas(10), max_size=6), FACTS)
def test_formulas_joined_hold_where_their_parts_do(parts: list[Formula], fact: dict[Input, Any]) -> None:
    found = [holds(part, fact) for part in parts]
    assert holds(all_of(parts), fact) is all(found)
    assert holds(any_of(parts), fact) is any(found)
    for joined in (all_of(parts), any_of(parts)):
        assert flat(joined)


def flat(formula: Formula) -> bool:
    """Whether what is joined has two parts or more, none twice and none joined in the same way; or none at all."""
    if not isinstance(formula, f.All | f.Any) or formula in (ALWAYS, NEVER):
        return True
    parts = formula.parts
    return (
        len(set(parts)) == len(parts) > 1
        and not any(isinstance(part, type(formula)) or part in (ALWAYS, NEVER) for part in parts)
        and all(map(flat, parts))
    )


@FEWER
@given(formulas(80, least=1), st.lists(FACTS, min_size=2, max_size=2))
def test_a_formula_made_to_fit_means_the_same(formula: Formula, facts: list[dict[Input, Any]]) -> None:
    parts: dict[Input, Formula] = {}

    def part(formula: Formula) -> Formula:
        named = Input(f"part_{len(parts) + 1}", always=True)
        parts[named] = formula
        return f.Test(named, "eq", True)

    found = fitted(formula, part)
    assert all(map(fits, [found, *parts.values()]))
    assert all(map(flat, [found, *parts.values()]))
    for fact in facts:
        assert holds(found, fact, parts) is holds(formula, fact)
    assert (found == formula) is fits(formula)


@FEWER
@given(st.lists(formulas(12, least=1).filter(fits), min_size=1, max_size=8), st.lists(FACTS, min_size=3, max_size=3))
def test_durable_rules_finds_that_formulas_hold_where_they_do(
    some: list[Formula], facts: list[dict[Input, Any]]
) -> None:
    kept: list[Formula] = []
    for formula in some:
        if formula not in (ALWAYS, NEVER) and weight(formula) < MOST_CONDITIONS - sum(map(weight, kept)):
            kept.append(formula)
    ruleset = Ruleset("some", {f"r{at}": written(formula) for at, formula in enumerate(kept)})
    for fact in facts:
        assert set(ruleset.fired(told(fact))) == {f"r{at}" for at, formula in enumerate(kept) if holds(formula, fact)}


def told(fact: dict[Input, Any]) -> str:
    """The inside of a fact, as the engine tells it."""
    values = [f',"{one.name}":{ENCODED[one](value)}' for one, value in fact.items() if value is not None]
    return "".join([*values, *(f',"{one.has}":{str(value is not None).lower()}' for one, value in fact.items())])
