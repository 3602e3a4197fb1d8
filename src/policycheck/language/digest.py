"""A fingerprint of what a pack says: the same for the same meaning, however its files are laid out."""

from __future__ import annotations

import hashlib
import json

from policycheck.pack.load import Pack
from policycheck.pack.nodes import Mapping, Node, Scalar, Sequence


def digest(pack: Pack) -> str:
    """`sha256:` and 64 hexadecimal digits over every section; files, order of keys and comments do not count.

    The order of a list counts: the sentences of the text, a table's rows, the names of a choice that stand in one.
    """
    policy = pack.policy.node if pack.policy else None
    content = {
        "policy": _plain(policy) if policy else None,
        "text": [_plain(item.node) for item in pack.clauses.values()],
        "records": {name: _plain(item.node) for name, item in pack.records.items()},
        "tables": {name: _plain(item.node) for name, item in pack.tables.items()},
        "parameters": {name: _plain(item.node) for name, item in pack.parameters.items()},
        "derive": {
            record: {name: _plain(node) for name, (_, node) in entries.items()}
            for record, entries in pack.derive.items()
        },
        "rules": {name: _plain(item.node) for name, item in pack.rules.items()},
        "judgements": {name: _plain(item.node) for name, item in pack.judgements.items()},
    }
    written = json.dumps(content, ensure_ascii=True, separators=(",", ":"), sort_keys=True)
    return f"sha256:{hashlib.sha256(written.encode()).hexdigest()}"


def _plain(node: Node) -> object:
    match node:
        case Scalar():
            return node.value if isinstance(node.value, bool | None) else node.written.strip()
        case Sequence():
            return [_plain(item) for item in node.items]
        case Mapping():
            return {name: _plain(value) for name, (_, value) in node.entries.items()}
