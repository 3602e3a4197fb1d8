"""A policy's coverage as JSON, for other programs."""

from __future__ import annotations

import json
from dataclasses import asdict

from policycheck.author.coverage.view import Coverage, Passage


def coverage_json(page: Coverage) -> str:
    """The page's figures and sentences, and what a text that it was held against makes of them."""
    book = page.prose.rulebook
    found: dict[str, object] = {
        "policy": {"id": book.id, "version": book.version, "digest": book.digest},
        "language": page.language,
        "figures": {
            **{force: _count(page, force) for force in page.figures.by_force},
            "binding": {"total": page.figures.binding.total, **page.figures.binding.treated},
            "total": {"total": page.figures.every.total, **page.figures.every.treated},
        },
        "sentences": [_sentence(page, passage) for passage in page.passages],
    }
    if page.comparison:
        found["against"] = asdict(page.comparison)
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def _count(page: Coverage, force: str) -> dict[str, int]:
    count = page.figures.by_force[force]
    return {"total": count.total, **count.treated}


def _sentence(page: Coverage, passage: Passage) -> dict[str, object]:
    names = page.prose.cited[passage.clause.id]
    return {
        "id": passage.clause.id,
        "force": passage.clause.force,
        "text": passage.text,
        "treatments": passage.treatments,
        "enforced_only": passage.in_force or None,
        "rules": [name for name in names if name in page.prose.families],
        "judgements": [name for name in names if name not in page.prose.families],
        "not_checked": passage.not_checked or None,
    }
