"""A long chain of derivations over two types of record: no engine's query grows faster than the chain."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import policycheck as pc

LINKS = 20
"""Each table names two of those before it: written out one within the other they would be a million."""


def _pack() -> str:
    events = "".join(f"    b{at}: here and org.a{at}\n" for at in range(LINKS))
    orgs = "".join(f"    a{at}: any(e.b{at - 1} for e in events)\n" for at in range(1, LINKS))
    return f"""\
policy: {{id: chain, title: Chain, version: "1", languages: [en]}}
text: [{{id: "1", force: must, en: The chain holds.}}]
records:
  org: {{fields: {{active: boolean}}}}
  event: {{fields: {{here: boolean, org: {{type: ref, to: org, inverse: events}}}}}}
derive:
  org:
    a0: active
{orgs}  event:
{events}rules:
  - {{id: holds, clauses: ["1"], about: org, modality: must, require: a{LINKS - 1}}}
"""


@pytest.mark.parametrize("engine", ["reference", "python", "rete", "sql", "sqlite"])
def test_a_chain_over_two_types_is_followed_to_its_end(engine: str, tmp_path: Path) -> None:
    (tmp_path / "chain.yaml").write_text(_pack(), encoding="utf-8")
    data = {
        "orgs": [{"id": "on", "active": True}, {"id": "off", "active": False}, {"id": "open"}, {"id": "bare", "active": True}],
        "events": [{"id": f"e-{org}", "org": org, "here": True} for org in ("on", "off", "open")],
    }  # fmt: skip
    report = pc.load(tmp_path / "chain.yaml").evaluate(data, today=date(2026, 1, 1), engine=engine)
    assert {one.subject: one.outcome for one in report.outcomes} == {
        "on": "satisfied",
        "off": "violated",
        "open": "undetermined",
        "bare": "violated",
    }
