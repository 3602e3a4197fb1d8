"""What the loader takes, a schema takes; and a shape that the loader refuses, a schema refuses."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from editor_yaml import seen
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from pack_mutation import VALUES, mutant, places, renamed, verdicts

from policycheck.author.cases import load_cases
from policycheck.author.schema import pack_schema
from policycheck.faults import Faults
from policycheck.pack.profile import read
from policycheck.policy import check
from policycheck.source import Source

PACK = """\
policy: {id: p, title: P, version: 1.0, languages: [en], in_force: {from: 2024-01-01}, currency: NOK}
text: [{id: 1.1, force: must, en: NO}, {id: 1.2, force: must, en: x, not_checked: {en: "1"}}]
records:
  visit: {fields: {paid: boolean, town: {type: ref, to: town, inverse: visits}, $field}}
  town: {fields: {goals: {type: list, of: {type: choice, of: [a, 2.1], label: G}}, cost: {type: money, min: 0}}}
tables: {rooms: {fields: {seats: integer}, rows: [{id: a, seats: 4}]}}
parameters: {most: {type: integer, value: 2, clause: 1.1}, code: {type: text, values: {2024-01-01: x}}, $parameter}
derive: {visit: {late: not paid, flags: {one: paid, two: {if: paid, label: {en: Two}}}, $derive}}
rules:
  - {id: r, clauses: 1.1, about: visit, modality: must, require: paid, unless: [{if: late, because: B}], $rule}
  - {id: s, clauses: [1.1], about: visit, modality: may, recommend: {from: r in rooms, say: "{r.id}", at_most: 1}}
