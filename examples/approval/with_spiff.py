"""A project on its way through an approval workflow in BPMN that asks policycheck at each turn.

What people answer is played from a list. Run it after `pip install SpiffWorkflow`:
python examples/approval/with_spiff.py
"""

import json
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from textwrap import fill
from typing import Any, TypeAlias

from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.spiff.parser import VALIDATOR, SpiffBpmnParser
from SpiffWorkflow.spiff.serializer import DEFAULT_CONFIG
from SpiffWorkflow.util.task import TaskState

import policycheck as pc

Json: TypeAlias = dict[str, Any]

TODAY = date(2026, 11, 1)
POLICY = pc.load("fredrikstad")
SERIALIZER = BpmnWorkflowSerializer(BpmnWorkflowSerializer.configure(DEFAULT_CONFIG))

# What stands around the project. A real workflow asks its register anew at each judgement: it may have changed.
REGISTER: Json = {
    "partnerships": [
        {"id": "aalborg", "name": "Aalborg", "country": "DK", "type": "twin", "status": "active", "advice_level": 0}
    ]
}

PROJECT: Json = {
    "id": "P-30",
    "title": "Harbour Youth",
    "form": "project",
    "status": "proposed",
    "partnership": "aalborg",
    "goals": ["M3"],
    "objectives": "Twenty young people from each town make a play about the harbour",
    "anchoring_reason": "Ties the theatre schools of the two towns together",
    "benefit_own": "A stage for young people, and teachers who learn from colleagues",
    "benefit_partner": "The same",
}

# Who answers, that is, at which user task, and what.
ANSWERS: list[tuple[str, Json]] = [
    (
        "officer",
        {
            "by": "case officer",
            "action": "supply",
            "note": "Supplies plan and budget. Minors take part.",
            "project": {
                "plan_ref": "26/3107-2",
                "activity_description": "Two workshops and one performance in each town",
                "budget_total": 400_000,
                "involves_minors": True,
            },
        },
    ),
    (
        "officer",
        {
            "by": "case officer",
            "action": "supply",
            "note": "States why there is no risk assessment.",
            "project": {"no_risk_assessment_reason": "Both theatre schools have routines for trips, in use since 2019"},
        },
    ),
    (
        "officer",
        {
            "by": "case officer",
            "action": "assess",
            "note": "Finds that the reason holds.",
            "assessments": [
                {
                    "judgement": "risk-reason-sufficient",
                    "subject": "P-30",
                    "answer": True,
                    "by": "case officer",
                    "on": "2026-11-01",
                    "valid_until": "2027-11-01",
                    "reason": "The routines cover travel and nights away",
                }
            ],
        },
    ),
    (
        "officer",
        {
            "by": "case officer",
            "action": "waiver",
            "rule": "funding-applied",
            "note": "Applies for a waiver: a grant will be applied for in the next call.",
        },
    ),
    (
        "head",
        {
            "by": "head of department",
            "granted": True,
            "note": "Grants it until the next call has closed.",
            "waiver": {
                "rule": "funding-applied",
                "subject": "P-30",
                "reason": "A grant is to be applied for in the next call",
                "granted_by": "head of department",
                "granted_on": "2026-11-01",
                "expires_on": "2027-03-01",
                "case_number": "26/3107",
            },
        },
    ),
]


def evaluate(case: Json) -> Json:
    """What the policy says of a case: no more than the next steps need, since the workflow keeps every answer."""
    given = POLICY.read({**REGISTER, "waivers": case["waivers"], "assessments": case["assessments"]})
    report = POLICY.evaluate_one("project", case["project"], given=given, today=TODAY)
    # A waiver that cannot be read waives nothing, and somebody should know. It is no fault of the project's own.
    faults = [*report.input_faults, *given.all_faults]
    return {
        "status": report.status,
        "policy": {"id": POLICY.id, "version": POLICY.version, "digest": POLICY.digest},
        "judged_on": TODAY.isoformat(),
        "findings": [
            {
                "rule": finding["rule"],
                "modality": finding["modality"],
                "outcome": finding["outcome"],
                "message": finding["message"]["en"],
                "remedy": finding["remedy"] and finding["remedy"]["en"],
                "waiver": finding["waiver"],
            }
            for finding in report.to_dict()["findings"]
        ],
        "notes": [fault.told("en") for fault in faults] + [note.text("en") for note in report.notes],
    }


