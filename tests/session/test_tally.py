"""Quantifiers kept while elements come and go: at any moment what the reference finds over those that are there."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policycheck.engines.exact import total
from policycheck.engines.reference import conjunction, disjunction, negation
from policycheck.language.types import LIMIT
from policycheck.session.tally import TALLIES

TRUTHS = st.sampled_from((True, False, None))
NUMBERS = st.one_of(
    st.none(),
    st.integers(-5, 5),
    st.sampled_from(
        (LIMIT - 1, 1 - LIMIT, Decimal("0.000001"), Decimal("0.1"), Decimal("999999999999999998.999999999999"))
    ),
)
STEPS = st.lists(st.tuples(st.integers(0, 5), TRUTHS, TRUTHS, NUMBERS, st.booleans()), max_size=25)


def expected(kind: str, elements: list[tuple[bool | None, Any]]) -> Any:
    """The language's own words, element by element."""
    if kind == "any":
        return disjunction(conjunction(pair) for pair in elements)
    if kind == "all":
        return conjunction(disjunction((negation(where), value)) for where, value in elements)
    if any(where is None for where, _ in elements):
        return None
    values = [value for where, value in elements if where]
    if kind == "count":
        return len(values)
    if None in values:
        return None
    if kind == "sum":
        return total(values)
    if kind == "unique":
        return len(set(values))
    return {"min": min, "max": max}[kind](values, default=None)


@pytest.mark.parametrize("kind", TALLIES)
@given(STEPS)
@settings(max_examples=100)
def test_elements_come_and_go(kind: str, steps: list[tuple[int, bool | None, bool | None, Any, bool]]) -> None:
    tally, there = TALLIES[kind](), dict[str, tuple[bool | None, Any]]()
    decimals = any(isinstance(amount, Decimal) for _, _, _, amount, _ in steps)
    for number, where, truth, amount, stays in steps:
        key = str(number)
        if key in there:
            tally.take(key, *there.pop(key))
        if stays:
            there[key] = (where, truth if kind in ("any", "all") else amount)
            tally.add(key, *there[key])
        found, sought = tally.result(), expected(kind, list(there.values()))
        assert found == sought
        if all(isinstance(value, int | None) for _, value in there.values()) and not decimals:
            assert type(found) is type(sought)
        assert (tally.open == set()) or tally.result() in (None, True, False)


def test_every_quantifier_can_be_kept() -> None:
    from policycheck.language.operators import QUANTIFIERS

    assert set(TALLIES) == set(QUANTIFIERS)
