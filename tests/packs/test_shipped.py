"""What holds for every shipped pack: its text, its words in both languages, its example."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

import policycheck as pc
from policycheck.author.example import example, rows_of
from policycheck.language.rulebook import BINDING
from policycheck.pack.shipped import shipped_packs

TODAY = date(2026, 11, 1)
BOTH = {"nb", "en"}
OUTCOMES = {
    *("satisfied", "not_applicable", "violated", "undetermined"),
    *("excepted", "waived", "recommended", "needs_judgement"),
}
SHIPPED = list(shipped_packs())


@cache
def policy(pack: str) -> pc.Policy:
    return pc.load(pack)


def test_the_shipped_packs() -> None:
    assert SHIPPED == ["associations", "fredrikstad"]


@pytest.mark.parametrize("pack", SHIPPED)
def test_each_sentence_that_binds_is_cited_or_says_why_not(pack: str) -> None:
    cited = {name for rule in policy(pack).rules for name in rule.clauses}
    cited |= {name for judgement in policy(pack).judgements for name in judgement.clauses}
    for clause in policy(pack).text:
        if clause.force in BINDING:
            assert (clause.id in cited) != bool(clause.not_checked), clause.id
            if clause.not_checked:
                assert set(clause.not_checked) == BOTH


@pytest.mark.parametrize("pack", SHIPPED)
def test_each_message_and_label_is_there_in_both_languages(pack: str) -> None:
    assert policy(pack).languages == ("nb", "en")
    for rule in policy(pack).rules:
        # what is only recommended needs no remedy: its options say what to do
        for texts in (rule.message, *([rule.remedy] if rule.require is not None else [])):
            assert texts is not None, rule.id
            assert set(texts) == BOTH, rule.id
    for judgement in policy(pack).judgements:
        assert set(judgement.question) == BOTH, judgement.id
    for parameter in policy(pack).rulebook.parameters.values():
        assert set(parameter.label or {}) == BOTH, parameter.name
        assert set(parameter.assumption or BOTH) == BOTH, parameter.name
    for type_ in policy(pack).records.values():
        assert set(type_.label or {}) == BOTH
        for field in type_.fields.values():
            if (type_.name, field.name) != ("portfolio", "id"):
                assert set(field.label or {}) == BOTH, field.name


@pytest.mark.parametrize("pack", SHIPPED)
def test_the_example_has_every_kind_of_record(pack: str) -> None:
    records = example(policy(pack))
    for type_ in policy(pack).records.values():
        assert rows_of(records, type_.name), type_.name


@pytest.mark.parametrize("pack", SHIPPED)
def test_the_example_has_every_outcome(pack: str) -> None:
    counts = policy(pack).evaluate(policy(pack).path / "example.json", today=TODAY).counts["outcomes"]
    assert {name for name, n in counts.items() if n} == OUTCOMES
