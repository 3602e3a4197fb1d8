"""Judge a portfolio, read what is wrong, put one thing right, judge again.

Run it from the root of a clone: python examples/quickstart.py
"""

import json
from datetime import date
from pathlib import Path

import policycheck as pc

TODAY = date(2026, 11, 1)
policy = pc.load("fredrikstad")
data = json.loads(Path("examples/fredrikstad/portfolio.json").read_text(encoding="utf-8"))

report = policy.evaluate(data, today=TODAY)
print(f"{policy.title['en']}: {report.status}\n")
for finding in report.findings:
    if finding.outcome == "violated":
        print(f"✗ {finding.subject} {finding.title}: {finding.message['en']}")
        print(f"  → {finding.remedy['en'] if finding.remedy else 'see the rule'}")
for finding in report.findings:
    for found in finding.missing:
        print(f"? {finding.subject} {finding.rule}: {finding.input_text(found, 'en')} is not stated")

# Project P-15 lacks its Sustainable Development Goals. State them, and the finding is gone.
print("\nP-15 before:", [finding.rule for finding in report.for_("project", "P-15").findings])
for project in data["projects"]:
    if project["id"] == "P-15":
        project["sdgs"] = [11, 13]
print("P-15 after: ", [finding.rule for finding in policy.evaluate(data, today=TODAY).for_("project", "P-15").findings])

# What the text leaves open is a parameter: say that only projects of 4 million and more are larger ones.
raised = policy.evaluate(data, today=TODAY, parameters={"larger_project": 4_000_000, "larger_own_share": 1_000_000})
print("P-08 before:", [finding.rule for finding in report.for_("project", "P-08").findings])
print("P-08 raised:", [finding.rule for finding in raised.for_("project", "P-08").findings])
