"""A small pack with cases that is written and written again, and the generator of packs."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "differential"))

POLICY = """\
policy: {id: trips, title: Trips, version: "1", languages: [en], currency: NOK}
text: [{id: c, force: must, en: Trips are in order.}]
records:
  trip: {fields: {id: text, cost: {type: money, min: 0}, days: integer}}
parameters:
  most: {type: money, value: 100}
derive:
  trip: {dear: cost > param.most}
"""
RULES = """\
rules:
  - {id: cheap, clauses: c, about: trip, modality: must, require: not dear}
  - {id: short, clauses: c, about: trip, modality: must, require: days <= 5}
"""
CASES = """\
- case: a dear trip
  today: 2025-06-01
  given: {trips: [{id: t1, cost: 200, days: 2}]}
  expect: {cheap: {t1: violated}, short: {t1: satisfied}}
- case: a cheap trip
  today: 2025-06-01
  given: {trips: [{id: t1, cost: 50, days: 9}, {id: t2, cost: 50}]}
  expect: {cheap: {t1: satisfied}}
"""


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A pack of three files."""
    path = tmp_path / "trips"
    (path / "cases").mkdir(parents=True)
    for name, text in (("policy.yaml", POLICY), ("rules.yaml", RULES), ("cases/trips.yaml", CASES)):
        (path / name).write_text(text, encoding="utf-8")
    return path
