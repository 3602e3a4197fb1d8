"""What was assessed: the clauses as controls, the rules as objectives that assess them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from policycheck.language.rulebook import Judgement, Rule
from policycheck.report.decide import in_force
from policycheck.report.formats.oscal.properties import prop, token
from policycheck.report.formats.words import Words


def control(clause: str) -> str:
    """The id of a clause as a control."""
    return token("clause", clause)


def objective(item: Rule | Judgement) -> str:
    """The id of a rule or judgement as an objective."""
    return token("rule", item.id)


def objectives(words: Words) -> list[dict[str, Any]]:
    """Every rule and judgement, under the first clause that it cites."""
    found: dict[str, list[Rule | Judgement]] = {}
    for item in words.rulebook.item.values():
        found.setdefault(item.clauses[0], []).append(item)
    return [
        {
            "control-id": control(clause),
            "description": words.text(words.rulebook.clauses[clause].text),
            "parts": [_part(item, words) for item in items],
        }
        for clause, items in found.items()
    ]


def reviewed(words: Words) -> dict[str, Any]:
    """The clauses and rules in force on the day, which are those that were judged."""
    items = list(_judged(words))
    clauses = dict.fromkeys(clause for item in items for clause in item.clauses)
    if not items:
        return {"control-selections": [{"description": words.say("nothing_judged")}]}
    return {
        "control-selections": [{"include-controls": [{"control-id": control(clause)} for clause in clauses]}],
        "control-objective-selections": [{"include-objectives": [{"objective-id": objective(item)} for item in items]}],
    }


def _judged(words: Words) -> Iterator[Rule | Judgement]:
    for item in words.rulebook.item.values():
        if in_force(item, words.rulebook, words.report.today):
            yield item


def _part(item: Rule | Judgement, words: Words) -> dict[str, Any]:
    return {
        "id": objective(item),
        "name": "assessment-objective",
        "title": item.id,
        "prose": "\n".join(words.sentences(item)),
        "props": [prop("modality", item.modality)],
    }
