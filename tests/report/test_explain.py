"""Why an outcome: trees as exact text."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

import policycheck as pc
from policycheck.language.rulebook import Judgement, Rule
from policycheck.report.explain import explain
from policycheck.report.terminal import explanation_view, page

TODAY = date(2026, 11, 1)
HERE = Path(__file__).parent
POLICY = pc.load(HERE / "packs" / "why.yaml")
DATA = {
    "towns": [{"id": "a", "name": "Aalborg", "size": 5}, {"id": "b"}],
    "trips": [
        {"id": "T-01", "town": "a", "days": 3, "themes": ["art"], "minors": True},
        {"id": "T-02", "days": 3},
        {"id": "T-03", "town": "b", "themes": []},
        *({"id": f"T-{n:02}", "town": "a", "days": n, "goals": ["big", "small"]} for n in range(4, 16)),
    ],
}


def told(rule: str, subject: str | None, language: str = "nb", today: date = TODAY) -> str:
    report = POLICY.evaluate(DATA, today=today)
    return "\n".join(page(explanation_view(one, report, language)) for one in explain(report, rule, subject, language))


@pytest.mark.parametrize(
    ("name", "rule", "subject", "language"),
    [
        pytest.param("derivations", "long-trip", "T-01", "nb", id="derivations through derivations"),
        pytest.param("reference-missing", "long-trip", "T-02", "nb", id="a missing reference"),
        pytest.param("value-missing", "long-trip", "T-03", "en", id="a missing value behind a reference"),
        pytest.param("flags", "minors-told", "T-01", "nb", id="flags asked for together"),
        pytest.param("flags-unknown", "minors-told", "T-02", "en", id="flags that are not known"),
        pytest.param("many-elements", "few-trips", "a", "nb", id="a quantifier over more than ten elements"),
        pytest.param("no-elements", "few-trips", "b", "en", id="a quantifier over few elements"),
        pytest.param("list", "goals-big", "T-04", "nb", id="a quantifier over a list of choices"),
        pytest.param("list-missing", "goals-big", "T-01", "en", id="a quantifier over a missing list"),
        pytest.param("one-of", "either", "T-01", "nb", id="if, in, not in and missing"),
        pytest.param("not-in-force", "old", "a", "nb", id="a rule that is not in force"),
        pytest.param("judgement", "nice", "a", "en", id="a judgement"),
        pytest.param("family", "sized", "a", "nb", id="every rule of a family"),
        pytest.param("recommended", "go", "T-01", "en", id="a rule that only recommends"),
        pytest.param("portfolio", "enough", None, "nb", id="the portfolio, which need not be named"),
    ],
)
def test_trees(name: str, rule: str, subject: str | None, language: str, expected: Callable[[str, str], None]) -> None:
    expected(f"why-{name}.{language}.txt", told(rule, subject, language))


@pytest.mark.parametrize(
    ("rule", "subject", "message"),
    [
        ("long-trips", "T-01", "unknown rule `long-trips`: did you mean `long-trip`?"),
        ("long-trip", "T-1", "`long-trip` is about trip: there is no trip `T-1`: did you mean `T-15`?"),
        ("few-trips", None, "`few-trips` is about town: name one: known are `a`, `b`"),
        ("few-trips", "zzzz", "`few-trips` is about town: there is no town `zzzz`: known are `a`, `b`"),
    ],
)
def test_what_is_not_there(rule: str, subject: str | None, message: str) -> None:
    with pytest.raises(pc.InvalidCall) as caught:
        told(rule, subject)
    assert str(caught.value) == message


def test_no_records_of_the_type() -> None:
    report = POLICY.evaluate({"towns": [{"id": "a"}]}, today=TODAY)
    with pytest.raises(pc.InvalidCall) as caught:
        explain(report, "long-trip", "T-1", "nb")
    assert str(caught.value) == "`long-trip` is about trip: there is no trip `T-1`: the data have no trip"


def test_only_what_was_judged_can_be_explained() -> None:
    report = POLICY.evaluate_one("town", {"id": "c", "size": 1}, given=DATA, today=TODAY)
    assert [one.outcome for one in explain(report, "few-trips", "c", "nb")] == ["satisfied"]
    with pytest.raises(pc.InvalidCall, match=r"there is no town `a`"):
        explain(report, "few-trips", "a", "nb")


@pytest.mark.parametrize("language", ["nb", "en"])
def test_every_rule_can_be_explained_for_every_record(language: str) -> None:
    report = POLICY.evaluate(DATA, today=TODAY)
    items: list[Rule | Judgement] = [*POLICY.rules, *POLICY.judgements]
    for item in items:
        for one in report.subjects:
            if one.type == item.about:
                (found,) = explain(report, item.id, one.key, language)
                assert found.outcome == report.outcome_of(item, one.key)
                assert page(explanation_view(found, report, language)).strip()
