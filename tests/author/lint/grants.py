"""A small pack without weaknesses, to which each test adds what it is about."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from policycheck.author.lint import Lint, lint
from policycheck.author.manuscript import manuscript

FRAME = """\
policy: {id: grants, title: {nb: Tilskudd, en: Grants}, version: "1", languages: [nb, en]}
text:
  - {id: "1", force: must, nb: "Prosjekter skal ha et budsjett.", en: "Projects must have a budget."}
  - {id: "2", force: must, nb: "Tilskudd gis ikke til alle.", en: "Grants are not given to all."}
records:
  project:
    title: title
    fields: {title: text, budget: {type: money, min: 0}, status: {type: choice, of: [active, ended]}}
rules:
  - {id: base, clauses: ["1", "2"], about: project, modality: must, when: status == "active", require: present(budget)}
"""
CASES = """\
- case: the frame
  today: 2026-11-01
  given: {projects: [{id: a, status: active, budget: 1}, {id: b, status: active}, {id: c}]}
  expect:
    base: {a: satisfied, b: violated, c: undetermined}
"""
TODAY = date(2026, 11, 1)


def linted(pack: Path, today: date = TODAY) -> Lint:
    """What is found in a pack."""
    return lint(manuscript(pack), today)


def told(found: Lint) -> list[str]:
    """What is told of each weakness: its place, message, id and item."""
    return [
        f"{one.span.source.name}:{one.span.position[0]} ‹{one.span.text}› {one.message} [{one.id}] {one.of}"
        for one in found.weaknesses
    ]
