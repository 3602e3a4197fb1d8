"""A pack of any size, with a case for each outcome of each rule: to time what is made for authors."""

from __future__ import annotations

import sys
from pathlib import Path

_HEAD = """\
policy: {id: large, title: {nb: Stor, en: Large}, version: "1", languages: [nb, en], currency: NOK}
records:
  project:
    title: title
    label: {nb: Prosjekt, en: Project}
    fields:
      title: text
      status: {type: choice, of: [proposed, active, ended]}
      owner: {type: ref, to: unit, inverse: projects}
      started: date
      ended: date
      budget: {type: money, min: 0}
      cost: {type: money, min: 0}
      areas: {type: list, of: text}
  unit:
    title: name
    fields: {name: text, budget: money}
derive:
  project:
    running: status == "active" and started <= today and (missing(ended) or ended > today)
    dear: budget >= 1000000 or cost >= 1000000
  unit:
    running: count(p for p in projects if p.running)
"""
_REQUIRE = (
    "cost <= budget or cost <= {number}",
    "present(areas) and len(areas) <= {number}",
    "budget >= {number} and present(title)",
    "started + days({number}) >= today or dear",
    "owner.running <= {number} or owner.budget > cost",
)


def large(directory: Path, rules: int) -> Path:
    """Writes a pack with so many rules below a directory."""
    (directory / "cases").mkdir(parents=True)
    clauses, written, cases = ["text:"], ["rules:"], []
    for number in range(1, rules + 1):
        clauses.append(
            f'  - {{id: "{number}", force: must, nb: "Krav {number} gjelder.", en: "Demand {number} holds."}}'
        )
        written.append(
            f"""\
  - id: rule-{number}
    clauses: ["{number}"]
    about: project
    modality: must
    when: running and budget > {number}
    require: {_REQUIRE[number % len(_REQUIRE)].format(number=number)}
    message:
      nb: "Prosjektet {{title}} har brukt {{cost}} av {{budget}} i krav {number}."
      en: "The project {{title}} has spent {{cost}} of {{budget}} in demand {number}."
    remedy: {{nb: "Endre budsjettet.", en: "Change the budget."}}"""
        )
    for first in range(1, rules + 1, 50):
        ids = [f"rule-{number}" for number in range(first, min(first + 50, rules + 1))]
        expected = "\n".join(f"    {id_}: {{a: satisfied, b: violated, c: undetermined}}" for id_ in ids)
        cases.append(
            f"""\
- case: rules from {first} on
  today: 2026-11-01
  given:
    projects:
      - {{id: a, status: active, started: 2026-01-01, budget: 2000000, cost: 1000}}
      - {{id: b, status: active, started: 2026-01-01, budget: 2000000, cost: 3000000}}
      - {{id: c, status: active}}
  expect:
{expected}"""
        )
    (directory / "policy.yaml").write_text(_HEAD, encoding="utf-8")
    (directory / "text.yaml").write_text("\n".join(clauses) + "\n", encoding="utf-8")
    (directory / "rules.yaml").write_text("\n".join(written) + "\n", encoding="utf-8")
    (directory / "cases" / "rules.yaml").write_text("\n".join(cases) + "\n", encoding="utf-8")
    return directory


if __name__ == "__main__":
    large(Path(sys.argv[1]), int(sys.argv[2]))
