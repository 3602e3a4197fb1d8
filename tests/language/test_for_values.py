"""A value of `for` that stands unquoted: a number to calculate with, and in a template the text as it was written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from policycheck.language.ir import Const
from policycheck.policy import check

PACK = """
policy: {id: p, title: P, version: "1", languages: [en]}
text: [{id: "1", force: must, en: One.}]
records: {visit: {fields: {id: text, share: number, goal: {type: choice, of: [2.10, 2.20]}}}}
rules:
  - id: r
    clauses: ["1"]
    about: visit
    modality: must
    for: {n: [2.10, 2024-01-31, a, 7]}
    require: share > 1
    message: "{n}: {share}"
"""


def _shown(rule: Any) -> object:
    first = rule.message["*"].parts[0]
    assert isinstance(first, Const)
    return first.value


def test_a_number_is_shown_as_it_was_written(tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text(PACK)
    policy, faults = check(tmp_path / "p.yaml")
    assert policy is not None, faults
    assert [rule.id for rule in policy.rules] == ["r[2.10]", "r[2024-01-31]", "r[a]", "r[7]"]
    assert [str(_shown(rule)) for rule in policy.rules] == ["2.10", "2024-01-31", "a", "7"]
    assert [type(_shown(rule)).__name__ for rule in policy.rules] == ["str", "date", "str", "str"]