judgements: [{id: j, clauses: 1.1, about: visit, question: Q, facts: {a: paid, b: {value: late, label: L}, $fact}}]
lint: [{id: rule-without-case, of: r, because: B}]
"""
"""A pack with a place to put something in each of its parts."""


def _pack(**parts: str) -> str:
    text = PACK
    for place in ("field", "parameter", "derive", "rule", "fact"):
        text = text.replace(f", ${place}", f", {parts[place]}" if place in parts else "")
    return text


def _seen(text: str) -> Any:
    faults = Faults()
    found = seen(read(Source("p.yaml", text), faults))
    assert faults.sorted() == ()
    return found


@pytest.mark.parametrize(
    ("place", "written"),
    [
        ("field", "a: {type: choice, of: [NO, no, yes, on, off, 2.1, 2.10, 2024-01-01]}"),
        ("field", "a: {type: choice, of: {NO: Norge, 2.1: {en: Two}, x: null, y: {}}}"),
        ("field", "a: {type: list, of: text}"),
        ("field", "a: {type: list, of: {type: ref, to: town}}"),
        ("field", "a: {type: integer, min: 1, max: 1000000, label: 5, help: 2024-01-01, required: true}"),
        ("field", "a: {type: date, min: 2020-01-01}"),
        ("field", "a: {type: text, lower: true}"),
        ("field", "beløp: money"),
        ("field", "a: {type: text, to: null}"),
        ("field", "a: choice"),
        ("field", "a: mony"),
        ("field", "a: {type: ref}"),
        ("field", "a: {type: choice}"),
        ("field", "a: {type: choice, of: []}"),
        ("field", "a: {type: choice, of: [true]}"),
        ("field", "a: {type: text, of: [a]}"),
        ("field", "a: {type: text, min: 1}"),
        ("field", "a: {type: money, lower: true}"),
        ("field", "a: {type: list, of: {type: list, of: text}}"),
        ("field", "a: {type: list, of: {type: text, required: true}}"),
        ("field", "a: {type: text, label: null}"),
        ("field", "a: {type: text, label: ' '}"),
        ("field", "a: {type: text, help: true}"),
        ("field", "a b: text"),
        ("field", "2a: text"),
        ("field", "_a: text"),
        ("field", "a-b: text"),
        ("field", "class: text"),
        ("field", "today: text"),
        ("parameter", "a: {type: period, value: {from: 2023-10-01, until: 2027-10-01}}"),
        ("parameter", "a: {type: money, value: null, assumption: {en: A}}"),
        ("parameter", "a: {type: list, of: text, value: [a, 1]}"),
        ("parameter", "a: {type: ref, to: town}"),
        ("parameter", "a: {type: money, value: 1, values: {2024-01-01: 2}}"),
        ("parameter", "a: {type: choice, value: x}"),
        ("derive", "a: 5"),
        ("derive", "a: true"),
        ("derive", "a: {b: true, odd-one: {if: false}}"),
        ("derive", "a: {}"),
        ("derive", "a: null"),
        ("derive", "a: [paid]"),
        ("derive", "a: {b: {label: B}}"),
        ("derive", "a: {b: {if: paid, lable: B}}"),
        ("rule", "when: true"),
        ("rule", "when: late, tags: x"),
        ("rule", "tags: [1, 2024-01-01, NO]"),
        ("rule", "message: {en: 2024-01-01}, in_force: {until: 2030-01-01}"),
        ("rule", "for: {n: [1, 2.1, NO, 2024-01-01]}"),
        ("rule", "in_force: null"),
        ("rule", "for: null"),
        ("rule", "when: [late]"),
        ("rule", "when: null"),
        ("rule", "when: ''"),
        ("rule", "forbid: late"),
        ("rule", "mesage: M"),
        ("rule", "message: null"),
        ("rule", "message: {}"),
        ("rule", "message: [M]"),
        ("rule", "message: {en: true}"),
        ("rule", "in_force: {from: 2024}"),
        ("rule", "in_force: {form: 2024-01-01}"),
        ("rule", "for: {n: []}"),
        ("rule", "for: {n: [true]}"),
        ("rule", "for: {n: [1], m: [2]}"),
        ("rule", "recommend: {from: rooms, say: S}"),
        ("rule", "recommend: {from: r in rooms, say: S, at_most: 0}"),
        ("rule", "recommend: {from: r in rooms, say: S, where: true}"),
        ("fact", "c: 5"),
        ("fact", "c: true"),
        ("fact", "c: {value: true}"),
        ("fact", "c: null"),
        ("fact", "c: [paid]"),
        ("fact", "c: {label: L}"),
    ],
)
def test_a_value_is_refused_by_both_or_by_none(
    place: str, written: str, pack_file: Draft7Validator, tmp_path: Path
) -> None:
    text = _pack(**{place: written})
    (tmp_path / "p.yaml").write_text(text, encoding="utf-8")
    faults = [str(fault) for fault in check(tmp_path / "p.yaml")[1]]
    told = [error.message for error in pack_file.iter_errors(_seen(text))]
    assert bool(told) == bool(faults), (faults, told)


def test_words_that_are_no_texts_to_an_editor_need_quotes_though_the_loader_does_without(
    pack_file: Draft7Validator, tmp_path: Path
) -> None:
    for word in ("True", "FALSE", "Null"):
        for written, valid in ((word, False), (f'"{word}"', True)):
            text = _pack(field=f"a: {{type: choice, of: [{written}]}}")
            (tmp_path / "p.yaml").write_text(text, encoding="utf-8")
            assert check(tmp_path / "p.yaml")[1] == ()
            assert pack_file.is_valid(_seen(text)) is valid


WHOLE = _seen(_pack())
PLACES = list(places(WHOLE))
PACK_FILE = Draft7Validator(pack_schema())


@settings(max_examples=settings().max_examples // 12)
@given(at=st.sampled_from(PLACES), value=st.sampled_from((*VALUES, ...)))
def test_a_pack_that_is_a_little_wrong(
    at: tuple[str | int, ...], value: Any, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """No pack without a fault is refused by the schema, and none with a fault of shape passes it."""
    pack = renamed(WHOLE, at) if value is ... and isinstance(at[-1], str) else mutant(WHOLE, at, value)
    shape, any_ = verdicts(pack, tmp_path_factory.mktemp("pack") / "p.yaml")
    told = not PACK_FILE.is_valid(pack)
    assert shape <= told <= any_


CASE = "- {case: c, today: 2025-01-01, given: {visits: [{id: a}]}"


@pytest.mark.parametrize(
    ("case", "valid"),
    [
        ("}", True),
        (", expect: {r: {a: violated}}, expect_all: true, parameters: {most: 2}}", True),
        (", expect: {r: {a: broken}}}", False),
        (", expect: {r: violated}}", False),
        (", expect_all: yes}", False),
        (", parameters: null}", False),
        (", expected: {}}", False),
        ("}\n- {case: d, today: 2025, given: {}}", False),
        ("}\n- {case: d, given: {}}", False),
        ("}\n- {case: null, today: 2025-01-01, given: {}}", False),
        ("}\n- word", False),
    ],
)
def test_cases(case: str, valid: bool, case_file: Draft7Validator, tmp_path: Path) -> None:
    (tmp_path / "cases").mkdir()
    (tmp_path / "policy.yaml").write_text(_pack(), encoding="utf-8")
    (tmp_path / "cases/one.yaml").write_text(CASE + case, encoding="utf-8")
    policy, faults = check(tmp_path)
    assert policy is not None, faults
    assert (case_file.is_valid(_seen(CASE + case)), not load_cases(policy)[1]) == (valid, valid)
