"""The rulesets of a policy as plain data: whole, enough to host durable-rules with, and told in explanations."""

from __future__ import annotations

import json
import os
import runpy
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

import pytest

import policycheck as pc
from policycheck.engines.rete.inputs import BOUND
from policycheck.policy import Policy
from policycheck.report.report import Report

Load = Callable[[str], Policy]
ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "durable_rules_host.py"
TODAY = date(2025, 6, 15)

TRIPS = """
policy: {id: trips, title: {nb: Reiser, en: Trips}, version: "2", languages: [nb, en]}
text:
  - {id: c1, force: must, nb: "En dyr reise skal være vurdert.", en: "A costly trip is assessed."}
  - {id: c2, force: discretionary, nb: "En reise skal være nyttig.", en: "A trip is useful."}
records:
  trip:
    plural: trips
    fields:
      id: text
      cost: money
      days: integer
      on: date
      minors: boolean
      assessed: boolean
      kind: {type: choice, of: [work, play]}
parameters:
  costly: {type: money, value: 1000}
  season: {type: period, value: {from: 2025-01-01, until: 2026-01-01}}
tables:
  funds: {fields: {id: text, least: integer}, rows: [{id: f1, least: 3}, {id: f2, least: 9}]}
derive:
  trip:
    dear: cost > param.costly
    doubtful: dear and kind == "play"
    risks: {minors: minors, late: on < today}
rules:
  - id: assessed
    clauses: c1
    about: trip
    modality: must
    when: doubtful or "minors" in risks
    require: assessed
    unless: [{if: days <= 1, because: {nb: Kort., en: Short.}}]
  - {id: in-season, clauses: c1, about: trip, modality: should, require: on in param.season}
  - id: funded
    clauses: c1
    about: trip
    modality: may
    when: dear
    recommend: {from: f in funds, where: f.least <= days, say: {nb: "{f.id}", en: "{f.id}"}}
judgements:
  - {id: useful, clauses: c2, about: trip, when: any(risks), question: {nb: "Nyttig?", en: "Useful?"}}
"""
BEGUN = {"begun": {"begun": True}}
CONDITIONS: dict[str, dict[str, Any]] = {
    "trip 1.1": {
        "true derived_dear": {"$gt": {"field_cost": 1_000_000_000}},
        "false derived_dear": {"$lte": {"field_cost": 1_000_000_000}},
        "true flag_risks_minors": {"field_minors": True},
        "false flag_risks_minors": {"field_minors": False},
        "satisfied assessed": {"field_assessed": True},
        "excepted assessed": {"$lte": {"field_days": 1}},
        "violated in-season": {"$or": [{"$lt": {"field_on": 739252}}, {"$gte": {"field_on": 739617}}]},
        "satisfied in-season": {"$and": [{"$gte": {"field_on": 739252}}, {"$lt": {"field_on": 739617}}]},
        "true flag_risks_late": {"value_1": True},
        "false flag_risks_late": {"value_1": False},
    },
    "trip 2.1": {
        "true derived_doubtful": {"$and": [{"derived_dear": True}, {"field_kind": "play"}]},
        "false derived_doubtful": {"$or": [{"derived_dear": False}, {"$neq": {"field_kind": "play"}}]},
        "recommended funded": {"$and": [{"derived_dear": True}, {"option_1": True}]},
        "needs_judgement useful": {"$or": [{"flag_risks_minors": True}, {"flag_risks_late": True}]},
        "not_applicable useful": {"$and": [{"flag_risks_minors": False}, {"flag_risks_late": False}]},
    },
    "trip 3.1": {
        "violated assessed": {
            "$and": [
                {"$or": [{"derived_doubtful": True}, {"flag_risks_minors": True}]},
                {"field_assessed": False},
                {"$or": [{"has_field_days": False}, {"$gt": {"field_days": 1}}]},
            ]
        },
        "not_applicable assessed": {"$and": [{"derived_doubtful": False}, {"flag_risks_minors": False}]},
    },
}
FACTS: list[tuple[str, str, str, dict[str, object]]] = [
    # a fact, how it comes to be known, of what, and how it is told
    ("field_days", "condition", "days", {"kind": "number", "times": 1}),
    ("field_cost", "condition", "cost", {"kind": "number", "times": 1_000_000}),
    ("derived_dear", "chained", "dear", {"kind": "truth"}),
    ("field_kind", "condition", "kind", {"kind": "text", "letters": 5}),
    ("derived_doubtful", "chained", "doubtful", {"kind": "truth"}),
    ("field_minors", "condition", "minors", {"kind": "truth"}),
    ("flag_risks_minors", "chained", '"minors" in risks', {"kind": "truth"}),
    ("field_assessed", "condition", "assessed", {"kind": "truth"}),
    ("option_1", "computed", "an option of `funded` fits", {"kind": "truth"}),
    ("field_on", "condition", "on", {"kind": "day"}),
    ("value_1", "computed", "on < today", {"kind": "truth"}),
    ("flag_risks_late", "chained", '"late" in risks', {"kind": "truth"}),
]


