"""YAML as an editor reads it: the core schema of YAML 1.2."""

from __future__ import annotations

import re
from typing import Any

from policycheck.pack.nodes import Mapping, Node, Sequence

_WORDS = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INTEGER = re.compile(r"[-+]?[0-9]+")
_BASED = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")


def core(written: str) -> Any:
    """What an unquoted word is in the core schema of YAML 1.2, which editors read by."""
    if written in _WORDS:
        return _WORDS[written]
    if _INTEGER.fullmatch(written):
        return int(written)
    if _BASED.fullmatch(written):
        return int(written, 0)
    return float(written) if _FLOAT.fullmatch(written) else written


def seen(node: Node | None) -> Any:
    """A file's node as plain values, as an editor sees them."""
    if node is None:
        return None
    if isinstance(node, Mapping):
        return {name: seen(value) for name, (_, value) in node.entries.items()}
    if isinstance(node, Sequence):
        return [seen(item) for item in node.items]
    return node.written if node.span.text[:1] in ("'", '"', "|", ">") else core(node.written)
