"""What the guideline leaves open: each reading of it may be changed, and changes these outcomes and no others.

Fifteen questions were put to the text; two more came up with the rules. Each row of the table judges the same small
portfolio twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

import policycheck as pc

POLICY = pc.load("fredrikstad")
TODAY = date(2028, 6, 1)
QUESTIONS = {
    1: "larger projects",
    2: "the most active contact",
    3: "fixed traditions",
    4: "the quota of visits",
    5: "what counts as a visit",
    6: "one twin town in each neighbouring country",
    7: "to be continued",
    8: "what must have objectives, a plan and a budget",
    9: "future projects",
    10: "anchored in the principles, and goals covered",
    11: "available grant schemes",
    12: "an appropriate number",
    13: "risk assessments where appropriate",
    14: "the council period",
    15: "when an evaluation is due",
    16: "which year the own share counts in",
    17: "how often annex 2 is updated",
}

NO_TRIGGER = {
    "flagged_larger": False,
    "involves_minors": False,
    "high_risk_personal_data": False,
    "ai_or_dual_use": False,
    "preparedness_data": False,
    "sponsored_travel": False,
    "delegation_abroad": False,
    "export_control": False,
    "external_share": 0,
}
SOUND = {
    "form": "project",
    "objectives": "Lære av partneren",
    "plan_ref": "Plan 24/1",
    "activity_description": "Tre arbeidsmøter",
    "benefit_own": "Ny metode",
    "benefit_partner": "Ny metode",
    "benefit_reported_ref": "Sak 27/1",
    "anchoring_reason": "Prosjektet gir ny kompetanse",
    "own_role": "lead",
    "sdgs": [4],
    **NO_TRIGGER,
}
TOWN = {
    "type": "twin",
    "status": "active",
    "contact_level": "medium",
    "advice_level": 0,
    "benefit_own": "Erfaring",
    "benefit_partner": "Erfaring",
    "benefit_areas": ["knowledge"],
    "purpose": "Erfaringsutveksling",
    "staff_hours": 10,
    "tradition": False,
}
VISIT = {"counts_to_quota": True, "cost": 0}
DATA: dict[str, Any] = {
    "portfolio": {"year": 2028, "annual_frame": 400_000, "annex_2_updated_on": "2028-01-01"},
    "partnerships": [
        {**TOWN, "id": "karlskoga", "name": "Karlskoga", "country": "SE", "annual_cost": 60_000, "priority_rank": 1}
        | {"contact_level": "high", "tradition": True, "tradition_note": "Julegran hvert år"},
        {**TOWN, "id": "lysekil", "name": "Lysekil", "country": "SE", "annual_cost": 10_000, "priority_rank": 2},
        {**TOWN, "id": "aalborg", "name": "Aalborg", "country": "DK", "annual_cost": 20_000, "priority_rank": 3},
        {**TOWN, "id": "patzun", "name": "Patzún", "country": "GT", "status": "paused", "annual_cost": 0},
        {**TOWN, "id": "rivne", "name": "Rivne", "country": "UA", "annual_cost": 30_000, "priority_rank": 4}
        | {"advice_level": 1},
    ],
    "projects": [
        # over since 2026: larger by its budget, and by nothing else
        {**SOUND, "id": "coast", "status": "completed", "decision_date": "2025-12-01", "start_date": "2026-01-01"}
        | {"end_date": "2026-12-31", "budget_total": 1_200_000, "own_share": 0},
        # over since 2026: not larger; did not apply for funding, and says why
        {**SOUND, "id": "school", "status": "completed", "decision_date": "2025-12-01", "start_date": "2026-01-01"}
        | {"end_date": "2026-12-31", "budget_total": 400_000, "own_share": 280_000, "external_share": 120_000}
        | {"goals": ["M1"], "directions": ["2.3"], "no_application_reason": "Ingen ordning var åpen"},
        # with a town that has travel advice; says why there is no risk assessment
        {**SOUND, "id": "exchange", "status": "active", "decision_date": "2027-01-01", "start_date": "2027-02-01"}
        | {"end_date": "2029-12-31", "budget_total": 200_000, "own_share": 150_000, "partnership": "rivne"}
        | {"goals": ["M2"], "directions": [], "no_risk_assessment_reason": "Bare nettmøter"},
        # approved only; with a delegation
        {**SOUND, "id": "music", "status": "approved", "decision_date": "2028-05-01", "start_date": "2028-09-01"}
        | {"end_date": "2029-12-31", "budget_total": 200_000, "own_share": 150_000, "partnership": "karlskoga"}
        | {"goals": ["M1"], "directions": ["2.2"], "delegation_abroad": True},
        # contact cooperation, with little on paper
        {**NO_TRIGGER, "id": "choir", "form": "contact", "status": "active", "start_date": "2024-01-01"}
        | {"budget_total": 0, "own_share": 0, "goals": [], "directions": []},
    ],
    "funding_applications": [
        {"id": "a1", "project": "coast", "scheme": "nordplus", "applied_on": "2025-10-01", "outcome": "granted"},
        {"id": "a2", "project": "exchange", "scheme": "norec", "applied_on": "2026-10-01", "outcome": "granted"},
        {"id": "a3", "project": "music", "scheme": "nordplus", "applied_on": "2028-02-01", "outcome": "granted"},
    ],
    "visits": [
        {**VISIT, "id": "k1", "partnership": "karlskoga", "direction": "in", "start_date": "2025-05-01"},
        {**VISIT, "id": "k2", "partnership": "karlskoga", "direction": "in", "start_date": "2026-05-01"}
        | {"counts_to_quota": False},
        {**VISIT, "id": "k3", "partnership": "karlskoga", "direction": "out", "start_date": "2027-11-01"},
        {**VISIT, "id": "k4", "partnership": "karlskoga", "direction": "in", "start_date": "2028-03-01"}
        | {"counts_to_quota": False},
        {**VISIT, "id": "k5", "partnership": "karlskoga", "direction": "in", "start_date": "2028-04-01"},
        {**VISIT, "id": "k6", "partnership": "karlskoga", "direction": "out", "start_date": "2029-05-01"},
        {**VISIT, "id": "d1", "partnership": "aalborg", "direction": "in", "start_date": "2026-05-01"},
        {**VISIT, "id": "d2", "partnership": "aalborg", "direction": "in", "start_date": "2027-05-01"},
        {**VISIT, "id": "d3", "partnership": "aalborg", "direction": "in", "start_date": "2028-05-01"},
    ],
}


@dataclass(frozen=True)
class Row:
    """A reading changed, and every outcome that changes with it."""

    question: int
    change: Mapping[str, Any]
    expected: str
    """A line for each: the rule, the record, the outcome before, the outcome after."""
    given: Mapping[str, Any] = field(default_factory=dict)
    """Readings that both reports rest on."""

    @property
    def name(self) -> str:
        return ",".join(f"{name}={value}" for name, value in self.change.items())


TABLE = (
    Row(
        1,
        {"larger_project": 1_300_000},
        """
        larger-project-evaluated coast violated not_applicable
        """,
    ),
    Row(
        1,
        {"larger_own_share": 250_000},
        """
        larger-project-evaluated school not_applicable violated
        """,
    ),
    Row(
        1,
        {"external_grant_makes_larger": True},
        """
        larger-project-evaluated school not_applicable violated
        """,
    ),
    Row(
        2,
        {"most_active_reading": "contacts"},
        """
        visit-missed[in]  karlskoga satisfied not_applicable
        visit-missed[out] karlskoga excepted  not_applicable
        visit-quota[in]   karlskoga satisfied not_applicable
        visit-quota[out]  karlskoga violated  not_applicable
        """,
    ),
    Row(
        2,
        {"contacts_at_least": 3},
        """
        visit-missed[in]  karlskoga not_applicable satisfied
        visit-missed[out] karlskoga not_applicable excepted
        visit-quota[in]   karlskoga not_applicable satisfied
        visit-quota[out]  karlskoga not_applicable violated
        """,
        given={"most_active_reading": "contacts"},
    ),
    Row(
        2,
        {"contacts_months": 26},
        """
        visit-missed[in]  karlskoga not_applicable satisfied
        visit-missed[out] karlskoga not_applicable excepted
        visit-quota[in]   karlskoga not_applicable satisfied
        visit-quota[out]  karlskoga not_applicable violated
        """,
        given={"most_active_reading": "contacts"},
    ),
    Row(
        3,
        {"tradition_reading": "recurring"},
        """
        tradition-described    karlskoga satisfied      not_applicable
        tradition-maintained   aalborg   not_applicable satisfied
        tradition-ranked-first aalborg   not_applicable violated
        tradition-resumed      aalborg   not_applicable satisfied
        """,
    ),
    Row(
        3,
        {"tradition_years_at_least": 4},
        """
        tradition-maintained   aalborg satisfied not_applicable
        tradition-ranked-first aalborg violated  not_applicable
        tradition-resumed      aalborg satisfied not_applicable
        """,
        given={"tradition_reading": "recurring"},
    ),
    Row(
        3,
        {"tradition_of_years": 3},
        """
        tradition-funded-first portfolio satisfied not_applicable
        tradition-maintained   karlskoga satisfied not_applicable
        tradition-ranked-first karlskoga satisfied not_applicable
        tradition-resumed      karlskoga satisfied not_applicable
        """,
        given={"tradition_reading": "recurring", "tradition_years_at_least": 4},
    ),
    Row(
        4,
        {"visit_quota_reading": "at_most"},
        """
        visit-missed[in]  karlskoga satisfied not_applicable
        visit-missed[out] karlskoga excepted  not_applicable
        """,
    ),
    Row(
        4,
        {"visit_quota_reading": "at_least"},
        """
        visit-missed[in]  karlskoga satisfied      not_applicable
        visit-missed[out] karlskoga excepted       not_applicable
        visit-owed[in]    karlskoga not_applicable satisfied
        visit-owed[out]   karlskoga not_applicable violated
        visit-quota[in]   karlskoga satisfied      not_applicable
        visit-quota[out]  karlskoga violated       not_applicable
        """,
    ),
    Row(
        4,
        {"visits_each_way": 2},
        """
        visit-missed[in] karlskoga satisfied excepted
        visit-quota[out] karlskoga violated  satisfied
        """,
    ),
    Row(
        5,
        {"visits_counted": "all"},
        """
        visit-quota[in] karlskoga satisfied violated
        """,
    ),
    Row(
        6,
        {"nordic_reading": "at_least"},
        """
        twin-town-nordic[SE] portfolio violated satisfied
        """,
    ),
    Row(
        6,
        {"twin_towns_per_country": 2},
        """
        twin-town-nordic[DK] portfolio satisfied violated
        twin-town-nordic[SE] portfolio violated  satisfied
        """,
    ),
    Row(
        7,
        {"paused_counts_as_continued": False},
        """
        guatemala-continued portfolio satisfied violated
        """,
    ),
    Row(
        8,
        {"contact_cooperation_bound": True},
        """
        project-budget     choir not_applicable violated
        project-objectives choir not_applicable violated
        project-plan       choir not_applicable violated
        """,
    ),
    Row(
        9,
        {"guideline_date": date(2027, 1, 1)},
        """
        anchoring-explained school satisfied not_applicable
        project-anchored    coast  violated  not_applicable
        project-anchored    school satisfied not_applicable
        """,
    ),
    Row(
        10,
        {"principle_reading": "both"},
        """
        project-anchored exchange satisfied violated
        """,
    ),
    Row(
        10,
        {"approved_projects_cover": False},
        """
        direction-friendship-and-learning portfolio satisfied violated
        goal-knowledge                    portfolio satisfied violated
        """,
    ),
    Row(
        11,
        {"reason_replaces_application": False},
        """
        funding-applied school excepted violated
        """,
    ),
    Row(
        12,
        {"twin_towns_at_most": 3},
        """
        appropriate-number portfolio needs_judgement not_applicable
        twin-town-number   portfolio not_applicable  violated
        """,
    ),
    Row(
        13,
        {"advice_level_trigger": 2},
        """
        risk-assessment-present exchange excepted        not_applicable
        risk-reason-sufficient  exchange needs_judgement not_applicable
        """,
    ),
    Row(
        13,
        {"high_risk_countries": ["SE"]},
        """
        risk-assessment-present       music not_applicable violated
        visit-risk-assessment-present k6    not_applicable violated
        """,
    ),
    Row(
        13,
        {"reason_replaces_risk_assessment": False},
        """
        risk-assessment-present exchange excepted        violated
        risk-reason-sufficient  exchange needs_judgement not_applicable
        """,
    ),
    Row(
        14,
        {"council_period": {"from": "2028-01-01", "until": "2032-01-01"}},
        """
        visit-quota[out] karlskoga violated satisfied
        """,
    ),
    Row(
        14,
        {"ended_council_period": {"from": "2024-01-01", "until": "2028-01-01"}},
        """
        visit-missed[out] karlskoga excepted satisfied
        """,
    ),
    Row(
        15,
        {"evaluation_months": 24},
        """
        benefit-reported         coast  satisfied not_applicable
        benefit-reported         school satisfied not_applicable
        larger-project-evaluated coast  violated  not_applicable
        """,
    ),
    Row(
        16,
        {"own_share_reading": "every_year"},
        """
        extent-within-frame portfolio satisfied violated
        """,
    ),
    Row(
        17,
        {"annex_months": 3},
        """
        annex-current portfolio satisfied violated
        """,
    ),
)


def evaluate(parameters: Mapping[str, Any]) -> pc.Report:
    return POLICY.evaluate(DATA, today=TODAY, parameters=parameters, strict=True)


def outcomes(parameters: Mapping[str, Any]) -> dict[tuple[str, str], str]:
    return {(one.rule, one.subject): one.outcome for one in evaluate(parameters).outcomes}


def changed(row: Row) -> list[tuple[str, ...]]:
    before, after = outcomes(row.given), outcomes({**row.given, **row.change})
    return sorted((*key, before[key], after[key]) for key in before if before[key] != after[key])


@pytest.mark.parametrize("row", TABLE, ids=[row.name for row in TABLE])
class TestEachReading:
    def test_changes_these_outcomes_and_no_others(self, row: Row) -> None:
        expected = [tuple(line.split()) for line in row.expected.strip().splitlines()]
        assert expected
        assert changed(row) == expected

    def test_stands_among_the_assumptions_of_each_finding_that_it_changes(self, row: Row) -> None:
        concerned = {tuple(line.split()[:2]) for line in row.expected.strip().splitlines()}
        for parameters in (row.given, {**row.given, **row.change}):
            for finding in evaluate(parameters).findings:
                if (finding.rule, finding.subject) in concerned:
                    assert set(row.change) <= set(finding.assumptions), finding


def test_each_question_is_in_the_table() -> None:
    assert {row.question for row in TABLE} == set(QUESTIONS)


def test_each_parameter_is_in_the_table_alone() -> None:
    assert {name for row in TABLE for name in row.change} == set(POLICY.parameters)
    assert all(len(row.change) == 1 for row in TABLE)


@pytest.mark.parametrize("name", POLICY.parameters)
def test_each_parameter_cites_a_sentence_and_says_what_it_is_and_assumes(name: str) -> None:
    parameter = POLICY.parameters[name]
    assert parameter.clause in {clause.id for clause in POLICY.text}
    for texts in (parameter.label, parameter.assumption):
        assert texts is not None
        assert set(texts) == {"nb", "en"}
        assert all(text.strip() for text in texts.values())


@pytest.mark.parametrize("today", [date(2023, 9, 30), date(2031, 10, 1)])
def test_outside_the_known_council_periods_the_parameter_is_what_is_missing(today: date) -> None:
    found = {(one.rule, one.subject): one for one in POLICY.evaluate(DATA, today=today).findings}
    finding = found["visit-quota[out]", "karlskoga"]
    assert finding.outcome == "undetermined"
    assert finding.missing == (("parameter", "council_period", "value"),)
    assert finding.message == {
        "nb": "Kan ikke avgjøres. Ikke oppgitt: parameteren «Bystyreperioden».",
        "en": "Cannot be decided. Not stated: the parameter “The council period”.",
    }