def concluded(name: str) -> dict[str, object]:
    """What a rule of durable-rules concludes, which its name tells."""
    what, of = name.split()
    return {"fact": of, "is": what == "true"} if what in ("true", "false") else {"rule": of, "outcome": what}


def test_the_definition_is_whole(loaded: Load) -> None:
    policy = loaded(TRIPS)
    found = policy.ruleset(today=TODAY)
    assert found == {
        "schema": "policycheck/ruleset/1",
        "policy": {"id": "trips", "version": "2", "digest": policy.digest},
        "parameters": {"costly": "1000", "season": {"from": "2025-01-01", "until": "2026-01-01"}},
        "rulesets": {
            ruleset: {name: {"all": [{"m": condition}], "run": name} for name, condition in {**BEGUN, **rules}.items()}
            for ruleset, rules in CONDITIONS.items()
        },
        "records": {
            "trip": {
                "rounds": [["trip 1.1"], ["trip 2.1"], ["trip 3.1"]],
                "facts": {
                    "record": {"way": "condition", "of": None, "kind": "text", "always": "trip"},
                    **{
                        name: {"way": way, "of": of, **told, "presence": f"has_{name}"} for name, way, of, told in FACTS
                    },
                },
                "conclusions": {name: concluded(name) for rules in CONDITIONS.values() for name in rules},
                "otherwise": {
                    "assessed": "undetermined",
                    "funded": "not_applicable",
                    "in-season": "undetermined",
                    "useful": "undetermined",
                },
            }
        },
        "precedence": ["not_applicable", "satisfied", "excepted", "violated"],
    }
    assert json.loads(json.dumps(found)) == found


def test_parameters_and_the_day_change_the_conditions(loaded: Load) -> None:
    dated = "parameters: {most: {type: integer, values: {2024-01-01: 1, 2025-01-01: 2}}}\n"
    record = "records: {thing: {plural: things, fields: {id: text, n: integer}}}\n"
    policy = loaded(
        record + dated + "rules: [{id: r, clauses: c1, about: thing, modality: must, forbid: n > param.most}]\n"
    )

    def asked(**more: Any) -> tuple[object, object]:
        found = policy.ruleset(**more)
        return found["parameters"], found["rulesets"]["thing 1.1"]["violated r"]["all"][0]["m"] if found[
            "rulesets"
        ] else None

    assert asked(today=date(2024, 6, 1)) == ({"most": 1}, {"$gt": {"field_n": 1}})
    assert asked(today=date(2025, 6, 1)) == ({"most": 2}, {"$gt": {"field_n": 2}})
    assert asked(today=date(2025, 6, 1), parameters={"most": 9}) == ({"most": 9}, {"$gt": {"field_n": 9}})
    assert asked(today=date(2023, 6, 1)) == ({"most": None}, None)
    with pytest.raises(pc.InvalidCall) as caught:
        policy.ruleset(parameters={"mots": 1})
    assert str(caught.value) == "unknown parameter `mots`: did you mean `most`?"


def test_large_conditions_are_concluded_in_parts(loaded: Load) -> None:
    record = "records: {thing: {plural: things, fields: {id: text, n: integer}}}\n"
    condition = " or ".join(f"n == {number}" for number in range(20))
    policy = loaded(f"{record}rules: [{{id: r, clauses: c1, about: thing, modality: must, forbid: {condition}}}]\n")
    found = policy.ruleset()["records"]["thing"]
    assert found["facts"]["part_1"] == {"way": "chained", "of": None, "kind": "truth", "until_concluded": False}
    assert found["conclusions"]["true part_1"] == {"fact": "part_1", "is": True}
    assert len(found["rounds"]) == 2


# --- a host of one's own, which follows the definition and knows nothing else

pytestmark = pytest.mark.filterwarnings("ignore:datetime.datetime.utcfromtimestamp:DeprecationWarning")
"""Of durable-rules, on Python 3.12 and later."""


@pytest.fixture(scope="module")
def example() -> dict[str, Any]:
    """The example that hosts durable-rules, loaded but not run."""
    return runpy.run_path(str(EXAMPLE))


