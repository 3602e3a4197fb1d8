"""The rules of a policy as SARIF describes a tool's rules."""

from __future__ import annotations

from typing import Any, Final

from policycheck.language.rulebook import Judgement, Rule, Templates
from policycheck.report.formats.sarif.messages import message
from policycheck.report.formats.words import Words
from policycheck.report.phrases.conditions import Phrases
from policycheck.report.phrases.statement import plain
from policycheck.report.phrases.templates import template

LEVELS: Final = {"must": "error", "default": "error", "should": "warning", "may": "none"}
"""How bad a breach is, by modality: a breach of a should is a recommendation not followed."""


def rules(words: Words) -> list[dict[str, Any]]:
    """Every rule and judgement of the policy, by record type and id, whether it has a result or not."""
    phrases = Phrases(words.rulebook, words.language)
    return [_rule(item, words, phrases) for items in words.rulebook.items.values() for item in items]


def _rule(item: Rule | Judgement, words: Words, phrases: Phrases) -> dict[str, Any]:
    sentences = "\n".join(words.sentences(item))
    said = item.message if isinstance(item, Rule) else item.question
    remedy = _told(item.remedy, words, phrases) if isinstance(item, Rule) and item.remedy else ""
    properties: dict[str, Any] = {"clauses": item.clauses, "modality": item.modality, "record": item.about}
    if isinstance(item, Rule):
        properties |= {"family": item.family, "tags": list(dict.fromkeys(item.tags))}
    return {
        "id": item.id,
        "shortDescription": message(_told(said, words, phrases) if said else sentences),
        "fullDescription": message(sentences),
        "help": message(words.say("formats_remedy", remedy) if remedy else sentences),
        "defaultConfiguration": {"level": LEVELS[item.modality]},
        "properties": properties,
    }


def _told(templates: Templates, words: Words, phrases: Phrases) -> str:
    """A message of the pack with what is put into it named in angles."""
    chosen = templates.get(words.language) or templates["*"]
    return plain(template(phrases, [chosen]), words.language)
