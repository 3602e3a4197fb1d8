"""What the tests of engines share: packs from text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import policycheck
from policycheck.policy import Policy

HEAD = """
policy: {id: tiny, title: Tiny, version: "1", languages: [en]}
text:
  - {id: c1, force: must, en: Be good.}
"""


@pytest.fixture
def loaded(tmp_path: Path) -> Callable[[str], Policy]:
    """The policy of a pack's text, which needs no head of its own."""

    def load(text: str) -> Policy:
        path = tmp_path / "pack.yaml"
        path.write_text((HEAD if "policy:" not in text else "") + text, encoding="utf-8")
        return policycheck.load(path)

    return load
