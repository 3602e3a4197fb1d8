"""The model policy on grants to associations and on gifts: its text, its example, and what it says to people."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import policycheck as pc
from policycheck.author.example import example
from policycheck.author.template import template
from policycheck.engines.registry import ENGINES
from policycheck.language.rulebook import FORCES

POLICY = pc.load("associations")
EXAMPLE = POLICY.path / "example.json"
TODAY = date(2026, 11, 1)

FINDINGS = """
report-delivered        application S-01       waived
schemes-to-consider     application S-02       recommended
least-expensive-chosen  application S-03       excepted
unspent-repaid          application S-03       undetermined
extra-visit-justified   application S-04       needs_judgement
least-expensive-chosen  application S-04       undetermined
quotes-obtained         application S-04       undetermined
schemes-to-consider     application S-04       recommended
adult-named             application S-05       violated
applied-in-time         application S-05       violated
half-the-transport      application S-05       violated
other-support-stated    application S-05       violated
quotes-obtained         application S-05       violated
support-within-cost     application S-05       undetermined
visit-gives-contact     application S-05       needs_judgement
half-the-transport      application S-06       undetermined
schemes-to-consider     application S-06       recommended
support-within-cost     application S-06       undetermined
visit-gives-contact     application S-06       needs_judgement
enough-members          association bordtennis violated
visit-quota[out]        association korpset    excepted
association-registered  association kunst      violated
gift-entered            gift        G-02       violated
gift-placed             gift        G-02       violated
gift-entered-in-time    gift        G-03       violated
gift-in-proportion      gift        G-03       needs_judgement
kept-gift-slight        gift        G-03       violated
no-money                gift        G-03       violated
gift-entered            gift        G-05       undetermined
gift-in-proportion      gift        G-05       undetermined
gift-valued             gift        G-05       violated
given-gift-from-here    gift        G-06       violated
frame-kept              portfolio   portfolio  violated
treated-alike           portfolio   portfolio  needs_judgement
"""


@cache
def report() -> pc.Report:
    return POLICY.evaluate(EXAMPLE, today=TODAY, strict=True)


def found(data: dict[str, Any], rule: str, today: date = TODAY) -> Any:
    """The one finding of a rule."""
    (finding,) = [one for one in POLICY.evaluate(data, today=today).findings if one.rule == rule]
    return finding


# --- the text


def test_the_text_has_a_sentence_of_every_force_and_says_first_that_it_is_a_model() -> None:
    assert {clause.force for clause in POLICY.text} == set(FORCES)
    first = next(clause for clause in POLICY.text if clause.force != "heading")
    assert (first.id, first.force) == ("1.1", "descriptive")
    assert first.text["nb"].startswith("Dette er en modelltekst; Eksempel kommune finnes ikke")
    assert first.text["en"].startswith("This is a model text; Eksempel municipality does not exist")
    assert "(modelltekst)" in POLICY.title["nb"]
    assert "(model text)" in POLICY.title["en"]


def test_sentences_are_numbered_by_section_in_order() -> None:
    numbers = [tuple(int(part) for part in clause.id.split(".")) for clause in POLICY.text]
    assert numbers == sorted(numbers)
    assert [clause.id for clause in POLICY.text if clause.force == "heading"] == ["1", "2", "3", "4", "5", "6"]


def test_before_2025_it_is_not_in_force() -> None:
    data = {"gifts": [{"id": "g", "direction": "given", "kind": "money", "value": 1}]}
    assert POLICY.evaluate(data, today=date(2024, 12, 31)).status == "nothing_judged"
    assert POLICY.evaluate(data, today=date(2025, 1, 1)).status == "non_compliant"


# --- the example


# DuckDB, which takes longest to start, judges the cases
@pytest.mark.parametrize("engine", [engine for engine in ENGINES if engine != "sql"])
def test_engines_find_the_same_in_the_example(engine: str) -> None:
    again = POLICY.evaluate(EXAMPLE, today=TODAY, engine=engine).to_dict(all=True)
    assert again == {**report().to_dict(all=True), "engine": engine}


def test_findings_of_the_example() -> None:
    told = [(one.rule, one.type, one.subject, one.outcome) for one in report().findings]
    assert told == [tuple(line.split()) for line in FINDINGS.strip().splitlines()]
    assert (report().status, report().notes) == ("non_compliant", ())


def test_the_example_filled_into_a_workbook_is_judged_the_same(tmp_path: Path) -> None:
    book = tmp_path / "besøk.xlsx"
    book.write_bytes(template(POLICY, "nb", example(POLICY)))
    again = POLICY.evaluate(book, today=TODAY)
    assert again.to_dict(all=True)["findings"] == report().to_dict(all=True)["findings"]


# --- what people are told


@pytest.mark.parametrize(
    ("rule", "subject", "nb", "en"),
    [
        (
            "half-the-transport",
            "S-05",
            "Støtten til transport på «Treningsleir med naboklubben» er 14\u00a0000\u00a0kr, mer enn halvparten av"
            " kostnaden på 24\u00a0000\u00a0kr.",
            'The support for transport of "Treningsleir med naboklubben" is NOK\u00a014,000, more than half of the cost'
            " of NOK\u00a024,000.",
        ),
        (
            "applied-in-time",
            "S-05",
            "Søknaden om «Treningsleir med naboklubben» ble mottatt 20.10.2026. Besøket begynner 27.11.2026, og fristen"
            " var 28.09.2026.",
            'The application for "Treningsleir med naboklubben" was received on 20 October 2026. The visit begins on'
            " 27 November 2026, and the deadline was 28 September 2026.",
        ),
        (
            "kept-gift-slight",
            "G-03",
            "Gaven «Gavekort fra et reisebyrå» fra Reisebyrået Sol er verdt 1\u00a0000\u00a0kr og er beholdt av en"
            " ansatt. Grensen er 300\u00a0kr.",
            'The gift "Gavekort fra et reisebyrå" from Reisebyrået Sol is worth NOK\u00a01,000 and is kept by an'
            " employee. The limit is NOK\u00a0300.",
        ),
        (
            "frame-kept",
            "portfolio",
            "Innvilget støtte til besøk i 2026 er 220\u00a0000\u00a0kr. Den vedtatte rammen er 200\u00a0000\u00a0kr.",
            "The support granted for visits in 2026 is NOK\u00a0220,000. The adopted frame is NOK\u00a0200,000.",
        ),
    ],
)
def test_messages(rule: str, subject: str, nb: str, en: str) -> None:
    (finding,) = [one for one in report().findings if (one.rule, one.subject) == (rule, subject)]
    assert finding.message == {"nb": nb, "en": en}


def test_the_message_on_the_rate_shows_how_it_is_reckoned() -> None:
    visit = {"participants": 20, "starts_on": "2026-06-01", "ends_on": "2026-06-04", "stay_support": 22501}
    data = {"applications": [{"id": "a", "purpose": "Kor", "status": "received", **visit}]}
    assert found(data, "stay-by-rate").message["nb"] == (
        "Støtten til oppholdet på «Kor» er 22\u00a0501\u00a0kr. 20 deltakere fra 01.06.2026 til 04.06.2026 er 60"
        " gjestedøgn, og satsen for 2026 er 375\u00a0kr: det gir høyst 22\u00a0500\u00a0kr."
    )


def test_the_message_on_an_incomplete_application_lists_what_it_lacks() -> None:
    application = {"id": "a", "status": "received", "association": "kor", "purpose": "Kor", "participants": 20}
    data = {"associations": [{"id": "kor", "name": "Koret"}], "applications": [application]}
    message = found(data, "application-complete").message
    assert message["nb"] == "Søknad a fra Koret mangler: partner, program, budsjett."
    assert message["en"] == "Application a from Koret lacks: partner, programme, budget."


def test_the_message_on_a_quota_says_which_way_and_which_year() -> None:
    visits = [{"id": f"v{n}", "association": "kor", "status": "granted", "direction": "in"} for n in range(3)]
    data = {
        "associations": [{"id": "kor", "name": "Koret"}],
        "applications": [{**visit, "starts_on": "2026-12-31"} for visit in visits],
    }
    message = found(data, "visit-quota[in]").message
    assert message["nb"] == "Koret har i 2026 støtte til 3 besøk inn. Hovedregelen er 1."
    assert message["en"] == "Koret has support for 3 inbound visits in 2026. The general rule is 1."


def test_schemes_and_gifts_are_recommended_in_the_tables_order() -> None:
    options = {
        (one.rule, one.subject): [option.message["en"] for option in one.recommendations]
        for one in report().findings
        if one.recommendations
    }
    assert options == {
        ("schemes-to-consider", "S-02"): ["Look into the Nordic Culture Fund."],
        ("schemes-to-consider", "S-04"): ["Look into Erasmus+ Youth."],
        ("schemes-to-consider", "S-06"): ["Look into the Nordic Culture Fund."],
        ("given-gift-from-here", "G-06"): [
            "Choose a book on the municipality's history (NOK\u00a0400).",
            "Choose a print by an artist from here (NOK\u00a01,200).",
        ],
    }


def test_what_is_missing_is_named() -> None:
    missing = {
        (one.rule, one.subject): [tuple(item) for item in one.missing]
        for one in report().findings
        if one.outcome == "undetermined" and one.subject in ("S-04", "S-06", "G-05")
    }
    assert missing == {
        ("least-expensive-chosen", "S-04"): [("quote", "T-06", "amount")],
        ("quotes-obtained", "S-04"): [("quote", "T-06", "amount")],
        ("half-the-transport", "S-06"): [("application", "S-06", "transport_support")],
        ("support-within-cost", "S-06"): [("application", "S-06", "transport_support")],
        ("gift-entered", "G-05"): [("gift", "G-05", "value")],
        ("gift-in-proportion", "G-05"): [("gift", "G-05", "value")],
    }


def test_a_gift_that_costs_as_much_as_the_limit_is_recommended() -> None:
    data = {"gifts": [{"id": "g", "direction": "given", "value": 100, "from_here": False}]}
    (finding,) = POLICY.evaluate(data, today=TODAY, parameters={"given_at_most": 400}).findings_of[("gift", "g")][:1]
    assert [option.key for option in finding.recommendations] == ["book"]
