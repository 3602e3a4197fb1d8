"""A pack as it stands after each save: checked, its cases tried, and what is otherwise than before."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from random import Random

import pytest
from generator import TAPE, Tape, data, policy, rules

from policycheck.author.cases import Case, CaseShape
from policycheck.author.watch import Memory, State, checked, tried
from policycheck.author.watch.basis import Basis, narrowed
from policycheck.author.watch.told import checks, results
from policycheck.author.watch.trial import Judging
from policycheck.pack.nodes import Mapping
from policycheck.source import Source, Span


class Desk:
    """An author who saves, and what they are told."""

    def __init__(self, pack: Path) -> None:
        self.pack, self.memory = pack, Memory()
        self.good: State | None = None

    def told(self) -> list[str]:
        """What the pack as it stands tells, in lines."""
        found, lines = checked(self.pack, self.memory), list[str]()
        lines += checks(found).splitlines()
        if found.good:
            found = tried(found, self.good)
            lines += results(found, self.good)
        self.good = found if found.good else self.good
        return lines

    def save(self, name: str, old: str, new: str) -> list[str]:
        """What is told once some words of a file are others."""
        file = self.pack / name
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")
        return self.told()


@pytest.fixture
def desk(pack: Path) -> Desk:
    found = Desk(pack)
    assert found.told() == ["no faults", "cases: 2 passed, 0 failed"]
    return found


def test_a_save_that_changes_nothing_says_so(desk: Desk) -> None:
    assert desk.save("rules.yaml", "rules:", "# a remark\nrules:") == [
        "no faults",
        "cases: 2 passed, 0 failed",
        "outcomes: none changed",
    ]


def test_a_changed_rule_tells_its_outcomes_and_the_cases_that_fail_and_pass_again(desk: Desk) -> None:
    assert desk.save("rules.yaml", "days <= 5", "days <= 1") == [
        "no faults",
        "cases: 1 passed, 1 failed",
        "newly failing: cases/trips.yaml: a dear trip",
        "  short on t1: expected satisfied, found violated",
        "outcomes changed: 1",
        '  short on t1 in "a dear trip": satisfied → violated',
    ]
    assert desk.save("rules.yaml", "days <= 1", "days <= 10") == [
        "no faults",
        "cases: 2 passed, 0 failed",
        "newly passing: cases/trips.yaml: a dear trip",
        "outcomes changed: 2",
        '  short on t1 in "a cheap trip": violated → satisfied',
        '  short on t1 in "a dear trip": violated → satisfied',
    ]


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("policy.yaml", "dear: cost > param.most", "dear: cost >= 0"),
        ("policy.yaml", "value: 100", "value: 10"),
        ("rules.yaml", "require: not dear", "forbid: cost > 10"),
    ],
)
def test_what_a_rule_rests_on_is_judged_again(desk: Desk, name: str, old: str, new: str) -> None:
    assert desk.save(name, old, new)[-3:] == [
        "outcomes changed: 2",
        '  cheap on t1 in "a cheap trip": satisfied → violated',
        '  cheap on t2 in "a cheap trip": satisfied → violated',
    ]


def test_how_data_is_read_is_part_of_every_outcome(desk: Desk) -> None:
    assert desk.save("policy.yaml", "min: 0", "min: 100")[-3:] == [
        "outcomes changed: 2",
        '  cheap on t1 in "a cheap trip": satisfied → undetermined',
        '  cheap on t2 in "a cheap trip": satisfied → undetermined',
    ]


def test_only_a_rule_that_is_another_is_judged_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    judged = list[tuple[str, ...]]()
    outcomes = Judging.outcomes

    def noted(self: Judging, case: Case, records: object) -> object:
        judged.append(tuple(rule.id for rule in self.rulebook.rules))
        return outcomes(self, case, records)  # type: ignore[arg-type]

    monkeypatch.setattr(Judging, "outcomes", noted)
    desk.save("rules.yaml", "days <= 5", "days <= 6")
    desk.save("cases/trips.yaml", "days: 9", "days: 7")
    desk.save("policy.yaml", "Trips are in order.", "Trips must be in order.")
    assert judged == [("short",), ("short",), (), ("cheap", "short"), (), ()]


def test_a_fault_is_told_with_its_place_and_the_last_good_state_is_kept(desk: Desk) -> None:
    assert desk.save("rules.yaml", "days <= 5}", "dayz <= 1}") == [
        "rules.yaml:3:67: unknown name `dayz`",
        "    - {id: short, clauses: c, about: trip, modality: must, require: dayz <= 1}",
        "                                                                    ^^^^",
        "  hint: did you mean `days`?",
        "faults: 1; the cases wait until there are none",
    ]
    assert desk.save("rules.yaml", "dayz", "days")[-1] == '  short on t1 in "a dear trip": satisfied → violated'


def test_rules_and_cases_that_come_and_go_are_counted(desk: Desk) -> None:
    rule = "  - {id: dated, clauses: c, about: trip, modality: should, require: present(days)}\n"
    assert desk.save("rules.yaml", "rules:\n", f"rules:\n{rule}") == [
        "no faults",
        "cases: 2 passed, 0 failed",
        "new rule dated: 2 satisfied, 1 violated",
        "outcomes: none changed",
    ]
    assert desk.save("rules.yaml", rule, "")[-2:] == ["gone: rule dated", "outcomes: none changed"]
    assert desk.save("cases/trips.yaml", "a cheap trip", "a trip that costs little")[-2:] == [
        "cases new: 1, gone: 1",
        "outcomes: none changed",
    ]


def test_many_changes_are_counted(desk: Desk) -> None:
    trips = ", ".join(f"{{id: a{number:02}, days: 4}}" for number in range(30))
    more = f"- {{case: many, today: 2025-06-01, given: {{trips: [{trips}]}}}}\n- case: a dear"
    desk.save("cases/trips.yaml", "- case: a dear", more)
    told = desk.save("rules.yaml", "days <= 5", "days <= 3")
    assert told[2:4] == ["outcomes changed: 30", '  short on a00 in "many": satisfied → violated']
    assert told[22:] == [
        '  short on a19 in "many": satisfied → violated',
        "  … and 10 more:",
        "  short: 10 × satisfied → violated",
    ]


def test_a_case_that_cannot_be_judged_is_told(desk: Desk) -> None:
    told = desk.save("cases/trips.yaml", "today: 2025-06-01\n  given: {trips: [{id: t1, cost: 50", "today: 2025-06-01\n  parameters: {mots: 1}\n  given: {trips: [{id: t1, cost: 50")  # fmt: skip
    assert told == [
        "no faults",
        "cases/trips.yaml: case `a cheap trip`: unknown parameter `mots`: did you mean `most`?",
    ]


def test_a_parameter_that_a_case_sets_and_the_policy_no_longer_has_is_told(desk: Desk) -> None:
    desk.save("cases/trips.yaml", "  given: {trips: [{id: t1, cost: 200", "  parameters: {most: 9}\n  given: {trips: [{id: t1, cost: 200")  # fmt: skip
    desk.save("policy.yaml", "dear: cost > param.most", "dear: cost > 100")
    told = desk.save("policy.yaml", "parameters:\n  most: {type: money, value: 100}\n", "")
    assert told[-1] == "cases/trips.yaml: case `a dear trip`: unknown parameter `most`: the policy has none"


def test_a_pack_of_one_file_has_no_cases(pack: Path) -> None:
    file = pack.parent / "one.yaml"
    file.write_text((pack / "policy.yaml").read_text() + (pack / "rules.yaml").read_text())
    assert Desk(file).told() == ["no faults", "no cases"]


def test_half_written_files_are_faults_and_never_break(pack: Path) -> None:
    desk = Desk(pack)
    for name in ("policy.yaml", "rules.yaml", "cases/trips.yaml"):
        whole = (pack / name).read_text()
        for end in range(0, len(whole), 23):
            (pack / name).write_text(whole[:end])
            assert desk.told()
        (pack / name).write_text(whole)
    assert desk.told()[:2] == ["no faults", "cases: 2 passed, 0 failed"]


def test_a_file_in_another_encoding_and_one_that_is_gone_are_faults(desk: Desk) -> None:
    (desk.pack / "more.yaml").write_bytes("rules: []  # Fødselsår\n".encode("cp1252"))
    assert desk.told()[0] == "more.yaml:1:15: is not UTF-8: byte 0xF8 on line 1"
    (desk.pack / "more.yaml").unlink()
    (desk.pack / "policy.yaml").unlink()
    assert "there is no `policy.yaml` in this directory" in desk.told()[0]


def test_a_file_is_read_again_only_where_its_text_is_another(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from policycheck.author.watch import memory

    read = list[str]()
    before = memory.read

    def noted(source: Source, faults: object) -> object:
        read.append(source.name)
        return before(source, faults)  # type: ignore[arg-type]

    monkeypatch.setattr(memory, "read", noted)
    desk.told()
    desk.save("rules.yaml", "days <= 5", "days <= 6")
    assert read == ["rules.yaml"]


SEEDS = (17, 20, 25)
"""Of made-up packs of which some rules differ once a byte of their tape does."""


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_not_judged_again_has_the_outcomes_it_had(seed: int) -> None:
    random = Random(seed)
    tape, at, byte = random.randbytes(TAPE), random.randrange(600), random.randrange(256)
    policies = [policy(rules(Tape(one))) for one in (tape, tape[:at] + bytes((byte,)) + tape[at + 1 :])]
    old, new = (one.rulebook for one in policies)
    before, after = Basis(old), Basis(new)
    others = after.others(before)
    assert before.common == after.common
    assert 0 < len(others) < len(after.items)
    case, part = _case(), Judging(narrowed(new, others))
    for _ in range(3):
        records = policies[0].read(data(Tape(random.randbytes(TAPE))))
        kept = {key: one for key, one in Judging(old).outcomes(case, records).items() if _stays(key[0], after, others)}
        assert {**kept, **part.outcomes(case, records)} == Judging(new).outcomes(case, records)


def _stays(rule: str, after: Basis, others: frozenset[str]) -> bool:
    return rule in after.items and rule not in others


def _case() -> Case:
    nothing = Mapping({}, Span(Source("cases/made.yaml", ""), 0, 0))
    return Case(CaseShape(case="made up", today=date(2025, 6, 15), given={}), nothing, "cases/made.yaml")
