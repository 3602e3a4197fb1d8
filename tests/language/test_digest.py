"""The fingerprint of a pack: of what it says, not of how it is laid out."""

from __future__ import annotations

from pathlib import Path

from policycheck.policy import check

PACK = """
policy: {id: p, title: P, version: "1", languages: [en]}
text: [{id: "1", force: must, en: One.}]
records: {visit: {fields: {id: text, paid: boolean, way: {type: choice, of: {a: A, b: B}}}}}
derive: {visit: {flags: {x: paid, y: not paid}, late: paid}}
rules: [{id: r, clauses: ["1"], about: visit, modality: must, require: paid}]
"""
REORDERED = """
rules: [{modality: must, require: paid, about: visit, clauses: ["1"], id: r}]
derive: {visit: {late: paid, flags: {y: not paid, x: paid}}}
records: {visit: {fields: {way: {of: {b: B, a: A}, type: choice}, paid: boolean, id: text}}}
text: [{en: One., force: must, id: "1"}]
policy: {version: "1", languages: [en], title: P, id: p}
"""


def _digest(path: Path, text: str) -> str:
    path.write_text(text)
    policy, faults = check(path)
    assert policy is not None, faults
    return policy.digest


def test_the_order_of_keys_does_not_count(tmp_path: Path) -> None:
    assert _digest(tmp_path / "a.yaml", PACK) == _digest(tmp_path / "b.yaml", REORDERED)


def test_every_word_and_the_order_of_a_list_count(tmp_path: Path) -> None:
    first = _digest(tmp_path / "a.yaml", PACK)
    assert first != _digest(tmp_path / "a.yaml", PACK.replace("require: paid", "require: not paid"))
    more = PACK.replace("en: One.}", "en: One.}, {id: '2', force: descriptive, en: Two.}")
    other = PACK.replace("text: [", "text: [{id: '2', force: descriptive, en: Two.}, ")
    assert _digest(tmp_path / "a.yaml", more) != _digest(tmp_path / "a.yaml", other)
