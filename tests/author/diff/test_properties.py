"""Generated packs: a difference read the other way round says the same, and outcomes are those of judging twice."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Hashable
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from policycheck.author.diff import Pair, compared, difference
from policycheck.author.diff.change import Change, Difference, Edit
from policycheck.author.diff.outcomes import effect
from policycheck.author.wordwise import wordwise

sys.path.insert(0, str(Path(__file__).parents[2] / "differential"))
from generator import TAPE, Tape, data, policy, rules

TODAY = date(2025, 6, 15)
EXAMPLES = {"ci": 100, "thorough": 1_000}.get(os.environ.get("HYPOTHESIS_PROFILE", ""), 5)
TAPES = st.binary(min_size=TAPE, max_size=TAPE)
CHANGES = st.lists(st.tuples(st.integers(0, 400), st.integers(0, 255)), min_size=1, max_size=6)
OTHER = {"added": "removed", "removed": "added", "gone": "new", "new": "gone"}


def _edited(tape: bytes, changes: list[tuple[int, int]]) -> bytes:
    """A tape with a few of its choices made otherwise."""
    found = bytearray(tape)
    for at, byte in changes:
        found[at] = byte
    return bytes(found)


def _edit(edit: Edit, turned: bool) -> Hashable:
    lines = frozenset((OTHER[one.op] if turned else one.op, one.text, one.joined) for one in edit.lines)
    old, new = (edit.new, edit.old) if turned else (edit.old, edit.new)
    return edit.lead, edit.means, old, new, lines


def _change(change: Change, turned: bool) -> Hashable:
    """A change, or what it is when it is made the other way round."""
    name = (change.was or change.name) if turned else change.name
    return (
        change.kind,
        name,
        OTHER.get(change.what, change.what) if turned else change.what,
        change.means,
        frozenset(_edit(edit, turned) for edit in change.edits),
        frozenset(_edit(edit, turned) for edit in change.reads),
        frozenset(cause.thing.kind for cause in change.rests),
    )


def _items(found: Difference, turned: bool = False) -> Counter[Hashable]:
    return Counter(_change(change, turned) for change in found.changes)


@given(TAPES, CHANGES)
@settings(max_examples=EXAMPLES)
def test_the_other_way_round_the_same_changes_are_told(tape: bytes, changes: list[tuple[int, int]]) -> None:
    old, new = (policy(rules(Tape(one), number=2)).rulebook for one in (tape, _edited(tape, changes)))
    there, back = difference(old, new, "en"), difference(new, old, "en")
    assert _items(there) == _items(back, turned=True)
    assert bool(there.changes) <= (old.digest != new.digest)
    assert difference(old, old, "en").changes == ()


@given(TAPES, CHANGES)
@settings(max_examples=EXAMPLES)
def test_outcomes_that_change_are_those_of_judging_twice(tape: bytes, changes: list[tuple[int, int]]) -> None:
    old, new = (policy(rules(Tape(one), number=2)) for one in (tape, _edited(tape, changes)))
    records = data(Tape(tape[::-1]))
    pair = Pair(old.rulebook, new.rulebook, "en")
    told = compared(pair, ("old", "new"))
    found = effect(pair, told, (old, new), records, TODAY, ({}, {}))
    before, after = (
        {(one.type, one.subject, one.rule): one.outcome for one in policy.evaluate(records, today=TODAY).outcomes}
        for policy in (old, new)
    )
    names = pair.names.items
    after = {(type_, key, names.get(rule, rule)): outcome for (type_, key, rule), outcome in after.items()}
    expected = {at: (before.get(at), after.get(at)) for at in before.keys() | after.keys()}
    expected = {at: both for at, both in expected.items() if both[0] != both[1]}
    assert {(one.type, one.key, one.was or one.rule): (one.before, one.after) for one in found.outcomes} == expected
    assert found.changed == len(expected)
    assert all(reason.kind != "reading" for one in found.outcomes for reason in one.reasons)


@given(st.text("ab .,", max_size=12), st.text("ab .,", max_size=12))
@settings(max_examples=50)
def test_both_texts_stand_in_their_comparison(old: str, new: str) -> None:
    found = wordwise(old, new)
    assert "".join(words for op, words in found if op != "new") == old
    assert "".join(words for op, words in found if op != "gone") == new
    assert all(words for _, words in found)
    assert (old == new) == all(op == "same" for op, _ in found)
