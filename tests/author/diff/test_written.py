"""A difference in each format: whole documents, and texts of a pack that stay texts."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date

import pytest
from changed_pack import PACK, changed

from policycheck.author.diff import Pair, compared
from policycheck.author.diff.change import Difference
from policycheck.author.diff.document import document
from policycheck.author.diff.markdown import markdown
from policycheck.author.diff.outcomes import Effect, effect
from policycheck.author.diff.page import diff_page
from policycheck.author.diff.terminal import diff_view
from policycheck.author.diff.told import told
from policycheck.policy import Policy
from policycheck.report.document import written
from policycheck.report.terminal import page

EDITS = [
    ("value: 1000", "value: 2000"),
    ("days <= 2", "days <= 3"),
    ('nb: "En reise bør være kort."', 'nb: "En reise bør være veldig kort."'),
    ("- id: short", "- id: brief"),
]
TRIP = {"id": "T1", "cost": 1500, "days": 4, "kind": "far", "paid": False, "mode": "train"}
Compare = Callable[..., tuple[Difference, Effect]]


@pytest.fixture
def compare(policy: Callable[[str], Policy]) -> Compare:
    def both(*edits: tuple[str, str], language: str = "nb") -> tuple[Difference, Effect]:
        old, new = policy(PACK), policy(changed(*edits))
        pair = Pair(old.rulebook, new.rulebook, language)
        found = compared(pair, ("old", "new"))
        return found, effect(pair, found, (old, new), {"trips": [TRIP]}, date(2026, 11, 1), ({}, {}))

    return both


def test_as_markdown(compare: Compare) -> None:
    found = re.sub("sha256:[0-9a-f]+", "sha256:…", markdown(told(*compare(*EDITS))))
    assert (
        found
        == """\
# Endringer i «Reiser»

Endret i betydning: 4. Berørt av det: 0. Endret bare i ord: 0.

- Før: old (sha256:…)
- Nå: new (sha256:…)

## Setninger

### Setning `2`

*endret · ny betydning*

Ordlyden er endret:

- **Før:** En reise bør være kort.
- **Nå:** En reise bør være <ins>veldig </ins>kort.

## Forutsetninger

### Mest (`most`)

*endret · ny betydning*

Verdien er endret:

- **Før:** <del>1 000 kr</del>
- **Nå:** <ins>2 000 kr</ins>

## Regler

### Regelen `cheap`

*endret · ny betydning*

> En reise koster ikke for mye. (`1`)

Noe av det som er nok, er endret:

- **Før:** «days» er høyst <del>2</del>
- **Nå:** «days» er høyst <ins>3</ins>

Bygger også på noe som er endret:

- forutsetningen ‹Mest›, gjennom `dear`

### Regelen `brief`

*nytt navn · ny betydning*

Het før `short`.

> En reise bør være veldig kort. (`2`)

## Virkning på opplysningene

- Vurdert per 01.11.2026.
- Status for det hele er som før: ikke i samsvar.
- Utfall som er endret: 1.

| Fra → til | Antall |
| --- | --- |
| brudd → oppfylt | 1 |

| Post | Regel | Før | Nå | Hvorfor |
| --- | --- | --- | --- | --- |
| Reise T1 | `cheap` | brudd | oppfylt | forutsetningen ‹Mest› |
"""
    )


def test_as_json(compare: Compare) -> None:
    difference, outcomes = compare(*EDITS, language="en")
    found = document(difference, outcomes)
    assert found == json.loads(written(found, 2))
    assert written(found, 2) == written(document(*compare(*EDITS, language="en")), 2)
    assert list(found) == ["schema", "language", "old", "new", "meaning", "changes", "data"]
    assert (found["schema"], found["language"], found["meaning"]) == ("policycheck/diff/1", "en", True)
    assert found["changes"][2] == {
        "kind": "rule",
        "name": "cheap",
        "was": None,
        "what": "changed",
        "effect": "meaning",
        "title": "",
        "rules": ["cheap"],
        "edits": [
            {
                "part": "requires",
                "lead": "Requires",
                "effect": "meaning",
                "language": None,
                "also": [],
                "old": "the condition `dear` is not met or “days” is at most 2",
                "new": "the condition `dear` is not met or “days” is at most 3",
                "lines": [
                    {"op": "gone", "joined": "or", "text": "“days” is at most 2", "meaning": None},
                    {"op": "new", "joined": "or", "text": "“days” is at most 3", "meaning": None},
                ],
            }
        ],
        "clauses": ["1"],
        "rests_on": [{"kind": "parameter", "name": "most", "through": ["dear"]}],
        "reads": [],
    }
    assert [(one["kind"], one["name"], one["was"], one["what"], one["effect"]) for one in found["changes"]] == [
        ("sentence", "2", None, "changed", "meaning"),
        ("parameter", "most", None, "changed", "meaning"),
        ("rule", "cheap", None, "changed", "meaning"),
        ("rule", "brief", "short", "renamed", "meaning"),
    ]
    assert found["data"] == {
        "today": "2026-11-01",
        "status": {"old": "non_compliant", "new": "non_compliant"},
        "changed": 1,
        "counts": [{"from": "violated", "to": "satisfied", "count": 1}],
        "outcomes": [
            {
                "type": "trip",
                "subject": "T1",
                "rule": "cheap",
                "was": None,
                "from": "violated",
                "to": "satisfied",
                "because": [{"kind": "parameter", "name": "most"}],
                "certain": True,
            }
        ],
        "records_changed": 0,
        "records": [],
        "only_old": [],
        "only_new": [],
        "input_faults": [],
        "input_faults_left": 0,
        "notes": [],
    }
    assert document(difference, None)["data"] is None


def test_as_a_page(compare: Compare) -> None:
    found = diff_page(told(*compare(*EDITS)))
    assert "<title>Endringer i «Reiser»</title>" in found
    assert '<li class="new"><b>Nå:</b> En reise bør være <ins>veldig </ins>kort.</li>' in found
    assert '<li class="gone"><b>Før:</b> «days» er høyst <del>2</del></li>' in found
    assert "<td>forutsetningen ‹Mest›</td>" in found
    assert "script-src 'none'" in found
    assert "<script" not in found


HOSTILE = "<script>alert(1)</script> [x](javascript:y) **b** | `c` \x1b[31m # {0} ‮"


def test_texts_stay_texts(compare: Compare) -> None:
    edits = [
        ("En reise bør være kort.", json.dumps(HOSTILE)[1:-1]),
        ("nb: Mest", f"nb: {json.dumps(HOSTILE)}"),
        ("Togene går.", "`"),
    ]
    shown = told(*compare(*edits))
    html, lines = diff_page(shown), markdown(shown)
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)" in html
    assert "<script>" not in re.sub(r"`[^`]*`", "", lines).replace(r"\<script>", "")
    assert "](javascript" not in lines.replace(r"\](javascript", "")
    for one in (html, lines, page(diff_view(shown))):
        assert "\x1b" not in one
        assert "‮" not in one


def test_nothing_changed(compare: Compare) -> None:
    for shown in (told(compare()[0]), told(compare(("  - id: cheap\n", "  # cheap\n  - id: cheap\n"))[0])):
        assert shown.summary == "Ingenting er endret."
        assert shown.sections == ()
    shown = told(compare(("days <= 2", "2 >= days"))[0])
    assert shown.summary == "Ingenting er endret i det som sies; pakkene er bare skrevet ulikt."
