"""Every case of every pack on every engine; and that the cases try what there is to try."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import policycheck as pc
from policycheck.author.cases import Case, CaseResult, load_cases, run
from policycheck.engines.registry import ENGINES
from policycheck.language.ir import Const
from policycheck.language.rulebook import Judgement, Rule
from policycheck.pack.shipped import shipped_packs

ROOT = Path(__file__).parent.parent.parent
PACKS = {
    **shipped_packs(),
    **{path.parent.name: path.parent for path in sorted((ROOT / "examples").glob("*/policy.yaml"))},
}


@cache
def policy(pack: str) -> pc.Policy:
    return pc.load(PACKS[pack])


@cache
def cases(pack: str) -> tuple[Case, ...]:
    found, faults = load_cases(policy(pack))
    assert [str(fault) for fault in faults] == []
    return found


@cache
def result(pack: str, at: int, engine: str) -> CaseResult:
    """What came of a pack's case, by its place among them; one run serves several tests."""
    return run(cases(pack)[at], policy(pack), engine)


ALL = os.environ.get("HYPOTHESIS_PROFILE") in ("ci", "thorough")
STEPS = {"sql": 24, "sqlite": 24}
"""Databases plan each case anew, which takes a while: by default they are given every so many."""
COMPARED = 4
"""By default every so many of the cases are compared by their whole reports."""
STEPS_OF = {"associations": {"rete": 14, "sql": 56, "sqlite": 14}}
"""Of the second pack, engines are given fewer cases, and fewer reports are compared: the first tries the language."""


def engines(pack: str, at: int) -> list[str]:
    """The engines that judge a case."""
    steps = {} if ALL else STEPS_OF.get(pack, STEPS)
    return [engine for engine in ENGINES if at % steps.get(engine, 1) == 0]


def every_case() -> Iterator[object]:
    for pack in PACKS:
        for at, case in enumerate(cases(pack)):
            for engine in engines(pack, at):
                yield pytest.param(pack, at, engine, id=f"{pack}-{engine}-{Path(case.file).stem}-{case.name}")


def test_the_packs_are_found() -> None:
    assert {"associations", "fredrikstad", "library"} <= set(PACKS)


@pytest.mark.parametrize(("pack", "at", "engine"), list(every_case()))
def test_case(pack: str, at: int, engine: str) -> None:
    found = result(pack, at, engine)
    assert found.differences == ()
    assert found.report.engine == engine


@pytest.mark.parametrize("pack", PACKS)
def test_engines_give_equal_reports(pack: str) -> None:
    for at, case in enumerate(cases(pack)):
        if not ALL and at % STEPS_OF.get(pack, {}).get("rete", COMPARED):
            continue
        reports = [result(pack, at, engine).report.to_dict(all=True) for engine in engines(pack, at)]
        for report in reports:
            del report["engine"]
            assert report == reports[0], case.name


@pytest.mark.parametrize("pack", PACKS)
def test_names_of_cases_differ(pack: str) -> None:
    names = [(case.file, case.name) for case in cases(pack)]
    assert len(set(names)) == len(names)


def items(pack: str) -> list[Rule | Judgement]:
    return [*policy(pack).rules, *policy(pack).judgements]


def tried(pack: str) -> dict[str, set[str]]:
    """The outcomes that a pack's cases expect of each rule and judgement."""
    found: dict[str, set[str]] = {item.id: set() for item in items(pack)}
    for case in cases(pack):
        for rule, expected in case.shape.expect.items():
            found[rule] |= set(expected.values())
    return found


NEVER_SETTLED = {"fredrikstad": {"portfolio-stated", "visit-partner-stated"}}
"""Rules that only say what is missing: where it is there, they do not apply."""


def every_item() -> Iterator[object]:
    for pack in PACKS:
        for item in items(pack):
            yield pytest.param(pack, item, id=f"{pack}-{item.id}")


@pytest.mark.parametrize(("pack", "item"), list(every_item()))
def test_each_rule_is_tried_both_ways(pack: str, item: Rule | Judgement) -> None:
    found = tried(pack)[item.id]
    if isinstance(item, Judgement):
        assert {"needs_judgement", "satisfied", "violated"} <= found
    elif item.require is None:
        assert {"recommended", "not_applicable"} <= found
    elif item.id in NEVER_SETTLED.get(pack, ()):
        assert found == {"undetermined", "not_applicable"}
    else:
        assert {"satisfied", "violated"} <= found


SHIPPED = [param for param in every_item() if param.values[0] in shipped_packs()]  # type: ignore[attr-defined]


ALWAYS_KNOWN = {"appropriate-number", "extent-sustainable", "portfolio-judged"}
"""What is asked of the portfolio where it is whole, or is said not to be: that is always known."""


def may_be_open(item: Rule | Judgement) -> bool:
    """A judgement that is asked in any case is never undetermined, nor is a recommendation, which then is not made."""
    if item.id in ALWAYS_KNOWN:
        return False
    return item.require is not None if isinstance(item, Rule) else not isinstance(item.when, Const)


@pytest.mark.parametrize(("pack", "item"), [param for param in SHIPPED if may_be_open(param.values[1])])  # type: ignore[arg-type]
def test_each_rule_of_a_shipped_pack_is_left_open_once(pack: str, item: Rule | Judgement) -> None:
    assert "undetermined" in tried(pack)[item.id]


@pytest.mark.parametrize("pack", shipped_packs())
def test_each_family_is_waived_and_each_exception_recorded(pack: str) -> None:
    outcomes = tried(pack)
    for family in dict.fromkeys(rule.family for rule in policy(pack).rules if rule.require is not None):
        of_family = [rule for rule in policy(pack).rules if rule.family == family]
        found = set().union(*(outcomes[rule.id] for rule in of_family))
        assert "waived" in found or family in NEVER_SETTLED.get(pack, ()), family
        assert "excepted" in found or not of_family[0].exceptions, family
