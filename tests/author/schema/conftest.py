"""The schemas, ready to be held against files as an editor reads them."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from policycheck.author.schema import cases_schema, pack_schema
from policycheck.faults import Faults
from policycheck.pack.files import read_source
from policycheck.pack.profile import read

sys.path.insert(0, str(Path(__file__).parent))
from editor_yaml import seen


@pytest.fixture(scope="session")
def as_seen() -> Callable[[Path], Any]:
    """What an editor sees of a file; `SyntaxError` where it is no YAML of ours."""

    def look(path: Path) -> Any:
        faults = Faults()
        source = read_source(path, path.name, faults)
        node = read(source, faults) if source else None
        if faults:
            raise SyntaxError(str(faults.sorted()[0]))
        return seen(node)

    return look


@pytest.fixture(scope="session")
def pack_file() -> Draft7Validator:
    return Draft7Validator(pack_schema())


@pytest.fixture(scope="session")
def case_file() -> Draft7Validator:
    return Draft7Validator(cases_schema())
