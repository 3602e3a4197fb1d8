"""A small pack with one of everything, and its site."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

import policycheck as pc
from policycheck.author.site import site
from policycheck.policy import Policy

PACK = """\
policy: {id: trips, title: {nb: Reiser, en: Trips}, issuer: Kommunen, version: "1.1", languages: [nb, en], in_force: {from: 2024-01-01}, currency: NOK}

text:
  - {id: "1", force: heading, nb: 1 Reiser, en: 1 Trips}
  - {id: "1.1", force: must, nb: En reise koster ikke for mye., en: A trip does not cost too much.}
  - {id: "1.2", force: default, nb: Som hovedregel er det én tur hver vei., en: "As a general rule, one trip each way."}
  - {id: "1.3", force: discretionary, nb: En reise skal være nyttig., en: A trip must be useful.}
  - {id: "1.4", force: should, nb: Reiser bør være hyggelige., en: Trips should be pleasant., not_checked: {nb: Ingen måler det., en: Nobody measures it.}}
  - {id: "1.5", force: descriptive, nb: Vi reiser., en: We travel.}

records:
  town:
    label: {nb: By, en: Town}
    plural_label: {nb: Byer, en: Towns}
    fields: {name: {type: text, label: {nb: Navn, en: Name}}}
  trip:
    label: {nb: Reise, en: Trip}
    plural_label: {nb: Reiser, en: Trips}
    fields:
      town: {type: ref, to: town, inverse: trips, label: {nb: By, en: Town}}
      way: {type: choice, of: {out: {nb: til, en: outbound}, in: {nb: fra, en: inbound}}, label: {nb: Retning, en: Direction}, help: {nb: Sett hjemmefra, en: As seen from home}}
      cost: {type: money, min: 0, required: true, label: {nb: Årlig kostnad, en: Yearly cost}}
      themes: {type: list, of: text, label: {nb: Temaer, en: Themes}}
      day: {type: date, label: {nb: Dag, en: Day}}
      fund: {type: ref, to: funds, label: {nb: Fond, en: Fund}}

tables:
  funds:
    label: {nb: Fondene, en: The funds}
    fields: {name: {type: text, label: {nb: Fondets navn, en: Name of fund}}, most: {type: money, label: {nb: Høyst, en: At most}}}
    rows: [{id: f1, name: Nordfondet, most: 5000}, {id: f2, name: "Det | andre"}]

parameters:
  most: {type: money, clause: "1.1", value: 10000, label: {nb: Høyeste kostnad, en: Highest cost}, assumption: {nb: Antatt., en: Assumed.}}
  dated: {type: integer, values: {2024-01-01: 1, 2025-01-01: 2}, label: {nb: Antall turer, en: Number of trips}}

derive:
  trip:
    dear: cost > param.most
    risks: {big: {if: cost > 100, label: {nb: stor, en: large}}}

rules:
  - {id: cheap, clauses: ["1.1"], about: trip, modality: must, forbid: dear, message: {nb: "Reisen koster {cost}.", en: "The trip costs {cost}."}}
  - {id: each-way, clauses: ["1.2", "1.1"], about: town, modality: default, for: {way: [out, in]}, require: "count(t for t in trips if t.way == way) <= param.dated"}
  - {id: fund, clauses: ["1.3"], about: trip, modality: may, recommend: {from: f in funds, say: {nb: "Søk {f.name}", en: "Apply to {f.name}"}}}

judgements:
  - {id: useful, clauses: ["1.3"], about: trip, when: "any(risks)", question: {nb: "Er turen nyttig?", en: "Is the trip useful?"}}
"""

CASES = """\
- case: a dear trip
  today: 2026-05-17
  given:
    towns: [{id: oslo, name: Oslo}]
    trips:
      - {id: far, town: oslo, way: out, cost: 20000, themes: [art, sea], day: 2026-05-01}
      - {id: near, cost: 50}
  expect:
    cheap: {far: violated, near: satisfied}
    "each-way[out]": {oslo: satisfied}
    useful: {far: needs_judgement}
- case: with another limit all is well
  today: 2026-05-17
  given: {trips: [{id: far, cost: 20000}]}
  parameters: {most: 30000}
  expect: {cheap: {far: satisfied}}
"""


@pytest.fixture(scope="session")
def texts() -> tuple[str, str]:
    """The pack and its cases as they are written."""
    return PACK, CASES


def _write(path: Path, pack: str = PACK, cases: str = CASES) -> Path:
    (path / "cases").mkdir(parents=True)
    (path / "policy.yaml").write_text(pack, encoding="utf-8")
    (path / "cases" / "trips.yaml").write_text(cases, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def write() -> Callable[..., Path]:
    """Writes a pack with its cases."""
    return _write


@pytest.fixture(scope="session")
def trips(tmp_path_factory: pytest.TempPathFactory) -> Policy:
    return pc.load(_write(tmp_path_factory.mktemp("pack") / "trips"))


@pytest.fixture(scope="session")
def pages(trips: Policy) -> Mapping[str, str]:
    """The site of the small pack."""
    return site(trips)