def hosted(example: dict[str, Any], policy: Policy, report: Report) -> dict[tuple[str, str], dict[str, str]]:
    """What the example's host finds for every record."""
    host = example["PolicyHost"](policy.ruleset(today=report.today))
    return {
        (one.type, one.key): host.judge(one.type, example["values"](report, one.type, one.key))
        for one in report.subjects
        if one.type in host.records
    }


def found(report: Report) -> dict[tuple[str, str], dict[str, str]]:
    """The outcomes of every record."""
    every: dict[tuple[str, str], dict[str, str]] = {}
    for one in report.outcomes:
        every.setdefault((one.type, one.subject), {})[one.rule] = one.outcome
    return every


def test_a_host_of_ones_own_finds_the_same(loaded: Load, example: dict[str, Any]) -> None:
    policy = loaded(TRIPS)
    edge = f"{BOUND // 10**6}.387904"
    cases = product(
        [None, 1000, "1000.000001", "999.999999", edge, f"-{edge}", 10**18 - 1, 1 - 10**18],
        [None, 1, 2, 9],
        [None, "2025-03-01", "2025-06-15", "2026-01-01"],
        [None, True, False],
        [None, True, False],
        [None, "work", "play"],
    )
    names = ("cost", "days", "on", "minors", "assessed", "kind")
    chosen = Random(1).sample(list(cases), 300)
    trips = [{"id": f"T-{at}", **dict(zip(names, case, strict=True))} for at, case in enumerate(chosen)]
    report = policy.evaluate({"trips": trips}, today=TODAY, engine="reference")
    assert report.input_faults == ()
    assert {outcome for of in found(report).values() for outcome in of.values()} == {
        *("satisfied", "violated", "undetermined", "not_applicable", "excepted", "recommended", "needs_judgement")
    }
    assert hosted(example, policy, report) == found(report)


def test_a_host_of_ones_own_tells_texts_as_far_as_they_are_compared(loaded: Load, example: dict[str, Any]) -> None:
    """Durable-rules counts their bytes in 16 bits, and takes one of 65,536 for an empty one."""
    record = "records: {thing: {plural: things, fields: {id: text, b: boolean, t: text}}}\n"
    rules = "".join(
        f"  - {{id: {name}, clauses: c1, about: thing, modality: must, require: '{condition}'}}\n"
        for name, condition in {"whole": 't == "ab"', "none": '("" if b else t) == ""', "there": "present(t)"}.items()
    )
    policy = loaded(f"{record}rules:\n{rules}")
    texts = ["a", "ab", "abc", "ab" + "c" * 65_536, "a" * 65_536, None]
    things = [{"id": f"{at} {b}", "t": text, "b": b} for at, text in enumerate(texts) for b in (True, False, None)]
    report = policy.evaluate({"things": things}, today=TODAY, engine="reference")
    assert hosted(example, policy, report) == found(report)


def test_a_host_of_ones_own_judges_a_whole_portfolio(example: dict[str, Any]) -> None:
    policy = pc.load("fredrikstad")
    data = json.loads((ROOT / "examples" / "fredrikstad" / "portfolio.json").read_text(encoding="utf-8"))
    for decided_by_people in ("waivers", "assessments"):
        data.pop(decided_by_people)
    report = policy.evaluate(data, today=date(2026, 11, 1), engine="reference")
    assert hosted(example, policy, report) == found(report)


def test_the_example_prints_its_outcomes_beside_those_of_policycheck() -> None:
    ran = subprocess.run([sys.executable, EXAMPLE], capture_output=True, cwd=ROOT, env=environment(), check=False)
    report = pc.load("fredrikstad").evaluate(ROOT / "examples/fredrikstad/portfolio.json", today=date(2026, 11, 1))
    outcomes = report.for_("project", "P-05").outcomes
    lines = [f"{'P-05':34} {'durable-rules':16} policycheck"]
    lines += [f"{one.rule:34} {one.outcome:16} {one.outcome}" for one in outcomes]
    assert (ran.returncode, ran.stdout.decode(), ran.stderr.decode()) == (0, "\n".join([*lines, ""]), "")
    assert len({one.outcome for one in outcomes}) == 6


def test_the_host_takes_at_most_40_lines() -> None:
    lines = EXAMPLE.read_text(encoding="utf-8").split("class PolicyHost")[1].split("\n\n\n")[0].splitlines()
    assert len([line for line in lines if line.strip()]) <= 40


def environment() -> dict[str, str]:
    """The process's own, without what would change the output."""
    kept = {name: value for name, value in os.environ.items() if name not in ("FORCE_COLOR", "COLUMNS", "LINES")}
    return {**kept, "PYTHONIOENCODING": "utf-8"}


