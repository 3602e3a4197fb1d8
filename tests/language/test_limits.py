"""What is too much is one clear fault, at once: expressions, chains of derivations, files."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from policycheck.policy import check

HEAD = """\
policy: {id: p, title: P, version: "1", languages: [en]}
text: [{id: "1", force: must, en: One.}]
records: {visit: {fields: {paid: boolean, people: integer}}}
"""
RULE = 'rules: [{id: r, clauses: ["1"], about: visit, modality: must, require: paid}]\n'
DEEP = "the expression is nested deeper than 50 levels"


def _told(tmp_path: Path, text: str) -> list[str]:
    path = tmp_path / "p.yaml"
    path.write_text(HEAD + text, encoding="utf-8")
    begun = time.process_time()
    policy, faults = check(path)
    assert time.process_time() - begun < 2
    assert (policy is None) == bool(faults)
    return [fault.message for fault in faults]


@pytest.mark.parametrize(
    ("expression", "fault"),
    [
        ("paid and " * 11_200 + "paid", "the expression has 100804 characters, at most 10000 are allowed"),
        ("x" * 100_000, "the expression has 100000 characters, at most 10000 are allowed"),
        ("(" * 4_990 + "paid" + ")" * 4_990, DEEP),
        ("(" * 5_000, DEEP),
        ("[" * 5_000, DEEP),
        ("not " * 2_000 + "paid", DEEP),
        ("-" * 5_000 + "1 > people", DEEP),
        ("~" * 5_000 + "1 > people", DEEP),
        ("+".join(["1"] * 4_990) + " > people", DEEP),
        ("paid if paid else " * 500 + "paid", DEEP),
        ("people" + ".people" * 1_000, DEEP),
        ("abs(" * 1_900 + "1" + ")" * 1_900, DEEP),
        ("abs(days(" * 20 + "1" + "))" * 20 + " > 1", "needs a value, found a length of time"),
        ("9" * 5_000 + " > people", "the number is too long: at most 18 digits before the point and 12 behind it"),
        (
            "0." + "1" * 5_000 + " > people",
            "the number is too long: at most 18 digits before the point and 12 behind it",
        ),
        ("1" + "0" * 18 + " > people", "the number is too long: at most 18 digits before the point and 12 behind it"),
        ("x" * 9_000, f"unknown name `{'x' * 60}…`"),
        ('"' * 4_999, "this text is never closed"),
    ],
    ids=range(18),
)
def test_an_expression_out_of_bounds(tmp_path: Path, expression: str, fault: str) -> None:
    rule = RULE.replace("require: paid", f"require: '{expression}'")
    assert _told(tmp_path, rule) == [fault]


@pytest.mark.parametrize("times", ["5,000"])
@pytest.mark.parametrize("part", ["not ", "1 + ", "paid if paid else "])
def test_five_thousand_levels(tmp_path: Path, part: str, times: str) -> None:
    expression = part * 5_000 + "paid"
    told = _told(tmp_path, RULE.replace("require: paid", f"require: '{expression}'"))
    assert told == [f"the expression has {len(expression)} characters, at most 10000 are allowed"]


def test_a_wide_expression_is_read(tmp_path: Path) -> None:
    expression = " or ".join(["paid"] * 1_200)
    assert _told(tmp_path, RULE.replace("require: paid", f"require: {expression}")) == []
    expression = f"people in [{', '.join(map(str, range(1_500)))}]"
    assert _told(tmp_path, RULE.replace("require: paid", f"require: '{expression}'")) == []


def _chain(length: int, link: str, last: str, *, backwards: bool = False) -> str:
    links = [f"    d{at}: {link.format(f'd{at + 1}')}\n" for at in range(length)] + [f"    d{length}: {last}\n"]
    return RULE + "derive:\n  visit:\n" + "".join(reversed(links) if backwards else links)


@pytest.mark.parametrize("backwards", [False, True])
def test_a_chain_of_derivations_is_bounded_by_its_height_alone(tmp_path: Path, backwards: bool) -> None:
    too_high = ["with the derivations it rests on, the expression is nested deeper than 100 levels"]
    assert _told(tmp_path, _chain(60, "{}", "paid", backwards=backwards)) == []
    assert _told(tmp_path, _chain(45, "not {}", "paid", backwards=backwards)) == []
    assert _told(tmp_path, _chain(3_000, "not {}", "paid", backwards=backwards)) == too_high
    assert _told(tmp_path, _chain(3_000, "{}", "paid", backwards=backwards)) == too_high


def test_a_chain_of_deep_expressions(tmp_path: Path) -> None:
    deep = "not " * 45
    assert _told(tmp_path, _chain(60, deep + "{}", "paid")) == [
        "with the derivations it rests on, the expression is nested deeper than 100 levels"
    ]


def test_a_long_circle_is_told_once(tmp_path: Path) -> None:
    (told,) = _told(tmp_path, _chain(1_000, "{}", "d0"))
    assert told.startswith("derivations in a circle: `visit.d0` → `visit.d1` → ")
    assert told.endswith(" → `visit.d1000` → `visit.d0`")


def test_a_chain_across_records(tmp_path: Path) -> None:
    path = tmp_path / "p.yaml"
    links = "".join(f"    d{at}: any(v.d{at + 1} for v in later)\n" for at in range(2_000))
    path.write_text(
        HEAD.replace("people: integer", "people: integer, earlier: {type: ref, to: visit, inverse: later}")
        + RULE + "derive:\n  visit:\n" + links + "    d2000: paid\n"
    )  # fmt: skip
    assert [fault.message for fault in check(path)[1]] == [
        "with the derivations it rests on, the expression is nested deeper than 100 levels"
    ]


def test_a_derivation_that_rests_on_many(tmp_path: Path) -> None:
    names = [f"d{at}" for at in range(1_000)]
    derive = "".join(f"    {name}: paid\n" for name in names)
    assert _told(tmp_path, RULE + f"derive:\n  visit:\n    all_of_them: {' and '.join(names)}\n{derive}") == []


def test_a_long_template(tmp_path: Path) -> None:
    rule = RULE.replace("require: paid", f'require: paid, message: "{"a {{ {people} " * 5_000}"')
    assert _told(tmp_path, rule) == []


def _whole(path: Path) -> list[str]:
    policy, faults = check(path)
    assert policy is None
    return [str(fault).replace(str(path), "PACK") for fault in faults]


def test_a_binary_file(tmp_path: Path) -> None:
    (tmp_path / "policy.yaml").write_bytes(bytes(range(256)) * 10)
    assert _whole(tmp_path) == ["policy.yaml:1:1: is not a text file"]
    assert _whole(tmp_path / "policy.yaml") == ["policy.yaml:1:1: is not a text file"]


def test_a_file_of_100_megabytes(tmp_path: Path) -> None:
    with (tmp_path / "policy.yaml").open("wb") as file:
        os.truncate(file.fileno(), 100_000_000)
    assert _whole(tmp_path) == ["policy.yaml:1:1: is larger than 5 MB\n  hint: split it into several files"]


def test_a_directory_without_yaml(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("notes")
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "case.yaml").write_text("[]")
    assert _whole(tmp_path) == [
        "PACK:1:1: there is no pack here: no file ends in `.yaml`\n"
        "  hint: a pack is a directory with a `policy.yaml`, or one YAML file"
    ]


def test_a_file_that_is_not_utf8(tmp_path: Path) -> None:
    (tmp_path / "policy.yaml").write_text(HEAD + RULE)
    (tmp_path / "words.yaml").write_bytes("text:\n  - {id: s, force: heading, en: Besøk}\n".encode("cp1252"))
    assert _whole(tmp_path) == [
        "words.yaml:2:36: is not UTF-8: byte 0xF8 on line 2\n    - {id: s, force: heading, en: Besøk}\n"
        + " " * 37 + "^\n"
        "  hint: save the file as UTF-8; it looks like Windows-1252, where this byte is `ø`"
    ]  # fmt: skip


def test_a_pack_that_is_not_there(tmp_path: Path) -> None:
    assert _whole(tmp_path / "none.yaml") == ["none.yaml:1:1: there is no such file"]


def test_nothing_in_an_expression_is_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RUN", "no")
    words = "__import__('os').environ.__setitem__('RUN', 'yes')"
    rule = RULE.replace("require: paid", f'require: "{words}", message: "{{{words}}}"')
    assert len(_told(tmp_path, rule)) == 2
    assert os.environ["RUN"] == "no"
