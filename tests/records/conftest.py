"""The pack that the tests of reading data share."""

from __future__ import annotations

from pathlib import Path

import pytest

import policycheck
from policycheck.policy import Policy

PACK = """
policy: {id: tiny, title: Tiny, version: "1", languages: [nb, en]}
text:
  - {id: c1, force: must, nb: Vær snill., en: Be good.}
records:
  thing:
    plural: things
    title: name
    fields:
      id: text
      name: text
      ok: boolean
      size: {type: integer, min: 0, max: 10}
      share: number
      cost: {type: money, min: 0}
      day: {type: date, min: 2000-01-01}
      kind: {type: choice, of: {a: {nb: Rød, en: Red}, b: {nb: Grønn sak, en: Green thing}, "3": {nb: Tre, en: Three}}}
      owner: {type: ref, to: owner, inverse: things}
      tags: {type: list, of: text}
      sizes: {type: list, of: integer}
      kinds: {type: list, of: {type: choice, of: [a, b]}}
      owners: {type: list, of: {type: ref, to: owner}}
  owner:
    plural: owners
    key: code
    fields:
      code: text
      name: {type: text, required: true}
  portfolio:
    fields: {frame: money, main: {type: ref, to: owner}}
rules:
  - {id: name, clauses: c1, about: thing, modality: must, require: present(name)}
  - {id: small, clauses: c1, about: thing, modality: must, require: size < 5}
  - {id: cheap, clauses: c1, about: thing, modality: must, require: cost < 100}
  - {id: late, clauses: c1, about: thing, modality: must, require: "day > date(\\"2020-01-01\\")"}
  - {id: red, clauses: c1, about: thing, modality: must, require: kind == "a"}
  - {id: fine, clauses: c1, about: thing, modality: must, require: ok}
  - {id: shared, clauses: c1, about: thing, modality: must, require: share < 1}
  - {id: owned, clauses: c1, about: thing, modality: must, require: owner.name == "Me"}
  - {id: tagged, clauses: c1, about: thing, modality: must, require: "\\"x\\" in tags"}
  - {id: sized, clauses: c1, about: thing, modality: must, require: all(s < 5 for s in sizes)}
  - {id: framed, clauses: c1, about: portfolio, modality: must, require: frame > 1}
"""


@pytest.fixture(scope="session")
def policy(tmp_path_factory: pytest.TempPathFactory) -> Policy:
    path: Path = tmp_path_factory.mktemp("pack") / "pack.yaml"
    path.write_text(PACK, encoding="utf-8")
    return policycheck.load(path)


TOWN = """
policy: {id: town, title: Town, version: "1", languages: [nb, en]}
text:
  - {id: c1, force: must, nb: Hold budsjettet., en: Keep to the budget.}
records:
  project:
    label: {nb: Prosjekt, en: Project}
    plural_label: {nb: Prosjekter, en: Projects}
    title: title
    fields:
      id: {type: text, label: {nb: Id, en: Id}}
      title: {type: text, label: {nb: Tittel, en: Title}}
      budget: {type: money, label: {nb: Budsjett, en: Budget}}
      start: {type: date, label: {nb: Startdato, en: Start date}}
      minors: {type: boolean, label: {nb: Mindreårige, en: Minors}}
      form: {type: choice, label: {nb: Form, en: Form}, of: {project: {nb: prosjektsamarbeid, en: project}, contact: {nb: kontakt, en: contact}}}
      themes: {type: list, of: text, label: {nb: Temaer, en: Themes}}
  visit:
    label: {nb: Besøk, en: Visit}
    fields:
      project: {type: ref, to: project, inverse: visits, label: {nb: Prosjekt, en: Project}}
      country: {type: text, label: {nb: Land, en: Country}}
      cost: {type: money, required: true, label: {nb: Kostnad, en: Cost}}
      land: {type: text, label: {nb: Sted, en: Place}}
  portfolio:
    label: {nb: Porteføljen, en: Portfolio}
    fields: {year: {type: integer, label: {nb: År, en: Year}}}
rules:
  - {id: cheap, clauses: c1, about: project, modality: must, require: budget < 1000}
  - {id: spent, clauses: c1, about: project, modality: must, require: sum(v.cost for v in visits) <= budget}
"""


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Policy:
    """A policy whose records and fields people call by other names than the pack does."""
    path: Path = tmp_path_factory.mktemp("town") / "pack.yaml"
    path.write_text(TOWN, encoding="utf-8")
    return policycheck.load(path)
