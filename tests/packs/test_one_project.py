"""An officer fills in one project with two mistakes, and mends it by what the report says."""

from datetime import date

import policycheck as pc
from policycheck.author.template import template

TODAY = date(2026, 11, 1)
POLICY = pc.load("fredrikstad")
PROJECT = {
    "id": "P-1",
    "title": "Ungdom og kystkultur",
    "form": "project",
    "status": "proposed",
    "themes": ["kultur", "ungdom"],
    "end_date": "2027-12-31",
    "objectives": "40 ungdommer bygger båt",
    "plan_ref": "Sak 2026/99",
    "activity_description": "Fire samlinger",
    "directions": ["2.2"],
    "goals": ["M1"],
    "benefit_own": "Flere unge i kystlaget",
    "benefit_partner": "Det samme hos partneren",
    "own_share": 80_000,
    "flagged_larger": False,
    "involves_minors": True,
    "high_risk_personal_data": False,
    "ai_or_dual_use": False,
    "preparedness_data": False,
    "export_control": False,
}
APPLICATION = {"id": "F-1", "project": "P-1", "scheme": "Nordplus", "applied_on": "2026-10-15"}
ASSESSMENT = {"id": "R-1", "project": "P-1", "done_on": "2026-10-20", "valid_until": "2028-01-01"}


def checked(tmp_path, data):
    path = tmp_path / "min.xlsx"
    path.write_bytes(template(POLICY, records=POLICY.read(data)))
    return POLICY.evaluate(path, today=TODAY)


def test_two_mistakes_are_named_with_their_remedies(tmp_path):
    report = checked(
        tmp_path,
        {"projects": [PROJECT], "risk_assessments": [ASSESSMENT], "funding_applications": [APPLICATION]},
    )
    assert report.status == "non_compliant"
    assert {one.rule: one.remedy["nb"] for one in report.findings if one.outcome == "violated"} == {
        "anchoring-explained": "Skriv kort hvordan prosjektet bidrar til det som er valgt.",
        "project-budget": "Sett opp et budsjett og registrer samlet beløp i norske kroner.",
    }
    assert {(one.rule, *one.missing) for one in report.findings if one.outcome == "undetermined"} == {
        ("portfolio-stated", ("portfolio", "portfolio", "complete")),
    }


def test_mended_by_the_remedies_it_is_compliant(tmp_path):
    project = {**PROJECT, "budget_total": 240_000, "anchoring_reason": "Ungdommene lærer et håndverk av hverandre"}
    report = checked(
        tmp_path,
        {
            "portfolio": {"complete": False},
            "projects": [project],
            "risk_assessments": [ASSESSMENT],
            "funding_applications": [APPLICATION],
        },
    )
    assert (report.status, report.input_faults) == ("compliant", ())
    assert [(one.rule, one.modality) for one in report.findings] == [("portfolio-judged", "should")]
