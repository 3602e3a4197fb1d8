"""The example's workbook with one sentence of the guideline broken at a time: each is named, and nothing else is."""

import json
from copy import deepcopy
from datetime import date

import pytest

import policycheck as pc
from policycheck.author.template import template

TODAY = date(2026, 11, 1)
POLICY = pc.load("fredrikstad")
EXAMPLE = json.loads((POLICY.path / "example.json").read_text(encoding="utf-8"))

BROKEN = {
    # what is done to the example: (list, key, changes or None to take the row out) …, and what is found then
    "resources without a clear objective": (
        [("partnerships", "husavik", {"purpose": None})],
        {("1-p3.s2", "partnership-purpose", "husavik"), ("1.2-p2", "partnership-purpose", "husavik")},
    ),
    "a project not anchored in the principles": (
        [("projects", "P-11", {"goals": None, "directions": None})],
        {("1-p4.s2", "project-anchored", "P-11")},
    ),
    "a twin town without mutual benefit": (
        [("partnerships", "karlskoga", {"benefit_partner": None})],
        {("1.1-p1.s1", "mutual-benefit", "karlskoga"), ("2.3.s1", "mutual-benefit", "karlskoga")},
    ),
    "a relation with traditions put behind one without": (
        [("partnerships", "karlskoga", {"priority_rank": 5})],
        {("1.2-p3", "tradition-ranked-first", "karlskoga"), ("4-p2.s2", "tradition-ranked-first", "karlskoga")},
    ),
    "two twin towns in Sweden": (
        [("partnerships", "brussel", {"type": "twin", "country": "SE"})],
        {("1.2-p4", "twin-town-nordic[SE]", "portfolio")},
    ),
    "Guatemala not continued": (
        [("partnerships", "san-martin", {"status": "ended", "tradition": False})],
        {("1.2-p5", "guatemala-continued", "portfolio")},
    ),
    "Rivne not continued": (
        [("partnerships", "rivne", {"type": "solidarity"})],
        {("1.2-p6", "rivne-continued", "portfolio")},
    ),
    "no project for sustainable development": (
        [("projects", key, {"directions": ["2.4"]}) for key in ("P-01", "P-04", "P-20")],
        {("2-p1", "direction-sustainability", "portfolio"), ("2.1", "direction-sustainability", "portfolio")},
    ),
    "no European culture project": (
        [("funding_applications", "F-02", {"outcome": "refused"})],
        {
            ("3-p1", "goal-european-culture-projects", "portfolio"),
            ("3-m4", "goal-european-culture-projects", "portfolio"),
        },
    ),
    "more than the annual frame": (
        [("portfolio", None, {"annual_frame": 1_000_000})],
        {("4-p1.s2", "extent-within-frame", "portfolio"), ("1.2-p2", "extent-within-frame", "portfolio")},
    ),
    "a second visit without a reason": (
        [("visits", "V-08", {"exception_reason": None})],
        {("4-p2.s1", "visit-quota[in]", "rivne")},
    ),
    "no application and no reason for none": (
        [("funding_applications", "F-03", None)],
        {("4-p3.s1", "funding-applied", "P-03")},
    ),
    "a project without a budget": (
        [("projects", "P-20", {"budget_total": 0})],
        {("4-p4", "project-budget", "P-20")},
    ),
    "a larger project without an evaluation": (
        [("evaluations", "E-01", None)],
        {("4-p5", "larger-project-evaluated", "P-10")},
    ),
    "a risk assessment that has run out": (
        [("risk_assessments", "R-04", {"valid_until": "2026-10-31"})],
        {("4-p6", "risk-assessment-present", "P-06")},
    ),
}


def violations(report):
    return {
        (clause, finding.rule, finding.subject)
        for finding in report.findings
        if finding.outcome == "violated" and finding.modality in ("must", "default")
        for clause in finding.clauses
    }


def changed(changes):
    data = deepcopy(EXAMPLE)
    for name, key, values in changes:
        if key is None:
            data[name].update(values)
        elif values is None:
            data[name] = [row for row in data[name] if row["id"] != key]
        else:
            next(row for row in data[name] if row["id"] == key).update(values)
    return data


@pytest.fixture(scope="module")
def check_workbook(tmp_path_factory):
    def check(data):
        path = tmp_path_factory.mktemp("broken") / "portfolio.xlsx"
        path.write_bytes(template(POLICY, records=POLICY.read(data)))
        report = POLICY.evaluate(path, today=TODAY)
        assert not report.input_faults
        return report

    return check


@pytest.fixture(scope="module")
def unbroken(check_workbook):
    return violations(check_workbook(EXAMPLE))


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_sentence_is_named(what, check_workbook, unbroken):
    changes, found = BROKEN[what]
    assert violations(check_workbook(changed(changes))) - unbroken == found
