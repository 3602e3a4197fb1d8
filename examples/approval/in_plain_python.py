"""The same approval in plain Python: a live session tells what each step opens, changes and closes."""

from datetime import date
from textwrap import fill

import policycheck as pc
from policycheck.session import Change

TOWN = {"id": "aalborg", "name": "Aalborg", "country": "DK", "type": "twin", "status": "active", "advice_level": 0}
PROJECT = {"id": "P-30", "title": "Harbour Youth", "form": "project", "status": "proposed", "partnership": "aalborg"}
AIM = {"goals": ["M3"], "objectives": "A play about the harbour", "anchoring_reason": "Ties two theatre schools"}
BENEFIT = {"benefit_own": "A stage for young people", "benefit_partner": "The same"}
PLAN = {"plan_ref": "26/3107-2", "activity_description": "Two workshops"}
BUDGET = {"budget_total": 400_000, "involves_minors": True}
ASSESSED = {"judgement": "risk-reason-sufficient", "subject": "P-30", "answer": True, "by": "case officer"}
ASSESSED |= {"on": "2026-11-01", "valid_until": "2027-11-01", "reason": "The routines cover nights away"}
WAIVED = {"rule": "funding-applied", "subject": "P-30", "reason": "A grant is to be applied for in the next call"}
WAIVED |= {"granted_by": "head of department", "granted_on": "2026-11-01", "expires_on": "2027-03-01"}


def tell(step: str, changes: list[Change]) -> None:
    print(step)
    for change in changes:
        why = f": {change.finding['message']['en']}" if change.finding and change.kind != "closed" else ""
        became = f"{change.rule or 'status'} ({change.before or 'new'} → {change.after}){why}"
        print(fill(became, 120, initial_indent="  - ", subsequent_indent="    "))


policy = pc.load("fredrikstad")
with policy.session(today=date(2026, 11, 1), given={"partnerships": [TOWN]}) as session:
    project: dict[str, object] = {**PROJECT, **AIM, **BENEFIT}
    tell("P-30 Harbour Youth is proposed.", session.put("project", project))
    project = {**project, **PLAN, **BUDGET}
    tell("\nCase officer: Supplies plan and budget. Minors take part.", session.put("project", project))
    project = {**project, "no_risk_assessment_reason": "Both theatre schools have routines for trips"}
    tell("\nCase officer: States why there is no risk assessment.", session.put("project", project))
    tell("\nCase officer: Finds that the reason holds.", session.put("assessment", ASSESSED))
    tell("\nHead of department: Grants a waiver until the next call has closed.", session.put("waiver", WAIVED))
    decided = session.decision("project", "P-30")
    approved = decided.status == "compliant"
    record: dict[str, object] = {"project": "P-30", "decision": "approved" if approved else "rejected"}
    record |= {"policy": policy.id, "version": policy.version, "digest": policy.digest, "on": str(session.today)}
    record |= {"remaining": [{what: one[what] for what in ("rule", "outcome", "waiver")} for one in decided.findings]}
    print(f"\nRecorded: {record['decision']} on {record['on']} by {policy.id} {policy.version}, its digest included")
    for one in decided.findings:
        print(f"  - {one['rule']} ({one['outcome']})")
    tell("\nOn 1 March 2027 the waiver is no longer in force.", session.advance(to=date(2027, 3, 1)))