# --- explanations

EXPLAINED = """\
assessed — trip T-1
  [c1] A costly trip is assessed.
Outcome: undetermined

Applies when: ✓ (“cost” is more than 1000 (‹costly›) and “kind” is “play”) or the feature “minors”
holds
  cost: 2000
  costly: 1000
  kind: play

Requires: ? “assessed” is yes
  assessed: not stated

Excepted if: ? “days” is at most 1
  days: not stated

What would change the outcome by itself
  • assessed: yes → satisfied
  • days: 1 or less → excepted

The whole rule, in its own words
Applies when
└── ✓ doubtful or "minors" in risks = yes
    ├── ✓ doubtful = yes
    │   └── ✓ dear and kind == "play" = yes
    │       ├── ✓ dear = yes
    │       │   └── ✓ cost > param.costly = yes
    │       │       ├── cost = 2000
    │       │       └── param.costly = 1000
    │       └── ✓ kind == "play" = yes
    │           └── kind = play
    └── ? "minors" in risks = unknown
        └── ? minors = not stated
Requires
└── ? assessed = not stated
Excepted if
└── ? days <= 1 = unknown
    └── days = not stated
  ← not stated: trip T-1: “assessed”
Rules of durable-rules
├── true derived_dear
│   └── {"$gt": {"field_cost": 1000000000}}
├── false derived_dear
│   └── {"$lte": {"field_cost": 1000000000}}
├── true flag_risks_minors
│   └── {"field_minors": true}
├── false flag_risks_minors
│   └── {"field_minors": false}
├── satisfied assessed
│   └── {"field_assessed": true}
├── excepted assessed
│   └── {"$lte": {"field_days": 1}}
├── true derived_doubtful
│   └── {"$and": [{"derived_dear": true}, {"field_kind": "play"}]}
├── false derived_doubtful
│   └── {"$or": [{"derived_dear": false}, {"$neq": {"field_kind": "play"}}]}
├── violated assessed
│   └── {"$and": [{"$or": [{"derived_doubtful": true}, {"flag_risks_minors": true}]},
│       {"field_assessed": false}, {"$or": [{"has_field_days": false}, {"$gt": {"field_days":
│       1}}]}]}
└── not_applicable assessed
    └── {"$and": [{"derived_doubtful": false}, {"flag_risks_minors": false}]}
What they are told
├── field_days: days  own value
├── field_cost: cost  own value
├── derived_dear: dear  concluded by other rules
├── field_kind: kind  own value
├── derived_doubtful: doubtful  concluded by other rules
├── field_minors: minors  own value
├── flag_risks_minors: "minors" in risks  concluded by other rules
└── field_assessed: assessed  own value
"""
FUNDED = """\
Rules of durable-rules
├── true derived_dear
│   └── {"$gt": {"field_cost": 1000000000}}
├── false derived_dear
│   └── {"$lte": {"field_cost": 1000000000}}
└── recommended funded
    └── {"$and": [{"derived_dear": true}, {"option_1": true}]}
What they are told
├── field_cost: cost  own value
├── derived_dear: dear  concluded by other rules
└── option_1: an option of `funded` fits  computed first
    └── it takes all the records at once
"""


def explained(policy: Policy, rule: str, engine: str, tmp_path: Path, language: str = "en") -> str:
    """What the command line tells of the rule for one trip."""
    data = tmp_path / "trips.json"
    data.write_text('{"trips": [{"id": "T-1", "cost": 2000, "kind": "play", "on": "2025-03-01"}]}')
    asked = [policy.path, data, "--rule", rule, "--subject", "T-1", "--engine", engine, "--lang", language]
    command = [sys.executable, "-m", "policycheck", "explain", *asked, "--today", TODAY.isoformat()]
    ran = subprocess.run(command, capture_output=True, env=environment(), check=False)
    assert (ran.returncode, ran.stderr) == (0, b"")
    return ran.stdout.decode()


def test_an_explanation_shows_the_rules_of_durable_rules_and_what_they_are_told(loaded: Load, tmp_path: Path) -> None:
    policy = loaded(TRIPS)
    assert explained(policy, "assessed", "rete", tmp_path) == EXPLAINED
    assert explained(policy, "assessed", "reference", tmp_path) == EXPLAINED.split("Rules of durable-rules")[0]


def test_an_explanation_shows_what_is_computed_first(loaded: Load, tmp_path: Path) -> None:
    told = explained(loaded(TRIPS), "funded", "rete", tmp_path)
    assert told[told.index("Rules of durable-rules") :] == FUNDED