def record(case: Json, report: Json, answer: Json | None) -> Json:
    """What is kept of a decision: enough to tell, years later, who decided what by which wording of the policy."""
    approved = report["status"] == "compliant"
    return {
        "project": {"id": case["project"]["id"], "title": case["project"]["title"]},
        "decision": "approved" if approved else "rejected",
        "rejected_by": None if approved or answer is None else {"by": answer["by"], "reason": answer["note"]},
        "status": report["status"],
        "policy": report["policy"],
        "judged_on": report["judged_on"],
        "remaining": [
            {name: finding[name] for name in ("rule", "outcome", "message")}
            for finding in report["findings"]
            if finding["waiver"] is None
        ],
        "waivers": [finding["waiver"] for finding in report["findings"] if finding["waiver"] is not None],
        "assessments": case["assessments"],
    }


OPERATIONS: dict[str, Callable[..., Json]] = {"policycheck/evaluate": evaluate, "register/record": record}


class Services(PythonScriptEngine):  # type: ignore[misc]  # SpiffWorkflow has no types
    """Runs the workflow's service tasks. They return JSON text, whatever the outcome; what fails raises.

    SpiffWorkflow would have this in the engine's environment, but 3.1 and 3.2 bury there what was raised.
    """

    def call_service(self, task: Any, *, operation_name: str, operation_params: dict[str, Json]) -> str:
        arguments = {name: parameter["value"] for name, parameter in operation_params.items()}
        return json.dumps(OPERATIONS[operation_name](**arguments))


def begin(project: Json) -> str:
    """A workflow for a project, run until it waits for a person; its state as JSON text."""
    parser = SpiffBpmnParser(validator=VALIDATOR)
    parser.add_bpmn_file(str(Path(__file__).with_name("approval.bpmn")))
    workflow = BpmnWorkflow(parser.get_spec("approval"), script_engine=Services())
    workflow.task_tree.set_data(case={"project": project, "waivers": [], "assessments": []}, answer=None)
    workflow.do_engine_steps()
    return str(SERIALIZER.serialize_json(workflow))


def go_on(state: str, who: str, said: Json) -> str:
    """The state after a person has answered. Weeks may lie between two calls, and nothing lives but the text."""
    workflow = SERIALIZER.deserialize_json(state)
    workflow.script_engine = Services()
    [task] = workflow.get_tasks(state=TaskState.READY, spec_name=who)
    task.set_data(**{"ruling" if who == "head" else "answer": said})
    task.run()
    workflow.do_engine_steps()
    return str(SERIALIZER.serialize_json(workflow))


def data_in(state: str) -> Json:
    """What the last task that ran has left behind."""
    return dict(SERIALIZER.deserialize_json(state).last_task.data)


def play(project: Json, answers: Iterable[tuple[str, Json]]) -> Json:
    """Takes a project through the workflow, tells the story, and gives the record of the decision."""
    state = begin(project)
    print(f"{project['id']} {project['title']} is proposed.")
    report = data_in(state)["report"]
    tell({}, report)
    for who, said in answers:
        state = go_on(state, who, said)
        print(f"\n{said['by'].capitalize()}: {said['note']}")
        before, report = report, data_in(state)["report"]
        if report != before:
            tell(before, report)
    found: Json = data_in(state)["record"]
    return found


def tell(before: Json, report: Json) -> None:
    """Prints what a judgement has opened, changed and closed, beside the one before it."""
    print(f"  judged: {report['status']}")
    were = {finding["rule"]: finding["outcome"] for finding in before.get("findings", ())}
    for finding in report["findings"]:
        was = were.pop(finding["rule"], None)
        if was != finding["outcome"]:
            became = f"{was} → {finding['outcome']}" if was else finding["outcome"]
            _lines(f"{finding['rule']} ({became}): {finding['message']}")
    if were:
        _lines(f"no longer: {', '.join(were)}")
    for note in report["notes"]:
        _lines(f"note: {note}")


def _lines(text: str) -> None:
    print(fill(text, 120, initial_indent="  - ", subsequent_indent="    "))


if __name__ == "__main__":
    kept = play(PROJECT, ANSWERS)
    policy = f"{kept['policy']['id']} {kept['policy']['version']}"
    print(f"\nRecorded: {kept['decision']} on {kept['judged_on']} by {policy}, its digest included")
    for waiver in kept["waivers"]:
        print(f"  waived: {waiver['rule']} until {waiver['expires_on']}, {waiver['granted_by']}: {waiver['reason']}")
    for assessment in kept["assessments"]:
        print(f"  assessed: {assessment['judgement']}, {assessment['by']}: {assessment['reason']}")
    for finding in kept["remaining"]:
        print(f"  remains: {finding['rule']} ({finding['outcome']})")
