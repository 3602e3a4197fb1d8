"""Why an outcome: trees as exact text."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

import policycheck as pc
from policycheck.language.rulebook import Judgement, Rule
from policycheck.report.document import written
from policycheck.report.explain import explain
from policycheck.report.explaining.document import document
from policycheck.report.explanation_view import explanation_view
from policycheck.report.html.explanation_page import explanation_page
from policycheck.report.terminal import page

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


def test_every_rule_can_be_explained_for_every_record() -> None:
    report = POLICY.evaluate(DATA, today=TODAY)
    items: list[Rule | Judgement] = [*POLICY.rules, *POLICY.judgements]
    for item in items:
        for one in report.subjects:
            if one.type == item.about:
                (found,) = explain(report, item.id, one.key, "nb")
                assert found.outcome == report.outcome_of(item, one.key)
                assert str(found).startswith(f"{item.id} — ")


class TestOfAReport:
    """`report.explain`: of a finding or an outcome."""

    def test_a_finding_is_explained_in_the_language_asked_for(self) -> None:
        report = POLICY.evaluate(DATA, today=TODAY)
        (finding,) = [one for one in report.findings if (one.rule, one.subject) == ("minors-told", "T-01")]
        explanation = report.explain(finding, lang="en")
        assert repr(explanation) == "<Explanation of minors-told on trip T-01: violated>"
        assert str(explanation) == "\n".join(
            page(explanation_view(one, report, "en")) for one in explain(report, "minors-told", "T-01", "en")
        )
        assert str(report.explain(finding)) == told("minors-told", "T-01")

    def test_an_outcome_that_is_no_finding_is_explained_too(self) -> None:
        report = POLICY.evaluate(DATA, today=TODAY)
        (outcome,) = [one for one in report.outcomes if (one.rule, one.subject) == ("sized[1]", "a")]
        explanation = report.explain(outcome)
        assert (explanation.outcome, explanation.finding) == ("satisfied", None)
        assert [(one.label, one.value) for one in explanation.deciding] == [("Størrelse", "5")]

    def test_one_of_a_record_alone_is_explained_among_its_surroundings(self) -> None:
        report = POLICY.evaluate_one("town", {"id": "a", "size": 1}, given=DATA, today=TODAY)
        (finding,) = [one for one in report.findings if one.rule == "few-trips"]
        assert report.explain(finding).deciding[0].value == "12"

    @pytest.mark.parametrize("live", [False, True])
    def test_what_is_of_another_report_is_refused(self, live: bool) -> None:
        report = POLICY.evaluate(DATA, today=TODAY)
        other = POLICY.evaluate({**DATA, "towns": [{"id": "z", "size": 0}]}, today=TODAY)
        found: Any = other.findings[0] if live else other.for_("town", "z").outcomes[0]
        with pytest.raises(pc.InvalidCall) as caught:
            report.explain(found)
        kind = "finding" if live else "outcome"
        assert str(caught.value) == f"this report has no such {kind}: {found!r} is of another report"

    def test_the_same_finding_of_a_report_on_the_same_data_is_another_reports(self) -> None:
        one, other = (POLICY.evaluate(DATA, today=TODAY) for _ in range(2))
        with pytest.raises(pc.InvalidCall, match="is of another report"):
            one.explain(other.findings[0])

    def test_an_outcome_that_came_out_otherwise_is_refused(self) -> None:
        report = POLICY.evaluate(DATA, today=TODAY)
        (before,) = [one for one in report.outcomes if (one.rule, one.subject) == ("sized[9]", "a")]
        after = POLICY.evaluate({**DATA, "towns": [{"id": "a", "size": 9}]}, today=TODAY)
        with pytest.raises(pc.InvalidCall, match="is of another report"):
            after.explain(before)

    @pytest.mark.parametrize(
        ("words", "message"),
        [
            (("few-trips",), "what is explained is one of `report.findings` or `report.outcomes`; found str"),
            ((None,), "what is explained is one of `report.findings` or `report.outcomes`; found NoneType"),
        ],
    )
    def test_what_is_neither_is_refused(self, words: Any, message: str) -> None:
        with pytest.raises(pc.InvalidCall) as caught:
            POLICY.evaluate(DATA, today=TODAY).explain(*words)
        assert str(caught.value) == message

    def test_a_language_that_the_policy_lacks_is_refused(self) -> None:
        report = POLICY.evaluate(DATA, today=TODAY)
        with pytest.raises(pc.InvalidCall) as caught:
            report.explain(report.findings[0], "fr")
        assert str(caught.value) == "the policy has no language `fr`: it has nb, en"


def test_the_words_say_the_parameter_that_was_used() -> None:
    report = POLICY.evaluate(DATA, today=TODAY, parameters={"longest": 1})
    (explanation,) = explain(report, "long-trip", "T-01", "nb")
    assert explanation.conditions[1].words.line == "«Dager» er høyst 1 (‹longest›)"


def test_a_judgement_that_was_answered_tells_who_and_why() -> None:
    answer = {"judgement": "nice", "subject": "a", "on": "2026-10-01", "valid_until": "2027-01-01", "by": "Kari"}
    for given, outcome, words in (
        (True, "satisfied", "Vurdert til ja: Hyggelig? Vurdert av Kari, 01.10.2026: uten begrunnelse"),
        (False, "violated", "Vurdert til nei: Hyggelig? Vurdert av Kari, 01.10.2026: uten begrunnelse"),
    ):
        report = POLICY.evaluate({**DATA, "assessments": [{**answer, "answer": given}]}, today=TODAY)
        (explanation,) = explain(report, "nice", "a", "nb")
        assert (explanation.outcome, list(explanation.decided("nb"))) == (outcome, [words])


def test_as_json(expected: Callable[[str, str], None]) -> None:
    report = POLICY.evaluate(DATA, today=TODAY)
    expected("why.json", written(document(explain(report, "either", "T-01", "nb")), 2))


def test_the_json_is_the_same_whatever_language_was_asked_for() -> None:
    report = POLICY.evaluate(DATA, today=TODAY)
    for rule, subject in (("few-trips", "a"), ("minors-told", "T-01"), ("sized", "a"), ("old", "a"), ("enough", None)):
        nb, en = (document(explain(report, rule, subject, language)) for language in ("nb", "en"))
        assert nb == en


class TestAsHtml:
    def test_a_page(self, expected: Callable[[str, str], None]) -> None:
        report = POLICY.evaluate(DATA, today=TODAY)
        whole = explanation_page(explain(report, "minors-told", "T-01", "en"))
        expected("why.html", whole[whole.index("<main>") :])

    def test_what_would_steer_a_page_is_shown_as_text(self) -> None:
        evil = "<script>alert(1)</script>\u202e&\x07"
        data = {"towns": [{"id": evil, "name": evil, "size": 1}], "trips": [{"id": evil, "town": evil, "days": 9}] * 1}
        report = POLICY.evaluate(data, today=TODAY)
        explanation = report.explain(report.for_("trip", evil).outcomes[0])
        for text in (explanation_page([explanation]), explanation._repr_html_()):
            assert "<script" not in text
            assert "&lt;script&gt;alert(1)&lt;/script&gt;�&amp;�" in text

    def test_a_notebooks_cell_stands_alone(self) -> None:
        report = POLICY.evaluate(DATA, today=TODAY)
        cell = report.explain(report.findings[0])._repr_html_()
        assert cell.startswith('<div lang="nb" class="policycheck-explanation">')
        assert cell.count("<div") == cell.count("</div>") == 1

    def test_without_jinja2_a_cell_shows_a_text_and_no_traceback(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "jinja2", None)
        report = POLICY.evaluate(DATA, today=TODAY)
        assert report.explain(report.findings[0])._repr_html_() is None
        assert report.annual(TODAY, TODAY + timedelta(1))._repr_html_() is None


def test_a_derivation_that_is_used_over_and_over_is_told_once(pack: Callable[[str], pc.Policy]) -> None:
    derived = "".join(f"    d{at}: (d{at - 1} and y) or (d{at - 1} and not y)\n" for at in range(1, 24))
    policy = pack(
        'policy: {id: p, title: P, version: "1", languages: [en]}\n'
        'text: [{id: "1", force: must, en: So.}]\n'
        "records: {b: {fields: {x: boolean, y: boolean}}}\n"
        f"derive:\n  b:\n    d0: x\n{derived}"
        'rules: [{id: r, clauses: "1", about: b, modality: must, require: d23}]\n'
    )
    report = policy.evaluate({"bs": [{"id": "1"}]}, today=TODAY)
    explanation = report.explain(report.findings[0])
    assert [(one.label, one.value) for one in explanation.deciding] == [("x", "not stated"), ("y", "not stated")]
    steps = [explanation.sections[0][1]]
    for step in steps:
        steps += step.parts
    assert [bool(step.parts) for step in steps if step.text == "d1"] == [True, False]


def test_a_breach_of_a_should_is_a_recommendation_and_a_question_without_a_condition_has_no_tree(
    pack: Callable[[str], pc.Policy],
) -> None:
    policy = pack(
        'policy: {id: p, title: P, version: "1", languages: [en]}\n'
        'text: [{id: "1", force: should, en: So.}]\n'
        "records: {b: {fields: {x: boolean}}}\n"
        'rules: [{id: r, clauses: "1", about: b, modality: should, require: x}]\n'
        'judgements: [{id: q, clauses: "1", about: b, question: "Nice?"}]\n'
    )
    report = policy.evaluate({"bs": [{"id": "1", "x": False}]}, today=TODAY)
    question, rule = (str(report.explain(one)) for one in report.findings)
    assert rule.startswith("r — b 1\n  [1] So.\nOutcome: recommendation\n\nRequires: ✗ “x” is yes\n")
    assert question == "q — b 1\n  [1] So.\nOutcome: needs judgement\n  Nice?\n"
