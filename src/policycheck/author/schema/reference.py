"""Where schemas are stored, and how a YAML file names its schema to editors."""

from __future__ import annotations

import json
from pathlib import Path

from policycheck.author.schema.document import DIALECT
from policycheck.faults import InvalidCall

PACK_FILE = "pack.schema.json"
"""What the schema of a pack's files is called where it is stored."""
CASES_FILE = "cases.schema.json"
"""What the schema of a pack's cases is called where it is stored."""


def modeline(path: str) -> str:
    """The first line of a YAML file that is to be held against the schema at a path, seen from the file's place."""
    return f"# yaml-language-server: $schema={path}"


def check_target(path: Path) -> None:
    """`InvalidCall` where a file stands that is no schema: most likely somebody's records."""
    if not path.exists():
        return
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        found = None
    if not (isinstance(found, dict) and found.get("$schema") == DIALECT):
        raise InvalidCall(f"--output: `{path}` is there already and is no JSON Schema: give another name")
