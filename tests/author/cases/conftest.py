"""A small pack whose cases are tried, and what reads and runs them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import policycheck as pc
from policycheck.author.cases import CaseResult, load_cases, run

PACK = """\
policy: {id: trips, title: {nb: Reiser, en: Trips}, version: "1", languages: [nb, en], currency: NOK}

text:
  - {id: "1", force: must, nb: "En reise koster ikke for mye.", en: "A trip does not cost too much."}
  - {id: "2", force: should, nb: "En reise bør være kort.", en: "A trip should be short."}
  - {id: "3", force: discretionary, nb: "En reise skal være nyttig.", en: "A trip must be useful."}
  - {id: "4", force: descriptive, nb: "Tog er fint.", en: "Trains are nice."}

records:
  trip:
    label: {nb: Reise, en: Trip}
    fields:
      cost: {type: money, label: {nb: Kostnad, en: Cost}}
      days: {type: integer, label: {nb: Dager, en: Days}}
      reason: {type: text, label: {nb: Begrunnelse, en: Reason}}
      doubtful: boolean
  train: {fields: {trip: {type: ref, to: trip}, title: text}}

parameters:
  most: {type: money, clause: "1", value: 1000, label: {nb: Det meste, en: The most}, assumption: {nb: "Antatt.", en: "Assumed."}}

rules:
  - id: cheap
    clauses: ["1"]
    about: trip
    modality: must
    require: cost <= param.most
    unless: [{if: present(reason), because: {nb: "Begrunnet.", en: "Reasoned."}}]
    message: {nb: "For dyr.", en: "Too dear."}
  - {id: short, clauses: ["2"], about: trip, modality: should, when: present(days), require: days <= 5, in_force: {from: 2020-01-01}}
  - for: {way: [out, in]}
    id: way
    clauses: ["2"]
    about: trip
    modality: must
    require: present(days)
  - id: by-train
    clauses: ["4"]
    about: trip
    modality: may
    recommend: {from: t in portfolio.trains, where: t.trip == id, say: "{t.title}"}

judgements:
  - {id: useful, clauses: ["3"], about: trip, when: doubtful, question: {nb: "Nyttig?", en: "Useful?"}}
"""


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """The pack without cases."""
    directory = tmp_path / "trips"
    (directory / "cases").mkdir(parents=True)
    (directory / "policy.yaml").write_text(PACK, encoding="utf-8")
    return directory


@pytest.fixture(scope="session")
def rerun(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], CaseResult]:
    """Runs the one case of a text; the policy is loaded once for many examples."""
    directory = tmp_path_factory.mktemp("shared")
    (directory / "cases").mkdir()
    (directory / "policy.yaml").write_text(PACK, encoding="utf-8")
    policy = pc.load(directory)

    def ran(text: str) -> CaseResult:
        (directory / "cases" / "a.yaml").write_text(text, encoding="utf-8", newline="")
        (case,), faults = load_cases(policy)
        assert [str(fault) for fault in faults] == []
        return run(case, policy, "python")

    return ran


Results = Callable[..., list[CaseResult]]


@pytest.fixture
def results(pack: Path) -> Results:
    """Writes files of cases and runs them."""

    def ran(**files: str | bytes) -> list[CaseResult]:
        for name, text in files.items():
            path = pack / "cases" / f"{name}.yaml"
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
        policy = pc.load(pack)
        cases, faults = load_cases(policy)
        assert [str(fault) for fault in faults] == []
        return [run(case, policy, "python") for case in cases]

    return ran
