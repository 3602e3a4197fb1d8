"""What the tests of the formats share: texts on record, and the generator of packs."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent.parent / "differential")]

_OWN = re.compile(r"sha256:[0-9a-f]{64}")
_VERSION = re.compile(r'(policycheck": "|policycheck )\d[^" ,]*')


@pytest.fixture
def expected(record: bool) -> Callable[[str, str], None]:
    """Compares a text with the file of that name, apart from digest and version; with --record it is written there."""

    def compare(name: str, text: str) -> None:
        path = HERE / "expected" / name
        text = _VERSION.sub(r"\g<1>…", _OWN.sub("sha256:…", text))
        if record:
            path.write_bytes(text.encode())
        assert text.encode() == path.read_bytes()

    return compare
