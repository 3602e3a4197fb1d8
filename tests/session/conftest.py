"""A small policy of projects in towns: what a project states, what its town brings, and totals of all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

import policycheck as pc

PACK = """\
policy: {id: grants, title: Grants, version: "1.0", languages: [en], currency: NOK}
text:
  - {id: "1", force: must, en: A project has a budget above zero.}
  - {id: "2", force: must, en: A project in a town with a warning is assessed.}
  - {id: "3", force: must, en: The budgets keep within the frame.}
  - {id: "4", force: must, en: A project is evaluated half a year after its end.}
  - {id: "5", force: discretionary, en: A project is worth while.}
  - {id: "6", force: should, en: A town has at most two projects.}
records:
  town:
    title: name
    fields: {id: text, name: text, warning: boolean}
  project:
    title: title
    fields:
      id: text
      title: text
      town: {type: ref, to: town, inverse: projects}
      budget: {type: money, min: 0}
      assessed: boolean
      ends: date
      evaluated: boolean
      ours: boolean
  portfolio:
    fields: {frame: money}
parameters:
  most: {type: integer, values: {2020-01-01: 2, 2027-01-01: 1}}
derive:
  portfolio: {total: sum(p.budget for p in projects if p.ours)}
rules:
  - {id: budget, clauses: "1", about: project, modality: must, require: budget > 0, message: "{title}: {budget}.", remedy: State it.}
  - {id: assessed, clauses: "2", about: project, modality: must, when: town.warning, require: assessed, message: "{title} in {town.name} is not assessed."}
  - {id: frame, clauses: "3", about: portfolio, modality: must, when: present(frame), require: total <= frame, message: "{total} of {frame}."}
  - {id: evaluated, clauses: "4", about: project, modality: must, when: ends + months(6) <= today, require: evaluated, message: "{title} is not evaluated."}
  - {id: few, clauses: "6", about: town, modality: should, require: count(p for p in projects) <= param.most, message: "{name} has {count(p for p in projects)}."}
judgements:
  - {id: worth, clauses: "5", about: project, when: ours, question: "Is {title} worth while?"}
"""
TODAY = date(2026, 11, 1)


@pytest.fixture(scope="session")
def load(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], pc.Policy]:
    """The policy of a pack's text."""

    def loaded(text: str) -> pc.Policy:
        path: Path = tmp_path_factory.mktemp("pack") / "policy.yaml"
        path.write_text(text, encoding="utf-8")
        return pc.load(path)

    return loaded


@pytest.fixture(scope="session")
def grants(load: Callable[[str], pc.Policy]) -> pc.Policy:
    return load(PACK)


@pytest.fixture(scope="session")
def pack() -> str:
    return PACK
