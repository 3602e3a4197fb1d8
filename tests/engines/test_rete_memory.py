"""Memory stays flat over many records and many packs, and many subjects at once are judged as few are."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from policycheck.policy import Policy

Load = Callable[[str], Policy]
ROOT = Path(__file__).parents[2]
TODAY = date(2025, 6, 15)
ALL = os.environ.get("HYPOTHESIS_PROFILE") in ("ci", "thorough")
MOST = 20
"""Megabytes that memory may grow by once everything has been done a few times."""

RESIDENT = """
import gc, os, sys

def resident():
    gc.collect()
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
"""
RECORDS = """
from bench import data, library
policy = library.pack("twelve")
records = policy.read({"projects": data.projects(2_000)})
expected = policy.evaluate(records, today=data.TODAY).counts
for time in range(int(sys.argv[2])):
    if time == 5:
        before = resident()
    assert policy.evaluate(records, today=data.TODAY, engine="rete").counts == expected
print(resident() - before)
"""
PACKS = '''
from pathlib import Path
import policycheck
path = Path(sys.argv[1]) / "pack.yaml"
PACK = """
policy: {id: pack-%d, title: Tiny, version: "1", languages: [en]}
text: [{id: c1, force: must, en: Be good.}]
records: {thing: {plural: things, fields: {id: text, n: integer, t: text, on: date}}}
derive: {thing: {big: n > 5, late: on < today}}
rules:
  - {id: a, clauses: c1, about: thing, modality: must, when: big, require: "late or t == 'pack-%d'"}
  - {id: b, clauses: c1, about: thing, modality: must, forbid: "n in [1, 2, 3] and late"}
"""
for number in range(int(sys.argv[2])):
    if number == 100:
        before = resident()
    path.write_text(PACK % (number, number))
    policy = policycheck.load(path)
    report = policy.evaluate({"things": [{"id": "x", "n": 9, "t": f"pack-{number}"}]}, engine="rete")
    assert [one.outcome for one in report.outcomes] == ["satisfied", "satisfied"], number
del policy, report
print(resident() - before)
'''


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="tells how much memory a process has")
@pytest.mark.parametrize(
    ("script", "times"),
    [
        pytest.param(RECORDS, 50 if ALL else 15, id="many records"),
        pytest.param(PACKS, 1_000 if ALL else 300, id="many packs"),
    ],
)
def test_memory_stays_flat_over(script: str, times: int, tmp_path: Path) -> None:
    """Over 100,000 records, and over 1,000 packs; fewer by default."""
    command = [sys.executable, "-c", RESIDENT + script, tmp_path, str(times)]
    ran = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert float(ran.stdout) < MOST


def test_thousands_of_subjects_at_once_are_judged_as_the_reference_does(loaded: Load) -> None:
    """Durable-rules alone takes 1,024 at once."""
    rules = [
        {"id": name, "clauses": "c1", "about": "thing", "modality": "must", "require": condition}
        for name, condition in {
            "a": "big or n == 2",
            "b": 'not (t in ["t1", "t2"])',
            "c": "count(p for p in peers) < 3",
        }.items()
    ]
    policy = loaded(
        "records: {thing: {plural: things, fields: {id: text, n: integer, t: text,"
        " peer: {type: ref, to: thing, inverse: peers}}}}\n"
        f"derive: {{thing: {{big: n > 5}}}}\nrules: {json.dumps(rules)}\n"
    )
    things = [
        {"id": f"project-{number}", "n": number % 9 or None, "t": f"t{number % 7}", "peer": f"project-{number % 2_000}"}
        for number in range(5_000)
    ]
    records = policy.read({"things": things})
    found = list(policy.evaluate(records, today=TODAY, engine="rete").outcomes)
    assert found == list(policy.evaluate(records, today=TODAY, engine="reference").outcomes)
    assert Counter((one.rule, one.outcome) for one in found) == {
        ("a", "satisfied"): 2_221,
        ("a", "undetermined"): 556,
        ("a", "violated"): 2_223,
        ("b", "satisfied"): 3_571,
        ("b", "violated"): 1_429,
        ("c", "satisfied"): 4_000,
        ("c", "violated"): 1_000,
    }
