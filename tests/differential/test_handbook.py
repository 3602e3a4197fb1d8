"""Generated packs as pages: whatever a pack says can be put into words, and every name that is linked is explained."""

from __future__ import annotations

import re

import pytest
from generator import TAPE, Tape, policy, rules
from hypothesis import given, settings
from hypothesis import strategies as st

from policycheck.author.handbook import handbook

TAPES = st.binary(min_size=TAPE, max_size=TAPE)


@pytest.mark.parametrize("language", ["nb", "en"])
@given(TAPES)
@settings(max_examples=settings().max_examples // 6)
def test_any_pack_can_be_put_into_words(language: str, tape: bytes) -> None:
    page = handbook(policy(rules(Tape(tape))), language)
    ids = re.findall(r'<a id="([^"]*)"></a>', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r"\]\(#([^)]*)\)", page)) <= set(ids)
    assert not re.search(r"\bNone\b|\bTrue\b|\bFalse\b|\{\d\}|<policycheck|Turn\(", page)
