"""The guideline of Fredrikstad: its text, its records, and the example portfolio."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

import policycheck as pc
from policycheck.engines.registry import ENGINES
from policycheck.language.rulebook import FORCES

HERE = Path(__file__).parent
PORTFOLIO = HERE.parent.parent / "examples" / "fredrikstad" / "portfolio.json"
TODAY = date(2026, 11, 1)
POLICY = pc.load("fredrikstad")
TEXT = json.loads((HERE / "fredrikstad_text.json").read_text(encoding="utf-8"))

FIELDS = {
    "partnership": "id name city country type status agreement_date end_date tradition tradition_note contact_level"
    " priority_rank benefit_own benefit_partner benefit_areas other_text purpose annual_cost staff_hours advice_level",
    "project": "id title form status themes decision_date start_date end_date case_number responsible objectives plan_ref"
    " activity_description deliverable directions goals anchoring_reason sdgs benefit_own benefit_partner"
    " benefit_reported_ref partnership partners own_role budget_total own_share external_share actual_cost flagged_larger"
    " involves_minors personal_data high_risk_personal_data ai_or_dual_use preparedness_data sponsored_travel"
    " delegation_abroad export_control no_application_reason no_risk_assessment_reason",
    "agreement": "id partnership project signed_on valid_until objectives plan_ref budget_total decided_by",
    "visit": "id partnership project direction start_date end_date purpose level participants cost paid_by"
    " counts_to_quota exception_reason",
    "funding_application": "id project scheme applied_on amount share outcome",
    "risk_assessment": "id project partnership visit done_on level measures approved_by valid_until",
    "evaluation": "id project done_on goal_attainment results finances evaluator",
    "portfolio": "annual_frame year annex_2_updated_on",
}
CHOICES = {
    ("partnership", "type"): "twin partnership solidarity network",
    ("partnership", "status"): "active paused ended",
    ("partnership", "contact_level"): "high medium low none",
    ("partnership", "benefit_areas"): "knowledge technology_ai culture_environment safety_preparedness other",
    ("project", "form"): "project contact",
    ("project", "status"): "proposed approved active completed cancelled",
    ("project", "directions"): "2.1 2.2 2.3 2.4",
    ("project", "goals"): "M1 M2 M3 M4",
    ("project", "own_role"): "lead partner observer",
    ("visit", "direction"): "out in",
    ("visit", "level"): "political administrative school expert",
    ("funding_application", "outcome"): "pending granted refused",
}


def test_the_text_has_every_sentence_in_order() -> None:
    assert len(TEXT) == 53
    assert [clause.id for clause in POLICY.text] == [entry["id"] for entry in TEXT]


@pytest.mark.parametrize("entry", TEXT, ids=[entry["id"] for entry in TEXT])
def test_each_sentence_stands_word_for_word(entry: dict[str, str]) -> None:
    clause = {clause.id: clause for clause in POLICY.text}[entry["id"]]
    assert clause.text == {"nb": entry["nb"], "en": entry["en"]}
    assert clause.force == entry["force"]
    assert clause.force in FORCES


@pytest.mark.parametrize("record", FIELDS)
def test_the_fields_that_officers_keep(record: str) -> None:
    assert set(FIELDS[record].split()) <= set(POLICY.records[record].fields)
    assert POLICY.records[record].plural == (record if record == "portfolio" else f"{record}s")


@pytest.mark.parametrize(("record", "field"), CHOICES)
def test_the_choices_of_a_field(record: str, field: str) -> None:
    type_ = POLICY.records[record].fields[field].type
    assert (type_.of or type_).names == tuple(CHOICES[record, field].split())


FINDINGS = """
agreement-budget                 agreement   A-03      violated
agreement-budget                 agreement   A-06      undetermined
agreement-plan                   agreement   A-06      undetermined
visit-quota[out]                 partnership aalborg   violated
visit-quota[in]                  partnership rivne     excepted
annex-covers-changes             portfolio   portfolio violated
appropriate-number               portfolio   portfolio needs_judgement
twin-town-nordic[FI]             portfolio   portfolio waived
funding-applied                  project     P-05      excepted
no-application-reason-sufficient project     P-05      needs_judgement
project-budget                   project     P-05      violated
risk-assessment-present          project     P-05      undetermined
risk-assessment-present          project     P-07      violated
larger-project-evaluated         project     P-08      violated
evaluation-complete              project     P-09      violated
benefit-reported                 project     P-10      violated
funding-applied                  project     P-11      excepted
no-application-reason-sufficient project     P-11      needs_judgement
risk-assessment-present          project     P-11      excepted
risk-reason-sufficient           project     P-11      needs_judgement
schemes-to-consider              project     P-11      recommended
larger-project-evaluated         project     P-12      undetermined
risk-assessment-present          project     P-14      excepted
sdgs-stated                      project     P-15      violated
funding-applied                  project     P-18      violated
funding-applied                  project     P-19      excepted
risk-assessment-present          project     P-19      undetermined
schemes-to-consider              project     P-19      recommended
anchoring-explained              project     P-20      violated
"""


@pytest.mark.parametrize("engine", ENGINES)
class TestPortfolio:
    """The example portfolio as of 1 November 2026."""

    def test_findings(self, engine: str) -> None:
        report = POLICY.evaluate(PORTFOLIO, today=TODAY, engine=engine)
        found = [(one.rule, one.type, one.subject, one.outcome) for one in report.findings]
        assert found == [tuple(line.split()) for line in FINDINGS.strip().splitlines()]
        assert report.status == "non_compliant"

    def test_nothing_is_wrong_with_the_data(self, engine: str) -> None:
        report = POLICY.evaluate(PORTFOLIO, today=TODAY, engine=engine, strict=True)
        assert report.input_faults == ()
        assert report.notes == ()

    def test_size(self, engine: str) -> None:
        counts = POLICY.evaluate(PORTFOLIO, today=TODAY, engine=engine).counts["records"]
        assert (counts["partnership"], counts["project"], counts["visit"], counts["portfolio"]) == (8, 20, 16, 1)


def test_the_readme_of_the_example_lists_what_is_found() -> None:
    readme = (PORTFOLIO.parent / "README.md").read_text(encoding="utf-8")
    rows = [line for line in readme.splitlines() if line.startswith("| `")]
    told = set()
    for row in rows:
        record, rules, outcome = (cell.strip() for cell in row.strip("|").split("|"))
        for rule in rules.split(","):
            told.add((rule.strip(" `"), record.strip("`"), outcome.split(":")[0]))
    found = {(rule, subject, outcome) for rule, _, subject, outcome in map(str.split, FINDINGS.strip().splitlines())}
    assert told == found
